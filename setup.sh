# Sourced by ./run and ./test: what both need of the system. Says what it does on standard error.
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

say() { printf '» %s\n' "$*" >&2; }

# Runs a command and shows its output only where it fails.
quietly() {
  local log
  log=$(mktemp)
  if ! "$@" >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    return 1
  fi
  rm -f "$log"
}

# Debian packages that reading needs; installed only where absent.
setup_system() {
  local missing=() package
  for package in tesseract-ocr tesseract-ocr-eng libtesseract5 liblept5 poppler-utils fonts-liberation fonts-dejavu-core "$@"; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
  done
  if [ ${#missing[@]} -gt 0 ]; then
    local sudo=()
    if [ "$(id -u)" != 0 ]; then
      command -v sudo >/dev/null || { say "not root and no sudo: install these by hand: ${missing[*]}"; exit 2; }
      sudo=(sudo)
    fi
    say "installing ${missing[*]}"
    quietly "${sudo[@]}" apt-get update -qq || true
    quietly "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" \
      || { say "apt could not install ${missing[*]}"; exit 2; }
  fi
  command -v dotnet >/dev/null || { say "the .NET 10 SDK is not on PATH: https://learn.microsoft.com/dotnet/core/install/linux-debian"; exit 2; }
}

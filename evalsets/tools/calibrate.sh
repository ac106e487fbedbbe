#!/usr/bin/env bash
# Fits evalsets/calibration/prior-auth-request.json anew: after the learned weights (roles.tsv, opinions.tsv), the code of scores or the golden sets changed. From the repository root; about ten
# minutes on two idle cores, and 30 MB below OUT (default out/calibration).
#   evalsets/tools/calibrate.sh [OUT]
# `evaluate calibrate … --check` tells whether it is needed, and `doctor` whether the calibration is in use.
set -euo pipefail
out=${1:-out/calibration}
mkdir -p "$out"
# The folders of packets of some parts whose rules were mended (~) or not: s of v3 and af of v4 were test packets until 2026-11-27, and opened then.
cases() { python3 - "$@" <<'P'
import glob, json, os, re, sys
for folder in sys.argv[3:]:
    for path in sorted(glob.glob(folder + "/cases/*/case.json")):
        mended = re.search(r"v[12]$", folder) is not None or re.match(r"s\d|af\d", os.path.basename(os.path.dirname(path))) is not None
        if json.load(open(path, encoding="utf-8"))["part"] in sys.argv[1].split(",") and (sys.argv[2] == "all" or (sys.argv[2] == "mended") == mended):
            print(os.path.dirname(path))
P
}
all="evalsets/prior-auth-v1 evalsets/prior-auth-v2 evalsets/prior-auth-v3 evalsets/prior-auth-v4 evalsets/prior-auth-v5"
dotnet build HealthcareLlm.sln -c Release -v quiet --nologo
trainer="dotnet tests/HealthcareLlm.RoleTrainer/bin/Release/net10.0/HealthcareLlm.RoleTrainer.dll"
program="dotnet src/HealthcareLlm.Cli/bin/Release/net10.0/HealthcareLlm.Cli.dll"
sets="evalsets/prior-auth-v3 evalsets/prior-auth-v4 evalsets/prior-auth-v5"
# Every packet that the program's model was learned from; rules were mended on the first file's (~).
[ -f "$out/old.jsonl" ] || { $trainer read "$out/old.part" $(cases development,calibration mended $all); mv "$out/old.part.rules" "$out/old.jsonl.rules"; mv "$out/old.part" "$out/old.jsonl"; }
[ -f "$out/new.jsonl" ] || { $trainer read "$out/new.part" $(cases development,calibration unmended $all); mv "$out/new.part.rules" "$out/new.jsonl.rules"; mv "$out/new.part" "$out/new.jsonl"; }
# Each calibration packet by a model, and weights of the two opinions, that were learned without it.
rm -rf "$out/run"
$trainer outside "$out/run" "~$out/old.jsonl" "$out/new.jsonl" -- $(cases calibration all $sets)
$program evaluate calibrate $sets --run "$out/run" -o evalsets/calibration/prior-auth-request.json --id "prior-auth-request/${CALIBRATION_ID:-$(date -u +%F)}"
$program evaluate thresholds $sets --run "$out/run" -o "$out/thresholds.json" --learn none | tail -1
# It is built in: build anew, and measure it on the packets that neither it nor anything else has seen.
dotnet build src/HealthcareLlm.Cli -c Release -v quiet --nologo
$program evaluate calibrate $sets -o evalsets/calibration/prior-auth-request.json --check
$program evaluate run $sets --part test -o "$out/test" | grep -A 6 "Confidence (" | cut -c1-160

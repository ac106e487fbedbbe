#!/usr/bin/env bash
# Fits evalsets/calibration/prior-auth-request.json anew: after the learned weights (roles.tsv, opinions.tsv), the code of scores or the golden sets changed. From the repository root; about ten
# minutes on two idle cores, and 30 MB below OUT (default out/calibration).
#   evalsets/tools/calibrate.sh [OUT]
# `evaluate calibrate … --check` tells whether it is needed, and `doctor` whether the calibration is in use.
set -euo pipefail
out=${1:-out/calibration}
mkdir -p "$out"
cases() { python3 - "$@" <<'P'
import glob, json, os, sys
for folder in sys.argv[2:]:
    for path in sorted(glob.glob(folder + "/cases/*/case.json")):
        if json.load(open(path, encoding="utf-8"))["part"] in sys.argv[1].split(","):
            print(os.path.dirname(path))
P
}
dotnet build HealthcareLlm.sln -c Release -v quiet --nologo
trainer="dotnet tests/HealthcareLlm.RoleTrainer/bin/Release/net10.0/HealthcareLlm.RoleTrainer.dll"
program="dotnet src/HealthcareLlm.Cli/bin/Release/net10.0/HealthcareLlm.Cli.dll"
sets="evalsets/prior-auth-v3 evalsets/prior-auth-v4 evalsets/prior-auth-v5"
# Every packet that the program's model was learned from; rules were mended on those of v1 and v2 (~).
[ -f "$out/old.jsonl" ] || { $trainer read "$out/old.part" $(cases development,calibration evalsets/prior-auth-v1 evalsets/prior-auth-v2); mv "$out/old.part.rules" "$out/old.jsonl.rules"; mv "$out/old.part" "$out/old.jsonl"; }
[ -f "$out/new.jsonl" ] || { $trainer read "$out/new.part" $(cases development,calibration $sets); mv "$out/new.part.rules" "$out/new.jsonl.rules"; mv "$out/new.part" "$out/new.jsonl"; }
# Each calibration packet by a model, and weights of the two opinions, that were learned without it.
rm -rf "$out/run"
$trainer outside "$out/run" "~$out/old.jsonl" "$out/new.jsonl" -- $(cases calibration $sets)
$program evaluate calibrate $sets --run "$out/run" -o evalsets/calibration/prior-auth-request.json --id "prior-auth-request/${CALIBRATION_ID:-$(date -u +%F)}"
$program evaluate thresholds $sets --run "$out/run" -o "$out/thresholds.json" --learn none | tail -1
# It is built in: build anew, and measure it on the packets that neither it nor anything else has seen.
dotnet build src/HealthcareLlm.Cli -c Release -v quiet --nologo
$program evaluate calibrate $sets -o evalsets/calibration/prior-auth-request.json --check
$program evaluate run evalsets/prior-auth-v2 $sets --part test -o "$out/test" | grep -A 6 "Confidence (" | cut -c1-160

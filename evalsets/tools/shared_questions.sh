#!/usr/bin/env bash
# Asks questions-shared.jsonl about a policy that stands beside the repository, and none of whose words are in it.   usage: shared_questions.sh FOLDER-OF-POLICIES OUTPUT
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
pdf="$1/inflammatory-conditions-adalimumab.pdf"
[ -e "$pdf" ] || { echo "$pdf is not there: nothing was asked"; exit 0; }
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cp "$pdf" "$folder/adalimumab.pdf"; cp "$root/evalsets/policies-v2/adalimumab.yaml" "$folder/"
"${RUN:-$root/run}" evaluate policies --policies "$folder" --questions "$root/evalsets/policies-v2/questions-shared.jsonl" --output "$2"

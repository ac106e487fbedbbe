#!/usr/bin/env bash
# Runs both tasks on every bundled sample and shows the results: called by ./run without arguments.
set -euo pipefail
root=$1 dll=$2
out="$root/out"
here="$root/evalsets/samples"
for packet in "$here"/packet-*/; do
  name=$(basename "$packet")
  printf '\n== Prior authorization: %s ==\n' "evalsets/samples/$name"
  dotnet "$dll" extract "$packet" --output "$out/$name.json" --html "$out/$name.html"
  printf 'Result: %s\nPage to check it: %s\n' "$out/$name.json" "$out/$name.html"
done
for encounter in "$here"/encounter-*/; do
  name=$(basename "$encounter")
  printf '\n== Discharge summary: %s ==\n' "evalsets/samples/$name"
  dotnet "$dll" summarize "$encounter" --output "$out/$name.json" --html "$out/$name.html" --markdown "$out/$name.md"
  printf 'Result: %s\nPage to check it: %s\n' "$out/$name.json" "$out/$name.html"
done

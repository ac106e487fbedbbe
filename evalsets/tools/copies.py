#!/usr/bin/env python3
"""copies.py SET COPIES CHECKED: of every page of SET, whether the output CHECKED of `evaluate check SET COPIES` names its copy in COPIES, a set that
`evaluate degrade SET --output COPIES` made; and what it names that is no copy. How recall was measured: evalsets/README.md, 'Copies of pages'."""
import json, os, re, sys
base, copies, checked = sys.argv[1:]
pages, found, wrong = set(), set(), []
steps = {}
for case in sorted(os.listdir(f"{copies}/cases")):
    original, step = case.rsplit("--", 1)
    steps[case] = step
    for d in json.load(open(f"{base}/cases/{original}/case.json"))["documents"]:
        if not d["file"].endswith(".txt"): pages |= {(case, os.path.splitext(d["file"])[0], n + 1) for n in range(d["pages"])}
for line in open(checked):
    m = re.search(r"cases/([^/]+)/case\.json:.*\] (\S+) looks (.*) of (\S+) of ([\w-]+?)(?:,|:|$)", line)
    if not m: continue
    own = m[5] in (m[1], m[1].rsplit("--", 1)[0]) or m[1] == m[5].rsplit("--", 1)[0]
    for a, b in re.findall(r"on page (\d+) like page (\d+)", m[3]):
        copy, original = ((m[1], m[2], a), (m[5], m[4], b)) if "--" in m[1] else ((m[5], m[4], b), (m[1], m[2], a))
        if own and os.path.splitext(copy[1])[0].startswith(os.path.splitext(original[1])[0]) and copy[2] == original[2]: found.add((copy[0], os.path.splitext(original[1])[0], int(copy[2])))
        else: wrong.append(line.strip())
print(f"{len(found & pages)} of {len(pages)} copies named, {len(wrong)} pairs named that are none")
for page in sorted(pages - found): print("not named:", *page)
for line in wrong[:20]: print("none:", line)

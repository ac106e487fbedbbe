#!/usr/bin/env python3
"""Puts the half of a golden set's packets that the hash of their documents chooses into the part 'calibration'.

    python3 evalsets/tools/calibration_part.py evalsets/prior-auth-v3 evalsets/prior-auth-v4

A packet is in the half where the SHA-256 of the sorted SHA-256s of its documents (lower-case hex, one a line) is even: nobody chooses, no score is looked at, and a packet
is in the same half whatever it is called. Packets of the part 'test' stay there. The case, its spec and its row in the data card are changed together.
"""
import glob, hashlib, json, os, re, sys


def put(path, pattern, value):
    text = open(path, encoding="utf-8", newline="").read()
    open(path, "w", encoding="utf-8", newline="").write(re.sub(pattern, lambda m: m.group(1) + value + m.group(2), text, count=1, flags=re.M))


def is_chosen(folder):
    hashes = sorted(hashlib.sha256(open(f, "rb").read()).hexdigest() for f in glob.glob(os.path.join(folder, "documents", "*")))
    return int(hashlib.sha256("\n".join(hashes).encode()).hexdigest(), 16) % 2 == 0


for root in sys.argv[1:]:
    count = {}
    for path in sorted(glob.glob(os.path.join(root, "cases", "*", "case.json"))):
        part, name = json.load(open(path, encoding="utf-8"))["part"], os.path.basename(os.path.dirname(path))
        if part != "test":
            part = "calibration" if is_chosen(os.path.dirname(path)) else "development"
            put(path, r'("part":\s*")[a-z]+(")', part)
            spec = os.path.join(root, "specs", name, "packet.json")
            if os.path.exists(spec):
                put(spec, r'("part":\s*")[a-z]+(")', part)
            put(os.path.join(root, "README.md"), r"(^\| " + re.escape(name) + r" \|.*\| )(?:development|calibration)( \|)", part)
        count[part] = count.get(part, 0) + 1
    print(root, ", ".join(f"{n} {p}" for p, n in sorted(count.items())))

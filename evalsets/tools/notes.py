#!/usr/bin/env python3
"""notes.py agree | notes.py PASS WORK...: turns annotators' work files (with words) into evalsets/notes-v1/PASS/<note>.jsonl (offsets and labels alone).

Needs the public collection: HEALTHCARELLM_SHARED or ../shared/data, notes/mtsamples.jsonl. References nothing of src.
A work file has '=== note-id' and one line an annotation: 'kind | words | key=value | ...'. Words and values that are places stand in the note
letter for letter; words are looked for behind the annotation of the same kind before them ('words #2' takes the second such place, 'words @MEDICATIONS' the first
behind that text); a value is looked for nearest to the words, within 400 characters."""
import json, os, re, sys
HERE = os.path.dirname(os.path.abspath(__file__)); SET = os.path.join(HERE, "..", "notes-v1")
PLACES = {"med": ["strength", "dose", "form", "route", "frequency", "duration", "reason"], "prob": [], "allergy": ["reaction"], "nka": [], "follow": ["with", "when", "for"]}
LABELS = {"med": {"status": "current new changed continued held stopped past planned denied given".split()},
          "prob": {"polarity": "affirmed negated possible".split(), "time": "recent historical hypothetical".split(), "who": "patient other".split()},
          "allergy": {}, "nka": {}, "follow": {}}

def shared():
    for p in (os.environ.get("HEALTHCARELLM_SHARED"), "../shared/data", os.path.join(HERE, "../../../shared/data")):
        if p and os.path.exists(os.path.join(p, "notes/mtsamples.jsonl")): return p
    sys.exit("the public collection is not here")

def place(text, words, start):
    nth, behind = 1, None
    m = re.search(r" #(\d+)$", words)
    if m: nth, words = int(m[1]), words[:m.start()]
    m = re.search(r" @(.+)$", words)
    if m: behind, words = m[1], words[:m.start()]
    at = start
    if behind is not None:
        at = text.find(behind)
        if at < 0: return None
    if m is None and nth > 1: at = 0
    at -= 1
    for _ in range(nth):
        while True:
            at = text.find(words, at + 1)
            if at < 0: return None
            if (at == 0 or not (text[at-1].isalnum() and words[0].isalnum())) and (at+len(words) == len(text) or not (text[at+len(words)].isalnum() and words[-1].isalnum())): break
    return at, at + len(words)

# In a packed list the value behind the drug before stands nearer than one's own: what stands behind goes before what stands before.
BEFORE = 40

def near(text, words, span):
    best, at = None, -1
    while (at := text.find(words, at + 1)) >= 0:
        d = at - span[1] if at >= span[1] else (span[0] - at - len(words)) + BEFORE if at + len(words) <= span[0] else 0
        if d <= 400 + BEFORE and (at == 0 or not (text[at-1].isalnum() and words[0].isalnum())) and (at+len(words) == len(text) or not (text[at+len(words)].isalnum() and words[-1].isalnum())) and (best is None or d < best[0]): best = (d, at)
    return best and (best[1], best[1] + len(words))

def agree():
    """Prints how far the two passes say the same: each thing by overlapping words, its labels where both have it."""
    notes = [l.split("\t")[0] for l in open(os.path.join(SET, "notes.tsv")) if not l.startswith("#")]
    over = lambda a, b: a[0] < b[1] and b[0] < a[1]
    for kind in PLACES:
        counts, both, same, labels = [0, 0], 0, 0, {}
        for note in notes:
            one, two = ([r for r in map(json.loads, open(os.path.join(SET, p, note + ".jsonl"))) if r["kind"] == kind] for p in ("pass-1", "pass-2"))
            counts[0] += len(one); counts[1] += len(two); used = set()
            for r in one:
                j = next((j for j, q in enumerate(two) if j not in used and over(r["at"], q["at"])), None)
                if j is None: continue
                used.add(j); both += 1; same += r["at"] == two[j]["at"]
                for key in (set(r) | set(two[j])) - {"kind", "at"}:
                    x, y = r.get(key), two[j].get(key)
                    agreed = x == y if isinstance(x, str) or isinstance(y, str) else x is not None and y is not None and over(x, y)
                    n, m = labels.get(key, (0, 0)); labels[key] = (n + agreed, m + 1)
        print(f"{kind}: {counts[0]} and {counts[1]}, F1 {2 * both / sum(counts):.3f}, of them the same words {same / both:.3f}; " + ", ".join(f"{k} {n}/{m}" for k, (n, m) in sorted(labels.items())))

def main():
    if sys.argv[1:] == ["agree"]: return agree()
    out, works = sys.argv[1], sys.argv[2:]
    texts = {}
    for line in open(os.path.join(shared(), "notes/mtsamples.jsonl"), encoding="utf-8"):
        d = json.loads(line); texts[d["id"]] = d["text"]
    parts = dict(l.split("\t")[:2] for l in open(os.path.join(SET, "notes.tsv")) if not l.startswith("#"))
    faults = 0
    for work in works:
        note, rows, last = None, [], {}
        def close():
            if note:
                folder = os.path.join(SET, out); os.makedirs(folder, exist_ok=True)
                with open(os.path.join(folder, note + ".jsonl"), "w") as f:
                    for r in sorted(rows, key=lambda r: (r["kind"], r["at"])): f.write(json.dumps(r) + "\n")
        for n, line in enumerate(open(work, encoding="utf-8"), 1):
            line = line.rstrip("\n")
            if not line.strip() or line.startswith("#"): continue
            def fault(why):
                nonlocal faults
                faults += 1; print(f"{work}:{n}: {why}")
            if line.startswith("==="):
                close(); note, rows, last = line[3:].strip(), [], {}
                if note not in parts: fault("no such note"); note = None
                continue
            if note is None: continue
            kind, *fields = [p.strip() for p in line.split(" | ")]
            if kind not in PLACES or not fields: fault(f"kind '{kind}'"); continue
            at = place(texts[note], fields[0], last.get(kind, 0))
            if at is None: fault("words not found: " + fields[0]); continue
            last[kind] = at[0] + 1
            row = {"kind": kind, "at": list(at)}
            for f in fields[1:]:
                key, _, value = f.partition("=")
                if key in LABELS[kind]:
                    if value not in LABELS[kind][key]: fault(f"{key}={value}")
                    row[key] = value
                elif key in PLACES[kind]:
                    p = near(texts[note], value, at)
                    if p is None: fault(f"{key} not near: {value}")
                    else: row[key] = list(p)
                else: fault(f"key '{key}'")
            for key in LABELS[kind]:
                if key not in row: fault(f"{key} is not said")
            rows.append(row)
        close()
    print(f"{faults} faults")
    sys.exit(1 if faults else 0)
main()

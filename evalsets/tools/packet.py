#!/usr/bin/env python3
"""packet.py SET [ID...]: renders SET/specs/<id>/packet.json and its HTML and text into SET/cases/<id>/ (case.json and documents/), and works out what is missing.

Needs chromium, poppler-utils, imagemagick (with PDF allowed in /etc/ImageMagick-6/policy.xml), ghostscript and the fonts named in SET/README.md.
References nothing of src. Gold is written by hand in packet.json; this checks the forms of its values and expands it."""
import json, os, random, re, subprocess, sys, tempfile, shutil, glob, hashlib
NEEDED = ["patient.name", "patient.birthDate", "patient.memberId", "coverage.payer", "requestingProvider.name", "requestingProvider.npi", "request.urgency"]
LEAVES = set("""patient.name patient.birthDate patient.sex patient.memberId patient.phone patient.address patient.weight patient.height
coverage.payer coverage.groupNumber coverage.lineOfBusiness coverage.state coverage.subscriberName coverage.relationship
requestingProvider.name requestingProvider.npi requestingProvider.specialty requestingProvider.taxId requestingProvider.phone requestingProvider.fax requestingProvider.signature
servicingProvider.name servicingProvider.npi
request.date request.type request.reference request.urgency request.urgencyReason request.setting
request.services[].code request.services[].codeSystem request.services[].ndc request.services[].description request.services[].modifiers[] request.services[].laterality request.services[].quantity request.services[].unit
request.services[].dose request.services[].route request.services[].frequency request.services[].duration request.services[].daysSupply request.services[].refills request.services[].startDate request.services[].endDate
diagnoses[].code diagnoses[].description
clinical.priorTreatments[].treatment clinical.priorTreatments[].outcome clinical.priorTreatments[].startDate clinical.priorTreatments[].endDate
clinical.currentMedications[].name clinical.currentMedications[].dose clinical.currentMedications[].route clinical.currentMedications[].frequency
clinical.allergies[] clinical.labs[].name clinical.labs[].value clinical.labs[].unit clinical.labs[].date clinical.findings[]""".split())
CHOICES = {"patient.sex": "male female other unknown", "coverage.lineOfBusiness": "Medicare Medicaid commercial exchange other", "coverage.relationship": "self spouse child other",
  "requestingProvider.signature": "signed unsigned", "request.type": "initial renewal extension retrospective appeal", "request.urgency": "standard expedited",
  "request.setting": "office outpatient inpatient ambulatory-surgery home other", "request.services[].laterality": "left right bilateral", "request.services[].codeSystem": "CPT HCPCS NDC",
  "clinical.priorTreatments[].outcome": "failed inadequate intolerant contraindicated completed ongoing unknown"}

def run(*a, **k):
    return subprocess.run(a, check=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **k).stdout

def is_leaf(n):
    return not isinstance(n, (dict, list)) or (isinstance(n, dict) and ("value" in n or "status" in n or "pattern" in n))

def luhn(npi):
    t = 24
    for i, c in enumerate(reversed(npi)):
        d = int(c)
        if i % 2: d = d * 2 - 9 if d > 4 else d * 2
        t += d
    return t % 10 == 0

def expand(n, path, faults):
    if is_leaf(n) and path != "clinical.labs[]":
        leaf = n if isinstance(n, dict) else {"value": str(n)}
        if path not in LEAVES: faults.append(f"{path} is not in the contract")
        v = leaf.get("value")
        if leaf.get("status") not in ("refused", "conflicting"):
            if path in CHOICES and v not in CHOICES[path].split(): faults.append(f"{path}: '{v}' is no choice")
            if re.search(r"(Date|request\.date|labs\[\]\.date)$", path) and v and not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", v): faults.append(f"{path}: '{v}' is no ISO date")
            if path.endswith("npi") and not (re.fullmatch(r"\d{10}", v or "") and luhn(v)): faults.append(f"{path}: '{v}' fails its check digit")
            if re.search(r"\.(phone|fax)$", path) and not re.fullmatch(r"\d{10}", v or ""): faults.append(f"{path}: '{v}' is not 10 digits")
            if path.endswith("[].code") and "diagnoses" in path and not re.fullmatch(r"[A-Z]\d[0-9A-Z](\.[0-9A-Z]{1,4})?", v or ""): faults.append(f"{path}: '{v}'")
            if path == "patient.memberId" and not re.fullmatch(r"[A-Za-z0-9]+", v or ""): faults.append(f"{path}: '{v}'")
        return leaf
    if isinstance(n, list):
        return [expand(x, path + "[]", faults) for x in n]
    return {k: expand(x, (path + "." if path else "") + k, faults) for k, x in n.items()}

def get(rec, path):
    for p in path.split("."):
        rec = rec.get(p) if isinstance(rec, dict) else None
        if rec is None: return None
    return rec

def missing(rec):
    m = [p for p in NEEDED if get(rec, p) is None]
    services = get(rec, "request.services") or []
    if not services: m.append("request.services")
    for i, s in enumerate(services):
        if "code" not in s and "description" not in s: m.append(f"request.services[{i}].code")
        if "startDate" not in s: m.append(f"request.services[{i}].startDate")
    if not get(rec, "diagnoses"): m.append("diagnoses")
    return m

def pages(pdf, dpi, folder):
    run("pdftoppm", "-r", str(dpi), "-gray", "-png", pdf, os.path.join(folder, "p"))
    return sorted(glob.glob(os.path.join(folder, "p-*.png")))

def html_pdf(src, out, folder):
    run("chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/chrome", "--no-pdf-header-footer", f"--print-to-pdf={out}", "file://" + os.path.abspath(src), timeout=120)

def scan(png, grade, spec, rng, folder, n):
    skew = spec.get("skew", {"clean": rng.uniform(-.4, .4)}.get(grade, rng.uniform(.6, 1.6) * rng.choice((-1, 1))))
    turn = spec.get("turn", 0)
    if isinstance(turn, dict): turn = turn.get(str(n), 0)
    out = os.path.join(folder, f"s{n:03}.png")
    a = ["convert", png, "-background", "white", "-virtual-pixel", "white", "-distort", "SRT", f"{skew:.2f}"]
    seed = str(rng.randrange(1 << 30))
    if grade == "clean": a += ["-blur", "0x0.5", "-seed", seed, "-attenuate", "0.06", "+noise", "Gaussian", "-colorspace", "Gray"]
    elif grade == "fair": a += ["-blur", "0x0.9", "-seed", seed, "-attenuate", "0.22", "+noise", "Gaussian", "-attenuate", "0.012", "+noise", "Impulse", "-colorspace", "Gray", "-level", "6%,94%"]
    else: a += ["-blur", "0x0.55", "-seed", seed, "-attenuate", "0.25", "+noise", "Gaussian", "-attenuate", "0.006", "+noise", "Impulse", "-colorspace", "Gray"]
    if turn: a += ["-rotate", str(turn)]
    if grade.startswith("fax"): a += ["-filter", "Box", "-resize", "1728x1078!" if grade == "fax98" else "1728x2156!"] if turn in (0, 180) else []
    if grade.startswith("fax"): a += ["-threshold", f"{spec.get('threshold', 62)}%"]
    run(*(a + ["-depth", "8", out]))
    if grade.startswith("fax"):
        head = spec.get("header", "11/25/2026 08:14  FROM 5550100  FAX SERVER")
        ps = 9 if grade == "fax98" else 20
        run("convert", out, "-font", "DejaVu-Sans-Mono", "-pointsize", str(ps), "-annotate", "+60+%d" % (14 if grade == "fax98" else 28), f"{head}   P.{n:03}", "-threshold", "50%", "-type", "bilevel", out)
    return out

def make(base, folder):
    spec = json.load(open(os.path.join(folder, "packet.json")))
    cid = spec["case"]; faults = []
    if cid != os.path.basename(os.path.normpath(folder)): faults.append("case is not the folder's name")
    out = os.path.join(base, "cases", cid); docs = os.path.join(out, "documents")
    shutil.rmtree(out, ignore_errors=True); os.makedirs(docs)
    rng = random.Random(hashlib.sha256(cid.encode()).hexdigest())
    listed = []
    for f in spec["files"]:
        target = os.path.join(docs, f["out"])
        with tempfile.TemporaryDirectory() as tmp:
            if f["out"].endswith(".txt"):
                shutil.copy(os.path.join(folder, f["from"]), target); listed.append({"file": f["out"], "pages": 1}); continue
            parts = []
            for i, h in enumerate(f["from"] if isinstance(f["from"], list) else [f["from"]]):
                p = os.path.join(tmp, f"h{i}.pdf"); html_pdf(os.path.join(folder, h), p, tmp); parts.append(p)
            pdf = parts[0]
            if len(parts) > 1:
                pdf = os.path.join(tmp, "all.pdf"); run("pdfunite", *parts, pdf)
            grade = f.get("grade", "digital")
            if grade == "digital":
                shutil.copy(pdf, target)
                n = int(re.search(rb"Pages:\s+(\d+)", run("pdfinfo", target)).group(1))
            else:
                dpi = 200 if not grade.startswith("fax") else 204
                sc = [scan(p, grade, f, rng, tmp, i + 1) for i, p in enumerate(pages(pdf, dpi, tmp))]
                n = len(sc)
                if target.endswith(".pdf"):
                    q = ["-compress", "jpeg", "-quality", "70" if grade == "fair" else "85"] if not grade.startswith("fax") else ["-compress", "Group4"]
                    d = ["-density", "204x98" if grade == "fax98" else "204x196" if grade == "fax196" else "200"]
                    run("convert", *sc, *d, "-units", "PixelsPerInch", *q, target)
                elif re.search(r"\.tiff?$", target):
                    d = ["-density", "204x98" if grade == "fax98" else "204x196" if grade == "fax196" else "200"]
                    run("convert", *sc, *d, "-units", "PixelsPerInch", *(["-compress", "Group4"] if grade.startswith("fax") else ["-compress", "LZW"]), target)
                else:
                    if n != 1: faults.append(f"{f['out']}: {n} pages do not fit one picture")
                    run("convert", sc[0], "-density", "200", "-units", "PixelsPerInch", *(["-quality", "72"] if target.endswith("jpg") else []), target)
            listed.append({"file": f["out"], "pages": n})
    rec = expand(spec["record"], "", faults)
    case = {"schema": "golden-case/v1", "id": cid, "task": "prior-auth-request", "date": spec["date"], "part": spec.get("part", "test"), "tags": spec["tags"],
            "documents": listed, "record": rec, "missing": missing(rec), "setAside": spec.get("setAside", []), "traps": spec.get("traps", [])}
    for t in ("grade", "layout", "specialty", "ageBand", "sex", "payer", "made"):
        if t not in spec["tags"]: faults.append(f"tag {t} is not there")
    for i, t in enumerate(case["traps"]):
        t.setdefault("id", f"t{i+1}")
        for k in ("kind", "path", "value", "file", "page"):
            if k not in t: faults.append(f"trap {t['id']} has no {k}")
    json.dump(case, open(os.path.join(out, "case.json"), "w"), indent=1, ensure_ascii=False)
    print(cid, "pages", [d["pages"] for d in listed], "missing", case["missing"], "FAULTS" if faults else "ok", *faults, sep="  ")
    return not faults

if __name__ == "__main__":
    base = sys.argv[1]
    ids = sys.argv[2:] or sorted(os.listdir(os.path.join(base, "specs")))
    sys.exit(0 if all([make(base, os.path.join(base, "specs", i)) for i in ids]) else 1)

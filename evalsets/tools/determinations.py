#!/usr/bin/env python3
"""Writes evalsets/policies-v1: small text packets and their golden determinations. The gold stands here, written by hand per packet from the policies' wording;
nothing is taken from what the program says. All people, payers and places are invented.   usage: determinations.py OUTPUT-FOLDER"""
import json, os, sys

M, N, D, C = "Met", "NotMet", "NotDocumented", "Conflicting"
READY, MISSING, REVIEW = "ready-to-submit", "information-missing", "clinical-review"


def npi(stem):
    digits = [int(c) for c in "80840" + stem]
    total = sum(sum(divmod(2 * d, 10)) if i % 2 else d for i, d in enumerate(digits))
    return stem + str(-total % 10)


FORM = """{payer_caps}
PRIOR AUTHORIZATION REQUEST

MEMBER
Name: {name}
Date of birth: {dob}
Member ID: {mid}
Health plan: {payer}

REQUESTING PROVIDER
Name: {doctor}, MD
NPI: {npi}
Specialty: {specialty}

REQUEST
Date of request: {rdate}
Review type: [X] Standard   [ ] Expedited
Request type: {rtype}
{service}
Start date of service: {start}
{diagnosis}
"""

CASES = []


class Packet:
    """A base packet: form values, notes by name, gold by leaf."""

    def __init__(self, policy, version, form, notes, gold, outcome=READY):
        self.policy, self.version, self.form, self.notes, self.gold, self.outcome = policy, version, form, notes, gold, outcome

    def case(self, id, form=None, notes=None, gold=None, outcome=None, choice="chosen", policy=None, version=None, tags=()):
        form = {**self.form, **(form or {})}
        texts = {**self.notes, **(notes or {})}
        leaves = {**self.gold, **(gold or {})} if choice == "chosen" else {}
        leaves = {k: v for k, v in leaves.items() if v is not None}
        CASES.append(dict(id=id, form=form, notes=[t for t in texts.values() if t], leaves=leaves, outcome=outcome or self.outcome, choice=choice, policy=policy or self.policy, version=version or self.version, tags=list(tags)))


def form(payer, name, dob, mid, doctor, stem, specialty, rdate, service, start, diagnosis, rtype="Initial"):
    return dict(payer=payer, payer_caps=payer.upper(), name=name, dob=dob, mid=mid, doctor=doctor, npi=npi(stem), specialty=specialty, rdate=rdate, rtype=rtype, service=service, start=start, diagnosis=diagnosis)


# 1. Abatacept -------------------------------------------------------------------------------------------------------------------------------------------------
RA = "lakemont-health-plan/DRUG-021"
ra = Packet(RA, "2", form("Lakemont Health Plan", "Ilse Marten", "04/11/1971", "LHP40127733", "Oren Velasquez", "105616701", "Rheumatology", "03/02/2026",
            "HCPCS code: J0129\nDrug: abatacept\nQuantity: 225 units", "03/16/2026", "Diagnosis code: M05.79\nDiagnosis: rheumatoid arthritis with rheumatoid factor"), {
    "drugs": "LETTER OF MEDICAL NECESSITY, 03/02/2026\n\nPatient: Ilse Marten\n\nMethotrexate from 02/03/2025 to 09/15/2025 failed to control the disease.",
    "labs": "LABORATORY REPORT\n\nPatient: Ilse Marten\n\nTest    Result    Unit    Date\nC-reactive protein    24    mg/L    02/20/2026",
    "tb": "VISIT NOTE, 02/24/2026\n\nPatient: Ilse Marten\n\nThere is no evidence of active tuberculosis."},
    {"adult": (M, ["04/11/1971"]), "diagnosis": (M, ["M05.79"]), "rheumatologist": (M, ["Rheumatology"]), "drug-failed": (M, ["Methotrexate"]), "drug-not-tolerated": (D, []), "crp": (M, ["24"]),
     "changed-biologic": (D, []), "no-tuberculosis": (M, ["no evidence of active tuberculosis"]), "units": (M, ["225 units"])})
LETTER = "LETTER OF MEDICAL NECESSITY, 03/02/2026\n\nPatient: Ilse Marten\n\n"
LAB = "LABORATORY REPORT\n\nPatient: Ilse Marten\n\nTest    Result    Unit    Date\nC-reactive protein    %s    %s    %s"
VISIT = "VISIT NOTE, 02/24/2026\n\nPatient: Ilse Marten\n\n"
ra.case("ra-01-all-met")
ra.case("ra-02-lab-one-day-outside", notes={"labs": LAB % ("24", "mg/L", "12/15/2025")}, gold={"crp": (D, ["24"])}, outcome=MISSING, tags=["near-miss"])
ra.case("ra-03-lab-last-day-inside", notes={"labs": LAB % ("24", "mg/L", "12/16/2025")}, tags=["near-miss"])
ra.case("ra-04-lab-below", notes={"labs": LAB % ("9.8", "mg/L", "02/20/2026")}, gold={"crp": (N, ["9.8"])}, outcome=REVIEW, tags=["near-miss"])
ra.case("ra-05-wrong-class", notes={"drugs": LETTER + "Naproxen from 02/03/2025 to 09/15/2025 failed to control the disease."}, gold={"drug-failed": (D, [])}, outcome=MISSING, tags=["near-miss"])
ra.case("ra-06-eleven-weeks", notes={"drugs": LETTER + "Methotrexate from 06/02/2025 to 08/17/2025 failed to control the disease."}, gold={"drug-failed": (N, ["Methotrexate"])}, outcome=MISSING, tags=["near-miss"])
ra.case("ra-07-tb-silent-and-too-many-units", form={"service": "HCPCS code: J0129\nDrug: abatacept\nQuantity: 460 units"}, notes={"tb": None}, gold={"no-tuberculosis": (D, []), "units": (N, ["460 units"])}, outcome=REVIEW)
ra.case("ra-08-tb-disputed", notes={"tb": VISIT + "There is no evidence of active tuberculosis.", "tb2": "PULMONARY CONSULT, 02/26/2026\n\nPatient: Ilse Marten\n\nActive tuberculosis was found in the right upper lobe."},
        gold={"no-tuberculosis": (C, ["no evidence of active tuberculosis", "Active tuberculosis was found"])}, outcome=REVIEW)
ra.case("ra-09-change-of-biologic-without-crp", notes={"labs": None, "drugs": LETTER + "Methotrexate from 02/03/2025 to 09/15/2025 failed to control the disease. Etanercept was stopped because of injection site reactions."},
        gold={"crp": (D, []), "changed-biologic": (M, ["Etanercept"])})
ra.case("ra-10-renewal", form={"rtype": "Renewal"}, notes={"drugs": None, "labs": None, "course": "FOLLOW-UP NOTE, 02/10/2026\n\nPatient: Ilse Marten\n\nShe has fewer swollen joints and a clear improvement since treatment began."},
        gold={k: None for k in ra.gold} | {"improved": (M, ["fewer swollen joints"]), "no-tuberculosis": (M, ["no evidence of active tuberculosis"])})
ra.case("ra-11-other-specialty-child", form={"specialty": "Family Medicine", "dob": "05/02/2010"}, notes={"labs": None, "tb": VISIT + "Active tuberculosis was confirmed by culture."},
        gold={"adult": (N, ["05/02/2010"]), "rheumatologist": (N, ["Family Medicine"]), "crp": (D, []), "no-tuberculosis": (N, ["Active tuberculosis was confirmed"])}, outcome=REVIEW)
ra.case("ra-12-before-the-policy", form={"start": "12/29/2025", "rdate": "12/15/2025"}, choice="not-found", outcome=REVIEW, tags=["near-miss"])

# 2. Lumbar MRI ------------------------------------------------------------------------------------------------------------------------------------------------
MRI = "northmoor-health-plan/IMG-014"
mri = Packet(MRI, "3", form("Northmoor Health Plan", "Bertil Oakes", "09/30/1968", "NMH77310482", "Priya Landau", "139124722", "Family Medicine", "04/06/2026",
             "CPT code: 72148\nService: MRI lumbar spine without contrast\nQuantity: 1", "04/20/2026", "Diagnosis code: M54.16\nDiagnosis: lumbar radiculopathy"), {
    "therapy": "TREATMENT HISTORY\n\nPatient: Bertil Oakes\n\nPhysical therapy from 01/12/2026 to 03/06/2026 did not help.\nNaproxen from 01/05/2026 to 02/20/2026 did not help.",
    "exam": "VISIT NOTE, 03/30/2026\n\nPatient: Bertil Oakes\n\nStrength is full in both legs. Reflexes are equal. Straight leg raise is positive on the right at 40 degrees.",
    "imaging": "IMAGING HISTORY, 03/30/2026\n\nPatient: Bertil Oakes\n\nHe has had no prior lumbar MRI."},
    {"adult": (M, ["09/30/1968"]), "diagnosis": (M, ["M54.16"]), "weakness": (D, []), "cauda-equina": (D, []), "cancer": (D, []), "physical-therapy": (M, ["Physical therapy"]), "anti-inflammatory": (M, ["Naproxen"]),
     "nerve-pain-drug": (D, []), "examination": (M, ["Straight leg raise"]), "no-earlier-mri": (M, ["no prior lumbar MRI"])})
mri.gold["weakness"] = (N, ["Strength is full"])
TREAT = "TREATMENT HISTORY\n\nPatient: Bertil Oakes\n\n"
EXAM = "VISIT NOTE, %s\n\nPatient: Bertil Oakes\n\n%s"
mri.case("mri-01-conservative-way")
mri.case("mri-02-five-weeks-of-therapy", notes={"therapy": TREAT + "Physical therapy from 01/26/2026 to 03/01/2026 did not help.\nNaproxen from 01/05/2026 to 02/20/2026 did not help."},
         gold={"physical-therapy": (N, ["Physical therapy"])}, outcome=MISSING, tags=["near-miss"])
mri.case("mri-03-six-weeks-to-the-day", notes={"therapy": TREAT + "Physical therapy from 01/19/2026 to 03/01/2026 did not help.\nNaproxen from 01/05/2026 to 02/20/2026 did not help."}, tags=["near-miss"])
mri.case("mri-04-progressive-weakness", notes={"therapy": None, "exam": EXAM % ("04/01/2026", "There is progressive weakness of the left foot.")},
         gold={"weakness": (M, ["progressive weakness"]), "physical-therapy": (D, []), "anti-inflammatory": (D, []), "examination": (D, [])})
mri.case("mri-05-weakness-sixty-one-days-old", notes={"therapy": None, "exam": EXAM % ("02/18/2026", "There is progressive weakness of the left foot.")},
         gold={"weakness": (D, ["progressive weakness"]), "physical-therapy": (D, []), "anti-inflammatory": (D, []), "examination": (D, [])}, outcome=MISSING, tags=["near-miss"])
mri.case("mri-06-one-treatment-other-diagnosis", form={"diagnosis": "Diagnosis code: M25.561\nDiagnosis: pain in right knee"}, notes={"therapy": TREAT + "Physical therapy from 01/12/2026 to 03/06/2026 did not help."},
         gold={"diagnosis": (N, ["M25.561"]), "anti-inflammatory": (D, [])}, outcome=REVIEW)
mri.case("mri-07-therapy-too-long-ago", notes={"therapy": TREAT + "Physical therapy from 06/02/2025 to 08/15/2025 did not help.\nNaproxen from 01/05/2026 to 02/20/2026 did not help."},
         gold={"physical-therapy": (D, ["Physical therapy"])}, outcome=MISSING, tags=["near-miss"])
mri.case("mri-08-strength-disputed", notes={"therapy": None, "exam": EXAM % ("03/30/2026", "Strength is full in both legs."), "exam2": EXAM % ("04/02/2026", "There is progressive weakness of the left foot.")},
         gold={"weakness": (C, ["Strength is full", "progressive weakness"]), "physical-therapy": (D, []), "anti-inflammatory": (D, []), "examination": (D, [])}, outcome=REVIEW)
mri.case("mri-09-earlier-mri", notes={"imaging": "IMAGING HISTORY, 03/30/2026\n\nPatient: Bertil Oakes\n\nMRI of the lumbar spine was done on 11/14/2025.", "therapy": TREAT + "Naproxen from 01/05/2026 to 02/20/2026 did not help."},
         gold={"no-earlier-mri": (N, ["MRI of the lumbar spine was done"]), "physical-therapy": (D, [])}, outcome=REVIEW)
mri.case("mri-10-no-therapy-at-all", notes={"therapy": TREAT + "He has not tried physical therapy.", "imaging": None}, gold={"physical-therapy": (N, ["has not tried physical therapy"]), "anti-inflammatory": (D, []), "no-earlier-mri": (D, [])}, outcome=MISSING)
old = dict(form={"start": "12/15/2025", "rdate": "12/01/2025"})
mri2 = {"therapy": TREAT + "Physical therapy from 10/06/2025 to 11/05/2025 did not help.", "exam": EXAM % ("11/24/2025", "Straight leg raise is positive on the right."), "imaging": "IMAGING HISTORY, 11/24/2025\n\nPatient: Bertil Oakes\n\nHe has had no prior lumbar MRI."}
g2 = {"weakness": (D, []), "anti-inflammatory": (D, [])}
mri.case("mri-11-earlier-version-rules", form=old["form"], notes=mri2, gold=g2, version="2", tags=["near-miss", "superseded"])
mri.case("mri-12-same-chart-after-new-year", form={"start": "01/05/2026", "rdate": "12/01/2025"}, notes=mri2, gold={**g2, "physical-therapy": (N, ["Physical therapy"])}, outcome=MISSING, tags=["near-miss", "superseded"])
mri.case("mri-13-earlier-version-too-short", form=old["form"], notes={**mri2, "therapy": TREAT + "Physical therapy from 10/06/2025 to 11/01/2025 did not help."}, gold={**g2, "physical-therapy": (N, ["Physical therapy"])}, version="2", outcome=MISSING, tags=["near-miss", "superseded"])
mri.case("mri-14-other-payer", form={"payer": "Northmere Health Plan", "payer_caps": "NORTHMERE HEALTH PLAN"}, choice="not-found", outcome=REVIEW, tags=["near-miss"])

# 3. CPAP ------------------------------------------------------------------------------------------------------------------------------------------------------
cpap = Packet("northmoor-health-plan/DEV-008", "1", form("Northmoor Health Plan", "Gordon Thule", "12/05/1962", "NMH60219934", "Salma Whitlock", "145798431", "Sleep Medicine", "02/09/2026",
              "HCPCS code: E0601\nService: CPAP device\nQuantity: 1 units", "02/23/2026", "Diagnosis code: G47.33\nDiagnosis: obstructive sleep apnea"), {
    "visit": "CLINIC NOTE, 11/18/2025\n\nPatient: Gordon Thule\n\nSleep evaluation: he snores and has daytime sleepiness.",
    "study": "SLEEP STUDY REPORT\n\nPatient: Gordon Thule\n\nTest    Result    Unit    Date\nAHI    22    events/hour    12/10/2025",
    "taught": "SUPPLIER NOTE, 02/06/2026\n\nPatient: Gordon Thule\n\nThe patient was taught how to use the device."},
    {"diagnosis": (M, ["G47.33"]), "evaluation": (M, ["Sleep evaluation"]), "ahi-15": (M, ["22"]), "ahi-5": (M, ["22"]), "symptoms": (M, ["daytime sleepiness"]), "taught": (M, ["taught how to use"]), "one-device": (M, ["1 units"])})
STUDY = "SLEEP STUDY REPORT\n\nPatient: Gordon Thule\n\nTest    Result    Unit    Date\nAHI    %s    events/hour    %s"
SEEN = "CLINIC NOTE, %s\n\nPatient: Gordon Thule\n\n%s"
cpap.case("cpap-01-index-22")
cpap.case("cpap-02-index-7-with-symptoms", notes={"study": STUDY % ("7", "12/10/2025")}, gold={"ahi-15": (N, ["7"]), "ahi-5": (M, ["7"])})
cpap.case("cpap-03-index-7-without-symptoms", notes={"study": STUDY % ("7", "12/10/2025"), "visit": SEEN % ("11/18/2025", "Sleep evaluation: he snores.")}, gold={"ahi-15": (N, ["7"]), "ahi-5": (M, ["7"]), "symptoms": (D, [])}, outcome=MISSING, tags=["near-miss"])
cpap.case("cpap-04-index-4.9", notes={"study": STUDY % ("4.9", "12/10/2025"), "taught": None}, gold={"ahi-15": (N, ["4.9"]), "ahi-5": (N, ["4.9"]), "taught": (D, [])}, outcome=REVIEW, tags=["near-miss"])
cpap.case("cpap-05-study-a-day-too-old", notes={"study": STUDY % ("22", "02/22/2025"), "taught": None}, gold={"ahi-15": (D, ["22"]), "ahi-5": (D, ["22"]), "taught": (D, [])}, outcome=MISSING, tags=["near-miss"])
cpap.case("cpap-06-nothing-but-the-form", notes={"visit": None, "study": None, "taught": None}, gold={"evaluation": (D, []), "ahi-15": (D, []), "ahi-5": (D, []), "symptoms": (D, []), "taught": (D, [])}, outcome=MISSING)
cpap.case("cpap-07-two-devices-snoring", form={"service": "HCPCS code: E0601\nService: CPAP device\nQuantity: 2 units", "diagnosis": "Diagnosis code: R06.83\nDiagnosis: snoring"}, notes={"study": None, "taught": None},
          gold={"diagnosis": (N, ["R06.83"]), "ahi-15": (D, []), "ahi-5": (D, []), "taught": (D, []), "one-device": (N, ["2 units"])}, outcome=REVIEW)
use = {"visit": SEEN % ("02/02/2026", "His symptoms have improved."), "study": None, "taught": "DEVICE RECORD, 02/01/2026\n\nPatient: Gordon Thule\n\nThe device was used at least 4 hours a night on 78 percent of nights."}
kept = {k: None for k in cpap.gold}
cpap.case("cpap-08-kept", form={"rtype": "Renewal"}, notes=use, gold=kept | {"used": (M, ["at least 4 hours"]), "better": (M, ["symptoms have improved"])})
cpap.case("cpap-09-not-used", form={"rtype": "Renewal"}, notes={**use, "taught": "DEVICE RECORD, 02/01/2026\n\nPatient: Gordon Thule\n\nThe patient is not adherent.", "visit": SEEN % ("02/02/2026", "He is asked to return in a month.")}, gold=kept | {"used": (N, ["not adherent"]), "better": (D, [])}, outcome=REVIEW)
cpap.case("cpap-10-use-disputed", form={"rtype": "Renewal"}, notes={**use, "visit": SEEN % ("02/02/2026", "The patient is not adherent. There is no improvement. Wife reports that his symptoms have improved.")},
          gold=kept | {"used": (C, ["not adherent", "at least 4 hours"]), "better": (C, ["no improvement", "symptoms have improved"])}, outcome=REVIEW)

# 4. Physical therapy -------------------------------------------------------------------------------------------------------------------------------------------
pt = Packet("northmoor-health-plan/THR-005", "1", form("Northmoor Health Plan", "Wanda Sorrel", "07/19/1983", "NMH81144067", "Felix Armand", "172904511", "Orthopedic Surgery", "05/04/2026",
            "CPT code: 97110\nService: therapeutic exercise\nQuantity: 12 visits", "05/11/2026", "Diagnosis code: M75.41\nDiagnosis: impingement syndrome of right shoulder"), {
    "order": "OFFICE NOTE, 04/28/2026\n\nPatient: Wanda Sorrel\n\nShe is referred to physical therapy.",
    "evaluation": "PT EVALUATION, 05/01/2026\n\nPatient: Wanda Sorrel\n\nTimed Up and Go is 14 seconds. The plan of care has goals for twelve weeks. She is not receiving therapy elsewhere."},
    {"diagnosis": (M, ["M75.41"]), "ordered": (M, ["referred to physical therapy"]), "measure": (M, ["Timed Up and Go"]), "plan-of-care": (M, ["plan of care"]), "twelve-visits": (M, ["12 visits"]), "nowhere-else": (M, ["not receiving therapy elsewhere"])})
PTN = "PT EVALUATION, %s\n\nPatient: Wanda Sorrel\n\n%s"
VISITS = "CPT code: 97110\nService: therapeutic exercise\nQuantity: %s visits"
pt.case("pt-01-first-series")
pt.case("pt-02-thirteen-visits", form={"service": VISITS % 13}, notes={"evaluation": PTN % ("05/01/2026", "The plan of care has goals for twelve weeks.")}, gold={"twelve-visits": (N, ["13 visits"]), "measure": (D, []), "nowhere-else": (D, [])}, outcome=REVIEW, tags=["near-miss"])
pt.case("pt-03-plan-a-day-too-old", notes={"evaluation": PTN % ("04/10/2026", "Timed Up and Go is 14 seconds. The plan of care has goals for twelve weeks.")}, gold={"plan-of-care": (D, ["plan of care"]), "nowhere-else": (D, [])}, outcome=MISSING, tags=["near-miss"])
pt.case("pt-04-therapy-elsewhere", form={"diagnosis": "Diagnosis code: R26.2\nDiagnosis: difficulty in walking"}, notes={"order": None, "evaluation": PTN % ("05/01/2026", "She also attends therapy at the Ridge clinic.")}, gold={"diagnosis": (N, ["R26.2"]), "ordered": (D, []), "measure": (D, []), "plan-of-care": (D, []), "nowhere-else": (N, ["also attends therapy at"])}, outcome=REVIEW)
pt.case("pt-05-elsewhere-disputed", notes={"order": "OFFICE NOTE, 04/28/2026\n\nPatient: Wanda Sorrel\n\nShe also attends therapy at the Ridge clinic."}, gold={"ordered": (D, []), "nowhere-else": (C, ["not receiving therapy elsewhere", "also attends therapy at"])}, outcome=REVIEW)
more = {k: None for k in pt.gold if k != "twelve-visits"}
pt.case("pt-06-more-visits", form={"rtype": "Extension"}, notes={"order": None, "evaluation": "PROGRESS NOTE, 05/02/2026\n\nPatient: Wanda Sorrel\n\nLEFS improved from 38 to 52. Remaining goals are named below."}, gold=more | {"progress": (M, ["LEFS improved"]), "open-goals": (M, ["Remaining goals"])})
pt.case("pt-07-no-gain", form={"rtype": "Extension", "service": VISITS % 16}, notes={"order": None, "evaluation": "PROGRESS NOTE, 05/02/2026\n\nPatient: Wanda Sorrel\n\nLEFS unchanged. All goals have been met."}, gold=more | {"progress": (N, ["LEFS unchanged"]), "open-goals": (N, ["All goals have been met"]), "twelve-visits": (N, ["16 visits"])}, outcome=REVIEW)
pt.case("pt-08-progress-disputed", form={"rtype": "Extension"}, notes={"order": "PROGRESS NOTE, 05/02/2026\n\nPatient: Wanda Sorrel\n\nLEFS unchanged.", "evaluation": "PROGRESS NOTE, 05/05/2026\n\nPatient: Wanda Sorrel\n\nLEFS improved from 38 to 52."}, gold=more | {"progress": (C, ["LEFS improved", "LEFS unchanged"]), "open-goals": (D, [])}, outcome=REVIEW)

# 5. Knee -------------------------------------------------------------------------------------------------------------------------------------------------------
knee = Packet("lakemont-health-plan/SUR-031", "1", form("Lakemont Health Plan", "Rosalind Tarr", "01/27/1957", "LHP33950261", "Hugo Brandt", "188320675", "Orthopedic Surgery", "03/20/2026",
              "CPT code: 27447\nService: total knee arthroplasty, right\nQuantity: 1", "04/14/2026", "Diagnosis code: M17.11\nDiagnosis: unilateral primary osteoarthritis, right knee"), {
    "x-ray": "RADIOLOGY REPORT, 10/06/2025\n\nPatient: Rosalind Tarr\n\nRight knee: Kellgren-Lawrence grade 4 osteoarthritis.",
    "tried": "TREATMENT HISTORY\n\nPatient: Rosalind Tarr\n\nPhysical therapy from 08/04/2025 to 11/14/2025 did not help.\nMeloxicam from 05/01/2025 to 07/31/2025 did not help.\nCorticosteroid injection on 12/02/2025 did not help.",
    "visit": "VISIT NOTE, 02/26/2026\n\nPatient: Rosalind Tarr\n\nPersistent knee pain is noted. There is no active infection. She has no diabetes.",
    "bmi": "MEASUREMENTS\n\nPatient: Rosalind Tarr\n\nTest    Result    Unit    Date\nBMI    33    kg/m2    02/26/2026"},
    {"fifty": (M, ["01/27/1957"]), "destroyed": (D, []), "diagnosis": (M, ["M17.11"]), "x-ray": (M, ["Kellgren-Lawrence grade 4"]), "physical-therapy": (M, ["Physical therapy"]), "anti-inflammatory": (M, ["Meloxicam"]),
     "injection": (M, ["Corticosteroid injection"]), "brace": (D, []), "therapy-ended": (M, ["Physical therapy"]), "pain-persists": (M, ["Persistent knee pain"]), "bmi": (M, ["33"]), "a1c": (D, []), "no-diabetes": (M, ["no diabetes"]),
     "no-infection": (M, ["no active infection"])})
HIST = "TREATMENT HISTORY\n\nPatient: Rosalind Tarr\n\n"
KV = "VISIT NOTE, %s\n\nPatient: Rosalind Tarr\n\n%s"
TABLE = "MEASUREMENTS\n\nPatient: Rosalind Tarr\n\nTest    Result    Unit    Date\n"
knee.case("knee-01-all-met")
knee.case("knee-02-two-treatments", notes={"tried": HIST + "Physical therapy from 08/04/2025 to 11/14/2025 did not help.\nMeloxicam from 05/01/2025 to 07/31/2025 did not help."}, gold={"injection": (D, [])}, outcome=MISSING, tags=["near-miss"])
knee.case("knee-03-bmi-40", notes={"bmi": TABLE + "BMI    40    kg/m2    02/26/2026", "x-ray": None}, gold={"bmi": (N, ["40"]), "x-ray": (D, [])}, outcome=REVIEW, tags=["near-miss"])
knee.case("knee-04-diabetes-a1c-8.1", notes={"bmi": TABLE + "BMI    33    kg/m2    02/26/2026", "sugar": "LABORATORY NOTE\n\nPatient: Rosalind Tarr\n\nHemoglobin A1c was 8.1% on 02/12/2026.", "visit": KV % ("02/26/2026", "Persistent knee pain is noted. There is no active infection. She has type 2 diabetes mellitus.")},
          gold={"a1c": (N, ["8.1"]), "no-diabetes": (N, ["diabetes mellitus"])}, outcome=REVIEW, tags=["near-miss"])
knee.case("knee-05-diabetes-a1c-8.0", notes={"bmi": TABLE + "BMI    33    kg/m2    02/26/2026\nHemoglobin A1c    8.0    %    02/12/2026", "visit": KV % ("02/26/2026", "Persistent knee pain is noted. There is no active infection. She has type 2 diabetes mellitus.")},
          gold={"a1c": (M, ["8.0"]), "no-diabetes": (N, ["diabetes mellitus"])}, tags=["near-miss"])
knee.case("knee-06-pain-before-therapy", notes={"visit": KV % ("06/10/2025", "Persistent knee pain is noted. There is no active infection. She has no diabetes.")}, outcome=REVIEW, tags=["near-miss", "order"])
knee.case("knee-07-forty-nine", form={"dob": "06/01/1976"}, notes={"visit": KV % ("02/26/2026", "She has no diabetes."), "bmi": None}, gold={"fifty": (N, ["06/01/1976"]), "pain-persists": (D, []), "no-infection": (D, []), "bmi": (D, [])}, outcome=REVIEW, tags=["near-miss"])
knee.case("knee-08-forty-nine-osteonecrosis", form={"dob": "06/01/1976"}, notes={"mri": "MRI REPORT, 01/15/2026\n\nPatient: Rosalind Tarr\n\nThere is osteonecrosis of the medial femoral condyle."}, gold={"fifty": (N, ["06/01/1976"]), "destroyed": (M, ["osteonecrosis"])})
knee.case("knee-09-grades-disputed", notes={"x-ray2": "ORTHOPEDIC NOTE, 01/12/2026\n\nPatient: Rosalind Tarr\n\nFilms today show Kellgren-Lawrence grade 2 changes.", "bmi": TABLE + "BMI    41    kg/m2    02/26/2026\nBMI    39    kg/m2    02/26/2026"},
          gold={"x-ray": (C, ["Kellgren-Lawrence grade 4", "Kellgren-Lawrence grade 2"]), "bmi": (C, ["41", "39"])}, outcome=REVIEW)
knee.case("knee-10-infection", notes={"visit": KV % ("02/26/2026", "Persistent knee pain is noted. There is cellulitis of the right leg."), "tried": HIST + "Meloxicam was stopped because of gastritis."},
          gold={"no-infection": (N, ["cellulitis"]), "no-diabetes": (D, []), "physical-therapy": (D, []), "injection": (D, []), "therapy-ended": (D, [])}, outcome=REVIEW)
knee.case("knee-11-infection-disputed", notes={"visit2": "PREOPERATIVE NOTE, 03/10/2026\n\nPatient: Rosalind Tarr\n\nThere is cellulitis of the right leg. Her diabetes is treated with metformin."},
          gold={"no-infection": (C, ["no active infection", "cellulitis"]), "no-diabetes": (C, ["no diabetes", "diabetes is treated"])}, outcome=REVIEW)

# 6. BRCA -------------------------------------------------------------------------------------------------------------------------------------------------------
brca = Packet("westhaven-mutual/GEN-012", "1", form("Westhaven Mutual", "Delphine Okoro", "10/08/1988", "WHM20987145", "Naomi Frank", "120467733", "Medical Genetics", "02/16/2026",
              "CPT code: 81162\nService: BRCA1 and BRCA2 sequencing\nQuantity: 1 units", "03/02/2026", "Diagnosis code: Z80.3\nDiagnosis: family history of malignant neoplasm of breast"), {
    "counsel": "GENETICS NOTE, 01/20/2026\n\nPatient: Delphine Okoro\n\nGenetic counseling was provided today. She has had no prior BRCA testing.",
    "family": "FAMILY HISTORY\n\nPatient: Delphine Okoro\n\nHer mother had breast cancer at 44."},
    {"adult": (M, ["10/08/1988"]), "own-cancer": (D, []), "relative-cancer": (M, ["mother had breast cancer"]), "counseled": (M, ["Genetic counseling was provided"]), "known-change": (D, []), "not-tested": (M, ["no prior BRCA testing"]), "one-test": (M, ["1 units"])})
GEN = "GENETICS NOTE, %s\n\nPatient: Delphine Okoro\n\n%s"
brca.case("brca-01-family")
brca.case("brca-02-own-cancer", notes={"family": "ONCOLOGY NOTE, 12/01/2025\n\nPatient: Delphine Okoro\n\nShe has breast cancer of the left side."}, gold={"own-cancer": (M, ["breast cancer"]), "relative-cancer": (D, [])})
brca.case("brca-03-counseling-too-old", notes={"counsel": GEN % ("08/31/2025", "Genetic counseling was provided today.")}, gold={"counseled": (D, ["Genetic counseling was provided"]), "not-tested": (D, [])}, outcome=MISSING, tags=["near-miss"])
brca.case("brca-04-known-change", notes={"counsel": GEN % ("01/20/2026", "There is a known BRCA1 mutation in the family. She has not had genetic counseling.")}, gold={"counseled": (N, ["has not had genetic counseling"]), "known-change": (M, ["known BRCA1 mutation"]), "not-tested": (D, [])}, outcome=MISSING)
brca.case("brca-05-tested-before", form={"service": "CPT code: 81162\nService: BRCA1 and BRCA2 sequencing\nQuantity: 2 units"}, notes={"counsel": GEN % ("01/20/2026", "She was previously tested for BRCA in 2019."), "family": None},
          gold={"relative-cancer": (D, []), "counseled": (D, []), "not-tested": (N, ["previously tested for BRCA"]), "one-test": (N, ["2 units"])}, outcome=REVIEW)
brca.case("brca-06-testing-disputed", notes={"counsel2": "ONCOLOGY NOTE, 12/01/2025\n\nPatient: Delphine Okoro\n\nShe was previously tested for BRCA in 2019. She has not had genetic counseling."},
          gold={"not-tested": (C, ["no prior BRCA testing", "previously tested for BRCA"]), "counseled": (C, ["Genetic counseling was provided", "has not had genetic counseling"])}, outcome=REVIEW)
brca.case("brca-07-girl-of-sixteen", form={"dob": "05/05/2009"}, notes={"family": "FAMILY HISTORY\n\nPatient: Delphine Okoro\n\nNo family history of breast cancer.", "counsel": GEN % ("01/20/2026", "She declined genetic counseling.")},
          gold={"adult": (N, ["05/05/2009"]), "relative-cancer": (N, ["No family history of breast cancer"]), "counseled": (N, ["declined genetic counseling"]), "not-tested": (D, [])}, outcome=REVIEW)

# 7. Oxygen -----------------------------------------------------------------------------------------------------------------------------------------------------
oxy = Packet("westhaven-mutual/OXY-003", "1", form("Westhaven Mutual", "Arvid Penrose", "03/14/1949", "WHM55820316", "Lucia Marsh", "163559028", "Pulmonology", "01/26/2026",
             "HCPCS code: E1390\nService: oxygen concentrator\nQuantity: 1 units", "02/02/2026", "Diagnosis code: J44.9\nDiagnosis: chronic obstructive pulmonary disease"), {
    "measure": "MEASUREMENTS\n\nPatient: Arvid Penrose\n\nTest    Result    Unit    Date\nSpO2    86    %    01/22/2026",
    "visit": "VISIT NOTE, 01/22/2026\n\nPatient: Arvid Penrose\n\nHe requires home oxygen. He is a former smoker.",
    "tried": "TREATMENT HISTORY\n\nPatient: Arvid Penrose\n\nTiotropium from 03/01/2025 to 01/15/2026 was inadequate."},
    {"diagnosis": (M, ["J44.9"]), "saturation-88": (M, ["86"]), "pressure-55": (D, []), "saturation-89": (M, ["86"]), "strain": (D, []), "seen": (M, ["requires home oxygen"]), "other-treatment": (M, ["Tiotropium"]), "no-smoking": (M, ["former smoker"]), "one-concentrator": (M, ["1 units"])})
SAT = "OXYGEN MEASUREMENT\n\nPatient: Arvid Penrose\n\n"
OV = "VISIT NOTE, %s\n\nPatient: Arvid Penrose\n\n%s"
oxy.case("oxy-01-saturation-86")
oxy.case("oxy-02-saturation-89", notes={"measure": SAT + "SpO2 89% at rest on room air on 01/22/2026."}, gold={"saturation-88": (N, ["89"]), "saturation-89": (M, ["89"])}, outcome=MISSING, tags=["near-miss"])
oxy.case("oxy-03-saturation-89-with-strain", notes={"measure": SAT + "SpO2 89% at rest on room air on 01/22/2026.", "echo": "ECHOCARDIOGRAM REPORT, 12/19/2025\n\nPatient: Arvid Penrose\n\nThere is pulmonary hypertension."}, gold={"saturation-88": (N, ["89"]), "saturation-89": (M, ["89"]), "strain": (M, ["pulmonary hypertension"])})
oxy.case("oxy-04-measured-31-days-before", notes={"measure": SAT + "SpO2 86% at rest on room air on 01/02/2026.", "tried": None}, gold={"saturation-88": (D, ["86"]), "saturation-89": (D, ["86"]), "other-treatment": (D, [])}, outcome=MISSING, tags=["near-miss"])
oxy.case("oxy-05-smoker", notes={"visit": OV % ("01/22/2026", "He requires home oxygen. He is a current smoker."), "tried": None}, gold={"no-smoking": (N, ["current smoker"]), "other-treatment": (D, [])}, outcome=REVIEW)
oxy.case("oxy-06-smoking-and-saturation-disputed", notes={"visit2": OV % ("01/23/2026", "He is a current smoker."), "measure": SAT + "SpO2 86% at rest on room air on 01/22/2026. SpO2 91% at rest on room air on 01/22/2026."},
         gold={"no-smoking": (C, ["former smoker", "current smoker"]), "saturation-88": (C, ["86", "91"]), "saturation-89": (C, ["86", "91"])}, outcome=REVIEW)
oxy.case("oxy-07-blood-gas", notes={"measure": SAT + "PaO2 54 mmHg on room air on 01/20/2026.", "visit": OV % ("01/22/2026", "He never smoked.")}, gold={"saturation-88": (D, []), "saturation-89": (D, []), "pressure-55": (M, ["54"]), "seen": (D, []), "no-smoking": (M, ["never smoked"])}, outcome=MISSING)
oxy.case("oxy-08-asthma-two-machines", form={"diagnosis": "Diagnosis code: J45.40\nDiagnosis: moderate persistent asthma", "service": "HCPCS code: E1390\nService: oxygen concentrator\nQuantity: 2 units"},
         notes={"measure": SAT + "SpO2 94% at rest on room air on 01/22/2026.", "visit": None, "tried": None}, gold={"diagnosis": (N, ["J45.40"]), "saturation-88": (N, ["94"]), "saturation-89": (N, ["94"]), "seen": (D, []), "other-treatment": (D, []), "no-smoking": (D, []), "one-concentrator": (N, ["2 units"])}, outcome=REVIEW)

# 8. Inpatient rehabilitation ------------------------------------------------------------------------------------------------------------------------------------
reh = Packet("westhaven-mutual/REH-009", "1", form("Westhaven Mutual", "Constance Abel", "08/21/1951", "WHM41730952", "Ivo Radley", "190026714", "Physical Medicine and Rehabilitation", "04/13/2026",
             "HCPCS code: H2001\nService: inpatient rehabilitation program\nQuantity: 14 days", "04/15/2026", "Diagnosis code: I63.512\nDiagnosis: cerebral infarction"), {
    "screen": "PREADMISSION SCREEN, 04/12/2026\n\nPatient: Constance Abel\n\nShe requires physical therapy and she requires occupational therapy. She is able to tolerate three hours of therapy a day. She needs daily physician supervision. She lived independently before the stroke. She is medically stable."},
    {"diagnosis": (M, ["I63.512"]), "physical": (M, ["requires physical therapy"]), "occupational": (M, ["requires occupational therapy"]), "speech": (D, []), "full-program": (M, ["able to tolerate three hours"]), "physician": (M, ["daily physician supervision"]),
     "level-before": (M, ["lived independently"]), "stable": (M, ["medically stable"]), "fourteen-days": (M, ["14 days"])})
SCR = "PREADMISSION SCREEN, %s\n\nPatient: Constance Abel\n\n%s"
reh.case("reh-01-admission")
reh.case("reh-02-one-therapy", notes={"screen": SCR % ("04/12/2026", "She requires physical therapy. She is able to tolerate three hours of therapy a day. She is medically stable.")}, gold={"occupational": (D, []), "physician": (D, []), "level-before": (D, [])}, outcome=MISSING)
reh.case("reh-03-cannot-bear-it", notes={"screen": SCR % ("04/12/2026", "She requires physical therapy and she requires occupational therapy. She is unable to tolerate three hours of therapy. She is medically unstable. There is no need for speech therapy.")},
         gold={"speech": (N, ["no need for speech therapy"]), "full-program": (N, ["unable to tolerate three hours"]), "stable": (N, ["medically unstable"]), "physician": (D, []), "level-before": (D, [])}, outcome=REVIEW)
reh.case("reh-04-disputed", notes={"note": "PHYSICIAN NOTE, 04/13/2026\n\nPatient: Constance Abel\n\nShe is medically unstable. She is unable to tolerate three hours of therapy."},
         gold={"full-program": (C, ["able to tolerate three hours", "unable to tolerate three hours"]), "stable": (C, ["medically stable", "medically unstable"])}, outcome=REVIEW)
reh.case("reh-05-fifteen-days-pneumonia", form={"service": "HCPCS code: H2001\nService: inpatient rehabilitation program\nQuantity: 15 days", "diagnosis": "Diagnosis code: J18.9\nDiagnosis: pneumonia"}, notes={"screen": SCR % ("04/12/2026", "She requires physical therapy.")},
         gold={"diagnosis": (N, ["J18.9"]), "occupational": (D, []), "full-program": (D, []), "physician": (D, []), "level-before": (D, []), "stable": (D, []), "fourteen-days": (N, ["15 days"])}, outcome=REVIEW, tags=["near-miss"])
reh.case("reh-06-stable-nine-days-ago", notes={"screen": SCR % ("04/06/2026", "She requires physical therapy and she requires occupational therapy. She is able to tolerate three hours of therapy a day. She is medically stable.")},
         gold={"physician": (D, []), "level-before": (D, []), "stable": (D, ["medically stable"])}, outcome=MISSING, tags=["near-miss"])


# 9. Sparse and contradictory packets of every policy, so that no answer is right by habit --------------------------------------------------------------------------
def only_form(base, id, form, states, outcome):
    """The form and nothing else: what the notes would show is not documented."""
    quiet = {k: (D, []) for k in base.gold}
    base.case(id, form=form, notes={k: None for k in base.notes}, gold=quiet | states, outcome=outcome, tags=["form-only"])


only_form(ra, "ra-13-form-only", {"service": "HCPCS code: J0129\nDrug: abatacept\nQuantity: 600 units", "specialty": "Internal Medicine"}, {"adult": (M, ["04/11/1971"]), "diagnosis": (M, ["M05.79"]), "rheumatologist": (N, ["Internal Medicine"]), "units": (N, ["600 units"])}, REVIEW)
only_form(mri, "mri-15-form-only", {"dob": "11/03/2011", "diagnosis": "Diagnosis code: R10.9\nDiagnosis: abdominal pain"}, {"adult": (N, ["11/03/2011"]), "diagnosis": (N, ["R10.9"])}, REVIEW)
only_form(pt, "pt-09-form-only", {"service": VISITS % 24, "diagnosis": "Diagnosis code: F41.1\nDiagnosis: generalized anxiety disorder"}, {"diagnosis": (N, ["F41.1"]), "twelve-visits": (N, ["24 visits"])}, REVIEW)
only_form(knee, "knee-12-form-only", {"dob": "02/02/1980", "diagnosis": "Diagnosis code: S83.241A\nDiagnosis: tear of medial meniscus"}, {"fifty": (N, ["02/02/1980"]), "diagnosis": (N, ["S83.241A"])}, REVIEW)
only_form(brca, "brca-08-form-only", {"dob": "01/15/2012", "service": "CPT code: 81162\nService: BRCA1 and BRCA2 sequencing\nQuantity: 3 units"}, {"adult": (N, ["01/15/2012"]), "one-test": (N, ["3 units"])}, REVIEW)
only_form(oxy, "oxy-09-form-only", {"service": "HCPCS code: E1390\nService: oxygen concentrator\nQuantity: 3 units"}, {"diagnosis": (M, ["J44.9"]), "one-concentrator": (N, ["3 units"])}, REVIEW)
only_form(reh, "reh-07-form-only", {"service": "HCPCS code: H2001\nService: inpatient rehabilitation program\nQuantity: 21 days"}, {"diagnosis": (M, ["I63.512"]), "fourteen-days": (N, ["21 days"])}, REVIEW)

ra.case("ra-14-disputed", notes={"drugs": None, "labs": LAB % ("24", "mg/L", "02/20/2026") + "\nC-reactive protein    4    mg/L    02/20/2026", "tb2": "PULMONARY CONSULT, 02/26/2026\n\nPatient: Ilse Marten\n\nShe has active TB."},
        gold={"drug-failed": (D, []), "crp": (C, ["24", "4"]), "no-tuberculosis": (C, ["no evidence of active tuberculosis", "active TB"])}, outcome=REVIEW)
cpap.case("cpap-11-index-disputed", notes={"study": STUDY % ("22", "12/10/2025") + "\nAHI    3    events/hour    12/10/2025", "taught": None, "visit": None}, gold={"ahi-15": (C, ["22", "3"]), "ahi-5": (C, ["22", "3"]), "evaluation": (D, []), "symptoms": (D, []), "taught": (D, [])}, outcome=REVIEW)
pt.case("pt-10-goals-disputed", form={"rtype": "Extension"}, notes={"order": "PROGRESS NOTE, 05/02/2026\n\nPatient: Wanda Sorrel\n\nAll goals have been met.", "evaluation": "PROGRESS NOTE, 05/05/2026\n\nPatient: Wanda Sorrel\n\nRemaining goals are named below."}, gold=more | {"progress": (D, []), "open-goals": (C, ["All goals have been met", "Remaining goals"])}, outcome=REVIEW)
oxy.case("oxy-10-smoking-disputed-late", notes={"measure": None, "tried": None, "visit": OV % ("12/20/2025", "He requires home oxygen. He is a current smoker."), "visit2": OV % ("01/23/2026", "He never smoked.")},
         gold={"saturation-88": (D, []), "saturation-89": (D, []), "seen": (D, ["requires home oxygen"]), "other-treatment": (D, []), "no-smoking": (C, ["current smoker", "never smoked"])}, outcome=REVIEW, tags=["near-miss"])
reh.case("reh-08-therapies-disputed", notes={"screen": SCR % ("04/12/2026", "She requires physical therapy and she requires speech therapy."), "note": "THERAPY NOTE, 04/13/2026\n\nPatient: Constance Abel\n\nThere is no need for physical therapy. There is no need for speech therapy. There is no need for occupational therapy."},
         gold={"physical": (C, ["requires physical therapy", "no need for physical therapy"]), "speech": (C, ["requires speech therapy", "no need for speech therapy"]), "occupational": (N, ["no need for occupational therapy"]), "full-program": (D, []), "physician": (D, []), "level-before": (D, []), "stable": (D, [])}, outcome=REVIEW)
reh.case("reh-09-nothing-needed", notes={"screen": SCR % ("04/12/2026", "There is no need for physical therapy. There is no need for occupational therapy. She cannot tolerate three hours of therapy. She does not require daily physician visits. She is not medically stable.")},
         gold={"physical": (N, ["no need for physical therapy"]), "occupational": (N, ["no need for occupational therapy"]), "full-program": (N, ["cannot tolerate three hours"]), "physician": (N, ["does not require daily physician"]), "stable": (N, ["not medically stable"]), "level-before": (D, [])}, outcome=REVIEW)
knee.case("knee-13-resolved", notes={"tried": HIST + "She has not had physical therapy.", "x-ray": "RADIOLOGY REPORT, 10/06/2025\n\nPatient: Rosalind Tarr\n\nRight knee: Kellgren-Lawrence grade 2 osteoarthritis.", "visit": KV % ("02/26/2026", "Her pain has resolved. Her diabetes is treated with metformin. There is cellulitis of the right leg."), "bmi": TABLE + "BMI    44    kg/m2    02/26/2026"},
          gold={"x-ray": (N, ["Kellgren-Lawrence grade 2"]), "physical-therapy": (N, ["has not had physical therapy"]), "anti-inflammatory": (D, []), "injection": (D, []), "therapy-ended": (N, ["has not had physical therapy"]), "pain-persists": (N, ["pain has resolved"]), "bmi": (N, ["44"]), "no-diabetes": (N, ["diabetes is treated"]), "no-infection": (N, ["cellulitis"])}, outcome=REVIEW)


def main(out):
    counts = {}
    for case in CASES:
        folder = os.path.join(out, "cases", case["id"])
        os.makedirs(os.path.join(folder, "documents"), exist_ok=True)
        text = FORM.format(**case["form"]) + "".join("\f" + note + "\n" for note in case["notes"])
        with open(os.path.join(folder, "documents", "packet.txt"), "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        for leaf, (state, quotes) in case["leaves"].items():
            counts[state] = counts.get(state, 0) + 1
            for quote in quotes:
                assert quote in text, (case["id"], leaf, quote)
        gold = {"id": case["id"], "choice": case["choice"]}
        if case["choice"] == "chosen":
            gold |= {"policyId": case["policy"], "version": case["version"]}
        gold |= {"outcome": case["outcome"], "tags": case["tags"], "leaves": [{"id": k, "state": s, "evidence": q} for k, (s, q) in case["leaves"].items()]}
        with open(os.path.join(folder, "case.json"), "w", encoding="utf-8", newline="\n") as file:
            json.dump(gold, file, indent=1, ensure_ascii=False)
            file.write("\n")
    total = sum(counts.values())
    print(len(CASES), "cases,", total, "leaves:", ", ".join(f"{k} {v} ({100 * v / total:.1f} %)" for k, v in sorted(counts.items())))


main(sys.argv[1])

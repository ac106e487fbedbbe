#!/usr/bin/env python3
"""Writes evalsets/policies-v2/cases: packets in the words of charts, not of the sheets, and their golden determinations, written before a look at how criteria are decided.
All people, payers and places are invented.   usage: determinations_fresh.py OUTPUT-FOLDER"""
import json, os, sys

M, N, D, C = "Met", "NotMet", "NotDocumented", "Conflicting"
READY, MISSING, REVIEW = "ready-to-submit", "information-missing", "clinical-review"


def npi(stem):
    total = sum(sum(divmod(2 * d, 10)) if i % 2 else d for i, d in enumerate(int(c) for c in "80840" + stem))
    return stem + str(-total % 10)


FORM = """{payer}  -  Authorization request, sent {sent}

Patient: {name}
DOB: {dob}
Subscriber ID: {mid}
Insurance: {payer}

Ordering provider: {doctor}, MD
NPI: {npi}
Provider specialty: {specialty}

Type of request: {kind}
Urgency: Standard
Procedure code: {code}
Description: {what}
Units requested: {quantity}
Requested start date: {start}
ICD-10: {dx}
Diagnosis description: {dxname}
"""

BASES = {
    "ra": ("lakemont-health-plan/DRUG-021", "2", dict(payer="Lakemont Health Plan", code="J0129", what="abatacept infusion", quantity="300 units", dx="M06.9", dxname="rheumatoid arthritis", specialty="Rheumatology", sent="03/01/2026", start="03/10/2026", dob="08/19/1973", name="Henrike Vale", mid="LHP51120984", doctor="Tomas Arden", stem="131145290")),
    "mri": ("northmoor-health-plan/IMG-014", "3", dict(payer="Northmoor Health Plan", code="72148", what="MRI lumbar spine w/o contrast", quantity="1", dx="M51.26", dxname="other intervertebral disc displacement, lumbar region", specialty="Internal Medicine", sent="04/13/2026", start="04/20/2026", dob="02/11/1979", name="Corin Lasker", mid="NMH20911847", doctor="Edda Niles", stem="158820447")),
    "cpap": ("northmoor-health-plan/DEV-008", "1", dict(payer="Northmoor Health Plan", code="E0601", what="CPAP unit", quantity="1", dx="G47.33", dxname="OSA", specialty="Pulmonology", sent="02/20/2026", start="03/04/2026", dob="05/30/1970", name="Murdo Keane", mid="NMH88120345", doctor="Ruta Holm", stem="177310265")),
    "pt": ("northmoor-health-plan/THR-005", "1", dict(payer="Northmoor Health Plan", code="97110", what="therapeutic exercise", quantity="10 visits", dx="S83.511D", dxname="sprain of anterior cruciate ligament of right knee", specialty="Orthopedic Surgery", sent="05/01/2026", start="05/11/2026", dob="10/02/1995", name="Aude Merrin", mid="NMH45520017", doctor="Sven Ockley", stem="126690318")),
    "knee": ("lakemont-health-plan/SUR-031", "1", dict(payer="Lakemont Health Plan", code="27447", what="total knee arthroplasty, left", quantity="1", dx="M17.12", dxname="unilateral primary osteoarthritis, left knee", specialty="Orthopedic Surgery", sent="03/02/2026", start="03/31/2026", dob="07/07/1955", name="Lothar Wynn", mid="LHP90418826", doctor="Petra Coyle", stem="190155283")),
    "brca": ("westhaven-mutual/GEN-012", "1", dict(payer="Westhaven Mutual", code="81162", what="BRCA1/2 full gene analysis", quantity="1", dx="Z80.41", dxname="family history of malignant neoplasm of ovary", specialty="Obstetrics and Gynecology", sent="02/20/2026", start="03/02/2026", dob="12/12/1986", name="Noor Castell", mid="WHM61720093", doctor="Ilan Dobry", stem="143308816")),
    "oxy": ("westhaven-mutual/OXY-003", "1", dict(payer="Westhaven Mutual", code="E1390", what="oxygen concentrator", quantity="1", dx="J84.10", dxname="pulmonary fibrosis", specialty="Pulmonology", sent="01/30/2026", start="02/06/2026", dob="03/03/1947", name="Agnete Roe", mid="WHM30081274", doctor="Basil Trent", stem="168204935")),
    "reh": ("westhaven-mutual/REH-009", "1", dict(payer="Westhaven Mutual", code="H2001", what="acute inpatient rehabilitation", quantity="12 days", dx="I63.9", dxname="cerebral infarction", specialty="Physical Medicine and Rehabilitation", sent="04/20/2026", start="04/22/2026", dob="09/25/1950", name="Sylvia Denholm", mid="WHM77415502", doctor="Karl Imhof", stem="105529941")),
}
CASES = []


def case(id, notes, leaves, outcome, version=None, **form):
    policy, standing, base = BASES[id.split("-")[0]]
    values = {**base, **({"kind": "Initial"} | form)}
    text = FORM.format(npi=npi(values["stem"]), **values) + "".join(f"\f{title}\nPatient: {values['name']}    DOB: {values['dob']}\n\n{body}\n" for title, body in notes)
    CASES.append((id, policy, version or standing, text, leaves, outcome))


RA = {"adult": (M, ["08/19/1973"]), "diagnosis": (M, ["M06.9"]), "rheumatologist": (M, ["Rheumatology"]), "changed-biologic": (D, []), "drug-not-tolerated": (D, []), "units": (M, ["300 units"])}
case("ra-f01-mtx-tspot", [("Letter of medical necessity    03/01/2026", "To whom it may concern: Ms. Vale was on MTX 20 mg weekly between 01/06/2025 and 06/30/2025 without adequate response."),
     ("Rheumatology clinic    02/24/2026", "CRP on 02/18/2026: 31 mg/L. T-SPOT.TB collected 01/28/2026 was negative. Eleven swollen joints.")],
     RA | {"drug-failed": (M, ["MTX"]), "crp": (M, ["31"]), "no-tuberculosis": (M, ["was negative"])}, READY)
case("ra-f02-diarrhea-mgdl", [("Rheumatology clinic    02/27/2026", "Leflunomide had to be stopped after three weeks owing to diarrhea. CRP 1.8 mg/dL on 02/25/2026. QuantiFERON-TB Gold of 01/15/2026: indeterminate, to be repeated.")],
     RA | {"drug-failed": (D, []), "drug-not-tolerated": (M, ["Leflunomide"]), "crp": (M, ["1.8"]), "no-tuberculosis": (D, [])}, MISSING)
case("ra-f03-ten-weeks-consult", [("Internal medicine visit    02/16/2026", "Plan made in consultation with rheumatologist Dr. Ames, seen 01/10/2026. Sulfasalazine 03/01/2025 - 05/10/2025: ineffective. C-reactive protein 10 mg/L (02/01/2026). No active TB.")],
     RA | {"rheumatologist": (M, ["rheumatologist"]), "drug-failed": (N, ["Sulfasalazine"]), "crp": (M, ["10"]), "no-tuberculosis": (M, ["No active TB"])}, MISSING, specialty="Internal Medicine")
case("ra-f04-golimumab-reaction", [("Rheumatology follow-up    02/20/2026", "Hydroxychloroquine 200 mg BID from 02/10/2025 until 08/20/2025, poor response. Then golimumab, discontinued after an infusion reaction. CRP was 22 mg/L on 11/02/2025."),
     ("Chest radiograph    02/22/2026", "IMPRESSION: No sign of active tuberculosis.")],
     RA | {"drug-failed": (M, ["Hydroxychloroquine"]), "crp": (D, ["22"]), "changed-biologic": (M, ["golimumab"]), "no-tuberculosis": (M, ["No sign of active tuberculosis"])}, READY)
case("ra-f05-renewal-das28", [("Rheumatology follow-up    02/20/2026", "On abatacept since last August. DAS28 fell from 5.6 to 2.9; swollen joint count went from 12 down to 2. QuantiFERON negative on 02/01/2026.")],
     {"improved": (M, ["fell from 5.6 to 2.9", "from 12 down to 2"]), "no-tuberculosis": (M, ["QuantiFERON negative"])}, READY, kind="Renewal")

MRI = {"adult": (M, ["02/11/1979"]), "diagnosis": (M, ["M51.26"]), "weakness": (D, []), "cauda-equina": (D, []), "cancer": (D, []), "physical-therapy": (D, []), "anti-inflammatory": (D, []), "nerve-pain-drug": (D, []), "examination": (D, [])}
case("mri-f06-foot-drop", [("Office visit    04/10/2026", "New foot drop on the left since last week, dorsiflexion 2/5. SLR positive at 30 degrees. No saddle anesthesia, no urinary retention. No history of cancer. No previous lumbar MRI.")],
     MRI | {"weakness": (M, ["foot drop"]), "cauda-equina": (N, ["No saddle anesthesia", "no urinary retention"]), "cancer": (N, ["No history of cancer"]), "examination": (M, ["SLR positive"]), "no-earlier-mri": (M, ["No previous lumbar MRI"])}, READY)
case("mri-f07-pt-and-gabapentin", [("Office visit    04/02/2026", "Attended supervised PT twice a week, 01/05/2026 through 02/20/2026, no relief. Gabapentin 300 mg TID 02/01/2026 to 03/15/2026, no benefit. She has never had an MRI of the low back."),
     ("Physical examination    04/02/2026", "5/5 strength in all groups, DTRs 2+ and symmetric, straight leg raising negative on both sides.")],
     MRI | {"weakness": (N, ["5/5 strength"]), "physical-therapy": (M, ["PT twice a week"]), "nerve-pain-drug": (M, ["Gabapentin"]), "examination": (M, ["straight leg raising"]), "no-earlier-mri": (M, ["never had an MRI"])}, READY)
case("mri-f08-nineteen-days-of-diclofenac", [("Office visit    04/06/2026", "Physical therapy 02/02/2026 to 03/15/2026 with minimal improvement. Diclofenac 03/01/2026 to 03/20/2026, little relief. Motor 5/5 throughout; reflexes normal; straight leg raise negative. No prior lumbar MRI.")],
     MRI | {"weakness": (N, ["Motor 5/5"]), "physical-therapy": (M, ["Physical therapy"]), "anti-inflammatory": (N, ["Diclofenac"]), "examination": (M, ["straight leg raise"]), "no-earlier-mri": (M, ["No prior lumbar MRI"])}, MISSING)
case("mri-f09-duloxetine-in-2025", [("Spine clinic    12/01/2025", "Duloxetine 60 mg daily, 09/15/2025 to 11/20/2025, without benefit. Straight leg raise positive on the left. No MRI of the lumbar spine in the past.")],
     MRI | {"nerve-pain-drug": (M, ["Duloxetine"]), "examination": (M, ["Straight leg raise"]), "no-earlier-mri": (M, ["No MRI of the lumbar spine in the past"])}, READY, version="2", start="12/22/2025", sent="12/08/2025")
case("mri-f10-cancer-and-an-mri", [("Office visit    04/10/2026", "Past history: breast cancer 2019, treated with lumpectomy and radiation. New back pain at night. No prior lumbar MRI."),
     ("Outside records    04/11/2026", "MRI lumbar spine 01/22/2026: moderate canal stenosis at L4-5.")],
     MRI | {"cancer": (M, ["breast cancer 2019"]), "no-earlier-mri": (C, ["No prior lumbar MRI", "MRI lumbar spine 01/22/2026"])}, REVIEW)

CPAP = {"diagnosis": (M, ["G47.33"]), "taught": (D, []), "one-device": (M, ["Units requested: 1"])}
case("cpap-f11-home-test-18", [("Pulmonary clinic    10/20/2025", "Evaluation of suspected sleep apnea. Loud snoring, witnessed pauses, excessive daytime sleepiness, Epworth 15."),
     ("Home sleep apnea test    11/03/2025", "Home sleep apnea test on 11/03/2025 showed an AHI of 18.4 events per hour."), ("Equipment visit    02/19/2026", "The patient was trained on mask and machine.")],
     CPAP | {"evaluation": (M, ["Evaluation of suspected sleep apnea"]), "ahi-15": (M, ["18.4"]), "ahi-5": (M, ["18.4"]), "symptoms": (M, ["daytime sleepiness"]), "taught": (M, ["trained on mask"])}, READY)
case("cpap-f12-nine-with-pressure", [("Sleep clinic    12/09/2025", "New patient sleep evaluation. Hypertension, on lisinopril. Polysomnography 12/20/2025: AHI 9.2/h."), ("Equipment visit    02/19/2026", "Spouse was shown how to operate the unit.")],
     CPAP | {"evaluation": (M, ["sleep evaluation"]), "ahi-15": (N, ["9.2"]), "ahi-5": (M, ["9.2"]), "symptoms": (M, ["Hypertension"]), "taught": (M, ["shown how to operate"])}, READY)
case("cpap-f13-twelve-and-nothing-else", [("Sleep clinic    12/09/2025", "New patient sleep evaluation. He denies daytime sleepiness. No hypertension, no stroke, no coronary artery disease. Polysomnography 12/20/2025: AHI 12/h.")],
     CPAP | {"evaluation": (M, ["sleep evaluation"]), "ahi-15": (N, ["12"]), "ahi-5": (M, ["12"]), "symptoms": (N, ["denies daytime sleepiness", "No hypertension", "no stroke"])}, REVIEW)
case("cpap-f14-download", [("Device download    02/10/2026", "12/01/2025 to 02/08/2026: average 6.2 hours, 91 % of nights with 4 hours or more."), ("Sleep clinic    02/12/2026", "He feels more rested. Epworth fell from 16 to 6.")],
     {"used": (M, ["91 % of nights"]), "better": (M, ["feels more rested", "Epworth fell"])}, READY, kind="Renewal")

PT = {"diagnosis": (M, ["S83.511D"]), "nowhere-else": (D, [])}
case("pt-f15-eval-and-treat", [("Orthopedic visit    04/20/2026", "Rx: PT eval and treat, 2x/week for 5 weeks."), ("Physical therapy evaluation    04/27/2026", "LEFS 34/80. POC with goals and dates signed. No concurrent therapy at any other facility.")],
     PT | {"ordered": (M, ["PT eval and treat"]), "measure": (M, ["LEFS 34/80"]), "plan-of-care": (M, ["POC"]), "twelve-visits": (M, ["10 visits"]), "nowhere-else": (M, ["No concurrent therapy"])}, READY)
case("pt-f16-old-order", [("Orthopedic visit    01/26/2026", "Referral to physical therapy given."), ("Physical therapy evaluation    04/27/2026", "ODI 48 %. Plan of care attached with four goals.")],
     PT | {"diagnosis": (M, ["M54.50"]), "ordered": (D, ["Referral to physical therapy"]), "measure": (M, ["ODI"]), "plan-of-care": (M, ["Plan of care"]), "twelve-visits": (N, ["14 visits"])}, REVIEW, quantity="14 visits", dx="M54.50", dxname="low back pain")
case("pt-f17-gait-speed", [("Physical therapy progress note    04/28/2026", "Gait speed rose from 0.6 to 0.9 m/s. Still to reach: stairs without a rail.")],
     {"progress": (M, ["Gait speed rose"]), "open-goals": (M, ["Still to reach"]), "twelve-visits": (M, ["8 visits"])}, READY, kind="Extension", quantity="8 visits")

KNEE = {"fifty": (M, ["07/07/1955"]), "destroyed": (D, []), "diagnosis": (M, ["M17.12"]), "brace": (D, []), "a1c": (D, [])}
case("knee-f18-all-in-other-words", [("Radiology    11/02/2025", "Weight-bearing films of the left knee: K-L grade IV, medial compartment."),
     ("Orthopedic visit    02/10/2026", "PT 06/02/2025 - 09/05/2025, 24 visits, failed. Celecoxib from 04/01/2025 to 06/10/2025, insufficient relief. Cortisone injection 10/14/2025 gave only two weeks of relief. Unloader brace worn without benefit. He still has severe knee pain every day. BMI 36.2. Not diabetic. No signs of infection.")],
     KNEE | {"x-ray": (M, ["K-L grade IV"]), "physical-therapy": (M, ["PT 06/02/2025"]), "anti-inflammatory": (M, ["Celecoxib"]), "injection": (M, ["Cortisone injection"]), "brace": (M, ["Unloader brace"]), "therapy-ended": (M, ["PT 06/02/2025"]), "pain-persists": (M, ["still has severe knee pain"]), "bmi": (M, ["36.2"]), "no-diabetes": (M, ["Not diabetic"]), "no-infection": (M, ["No signs of infection"])}, READY)
case("knee-f19-eight-weeks", [("Radiology    10/12/2025", "Left knee: Kellgren-Lawrence grade 3."), ("Laboratory    02/20/2026", "Hemoglobin A1c 7.9 %    collected 02/20/2026"),
     ("Orthopedic visit    02/24/2026", "T2DM. Physical therapy 06/02/2025 to 07/28/2025 failed. Naproxen 05/01/2025 to 06/05/2025 failed. Corticosteroid injection 09/09/2025 failed. Pain continues. BMI 39.9 today. No active infection.")],
     KNEE | {"x-ray": (M, ["grade 3"]), "physical-therapy": (N, ["Physical therapy"]), "anti-inflammatory": (M, ["Naproxen"]), "injection": (M, ["Corticosteroid injection"]), "therapy-ended": (M, ["Physical therapy"]), "pain-persists": (M, ["Pain continues"]), "bmi": (M, ["39.9"]), "a1c": (M, ["7.9"]), "no-diabetes": (N, ["T2DM"]), "no-infection": (M, ["No active infection"])}, MISSING)
case("knee-f20-avn-cellulitis", [("Orthopedic visit    02/24/2026", "MRI: avascular necrosis of the femoral condyle, KL grade 4. Physical therapy 06/02/2025 to 09/28/2025 failed. Naproxen caused heartburn and was stopped. Steroid injection 10/09/2025 failed. Pain persists. BMI 28. No diabetes. MRSA cellulitis of the calf under treatment.")],
     KNEE | {"fifty": (N, ["03/15/1980"]), "destroyed": (M, ["avascular necrosis"]), "x-ray": (M, ["KL grade 4"]), "physical-therapy": (M, ["Physical therapy"]), "anti-inflammatory": (M, ["Naproxen"]), "injection": (M, ["Steroid injection"]), "therapy-ended": (M, ["Physical therapy"]), "pain-persists": (M, ["Pain persists"]), "bmi": (M, ["28"]), "no-diabetes": (M, ["No diabetes"]), "no-infection": (N, ["cellulitis"])}, REVIEW, dob="03/15/1980")

BRCA = {"adult": (M, ["12/12/1986"]), "known-change": (D, []), "one-test": (M, ["Units requested: 1"])}
case("brca-f21-sister", [("Genetics consult    02/01/2026", "Sister was diagnosed with ovarian carcinoma at 39. The patient denies any personal history of cancer. Pre-test counseling completed by J. Lind, CGC. No previous genetic testing.")],
     BRCA | {"own-cancer": (N, ["denies any personal history of cancer"]), "relative-cancer": (M, ["ovarian carcinoma"]), "counseled": (M, ["Pre-test counseling completed"]), "not-tested": (M, ["No previous genetic testing"])}, READY)
case("brca-f22-own-and-tested", [("Genetics consult    07/15/2025", "Genetic counseling was provided."), ("Oncology visit    02/10/2026", "Invasive ductal carcinoma of the left breast, 2024. A germline panel in 2022 was negative for BRCA1 and BRCA2.")],
     BRCA | {"own-cancer": (M, ["ductal carcinoma of the left breast"]), "relative-cancer": (D, []), "counseled": (D, ["Genetic counseling was provided"]), "not-tested": (N, ["germline panel in 2022"])}, REVIEW)

OXY = {"diagnosis": (M, ["J84.10"]), "pressure-55": (D, []), "strain": (D, []), "one-concentrator": (M, ["Units requested: 1"])}
case("oxy-f23-oximetry-87", [("Pulmonary visit    01/25/2026", "Resting room-air oxygen saturation 87 %. Needs supplemental oxygen at home. Remains hypoxemic despite Trelegy and albuterol. Quit tobacco in 2015.")],
     OXY | {"saturation-88": (M, ["87"]), "saturation-89": (M, ["87"]), "seen": (M, ["Needs supplemental oxygen at home"]), "other-treatment": (M, ["Trelegy"]), "no-smoking": (M, ["Quit tobacco"])}, READY)
case("oxy-f24-half-a-pack", [("Pulmonary visit    01/25/2026", "SpO2 89 % on room air at rest. She requires home oxygen. Tiotropium was inadequate. She smokes half a pack a day."), ("Echocardiogram    12/14/2025", "Dilated right ventricle, consistent with cor pulmonale.")],
     OXY | {"saturation-88": (N, ["89"]), "saturation-89": (M, ["89"]), "strain": (M, ["cor pulmonale"]), "seen": (M, ["requires home oxygen"]), "other-treatment": (M, ["Tiotropium"]), "no-smoking": (N, ["smokes half a pack"])}, REVIEW)

REH = {"diagnosis": (M, ["I63.9"]), "fourteen-days": (M, ["12 days"])}
case("reh-f25-plof", [("Preadmission screening    04/20/2026", "Needs PT and OT daily. Needs SLP for dysphagia. Participates in 3 hours of therapy daily. Requires daily oversight by a physiatrist. PLOF: independent with all ADLs. Hemodynamically stable.")],
     REH | {"physical": (M, ["Needs PT"]), "occupational": (M, ["Needs PT and OT"]), "speech": (M, ["Needs SLP"]), "full-program": (M, ["3 hours of therapy daily"]), "physician": (M, ["daily oversight"]), "level-before": (M, ["PLOF"]), "stable": (M, ["Hemodynamically stable"])}, READY)
case("reh-f26-forty-five-minutes", [("Preadmission screening    04/20/2026", "Requires physical therapy. Tolerates at most 45 minutes of therapy a day. Speech is intact, no need for speech therapy. Clinically stable.")],
     REH | {"physical": (M, ["Requires physical therapy"]), "occupational": (D, []), "speech": (N, ["no need for speech therapy"]), "full-program": (N, ["at most 45 minutes"]), "physician": (D, []), "level-before": (D, []), "stable": (M, ["Clinically stable"])}, REVIEW)


def main(out):
    for id, policy, version, text, leaves, outcome in CASES:
        for leaf, (_, quotes) in leaves.items():
            for quote in quotes:
                assert quote in text, (id, leaf, quote)
        folder = os.path.join(out, "cases", id)
        os.makedirs(os.path.join(folder, "documents"), exist_ok=True)
        with open(os.path.join(folder, "documents", "packet.txt"), "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        gold = {"id": id, "choice": "chosen", "policyId": policy, "version": version, "outcome": outcome, "tags": [], "leaves": [{"id": k, "state": s, "evidence": q} for k, (s, q) in leaves.items()]}
        with open(os.path.join(folder, "case.json"), "w", encoding="utf-8", newline="\n") as file:
            json.dump(gold, file, indent=1, ensure_ascii=False)
            file.write("\n")
    print(len(CASES), "cases,", sum(len(c[4]) for c in CASES), "leaves")


main(sys.argv[1])

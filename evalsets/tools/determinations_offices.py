#!/usr/bin/env python3
"""Writes evalsets/policies-v3/cases: packets as offices write them, and their golden determinations beside them, written by hand from the wording of the policies without a look at the program.
All people, payers and places are invented.   usage: determinations_offices.py OUTPUT-FOLDER"""
import json, os, sys

M, N, D, C = "Met", "NotMet", "NotDocumented", "Conflicting"
READY, MISSING, REVIEW = "ready-to-submit", "information-missing", "clinical-review"
CASES = []


def npi(stem):
    total = sum(sum(divmod(2 * d, 10)) if i % 2 else d for i, d in enumerate(int(c) for c in "80840" + stem))
    return stem + str(-total % 10)


FORMS = {
    # the payer's own form
    "payer": """{payer}
Prior Authorization Request                                   Date of request: {sent}

MEMBER
Name: {name}
Date of birth: {dob}
Member ID: {mid}
Plan: {payer}

ORDERING CLINICIAN
Name: {doctor}
NPI: {npi}
Specialty: {specialty}
Phone: {phone}

SERVICE
Type of request: {kind}
Urgency: Standard
Code: {code}
Description: {what}
Quantity: {quantity}
Start date: {start}
Diagnosis code: {dx}
Diagnosis: {dxname}
""",
    # an office's fax
    "fax": """FAX  -  {office}  -  tel {phone}
To: {payer}, Utilization Management
Date: {sent}

PRIOR AUTH REQUEST, {kind}, Standard review
Urgency: Standard

Patient: {name}        DOB: {dob}
Insurance: {payer}     Member ID: {mid}
Requesting provider: {doctor}     NPI: {npi}
Provider specialty: {specialty}
Procedure code: {code}  {what}
Units requested: {quantity}
Date of service: {start}
ICD-10: {dx}  {dxname}
""",
    # a print of a portal
    "portal": """Authorization request submitted {sent}

Request type          : {kind}
Review type           : Standard
Health plan           : {payer}
Patient name          : {name}
Date of birth         : {dob}
Member ID             : {mid}
Requesting provider   : {doctor}
NPI                   : {npi}
Specialty             : {specialty}
Contact phone         : {phone}
HCPCS/CPT code        : {code}
Service requested     : {what}
Quantity              : {quantity}
Requested start date  : {start}
Diagnosis code        : {dx}
Diagnosis description : {dxname}
""",
}


def case(id, policy, version, layout, form, pages, leaves, outcome, tags=(), choice="chosen"):
    """Pages: texts of one fax, or pairs of a file's name and its text where the packet comes in several files."""
    head = FORMS[layout].format(**{"kind": "Initial", "office": "", **form, "npi": npi(form["stem"])})
    CASES.append((id, policy, version, head, pages, leaves, outcome, tags, choice))


RA, MRI, CPAP, PT = "lakemont-health-plan/DRUG-021", "northmoor-health-plan/IMG-014", "northmoor-health-plan/DEV-008", "northmoor-health-plan/THR-005"
KNEE, BRCA, OXY, REH = "lakemont-health-plan/SUR-031", "westhaven-mutual/GEN-012", "westhaven-mutual/OXY-003", "westhaven-mutual/REH-009"
LAKEMONT, NORTHMOOR, WESTHAVEN = "Lakemont Health Plan", "Northmoor Health Plan", "Westhaven Mutual"

# 1. Abatacept -------------------------------------------------------------------------------------------------------------------------------------------------
case("ra-g01-rheumatrex-since-october", RA, "2", "payer",
     dict(payer=LAKEMONT, sent="06/04/2026", name="Tamsin Ferreby", dob="02/14/1969", mid="LHP70233918", doctor="Anselm Quarrie, MD", stem="146820937", specialty="Rheumatology", phone="(308) 555-0117",
          code="J0129", what="abatacept by vein, eight infusions", quantity="400 units", start="06/22/2026", dx="M05.79", dxname="seropositive rheumatoid arthritis, multiple sites"),
     [("02-letter.txt", """Quarrie Rheumatology Associates
14 Tollgate Row, Dunmere

June 3, 2026

Re: Tamsin Ferreby, born 02/14/1969, Member ID LHP70233918

To the Medical Director:

I have looked after Ms. Ferreby since the spring of 2023, when her hands first swelled. She drove a city bus until last summer; now she cannot close her left hand around the wheel.

Rheumatrex was begun the second week of October 2025 and brought up to 20 mg once a week by the middle of November, with folic acid. She took it every week until 27 March 2026. On that day I still counted fourteen swollen joints, and in my judgment the drug had not done its work. She has not been on any biologic or JAK inhibitor.

I ask for abatacept 500 mg (she weighs 57.6 kg) at weeks 0, 2 and 4, then every four weeks.

Sincerely,
Anselm Quarrie, MD
(signed electronically 06/03/2026)
"""), ("03-lab.txt", """DUNMERE REGIONAL LABORATORY                     FINAL REPORT
Patient: FERREBY, TAMSIN      DOB: 02/14/1969      Collected: 05/19/2026 08:10

Test                              Result        Units       Reference
C-reactive protein                2.6           mg/dL       0.0 - 0.5
Sedimentation rate                48            mm/h        0 - 30
QuantiFERON-TB Gold Plus          NEGATIVE                  negative
"""), ("04-infusion-order.txt", """INFUSION CENTER ORDER                            06/03/2026
Patient: Tamsin Ferreby   DOB: 02/14/1969   Wt 57.6 kg
Abatacept 500 mg IV over 30 min. Wk 0, 2, 4, then q4wk x 5. Total 8 infusions = 400 units.
Hold & call for T > 100.4 F or s/s infection.
""")],
     {"adult": (M, ["02/14/1969"]), "diagnosis": (M, ["M05.79"]), "rheumatologist": (M, ["Rheumatology"]), "drug-failed": (M, ["Rheumatrex was begun the second week of October 2025"]), "drug-not-tolerated": (D, []),
      "crp": (M, ["2.6"]), "changed-biologic": (N, ["has not been on any biologic"]), "no-tuberculosis": (M, ["QuantiFERON-TB Gold Plus          NEGATIVE"]), "units": (M, ["400 units"])}, READY)

case("ra-g02-plaquenil-eleven-weeks", RA, "2", "fax",
     dict(payer=LAKEMONT, office="Saltbrook Joint Clinic", sent="06/29/2026", name="Ruben Castellane", dob="11/08/1980", mid="LHP11860247", doctor="Mireille Toft, NP", stem="152209613", specialty="Nurse Practitioner", phone="(412) 555-0139",
          code="J0129", what="abatacept infusions", quantity="525 units", start="07/14/2026", dx="L40.59", dxname="psoriatic arthropathy"),
     ["""Saltbrook Joint Clinic - f/u visit 06/24/2026
Patient: Ruben Castellane   DOB: 11/08/1980

S: PsA x 3 yrs, nail pits, sausage toe R 3rd. AM stiffness 2 h. HCQ (Plaquenil) 200 mg bid started Mon after Thanksgiving, 12/1/25, d/c'd 2/20/26 as it did nothing for him. No prior biologics.
O: 9 swollen / 13 tender. Wt 84 kg.
Labs: CRP 31 mg/L, ESR 44 (both drawn 4/14/26). No newer labs on file.
TB: PPD placed L forearm 6/22/26 -- see addendum.
A/P: Seen together w/ Dr. R. Okafor-Lindt (rheumatologist), who agrees. Abatacept 750 mg wk 0/2/4 then q4w, 7 doses.
M. Toft, NP
""", """Nurse's note 06/25/2026   (addendum to visit of 06/24/2026)
Patient: Ruben Castellane   DOB: 11/08/1980
Pt did not come back for PPD read, > 72 h by now. LM on cell 555-0182 to re-place.   -- K. Dorn, RN
"""],
     {"adult": (M, ["11/08/1980"]), "diagnosis": (N, ["L40.59"]), "rheumatologist": (M, ["Seen together w/ Dr. R. Okafor-Lindt (rheumatologist)"]), "drug-failed": (N, ["12/1/25, d/c'd 2/20/26"]), "drug-not-tolerated": (D, []),
      "crp": (D, ["CRP 31 mg/L"]), "changed-biologic": (N, ["No prior biologics"]), "no-tuberculosis": (D, []), "units": (N, ["525 units"])}, REVIEW, ["near-miss"])

case("ra-g03-arava-never-filled", RA, "2", "portal",
     dict(payer=LAKEMONT, sent="08/20/2026", name="Oleander Pruitt", dob="05/27/1958", mid="LHP48815520", doctor="Casimir Holt, MD", stem="117734502", specialty="Rheumatology", phone="(505) 555-0164",
          code="J0129", what="abatacept, 7 infusions of 500 mg", quantity="350 units", start="09/08/2026", dx="M06.09", dxname="rheumatoid arthritis without rheumatoid factor, multiple sites"),
     ["""LETTER OF MEDICAL NECESSITY                         August 18, 2026
Patient: Oleander Pruitt     DOB: 05/27/1958

Mrs. Pruitt has rheumatoid arthritis with erosions of both wrists. Arava (leflunomide) had to be given up this spring after five weeks because her ALT tripled. Before she came to us she had Humira, from 2022 until the end of 2024; she tolerated it well and was happy with it, and it ended only because her husband's employer changed insurers. Her C-reactive protein on August 3 was 22 mg/L. I ask you to approve abatacept.

Casimir Holt, MD
""", """TELEPHONE ENCOUNTER    08/12/2026  15:40    RN: B. Sayle
Patient: Oleander Pruitt     DOB: 05/27/1958     Call from: pt, 555-0108
Med rec over the phone. Pt says she never filled the Arava, copay was $90, "not one pill of it". On prednisone 5 only.
""", """LAB RESULTS    collected 08/03/2026
Patient: Oleander Pruitt     DOB: 05/27/1958
CRP ............. 2.2 mg/L
ESR ............. 12 mm/h
T-SPOT.TB ....... negative
ALT ............. 19 U/L
"""],
     {"adult": (M, ["05/27/1958"]), "diagnosis": (M, ["M06.09"]), "rheumatologist": (M, ["Rheumatology"]), "drug-failed": (D, []), "drug-not-tolerated": (C, ["Arava (leflunomide) had to be given up", "never filled the Arava"]),
      "crp": (C, ["22 mg/L", "2.2 mg/L"]), "changed-biologic": (N, ["she tolerated it well"]), "no-tuberculosis": (M, ["T-SPOT.TB ....... negative"]), "units": (M, ["350 units"])}, REVIEW)

case("ra-g04-enbrel-reaction-and-a-sputum", RA, "2", "payer",
     dict(payer=LAKEMONT, sent="04/27/2026", name="Philippa Ondine Marsh", dob="09/30/1974", mid="LHP92047716", doctor="Gregor Aldine, PA-C", stem="183390412", specialty="Family Medicine", phone="(716) 555-0151",
          code="J0129", what="abatacept by infusion", quantity="450 units", start="05/11/2026", dx="M06.9", dxname="rheumatoid arthritis"),
     [("letter-of-need.txt", """Hollin Street Family Practice                        24 April 2026

RE: Philippa Ondine Marsh    DOB: 09/30/1974

Dear Reviewer,
Mrs. Marsh's RA is managed here together with rheumatology: Dr. Ysolde Brandt, rheumatologist, saw her by e-consult on April 9 and recommends abatacept.
Treatment so far: Azulfidine, 1 g twice daily, January 5 through April 17 of this year (fifteen weeks) with little change in her joints. In between she had three shots of Enbrel; after the third she broke out in hives with lip swelling, went to the emergency room, and it was stopped for good.
CRP on 4/13/2026 was 4 mg/L, so I know it is not high. Active TB has been ruled out.
She weighs 71 kg; 750 mg x 6 infusions.

Gregor Aldine, PA-C
"""), ("pulm-consult.txt", """PULMONARY CONSULTATION                                04/22/2026
Patient: Philippa Ondine Marsh    DOB: 09/30/1974
Reason: cough 5 wks, 9 lb loss, RUL infiltrate.
Sputum 4/20 smear 2+, TB PCR positive, rifampin-sensitive.
Impression: active pulmonary TB. Four-drug treatment started today, health department notified.
T. Wendover, MD
""")],
     {"adult": (M, ["09/30/1974"]), "diagnosis": (M, ["M06.9"]), "rheumatologist": (M, ["Dr. Ysolde Brandt, rheumatologist, saw her by e-consult"]), "drug-failed": (M, ["Azulfidine"]), "drug-not-tolerated": (D, []),
      "crp": (N, ["4 mg/L"]), "changed-biologic": (M, ["Enbrel"]), "no-tuberculosis": (C, ["Active TB has been ruled out", "active pulmonary TB"]), "units": (M, ["450 units"])}, REVIEW)

case("ra-g05-renewal-old-note", RA, "2", "fax",
     dict(payer=LAKEMONT, office="Wicklow Infusion & Arthritis", sent="07/08/2026", name="Hesper Lindqvist", dob="03/19/1962", mid="LHP30771845", doctor="Imre Salgado, MD", stem="129904718", specialty="Rheumatology", phone="(609) 555-0126", kind="Renewal",
          code="J0129", what="abatacept infusions, maintenance", quantity="400 units", start="07/20/2026", dx="M05.9", dxname="rheumatoid arthritis with rheumatoid factor"),
     ["""Clinic note 12/30/2025
Patient: Hesper Lindqvist    DOB: 03/19/1962
6 mo on abatacept. Much better: 13 swollen joints in June, 2 today. Back to kneading bread. Cont same. RTC 4 mo.    I. Salgado
""", """RN phone note 07/06/2026
Patient: Hesper Lindqvist    DOB: 03/19/1962
Pt cancelled April + June f/u (moving house). Infusion #13 moved to Thurs. Denies fever or cough. Wants to know about parking.
TB screen for renewal came back: IGRA neg, drawn 7/2/26.     -- P. Achterberg RN
"""],
     {"improved": (D, ["13 swollen joints in June, 2 today"]), "no-tuberculosis": (M, ["IGRA neg"])}, MISSING, ["near-miss"])

case("ra-g06-year-of-version-one", RA, "1", "fax",
     dict(payer=LAKEMONT, office="Wicklow Infusion & Arthritis", sent="12/01/2025", name="Bram Tolliver", dob="10/10/1966", mid="LHP55209931", doctor="Imre Salgado, MD", stem="129904718", specialty="Rheumatology", phone="(609) 555-0126",
          code="J0129", what="abatacept infusions", quantity="300 units", start="12/18/2025", dx="M05.9", dxname="rheumatoid arthritis with rheumatoid factor"),
     ["""Clinic note 11/25/2025
Patient: Bram Tolliver    DOB: 10/10/1966
MTX 17.5 mg/wk Feb thru Aug 2025, still 10 swollen. CRP 19 mg/L 11/20/25. QFT neg same day. Wants first infusion before the holidays.   I. Salgado
"""],
     {}, REVIEW, ["near-miss", "superseded"], choice="not-found")

# 2. Lumbar MRI ------------------------------------------------------------------------------------------------------------------------------------------------
case("mri-g07-valentine-to-easter", MRI, "3", "portal",
     dict(payer=NORTHMOOR, sent="05/06/2026", name="Dorian Habersham", dob="08/22/1977", mid="NMH31409956", doctor="Lenka Prowse, DO", stem="137725806", specialty="Family Medicine", phone="(207) 555-0173",
          code="72148", what="lumbar MRI, noncontrast", quantity="1", start="05/18/2026", dx="M54.41", dxname="lumbago with sciatica, right side"),
     [("b-pt-discharge.txt", """HARBOR LANE PHYSICAL THERAPY - DISCHARGE SUMMARY
Patient: Dorian Habersham     DOB: 08/22/1977
SOC 02/16/2026. D/C 04/03/2026. Attended 13 of 14. Tx: McKenzie ext, core stab, traction trial.
ODI 46% at eval, 44% at d/c. Plateaued, pain unchanged R buttock to calf. Back to referring MD.
E. Vantongeren, PT
"""), ("c-visit.txt", """OFFICE VISIT 04/28/2026
Patient: Dorian Habersham     DOB: 08/22/1977

HPI: LBP w/ R leg pain since January. PT as above did no good. Mobic 15 mg every day from Valentine's Day to Easter Sunday (4/5/26), no real help, so he quit it. He has never taken gabapentin, Lyrica or anything of that kind. Bladder and bowels normal, no numbness in the saddle. Never had an MRI of his back.
PMH: no cancer of any kind. FH: father died of prostate cancer.
PE: LE strength 5/5 hip flexors to EHL. Knee and ankle jerks 2+ =. SLR neg bilat. Gait nl.
Plan: MRI, then decide on referral.
L. Prowse, DO
""")],
     {"adult": (M, ["08/22/1977"]), "diagnosis": (M, ["M54.41"]), "weakness": (N, ["LE strength 5/5"]), "cauda-equina": (N, ["no numbness in the saddle"]), "cancer": (N, ["no cancer of any kind"]),
      "physical-therapy": (M, ["SOC 02/16/2026. D/C 04/03/2026"]), "anti-inflammatory": (M, ["Mobic 15 mg"]), "nerve-pain-drug": (N, ["never taken gabapentin"]), "examination": (M, ["SLR neg bilat"]),
      "no-earlier-mri": (M, ["Never had an MRI of his back"])}, READY)

case("mri-g08-five-of-six-weeks", MRI, "3", "fax",
     dict(payer=NORTHMOOR, office="Pell River Spine", sent="06/01/2026", name="Agathe Rinaldo", dob="12/03/1985", mid="NMH66284017", doctor="Thaddeus Boyle, MD", stem="165510294", specialty="Physical Medicine and Rehabilitation", phone="(919) 555-0145",
          code="72148", what="MRI L-spine", quantity="1", start="06/09/2026", dx="M51.16", dxname="disc disorder with radiculopathy, lumbar"),
     ["""Pell River Spine - follow up 05/26/2026
Patient: Agathe Rinaldo   DOB: 12/03/1985

L leg pain no better. Did PT with us 3/9/26 - 4/10/26, five weeks, then plan visits ran out; not much gained. Then Voltaren (diclofenac) 75 bid x 6 wks, until 5/25/26, w/ minimal relief.
No personal h/o malignancy. B/B fine, denies perineal numbness.
MRI hx: L-spine MRI Aug 2024 at an outside center, none since then.
Exam: motor 5/5 both legs, patellar/Achilles 2+ sym, SLR + L at 35 deg.
Plan: if insurance says no to MRI, start Lyrica 75 bid.
T. Boyle MD
"""],
     {"adult": (M, ["12/03/1985"]), "diagnosis": (M, ["M51.16"]), "weakness": (N, ["motor 5/5 both legs"]), "cauda-equina": (N, ["B/B fine, denies perineal numbness"]), "cancer": (N, ["No personal h/o malignancy"]),
      "physical-therapy": (N, ["3/9/26 - 4/10/26"]), "anti-inflammatory": (M, ["Voltaren (diclofenac)"]), "nerve-pain-drug": (D, []), "examination": (M, ["SLR + L at 35 deg"]), "no-earlier-mri": (M, ["none since then"])}, MISSING, ["near-miss"])

case("mri-g09-big-toe-disputed", MRI, "3", "payer",
     dict(payer=NORTHMOOR, sent="06/08/2026", name="Emeric Valdane", dob="01/16/1970", mid="NMH90155823", doctor="Rosalba Finch, MD", stem="104438291", specialty="Internal Medicine", phone="(614) 555-0190",
          code="72148", what="MR imaging of low back without dye", quantity="1", start="06/15/2026", dx="M54.16", dxname="radiculopathy, lumbar region"),
     [("1-neurosurgery.txt", """NEUROSURGERY CLINIC    06/05/2026 (a.m.)
Patient: Emeric Valdane    DOB: 01/16/1970
9 days of R leg pain after lifting a mower. R EHL 3/5 today; was 4/5 in urgent care 6 days ago, so it is going downhill. R Achilles reflex absent. SLR + R 30 deg. Perianal sensation normal, PVR 20 mL.
Has not had any PT, has not tried any NSAID.
J. Lauterbach, MD
"""), ("2-pcp-note.txt", """INTERNAL MEDICINE    06/05/2026 (p.m.)
Patient: Emeric Valdane    DOB: 01/16/1970
Here for back pain. PMH: HTN; negative for cancer. Mother: breast cancer at 60.
Neuro: power is normal in both legs, 5/5 at every level including great toes. Ordered MRI at pt's request.
R. Finch, MD
""")],
     {"adult": (M, ["01/16/1970"]), "diagnosis": (M, ["M54.16"]), "weakness": (C, ["R EHL 3/5 today", "power is normal in both legs"]), "cauda-equina": (N, ["Perianal sensation normal, PVR 20 mL"]), "cancer": (N, ["negative for cancer"]),
      "physical-therapy": (N, ["Has not had any PT"]), "anti-inflammatory": (N, ["has not tried any NSAID"]), "nerve-pain-drug": (D, []), "examination": (M, ["SLR + R 30 deg"]), "no-earlier-mri": (D, [])}, REVIEW)

case("mri-g10-four-weeks-in-2025", MRI, "2", "fax",
     dict(payer=NORTHMOOR, office="Alder Creek Medical", sent="11/21/2025", name="Winifred Starr", dob="07/02/1953", mid="NMH12078834", doctor="Osric Bellamy, MD", stem="148816305", specialty="Family Medicine", phone="(435) 555-0102",
          code="72148", what="MRI low back", quantity="1", start="12/10/2025", dx="M48.061", dxname="spinal stenosis, lumbar, without neurogenic claudication"),
     ["""Alder Creek Medical    OV 11/17/2025
Patient: Winifred Starr    DOB: 07/02/1953
Four-week course of PT, 10/6 thru 11/3/2025, 2x/wk, completed, no lasting benefit per pt and therapist. Tried Aleve, took 4 or 5 tablets all told.
Ex: legs strong, 5/5 throughout; DTRs trace and equal; straight leg test neg R and L.
Never had MR of the spine.
Please note plan's new rule (2 treatments) starts Jan 1; pt wants it done in December.      O. Bellamy
"""],
     {"adult": (M, ["07/02/1953"]), "diagnosis": (M, ["M48.061"]), "weakness": (N, ["legs strong, 5/5 throughout"]), "cauda-equina": (D, []), "cancer": (D, []), "physical-therapy": (M, ["10/6 thru 11/3/2025"]),
      "anti-inflammatory": (N, ["took 4 or 5 tablets all told"]), "nerve-pain-drug": (D, []), "examination": (M, ["straight leg test neg R and L"]), "no-earlier-mri": (M, ["Never had MR of the spine"])}, READY, ["superseded"])

case("mri-g11-filed-under-the-old-rule", MRI, "3", "portal",
     dict(payer=NORTHMOOR, sent="12/22/2025", name="Ignace Thorburn", dob="04/25/1991", mid="NMH73390162", doctor="Lenka Prowse, DO", stem="137725806", specialty="Family Medicine", phone="(207) 555-0173",
          code="72148", what="lumbar MRI, noncontrast", quantity="1", start="01/08/2026", dx="M54.32", dxname="sciatica, left side"),
     ["""OFFICE VISIT 12/19/2025
Patient: Ignace Thorburn     DOB: 04/25/1991
Under the plan's version 2 he qualifies: 4 wks of PT.
PT at Harbor Lane Nov 3 to Dec 7, 2025, no better. Cymbalta 30 mg since the day before Thanksgiving (11/26/25), stopped today, no benefit. He hasn't taken ibuprofen, naproxen or any other NSAID.
ROS: no trouble passing urine, no saddle numbness. PMH negative, never had cancer. No MRI of the lumbar spine, ever.
PE: strength full both legs, reflexes brisk and symmetric, crossed and straight leg raise negative.
Earliest scanner slot is Jan 8.
L. Prowse, DO
"""],
     {"adult": (M, ["04/25/1991"]), "diagnosis": (M, ["M54.32"]), "weakness": (N, ["strength full both legs"]), "cauda-equina": (N, ["no trouble passing urine, no saddle numbness"]), "cancer": (N, ["never had cancer"]),
      "physical-therapy": (N, ["Nov 3 to Dec 7, 2025"]), "anti-inflammatory": (N, ["hasn't taken ibuprofen, naproxen or any other NSAID"]), "nerve-pain-drug": (N, ["Cymbalta 30 mg"]), "examination": (M, ["straight leg raise negative"]),
      "no-earlier-mri": (M, ["No MRI of the lumbar spine, ever"])}, REVIEW, ["near-miss", "superseded"])

case("mri-g12-nephrectomy", MRI, "3", "payer",
     dict(payer=NORTHMOOR, sent="08/10/2026", name="Leocadia Munro", dob="06/11/1949", mid="NMH58827401", doctor="Hartley Siddons, MD", stem="171103965", specialty="Oncology", phone="(360) 555-0158",
          code="72158", what="MRI lumbar spine, plain and with gadolinium", quantity="1", start="08/17/2026", dx="M54.50", dxname="low back pain"),
     ["""ONCOLOGY SURVEILLANCE VISIT    08/06/2026
Patient: Leocadia Munro    DOB: 06/11/1949
Clear cell renal carcinoma, L radical nephrectomy 2021, NED on CT of chest/abdomen 02/2026. MRI brain 03/2026 neg.
New deep lumbar ache x 3 wks, worse lying down. ALP 188.
Plan: MRI L-spine +/- contrast. Vitals nl. Did not examine back today, pt in a hurry for her ride.
H. Siddons
""", """URGENT CARE    06/05/2026
Patient: Leocadia Munro    DOB: 06/11/1949
Stepped off curb, tweaked back. New weakness L foot, dorsiflexion 4-/5. Reflexes 1+ =. SLR neg. Rest, heat, f/u PCP.
"""],
     {"adult": (M, ["06/11/1949"]), "diagnosis": (M, ["M54.50"]), "weakness": (D, ["New weakness L foot"]), "cauda-equina": (D, []), "cancer": (M, ["Clear cell renal carcinoma"]), "physical-therapy": (D, []), "anti-inflammatory": (D, []),
      "nerve-pain-drug": (D, []), "examination": (D, ["SLR neg"]), "no-earlier-mri": (D, [])}, MISSING, ["near-miss"])

case("mri-g13-seventeen-and-a-bulge", MRI, "3", "fax",
     dict(payer=NORTHMOOR, office="Pell River Spine", sent="06/12/2026", name="Jory Penhallow", dob="07/30/2008", mid="NMH40061179", doctor="Thaddeus Boyle, MD", stem="165510294", specialty="Physical Medicine and Rehabilitation", phone="(919) 555-0145",
          code="72148", what="MRI L-spine", quantity="1", start="06/22/2026", dx="M51.27", dxname="disc displacement, lumbosacral"),
     ["""Pell River Spine    phone visit 06/10/2026
Patient: Jory Penhallow   DOB: 07/30/2008
Mom on line. Back about the same. Wants to see whether bulge shrank since MR L-spine 9/18/2025 (mild L5-S1 bulge, no root contact).
Meds tried: Tylenol ES 2-3x/d since spring, Flexeril 5 hs. PT: 8 wks Jan-Mar for R shoulder (baseball), went well.
Bladder ok -- was cathed one night after appendectomy in 2019, nothing since; feels normal when wiping.
FH: mother's mother lung CA.
T. Boyle MD
""", """Pell River Spine    OV 03/30/2026
Patient: Jory Penhallow   DOB: 07/30/2008
Strength 5/5 LE. DTR 2+. SLR neg x2. Tight hamstrings.
"""],
     {"adult": (N, ["07/30/2008"]), "diagnosis": (M, ["M51.27"]), "weakness": (D, []), "cauda-equina": (N, ["feels normal when wiping"]), "cancer": (D, []), "physical-therapy": (D, []), "anti-inflammatory": (D, []), "nerve-pain-drug": (D, []),
      "examination": (D, ["SLR neg x2"]), "no-earlier-mri": (N, ["MR L-spine 9/18/2025"])}, REVIEW, ["near-miss"])

# 3. CPAP ------------------------------------------------------------------------------------------------------------------------------------------------------
case("cpap-g14-seven-with-an-old-stroke", CPAP, "1", "payer",
     dict(payer=NORTHMOOR, sent="04/22/2026", name="Balthasar Okine", dob="09/09/1956", mid="NMH27731408", doctor="Signe Carrow, MD", stem="158840172", specialty="Sleep Medicine", phone="(802) 555-0133",
          code="E0601", what="auto-titrating CPAP", quantity="1", start="05/04/2026", dx="G47.33", dxname="obstructive sleep apnea"),
     [("video-visit.txt", """VIDEO VISIT, SLEEP CLINIC                            02/03/2026
Patient: Balthasar Okine      DOB: 09/09/1956
Referred for snoring and witnessed apneas. Collar 17.5 in. Mallampati III, retrognathic. Epworth 6, says he is wide awake all day. BP at home 118/70, no BP meds. Had a small stroke in 2022, no deficit left; heart cath clean.
Suspect OSA. Home test ordered.
S. Carrow, MD
"""), ("hst.txt", """HOME SLEEP TEST REPORT
Patient: Balthasar Okine      DOB: 09/09/1956      Night of 03/10/2026
Recording 6 h 52 min. Obstructive apneas 21, hypopneas 30. AHI 7.4 per hour. Lowest sat 83%.
"""), ("dme.txt", """BRIGHTWATER HOME MEDICAL - set-up slip                04/20/2026
Pt: Balthasar Okine
RT went over machine, mask fit, ramp and cleaning w/ pt and daughter. Pt put it on and took it off himself x 3. Loaner until auth.
""")],
     {"diagnosis": (M, ["G47.33"]), "evaluation": (M, ["Referred for snoring and witnessed apneas"]), "ahi-15": (N, ["7.4"]), "ahi-5": (M, ["7.4"]), "symptoms": (M, ["small stroke in 2022"]),
      "taught": (M, ["RT went over machine, mask fit"]), "one-device": (M, ["Quantity: 1"])}, READY)

case("cpap-g15-one-digit", CPAP, "1", "fax",
     dict(payer=NORTHMOOR, office="Fenwick Sleep Associates", sent="04/06/2026", name="Calla Redgrave", dob="12/12/1988", mid="NMH85542610", doctor="Jonas Weller, MD", stem="190027718", specialty="Pulmonology", phone="(253) 555-0121",
          code="E0601", what="CPAP", quantity="1", start="04/20/2026", dx="G47.33", dxname="OSA"),
     ["""Fenwick Sleep Associates                           April 3, 2026
Re: Calla Redgrave, DOB 12/12/1988
To whom it may concern: Ms. Redgrave's overnight study of November 30, 2025 showed an AHI of 16.8. She is not sleepy in the daytime (Epworth 4). She has no high blood pressure, has never had a stroke, and has no heart disease. Please cover CPAP. Our therapist will teach her at delivery.
J. Weller, MD
""", """POLYSOMNOGRAPHY                                     study date 11/30/2025
Patient: Calla Redgrave    DOB: 12/12/1988
TST 371 min, efficiency 84%. Overall AHI 6.8/h. REM AHI 14. Nadir 88%.
Interpretation: mild OSA.
""", """New patient, sleep complaint                        10/19/2025
Patient: Calla Redgrave    DOB: 12/12/1988
Snoring, partner moved out to couch. Neck 14, tonsils 1+. PSG.
J. Weller, MD
"""],
     {"diagnosis": (M, ["G47.33"]), "evaluation": (D, ["New patient, sleep complaint"]), "ahi-15": (C, ["AHI of 16.8", "Overall AHI 6.8/h"]), "ahi-5": (M, ["AHI of 16.8", "Overall AHI 6.8/h"]), "symptoms": (N, ["not sleepy in the daytime", "no high blood pressure"]), "taught": (D, []),
      "one-device": (M, ["Units requested: 1"])}, REVIEW, ["near-miss"])

case("cpap-g16-two-thirds-of-nights", CPAP, "1", "portal",
     dict(payer=NORTHMOOR, sent="05/18/2026", name="Roderick Maslin", dob="02/28/1965", mid="NMH19936075", doctor="Signe Carrow, MD", stem="158840172", specialty="Sleep Medicine", phone="(802) 555-0133", kind="Renewal",
          code="E0601", what="CPAP, continued", quantity="1", start="05/27/2026", dx="G47.33", dxname="obstructive sleep apnea"),
     ["""COMPLIANCE DOWNLOAD                          printed 05/12/2026
Patient: Roderick Maslin      DOB: 02/28/1965
Range 03/13/2026 - 05/11/2026, 60 days. Days used 52. Days >= 4 h: 39 (65%). Median use 4 h 20 min. Residual AHI 2.1.
""", """SLEEP CLINIC, NP    05/13/2026
Patient: Roderick Maslin      DOB: 02/28/1965
Epworth 15, was 15 before PAP. Reports he feels no different. Mask leak. Change to full face.
D. Ferrand, NP
""", """PRIMARY CARE    05/13/2026
Patient: Roderick Maslin      DOB: 02/28/1965
Bright today. On CPAP 2 mo and sleepiness is a lot better than in winter, no more naps at work.
W. Achebe-Rowan, MD
"""],
     {"used": (N, ["39 (65%)"]), "better": (C, ["Reports he feels no different", "sleepiness is a lot better"])}, REVIEW, ["near-miss"])

case("cpap-g17-husbands-numbers", CPAP, "1", "fax",
     dict(payer=NORTHMOOR, office="Fenwick Sleep Associates", sent="09/01/2026", name="Ottilie Branagh", dob="05/05/1971", mid="NMH33018264", doctor="Jonas Weller, MD", stem="190027718", specialty="Pulmonology", phone="(253) 555-0121",
          code="E0601", what="CPAP, one for house, one for cabin", quantity="2", start="09/14/2026", dx="R06.83", dxname="snoring"),
     ["""Sleep consult    08/25/2026
Patient: Ottilie Branagh    DOB: 05/05/1971
Loud snorer. Dozes at red lights, Epworth 17. Neck 15.5, BMI 33, crowded airway. No card. hx.
Husband has OSA (his AHI was 31 last year) and she has been borrowing his old unit.
Her own home test: kit mailed 8/24, not back yet.
Plan: HSAT, then auto PAP; DME to do teaching once approved.
J. Weller
"""],
     {"diagnosis": (N, ["R06.83"]), "evaluation": (M, ["Sleep consult"]), "ahi-15": (D, []), "ahi-5": (D, []), "symptoms": (M, ["Dozes at red lights"]), "taught": (D, []), "one-device": (N, ["Units requested: 2"])}, REVIEW, ["near-miss"])

# 4. Physical therapy -------------------------------------------------------------------------------------------------------------------------------------------
case("pt-g18-berg-and-sit-to-stand", PT, "1", "payer",
     dict(payer=NORTHMOOR, sent="06/10/2026", name="Ysolt Hammerley", dob="10/31/1944", mid="NMH70412285", doctor="Perrin Lockwood, MD", stem="113350879", specialty="Internal Medicine", phone="(541) 555-0186",
          code="97110", what="PT for balance and leg strength", quantity="10 visits", start="06/15/2026", dx="G62.9", dxname="polyneuropathy"),
     [("rx.txt", """Rx   06/02/2026
Ysolt Hammerley   DOB 10/31/1944
P.T. eval & tx, balance + LE strength, 2x/wk x 5 wk.  Dx neuropathy.
P. Lockwood MD
"""), ("pt-eval.txt", """MILLRACE PHYSICAL THERAPY - INITIAL EVALUATION    06/09/2026
Patient: Ysolt Hammerley   DOB: 10/31/1944
Three falls since March. Was walking to church alone, now only with daughter.
Objective: Berg 38/56. Five-times-sit-to-stand 21 s.
Pt says she is not being seen by any other rehab provider.
POC, signed P. Lockwood MD 06/10/2026. Dx polyneuropathy. STG 3 wk - Berg 43. LTG 5 wk - Berg 47, walks 1/2 mile with cane. Freq 2x/wk x 5 wk.
H. Soames, PT, DPT
""")],
     {"diagnosis": (M, ["G62.9"]), "ordered": (M, ["P.T. eval & tx"]), "measure": (M, ["Berg 38/56"]), "plan-of-care": (M, ["POC, signed P. Lockwood MD"]), "twelve-visits": (M, ["10 visits"]), "nowhere-else": (M, ["not being seen by any other rehab provider"])}, READY)

case("pt-g19-also-at-lakeside", PT, "1", "fax",
     dict(payer=NORTHMOOR, office="Millrace Physical Therapy", sent="07/27/2026", name="Corwin Ashdown", dob="03/14/1979", mid="NMH52209318", doctor="Delphi Ramsgate, DO", stem="186602457", specialty="Family Medicine", phone="(541) 555-0177",
          code="97110", what="PT", quantity="16 visits", start="08/03/2026", dx="R53.81", dxname="debility"),
     ["""Order    04/20/2026
Corwin Ashdown   DOB: 03/14/1979
PT referral, weak + knee giving way.       Ramsgate
""", """Millrace PT    eval 07/24/2026
Patient: Corwin Ashdown   DOB: 03/14/1979
C/o knee giving way on stairs, pain 7/10 worst. Walks poorly. Outcome form not filled in, pt forgot glasses.
Tells me he still goes to Lakeside Rehab Tu/Th for the same knee.
2x/wk x 8 wk = 16. Will write POC w/ goals after 2nd visit.
"""],
     {"diagnosis": (N, ["R53.81"]), "ordered": (D, ["PT referral"]), "measure": (D, []), "plan-of-care": (D, []), "twelve-visits": (N, ["16 visits"]), "nowhere-else": (N, ["still goes to Lakeside Rehab"])}, REVIEW, ["near-miss"])

case("pt-g20-oswestry-both-ways", PT, "1", "portal",
     dict(payer=NORTHMOOR, sent="09/21/2026", name="Elspeth Norrington", dob="08/08/1983", mid="NMH64418820", doctor="Perrin Lockwood, MD", stem="113350879", specialty="Internal Medicine", phone="(541) 555-0186", kind="Extension",
          code="97140", what="PT, low back, more visits", quantity="8 visits", start="09/28/2026", dx="M54.50", dxname="low back pain"),
     ["""MILLRACE PHYSICAL THERAPY - PROGRESS NOTE    09/17/2026
Patient: Elspeth Norrington   DOB: 08/08/1983     visits used: 10
                      7/20      9/17
Oswestry              38%       24%
LTG 1 sit 30 min: met. LTG 2 lift 20 lb: not yet. LTG 3 drive 1 h: not yet, at 40 min.
Ask 2x/wk x 4 wk.
H. Soames, PT, DPT
""", """MILLRACE PHYSICAL THERAPY - LETTER TO PHYSICIAN    09/17/2026
Patient: Elspeth Norrington   DOB: 08/08/1983
Dear Dr. Lockwood, after ten visits Ms. Norrington's Oswestry score has not changed from the start of care. I would like to go on a little longer.
H. Soames, PT, DPT
"""],
     {"progress": (C, ["24%", "Oswestry score has not changed"]), "open-goals": (M, ["LTG 2 lift 20 lb: not yet"]), "twelve-visits": (M, ["8 visits"])}, REVIEW)

case("pt-g21-august-progress-note", PT, "1", "payer",
     dict(payer=NORTHMOOR, sent="10/12/2026", name="Hugo Trelawny", dob="04/17/1996", mid="NMH90733146", doctor="Delphi Ramsgate, DO", stem="186602457", specialty="Family Medicine", phone="(541) 555-0177", kind="Extension",
          code="97110", what="PT, left shoulder, 12 more", quantity="12 visits", start="10/16/2026", dx="M75.02", dxname="adhesive capsulitis, left shoulder"),
     ["""Millrace PT    progress note 08/31/2026
Patient: Hugo Trelawny   DOB: 04/17/1996
QuickDASH 52 -> 34. Flexion 95 -> 130.
""", """Millrace PT    daily note 10/09/2026
Patient: Hugo Trelawny   DOB: 04/17/1996
Tol tx well. Joint mobs gr III, pulleys. Pt traveling till 10/16, re-eval then.
"""],
     {"progress": (D, ["QuickDASH 52 -> 34"]), "open-goals": (D, []), "twelve-visits": (M, ["12 visits"])}, MISSING, ["near-miss"])

# 5. Knee -------------------------------------------------------------------------------------------------------------------------------------------------------
case("knee-g22-labor-day-to-december", KNEE, "1", "payer",
     dict(payer=LAKEMONT, sent="03/02/2026", name="Ottokar Brill", dob="05/21/1962", mid="LHP22190473", doctor="Sunniva Ekholm, MD", stem="175548209", specialty="Orthopedic Surgery", phone="(970) 555-0194",
          code="27447", what="left total knee", quantity="1", start="03/24/2026", dx="M17.12", dxname="osteoarthritis of left knee"),
     [("letter.txt", """Ekholm Orthopaedics                                     February 27, 2026
RE: Ottokar Brill, 05/21/1962

Mr. Brill, a 63-year-old letter carrier, asks for replacement of his left knee. Since the day after Labor Day 2025 he went to supervised therapy at Bramble PT, twice a week, and finished on December 5 without lasting gain. Celebrex 200 mg daily, all of June and July 2025, took the edge off but no more. On December 16 I put 80 mg of Depo-Medrol into the joint; it bought him nine days.
I saw him again yesterday. The knee hurts with every step and wakes him at night.
Sunniva Ekholm, MD
"""), ("radiology.txt", """STANDING KNEE FILMS, LEFT                                 12/16/2025
Patient: Ottokar Brill    DOB: 05/21/1962
Medial joint space obliterated, subchondral sclerosis, large osteophytes: K/L IV.
"""), ("preop.txt", """PRE-OP MEDICAL VISIT                                      02/26/2026
Patient: Ottokar Brill    DOB: 05/21/1962
Ht 5'11, Wt 249 lb, BMI 34.7. Nondiabetic (fasting glucose 91). Skin of L leg intact, no cellulitis. No sign of infection anywhere; dental clearance in chart. EKG nl.
P. Desrosiers, NP
""")],
     {"fifty": (M, ["05/21/1962"]), "destroyed": (D, []), "diagnosis": (M, ["M17.12"]), "x-ray": (M, ["K/L IV"]), "physical-therapy": (M, ["Since the day after Labor Day 2025"]), "anti-inflammatory": (M, ["Celebrex 200 mg daily"]), "injection": (M, ["Depo-Medrol"]),
      "brace": (D, []), "therapy-ended": (M, ["finished on December 5"]), "pain-persists": (M, ["hurts with every step"]), "bmi": (M, ["34.7"]), "a1c": (D, []), "no-diabetes": (M, ["Nondiabetic"]), "no-infection": (M, ["No sign of infection anywhere"])}, READY)

case("knee-g23-the-other-side", KNEE, "1", "fax",
     dict(payer=LAKEMONT, office="Ekholm Orthopaedics", sent="09/28/2026", name="Gwenllian Sorby", dob="01/30/1958", mid="LHP61180352", doctor="Sunniva Ekholm, MD", stem="175548209", specialty="Orthopedic Surgery", phone="(970) 555-0194",
          code="27447", what="total knee, RIGHT", quantity="1", start="10/20/2026", dx="M17.11", dxname="osteoarthritis of right knee"),
     ["""XR KNEES, BOTH, STANDING    08/19/2026
Patient: Gwenllian Sorby    DOB: 01/30/1958
LEFT: bone on bone medially, KL 4.
RIGHT: early spurring, joint space kept, KL 2.
""", """Ekholm Ortho    OV 09/22/2026
Patient: Gwenllian Sorby    DOB: 01/30/1958
R knee pain goes on day and night. PT for R knee 6/1/26 to 8/14/26, eleven weeks, no relief. Tylenol Arthritis tid since spring, no help. L knee got a cortisone shot 7/8, helped 3 wks. Unloader brace for R ordered in May, she never picked it up so never wore it.
DM2 on metformin. A1c 7.9% (07/21/2026). BMI 40.0 today.
Plan R TKA.
"""],
     {"fifty": (M, ["01/30/1958"]), "destroyed": (D, []), "diagnosis": (M, ["M17.11"]), "x-ray": (N, ["KL 2"]), "physical-therapy": (N, ["6/1/26 to 8/14/26"]), "anti-inflammatory": (D, []), "injection": (D, []), "brace": (N, ["never wore it"]),
      "therapy-ended": (M, ["PT for R knee"]), "pain-persists": (M, ["R knee pain goes on"]), "bmi": (N, ["BMI 40.0"]), "a1c": (D, ["A1c 7.9%"]), "no-diabetes": (N, ["DM2 on metformin"]), "no-infection": (D, [])}, REVIEW, ["near-miss"])

case("knee-g24-forty-six-and-everything-disputed", KNEE, "1", "portal",
     dict(payer=LAKEMONT, sent="07/20/2026", name="Anouk Delafield", dob="02/02/1980", mid="LHP84403127", doctor="Barnaby Krell, MD", stem="108827345", specialty="Orthopedic Surgery", phone="(318) 555-0148",
          code="27447", what="R TKA", quantity="1", start="08/11/2026", dx="M06.061", dxname="rheumatoid arthritis without rheumatoid factor, right knee"),
     ["""ORTHO CONSULT    07/14/2026
Patient: Anouk Delafield    DOB: 02/02/1980
End-stage rheumatoid knee R, joint destroyed by synovitis. Refused PT, never went to a single session. Naproxen landed her in hospital w/ a GI bleed 2024: no NSAIDs. Kenalog 40 R knee 3/3/26, one week of ease. Unloader brace Jan through mid-March 2026, useless. Still hurts all the time.
Films of 7/1 as I read them: K-L grade 2 at most, the trouble is pannus.
BMI 39.2. No diabetes. No infection on exam today.
B. Krell, MD
""", """RADIOLOGY    R knee, weight bearing, 07/01/2026
Patient: Anouk Delafield    DOB: 02/02/1980
Impression: Kellgren-Lawrence 4. Complete loss of joint space in both compartments.
""", """WOUND / SKIN NURSE    07/14/2026
Patient: Anouk Delafield    DOB: 02/02/1980
Wt 241 lb, ht 5'4", BMI 41.4. R shin cellulitis 6 x 9 cm, warm, on Keflex day 2.
"""],
     {"fifty": (N, ["02/02/1980"]), "destroyed": (M, ["joint destroyed by synovitis"]), "diagnosis": (M, ["M06.061"]), "x-ray": (C, ["K-L grade 2", "Kellgren-Lawrence 4"]), "physical-therapy": (N, ["Refused PT"]), "anti-inflammatory": (M, ["Naproxen"]),
      "injection": (M, ["Kenalog 40"]), "brace": (M, ["Unloader brace"]), "therapy-ended": (N, ["never went to a single session"]), "pain-persists": (M, ["Still hurts all the time"]), "bmi": (C, ["BMI 39.2", "BMI 41.4"]), "a1c": (D, []), "no-diabetes": (M, ["No diabetes"]),
      "no-infection": (C, ["No infection on exam", "R shin cellulitis"])}, REVIEW)

case("knee-g25-shot-on-the-calendar", KNEE, "1", "fax",
     dict(payer=LAKEMONT, office="Krell & Partners", sent="04/24/2026", name="Leander Fosse", dob="11/11/1951", mid="LHP17752096", doctor="Barnaby Krell, MD", stem="108827345", specialty="Orthopedic Surgery", phone="(318) 555-0148",
          code="27447", what="L TKA", quantity="1", start="05/19/2026", dx="M17.12", dxname="osteoarthritis of left knee"),
     ["""Krell & Partners    OV 04/20/2026
Patient: Leander Fosse    DOB: 11/11/1951
L knee OA. XR here 2/9/26: KL 3.
PT from Dec 1 2025 through the first week of March 2026, did all 24 visits, did not fix it. Feldene 20 qd since New Year's Day, quit 4/1, poor effect. L knee steroid shot is on the calendar for 5/1. Pain is as bad as before PT.
T2DM, diet. Afebrile, no open sores, no infection.
BMI 31.
""", """LAB    Leander Fosse    DOB: 11/11/1951
03/02/2026   HbA1c   8.0 %
"""],
     {"fifty": (M, ["11/11/1951"]), "destroyed": (D, []), "diagnosis": (M, ["M17.12"]), "x-ray": (M, ["KL 3"]), "physical-therapy": (M, ["PT from Dec 1 2025"]), "anti-inflammatory": (M, ["Feldene 20 qd"]), "injection": (D, []), "brace": (D, []),
      "therapy-ended": (M, ["PT from Dec 1 2025"]), "pain-persists": (M, ["Pain is as bad as before PT"]), "bmi": (M, ["BMI 31"]), "a1c": (M, ["8.0 %"]), "no-diabetes": (N, ["T2DM, diet"]), "no-infection": (M, ["no infection"])}, MISSING, ["near-miss"])

case("knee-g26-eight-point-one", KNEE, "1", "portal",
     dict(payer=LAKEMONT, sent="10/09/2026", name="Marguerite Oxenham", dob="06/06/1977", mid="LHP35560918", doctor="Sunniva Ekholm, MD", stem="175548209", specialty="Orthopedic Surgery", phone="(970) 555-0194",
          code="27447", what="right total knee", quantity="1", start="11/03/2026", dx="M17.31", dxname="post-traumatic osteoarthritis, right knee"),
     ["""Ekholm Ortho    OV 10/05/2026
Patient: Marguerite Oxenham    DOB: 06/06/1977
R knee OA after plateau fx 2009. Films 3/2025 showed KL 3; no new films. PT eight wks this summer (6/15 - 8/7) no good, pain continues now. No NSAIDs ever, nephrologist forbids them (CKD 3b). Injection w/ Kenalog planned but pt afraid of needles, not done. Hinged unloader worn Jul-Sept, did not help.
Type 1 DM on pump. BMI 27.4. No infection noted.
""", """LAB REPORT    collected 09/25/2026
Patient: Marguerite Oxenham    DOB: 06/06/1977
Hemoglobin A1c        8.1        %
eGFR                  38
"""],
     {"fifty": (N, ["06/06/1977"]), "destroyed": (D, []), "diagnosis": (M, ["M17.31"]), "x-ray": (D, ["KL 3"]), "physical-therapy": (N, ["PT eight wks this summer"]), "anti-inflammatory": (M, ["nephrologist forbids them"]), "injection": (N, ["not done"]), "brace": (M, ["Hinged unloader"]),
      "therapy-ended": (M, ["PT eight wks this summer"]), "pain-persists": (M, ["pain continues now"]), "bmi": (M, ["27.4"]), "a1c": (N, ["8.1"]), "no-diabetes": (N, ["Type 1 DM"]), "no-infection": (M, ["No infection noted"])}, REVIEW, ["near-miss"])

# 6. BRCA -------------------------------------------------------------------------------------------------------------------------------------------------------
case("brca-g27-aunt-at-fifty-one", BRCA, "1", "payer",
     dict(payer=WESTHAVEN, sent="04/14/2026", name="Saskia Wren-Holloway", dob="07/18/1990", mid="WHM40398172", doctor="Tobiah Lester, MD", stem="121174906", specialty="Medical Genetics", phone="(617) 555-0111",
          code="81162", what="BRCA1/2 sequencing with rearrangements", quantity="1", start="04/27/2026", dx="Z80.41", dxname="family history of malignant neoplasm of ovary"),
     [("counselor.txt", """CANCER GENETICS - PRE-TEST SESSION (by video)             03/12/2026
Patient: Saskia Wren-Holloway      DOB: 07/18/1990
Spent 50 min with Ms. Wren-Holloway on what a BRCA result can and cannot tell, incl. VUS, insurance, relatives.
Pedigree: maternal aunt, ovarian ca, dx 51, died 54. Mother 62, well. No relative has ever been tested, so no variant is known in the family.
Self: no cancer of any kind. This would be her first genetic test; none was ever done before.
N. Pascoe, MS, CGC
""")],
     {"adult": (M, ["07/18/1990"]), "own-cancer": (N, ["no cancer of any kind"]), "relative-cancer": (M, ["maternal aunt, ovarian ca"]), "counseled": (M, ["Spent 50 min with Ms. Wren-Holloway"]), "known-change": (N, ["no variant is known in the family"]),
      "not-tested": (M, ["her first genetic test"]), "one-test": (M, ["Quantity: 1"])}, READY)

case("brca-g28-panel-in-2019", BRCA, "1", "fax",
     dict(payer=WESTHAVEN, office="St. Orrin Breast Center", sent="08/03/2026", name="Petronella Ames-Vaughn", dob="03/25/1968", mid="WHM77210546", doctor="Ludo Farnham, MD", stem="164493071", specialty="Surgical Oncology", phone="(401) 555-0160",
          code="81162", what="BRCA1 and BRCA2", quantity="1", start="08/12/2026", dx="C50.411", dxname="malignant neoplasm, upper-outer quadrant, right breast"),
     ["""Breast surgery    07/29/2026
Patient: Petronella Ames-Vaughn    DOB: 03/25/1968
IDC R breast, core bx 7/15/26, ER+/HER2-. FHx: first cousin breast ca 48, mother-in-law breast ca. No parent, sibling, child, aunt, uncle, niece, nephew or grandparent with breast or ovarian ca.
No germline testing to date. Wants to know before choosing lumpectomy. Counselor appt is booked for 8/10.
L. Farnham, MD
""", """Outside records - Gyn    05/03/2021
Patient: Petronella Ames-Vaughn    DOB: 03/25/1968
Well woman. BRCA1/2 panel done 2019 after cousin's dx, negative per pt's copy of report.
"""],
     {"adult": (M, ["03/25/1968"]), "own-cancer": (M, ["IDC R breast"]), "relative-cancer": (N, ["No parent, sibling, child, aunt, uncle, niece, nephew or grandparent"]), "counseled": (D, []), "known-change": (D, []),
      "not-tested": (C, ["No germline testing to date", "BRCA1/2 panel done 2019"]), "one-test": (M, ["Units requested: 1"])}, REVIEW, ["near-miss"])

case("brca-g29-sisters-variant", BRCA, "1", "portal",
     dict(payer=WESTHAVEN, sent="05/26/2026", name="Ingrid Callowhill", dob="09/14/1993", mid="WHM28840617", doctor="Tobiah Lester, MD", stem="121174906", specialty="Medical Genetics", phone="(617) 555-0111",
          code="81162", what="BRCA1/2 sequencing with rearrangements", quantity="1", start="06/08/2026", dx="Z80.3", dxname="family history of malignant neoplasm of breast"),
     ["""GENETICS NOTE    05/20/2026
Patient: Ingrid Callowhill    DOB: 09/14/1993
Older sister: breast cancer at 36, carries BRCA2 c.5946delT (her report attached to fax). Ms. Callowhill is healthy, has not had breast or ovarian cancer. Offered a session with our counselor; she turned it down, says her sister told her everything.
Blood draw 6/8.
T. Lester, MD
"""],
     {"adult": (M, ["09/14/1993"]), "own-cancer": (N, ["has not had breast or ovarian cancer"]), "relative-cancer": (M, ["Older sister: breast cancer at 36"]), "counseled": (N, ["she turned it down"]), "known-change": (M, ["carries BRCA2 c.5946delT"]),
      "not-tested": (D, []), "one-test": (M, ["Quantity              : 1"])}, MISSING)

# 7. Oxygen -----------------------------------------------------------------------------------------------------------------------------------------------------
case("oxy-g30-stairs-and-two-floors", OXY, "1", "fax",
     dict(payer=WESTHAVEN, office="Quayside Lung", sent="02/09/2026", name="Barnard Yelland", dob="08/30/1952", mid="WHM90027741", doctor="Clemency Orde, MD", stem="139905824", specialty="Pulmonology", phone="(503) 555-0135",
          code="E1390", what="concentrators, upstairs and downstairs", quantity="2", start="02/16/2026", dx="J44.9", dxname="COPD"),
     ["""Quayside Lung    OV 02/04/2026
Patient: Barnard Yelland    DOB: 08/30/1952
Sats: 90% RA sitting, 83% RA after one flight. ABG on RA 2/4/26: pO2 56.
Echo 1/12/26: RVSP 58, moderate pulmonary hypertension.
Soc: quit smoking in March of last year.
A/P: He needs oxygen at home. Start Anoro today, has not had any inhaler yet.
C. Orde, MD
""", """RN intake    02/04/2026
Patient: Barnard Yelland    DOB: 08/30/1952
Smokes 3-4 cig/d, mostly on porch. Allergies NKDA.
"""],
     {"diagnosis": (M, ["J44.9"]), "saturation-88": (N, ["90% RA sitting"]), "pressure-55": (N, ["pO2 56"]), "saturation-89": (N, ["90% RA sitting"]), "strain": (M, ["moderate pulmonary hypertension"]), "seen": (M, ["He needs oxygen at home"]),
      "other-treatment": (N, ["has not had any inhaler yet"]), "no-smoking": (C, ["quit smoking in March", "Smokes 3-4 cig/d"]), "one-concentrator": (N, ["Units requested: 2"])}, REVIEW, ["near-miss"])

case("oxy-g31-thirty-one-days", OXY, "1", "portal",
     dict(payer=WESTHAVEN, sent="10/05/2026", name="Isaura Pentland", dob="04/04/1946", mid="WHM15583309", doctor="Clemency Orde, MD", stem="139905824", specialty="Pulmonology", phone="(503) 555-0135",
          code="E1390", what="stationary concentrator, 2 L/min", quantity="1", start="10/12/2026", dx="J43.9", dxname="emphysema"),
     ["""Quayside Lung    OV 10/01/2026
Patient: Isaura Pentland    DOB: 04/04/1946
Emphysema. Symbicort + Spiriva since 2024 and still blue-lipped dressing herself; inhalers alone are not enough. She never smoked, husband did. She needs oxygen in the house.
Oximeter battery dead today, use the 9/11 reading. Echo not done.
C. Orde, MD
""", """Resp tech walk-in    09/11/2026
Patient: Isaura Pentland    DOB: 04/04/1946
Seated, room air: 88%.
"""],
     {"diagnosis": (M, ["J43.9"]), "saturation-88": (D, ["88%"]), "pressure-55": (D, []), "saturation-89": (D, ["88%"]), "strain": (D, []), "seen": (M, ["She needs oxygen in the house"]), "other-treatment": (M, ["inhalers alone are not enough"]),
      "no-smoking": (M, ["She never smoked"]), "one-concentrator": (M, ["Quantity              : 1"])}, MISSING, ["near-miss"])

case("oxy-g32-eighty-nine-and-the-right-heart", OXY, "1", "payer",
     dict(payer=WESTHAVEN, sent="03/16/2026", name="Thelonius Graff", dob="12/19/1948", mid="WHM63391850", doctor="Averil Stanhope, MD", stem="182217640", specialty="Pulmonology", phone="(828) 555-0169",
          code="E1390", what="home oxygen concentrator", quantity="1", start="03/23/2026", dx="J84.112", dxname="idiopathic pulmonary fibrosis"),
     [("visit.txt", """PULMONARY CLINIC                                         03/11/2026
Patient: Thelonius Graff    DOB: 12/19/1948
Oxygen saturation eighty-nine percent on room air, at rest, sitting 10 minutes. No blood gas drawn.
On Trelegy since last September without any gain in his breathing. Ankles swollen, JVP up.
Gave up his pipe in 1987, nobody smokes at home.
He must have oxygen at home, 2 liters, round the clock. I ordered it today.
A. Stanhope, MD
"""), ("echo.txt", """ECHOCARDIOGRAM                                           02/20/2026
Patient: Thelonius Graff    DOB: 12/19/1948
LVEF 60%. Right ventricle dilated and hypokinetic, septal flattening; findings of right heart strain. RVSP 61 mmHg.
""")],
     {"diagnosis": (M, ["J84.112"]), "saturation-88": (N, ["eighty-nine percent"]), "pressure-55": (D, []), "saturation-89": (M, ["eighty-nine percent"]), "strain": (M, ["findings of right heart strain"]), "seen": (M, ["He must have oxygen at home"]),
      "other-treatment": (M, ["Trelegy"]), "no-smoking": (M, ["Gave up his pipe in 1987"]), "one-concentrator": (M, ["Quantity: 1"])}, READY)

# 8. Inpatient rehabilitation ------------------------------------------------------------------------------------------------------------------------------------
case("reh-g33-the-baker", REH, "1", "payer",
     dict(payer=WESTHAVEN, sent="09/14/2026", name="Cosimo Bellweather", dob="06/29/1959", mid="WHM51147823", doctor="Henrietta Voss, MD", stem="157760438", specialty="Physical Medicine and Rehabilitation", phone="(267) 555-0140",
          code="H2001", what="acute inpatient rehab", quantity="14 days", start="09/16/2026", dx="I63.411", dxname="cerebral infarction due to embolism of right middle cerebral artery"),
     [("prescreen.txt", """PREADMISSION SCREEN                                      09/14/2026
Patient: Cosimo Bellweather    DOB: 06/29/1959
R MCA stroke 9/9. Before that: owned and ran a bakery, drove, stairs, no device.
Now: mod A transfers, L neglect, dysarthria. PT 2x/d and OT 2x/d ordered and needed; SLP for speech and swallow.
Doing 3 h/day of therapy since 9/12 w/ rest breaks, wants more.
Rehab MD to see him every day (BP swings, new Eliquis, spasticity).
Neuro + medicine: stable x 72 h, no fever, cleared to leave acute.
Goal home w/ son, supervision, gain expected.
H. Voss, MD
""")],
     {"diagnosis": (M, ["I63.411"]), "physical": (M, ["PT 2x/d and OT 2x/d ordered and needed"]), "occupational": (M, ["PT 2x/d and OT 2x/d ordered and needed"]), "speech": (M, ["SLP for speech and swallow"]), "full-program": (M, ["Doing 3 h/day of therapy"]),
      "physician": (M, ["Rehab MD to see him every day"]), "level-before": (M, ["owned and ran a bakery"]), "stable": (M, ["stable x 72 h"]), "fourteen-days": (M, ["14 days"])}, READY)

case("reh-g34-signed-off", REH, "1", "fax",
     dict(payer=WESTHAVEN, office="Corrigan Memorial, case management", sent="05/11/2026", name="Millicent Oakhurst", dob="01/07/1941", mid="WHM82206491", doctor="Henrietta Voss, MD", stem="157760438", specialty="Physical Medicine and Rehabilitation", phone="(267) 555-0140",
          code="H2001", what="IRF admission", quantity="15 days", start="05/13/2026", dx="S72.141A", dxname="displaced intertrochanteric fracture of right femur"),
     ["""PT note    05/10/2026
Patient: Millicent Oakhurst    DOB: 01/07/1941
POD 3 R hip nail. Min A walker 40 ft. Needs daily skilled PT. Tolerates 3 h/day, no problem.
""", """OT    05/10/2026
Patient: Millicent Oakhurst    DOB: 01/07/1941
Dresses and toilets self w/ reacher. No OT needs, signing off. SLP screen: no needs either.
""", """Hospitalist    05/10/2026
Patient: Millicent Oakhurst    DOB: 01/07/1941
T 102.4, BP 84/50 on fluids, new 4 L O2: not stable for transfer anywhere. She can't do more than an hour of therapy a day.
Lived alone, walked w/o device, did own shopping till the fall.
"""],
     {"diagnosis": (M, ["S72.141A"]), "physical": (M, ["Needs daily skilled PT"]), "occupational": (N, ["No OT needs, signing off"]), "speech": (N, ["SLP screen: no needs"]), "full-program": (C, ["Tolerates 3 h/day", "can't do more than an hour of therapy a day"]),
      "physician": (D, []), "level-before": (M, ["Lived alone, walked w/o device"]), "stable": (N, ["not stable for transfer"]), "fourteen-days": (N, ["15 days"])}, REVIEW, ["near-miss"])

case("reh-g35-wife-walks-two-miles", REH, "1", "portal",
     dict(payer=WESTHAVEN, sent="11/02/2026", name="Severin Applegarth", dob="10/23/1985", mid="WHM39970254", doctor="Quentin Ibarra-Lowe, MD", stem="193384105", specialty="Physical Medicine and Rehabilitation", phone="(785) 555-0155",
          code="H2001", what="brain injury rehab, inpatient", quantity="10 days", start="11/04/2026", dx="S06.5X9A", dxname="traumatic subdural hemorrhage"),
     ["""Rehab liaison screen    11/02/2026
Patient: Severin Applegarth    DOB: 10/23/1985
TBI 10/19, SDH evacuated. PT/OT both recommend continued daily therapy. Speech eval pending.
Liaison hopes for 3 h/day once agitation settles; how much he can bear has not been tried yet.
Physiatry rounds at least 4 days/wk will be required for agitation meds.
Social: wife independent, walks two miles a day, home all day. No info from pt (confused), wife to call back re: his baseline.
""", """ICU transfer note    10/24/2026
Patient: Severin Applegarth    DOB: 10/23/1985
Medically stable for floor.
"""],
     {"diagnosis": (M, ["S06.5X9A"]), "physical": (M, ["PT/OT both recommend continued daily therapy"]), "occupational": (M, ["PT/OT both recommend continued daily therapy"]), "speech": (D, []), "full-program": (D, []), "physician": (M, ["Physiatry rounds at least 4 days/wk"]),
      "level-before": (D, []), "stable": (D, ["Medically stable for floor"]), "fourteen-days": (M, ["10 days"])}, MISSING, ["near-miss"])


# 9. More that fail, wait or contradict ----------------------------------------------------------------------------------------------------------------------
case("ra-g36-before-the-first-appointment", RA, "2", "portal",
     dict(payer=LAKEMONT, sent="10/02/2026", name="Fenella Marchbanks", dob="12/24/1995", mid="LHP66104827", doctor="Cormac Ridley, MD", stem="144729083", specialty="Family Medicine", phone="(928) 555-0114",
          code="J0129", what="abatacept infusions", quantity="per protocol", start="10/19/2026", dx="M06.9", dxname="rheumatoid arthritis"),
     ["""PRIMARY CARE VISIT    09/30/2026
Patient: Fenella Marchbanks    DOB: 12/24/1995
Wrists and MCPs swollen since spring. Rheumatology has not seen her and has not been asked; referral goes out today, first open slot is in January.
Methotrexate 15 mg weekly begun on Labor Day (9/7/26), three weeks in, too soon to tell. Her mother could not stand methotrexate (mouth sores) and later reacted to Remicade.
CRP 26 mg/L on 06/30/2026, not repeated.
C. Ridley, MD
""", """CHEST CLINIC, COUNTY HEALTH    09/24/2026
Patient: Fenella Marchbanks    DOB: 12/24/1995
Week 3 of treatment for active tuberculosis of the lung, smear still positive.
"""],
     {"adult": (M, ["12/24/1995"]), "diagnosis": (M, ["M06.9"]), "rheumatologist": (N, ["Rheumatology has not seen her and has not been asked"]), "drug-failed": (D, []), "drug-not-tolerated": (D, []), "crp": (D, ["26 mg/L"]), "changed-biologic": (D, []),
      "no-tuberculosis": (N, ["active tuberculosis of the lung"]), "units": (D, [])}, REVIEW, ["near-miss"])

case("mri-g37-two-visits-or-twelve", MRI, "3", "fax",
     dict(payer=NORTHMOOR, office="Alder Creek Medical", sent="07/20/2026", name="Benedikt Lorne", dob="03/03/1960", mid="NMH29914706", doctor="Osric Bellamy, MD", stem="148816305", specialty="Family Medicine", phone="(435) 555-0102",
          code="72148", what="MRI low back", quantity="1", start="07/28/2026", dx="M54.42", dxname="lumbago with sciatica, left side"),
     ["""Alder Creek Medical    OV 07/15/2026
Patient: Benedikt Lorne    DOB: 03/03/1960
Back + L leg pain 3 mo. Completed six weeks of PT at Harbor Lane (May 4 - June 19, 12 visits) and it failed. Ibuprofen for ten days in May. Neurontin Rx sent today.
No MRI of the low back before. No cancer. Urinates ok, no saddle numbness.
Back exam: tender L4-S1, ROM limited by pain. Legs not tested.
O. Bellamy
""", """HARBOR LANE PHYSICAL THERAPY - DISCHARGE
Patient: Benedikt Lorne    DOB: 03/03/1960
Eval 05/04/2026, one follow-up 05/06/2026, then no-show x 5. Total 2 visits. Discharged 06/19/2026 for non-attendance.
""", """ELM IMAGING - prior exams on file, printed 07/16/2026
Patient: Benedikt Lorne    DOB: 03/03/1960
02/11/2026   MRI lumbar spine
08/02/2023   XR chest
"""],
     {"adult": (M, ["03/03/1960"]), "diagnosis": (M, ["M54.42"]), "weakness": (D, []), "cauda-equina": (N, ["Urinates ok, no saddle numbness"]), "cancer": (N, ["No cancer"]), "physical-therapy": (C, ["Completed six weeks of PT", "Total 2 visits"]),
      "anti-inflammatory": (N, ["Ibuprofen for ten days"]), "nerve-pain-drug": (D, []), "examination": (D, []), "no-earlier-mri": (C, ["No MRI of the low back before", "02/11/2026   MRI lumbar spine"])}, REVIEW, ["near-miss"])

case("brca-g38-two-pedigrees", BRCA, "1", "payer",
     dict(payer=WESTHAVEN, sent="10/19/2026", name="Rosamund Teague", dob="02/20/1987", mid="WHM84471930", doctor="Philomena Carr, MD", stem="131550874", specialty="Obstetrics and Gynecology", phone="(775) 555-0181",
          code="81162", what="BRCA testing, patient and her daughter", quantity="2", start="10/28/2026", dx="Z80.3", dxname="family history of malignant neoplasm of breast"),
     ["""GYN VISIT    10/12/2026
Patient: Rosamund Teague    DOB: 02/20/1987
Mother had breast cancer at 39 and died of it. Pt herself never had cancer. Nobody in the family is known to carry a BRCA change.
She mentions a BRCA test at a hospital in 2017, "all clear", no copy.
P. Carr, MD
""", """COUNSELOR'S INTAKE    04/02/2026
Patient: Rosamund Teague    DOB: 02/20/1987
45-min genetic counseling session today. Pedigree: parents both alive and well in their 70s. Mother: no cancer. Nothing in aunts, uncles or grandparents either.
B. Oyelaran, CGC
"""],
     {"adult": (M, ["02/20/1987"]), "own-cancer": (N, ["Pt herself never had cancer"]), "relative-cancer": (C, ["Mother had breast cancer at 39", "Mother: no cancer"]), "counseled": (D, ["45-min genetic counseling session"]),
      "known-change": (N, ["Nobody in the family is known to carry a BRCA change"]), "not-tested": (N, ["a BRCA test at a hospital in 2017"]), "one-test": (N, ["Quantity: 2"])}, REVIEW, ["near-miss"])

case("oxy-g39-two-readings", OXY, "1", "fax",
     dict(payer=WESTHAVEN, office="Quayside Lung", sent="08/24/2026", name="Clement Dressler", dob="07/07/1950", mid="WHM20085516", doctor="Clemency Orde, MD", stem="139905824", specialty="Pulmonology", phone="(503) 555-0135",
          code="E1390", what="concentrator", quantity="1", start="08/31/2026", dx="G47.33", dxname="obstructive sleep apnea"),
     ["""Vitals, MA    08/20/2026  10:05
Patient: Clement Dressler    DOB: 07/07/1950
SpO2 at rest on room air 92%.
""", """Quayside Lung    oximetry visit 08/20/2026  10:05
Patient: Clement Dressler    DOB: 07/07/1950
SpO2 at rest on room air 87%. On 2 L 95%. No ABG.
Echo last month: normal right heart, no pulmonary hypertension.
Still smokes a pack every two days. Has albuterol on his list, refill history empty.
""", """Quayside Lung    OV 07/06/2026
Patient: Clement Dressler    DOB: 07/07/1950
Will need oxygen at home before long.     C. Orde, MD
"""],
     {"diagnosis": (N, ["G47.33"]), "saturation-88": (C, ["92%", "87%"]), "pressure-55": (D, []), "saturation-89": (C, ["92%", "87%"]), "strain": (N, ["no pulmonary hypertension"]), "seen": (D, ["Will need oxygen at home"]), "other-treatment": (D, []),
      "no-smoking": (N, ["Still smokes a pack"]), "one-concentrator": (M, ["Units requested: 1"])}, REVIEW, ["near-miss"])

case("pt-g40-order-to-follow", PT, "1", "payer",
     dict(payer=NORTHMOOR, sent="11/09/2026", name="Lysander Crewe", dob="05/29/1968", mid="NMH11639902", doctor="Perrin Lockwood, MD", stem="113350879", specialty="Internal Medicine", phone="(541) 555-0186",
          code="97530", what="PT, right hip", quantity="12 visits", start="11/16/2026", dx="M16.11", dxname="primary osteoarthritis, right hip"),
     [("eval.txt", """MILLRACE PHYSICAL THERAPY - INITIAL EVALUATION    11/05/2026
Patient: Lysander Crewe   DOB: 05/29/1968
Self-referred. Will ask Dr. Lockwood's office for an order. LEFS 41/80, stairs one at a time.
No therapy anywhere else for the hip.
Goals to be set with pt at visit 2, plan to follow.
H. Soames, PT, DPT
"""), ("phone.txt", """FRONT DESK PHONE NOTE    11/06/2026
Patient: Lysander Crewe   DOB: 05/29/1968
Pt moved his Weds slot: has hip PT at the Y with another therapist Weds mornings through Christmas. CB 555-0119.
""")],
     {"diagnosis": (M, ["M16.11"]), "ordered": (D, []), "measure": (M, ["LEFS 41/80"]), "plan-of-care": (D, []), "twelve-visits": (M, ["12 visits"]), "nowhere-else": (C, ["No therapy anywhere else", "has hip PT at the Y"])}, REVIEW, ["near-miss"])


def main(out):
    counts = {}
    for id, policy, version, head, pages, leaves, outcome, tags, choice in CASES:
        folder = os.path.join(out, "cases", id)
        os.makedirs(os.path.join(folder, "documents"), exist_ok=True)
        files = [("packet.txt", "\f".join([head, *pages]))] if isinstance(pages[0], str) else [("00-request.txt", head), *pages]
        text = "\n".join(t for _, t in files)
        for name, content in files:
            with open(os.path.join(folder, "documents", name), "w", encoding="utf-8", newline="\n") as file:
                file.write(content)
        for leaf, (state, quotes) in leaves.items():
            counts[state] = counts.get(state, 0) + 1
            for quote in quotes:
                assert quote in text and "\n" not in quote, (id, leaf, quote)
        gold = {"id": id, "choice": choice}
        if choice == "chosen":
            gold |= {"policyId": policy, "version": version}
        gold |= {"outcome": outcome, "tags": list(tags), "leaves": [{"id": k, "state": s, "evidence": q} for k, (s, q) in leaves.items()]}
        with open(os.path.join(folder, "case.json"), "w", encoding="utf-8", newline="\n") as file:
            json.dump(gold, file, indent=1, ensure_ascii=False)
            file.write("\n")
    total = sum(counts.values())
    print(len(CASES), "cases,", total, "leaves:", ", ".join(f"{k} {v} ({100 * v / total:.1f} %)" for k, v in sorted(counts.items())))


main(sys.argv[1])

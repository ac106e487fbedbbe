using HealthcareLlm.Evaluation;

namespace HealthcareLlm.Tests.Evaluation;

public class ComparatorTests
{
    [Fact]
    public void The_quick_distance_is_the_plain_one()
    {
        var random = new Random(7);
        string Word(int most) => new([.. Enumerable.Range(0, random.Next(most)).Select(_ => (char)('a' + random.Next(4)))]);
        for (int i = 0; i < 3000; i++)
        {
            string first = Word(i % 3 == 0 ? 90 : 12), second = Word(12);
            Assert.Equal(Comparator.CellByCell(first, second), Comparator.Distance(first, second));
            Assert.Equal(Comparator.Likeness(first, second) is var alike && alike >= 0.6 ? alike : 0, Comparator.LikenessFrom(0.6, first, second));
        }

        // By hand: kitten, sitten, sittin, sitting.
        Assert.Equal(3, Comparator.Distance("kitten", "sitting"));
        Assert.Equal(4, Comparator.Distance(string.Empty, "four"));
    }

    [Theory]
    // Transposed or changed digits are another code, id, provider or day.
    [InlineData("request.services[].code", "27447", "27474")]
    [InlineData("request.services[].code", "J0135", "J0153")]
    [InlineData("diagnoses[].code", "M06.9", "M09.6")]
    [InlineData("diagnoses[].code", "E11.9", "E11.65")]
    [InlineData("diagnoses[].code", "M17.11", "M17.12")]
    [InlineData("patient.memberId", "XQZ12345678", "XQZ12345687")]
    [InlineData("requestingProvider.npi", "1234567893", "1234567983")]
    [InlineData("patient.birthDate", "1961-03-04", "1961-04-03")]
    [InlineData("patient.birthDate", "1961-03-04", "1916-03-04")]
    [InlineData("request.services[].startDate", "2026-03-04", "2025-03-04")]
    [InlineData("request.services[].startDate", "2026-03-04", "03/04/2026")]
    [InlineData("clinical.priorTreatments[].startDate", "2025-03", "2025-03-01")]
    [InlineData("patient.phone", "5125550143", "5125550134")]
    // Doses and quantities.
    [InlineData("request.services[].quantity", "12", "1.2")]
    [InlineData("request.services[].dose", "40 mg", "80 mg")]
    [InlineData("request.services[].dose", "40 mg", "40 mcg")]
    [InlineData("request.services[].dose", "40 mg", "40 mg/0.8 mL")]
    [InlineData("clinical.currentMedications[].dose", "2.5 mg", "25 mg")]
    [InlineData("clinical.labs[].value", "<0.5", "0.5")]
    [InlineData("clinical.labs[].value", "7.2", "72")]
    [InlineData("request.services[].unit", "mg", "mcg")]
    [InlineData("request.services[].unit", "days", "doses")]
    [InlineData("request.services[].frequency", "every 2 weeks", "every 12 weeks")]
    // Sides, names that look alike, negations.
    [InlineData("request.services[].laterality", "left", "right")]
    [InlineData("request.services[].description", "Total knee arthroplasty, left", "Total knee arthroplasty, right")]
    [InlineData("clinical.findings[]", "pain in left knee after 6 weeks of therapy", "pain in right knee after 6 weeks of therapy")]
    [InlineData("clinical.findings[]", "evidence of pneumonia on film", "no evidence of pneumonia on film")]
    [InlineData("clinical.currentMedications[].name", "hydroxyzine", "hydralazine")]
    [InlineData("clinical.priorTreatments[].treatment", "methotrexate 15 mg", "methotrexate 25 mg")]
    [InlineData("diagnoses[].description", "rheumatoid arthritis", "psoriatic arthritis")]
    [InlineData("diagnoses[].description", "hyperkalemia", "hypokalemia")]
    [InlineData("diagnoses[].description", "type 2 diabetes mellitus", "type 1 diabetes mellitus")]
    [InlineData("patient.name", "Jane A Doe", "Jane B Doe")]
    [InlineData("patient.name", "Jane A Doe", "Doe, Jane A")]
    [InlineData("requestingProvider.name", "Ann Lee", "Ann Leigh")]
    [InlineData("coverage.payer", "Blue Harbor Health", "Green Harbor Life")]
    [InlineData("clinical.allergies[]", "penicillin", "none")]
    [InlineData("request.urgency", "standard", "expedited")]
    [InlineData("clinical.labs[].value", "-2.5", "2.5")]
    [InlineData("clinical.labs[].value", ".5", "5")]
    [InlineData("clinical.currentMedications[].dose", ".5 mg", "5 mg")]
    [InlineData("clinical.currentMedications[].dose", ".5-1 mg", "5-1 mg")]
    [InlineData("clinical.currentMedications[].dose", ".25/5 mg", "25/5 mg")]
    [InlineData("clinical.currentMedications[].name", "lorazepam .5", "lorazepam 5")]
    [InlineData("clinical.findings[]", "T-score -2.8 at the hip", "T-score 2.8 at the hip")]
    [InlineData("request.services[].quantity", "15", "1,5")]
    [InlineData("diagnoses[].description", "breast cancer", "family history of breast cancer")]
    [InlineData("diagnoses[].description", "pulmonary embolism", "rule out pulmonary embolism")]
    [InlineData("diagnoses[].description", "pulmonary embolism", "pulmonary embolism ruled out")]
    [InlineData("diagnoses[].description", "pneumonia", "possible pneumonia")]
    [InlineData("diagnoses[].description", "ulcerative colitis", "ulcerative colitis in remission")]
    [InlineData("clinical.allergies[]", "sulfa", "sulfa (tolerated)")]
    [InlineData("clinical.allergies[]", "sulfa", "tolerates sulfa")]
    [InlineData("clinical.priorTreatments[].treatment", "amlodipine 5 mg", "amlodipine 5")]
    [InlineData("clinical.priorTreatments[].treatment", "amlodipine", "amlodipine  mg")]
    [InlineData("request.services[].description", "golimumab 2 mg/kg", "golimumab 2")]
    [InlineData("clinical.currentMedications[].name", "hydrochlorothiazide", "lisinopril-hydrochlorothiazide")]
    [InlineData("clinical.currentMedications[].name", "oxycodone", "oxycodone acetaminophen")]
    [InlineData("clinical.labs[].name", "bilirubin", "direct bilirubin")]
    [InlineData("clinical.labs[].name", "cholesterol", "LDL cholesterol")]
    [InlineData("clinical.labs[].name", "testosterone", "free testosterone")]
    [InlineData("clinical.currentMedications[].frequency", "weekly", "thrice weekly")]
    [InlineData("clinical.currentMedications[].frequency", "daily", "daily as needed")]
    [InlineData("clinical.currentMedications[].frequency", "in the morning", "in the morning and at bedtime")]
    [InlineData("diagnoses[].description", "CKD stage III", "CKD stage IV")]
    [InlineData("diagnoses[].description", "bipolar disorder type I", "bipolar disorder type II")]
    [InlineData("clinical.findings[]", "mild aortic stenosis on echocardiogram", "severe aortic stenosis on echocardiogram")]
    [InlineData("clinical.findings[]", "BP 120/80 today", "BP 80/120 today")]
    [InlineData("clinical.findings[]", "IQ score fell from 55 to 35", "IQ score fell from 35 to 55")]
    [InlineData("clinical.findings[]", "weight 80 kg at the visit", "weight 80 lb at the visit")]
    [InlineData("clinical.findings[]", "creatinine 1.2 mg recorded", "creatinine 1.2 g recorded")]
    [InlineData("clinical.findings[]", "failed three months of physical therapy", "failed two months of physical therapy")]
    [InlineData("servicingProvider.name", "Hillcrest Imaging North", "Hillcrest Imaging South")]
    // Another product, a more exact name, another time, a second route, another flat, a range that lost its hyphen, exchanged denials.
    [InlineData("clinical.currentMedications[].name", "metoprolol", "metoprolol succinate")]
    [InlineData("clinical.currentMedications[].name", "bupropion XL", "bupropion")]
    [InlineData("clinical.currentMedications[].name", "insulin", "insulin glargine")]
    [InlineData("clinical.currentMedications[].name", "norethindrone-ethinyl estradiol", "estradiol")]
    [InlineData("clinical.currentMedications[].name", "hydrochlorothiazide", "valsartan (with hydrochlorothiazide)")]
    [InlineData("clinical.priorTreatments[].treatment", "amoxicillin", "amoxicillin clavulanate 875 mg")]
    [InlineData("clinical.priorTreatments[].treatment", "sitagliptin", "sitagliptin metformin")]
    [InlineData("clinical.allergies[]", "adhesive tape", "adhesive")]
    [InlineData("request.services[].frequency", "once", "once daily")]
    [InlineData("request.services[].frequency", "once", "1 / week")]
    [InlineData("request.services[].route", "oral", "oral or rectal")]
    [InlineData("clinical.currentMedications[].route", "PO", "PO/SL")]
    [InlineData("patient.address", "12 Elm Street Apt 4B, Salem", "12 Elm Street Apt 4D, Salem")]
    [InlineData("clinical.findings[]", "disc herniation at L5 on imaging", "disc herniation at C5 on imaging")]
    [InlineData("clinical.currentMedications[].dose", "2.5-5 mg", "2.5 5 mg")]
    [InlineData("request.services[].dose", "1-2 tablets", "1/2 tablets")]
    [InlineData("clinical.findings[]", "pain rated 8/10 at rest", "pain rated 8-10 at rest")]
    [InlineData("clinical.findings[]", "denies chest pain, has dyspnea on stairs", "has chest pain, denies dyspnea on stairs")]
    [InlineData("clinical.findings[]", "ANA negative, anti-CCP strongly positive", "ANA positive, anti-CCP strongly negative")]
    [InlineData("clinical.labs[].name", "sweat chloride", "chloride")]
    [InlineData("clinical.labs[].name", "protein", "protein C")]
    [InlineData("clinical.labs[].name", "iron", "iron binding capacity")]
    [InlineData("clinical.labs[].name", "creatinine", "creatinine clearance")]
    [InlineData("clinical.labs[].name", "neutrophils", "neutrophils absolute")]
    [InlineData("diagnoses[].description", "breast cancer, ER+", "breast cancer, ER-")]
    [InlineData("clinical.findings[]", "ER+/PR+ tumor of the left breast", "ER-/PR- tumor of the left breast")]
    [InlineData("clinical.findings[]", "recurrence of seizures off levetiracetam", "recurrence of seizures on levetiracetam")]
    [InlineData("clinical.findings[]", "smokes half a pack a day", "smokes a pack a day")]
    [InlineData("clinical.labs[].value", ">=90", ">90")]
    [InlineData("clinical.labs[].value", "<=5", "<5")]
    [InlineData("diagnoses[].description", "tuberculosis", "latent tuberculosis")]
    [InlineData("diagnoses[].description", "smoker", "ex-smoker")]
    [InlineData("clinical.priorTreatments[].treatment", "adalimumab", "adalimumab requested")]
    [InlineData("clinical.priorTreatments[].treatment", "methotrexate", "will start methotrexate")]
    [InlineData("clinical.allergies[]", "aspirin", "aspirin (entered in error)")]
    [InlineData("request.services[].description", "Wheelchair", "Wheelchair repair")]
    // One word in place of another, however much else is shared.
    [InlineData("clinical.findings[]", "pain radiating down the left leg for nine weeks", "pain radiating down the left arm for nine weeks")]
    [InlineData("clinical.findings[]", "lumbar MRI of January 2026 shows stenosis", "lumbar MRI of June 2026 shows stenosis")]
    [InlineData("clinical.findings[]", "able to climb a flight of stairs", "unable to climb a flight of stairs")]
    [InlineData("clinical.findings[]", "patient can walk one block with a cane", "patient can't walk one block with a cane")]
    [InlineData("clinical.findings[]", "red flags of cord compression on the examination", "lacks red flags of cord compression on the examination")]
    [InlineData("clinical.findings[]", "recurrence on the surveillance scan", "free of recurrence on the surveillance scan")]
    [InlineData("clinical.findings[]", "ejection fraction under 35 % on the echocardiogram", "ejection fraction over 35 % on the echocardiogram")]
    [InlineData("clinical.findings[]", "two falls in the last month at home", "two falls in the last year at home")]
    [InlineData("clinical.findings[]", "reflexes symmetric in both arms", "reflexes asymmetric in both arms")]
    [InlineData("clinical.findings[]", "patient with ovarian cancer at the age of 50", "aunt with ovarian cancer at the age of 50")]
    [InlineData("clinical.findings[]", "70 percent stenosis of the LAD", "70 percent stenosis of the RCA")]
    [InlineData("diagnoses[].description", "chronic hepatitis B infection", "chronic hepatitis C infection")]
    [InlineData("diagnoses[].description", "Hodgkin lymphoma of the neck", "non-Hodgkin lymphoma of the neck")]
    [InlineData("diagnoses[].description", "lumbar spinal stenosis", "cervical spinal stenosis")]
    [InlineData("diagnoses[].description", "malignant neoplasm of left breast", "malignant neoplasm of breast")]
    [InlineData("diagnoses[].description", "breast cancer", "personal history of breast cancer")]
    [InlineData("diagnoses[].description", "pulmonary embolism", "r/o pulmonary embolism")]
    [InlineData("diagnoses[].description", "sarcoidosis", "sarcoidosis?")]
    [InlineData("diagnoses[].description", "colon cancer", "screening for colon cancer")]
    [InlineData("request.services[].description", "MRI lumbar spine without contrast", "MRI lumbar spine with and without contrast")]
    [InlineData("request.services[].description", "MRI lumbar spine without contrast", "MRI thoracic spine without contrast")]
    [InlineData("request.services[].description", "total hip arthroplasty", "partial hip arthroplasty")]
    [InlineData("clinical.priorTreatments[].treatment", "physical therapy", "physical therapy declined")]
    [InlineData("clinical.priorTreatments[].treatment", "naproxen", "naproxen contraindicated")]
    [InlineData("clinical.priorTreatments[].treatment", "lumbar fusion", "lumbar fusion planned")]
    [InlineData("clinical.priorTreatments[].treatment", "epidural steroid injection", "cervical epidural steroid injection")]
    [InlineData("clinical.currentMedications[].name", "aspirin", "aspirin (stopped)")]
    [InlineData("clinical.currentMedications[].name", "fentanyl", "fentanyl patch")]
    [InlineData("clinical.allergies[]", "lisinopril", "lisinopril (delabeled)")]
    [InlineData("clinical.labs[].value", "5", "~5")]
    [InlineData("request.services[].duration", "6 weeks", "less than 6 weeks")]
    [InlineData("request.services[].duration", "90 days", "up to 90 days")]
    [InlineData("request.services[].frequency", "Monday", "Monday Wednesday Friday")]
    [InlineData("patient.address", "12 Elm Street, Salem", "12 Oak Street, Salem")]
    [InlineData("patient.address", "12 N Elm Street, Salem", "12 S Elm Street, Salem")]
    [InlineData("patient.address", "12 Elm Street, Salem OR", "12 Elm Street, Salem MA")]
    [InlineData("patient.address", "12 Elm Street, Salem", "12 Elm Street, Apt 3, Salem")]
    [InlineData("coverage.payer", "Medicare", "Medicare Advantage")]
    [InlineData("coverage.payer", "Lakemont HMO", "Lakemont PPO")]
    [InlineData("coverage.payer", "UnitedHealthcare Community Plan", "UnitedHealthcare")]
    [InlineData("servicingProvider.name", "St. Mary Hospital of Ashgrove", "St. Mark Hospital of Ashgrove")]
    [InlineData("requestingProvider.specialty", "oncology", "radiation oncology")]
    [InlineData("requestingProvider.specialty", "pediatric cardiology", "cardiology")]
    [InlineData("diagnoses[].description", "hypertension", "white coat hypertension")]
    [InlineData("diagnoses[].description", "heat stroke", "stroke")]
    [InlineData("diagnoses[].description", "Type 2 diabetes with diabetic chronic kidney disease", "Type 2 diabetes with diabetic chronic")]
    [InlineData("diagnoses[].description", "Ascites", "Ascites Creatinine 1")]
    [InlineData("request.services[].description", "ankle foot orthosis", "knee ankle foot orthosis")]
    [InlineData("request.services[].description", "dialysis", "peritoneal dialysis")]
    [InlineData("request.services[].description", "sleep study", "home sleep study")]
    [InlineData("clinical.priorTreatments[].treatment", "sulfasalazine", "sulfasalazine or leflunomide")]
    [InlineData("clinical.priorTreatments[].treatment", "carboplatin", "carboplatin with pemetrexed")]
    [InlineData("clinical.priorTreatments[].treatment", "physical therapy", "home physical therapy")]
    [InlineData("clinical.priorTreatments[].treatment", "ultrasound guided hip injection with triamcinolone", "ultrasound guided hip injection")]
    [InlineData("diagnoses[].description", "hypertension", "gestational HTN")]
    [InlineData("diagnoses[].description", "chronic kidney disease", "CKD on dialysis")]
    [InlineData("diagnoses[].description", "multiple sclerosis", "MS")]
    [InlineData("diagnoses[].description", "hypokalemia", "low sodium")]
    [InlineData("request.services[].frequency", "every 6 hours as needed", "four times daily as needed")]
    [InlineData("request.services[].frequency", "every 8 hours", "twice daily")]
    [InlineData("request.services[].frequency", "every 8 hours", "three times daily")]
    [InlineData("request.services[].frequency", "q6h", "QID")]
    [InlineData("clinical.currentMedications[].dose", "40 mg tablet", "80 mg")]
    [InlineData("clinical.currentMedications[].name", "aspirin", "ASA 3")]
    public void A_near_miss_is_not_right(string field, string gold, string value) => Assert.False(Comparator.Same(field, gold, value));

    [Theory]
    [InlineData("request.services[].code", "j0135", "J0135")]
    [InlineData("request.services[].quantity", "12", "12.0")]
    [InlineData("request.services[].quantity", "1500", "1,500")]
    [InlineData("request.services[].dose", "40 mg", "40mg")]
    [InlineData("clinical.labs[].value", "1,250", "1250")]
    [InlineData("patient.memberId", "XQZ 123-456", "XQZ123456")]
    [InlineData("patient.phone", "5125550143", "(512) 555-0143")]
    [InlineData("patient.name", "Jane A Doe", "JANE A. DOE")]
    [InlineData("diagnoses[].description", "Rheumatoid arthritis, unspecified", "rheumatoid arthritis unspecified")]
    [InlineData("diagnoses[].description", "Unilateral primary osteoarthritis, left knee", "Unilateral pnmary osteoarthritis, left knee")]
    [InlineData("clinical.currentMedications[].name", "adalimumab", "Adalimumab (Humira)")]
    [InlineData("coverage.payer", "Blue Harbor Health Plan", "Blue Harbor Health")]
    [InlineData("request.services[].unit", "months", "month")]
    [InlineData("clinical.labs[].value", "0.5", ".5")]
    [InlineData("clinical.currentMedications[].dose", "0.5 mg", ".5 mg")]
    [InlineData("clinical.findings[]", "ejection fraction 35-40 %", "ejection fraction 35-40%")]
    [InlineData("diagnoses[].description", "CKD stage III", "CKD stage 3")]
    [InlineData("clinical.findings[]", "failed three months of therapy", "failed 3 months of therapy")]
    [InlineData("clinical.currentMedications[].name", "adalimumab", "adalimumab (Humira)")]
    [InlineData("clinical.currentMedications[].frequency", "daily", "once daily")]
    [InlineData("clinical.findings[]", "weight 80 kg", "weight 80 kg on admission")]
    [InlineData("clinical.labs[].value", ">=90", "≥90")]
    [InlineData("clinical.labs[].value", "≤ 5", "<=5")]
    [InlineData("clinical.labs[].name", "Ferritin", "Ferritin, ng/mL")]
    [InlineData("clinical.labs[].name", "serum creatinine", "creatinine")]
    [InlineData("patient.name", "José Núñez", "Jose Nunez")]
    [InlineData("diagnoses[].description", "Hemiplegia after cerebral infarction", "Hemiptegia after cerebral infarction")]
    [InlineData("coverage.payer", "Blue Harbor Health", "Blue Harbor Health Insurance Company")]
    [InlineData("requestingProvider.specialty", "Orthopedic surgery", "orthopedic surgery clinic")]
    [InlineData("clinical.allergies[]", "penicillin", "Penicillins")]
    [InlineData("clinical.priorTreatments[].treatment", "epidural steroid injections", "epidural steroid injection")]
    [InlineData("clinical.currentMedications[].name", "gabapentin (NEURONTIN)", "Neurontin")]
    [InlineData("clinical.currentMedications[].name", "losartan potassium tablet", "losartan")]
    [InlineData("clinical.priorTreatments[].treatment", "Tysabri (natalizumab)", "Tysabri")]
    [InlineData("clinical.priorTreatments[].treatment", "oral ondansetron 4 mg", "ondansetron 4 mg")]
    [InlineData("clinical.allergies[]", "iodinated contrast", "contrast")]
    [InlineData("request.services[].frequency", "once weekly", "1 per week")]
    [InlineData("request.services[].route", "intravenous infusion", "IV")]
    [InlineData("patient.address", "12 Elm Street Apt 4B, Salem", "12 Elm Street, Apt 4-B, Salem")]
    [InlineData("clinical.findings[]", "takes 2.5-5 mg before meals", "takes 2.5 to 5 mg before meals")]
    [InlineData("clinical.findings[]", "denies fever, chills or cough", "denies chills, cough, or fever")]
    [InlineData("clinical.findings[]", "no fever; cough persists at night", "cough persists at night, no fever")]
    [InlineData("diagnoses[].description", "Crohn's disease", "Crohn's")]
    [InlineData("clinical.priorTreatments[].treatment", "gabapentin", "Gabapentin capsules taken at night")]
    [InlineData("clinical.priorTreatments[].treatment", "amlodipine 5 mg", "amlodipine 5 mg daily")]
    [InlineData("request.services[].description", "Speech therapy", "speech therapy visits, weekly")]
    [InlineData("diagnoses[].description", "hypertension", "HTN")]
    [InlineData("diagnoses[].description", "chronic kidney disease, stage 3", "CKD stage III")]
    [InlineData("diagnoses[].description", "hypokalemia", "low potassium")]
    [InlineData("request.services[].frequency", "every other day", "every 2 days")]
    [InlineData("request.services[].frequency", "at bedtime", "nightly")]
    [InlineData("request.services[].duration", "4 weeks", "28 days")]
    [InlineData("clinical.currentMedications[].dose", "40 mg", "40 mg tablet")]
    [InlineData("clinical.currentMedications[].name", "aspirin", "ASA")]
    public void Another_writing_of_the_same_is_right(string field, string gold, string value) => Assert.True(Comparator.Same(field, gold, value));

    [Fact]
    public void An_empty_value_is_never_right()
    {
        foreach (var field in HealthcareLlm.Drafting.RecordFields.All) Assert.False(Comparator.Same(field.Path, "", ""), field.Path);
    }

    [Fact]
    public void Every_rule_of_turning_words_parts_its_example_and_not_its_counter_example()
    {
        Assert.NotEmpty(TurningWords.All);
        foreach (var rule in TurningWords.All)
        {
            string[] example = rule.Example.Split(" | "), counter = rule.CounterExample.Split(" | ");
            var tells = rule.Kind switch { "treatment" => Told.Treatment, "direction" => Told.Direction, _ => Told.Kind };
            Assert.True(TurningWords.Part(NormalForm.Words(example[0]), NormalForm.Words(example[1]), tells), rule.Id);
            Assert.False(TurningWords.Part(NormalForm.Words(counter[0]), NormalForm.Words(counter[1]), tells), rule.Id + " counter-example");
            if (rule.Kind is "treatment") Assert.True(TurningWords.Part(NormalForm.Words(counter[0]), NormalForm.Words(counter[1]), Told.Kind), rule.Id);
            if (rule.Kind is "status" or "anywhere") Assert.True(TurningWords.Part(NormalForm.Words(example[1]), NormalForm.Words(example[0]), Told.Anything), rule.Id);
        }
    }

    [Fact]
    public void Every_word_of_a_rule_is_one_that_texts_are_parted_into_and_stands_once()
    {
        string[] words = [.. TurningWords.All.Where(r => r.Kind != "direction").SelectMany(r => r.Writings), .. DrugNames.All.SelectMany(r => r.Writings).Select(w => w.TrimStart('-'))];
        Assert.All(words, static w => Assert.Equal(w, Assert.Single(NormalForm.Words(w))));
        Assert.Empty(TurningWords.All.Where(r => r.Kind != "direction").SelectMany(r => r.Writings).GroupBy(w => w).Where(g => g.Count() > 1).Select(g => g.Key));
    }

    [Theory]
    [InlineData("primary", "pnmary", true)]
    [InlineData("pneumonia", "pneurnonia", true)]
    [InlineData("polyneuropathy", "polyneurepathy", true)]
    [InlineData("humira", "humlra", true)]
    [InlineData("hemiplegia", "hemiptegia", true)]
    [InlineData("respiratory", "resptratory", true)]
    [InlineData("diarrhea", "diarhea", true)]
    [InlineData("pain", "pains", true)]
    [InlineData("fetal", "total", false)]
    [InlineData("ileum", "ilium", false)]
    [InlineData("symmetric", "asymmetric", false)]
    [InlineData("maternal", "paternal", false)]
    [InlineData("nephropathy", "neuropathy", false)]
    [InlineData("resectable", "unresectable", false)]
    [InlineData("dysphagia", "dysphasia", false)]
    [InlineData("endometriosis", "endometritis", false)]
    [InlineData("hypotension", "hypertension", false)]
    public void Only_what_looks_alike_is_misread(string word, string other, bool isMisread) => Assert.Equal((isMisread, isMisread), (Misreading.Is(word, other), Misreading.Is(other, word)));

    [Fact]
    public void Every_rule_of_drug_names_holds_its_example_and_parts_its_counter_example()
    {
        Assert.NotEmpty(DrugNames.All);
        foreach (var rule in DrugNames.All)
        {
            string[] example = rule.Example.Split(" = "), counter = rule.CounterExample.Split(" = ");
            Assert.True(DrugNames.Same(example[0], example[1]), rule.Id);
            Assert.False(DrugNames.Same(counter[0], counter[1]), rule.Id + " counter-example");
            if (rule.Kind == "presentation") continue;
            Assert.False(DrugNames.Joins(example[0], example[1]), rule.Id);
            Assert.True(DrugNames.Joins(counter[0], counter[1]), rule.Id + " counter-example");
        }

        var twice = DrugNames.All.SelectMany(r => r.Writings).GroupBy(w => w).Where(g => g.Count() > 1).Select(g => g.Key);
        Assert.Empty(twice);
    }

    [Fact]
    public void Every_rule_of_street_words_holds_its_example_and_parts_its_counter_example()
    {
        Assert.NotEmpty(StreetWords.All);
        foreach (var rule in StreetWords.All)
        {
            string[] example = rule.Example.Split(" = "), counter = rule.CounterExample.Split(" = ");
            Assert.True(Comparator.Same("patient.address", example[0], example[1]), rule.Id);
            Assert.False(Comparator.Same("patient.address", counter[0], counter[1]), rule.Id + " counter-example");
        }
    }

    [Theory]
    [InlineData("diagnoses[].description", "lung cancer metastatic to brain", "brain cancer metastatic to lung")]
    [InlineData("diagnoses[].description", "mild left and severe right carpal tunnel syndrome", "severe left and mild right carpal tunnel syndrome")]
    [InlineData("request.services[].description", "MRI brain with contrast and spine without contrast", "MRI spine with contrast and brain without contrast")]
    [InlineData("clinical.findings[]", "left hip normal, right hip abnormal", "right hip normal, left hip abnormal")]
    [InlineData("clinical.findings[]", "failed methotrexate, tolerated leflunomide", "tolerated methotrexate, failed leflunomide")]
    [InlineData("clinical.findings[]", "ER positive, PR negative", "ER negative, PR positive")]
    [InlineData("servicingProvider.name", "Oak Hill Rehabilitation", "Hill Oak Rehabilitation")]
    [InlineData("servicingProvider.name", "Cedar Hospital", "Cedar Hospital East")]
    [InlineData("coverage.payer", "Health First", "First Health")]
    [InlineData("coverage.payer", "Aetna", "Aetna Better Health")]
    [InlineData("patient.address", "12 Elm Street Unit A, Salem", "12 Elm Street Unit B, Salem")]
    [InlineData("patient.address", "12 Bell Street, Salem", "12 Hell Street, Salem")]
    [InlineData("request.services[].description", "lumbar laminotomy", "lumbar laminectomy")]
    [InlineData("request.services[].frequency", "daily", "hold daily")]
    [InlineData("request.services[].frequency", "Mon/Wed/Fri", "Mon/Wed")]
    [InlineData("clinical.currentMedications[].name", "hydrocortisone", "hydrocortisone cream")]
    [InlineData("diagnoses[].description", "chronic pain", "chronic pain syndrome")]
    public void Words_that_changed_places_or_are_too_many_make_another(string field, string gold, string value) =>
        Assert.Equal((false, false), (Comparator.Same(field, gold, value), Comparator.Same(field, value, gold)));

    [Theory]
    [InlineData("diagnoses[].description", "pre-eclampsia", "preeclampsia")]
    [InlineData("diagnoses[].description", "diabetes without complications", "diabetes w/o complications")]
    [InlineData("patient.name", "Robert O'Brien", "ROBERT OBRIEN")]
    [InlineData("request.services[].duration", "6 weeks", "six weeks")]
    [InlineData("request.services[].description", "infliximab", "infliximab (Remicade)")]
    [InlineData("clinical.findings[]", "pain in left knee, none in right knee", "none in right knee, pain in left knee")]
    public void The_same_in_another_spelling_is_right(string field, string gold, string value) =>
        Assert.Equal((true, true), (Comparator.Same(field, gold, value), Comparator.Same(field, value, gold)));

    [Fact]
    public void The_right_words_among_a_thousand_others_are_not_right()
    {
        Assert.False(Comparator.Same("clinical.findings[]", "joint space loss", string.Concat(Enumerable.Repeat("joint space loss ", 230))));
        Assert.False(Comparator.Same("coverage.payer", "Blue Harbor Health", string.Concat(Enumerable.Repeat("Blue Harbor Health ", 30))));
    }

    [Fact]
    public void Every_rule_of_opposites_parts_its_example_and_not_its_counter_example()
    {
        Assert.NotEmpty(Opposites.All);
        foreach (var rule in Opposites.All)
        {
            string[] example = rule.Example.Split(" | "), counter = rule.CounterExample.Split(" | ");
            Assert.True(Opposites.Part(NormalForm.Words(example[0]), NormalForm.Words(example[1])), rule.Id);
            Assert.False(Opposites.Part(NormalForm.Words(counter[0]), NormalForm.Words(counter[1])), rule.Id);
            Assert.False(Comparator.Same("diagnoses[].description", example[0], example[1]), rule.Id);
            Assert.True(Comparator.Same("diagnoses[].description", counter[0], counter[1]), rule.Id + " counter-example");
        }
    }
}

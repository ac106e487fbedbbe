using HealthcareLlm.Drafting.Offline.Request.Clinical;

namespace HealthcareLlm.Tests.Drafting.Request.Clinical;

/// <summary>The clinical lists of a request, on sentences and layouts of our own, each with what looks like an entry and is none.</summary>
public class ClinicalListTests
{
    private const string Head = "OFFICE VISIT NOTE\nPatient: Odell Grange   DOB: 09/09/1955   Date of service: 02/20/2026\n\n";

    private static string[] List(Packet packet, string list, params string[] leaves)
    {
        var rows = new List<string>();
        for (int i = 0; i < 20; i++)
        {
            string prefix = $"clinical.{list}[{i}]";
            string row = leaves.Length == 0 ? packet[prefix] ?? string.Empty : string.Join('|', leaves.Select(l => packet[$"{prefix}.{l}"]));
            if (row.Trim('|').Length > 0) rows.Add(row);
        }

        return [.. rows];
    }

    private static string[] Treatments(params string[] documents) => List(new Packet(documents), "priorTreatments", "treatment", "outcome", "startDate", "endDate");

    [Theory]
    [InlineData("He tried methotrexate 15 mg weekly from 03/2024 to 09/2024 without improvement.", "methotrexate|failed|2024-03|2024-09")]
    [InlineData("She could not tolerate acitretin because of elevated triglycerides.", "acitretin|intolerant||")]
    [InlineData("Cyclosporine is contraindicated because of chronic kidney disease.", "Cyclosporine|contraindicated||")]
    [InlineData("He completed 8 weeks of physical therapy (10/2025 - 12/2025) with minimal benefit.", "physical therapy|inadequate|2025-10|2025-12")]
    [InlineData("Ibuprofen was discontinued due to GI bleeding in 2024.", "Ibuprofen|intolerant||2024")]
    [InlineData("She failed azathioprine and mesalamine.", "azathioprine|failed||", "mesalamine|failed||")]
    [InlineData("If she fails adalimumab, ustekinumab would be considered.")]
    [InlineData("She has never tried topiramate.")]
    [InlineData("Her mother failed methotrexate.")]
    [InlineData("He has kidney failure and takes amlodipine 5 mg daily.")]
    public void TreatmentsAreReadFromSentences(string sentence, params string[] expected) => Assert.Equal(expected, Treatments(Head + "HPI: Stable visit today.\n" + sentence + "\n"));

    [Fact]
    public void TreatmentsAreReadFromTablesAndRuns()
    {
        const string Table = "List all medications tried and failed:\nMedication            Dates of use            Reason for discontinuation\ntopiramate 100 mg     01/2023 - 06/2023       no benefit\nKelvorin              2022 - 2023             nausea\n\nIs the patient pregnant? [ ] Yes [x] No\n";
        Assert.Equal(["topiramate 100 mg|failed|2023-01|2023-06", "Kelvorin|intolerant|2022|2023"], Treatments(Head + Table));
        Assert.Equal(["sertraline 150 mg|failed|2024-05|2024-11", "weekly psychotherapy|ongoing||"], Treatments(Head + "Previous treatment: sertraline 150 mg, 05/2024 to 11/2024, no response; weekly psychotherapy, ongoing.\nPlan: start esketamine.\n"));
        Assert.Empty(Treatments(Head + "Treatment plan: naproxen 500 mg, 03/2026 to 05/2026.\nExample of a completed entry: metformin, 01/2020, failed\n"));
    }

    [Theory]
    [InlineData("Has the member tried an oral bisphosphonate?  [x] Yes  [ ] No   Which: alendronate   Dates: 05/2022 to 11/2024   Outcome: esophagitis", "alendronate|intolerant|2022-05|2024-11")]
    [InlineData("Has the member tried an oral bisphosphonate?  [ ] Yes  [x] No   Which: alendronate")]
    [InlineData("Prior therapy (check all that apply):\n[x] Tacrolimus ointment - 2021 to 2024 - inadequate response\n[ ] Phototherapy", "Tacrolimus ointment|inadequate|2021|2024")]
    [InlineData("Contraindication to cyclosporine: [ ] Yes [x] No")]
    [InlineData("Contraindication to cyclosporine: [x] Yes [ ] No", "cyclosporine|contraindicated||")]
    public void AnEmptyBoxTellsOfNoTreatment(string text, params string[] expected) =>
        Assert.Equal(expected, Treatments("PRIOR AUTHORIZATION REQUEST FORM\nMember Name: Ines Calder    DOB: 02/11/1962\nMember ID: QP99887766\n" + text + "\nPrescriber signature: ________   Date: 03/01/2026\n"));

    [Fact]
    public void OnlyWhatIsTakenNowIsACurrentMedication()
    {
        var packet = new Packet(Head + "Medications:\n1. Losartan 100 mg PO daily\n2. Acetaminophen 1000 mg PO TID PRN\n3. Warfarin 5 mg daily - discontinued 11/2025\nStopped: metformin, glipizide.\n\nHis brother takes lithium. He was given ketorolac 30 mg IM today.\nPlan: start apixaban 5 mg BID.\n");
        Assert.Equal(["Losartan|100 mg|PO|daily", "Acetaminophen|1000 mg|PO|TID PRN"], List(packet, "currentMedications", "name", "dose", "route", "frequency"));
    }

    [Theory]
    [InlineData("Allergies: amoxicillin. Mother: schizophrenia. Brother uses lithium.", "amoxicillin")]
    [InlineData("Allergies\nMorphine - itching\nContrast dye (hives)\n\nSocial\nNon-smoker.", "Morphine", "Contrast dye")]
    [InlineData("ALLERGIES: NKDA", "none")]
    [InlineData("He has no known allergies.", "none")]
    [InlineData("History: allergic rhinitis. No cough.")]
    public void AllergiesEndWithTheirList(string text, params string[] expected) => Assert.Equal(expected, List(new Packet(Head + text + "\n"), "allergies"));

    [Fact]
    public void ResultsHaveTheDateOfTheirRowTitleOrReport()
    {
        string[] Labs(string text) => List(new Packet(text), "labs", "name", "value", "unit", "date");
        Assert.Equal(["Creatinine|1.1|mg/dL|2026-02-15"], Labs(Head + "Labs (02/15/2026):\nCreatinine 1.1 mg/dL\n"));
        Assert.Equal(["ferritin|14|ng/mL|2026-03-02"], Labs(Head + "Labs: ferritin 14 ng/mL on 03/02/2026.\n"));
        Assert.Equal(["ALT|102|U/L|2026-03-11", "Zorvanin antibody|positive||2026-03-11"], Labs("LABORATORY REPORT\nPatient: Sunniva Brandvold   DOB: 01/20/1988\nCollected: 03/11/2026   Reported: 03/13/2026\n\nALT                 102     U/L     0-44\nZorvanin antibody   positive   negative\n"));
        Assert.Empty(Labs(Head + "Assessment: goal A1c < 7 %. PHQ-9 score 21.\n"));
    }

    [Theory]
    [InlineData("HPI: He cannot climb stairs.", "He cannot climb stairs")]
    [InlineData("HPI: PHQ-9 score 21, GAD-7 score 15.", "PHQ-9 score 21", "GAD-7 score 15")]
    [InlineData("Imaging: MRI lumbar spine 01/02/2026 shows severe canal stenosis at L4-L5. No fracture.", "MRI lumbar spine 01/02/2026 shows severe canal stenosis at L4-L5")]
    [InlineData("HPI: Denies fever. No chest pain.")]
    [InlineData("Family history: mother with severe asthma.")]
    [InlineData("HPI: Severe pain. Balloon dilation was asked for on 11/20/2025 and was withdrawn. A severe pump that is opened cannot be sent back.", "Severe pain")]
    [InlineData("Plan: MRI if severe pain persists.")]
    [InlineData("HPI: [copied forward from 05/2024] He cannot walk.")]
    [InlineData("Assessment: Suspected severe stenosis.")]
    public void FindingsAreStatementsAboutThePatientNow(string text, params string[] expected) => Assert.Equal(expected, List(new Packet(Head + text + "\n"), "findings"));

    [Fact]
    public void WhatIsAskedForIsNeitherTriedNorTaken()
    {
        var packet = new Packet("PRIOR AUTHORIZATION REQUEST FORM\nMember Name: Ines Calder    DOB: 02/11/1962\nMember ID: QP99887766\nDrug requested: erenumab 70 mg\nCurrent medications: erenumab 70 mg monthly, escitalopram 10 mg daily\n");
        Assert.Equal(["escitalopram"], List(packet, "currentMedications", "name"));
    }

    [Fact]
    public void EveryBlockRuleMatchesItsExampleAndNotItsCounterExample()
    {
        Assert.All(ClinicalBlocks.Rules, r =>
        {
            Assert.Matches(r.Pattern, r.Example);
            Assert.DoesNotMatch(r.Pattern, r.CounterExample);
        });
    }

    [Fact]
    public void OutcomeTellsWhatItWasTakenForFromWhatItDid()
    {
        Assert.Null(Outcomes.Of("sumatriptan for headaches"));
        Assert.Equal("intolerant", Outcomes.Of("stopped for headaches")?.Rule.Value);
        Assert.Equal("failed", Outcomes.Of("did not help her headaches")?.Rule.Value);
    }

    [Fact]
    public void ADrugRecordUnderAllergiesTellsNeitherAllergiesNorWhatWasEnded()
    {
        var packet = new Packet("""
            Oak Hill Hospital - medication record
            Patient: Jane Roe   DOB: 03/04/1961   Member ID: ABC123456

            Allergies and intolerances
            Penicillin (hives).
            Drug           Dose     Route   When          Start        Stop         State
            apixaban       5 mg     oral    twice daily   11/24/2026                ACTIVE
            aspirin        81 mg    oral    daily         11/22/2026   11/24/2026   ENDED
            atorvastatin   80 mg    oral    nightly       11/22/2026                ACTIVE
            """);
        Assert.Equal(["Penicillin"], Enumerable.Range(0, 6).Select(i => packet[$"clinical.allergies[{i}]"]).OfType<string>());
        string[] taken = [.. Enumerable.Range(0, 6).Select(i => packet[$"clinical.currentMedications[{i}].name"]).OfType<string>()];
        Assert.Contains("apixaban", taken);
        Assert.Contains("atorvastatin", taken);
        Assert.DoesNotContain("aspirin", taken);
    }

    [Theory]
    [InlineData("Iodinated contrast (hives, 2019). Shellfish was deleted from the list in 2021, he eats it.", "Iodinated contrast")]
    [InlineData("Latex; adhesive tape. Lidocaine was reported by another clinic in error and is tolerated.", "Latex|adhesive tape")]
    [InlineData("nitrofurantoin (hives). Codeine: nausea, listed as a side effect, not an allergy.", "nitrofurantoin")]
    [InlineData("Penicillin (hives). Lisinopril (cough). Latex. asked, denied.", "Penicillin|Lisinopril")]
    [InlineData("mother denies any.", "none")]
    [InlineData("Latex; lidocaine (swelling, reported by another clinic).", "Latex|lidocaine")] // a report alone takes nothing back
    public void WhatTheSameLineTakesBackIsNoAllergy(string list, string expected)
    {
        var packet = new Packet($"Oak Hill Clinic - office note\nPatient: Jane Roe   DOB: 03/04/1961   Member ID: ABC123456\nSeen 11/20/2026.\n\nALLERGIES\n{list}\n\nPLAN\nReturn in a month.\n");
        Assert.Equal(expected, string.Join('|', Enumerable.Range(0, 6).Select(i => packet[$"clinical.allergies[{i}]"]).OfType<string>()), ignoreCase: true);
    }

    [Fact]
    public void AColumnOfMeansBesideDaysAndResultsTellsWhatWasTried()
    {
        var packet = new Packet("""
            Lung Clinic - office note
            Patient: Jane Roe   DOB: 03/04/1961   Member ID: ABC123456

            What was tried to clear the chest
            Means                  From      To        Result
            oscillating valve      03/2025   02/2026   not enough, inadequate
            clapping by wife       06/2025   02/2026   failed, she hurt her shoulder
            """);
        packet.Has(
            ("clinical.priorTreatments[0].treatment", "oscillating valve"), ("clinical.priorTreatments[0].startDate", "2025-03"), ("clinical.priorTreatments[0].endDate", "2026-02"),
            ("clinical.priorTreatments[1].treatment", "clapping by wife"), ("clinical.priorTreatments[1].outcome", "failed"));
    }
}

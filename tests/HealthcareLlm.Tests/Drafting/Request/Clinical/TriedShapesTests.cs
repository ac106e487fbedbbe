namespace HealthcareLlm.Tests.Drafting.Request.Clinical;

/// <summary>What was tried, however it is laid out: records of labels, answered rows, clauses that go on, titles that no rule foresaw; and what looks like it and was not had.</summary>
public class TriedShapesTests
{
    private const string Head = "OFFICE VISIT NOTE\nPatient: Odell Grange   DOB: 09/09/1955   Date of service: 09/20/2026\n\n";

    [Theory]
    // A label a line, or side by side.
    [InlineData("Trial 1\n  Drug: mesalamine\n  Dates: 03/2022 to 01/2023\n  Outcome: inadequate response\nTrial 2\n  Drug: infliximab\n  Dates: 06/2023 to 05/2025\n  Outcome: loss of response", "mesalamine|inadequate|2022-03|2023-01", "infliximab|failed|2023-06|2025-05")]
    [InlineData("First line: mesalamine 4.8 g daily for ten months (2022). Response: partial.\nSecond line: infliximab 5 mg/kg, 06/2023 through 05/2025. Response: none.", "mesalamine 4.8 g|inadequate|2022|", "infliximab 5 mg/kg|failed|2023-06|2025-05")]
    // A question or row that says yes names what was had; one that says no does not.
    [InlineData("Q: Has the patient failed a trial of metformin?   A: Yes. 2000 mg daily, 01/2023 to 12/2024; A1c stayed above 9.\nQ: Has the patient used glipizide?   A: No.", "metformin|inadequate|2023-01|2024-12")]
    [InlineData("TREATMENTS (Y/N, dates, response)\nPT ............ Y   9/2025-11/2025   no relief\nNSAID ......... Y   meloxicam 15 mg, 8/2025-12/2025   minimal\nAcupuncture ... N", "PT|failed|2025-09|2025-11", "meloxicam 15 mg|inadequate|2025-08|2025-12")]
    [InlineData("CLINICAL QUESTIONNAIRE\n1. Check all conservative measures completed in the past 6 months:\n   [X] Physical therapy  which / how long: 10 sessions, 02/03/2026 to 03/20/2026, no relief\n   [ ] Chiropractic      which / how long: ______________\n", "Physical therapy|failed|2026-02-03|2026-03-20")]
    // What a record plans, offers or keeps from is none.
    [InlineData("Drug: rituximab\nStatus: requested\nOutcome: pending")]
    [InlineData("Requested drug: rituximab\nReason: methotrexate gave no relief", "methotrexate|failed||")]
    [InlineData("Treatment: epidural injection\nOutcome: declined by the patient, no relief expected")]
    // A list of clauses has one beginning; the month of May is no 'may'.
    [InlineData("HPI: Her disease has been treated with mesalamine (March 2022 to January 2023), which was not enough; with infliximab (June 2023 to May 2025), which stopped working; and with azathioprine, which caused pancreatitis.", "mesalamine|inadequate|2022-03|2023-01", "infliximab|failed|2023-06|2025-05", "azathioprine|intolerant||")]
    [InlineData("HPI: They have not been controlled by levetiracetam (2020-2022), valproate (2022; stopped for thrombocytopenia) or clobazam.", "levetiracetam|failed|2020|2022", "valproate|intolerant|2022|", "clobazam|failed||")]
    [InlineData("HPI: Colchicine 0.6 mg daily was used May-August 2025 but diarrhea forced her to stop.", "Colchicine|intolerant|2025-05|2025-08")]
    [InlineData("HPI: In February 2025 she began a supervised exercise program, finishing 24 sessions in May 2025 with no change in walking distance.", "supervised exercise program|failed|2025-02|2025-05")]
    [InlineData("HPI: CPAP was started 03/09/2026 and given up on 05/22/2026.", "CPAP||2026-03-09|2026-05-22")]
    [InlineData("HPI: Mother reports that speech therapy from 01/2024 to 06/2025 did not produce any words.", "speech therapy|failed|2024-01|2025-06")]
    [InlineData("HPI: She cannot take NSAIDs (stage 4 kidney disease) and has an allergy to latex.", "NSAIDs|contraindicated||")]
    // What only could be, others had, or was never begun.
    [InlineData("HPI: Colchicine may be used if the flares return.")]
    [InlineData("HPI: His mother was treated with rituximab from 01/2024 to 06/2024 without benefit.")]
    [InlineData("HPI: Dupilumab was considered in May 2025 but never begun.")]
    [InlineData("HPI: She cannot take stairs and started school in 2024.")]
    // Remarks in brackets stay with their item, years may be short, months share their year.
    [InlineData("Treatments tried\nbudesonide 9 mg (Feb-May 2022; flare on taper); losartan 2022-23, no effect", "budesonide 9 mg|failed|2022-02|2022-05", "losartan|failed|2022|2023")]
    // A line that begins with a bracket goes on with the one above it.
    [InlineData("HPI: Earlier treatment consisted of budesonide 9 mg daily (Feb-May 2022; flare on taper); azathioprine 150 mg daily\n(June 2022 to January 2023; pancreatitis).", "budesonide|failed|2022-02|2022-05", "azathioprine|intolerant|2022-06|2023-01")]
    [InlineData("HPI: PT at Riverside was done from 09/08/2025 to 11/14/2025 without relief.", "PT|failed|2025-09-08|2025-11-14")]
    [InlineData("HPI: PT was seen on 09/08/2025 and did not respond to questions.")]
    // Two months without a range say nothing of begin and end, nor does a strength say the year.
    [InlineData("Treatments tried\ndoxycycline (October and December 2025), no effect\nmetformin 2000 mg daily, no effect", "doxycycline|failed||", "metformin|failed||")]
    // What has not been tried is no treatment.
    [InlineData("What has been tried so far: propranolol 80 mg daily from 01/2025 to 04/2025 (bradycardia). What has not been tried: valproate.", "propranolol 80 mg|intolerant|2025-01|2025-04")]
    public void EachShapeGivesWhatWasHadAndNothingElse(string text, params string[] expected) => Assert.Equal(expected.Order(), Rows(new Packet(Head + text + "\n")).Order());

    [Fact]
    public void ATableHasItsRowsUpToTheNextPartOfTheForm()
    {
        const string Text = "PRIOR AUTHORIZATION REQUEST FORM\nMember Name: Ines Calder    DOB: 02/11/1962\n\nSection C. What has been tried\n\n   Agent                      Began      Ended      What happened\n   -------------------------  ---------  ---------  ------------------------------\n   Tacrolimus 0.1% ointment   07/2024    10/2024    Not enough relief\n   Narrowband UVB             11/2024    03/2025    Partial response only\n\nSection D. Where things stand today\n   * EASI 27.4\n   * About 40 % of the body surface is affected\n";
        var packet = new Packet(Text);
        Assert.Equal(["Tacrolimus 0.1% ointment|inadequate|2024-07|2024-10", "Narrowband UVB|inadequate|2024-11|2025-03"], Rows(packet));
        Assert.Contains("About 40 % of the body surface is affected", Findings(packet));
    }

    [Theory]
    [InlineData("What we found")]
    [InlineData("Life at home")]
    public void ATitleThatNoRuleKnowsEndsTheListAboveIt(string title)
    {
        var packet = new Packet("PRIOR AUTHORIZATION REQUEST FORM\nMember Name: Ines Calder    DOB: 02/11/1962\n\nNonoperative care to date\n\n  1) Meloxicam 15 mg daily, May 2025 to Sep 2025 -> stopped, GI bleeding\n\n" + title + "\n\n  Walks less than one block with a cane.\n  Flexion 95 degrees.\n");
        Assert.Equal(["Meloxicam 15 mg|intolerant|2025-05|2025-09"], Rows(packet));
        Assert.Contains("Walks less than one block with a cane", Findings(packet));
    }

    [Fact]
    public void WordsOverATableTellWhatWasUsedForHowLongAndHowItWent()
    {
        const string Table = "| What was used | How long | How it went |\n|---|---|---|\n| Spironolactone 100 mg | 03/2025-09/2025 | stopped, dizziness |\n| Tretinoin cream | ongoing | helps somewhat |\n";
        Assert.Equal(["Spironolactone 100 mg|intolerant|2025-03|2025-09", "Tretinoin cream|inadequate||"], Rows(new Packet("PRIOR AUTHORIZATION REQUEST FORM\nMember Name: Ines Calder    DOB: 02/11/1962\n\n" + Table)));
    }

    [Fact]
    public void TheHeadingOfItsRowsTellsThatTheyWereHad()
    {
        const string Table = "Weight management history:\n   What was tried                         How long          Result\n   Phentermine 37.5 mg                    Mar-May 2025      palpitations\n   Saxenda 3 mg daily                     Jun-Dec 2025      lost 3 % only\n   Bariatric surgery                      -                 not wished by patient\n";
        Assert.Equal(["Phentermine 37.5 mg||intolerant", "Saxenda 3 mg daily||"], [.. Rows(new Packet("PRIOR AUTHORIZATION REQUEST FORM\nMember Name: Ines Calder    DOB: 02/11/1962\n\n" + Table)).Select(r => r.Split('|')).Select(r => $"{r[0]}||{r[1]}")]);
    }

    private static List<string> Rows(Packet packet) =>
        [.. Enumerable.Range(0, 12).Select(i => string.Join('|', new[] { "treatment", "outcome", "startDate", "endDate" }.Select(l => packet[$"clinical.priorTreatments[{i}].{l}"]))).Where(r => r != "|||")];

    private static List<string?> Findings(Packet packet) => [.. Enumerable.Range(0, 12).Select(i => packet[$"clinical.findings[{i}]"])];
}

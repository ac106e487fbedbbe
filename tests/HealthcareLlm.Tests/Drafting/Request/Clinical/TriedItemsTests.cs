namespace HealthcareLlm.Tests.Drafting.Request.Clinical;

/// <summary>Items of lists of what was tried: where one ends and the next begins, what is said of it, and what is no treatment.</summary>
public class TriedItemsTests
{
    private const string Head = "OFFICE VISIT NOTE\nPatient: Odell Grange   DOB: 09/09/1955   Date of service: 02/20/2026\n\n";

    [Theory]
    // Counts part items; what is said of one begins none.
    [InlineData("List medicines tried for this condition: name; begun; ended; result\n(a) aspirin 81 mg; begun 2023-03; ended 04/13/2025; spells occurred in spite of it - failed\n(b) clopidogrel 75 mg; begun 04/13/2025; ended 04/24/2025; rash - not tolerated", "aspirin 81 mg|failed|2023-03|2025-04-13", "clopidogrel 75 mg|intolerant|2025-04-13|2025-04-24")]
    [InlineData("Treatments tried\nbudesonide 9 mg daily, 03/2024 to 06/2024, flared again on taper; failed", "budesonide 9 mg|failed|2024-03|2024-06")]
    // An item goes on in the next line.
    [InlineData("What has been tried before, when, and what came of it?\nZoledronic acid 5 mg, one infusion\n06/2024: new fracture, so judged a failure. Teriparatide was talked about but she has had\nradiation to the breast and cannot take it (contraindicated). Denosumab was never used.", "Zoledronic acid 5 mg|failed|2024-06|", "Teriparatide|contraindicated||")]
    [InlineData("Treated so far\nOffice removal under\nnitrous oxide tried 02/11/2025: failed, not able to cooperate.", "Office removal under nitrous oxide|failed|2025-02-11|")]
    [InlineData("HPI: Stable.\nWhat has been used up to now: an adaptive stroller from January 2023 to November 2024, which failed as he outgrew it.", "adaptive stroller|failed|2023-01|2024-11")]
    [InlineData("HPI: A thoracolumbosacral orthosis has been worn since 05/2025 and is ongoing.", "thoracolumbosacral orthosis|ongoing|2025-05|")]
    // Who gave it is not what was given.
    [InlineData("HPI: Supervised physical therapy at Weaverville Rehab\nfrom 02/09/2025 to 04/03/2025, 14 visits, gave no lasting benefit.", "Supervised physical therapy|failed|2025-02-09|2025-04-03")]
    // Two readings of the same days are one treatment.
    [InlineData("Prior treatment\nOral appliance  mandibular advancement device, 2024-03 to 2024-08, not tolerated\n", "Oral appliance|intolerant|2024-03|2024-08")]
    // A question's words name nothing, nor do harms, headings and examinations.
    [InlineData("Pathway answers\nPhysical therapy or home exercise taught by a professional  Yes - completed 01/27/2026\nSurgery or injection planned from the result  Yes")]
    [InlineData("HPI: She had nausea with vomiting on most days, off it since May 2025.")]
    [InlineData("3. Prior imaging with result\nCarotid duplex 04/20/2025: 70-79% stenosis of left internal carotid artery")]
    public void AnItemKeepsWhatIsSaidOfIt(string text, params string[] expected) => Assert.Equal(expected, Rows(new Packet(Head + text + "\n")));

    [Fact]
    public void WhatWasTriedEndsWithItsParagraph()
    {
        var packet = new Packet(Head + "HPI: Stable.\nWhat has been used up to now: an adaptive stroller from January 2023 to November 2024, which failed.\n\nHe is allergic to latex.\n");
        Assert.Equal(["adaptive stroller|failed|2023-01|2024-11"], Rows(packet));
        Assert.Equal("latex", packet["clinical.allergies[0]"]);
    }

    [Fact]
    public void ColumnsThatAreOutcomesAreMarked()
    {
        const string Table = "MEDICINES TRIED (X in one column)\nTreatment              From       To         No response    Could not tolerate    Still running\nSertraline 200 mg      02/2023    07/2023    X\nAripiprazole 5 mg      04/2024    05/2024                   X\nBupropion XL 300 mg    06/2024                                                    X\n";
        Assert.Equal(["Sertraline 200 mg|failed|2023-02|2023-07", "Aripiprazole 5 mg|intolerant|2024-04|2024-05", "Bupropion XL 300 mg|ongoing|2024-06|"], Rows(new Packet("PRIOR AUTHORIZATION REQUEST FORM\nMember Name: Ines Calder    DOB: 02/11/1962\n\n" + Table)));
    }

    private static List<string> Rows(Packet packet) =>
        [.. Enumerable.Range(0, 8).Select(i => string.Join('|', new[] { "treatment", "outcome", "startDate", "endDate" }.Select(l => packet[$"clinical.priorTreatments[{i}].{l}"]))).Where(r => r != "|||")];
}

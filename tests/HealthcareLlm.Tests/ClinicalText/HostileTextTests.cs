using HealthcareLlm.ClinicalText;
using HealthcareLlm.ClinicalText.Assertions;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Drafting.Offline;
using HealthcareLlm.Grounding;

namespace HealthcareLlm.Tests.ClinicalText;

/// <summary>A megabyte of anything is read to its end; what is quadratic would not come back from here.</summary>
public class HostileTextTests
{
    [Theory]
    [InlineData("no ")]
    [InlineData("denies pain, ")]
    [InlineData("PLAN: ")]
    [InlineData(":")]
    [InlineData("A: ")]
    [InlineData("1) ")]
    [InlineData("[ ] ")]
    [InlineData("chronic ")]
    [InlineData("acute on chronic heart failure ")]
    [InlineData("Patient: x\n")]
    [InlineData("PAST MEDlCAL HlSTORY 0F\n")]
    [InlineData("- a:\n")]
    [InlineData("a  b  c\n")]
    [InlineData("\f")]
    [InlineData("diagnosed with ")]
    [InlineData("X")]
    [InlineData(" ")]
    [InlineData("x. Y")]
    [InlineData("Electronically signed by\n")]
    [InlineData("AAAA BBBB ")]
    public void A_megabyte_is_read(string unit)
    {
        string text = string.Concat(Enumerable.Repeat(unit, 1_000_000 / unit.Length));
        var sectioned = Notes.Sectioned(text);
        var mentions = new ProblemFinder().Find(sectioned).ToList();
        Assert.Equal(mentions.Count, AssertionJudge.Judge(sectioned, [.. mentions]).Length);
    }

    /// <summary>No pattern gives up on the way to a grounded summary either; a quarter of a megabyte, since all of it is read here.</summary>
    [Theory]
    [InlineData("no ")]
    [InlineData("X")]
    [InlineData("Electronically signed by\n")]
    [InlineData("follow up with Dr. A in ")]
    [InlineData("((((")]
    public async Task It_is_summarized(string unit)
    {
        string text = string.Concat(Enumerable.Repeat(unit, 250_000 / unit.Length));
        var document = ClinicalTextAnnotator.Annotate(Notes.Document(text));
        var draft = await new OfflineDraftingEngine().DraftSummaryAsync(new([document], PatientAssessor.Assess([document])), CancellationToken.None);
        Assert.Equal(draft.Statements.Length, Grounder.Ground(draft, [document]).Statements.Length);
    }
}

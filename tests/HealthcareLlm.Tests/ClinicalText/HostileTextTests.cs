using HealthcareLlm.ClinicalText.Assertions;
using HealthcareLlm.ClinicalText.Mentions;

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
}

using HealthcareLlm.Evaluation;

namespace HealthcareLlm.Tests.Evaluation;

/// <summary>A number in a pattern is that number and no other.</summary>
public sealed class WholeNumbersTests
{
    [Theory]
    [InlineData(@"5\s*mg", "5 mg", "25 mg", "2.5 mg", "0,5 mg")]
    [InlineData(@"5\s*mg", "5.0 mg", ".5 mg", "\u00bd5 mg", "1'5 mg", "\u06625 mg")]
    [InlineData(@"EF 3\d", "EF 35", "EF 350", "EF 35.5")]
    [InlineData(@"BMI 44\.\d", "BMI 44.6", "BMI 44.65")]
    [InlineData(@"[5] mg", "5 mg", "25 mg")]
    [InlineData(@"platelets 5", "platelets 5", "platelets 5e3")]
    [InlineData(@"aspirin 81", "aspirin 81 mg", "aspirin 810 mg", "aspirin 81.5 mg")]
    [InlineData(@"38\.6", "T 38.6, pulse 90", "138.6", "38.65", "38.61")]
    [InlineData(@"0?\.15\s*mg", ".15 mg", "10.15 mg", "5.15 mg")]
    [InlineData(@"metoprolol.*50", "metoprolol tartrate 50 mg", "metoprolol 150 mg", "metoprolol 500 mg")]
    [InlineData(@"(?:apixaban|eliquis)\s*5", "Eliquis 5 mg", "apixaban 50 mg")]
    [InlineData(@"(5|10) mg", "10 mg", "25 mg", "210 mg")]
    [InlineData(@"PEEP 12|60\s*%", "PEEP 12", "PEEP 120", "160 %")]
    [InlineData(@"[^.]*7 days", "for 7 days", "for 17 days")]
    [InlineData(@"\b4\.[23]\b", "K 4.2", "K 14.2", "K 4.25")]
    [InlineData(@"^(?![\s\S]*8\.6)[\s\S]*calcium", "calcium 18.6", "calcium 8.6")]
    public void A_number_is_whole(string pattern, string right, params string[] wrong)
    {
        Assert.True(GoldPatterns.Matches(pattern, right), right);
        foreach (string other in wrong) Assert.False(GoldPatterns.Matches(pattern, other), other);
    }

    [Theory]
    [InlineData(@"1[0-9]\d mg", "125 mg")]
    [InlineData(@"\d5 mg", "25 mg")]
    [InlineData(@"5(?:\.0)? mg", "5.0 mg")]
    [InlineData(@"1(?:5|6) mg", "15 mg")]
    [InlineData(@"(?:1|2){3}", "121")]
    [InlineData(@"4\.5", "4.50")]
    [InlineData(@"4/6/2026", "04/06/2026")]
    [InlineData(@"1,?200", "1,200")]
    [InlineData(@"20(2[0-9])", "2026")]
    [InlineData(@"120/80", "BP 120/80.")]
    [InlineData(@"\u0035 mg", "5 mg")]
    [InlineData(@"(a)5\1", "a5a")]
    [InlineData(@"50{1,2} mg", "500 mg")]
    [InlineData(@"3\s*% saline", "3% saline")]
    [InlineData(@"(?<!\d)7", "7")]
    [InlineData(@"vitamin d3", "Vitamin D3 daily")]
    public void What_the_pattern_lets_stand_beside_a_number_still_does(string pattern, string right) => Assert.True(GoldPatterns.Matches(pattern, right), WholeNumbers.In(pattern));

    [Theory]
    [InlineData("(")]
    [InlineData("[5")]
    [InlineData("5(?")]
    [InlineData(@"5\")]
    [InlineData("*5")]
    public void What_does_not_compile_still_does_not(string pattern) => Assert.False(GoldPatterns.IsSound(pattern));
}

using HealthcareLlm.Evaluation;

namespace HealthcareLlm.Tests.Evaluation;

/// <summary>No other leaf holds the side or the count of a treatment: a writing that lost them is not the value, though the case names it.</summary>
public sealed class LessExactTests
{
    [Theory]
    [InlineData("bilateral hearing aids", "hearing aids", "hearing aids")]
    [InlineData("left knee arthroscopy", "arthroscopy", "arthroscopy")]
    [InlineData("six weeks of supervised physical therapy", "physical therapy", "physical therapy")]
    [InlineData("Physical therapy, 14 sessions", "physical therapy", "Physical therapy")]
    public void A_side_or_a_count_that_is_lost_makes_another_value(string gold, string other, string value) => Assert.False(IsRight(gold, other, value));

    [Theory]
    [InlineData("bilateral hearing aids", "both hearing aids", "both hearing aids")]
    [InlineData("left knee arthroscopy", "scope of left knee", "scope of left knee")]
    [InlineData("Amlodipine 5 mg", "amlodipine", "amlodipine")]
    [InlineData("burosumab every 2 weeks", "burosumab", "burosumab")]
    [InlineData("six weeks of supervised physical therapy", "6 weeks of PT", "6 weeks of PT")]
    [InlineData("Glenohumeral steroid injection", "steroid injection", "steroid injection")]
    public void What_is_less_exact_in_other_ways_the_case_may_name(string gold, string other, string value) => Assert.True(IsRight(gold, other, value));

    private static bool IsRight(string gold, string other, string value) => Comparator.IsRight("clinical.priorTreatments[].treatment", new(gold, [other], null, []), value);
}

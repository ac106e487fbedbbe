using HealthcareLlm.ClinicalText.Identity;

namespace HealthcareLlm.Tests.ClinicalText.Identity;

/// <summary>Ways in which charts write a birth date, and near misses.</summary>
public class BirthDateTextTests
{
    [Theory]
    [InlineData("born 07/19/1946", true)]
    [InlineData("DOB 7/19/46 F", true)]
    [InlineData("(19-Jul-1946)", true)]
    [InlineData("on July 19, 1946.", true)]
    [InlineData("1946-07-19", true)]
    [InlineData("07/19/1964", false)] // transposed year
    [InlineData("17/19/1946", false)] // a digit before it
    [InlineData("7/19/461", false)] // a digit behind it
    [InlineData("12/7/19/46", false)]
    [InlineData("07/18/1946", false)]
    public void ABirthDateIsKnownInEachWriting(string text, bool stands) => Assert.Equal(stands, BirthDateText.StandsIn(new DateOnly(1946, 7, 19), text));
}

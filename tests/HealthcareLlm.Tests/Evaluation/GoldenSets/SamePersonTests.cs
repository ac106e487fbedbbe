using HealthcareLlm.Evaluation.GoldenSets;

namespace HealthcareLlm.Tests.Evaluation.GoldenSets;

/// <summary>Writings of one name, and names of two people, for people who were born on one day.</summary>
public class SamePersonTests
{
    [Theory]
    [InlineData("Jane A Doe", "Jane Doe")]
    [InlineData("Jane A. Doe", "Jane Alice Doe")]
    [InlineData("Jane Alice Doe", "Jane Beth Doe")]
    [InlineData("Doe, Jane A", "Jane A Doe")]
    [InlineData("DOE JANE", "Jane Doe")]
    [InlineData("Jos\u00e9 Mu\u00f1oz", "Jose Munoz")]
    [InlineData("J\u00fcrgen M\u00fcller", "Juergen Mueller")]
    [InlineData("Jane Doe", "Jane Doe-Smith")]
    [InlineData("Jane Doe Smith", "Jane Doe-Smith")]
    [InlineData("Mary-Ann Lee", "Maryann Lee")]
    [InlineData("Sean O'Brien", "Sean OBrien")]
    [InlineData("Ana de la Cruz", "Ana Delacruz")]
    [InlineData("Dr. Jane Doe, MD", "Jane Doe")]
    [InlineData("John Doe Jr.", "Doe, John")]
    [InlineData("J. Doe", "Jane Doe")]
    public void One_name_in_two_writings(string first, string second)
    {
        Assert.True(SamePerson.AreOne(first, second));
        Assert.True(SamePerson.AreOne(second, first));
    }

    [Theory]
    [InlineData("Jane Doe", "John Doe")]
    [InlineData("Jane Doe", "Jane Roe")]
    [InlineData("K. Doe", "Jane Doe")]
    [InlineData("K. Doe", "J. Doe")]
    [InlineData("Doe", "Jane Doe")]
    [InlineData("Doe", "Doe")]
    [InlineData("Jane Doe-Smith", "Jane Smith-Jones")]
    [InlineData("", "Jane Doe")]
    public void Two_names(string first, string second)
    {
        Assert.False(SamePerson.AreOne(first, second));
        Assert.False(SamePerson.AreOne(second, first));
    }
}

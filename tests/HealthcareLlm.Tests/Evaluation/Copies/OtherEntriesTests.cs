using HealthcareLlm.Evaluation.Copies;

namespace HealthcareLlm.Tests.Evaluation.Copies;

public sealed class OtherEntriesTests
{
    private const string Page = "Patient name Odel Marwick born 03/04/1961 member XQZ 123456 phone 555 010 4477 sodium 138 potassium 4.1 glucose 97 reviewed by the laboratory director";

    [Theory]
    [InlineData("the same", Page, false)]
    // The form's own telephone number stays; every other number is another.
    [InlineData("other entries", "Patient name Ada Quarles born 11/29/1948 member XQZ 987701 phone 555 010 4477 sodium 141 potassium 3.6 glucose 183 reviewed by the laboratory director", true)]
    // A third of the words and of the numbers was misread.
    [InlineData("a bad fax", "Pat1ent narne Odel Marwick bom 03/04/1961 rnember XQZ 1234S6 phone 555 O10 4477 sodiurn 138 potassium 4.1 gIucose 97 reviewed by the laboratory d1rector", false)]
    // Nothing was read well: the picture decides.
    [InlineData("not readable", "P4t1 nrn 0d M4rw b0 O3 O4 l96l 77 81 22 63 19", false)]
    [InlineData("nothing", "", false)]
    public void Other_numbers_under_the_same_words_are_other_entries(string what, string other, bool expected)
    {
        Assert.Equal(expected, OtherEntries.Are(Page, other));
        Assert.True(expected == OtherEntries.Are(other, Page), what);
    }

    [Fact]
    public void Print_without_numbers_tells_nothing() => Assert.False(OtherEntries.Are("General conditions of the plan apply to all members", "General conditions of the plan apply to all members 12"));
}

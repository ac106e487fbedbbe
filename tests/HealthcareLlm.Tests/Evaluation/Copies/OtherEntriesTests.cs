using HealthcareLlm.Evaluation.Copies;

namespace HealthcareLlm.Tests.Evaluation.Copies;

public sealed class OtherEntriesTests
{
    private const string Page = "Patient name Odel Marwick born 03/04/1961 member XQZ 123456 phone 555-010-4477 sodium 138 potassium 4.1 glucose 97 reviewed by the laboratory director";

    [Theory]
    [InlineData("the same", Page, false)]
    // The form's own telephone number stays; every other number is another.
    [InlineData("other entries", "Patient name Ada Quarles born 11/29/1948 member XQZ 987701 phone 555-010-4477 sodium 141 potassium 3.6 glucose 183 reviewed by the laboratory director", true)]
    // A third of the words and of the numbers was misread.
    [InlineData("a bad fax", "Pat1ent narne Odel Marwick bom 03/04/1961 rnember XQZ 1234S6 phone 555-O10-4477 sodiurn 138 potassium 4.1 gIucose 97 reviewed by the laboratory d1rector", false)]
    // Nothing was read well: the picture decides.
    [InlineData("not readable", "P4t1 nrn 0d M4rw b0 O3 O4 l96l 77 81 22 63 19", false)]
    [InlineData("nothing", "", false)]
    public void Other_numbers_under_the_same_words_are_other_entries(string what, string other, bool expected)
    {
        Assert.Equal(expected, OtherEntries.Are(Page, other));
        Assert.True(expected == OtherEntries.Are(other, Page), what);
    }

    [Fact]
    public void Dates_of_one_year_share_nothing_but_their_year()
    {
        const string one = "Sodium 138 on 04/17/2026 Potassium 4.1 on 04/18/2026 Glucose 97 on 05/02/2026 reviewed", two = "Sodium 141 on 07/09/2026 Potassium 3.6 on 07/11/2026 Glucose 183 on 08/21/2026 reviewed";
        Assert.True(OtherEntries.Are(one, two));
    }

    [Fact]
    public void Print_without_numbers_tells_nothing() => Assert.False(OtherEntries.Are("General conditions of the plan apply to all members", "General conditions of the plan apply to all members 12"));
}

using HealthcareLlm.Policies;

namespace HealthcareLlm.Tests.Policies;

/// <summary>Numbers of clauses as payers' documents nest them.</summary>
public sealed class ClauseNumbersTests
{
    private static List<string> Clauses(params (string Line, bool Bold)[] lines)
    {
        var numbers = new ClauseNumbers(marked: false);
        var clauses = new List<string>();
        foreach (var (line, bold) in lines)
        {
            if (numbers.Read(line, bold) is LineHead.Item) clauses.Add(numbers.Clause);
        }

        return clauses;
    }

    [Fact]
    public void CapitalsRomansAndSmallLettersAreThreeLists() =>
        Assert.Equal(
            ["2", "2(A)", "2(A)(i)", "2(A)(ii)", "2(A)(ii)(a)", "2(A)(ii)(b)", "2(A)(ii)(b)(1)", "2(A)(iii)", "2(B)", "2(B)(i)"],
            Clauses(
                ("2. Crohn's disease: approve where one of the following is met.", false), ("A) Initial therapy: all of the following.", false), ("i. Six years of age.", false), ("ii. One of these.", false),
                ("a) Corticosteroids were tried.", false), ("b) Both of these.", false), ("(1) An antibiotic was tried.", false), ("iii. A specialist prescribes it.", false), ("B) Continuation.", false), ("i. Six months of it.", false)));

    [Fact]
    public void ANumberThatFollowsABoldItemTakesItsPlace() =>
        Assert.Equal(["4", "4(A)"], Clauses(("3. Juvenile arthritis", true), ("4. Hidradenitis: approve where one of the following is met.", false), ("A) Initial therapy.", false)));

    [Fact]
    public void TheEndOfABracketIsNoTitle()
    {
        var numbers = new ClauseNumbers(marked: false);
        Assert.Equal(LineHead.Title, numbers.Read("POLICY STATEMENT", bold: false));
        Assert.Equal(LineHead.None, numbers.Read("Ingelheim)", bold: true));
        Assert.Equal("POLICY STATEMENT", numbers.Section);
    }
}

using System.Collections.Immutable;
using System.Text.Json;
using HealthcareLlm.Evaluation.Runs;

namespace HealthcareLlm.Tests.Evaluation.Runs;

public class PairedTestTests
{
    [Theory]
    // Exact, two-sided: 2 * (C(7,0) + C(7,1)) / 2^7 = 2 * 8 / 128 = 0.125; 2 * 1 / 2^5 = 0.0625; an even split gives more than 1, which is 1.
    [InlineData(1, 6, 0.125)]
    [InlineData(6, 1, 0.125)]
    [InlineData(0, 5, 0.0625)]
    [InlineData(3, 3, 1)]
    [InlineData(0, 0, 1)]
    public void McNemar_s_p_is_the_binomial_s(int before, int after, double p) => Assert.Equal(p, new PairedTest("x", 1, 100, before, after, 0, 0, null).PValue, 10);

    private static JsonElement Report(params (string Id, string[] Leaves)[] cases) => JsonDocument.Parse(JsonSerializer.Serialize(new
    {
        cases = cases.Select(c => new
        {
            id = c.Id,
            evalset = "s",
            leaves = c.Leaves.Select(l => l.Split(' ')).Select(l => new { path = l[0], outcome = l[1], gold = l.Length > 2 ? string.Join(' ', l[2..]) : null }),
            traps = new object[] { new { id = "t1" } },
        }),
    })).RootElement;

    [Fact]
    public void Pairs_are_of_the_same_leaf_of_the_same_case()
    {
        // birthDate and memberId are critical, name is not. Of what the packets give: c1 birthDate lost, c2 birthDate won, c1 memberId kept; what must be refused
        // and what is given in one run alone are no pairs, nor is the case that only one run has.
        var before = Report(("c1", ["patient.birthDate right 1", "patient.memberId right 2", "patient.name right N", "requestingProvider.npi wrong (refuse: check-digit)"]), ("c2", ["patient.birthDate missed 1", "patient.sex invented"]), ("c3", ["patient.birthDate right 1"]));
        var after = Report(("c1", ["patient.birthDate wrong 1", "patient.memberId right 2", "patient.name missed N"]), ("c2", ["patient.birthDate right 1"]));
        var tests = PairedTest.Of(before, after, 1).ToDictionary(t => t.What.Split(':')[0], StringComparer.Ordinal);
        var critical = tests["critical leaves that the packets give"];
        Assert.Equal((2, 3, 1, 1), (critical.Cases, critical.Pairs, critical.OnlyBefore, critical.OnlyAfter));
        Assert.Equal((2 / 3.0, 2 / 3.0), (critical.Before, critical.After));
        Assert.Equal((1, 1, 1, 0), (tests["other leaves that the packets give"].Cases, tests["other leaves that the packets give"].Pairs, tests["other leaves that the packets give"].OnlyBefore, tests["other leaves that the packets give"].OnlyAfter));

        // Packets without a wrong or invented critical value: c1 before no (the value that must be refused), after no; c2 yes, yes.
        var harmless = tests["packets without a wrong or invented critical value"];
        Assert.Equal((2, 0, 0, 0.5), (harmless.Pairs, harmless.OnlyBefore, harmless.OnlyAfter, harmless.After));
        Assert.Equal((0, 1), (tests["packets without a wrong or invented other value"].OnlyBefore, tests["packets without a wrong or invented other value"].OnlyAfter));
    }

    [Fact]
    public void A_run_is_no_better_than_itself_and_a_worse_one_is_seen()
    {
        ImmutableArray<(string, string[])> good = [.. Enumerable.Range(0, 40).Select(i => ("c" + i, new[] { "patient.birthDate right 1" }))];
        ImmutableArray<(string, string[])> worse = [.. good.Select((c, i) => i < 10 ? (c.Item1, new[] { "patient.birthDate wrong 1" }) : c)];
        var same = PairedTest.Of(Report([.. good]), Report([.. good]), 1)[0];
        Assert.Equal((1.0, (0.0, 0.0)), (same.PValue, same.Difference!.Value));
        var lost = PairedTest.Of(Report([.. good]), Report([.. worse]), 1)[0];
        Assert.Equal(2 / 1024.0, lost.PValue, 10);
        Assert.True(lost.Difference!.Value.Upper < 0);
        // Each draw loses Binomial(40, 1/4) cases, whose 2.5 and 97.5 % points are 5 and 15 or 16 of 40 (P(X <= 4) = 0.016, P(X <= 5) = 0.043, P(X <= 15) = 0.974): -0.4 to -0.125, to one case.
        Assert.InRange(lost.Difference.Value.Lower, -0.425, -0.375);
        Assert.InRange(lost.Difference.Value.Upper, -0.15, -0.1);
        // Two cases, one of them lost: a draw loses none, half or all, and a quarter of draws each of the extremes.
        var two = PairedTest.Of(Report(("a", ["patient.birthDate right 1"]), ("b", ["patient.birthDate right 1"])), Report(("a", ["patient.birthDate wrong 1"]), ("b", ["patient.birthDate right 1"])), 1)[0];
        Assert.Equal((-1.0, 0.0), two.Difference!.Value);
    }

    [Fact]
    public void Over_repeats_a_thing_is_good_where_most_runs_got_it_right()
    {
        JsonElement Run(params string[] outcomes) => Report([.. outcomes.Select((o, i) => ("c" + i, new[] { $"patient.birthDate {o} 1" }))]);
        // c0: 3 of 3, then 1 of 2: a tie, which is left out; c1: 1 of 3, then 2 of 2; c2: 2 of 3 and 2 of 2: good on both sides.
        var test = PairedTest.Of(
            [Run("right", "wrong", "right"), Run("right", "right", "right"), Run("right", "missed", "wrong")],
            [Run("right", "right", "right"), Run("wrong", "right", "right")], 1)[0];
        Assert.Equal((2, 2, 0, 1), (test.Cases, test.Pairs, test.OnlyBefore, test.OnlyAfter));
        Assert.Equal((3 / 6.0, 1.0), (test.Before, test.After));
        Assert.Equal(((3, 2), (2, 1)), (test.Repeats, test.Unsteady));
        var table = PairedTest.Table([test]);
        Assert.Equal("1", table.Rows[0][table.Columns.IndexOf("ties left out")]);
        Assert.Contains("half of an even number", table.Title, StringComparison.Ordinal);
        Assert.Contains("3 runs before, 2 after", PairedTest.Table([test]).Title, StringComparison.Ordinal);
        Assert.DoesNotContain("runs before", PairedTest.Table([test with { Repeats = (1, 1) }]).Title, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_tied_throughout_is_told_and_nothing_is_made_of_it()
    {
        // Each of 20 things is right in one of two runs before and in both after: no thing says which version is better, and the bootstrap has nothing to draw.
        JsonElement Run(string outcome) => Report([.. Enumerable.Range(0, 20).Select(i => ("c" + i, new[] { $"patient.birthDate {outcome} 1" }))]);
        var test = PairedTest.Of([Run("right"), Run("missed")], [Run("right"), Run("right")], 1).Single(t => t.What.StartsWith("critical leaves", StringComparison.Ordinal));
        Assert.Equal((0, 0, 0, 1.0), (test.Pairs, test.OnlyBefore, test.OnlyAfter, test.PValue));
        Assert.Null(test.Difference);
        var table = PairedTest.Table([test]);
        Assert.Equal(("not scored", "20"), (table.Rows[0][table.Columns.IndexOf("before")], table.Rows[0][table.Columns.IndexOf("ties left out")]));
    }

    [Fact]
    public void A_single_case_has_no_interval() => Assert.Null(PairedTest.Of(Report(("c", ["patient.birthDate right 1"])), Report(("c", ["patient.birthDate right 1"])), 1)[0].Difference);

    [Theory]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.00009999, "< 0.0001")]
    [InlineData(1e-12, "< 0.0001")]
    [InlineData(0.03125, "0.0313")]
    [InlineData(1.0, "1.0000")]
    public void No_p_is_told_as_zero(double p, string told) => Assert.Equal(told, HealthcareLlm.Evaluation.ReportTables.P(p));

    [Fact]
    public void A_small_p_of_a_paired_test_is_told_as_small()
    {
        // 40 pairs, all good before only: p = 2 / 2^40.
        string row = string.Join('|', PairedTest.Table([new("x", 40, 40, 40, 0, 1, 0, null)]).Rows[0]);
        Assert.Contains("|< 0.0001|", row, StringComparison.Ordinal);
        Assert.DoesNotContain("0.0000", row, StringComparison.Ordinal);
    }
}

using HealthcareLlm.Policies;
using static HealthcareLlm.Policies.CriterionState;

namespace HealthcareLlm.Tests.Policies;

/// <summary>The logic of criteria, whole: every row of every table, the tables written out by hand from DESIGN.md.</summary>
public class FourValuedTests
{
    private static readonly CriterionState[] States = [Met, NotMet, NotDocumented, Conflicting];

    [Fact]
    public void There_are_four_states_and_none_refuses_a_request()
    {
        Assert.Equal(["Conflicting", "Met", "NotDocumented", "NotMet"], Enum.GetNames<CriterionState>().Order(StringComparer.Ordinal));
        var named = typeof(CriterionState).Assembly.GetTypes().Where(t => t.Namespace?.StartsWith("HealthcareLlm.Policies", StringComparison.Ordinal) == true).ToList();
        Assert.NotEmpty(named);
        string[] names = [.. named.Select(t => t.Name).Concat(named.Where(t => t.IsEnum).SelectMany(Enum.GetNames))];
        Assert.DoesNotContain(names, n => n.Contains("Denied", StringComparison.OrdinalIgnoreCase) || n.Contains("Reject", StringComparison.OrdinalIgnoreCase));
    }

    // Rows and columns: Met, NotMet, NotDocumented, Conflicting. M, N, D, C.
    [Theory]
    [InlineData("all", "MNDC NNNN DNDC CNCC")]
    [InlineData("any", "MMMM MNDC MDDC MCCC")]
    [InlineData("unless", "MMMM MNNN MDDD MCCC")]
    [InlineData("at-least-1", "MMMM MNDC MDDC MCCC")]
    [InlineData("at-least-2", "MNDC NNNN DNDC CNCC")]
    public void Every_pair(string op, string table)
    {
        string[] rows = table.Split(' ');
        for (int i = 0; i < 4; i++)
        {
            for (int k = 0; k < 4; k++)
            {
                var (a, b) = (States[i], States[k]);
                var got = op switch
                {
                    "all" => FourValued.All(a, b),
                    "any" => FourValued.Any(a, b),
                    "unless" => FourValued.Unless(a, b),
                    "at-least-1" => FourValued.AtLeast(1, a, b),
                    _ => FourValued.AtLeast(2, a, b),
                };
                Assert.True(got == Of(rows[i][k]), $"{op} {a} {b}: {got}");
            }
        }
    }

    /// <summary>All 4 + 16 + 64 + 256 lists of up to four states, against the sentence of the design: what could still become of the open ones.</summary>
    [Fact]
    public void Every_list_of_up_to_four()
    {
        int lists = 0;
        foreach (var states in Lists(4))
        {
            lists++;
            // The worst, the best: by rank, a second way beside the search in order.
            int[] worst = [.. states.Select(s => s switch { NotMet => 3, Conflicting => 2, NotDocumented => 1, _ => 0 })];
            int[] best = [.. states.Select(s => s switch { Met => 3, Conflicting => 2, NotDocumented => 1, _ => 0 })];
            Assert.Equal(states[Array.IndexOf(worst, worst.Max())], FourValued.All(states));
            Assert.Equal(states[Array.IndexOf(best, best.Max())], FourValued.Any(states));
            for (int n = 1; n <= states.Length; n++)
            {
                int surely = states.Count(s => s == Met), perhaps = states.Count(s => s != NotMet);
                var expected = surely >= n ? Met : perhaps < n ? NotMet : states.Contains(Conflicting) ? Conflicting : NotDocumented;
                Assert.Equal(expected, FourValued.AtLeast(n, states));
            }

            Assert.Equal(FourValued.All(states), FourValued.AtLeast(states.Length, states));
            Assert.Equal(FourValued.Any(states), FourValued.AtLeast(1, states));
        }

        Assert.Equal(4 + 16 + 64 + 256, lists);
    }

    [Fact]
    public void Silence_alone_is_never_not_met()
    {
        foreach (var states in Lists(4).Where(s => !s.Contains(NotMet)))
        {
            Assert.NotEqual(NotMet, FourValued.All(states));
            Assert.NotEqual(NotMet, FourValued.Any(states));
            for (int n = 1; n <= states.Length; n++) Assert.NotEqual(NotMet, FourValued.AtLeast(n, states));
        }
    }

    [Fact]
    public void A_tree_without_children_says_nothing()
    {
        Assert.Throws<ArgumentException>(() => FourValued.All());
        Assert.Throws<ArgumentException>(() => FourValued.Any());
        Assert.Throws<ArgumentException>(() => FourValued.AtLeast(0, Met));
        Assert.Throws<ArgumentException>(() => FourValued.AtLeast(2, Met));
    }

    private static CriterionState Of(char letter) => letter switch { 'M' => Met, 'N' => NotMet, 'D' => NotDocumented, 'C' => Conflicting, _ => throw new ArgumentException("no state", nameof(letter)) };

    private static IEnumerable<CriterionState[]> Lists(int longest)
    {
        IEnumerable<CriterionState[]> last = [[]];
        for (int length = 1; length <= longest; length++)
        {
            last = [.. last.SelectMany(l => States.Select(s => (CriterionState[])[.. l, s]))];
            foreach (var list in last) yield return list;
        }
    }
}

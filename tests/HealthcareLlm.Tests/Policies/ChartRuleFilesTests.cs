using HealthcareLlm.Documents;
using HealthcareLlm.Policies.Deciding;

namespace HealthcareLlm.Tests.Policies;

/// <summary>Every row of the files by which charts are read against policies finds its example and leaves its counter-example alone.</summary>
public class ChartRuleFilesTests
{
    private static (string Text, TextSpan Words) Marked(string marked)
    {
        int open = marked.IndexOf('[', StringComparison.Ordinal), close = marked.IndexOf(']', StringComparison.Ordinal);
        return (marked.Replace("[", string.Empty, StringComparison.Ordinal).Replace("]", string.Empty, StringComparison.Ordinal), new(open, close - 1));
    }

    [Fact]
    public void Relatives()
    {
        Assert.All(HealthcareLlm.Policies.Deciding.Relatives.Examples, static row =>
        {
            var (text, words) = Marked(row.Example);
            Assert.Equal([row.Kind], HealthcareLlm.Policies.Deciding.Relatives.Of(text, new(0, text.Length), words));
            (text, words) = Marked(row.CounterExample);
            Assert.DoesNotContain(row.Kind, HealthcareLlm.Policies.Deciding.Relatives.Of(text, new(0, text.Length), words));
        });
    }

    [Fact]
    public void NotYets()
    {
        Assert.All(NotYet.Examples, static row =>
        {
            var (text, words) = Marked(row.Example);
            Assert.Equal(row.Id, NotYet.RuleOf(text, new(0, text.Length), words));
            (text, words) = Marked(row.CounterExample);
            Assert.Null(NotYet.RuleOf(text, new(0, text.Length), words));
        });
    }

    [Fact]
    public void BroaderWords()
    {
        Assert.All(BroaderDenials.Examples, static row =>
        {
            Assert.Matches(row.Denied, row.Example);
            Assert.DoesNotMatch(row.Denied, row.CounterExample);
        });
    }

    [Fact]
    public void DenialsOfTherapies()
    {
        Assert.All(TherapyDenials.Examples, static row =>
        {
            int at = row.Example.IndexOf("PT", StringComparison.Ordinal), other = row.CounterExample.IndexOf("PT", StringComparison.Ordinal);
            Assert.Equal(row.Id, TherapyDenials.RuleOf(row.Example, new(0, row.Example.Length), new(at, at + 2)));
            Assert.Null(TherapyDenials.RuleOf(row.CounterExample, new(0, row.CounterExample.Length), new(other, other + 2)));
        });
    }

    [Fact]
    public void PairedJoints()
    {
        Assert.All(OtherSide.Examples, static row =>
        {
            Assert.Equal(row.Joint, OtherSide.Named(row.Example)?.Joint);
            Assert.Null(OtherSide.Named(row.CounterExample));
        });
    }
}

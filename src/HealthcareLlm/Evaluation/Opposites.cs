using System.Collections.Immutable;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Evaluation;

/// <summary>Two words that turn a text into another statement.</summary>
/// <param name="Id">Id of the rule.</param>
/// <param name="First">One word; with a hyphen at its end the beginning of words.</param>
/// <param name="Second">The other.</param>
/// <param name="Example">Two texts, parted by <c>|</c>, that are never the same.</param>
/// <param name="CounterExample">Two texts, parted by <c>|</c>, that this rule does not part.</param>
public sealed record Opposite(string Id, string First, string Second, string Example, string CounterExample);

/// <summary>The rules of rules/opposites.tsv.</summary>
public static class Opposites
{
    private static readonly Lazy<ImmutableArray<Opposite>> Rules =
        new(() => [.. RuleFiles.Read("opposites.tsv", 6).Select(c => new Opposite(c[0], c[1], c[2], c[4], c[5]))]);

    /// <summary>Every rule, in the order of the file.</summary>
    public static ImmutableArray<Opposite> All => Rules.Value;

    /// <summary>Whether one text has a word and lacks its opposite, and the other has the opposite and lacks the word.</summary>
    public static bool Part(ImmutableArray<string> first, ImmutableArray<string> second) => All.Any(rule =>
    {
        bool firstHasFirst = Has(first, rule.First), firstHasSecond = Has(first, rule.Second);
        bool secondHasFirst = Has(second, rule.First), secondHasSecond = Has(second, rule.Second);
        return (firstHasFirst && !firstHasSecond && secondHasSecond && !secondHasFirst)
            || (firstHasSecond && !firstHasFirst && secondHasFirst && !secondHasSecond);
    });

    private static bool Has(ImmutableArray<string> words, string word) => word[^1] == '-'
        ? words.Any(w => w.StartsWith(word[..^1], StringComparison.Ordinal))
        : words.Contains(word);
}

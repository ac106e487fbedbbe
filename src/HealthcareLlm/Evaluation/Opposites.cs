using System.Collections.Immutable;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Evaluation;

/// <summary>Two words that turn a text into another statement.</summary>
/// <param name="Id">Id of the rule.</param>
/// <param name="First">One word; with a hyphen at its end the beginning of words.</param>
/// <param name="Second">The other.</param>
/// <param name="Example">Two texts, parted by <c>|</c>, that are never the same.</param>
/// <param name="CounterExample">Two texts, parted by <c>|</c>, that this rule does not part.</param>
public sealed record Opposite(string Id, string First, string Second, string Example, string CounterExample)
{
    /// <summary>Whether the words have the first.</summary>
    internal bool HasFirst(ImmutableArray<string> words) => Has(words, First);

    /// <summary>Whether they have the second.</summary>
    internal bool HasSecond(ImmutableArray<string> words) => Has(words, Second);

    private static bool Has(ImmutableArray<string> words, string sought)
    {
        var beginning = sought.AsSpan(0, sought.Length - 1);
        foreach (string word in words)
        {
            if (sought[^1] == '-' ? word.AsSpan().StartsWith(beginning, StringComparison.Ordinal) : word == sought) return true;
        }

        return false;
    }
}

/// <summary>The rules of rules/opposites.tsv.</summary>
public static class Opposites
{
    private static readonly Lazy<ImmutableArray<Opposite>> Rules =
        new(() => RuleFiles.Read("opposites.tsv", 6).Select(c => new Opposite(c[0], c[1], c[2], c[4], c[5])).ToImmutableArray() is { Length: <= 128 } rules ? rules
            : throw new InvalidDataException("opposites.tsv: more rules than bits"));

    /// <summary>Every rule, in the order of the file.</summary>
    public static ImmutableArray<Opposite> All => Rules.Value;

    /// <summary>Whether one text has a word and lacks its opposite, and the other has the opposite and lacks the word.</summary>
    public static bool Part(ImmutableArray<string> first, ImmutableArray<string> second)
    {
        var (own, other) = (SidesOf(first), SidesOf(second));
        return (own.First & other.Second) != 0 || (own.Second & other.First) != 0;
    }

    [ThreadStatic]
    private static Recently<ImmutableArray<string>, (UInt128 First, UInt128 Second)>? s_recent;

    /// <summary>A bit for each rule of which a text has the first word alone, and one for each of which it has the second alone. Words of one text come again as the same array.</summary>
    private static (UInt128 First, UInt128 Second) SidesOf(ImmutableArray<string> words) => (s_recent ??= new()).Of(words, Sides);

    private static (UInt128 First, UInt128 Second) Sides(ImmutableArray<string> words)
    {
        UInt128 firsts = 0, seconds = 0;
        for (int i = 0; i < All.Length; i++)
        {
            bool hasFirst = All[i].HasFirst(words), hasSecond = All[i].HasSecond(words);
            if (hasFirst && !hasSecond) firsts |= UInt128.One << i;
            if (hasSecond && !hasFirst) seconds |= UInt128.One << i;
        }

        return (firsts, seconds);
    }
}

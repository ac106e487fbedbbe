using System.Collections.Frozen;
using System.Collections.Immutable;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Evaluation.Summaries;

/// <summary>A rule of <c>rules/summary-words.tsv</c>.</summary>
/// <param name="Id">Id.</param>
/// <param name="Kind"><c>frame</c>, <c>common</c>, <c>turn</c>, <c>beginning</c>, <c>change</c>, <c>side</c>, <c>side-short</c> or <c>side-in</c>.</param>
/// <param name="Writings">Words, lower case.</param>
/// <param name="Means">The change or the side that they mean; <c>-</c> for the other kinds.</param>
/// <param name="Example">Two texts, parted by <c>=</c>, as the head of the file says.</param>
/// <param name="CounterExample">Two texts of which that is not so.</param>
internal sealed record SummaryWordRule(string Id, string Kind, ImmutableArray<string> Writings, string Means, string Example, string CounterExample);

/// <summary>The words by which the text of a summary is read beside its quotes.</summary>
internal static class SummaryWords
{
    private static readonly Lazy<ImmutableArray<SummaryWordRule>> Rules = new(static () => [.. RuleFiles.Read("summary-words.tsv", 7).Select(static c => new SummaryWordRule(c[0], c[1], [.. c[2].Split('|')], c[3], c[5], c[6]))]);

    private static readonly Lazy<FrozenSet<string>> Frames = new(static () => Of("frame").Keys.ToFrozenSet(StringComparer.Ordinal)), CommonOnes = new(static () => Of("common").Keys.ToFrozenSet(StringComparer.Ordinal));

    private static readonly Lazy<FrozenDictionary<string, string>> ChangeOf = new(static () => Of("change")), WrittenOut = new(static () => Of("side")), SideOf = new(static () => Of("side", "side-short")), SideIn = new(static () => Of("side", "side-short", "side-in"));

    /// <summary>Every rule, in the order of the file.</summary>
    internal static ImmutableArray<SummaryWordRule> All => Rules.Value;

    /// <summary>Words of a summary of its own, which no quote needs to have.</summary>
    internal static FrozenSet<string> Frame => Frames.Value;

    /// <summary>Words that tell nothing of what a clause is about.</summary>
    internal static FrozenSet<string> Common => CommonOnes.Value;

    /// <summary>What a row says first became of its drug, with the change that it means.</summary>
    internal static FrozenDictionary<string, string> Changes => ChangeOf.Value;

    /// <summary>Words that name a side wherever they stand, with the side.</summary>
    internal static FrozenDictionary<string, string> SidesWrittenOut => WrittenOut.Value;

    /// <summary>Words for a side, with the side.</summary>
    internal static FrozenDictionary<string, string> Sides => SideOf.Value;

    /// <summary>Words for a side and abbreviations that have one in them, with the side.</summary>
    internal static FrozenDictionary<string, string> SidesAnywhere => SideIn.Value;

    /// <summary>Words behind which another clause begins.</summary>
    internal static IEnumerable<string> Turns => Of("turn").Keys.OrderByDescending(static w => w.Length).ThenBy(static w => w, StringComparer.Ordinal);

    /// <summary>How many words begin, so that their first letters tell little.</summary>
    internal static ImmutableArray<string> Beginnings => Begin.Value;

    private static readonly Lazy<ImmutableArray<string>> Begin = new(static () => [.. Of("beginning").Keys]);

    private static FrozenDictionary<string, string> Of(params string[] kinds) => Rules.Value.Where(r => kinds.Contains(r.Kind)).SelectMany(static r => r.Writings.Select(w => KeyValuePair.Create(w, r.Means))).ToFrozenDictionary(StringComparer.Ordinal);
}

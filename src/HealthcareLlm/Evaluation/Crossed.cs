using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Evaluation;

/// <summary>A rule of <c>rules/crossing-words.tsv</c>.</summary>
/// <param name="Id">Id.</param>
/// <param name="Kind"><c>relation</c> or <c>polar</c>.</param>
/// <param name="Writings">Words, lower case.</param>
/// <param name="Example">Two texts, parted by <c>|</c>, that are never the same.</param>
/// <param name="CounterExample">Two texts, parted by <c>|</c>, that this rule does not part.</param>
internal sealed record CrossingRule(string Id, string Kind, ImmutableArray<string> Writings, string Example, string CounterExample);

/// <summary>
/// Whether two texts of the same words say another thing because words changed places: lung cancer metastatic to brain is not brain cancer metastatic to lung, nor a
/// normal left hip and an abnormal right one the reverse.
/// </summary>
internal static partial class Crossed
{
    private static readonly Lazy<ImmutableArray<CrossingRule>> Rules = new(static () => [.. RuleFiles.Read("crossing-words.tsv", 6).Select(static c => new CrossingRule(c[0], c[1], [.. c[2].Split('|')], c[4], c[5]))]);

    private static readonly Lazy<FrozenSet<string>> Relations = new(static () => Of("relation"));

    private static readonly Lazy<FrozenSet<string>> Opposed = new(() => Opposites.All.SelectMany(static o => new[] { o.First, o.Second }).Where(static w => w[^1] != '-').Concat(Of("polar")).ToFrozenSet(StringComparer.Ordinal));

    /// <summary>Every rule, in the order of the file.</summary>
    internal static ImmutableArray<CrossingRule> All => Rules.Value;

    private static FrozenSet<string> Of(string kind) => All.Where(r => r.Kind == kind).SelectMany(static r => r.Writings).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether words changed places across a word of relation, or between the parts of a sentence that words of opposite sense stand in.</summary>
    internal static bool Are(string first, string second)
    {
        if (first == second) return false;
        var (own, other) = (Statement.Words(first), Statement.Words(second));
        return own.Any(w => Relations.Value.Contains(w) && Swapped(own, other, w)) || PartsSwapped(first, second);
    }

    private static bool Swapped(ImmutableArray<string> first, ImmutableArray<string> second, string relation)
    {
        int at = first.IndexOf(relation), then = second.IndexOf(relation);
        if (then < 0 || first.LastIndexOf(relation) != at || second.LastIndexOf(relation) != then) return false;
        return first.Take(at).Any(w => Tells(w) && IsOnlyBehind(second, then, w)) && first.Skip(at + 1).Any(w => Tells(w) && IsOnlyBefore(second, then, w));
    }

    private static bool IsOnlyBehind(ImmutableArray<string> words, int at, string word) => words.IndexOf(word) > at;

    private static bool IsOnlyBefore(ImmutableArray<string> words, int at, string word) => words.LastIndexOf(word) is >= 0 and var last && last < at;

    private static bool Tells(string word) => word.Length >= 3 && !Relations.Value.Contains(word) && word is not ("and" or "the" or "for");

    private static bool PartsSwapped(string first, string second)
    {
        List<ImmutableArray<string>> own = Parts(first), other = Parts(second);
        if (own.Count < 2 || other.Count < 2) return false;
        foreach (string word in own.SelectMany(static p => p).Where(Opposed.Value.Contains).Distinct(StringComparer.Ordinal))
        {
            var (a, b) = (own.FindAll(p => p.Contains(word)), other.FindAll(p => p.Contains(word)));
            if (a.Count != 1 || b.Count != 1) continue;
            if (a[0].Any(w => Moved(w, b[0], other)) && b[0].Any(w => Moved(w, a[0], own))) return true;
        }

        return false;
    }

    /// <summary>Whether a word stands in another part than this one.</summary>
    private static bool Moved(string word, ImmutableArray<string> part, List<ImmutableArray<string>> parts) => (word.Length >= 2 || NormalForm.IsNumber(word)) && !part.Contains(word) && parts.Exists(p => p.Contains(word));

    private static List<ImmutableArray<string>> Parts(string text) => [.. Part().Split(text).Select(Statement.Words).Where(static p => p.Length > 0)];

    [GeneratedRegex(@"[,;\n]|\.(?![0-9])|\b(?:and|but|then|while|whereas)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Part();
}

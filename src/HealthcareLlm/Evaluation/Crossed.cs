using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace HealthcareLlm.Evaluation;

/// <summary>
/// Whether two texts of the same words say another thing because words changed places: lung cancer metastatic to brain is not brain cancer metastatic to lung, nor a
/// normal left hip and an abnormal right one the reverse.
/// </summary>
internal static partial class Crossed
{
    // What stands before such a word is not what stands behind it.
    private static readonly FrozenSet<string> Relations = new[]
    {
        "to", "from", "due", "secondary", "after", "before", "following", "causing", "caused", "than", "into", "with", "in", "versus", "toward", "because", "until", "without",
    }.ToFrozenSet(StringComparer.Ordinal);

    // Words of opposite sense beside those of opposites.tsv: what is said in their part of a sentence is said of it alone.
    private static readonly FrozenSet<string> Polar = new[] { "failed", "tolerated", "tolerates", "allergic", "better", "worse", "healthy", "stable", "removal", "insertion", "stopped", "started", "mother", "father" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly Lazy<FrozenSet<string>> Opposed = new(() => Opposites.All.SelectMany(static o => new[] { o.First, o.Second }).Where(static w => w[^1] != '-').Concat(Polar).ToFrozenSet(StringComparer.Ordinal));

    /// <summary>Whether words changed places across a word of relation, or between the parts of a sentence that words of opposite sense stand in.</summary>
    internal static bool Are(string first, string second)
    {
        if (first == second) return false;
        var (own, other) = (Statement.Words(first), Statement.Words(second));
        return own.Any(w => Relations.Contains(w) && Swapped(own, other, w)) || PartsSwapped(first, second);
    }

    private static bool Swapped(ImmutableArray<string> first, ImmutableArray<string> second, string relation)
    {
        int at = first.IndexOf(relation), then = second.IndexOf(relation);
        if (then < 0 || first.LastIndexOf(relation) != at || second.LastIndexOf(relation) != then) return false;
        return first.Take(at).Any(w => Tells(w) && IsOnlyBehind(second, then, w)) && first.Skip(at + 1).Any(w => Tells(w) && IsOnlyBefore(second, then, w));
    }

    private static bool IsOnlyBehind(ImmutableArray<string> words, int at, string word) => words.IndexOf(word) > at;

    private static bool IsOnlyBefore(ImmutableArray<string> words, int at, string word) => words.LastIndexOf(word) is >= 0 and var last && last < at;

    private static bool Tells(string word) => word.Length >= 3 && !Relations.Contains(word) && word is not ("and" or "the" or "for");

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

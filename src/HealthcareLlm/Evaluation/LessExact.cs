using System.Collections.Frozen;
using System.Collections.Immutable;

namespace HealthcareLlm.Evaluation;

/// <summary>Whether a writing lost what makes a value exact: its side, or how many were counted.</summary>
internal static class LessExact
{
    private static readonly FrozenSet<string> Sides = new[] { "left", "right", "bilateral", "both" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Counted = new[]
    {
        "visit", "session", "week", "month", "year", "course", "cycle", "injection", "treatment",
    }.ToFrozenSet(StringComparer.Ordinal);

    // Behind these a number of weeks tells how often.
    private static readonly FrozenSet<string> Often = new[] { "every", "q", "each", "per" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether the value has a side or a count that the writing has not.</summary>
    /// <param name="value">What is right.</param>
    /// <param name="writing">What stands for it.</param>
    internal static bool Is(string value, string writing)
    {
        var (own, other) = (Statement.Words(value), Statement.Words(writing));
        return own.Any(w => Sides.Contains(w) && !HasSide(other, w)) || Counts(own).Any(n => !other.Contains(n));
    }

    private static bool HasSide(ImmutableArray<string> words, string side) => side switch
    {
        "left" => words.Contains("left") || words.Contains("lt") || words.Contains("l"),
        "right" => words.Contains("right") || words.Contains("rt") || words.Contains("r"),
        _ => words.Contains("bilateral") || words.Contains("both") || words.Contains("bilaterally") || (words.Contains("left") && words.Contains("right")),
    };

    private static IEnumerable<string> Counts(ImmutableArray<string> words)
    {
        for (int i = 0; i + 1 < words.Length; i++)
        {
            if (NormalForm.IsNumber(words[i]) && Counted.Contains(words[i + 1].TrimEnd('s')) && (i == 0 || !Often.Contains(words[i - 1]))) yield return words[i];
        }
    }
}

using System.Collections.Immutable;

namespace HealthcareLlm.Evaluation.GoldenSets;

/// <summary>
/// Whether two names of people who were born on one day are writings of one name: with or without accents (ü also as ue), with or without a middle name or its initial, a second surname (joined by a
/// hyphen or not), a title; in either order; a given name as its initial. The days must be compared first: names alone that agree in so little are of many people.
/// </summary>
internal static class SamePerson
{
    // What stands before or behind a name and is no part of it.
    private static readonly ImmutableHashSet<string> Titles = ["mr", "mrs", "ms", "miss", "dr", "jr", "sr", "ii", "iii", "iv", "md", "do", "phd", "rn"];

    /// <summary>Whether both can be the name of one person who was born on one day.</summary>
    internal static bool AreOne(string first, string second)
    {
        var (one, other) = (Read(first), Read(second));
        if (one.Words.IsEmpty || other.Words.IsEmpty) return false;
        if (string.Concat(one.Words) == string.Concat(other.Words) && one.Words.Length + one.Initials.Length > 1) return AgreeInInitials(one, other);
        // Given name and surname alike, whatever stands between them.
        if (one.Words.Length > 1 && other.Words.Length > 1 && one.Words[0] == other.Words[0] && one.Words[^1] == other.Words[^1]) return true;
        var (shorter, longer) = one.Words.Length <= other.Words.Length ? (one, other) : (other, one);
        if (Left(shorter, longer) is not { } left) return false;
        return shorter.Words.Length > 1 || shorter.Initials.Any(i => left.Any(w => w[0] == i));
    }

    /// <summary>A name's words of two letters and more, the given name first where a comma parts it, and its initials.</summary>
    private sealed record Name(ImmutableArray<string> Words, ImmutableArray<char> Initials);

    private static Name Read(string text)
    {
        string[] sides = text.Split(',', 2);
        string turned = sides.Length == 2 && NormalForm.Words(sides[1]).Any(w => !Titles.Contains(w)) ? sides[1] + " " + sides[0] : text;
        // A hyphen parts words and an apostrophe joins them: Doe-Smith is Doe Smith, O'Brien is OBrien.
        ImmutableArray<string> all = [.. NormalForm.Words(turned.Replace("'", string.Empty, StringComparison.Ordinal).Replace("\u2019", string.Empty, StringComparison.Ordinal)).Where(w => !Titles.Contains(w))];
        return new([.. all.Where(w => w.Length > 1).Select(Plain)], [.. all.Where(w => w.Length == 1).Select(w => w[0])]);
    }

    /// <summary>An umlaut that is written out (ae, oe, ue) as the plain letter, as which one with dots is read.</summary>
    private static string Plain(string word) => word.Replace("ae", "a", StringComparison.Ordinal).Replace("oe", "o", StringComparison.Ordinal).Replace("ue", "u", StringComparison.Ordinal);

    /// <summary>With one word beside initials, the initials are all there is of the given name, and must be the same.</summary>
    private static bool AgreeInInitials(Name one, Name other) => one.Words.Length > 1 || other.Words.Length > 1 || one.Initials.Intersect(other.Initials).Any();

    /// <summary>The words that the longer name has beyond the shorter one; null where the shorter has one that the longer has not. Two words of the longer may stand in the shorter as one.</summary>
    private static List<string>? Left(Name shorter, Name longer)
    {
        var left = longer.Words.ToList();
        foreach (string word in shorter.Words)
        {
            if (left.Remove(word)) continue;
            int joined = Enumerable.Range(0, Math.Max(0, left.Count - 1)).FirstOrDefault(i => left[i] + left[i + 1] == word, -1);
            if (joined < 0) return null;
            left.RemoveRange(joined, 2);
        }

        return left;
    }
}

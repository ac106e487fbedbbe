using System.Collections.Immutable;

namespace HealthcareLlm.Evaluation.GoldenSets;

/// <summary>
/// Finds short texts that are nearly the same word for word. By runs of five words (<see cref="TextShingles"/>) a short text is lost with a few other entries: each one breaks five runs of the
/// few that it has. Here the longest common sequence of words counts, twice its length of the words of both.
/// </summary>
public static class ShortTexts
{
    /// <summary>Words from which on a text is left to its runs alone; one of two texts must have fewer.</summary>
    public const int ShortUnder = 100;

    /// <summary>Fewest words of a text that is compared: shorter ones are phrases that many notes have.</summary>
    public const int LeastWords = 12;

    /// <summary>Share of the words of both texts, 0 to 1, from which on they are nearly the same.</summary>
    public const double Near = 0.8;

    /// <summary>Every pair of texts of which one is short that are nearly the same, in order.</summary>
    public static ImmutableArray<NearTexts> Pairs(IReadOnlyList<string> texts)
    {
        // Twice the shorter is the most that two can share: far longer texts are out at once.
        int longest = (int)(ShortUnder * (2 - Near) / Near);
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        ImmutableArray<ShortText> some = [.. texts.Select((t, i) => (At: i, Words: Numbered(t, known))).Where(t => t.Words.Length >= LeastWords && t.Words.Length <= longest).Select(t => new ShortText(t.At, t.Words, [.. t.Words.Order()]))];
        return [.. some.AsParallel().AsOrdered().SelectMany((one, i) => some.Skip(i + 1).Select(other => Compare(one, other)).OfType<NearTexts>())];
    }

    /// <summary>A text as numbers of words, in its order and sorted.</summary>
    private sealed record ShortText(int At, int[] Words, int[] Sorted);

    private static NearTexts? Compare(ShortText one, ShortText other)
    {
        int both = one.Words.Length + other.Words.Length, least = Math.Min(one.Words.Length, other.Words.Length);
        if (least >= ShortUnder || 2 * least < Near * both || 2 * InAnyOrder(one.Sorted, other.Sorted) < Near * both) return null;
        double share = 2.0 * Common(one.Words, other.Words) / both;
        return share >= Near ? new(one.At, other.At, share) { IsShort = true } : null;
    }

    private static int[] Numbered(string text, Dictionary<string, int> known)
    {
        var words = NormalForm.Words(text);
        int[] numbers = new int[words.Length];
        for (int i = 0; i < words.Length; i++)
        {
            if (!known.TryGetValue(words[i], out numbers[i])) known[words[i]] = numbers[i] = known.Count;
        }

        return numbers;
    }

    /// <summary>How many words both have, in any order: told in no time, and never fewer than in one order.</summary>
    private static int InAnyOrder(int[] first, int[] second)
    {
        int common = 0;
        for (int i = 0, j = 0; i < first.Length && j < second.Length;)
        {
            int order = first[i].CompareTo(second[j]);
            if (order == 0) common++;
            if (order <= 0) i++;
            if (order >= 0) j++;
        }

        return common;
    }

    /// <summary>Length of the longest sequence of words that stands in both in one order.</summary>
    private static int Common(int[] first, int[] second)
    {
        Span<int> row = stackalloc int[second.Length + 1];
        row.Clear();
        foreach (int word in first)
        {
            int corner = 0;
            for (int j = 1; j <= second.Length; j++)
            {
                int above = row[j];
                row[j] = word == second[j - 1] ? corner + 1 : Math.Max(above, row[j - 1]);
                corner = above;
            }
        }

        return row[second.Length];
    }
}

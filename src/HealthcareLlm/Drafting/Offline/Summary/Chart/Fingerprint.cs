using System.Collections.Immutable;

namespace HealthcareLlm.Drafting.Offline.Summary.Chart;

/// <summary>The words and numbers of a text, for telling whether two say the same.</summary>
internal sealed class Fingerprint
{
    private static readonly HashSet<string> Empty =
    [
        "a", "an", "the", "of", "to", "in", "on", "at", "and", "or", "is", "was", "were", "are", "be", "been", "with", "for", "by", "as", "this", "that", "it", "he",
        "she", "his", "her", "him", "they", "pt", "patient", "has", "had", "have", "will", "from", "which", "who", "there", "their", "also", "then", "than", "up",
    ];

    /// <summary>Least similarity of what says the same in nearly the same words.</summary>
    internal const double Same = 0.8;

    private Fingerprint(HashSet<string> words, ImmutableArray<string> numbers)
    {
        Words = words;
        Numbers = numbers;
    }

    /// <summary>Words that carry meaning, lower case, endings of number and tense cut.</summary>
    internal HashSet<string> Words { get; }

    /// <summary>Numbers as written, sorted.</summary>
    internal ImmutableArray<string> Numbers { get; }

    /// <summary>The fingerprint of a text.</summary>
    internal static Fingerprint Of(string text)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        var numbers = new List<string>();
        int i = 0;
        while (i < text.Length)
        {
            if (!char.IsLetterOrDigit(text[i]))
            {
                i++;
                continue;
            }

            int start = i;
            while (i < text.Length && (char.IsLetterOrDigit(text[i]) || (text[i] is '.' or '\'' or '&' && i + 1 < text.Length && char.IsLetterOrDigit(text[i + 1])))) i++;
            string word = text[start..i].ToLowerInvariant();
            if (char.IsAsciiDigit(word[0])) numbers.Add(word);
            else if (!Empty.Contains(word)) words.Add(Stem(word));
        }

        numbers.Sort(StringComparer.Ordinal);
        return new(words, [.. numbers]);
    }

    /// <summary>Common words and numbers over all of both, 0 to 1 (Jaccard).</summary>
    internal double Similarity(Fingerprint other)
    {
        int common = Common(other), all = Size + other.Size - common;
        return all == 0 ? 0 : (double)common / all;
    }

    /// <summary>Share of this text's words and numbers that the other one holds, 0 to 1.</summary>
    internal double ContainedIn(Fingerprint other) => Size == 0 ? 0 : (double)Common(other) / Size;

    /// <summary>Whether both say the same in nearly the same words, with the same numbers.</summary>
    internal bool IsSameAs(Fingerprint other) => Numbers.AsSpan().SequenceEqual(other.Numbers.AsSpan()) && Similarity(other) >= Same;

    private int Size => Words.Count + Numbers.Length;

    private int Common(Fingerprint other)
    {
        var (small, large) = Words.Count <= other.Words.Count ? (Words, other.Words) : (other.Words, Words);
        int common = 0;
        foreach (string word in small)
        {
            if (large.Contains(word)) common++;
        }

        return common + Numbers.Count(n => other.Numbers.BinarySearch(n, StringComparer.Ordinal) >= 0);
    }

    internal static string Stem(string word)
    {
        if (word is "held") return "hold";
        if (word is "given" or "gave") return "give";
        if (word is "began" or "begun") return "begin";
        if (word is "stopped" or "stopping") return "stop";
        if (word.Length > 5 && word.EndsWith("ing", StringComparison.Ordinal)) return word[..^3];
        if (word.Length > 4 && word.EndsWith("ed", StringComparison.Ordinal)) return word[..^2];
        if (word.Length > 4 && word.EndsWith("es", StringComparison.Ordinal)) return word[..^2];
        return word.Length > 3 && word[^1] == 's' && word[^2] != 's' ? word[..^1] : word;
    }
}

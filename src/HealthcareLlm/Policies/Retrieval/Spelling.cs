using System.Text;

namespace HealthcareLlm.Policies.Retrieval;

/// <summary>Reads misspelt words of a question as words of the searched policies: 'oxigen' as 'oxygen'. Words that any list of the program knows stay as they are.</summary>
public static class Spelling
{
    /// <summary>Shorter words have too many neighbours: 'knee' and 'need'.</summary>
    private const int Shortest = 5;

    /// <summary>From this many letters on two slips are read.</summary>
    private const int TwoSlips = 8;

    /// <summary>The question with every misspelt word replaced by the nearest word of the versions; the question itself where none is.</summary>
    /// <param name="question">As asked.</param>
    /// <param name="versions">The versions that are searched.</param>
    public static string Mend(string question, IReadOnlyList<PolicyWords> versions)
    {
        var mended = new StringBuilder();
        int from = 0;
        foreach (var (start, end) in PolicyWords.Words(question))
        {
            string word = question[start..end].ToLowerInvariant();
            if (Nearest(word, versions) is not { } right) continue;
            mended.Append(question, from, start - from).Append(right);
            from = end;
        }

        return from == 0 ? question : mended.Append(question, from, question.Length - from).ToString();
    }

    private static string? Nearest(string word, IReadOnlyList<PolicyWords> versions)
    {
        if (word.Length < Shortest || !word.All(char.IsAsciiLetterLower) || QueryTerms.Knows(word) || versions.Any(v => v.HasWord(word))) return null;
        int slips = word.Length >= TwoSlips ? 2 : 1;
        (int Slips, string Word)? best = null;
        // What the policies say before what the lists say.
        foreach (string[] words in (string[][])[[.. versions.SelectMany(v => v.WordsLike(word[0], word.Length, slips))], [.. QueryTerms.WordsLike(word[0], word.Length, slips)]])
        {
            foreach (string other in words.Order(StringComparer.Ordinal))
            {
                if (Slips(word, other, slips) is var found && found < (best?.Slips ?? (slips + 1))) best = (found, other);
            }
        }

        return best?.Word;
    }

    /// <summary>Letters that are written for each other: vowels, and the sounds of s and k. 'Weaning' is not 'wearing'.</summary>
    private static bool SoundAlike(char a, char b) => ("aeiouy".Contains(a, StringComparison.Ordinal) && "aeiouy".Contains(b, StringComparison.Ordinal)) || ("cskzx".Contains(a, StringComparison.Ordinal) && "cskzx".Contains(b, StringComparison.Ordinal));

    /// <summary>How many letters are lost, added, changed for one that sounds alike or exchanged with their neighbour between two words; more than <paramref name="most"/> where they are further apart.</summary>
    internal static int Slips(string a, string b, int most)
    {
        if (Math.Abs(a.Length - b.Length) > most) return most + 1;
        int[] before = new int[b.Length + 1], last = new int[b.Length + 1], now = new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++) last[j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            now[0] = i;
            int least = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int change = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : SoundAlike(a[i - 1], b[j - 1]) ? 1 : most + 1);
                now[j] = Math.Min(change, Math.Min(last[j], now[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) now[j] = Math.Min(now[j], before[j - 2] + 1);
                least = Math.Min(least, now[j]);
            }

            if (least > most) return most + 1;
            (before, last, now) = (last, now, before);
        }

        return last[b.Length];
    }
}

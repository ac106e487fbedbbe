using HealthcareLlm.ClinicalText.Mentions;

namespace HealthcareLlm.Grounding;

/// <summary>
/// A name of several words that the quotes have word by word, some of them short or called otherwise, side by side or with a word between: 'iron def anemia', 'wt loss', 'aspiration PNA', 'thyroid ultrasound (1.8 cm nodule)'.
/// </summary>
internal static class NameWords
{
    private const int MostBetween = 1, ShortestStart = 3, MostOfWord = 6;

    /// <summary>Words that a name may have and the quotes leave out.</summary>
    private static readonly HashSet<string> s_left = [.. "of the a an and in on by with to level test vitamin disease disorder finding".Split(' ')];

    /// <summary>Whether each place where the quotes have the name denies it; empty where they do not have it.</summary>
    /// <param name="name">The name as the statement has it.</param>
    /// <param name="spans">The cited spans.</param>
    internal static List<bool> Find(string name, IReadOnlyList<CitedSpan> spans)
    {
        string[] wanted = [.. TermTokenizer.Tokenize(name, new(0, name.Length)).Where(static t => t.IsWord).Select(static t => t.Key)];
        string[] needed = [.. wanted.Where(static w => !s_left.Contains(w))];
        var denied = new List<bool>();
        // One word that is left of a name must say which it is: B12.
        bool isOne = needed.Length == 1 && !needed[0].Any(char.IsAsciiDigit);
        if (needed.Length == 0 || (isOne && wanted.Length > 1)) return denied;
        foreach (var span in spans)
        {
            List<SpokenWord>? words = null;
            if (isOne)
            {
                // 'procal', 'immobil', 'fluoro': most of one word.
                denied.AddRange(span.Words().Where(w => w.Key.Length >= MostOfWord && w.Key.Length < needed[0].Length && needed[0].StartsWith(w.Key, StringComparison.Ordinal)).Select(static w => w.Denied));
                continue;
            }

            for (int i = 0; i < (words ??= [.. span.Words()]).Count; i++)
            {
                if (From(words, i, needed) is { } found) denied.Add(found);
            }
        }

        return denied;
    }

    /// <summary>Whether the words of a name stand from a place on, in any order; null where they do not.</summary>
    private static bool? From(List<SpokenWord> words, int start, string[] needed)
    {
        var left = needed.ToList();
        bool denied = false, plain = false;
        int between = 0;
        for (int i = start; i < words.Count && left.Count > 0; i++)
        {
            if (i > start && words[i].IsDivided) return null;
            int at = left.FindIndex(w => w == words[i].Key);
            bool whole = at >= 0;
            if (at < 0) at = left.FindIndex(w => IsShortOf(words[i].Key, w) || SpokenEquivalents.Bears(w, words[i].Written ?? words[i].Key));
            if (at < 0)
            {
                if (i == start) return null;
                if (words[i].Kind == SpokenWordKind.Denial) return null;
                if (words[i].Kind == SpokenWordKind.Content && !char.IsAsciiDigit(words[i].Key[0]) && words[i].Key.Length > 2 && ++between > MostBetween) return null;
                continue;
            }

            plain |= whole;
            denied |= words[i].Denied;
            left.RemoveAt(at);
        }

        return left.Count == 0 && plain ? denied : null;
    }

    /// <summary>Whether a written word is short for another: its beginning, or its first letter and consonants of it in order.</summary>
    internal static bool IsShortOf(string written, string word)
    {
        if (written.Length < 2 || written.Length >= word.Length || written[0] != word[0]) return false;
        if (written.Length >= ShortestStart && word.StartsWith(written, StringComparison.Ordinal)) return true;
        int at = 0;
        foreach (char c in written.AsSpan(1))
        {
            if (c is 'a' or 'e' or 'i' or 'o' or 'u' || (at = word.IndexOf(c, at + 1)) < 0) return false;
        }

        return true;
    }
}

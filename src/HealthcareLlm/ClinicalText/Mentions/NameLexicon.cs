using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Mentions;

/// <summary>
/// Names of one kind (drugs, tests), found by whole words in any case; spaces, hyphens and slashes between the words of a name
/// are the same. The longest name at a place wins. Linear: each place looks at no more words than the longest name has.
/// </summary>
internal sealed class NameLexicon<T>
{
    private readonly Dictionary<string, List<(string[] Words, T Value)>> _byFirst = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<(string[] Words, T Value)>>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    internal NameLexicon() => _lookup = _byFirst.GetAlternateLookup<ReadOnlySpan<char>>();

    internal void Add(string name, T value)
    {
        string[] words = [.. Words(name, new(0, name.Length)).Select(w => w.In(name))];
        if (words.Length == 0) return;
        if (!_byFirst.TryGetValue(words[0], out var list)) _byFirst.Add(words[0], list = []);
        list.Add((words, value));
        list.Sort(static (a, b) => b.Words.Length.CompareTo(a.Words.Length));
    }

    /// <summary>Runs of letters and digits; an apostrophe inside a word belongs to it.</summary>
    internal static IEnumerable<TextSpan> Words(string text, TextSpan range)
    {
        int i = range.Start;
        while (i < range.End)
        {
            while (i < range.End && !char.IsLetterOrDigit(text[i])) i++;
            int start = i;
            while (i < range.End && char.IsLetterOrDigit(text[i])) i++;
            if (i > start) yield return new(start, i);
        }
    }

    /// <summary>All names, left to right, none inside another.</summary>
    internal IEnumerable<(TextSpan Span, T Value)> Find(string text, TextSpan range)
    {
        var words = Words(text, range).ToList();
        for (int i = 0; i < words.Count; i++)
        {
            if (Match(text, words, i) is not { } match) continue;
            yield return (new(words[i].Start, words[i + match.Count - 1].End), match.Value);
            i += match.Count - 1;
        }
    }

    private (int Count, T Value)? Match(string text, List<TextSpan> words, int at)
    {
        if (!_lookup.TryGetValue(text.AsSpan(words[at].Start, words[at].Length), out var list)) return null;
        foreach (var (name, value) in list)
        {
            if (at + name.Length > words.Count) continue;
            bool same = true;
            for (int k = 1; same && k < name.Length; k++)
            {
                same = JoinsWords(text, words[at + k - 1].End, words[at + k].Start)
                    && text.AsSpan(words[at + k].Start, words[at + k].Length).Equals(name[k], StringComparison.OrdinalIgnoreCase);
            }

            if (same) return (name.Length, value);
        }

        return null;
    }

    private static bool JoinsWords(string text, int start, int end)
    {
        if (end - start > 3) return false;
        for (int i = start; i < end; i++)
        {
            if (text[i] is not (' ' or '-' or '/' or '\'' or '\u2019' or '\u2013' or '.' or '%' or '(' or ')' or '&' or '+')) return false;
        }

        return true;
    }
}

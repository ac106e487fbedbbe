namespace HealthcareLlm.Drafting.Offline.Summary.Chart;

/// <summary>Finds phrases of whole words in a text, without regard to case, in one walk over its words.</summary>
internal sealed class PhraseList<T>
{
    private readonly Dictionary<string, List<(string[] Words, T Value)>> _byFirst = new(StringComparer.Ordinal);

    internal void Add(string phrase, T value)
    {
        string[] words = Words(phrase);
        if (!_byFirst.TryGetValue(words[0], out var list)) _byFirst[words[0]] = list = [];
        list.Add((words, value));
        list.Sort(static (a, b) => b.Words.Length.CompareTo(a.Words.Length));
    }

    /// <summary>The values of the phrases that stand in the text, each at most once a place, longest first.</summary>
    internal IEnumerable<T> Find(string text)
    {
        string[] words = Words(text);
        for (int i = 0; i < words.Length; i++)
        {
            if (!_byFirst.TryGetValue(words[i], out var list)) continue;
            foreach (var (phrase, value) in list)
            {
                if (i + phrase.Length > words.Length || !phrase.AsSpan().SequenceEqual(words.AsSpan(i, phrase.Length))) continue;
                yield return value;
                break;
            }
        }
    }

    private static string[] Words(string text) =>
        text.ToLowerInvariant().Split([' ', '\n', '\r', '\t', ',', '.', ';', ':', '(', ')', '"', '\u00A0'], StringSplitOptions.RemoveEmptyEntries);
}

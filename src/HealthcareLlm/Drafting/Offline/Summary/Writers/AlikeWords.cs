namespace HealthcareLlm.Drafting.Offline.Summary.Writers;

/// <summary>Sets of words of tests, found again by words that are alike: 'cultur' is 'cultures' and 'cx', 'echo' is 'echocardiogram'.</summary>
internal sealed class AlikeWords
{
    private const int Head = 4;

    private readonly Dictionary<string, List<int>> _bearers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> _narrow = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>Whether two words are alike: equal, the one the beginning of the other, or both of a culture.</summary>
    internal static bool Are(string a, string b) =>
        a == b || (a.Length >= Head && b.StartsWith(a, StringComparison.Ordinal)) || (b.Length >= Head && a.StartsWith(b, StringComparison.Ordinal)) || (IsCulture(a) && IsCulture(b));

    /// <summary>Adds a set; its number is how many were added before it.</summary>
    internal void Add(HashSet<string> words)
    {
        var keys = words.Select(KeyOf).ToHashSet(StringComparer.Ordinal);
        foreach (string key in keys)
        {
            File(_bearers, key);
            // One word of another set may then be enough: of a single word, or of two that are alike themselves.
            if (words.Count == 1 || keys.Count < words.Count) File(_narrow, key);
        }

        _count++;
    }

    /// <summary>Numbers of the sets that may have more than half of the words of the smaller of both in common with a set: most of them have two of its words, and so one of any but one.</summary>
    internal IEnumerable<int> Alike(HashSet<string> words)
    {
        if (words.Count < 2) return WithAny(words);
        var bearers = words.Select(w => Of(_bearers, w)).OrderBy(static l => l.Count).ToList();
        return bearers.SkipLast(1).Concat(words.Select(w => Of(_narrow, w))).SelectMany(static l => l).Distinct();
    }

    /// <summary>Numbers of the sets that may have a word in common with a set.</summary>
    internal IEnumerable<int> WithAny(HashSet<string> words) => words.SelectMany(w => Of(_bearers, w)).Distinct();

    private void File(Dictionary<string, List<int>> bearers, string key)
    {
        if (!bearers.TryGetValue(key, out var list)) bearers[key] = list = [];
        if (list.Count == 0 || list[^1] != _count) list.Add(_count);
    }

    private static List<int> Of(Dictionary<string, List<int>> bearers, string word) => bearers.TryGetValue(KeyOf(word), out var list) ? list : [];

    // Words that are alike have the same key.
    private static string KeyOf(string word) => IsCulture(word) ? "cult" : word.Length > Head ? word[..Head] : word;

    private static bool IsCulture(string word) => word.StartsWith("cultur", StringComparison.Ordinal) || word is "cx" or "bcx" or "ucx" or "cxs";
}

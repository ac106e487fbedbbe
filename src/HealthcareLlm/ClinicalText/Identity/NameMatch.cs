using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Identity;

/// <summary>Whether two names may be one person's: initials, missing or further names, nicknames, swapped order and misread letters do not part them.</summary>
internal static class NameMatch
{
    private static readonly Lazy<Dictionary<string, string[]>> s_nicknames = new(() =>
        RuleFiles.Read("nicknames.tsv", 6).ToDictionary(r => r[1], r => r[2].Split('|'), StringComparer.Ordinal));

    /// <summary>The words of a name that tell persons apart: lower case, no suffix, hyphenated names apart.</summary>
    internal static string[] Words(string name) =>
        [.. name.ToLowerInvariant().Split([' ', '-', '.', ',', '\u2019', '\''], StringSplitOptions.RemoveEmptyEntries).Where(w => w is not ("jr" or "sr" or "ii" or "iii" or "iv" or "de" or "la" or "van" or "von" or "del"))];

    /// <summary>Whether both may name the same person.</summary>
    internal static bool MayBeSame(string a, string b)
    {
        string[] x = Words(a), y = Words(b);
        if (x.Length == 0 || y.Length == 0) return true;
        var (few, many) = x.Length <= y.Length ? (x, y) : (y, x);
        var free = many.ToList();
        int matched = 0, whole = 0;
        string[] parts = Hyphenated(few == x ? a : b);
        bool counted = false;
        // Whole words take their partners before initials do.
        foreach (string word in few.OrderByDescending(w => w.Length))
        {
            int at = free.FindIndex(o => Alike(word, o));
            if (at < 0) continue;
            matched++;
            // Both halves of a family's double name are one name in common: a newborn is not the mother.
            bool half = parts.Contains(word);
            if (word.Length > 1 && free[at].Length > 1 && !(half && counted)) whole++;
            counted |= half;
            free.RemoveAt(at);
        }

        // Two whole words in common, or first and last alike with one of them an initial.
        return whole >= 2 || (whole >= 1 && matched == few.Length);
    }

    /// <summary>Whether the last names differ in every reading: neither name shares a whole word with the other.</summary>
    internal static bool ShareNothing(string a, string b) => !Words(a).Any(w => w.Length > 1 && Words(b).Any(o => o.Length > 1 && Alike(w, o)));

    /// <summary>Whether the first names are two: Luc and Remy, not Jane and J. nor Bill and William.</summary>
    internal static bool FirstNamesDiffer(string a, string b)
    {
        string[] x = Words(a), y = Words(b);
        return x.Length > 1 && y.Length > 1 && x[0].Length > 1 && y[0].Length > 1 && !Alike(x[0], y[0]);
    }

    /// <summary>Whether the first and the last word of a name both stand in a text, as in 'Roe, Jane Q' or in two boxes of a form.</summary>
    internal static bool StandsIn(string name, string text)
    {
        string[] sought = Words(name);
        if (sought.Length < 2 || sought[0].Length < 3 || sought[^1].Length < 3) return false;
        var words = text.ToLowerInvariant().Split([' ', '\n', '\t', '-', '.', ',', ';', ':', '(', ')', '\u2019', '\''], StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
        return words.Contains(sought[0]) && words.Contains(sought[^1]);
    }

    private static string[] Hyphenated(string name) =>
        [.. name.ToLowerInvariant().Split(' ').Where(w => w.Contains('-', StringComparison.Ordinal)).SelectMany(w => w.Split('-', StringSplitOptions.RemoveEmptyEntries))];

    private static bool Alike(string a, string b)
    {
        if (a == b) return true;
        if (a.Length == 1 || b.Length == 1) return a[0] == b[0];
        if (IsShortFor(a, b) || IsShortFor(b, a)) return true;
        int shorter = Math.Min(a.Length, b.Length);
        int allowed = shorter >= 8 ? 2 : shorter >= 4 ? 1 : 0;
        return allowed > 0 && Forms.WordReading.Distance(Fold(a), Fold(b), allowed) <= allowed;
    }

    private static bool IsShortFor(string nickname, string name) => s_nicknames.Value.TryGetValue(nickname, out string[]? full) && full.Contains(name);

    private static string Fold(string word) => word.Replace('0', 'o').Replace('1', 'l').Replace('5', 's').Replace("rn", "m", StringComparison.Ordinal);
}

namespace HealthcareLlm.Policies.Retrieval;

/// <summary>Cuts English words to their stems, so that 'injections' and 'injected' meet 'injection' (Porter, An algorithm for suffix stripping, Program 1980;14:130).</summary>
internal static class Stemmer
{
    private static readonly (string End, string By)[] Second =
    [
        ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"), ("abli", "able"), ("alli", "al"), ("entli", "ent"), ("eli", "e"), ("ousli", "ous"), ("ization", "ize"),
        ("ation", "ate"), ("ator", "ate"), ("alism", "al"), ("iveness", "ive"), ("fulness", "ful"), ("ousness", "ous"), ("aliti", "al"), ("iviti", "ive"), ("biliti", "ble"),
    ];

    private static readonly (string End, string By)[] Third = [("icate", "ic"), ("ative", string.Empty), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", string.Empty), ("ness", string.Empty)];

    private static readonly string[] Fourth = ["ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ion", "ism", "ate", "iti", "ous", "ive", "ize", "al", "er", "ic", "ou"];

    /// <summary>The stem of a word in small letters; words of up to three letters and words with other signs than a to z as they are.</summary>
    internal static string Of(string word)
    {
        if (word.Length <= 3 || word.Any(static c => c is < 'a' or > 'z')) return word;
        // 'Nightly' and 'weekly' are of nights and weeks.
        string w = word.Length > 5 && word.EndsWith("ly", StringComparison.Ordinal) && word[^3] != 'i' ? word[..^2] : Plural(word);
        w = Past(w);
        if (w.Length > 2 && w[^1] == 'y' && HasVowel(w[..^1])) w = w[..^1] + "i";
        w = Swap(w, Second);
        w = Swap(w, Third);
        foreach (string end in Fourth)
        {
            if (!w.EndsWith(end, StringComparison.Ordinal)) continue;
            string stem = w[..^end.Length];
            if (Measure(stem) > 1 && (end != "ion" || stem[^1] is 's' or 't')) w = stem;
            break;
        }

        if (w.Length > 1 && w[^1] == 'e' && Measure(w[..^1]) is var m && (m > 1 || (m == 1 && !EndsShort(w[..^1])))) w = w[..^1];
        if (w.Length > 1 && w[^1] == 'l' && w[^2] == 'l' && Measure(w) > 1) w = w[..^1];
        return w;
    }

    private static string Plural(string w)
    {
        if (w.EndsWith("sses", StringComparison.Ordinal) || w.EndsWith("ies", StringComparison.Ordinal)) return w[..^2];
        return w[^1] == 's' && w[^2] != 's' ? w[..^1] : w;
    }

    private static string Past(string w)
    {
        if (w.EndsWith("eed", StringComparison.Ordinal)) return Measure(w[..^3]) > 0 ? w[..^1] : w;
        int cut = w.EndsWith("ed", StringComparison.Ordinal) ? 2 : w.EndsWith("ing", StringComparison.Ordinal) ? 3 : 0;
        if (cut == 0 || !HasVowel(w[..^cut])) return w;
        string stem = w[..^cut];
        if (stem.EndsWith("at", StringComparison.Ordinal) || stem.EndsWith("bl", StringComparison.Ordinal) || stem.EndsWith("iz", StringComparison.Ordinal)) return stem + "e";
        if (stem.Length > 1 && stem[^1] == stem[^2] && IsConsonant(stem, stem.Length - 1) && stem[^1] is not ('l' or 's' or 'z')) return stem[..^1];
        return Measure(stem) == 1 && EndsShort(stem) ? stem + "e" : stem;
    }

    private static string Swap(string w, (string End, string By)[] rules)
    {
        foreach (var (end, by) in rules)
        {
            if (w.EndsWith(end, StringComparison.Ordinal)) return Measure(w[..^end.Length]) > 0 ? w[..^end.Length] + by : w;
        }

        return w;
    }

    private static bool IsConsonant(string w, int i) => w[i] switch
    {
        'a' or 'e' or 'i' or 'o' or 'u' => false,
        'y' => i == 0 || !IsConsonant(w, i - 1),
        _ => true,
    };

    private static bool HasVowel(string w) => Enumerable.Range(0, w.Length).Any(i => !IsConsonant(w, i));

    /// <summary>How often a vowel is followed by a consonant.</summary>
    private static int Measure(string w)
    {
        int count = 0;
        for (int i = 1; i < w.Length; i++)
        {
            if (IsConsonant(w, i) && !IsConsonant(w, i - 1)) count++;
        }

        return count;
    }

    private static bool EndsShort(string w) => w.Length > 2 && IsConsonant(w, w.Length - 1) && !IsConsonant(w, w.Length - 2) && IsConsonant(w, w.Length - 3) && w[^1] is not ('w' or 'x' or 'y');
}

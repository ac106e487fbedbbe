namespace HealthcareLlm.ClinicalText.Forms;

/// <summary>Reads words of labels that recognition damaged as the lexicon's words: look-alike digits as letters, one edit from five letters on, two from nine.</summary>
internal sealed class WordReading(bool tolerant)
{
    private static readonly Lazy<ILookup<int, string>> s_byLength = new(() => LabelLexicon.Vocabulary.Order(StringComparer.Ordinal).ToLookup(w => w.Length));

    // Words of two letters whose i recognition takes for a t or a 1, as it does in slanted print; none of the readings is a word.
    private static readonly Dictionary<string, string> s_small = new(StringComparer.Ordinal) { ["ts"] = "is", ["1s"] = "is", ["1n"] = "in", ["1f"] = "if", ["1t"] = "it" };

    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);

    /// <summary>What a word of a label is read as; handed to what compares words, and made once.</summary>
    internal Func<string, string> Read => _read ??= Word;

    private Func<string, string>? _read;

    private string Word(string key)
    {
        if (tolerant && key.Length == 2 && s_small.TryGetValue(key, out string? small)) return small;
        if (!tolerant || key.Length < 3 || LabelLexicon.Vocabulary.Contains(key)) return key;
        if (!_known.TryGetValue(key, out string? read)) _known[key] = read = Mend(key);
        return read;
    }

    private static string Mend(string key)
    {
        int digits = key.Count(char.IsAsciiDigit);
        if (digits > 2 || digits == key.Length) return key;
        string letters = digits == 0 ? key : key.Replace('0', 'o').Replace('1', 'i').Replace('5', 's').Replace('8', 'b');
        if (LabelLexicon.Vocabulary.Contains(letters)) return letters;
        string joined = letters.Replace("rn", "m", StringComparison.Ordinal);
        if (LabelLexicon.Vocabulary.Contains(joined)) return joined;
        string other = key.Replace('1', 'l');
        if (LabelLexicon.Vocabulary.Contains(other)) return other;
        if (letters.Length is < 5 or > 20) return key;
        int allowed = letters.Length >= 9 ? 2 : 1;
        string? best = null;
        int bestDistance = allowed + 1;
        for (int length = letters.Length - allowed; length <= letters.Length + allowed; length++)
        {
            foreach (string word in s_byLength.Value[length])
            {
                if (word.Length < 5) continue;
                int distance = Distance(letters, word, bestDistance - 1);
                if (distance < bestDistance) (best, bestDistance) = (word, distance);
            }
        }

        return best ?? key;
    }

    /// <summary>Levenshtein distance; <paramref name="limit"/> + 1 where it is larger.</summary>
    internal static int Distance(string a, string b, int limit)
    {
        if (Math.Abs(a.Length - b.Length) > limit || limit < 0) return limit + 1;
        Span<int> row = stackalloc int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++) row[j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0], smallest = row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
                smallest = Math.Min(smallest, row[j]);
            }

            if (smallest > limit) return limit + 1;
        }

        return row[b.Length];
    }
}

namespace HealthcareLlm.Evaluation.Copies;

/// <summary>
/// Tells two fillings of one form, table or template from two pictures of one page by what was recognized: the words of the print are shared and the numbers
/// (dates, ids, codes, results) are not. A bad fax costs words and numbers alike, so that a copy keeps its share of both.
/// </summary>
public static class OtherEntries
{
    /// <summary>Numbers on the page with fewer, from which on they tell anything.</summary>
    public const int LeastNumbers = 6;

    /// <summary>Share of the words that must be shared, 0 to 1, for the numbers to be believed: below it the pages could not be read well enough.</summary>
    public const double LeastWords = 0.3;

    /// <summary>Shared numbers by shared words, from which down the entries are others. Copies and pages with other entries: evalsets/README.md, 'Copies of pages'.</summary>
    public const double Others = 0.5;

    /// <summary>Whether two pages that look alike hold other entries; false too where too little was recognized to tell.</summary>
    /// <param name="first">Text of the one page.</param>
    /// <param name="second">Text of the other.</param>
    public static bool Are(string first, string second)
    {
        var (numbers, least) = Shared(first, second, static w => w.Length > 1 && w.Any(char.IsAsciiDigit));
        var (words, _) = Shared(first, second, static w => w.Length > 2 && !w.Any(char.IsAsciiDigit));
        return least >= LeastNumbers && words >= LeastWords && numbers < Others * words;
    }

    /// <summary>Share of the tokens of the page with fewer that the other has, each as often as it stands there; and how many that page has.</summary>
    private static (double Share, int Least) Shared(string first, string second, Func<string, bool> isWanted)
    {
        var one = Tokens(first).Where(isWanted).ToList();
        var left = Tokens(second).Where(isWanted).CountBy(w => w).ToDictionary(w => w.Key, w => w.Value, StringComparer.Ordinal);
        int least = Math.Min(one.Count, left.Values.Sum()), shared = 0;
        foreach (string word in one)
        {
            if (!left.TryGetValue(word, out int count) || count == 0) continue;
            left[word] = count - 1;
            shared++;
        }

        return (least == 0 ? 0 : (double)shared / least, least);
    }

    /// <summary>What stands between spaces, letters and digits alone: a date is one token, for its year is every page's.</summary>
    private static IEnumerable<string> Tokens(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(static t => string.Concat(t.Where(char.IsLetterOrDigit)).ToUpperInvariant());
}

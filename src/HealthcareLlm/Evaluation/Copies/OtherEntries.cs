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
    public const double Others = 0.4;

    /// <summary>Share of a number's characters that may be misread, 0 to 1; shorter numbers than <see cref="LeastMisread"/> must be equal.</summary>
    private const double Misread = 0.125;

    private const int LeastMisread = 4;

    /// <summary>Whether two pages that look alike hold other entries; false too where too little was recognized to tell.</summary>
    /// <param name="first">Text of the one page.</param>
    /// <param name="second">Text of the other.</param>
    public static bool Are(string first, string second)
    {
        var (words, _) = Shared(first, second, static w => w.Length > 2 && !w.Any(char.IsAsciiDigit), static w => w);
        var (numbers, least) = Shared(first, second, static w => w.Length > 1 && w.Any(char.IsAsciiDigit), Folded);
        return least >= LeastNumbers && words >= LeastWords && numbers < Others * words;
    }

    /// <summary>Share of the tokens of the page with fewer that the other has, each as often as it stands there; and how many that page has.</summary>
    private static (double Share, int Least) Shared(string first, string second, Func<string, bool> isWanted, Func<string, string> form)
    {
        var one = Tokens(first).Where(isWanted).Select(form).ToList();
        var left = Tokens(second).Where(isWanted).Select(form).ToList();
        int least = Math.Min(one.Count, left.Count);
        int shared = one.Count(left.Remove);
        // What is left of each: numbers of which a character or two were misread.
        var rest = one.ToList();
        foreach (string token in Tokens(second).Where(isWanted).Select(form)) rest.Remove(token);
        shared += rest.Count(token => left.FindIndex(other => IsMisread(token, other)) is var at and >= 0 && Took(left, at));
        return (least == 0 ? 0 : (double)shared / least, least);
    }

    private static bool Took(List<string> left, int at)
    {
        left.RemoveAt(at);
        return true;
    }

    private static bool IsMisread(string token, string other) =>
        token.Length == other.Length && token.Length >= LeastMisread && token.Zip(other).Count(c => c.First != c.Second) <= Misread * token.Length;

    /// <summary>Letters that recognition takes for digits, as digits.</summary>
    private static string Folded(string number) => string.Concat(number.Select(static c => c switch { 'O' or 'Q' or 'D' => '0', 'I' or 'L' => '1', 'Z' => '2', 'S' => '5', 'B' => '8', _ => c }));

    /// <summary>What stands between spaces, letters and digits alone: a date is one token, for its year is every page's.</summary>
    private static IEnumerable<string> Tokens(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(static t => string.Concat(t.Where(char.IsLetterOrDigit)).ToUpperInvariant());
}

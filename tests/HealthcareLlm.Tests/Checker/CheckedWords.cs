using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace HealthcareLlm.Tests.Checker;

/// <summary>The words and numbers of a text, as the checker sees them. Written for it alone.</summary>
internal static partial class CheckedWords
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] NumberWords = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    private static readonly Dictionary<char, char> LookAlikes = new()
    {
        ['O'] = '0',
        ['Q'] = '0',
        ['D'] = '0',
        ['I'] = '1',
        ['L'] = '1',
        ['|'] = '1',
        ['!'] = '1',
        ['S'] = '5',
        ['$'] = '5',
        ['B'] = '8',
        ['Z'] = '2',
        ['G'] = '6',
        ['T'] = '7',
        ['A'] = '4',
    };

    internal static IReadOnlyList<string> Words(string text) => [.. Word().Matches(text.Normalize(NormalizationForm.FormKC).ToLowerInvariant()).Select(m => m.Value)];

    /// <summary>Numbers in their shortest writing.</summary>
    internal static IReadOnlyList<string> Numbers(string text) => [.. Number().Matches(text).Select(m => Shortest(m.Value))];

    /// <summary>Everything that a number of a statement may stand on in its quotes: the numbers, numbers spelt out, months by name, the century before two-digit years.</summary>
    internal static HashSet<string> NumbersOnWhichToStand(IEnumerable<string> quotes)
    {
        string all = string.Join('\n', quotes);
        var found = new HashSet<string>(Numbers(all), StringComparer.Ordinal);
        foreach (string two in Numbers(all).Where(n => n.Length <= 2 && n.All(char.IsAsciiDigit)))
        {
            found.Add("20" + two.PadLeft(2, '0'));
            found.Add("19" + two.PadLeft(2, '0'));
        }

        foreach (string word in Words(all))
        {
            int month = word.Length >= 3 ? Array.IndexOf(Months, word[..3]) : -1;
            if (month >= 0) found.Add((month + 1).ToString(CultureInfo.InvariantCulture));
            int number = Array.IndexOf(NumberWords, word);
            if (number >= 0) found.Add(number.ToString(CultureInfo.InvariantCulture));
            if (word is "once" or "single") found.Add("1");
            if (word is "twice" or "bid" or "double") found.Add("2");
            if (word is "tid" or "thrice") found.Add("3");
            if (word is "qid") found.Add("4");
        }

        return found;
    }

    /// <summary>Letters and digits alone, upper case; where look-alikes may stand for one another, each by its digit.</summary>
    internal static string Compact(string text, bool withLookAlikes)
    {
        var kept = new StringBuilder();
        foreach (char c in text.ToUpperInvariant())
        {
            if (withLookAlikes && LookAlikes.TryGetValue(c, out char digit)) kept.Append(digit);
            else if (char.IsLetterOrDigit(c)) kept.Append(c);
        }

        return kept.ToString();
    }

    internal static int Month(string word) => word.Length >= 3 ? Array.IndexOf(Months, word[..3].ToLowerInvariant()) + 1 : 0;

    private static string Shortest(string number)
    {
        string plain = number.Replace(",", string.Empty, StringComparison.Ordinal);
        return decimal.TryParse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value) ? value.ToString("0.##########", CultureInfo.InvariantCulture) : plain;
    }

    [GeneratedRegex(@"\p{L}+", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Word();

    [GeneratedRegex(@"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Number();
}

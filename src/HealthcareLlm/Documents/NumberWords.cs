using System.Globalization;
using System.Text.RegularExpressions;

namespace HealthcareLlm.Documents;

/// <summary>English number words up to ninety-nine.</summary>
internal static partial class NumberWords
{
    private static readonly Dictionary<string, int> Small = new(StringComparer.OrdinalIgnoreCase)
    {
        ["zero"] = 0,
        ["one"] = 1,
        ["once"] = 1,
        ["two"] = 2,
        ["twice"] = 2,
        ["three"] = 3,
        ["four"] = 4,
        ["five"] = 5,
        ["six"] = 6,
        ["seven"] = 7,
        ["eight"] = 8,
        ["nine"] = 9,
        ["ten"] = 10,
        ["eleven"] = 11,
        ["twelve"] = 12,
        ["thirteen"] = 13,
        ["fourteen"] = 14,
        ["fifteen"] = 15,
        ["sixteen"] = 16,
        ["seventeen"] = 17,
        ["eighteen"] = 18,
        ["nineteen"] = 19,
        ["twenty"] = 20,
        ["thirty"] = 30,
        ["forty"] = 40,
        ["fifty"] = 50,
        ["sixty"] = 60,
        ["seventy"] = 70,
        ["eighty"] = 80,
        ["ninety"] = 90,
    };

    /// <summary>The number that one word names, in any case; false for any other word. 'Once' and 'twice' are 1 and 2; 'thirty-two' is two words.</summary>
    internal static bool TryRead(string word, out int number) => Small.TryGetValue(word, out number);

    /// <summary>The numbers that are written as words in the text.</summary>
    internal static HashSet<decimal> Find(string text)
    {
        var found = new HashSet<decimal>();
        string[] words = text.Split([' ', '\n', '\t', '-', '(', ')', ',', '.', ';', ':'], StringSplitOptions.RemoveEmptyEntries);
        for (int i = 0; i < words.Length; i++)
        {
            if (!Small.TryGetValue(words[i], out int number)) continue;
            found.Add(number);
            if (number >= 20 && i + 1 < words.Length && Small.TryGetValue(words[i + 1], out int unit) && unit is > 0 and < 10) found.Add(number + unit);
        }

        return found;
    }

    /// <summary>Whether a number is written as a word and again in digits behind it, and the two differ: 'one (2) study' says neither.</summary>
    internal static bool Disagrees(string text, decimal value)
    {
        foreach (Match twice in Twice().Matches(text))
        {
            var words = Find(twice.Groups["word"].Value);
            if (words.Count == 0 || !decimal.TryParse(twice.Groups["digits"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out decimal digits)) continue;
            if (words.Max() != digits && (digits == value || words.Contains(value))) return true;
        }

        return false;
    }

    [GeneratedRegex(@"(?<word>[A-Za-z]+(?:[- ][A-Za-z]+)?) ?\( ?#? ?(?<digits>[0-9]{1,4}) ?\)", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Twice();
}

using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Mentions;

/// <summary>National Drug Codes: written 4-4-2, 5-3-2, 5-4-1 (ten digits) or 5-4-2; the normal form is eleven digits.</summary>
public static class DrugCodes
{
    /// <summary>
    /// The eleven digits of a code; null where it has none of these forms. <paramref name="doubtful"/> is true for ten digits without
    /// hyphens, which can be padded in three ways; they come back as they are.
    /// </summary>
    public static string? Normalize(ReadOnlySpan<char> text, out bool doubtful)
    {
        doubtful = false;
        string trimmed = text.Trim().ToString().Replace(" ", string.Empty, StringComparison.Ordinal).Replace('\u2013', '-');
        string[] parts = trimmed.Split('-');
        if (!Array.TrueForAll(parts, static p => p.Length > 0 && p.All(char.IsAsciiDigit))) return null;
        if (parts.Length == 1)
        {
            doubtful = trimmed.Length == 10;
            return trimmed.Length is 10 or 11 ? trimmed : null;
        }

        if (parts.Length != 3) return null;
        return (parts[0].Length, parts[1].Length, parts[2].Length) switch
        {
            (4, 4, 2) => "0" + parts[0] + parts[1] + parts[2],
            (5, 3, 2) => parts[0] + "0" + parts[1] + parts[2],
            (5, 4, 1) => parts[0] + parts[1] + "0" + parts[2],
            (5, 4, 2) => parts[0] + parts[1] + parts[2],
            _ => null,
        };
    }

    // Characters before a number in which its label stands.
    private const int LabelReach = 44;

    /// <summary>Whether the words before a number tell that it is another than a drug's: 'identification no. NSH 5589-0331-02'.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where the number begins.</param>
    internal static bool IsOtherNumber(string text, int start) => OtherNumber.Value.IsMatch(text[Math.Max(0, start - LabelReach)..start]);

    private static readonly Lazy<SievedPattern> OtherNumber = Pattern.Sieved(
        @"\b(?:id|identification|member|subscriber|enrollee|policy|group|card|case|account|acct|mrn|chart|claim|reference|phone|tel|telephone|fax|npi|tin|tax)\b\.?(?:[ ]?(?:id|no|num|number|nbr)\b\.?|[ ]?#)?[ :.\-]{0,3}(?:[A-Z]{1,5}[ \-]{0,2})?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}

using System.Globalization;

namespace HealthcareLlm.ClinicalText.Identity;

/// <summary>Whether a birth date stands in a text in one of the ways in which US charts write it.</summary>
internal static class BirthDateText
{
    private static readonly string[] Forms =
    [
        "MM/dd/yyyy", "M/d/yyyy", "MM/dd/yy", "M/d/yy", "MM-dd-yyyy", "M-d-yyyy", "MM.dd.yyyy", "M.d.yyyy", "yyyy-MM-dd", "yyyy/MM/dd", "dd-MMM-yyyy", "d-MMM-yyyy", "dd MMM yyyy", "d MMM yyyy", "ddMMMyyyy",
        "MMM d, yyyy", "MMM dd, yyyy", "MMMM d, yyyy", "MMMM dd, yyyy", "d MMMM yyyy", "MMM d yyyy", "MMMM d yyyy",
    ];

    internal static bool StandsIn(DateOnly birth, string text)
    {
        foreach (string form in Forms)
        {
            string written = birth.ToString(form, CultureInfo.InvariantCulture);
            for (int at = text.IndexOf(written, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(written, at + 1, StringComparison.OrdinalIgnoreCase))
            {
                bool before = at > 0 && (char.IsAsciiLetterOrDigit(text[at - 1]) || (text[at - 1] is '/' or '-' && at > 1 && char.IsAsciiDigit(text[at - 2])));
                int end = at + written.Length;
                bool behind = end < text.Length && (char.IsAsciiDigit(text[end]) || (text[end] is '/' or '-' && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1])));
                if (!before && !behind) return true;
            }
        }

        return false;
    }
}

using System.Globalization;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting;

namespace HealthcareLlm.Grounding;

/// <summary>Whether a field's value stands inside the quotes that are cited for it: its digits, letters, date parts, names.</summary>
public static class ValueVerifier
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <summary>
    /// Whether the quotes, together, hold the value. <paramref name="repaired"/> lets look-alikes pass, as the candidate says that it mended them.
    /// Mapped values (choices) are judged by <see cref="ChoiceRules"/> and not here.
    /// </summary>
    public static bool Holds(FieldKind kind, string value, IEnumerable<string> quotes, bool repaired)
    {
        var all = quotes.ToList();
        return kind switch
        {
            FieldKind.Date or FieldKind.PartialDate => all.Exists(q => HoldsDate(value, q, repaired)),
            // Names and free text may run over several cells or lines, each cited alone.
            FieldKind.PersonName => HoldsName(value, string.Join('\n', all)),
            FieldKind.Text => HoldsText(value, string.Join('\n', all)) || (repaired && all.Exists(q => HoldsCompact(value, q, true))),
            FieldKind.Number => all.Exists(q => HoldsNumber(value, q)),
            FieldKind.DrugCode => all.Exists(q => HoldsDrugCode(value, q, repaired)),
            FieldKind.Choice => true,
            FieldKind.DiagnosisCode when repaired && all.Exists(q => HoldsMendedHead(value, q)) => true,
            _ => all.Exists(q => HoldsCompact(value, q, repaired) || (value.Length == 11 && HoldsDrugCode(value, q, repaired))),
        };
    }

    /// <summary>Groups of digits in the text, as numbers; a group longer than nine digits is left out.</summary>
    internal static List<string> DigitGroups(string text)
    {
        var groups = new List<string>();
        int i = 0;
        while (i < text.Length)
        {
            int start = i;
            while (i < text.Length && char.IsAsciiDigit(text[i])) i++;
            if (i > start) groups.Add(text[start..i]);
            else i++;
        }

        return groups;
    }

    private static bool HoldsCompact(string value, string text, bool repaired) =>
        TokenMatcher.Holds(text, value) || (repaired && TokenMatcher.Holds(text, value, lookAlikes: true));

    // The letter of a code may be read as a digit or a sign of money, which its grammar does not allow there.
    private static bool HoldsMendedHead(string value, string text) =>
        value.Length > 1 && "0123456789|!£€$§".Any(m => LookAlikes.LettersOf(m).Contains(value[0], StringComparison.Ordinal) && text.Contains(m, StringComparison.Ordinal) && TokenMatcher.Holds(text, (char.IsAsciiDigit(m) ? m : ' ') + value[1..], lookAlikes: true));

    private static bool HoldsDrugCode(string value, string text, bool repaired)
    {
        // Eleven digits may be written 4-4-2, 5-3-2 or 5-4-1: one segment lacks its leading zero.
        if (HoldsCompact(value, text, repaired)) return true;
        if (value.Length != 11) return false;
        string[] written = [$"{value[1..5]}-{value[5..9]}-{value[9..]}", $"{value[..5]}-{value[6..9]}-{value[9..]}", $"{value[..5]}-{value[5..9]}-{value[10..]}"];
        bool[] padded = [value[0] == '0', value[5] == '0', value[9] == '0'];
        string joined = repaired ? MendDigits(text) : text;
        for (int i = 0; i < 3; i++)
        {
            // The hyphens say which segment is short, so they must stand there.
            if (padded[i] && Hyphenated(joined, written[i])) return true;
        }

        return false;
    }

    private static bool Hyphenated(string text, string code)
    {
        string plain = text.Replace('–', '-').Replace('‐', '-').Replace(" - ", "-", StringComparison.Ordinal).Replace("- ", "-", StringComparison.Ordinal).Replace(" -", "-", StringComparison.Ordinal);
        int at = plain.IndexOf(code, StringComparison.Ordinal);
        return at >= 0 && TokenMatcher.IsWhole(plain, at, at + code.Length);
    }

    private static bool HoldsName(string value, string text)
    {
        string[] tokens = value.Split([' ', '.', ','], StringSplitOptions.RemoveEmptyEntries);
        return tokens.Length > 0 && tokens.All(t => TokenMatcher.Holds(text, t));
    }

    private static bool HoldsText(string value, string text)
    {
        if (!value.Any(char.IsLetterOrDigit)) return value.Length > 0 && text.Contains(value, StringComparison.Ordinal);
        if (TokenMatcher.Holds(text, value)) return true;
        // Words of a value that was taken from two lines or cells: each must stand there.
        string[] tokens = value.Split([' ', ',', ';', '(', ')', '\n'], StringSplitOptions.RemoveEmptyEntries);
        return tokens.Any(t => t.Any(char.IsLetterOrDigit)) && tokens.All(t => !t.Any(char.IsLetterOrDigit) || TokenMatcher.Holds(text, t));
    }

    private static bool HoldsNumber(string value, string text)
    {
        if (!decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out decimal wanted)) return HoldsCompact(value, text, false);
        if (NumberWords.Disagrees(text, wanted)) return false;
        foreach (string token in text.Split([' ', '\n', '(', ')', '#', ':', ';', '/', 'x', 'X', '×', '-', '[', ']', '='], StringSplitOptions.RemoveEmptyEntries))
        {
            string digits = new([.. token.Replace(",", string.Empty, StringComparison.Ordinal).TakeWhile(c => char.IsAsciiDigit(c) || c == '.')]);
            if (decimal.TryParse(digits.TrimEnd('.'), NumberStyles.Number, CultureInfo.InvariantCulture, out decimal found) && found == wanted) return true;
        }

        return NumberWords.Find(text).Contains(wanted);
    }

    private static bool HoldsDate(string value, string text, bool repaired)
    {
        string[] parts = value.Split('-');
        // What could not be read as a date is shown as it stands.
        if (parts.Length > 3 || parts[0].Length != 4 || !Array.TrueForAll(parts, p => p.Length is 2 or 4 && p.All(char.IsAsciiDigit))) return HoldsCompact(value, text, repaired);
        string year = parts[0];
        if (repaired) text = MendDigits(text);
        var groups = DigitGroups(text);
        if (groups.Exists(g => g.Length >= 6 && HoldsRunTogether(g, parts))) return true;
        // Comb boxes put one digit in each cell.
        if (groups.Count >= 6 && groups.TrueForAll(g => g.Length == 1) && HoldsRunTogether(string.Concat(groups), parts)) return true;
        if (!TakeNumber(groups, year) && !TakeNumber(groups, year[2..])) return false;
        if (parts.Length == 1) return true;
        int month = int.Parse(parts[1], CultureInfo.InvariantCulture);
        if (month is < 1 or > 12) return false;
        bool named = text.Contains(Months[month - 1], StringComparison.OrdinalIgnoreCase);
        if (!named && !TakeNumber(groups, parts[1])) return false;
        return parts.Length == 2 || TakeNumber(groups, parts[2]);
    }

    private static bool HoldsRunTogether(string digits, string[] parts)
    {
        if (parts.Length != 3) return false;
        return digits.Contains(string.Concat(parts), StringComparison.Ordinal)
            || digits.Contains(parts[1] + parts[2] + parts[0], StringComparison.Ordinal)
            || digits.Contains(parts[2] + parts[1] + parts[0], StringComparison.Ordinal)
            || (digits.Length == 6 && digits == parts[1] + parts[2] + parts[0][2..]);
    }

    private static bool TakeNumber(List<string> groups, string wanted)
    {
        int number = int.Parse(wanted, CultureInfo.InvariantCulture);
        int at = groups.FindIndex(g => g.Length <= 4 && g.Length >= (wanted.Length == 4 ? 4 : 1) && int.Parse(g, CultureInfo.InvariantCulture) == number && !(wanted.Length == 2 && g.Length > 2));
        if (at < 0) return false;
        groups.RemoveAt(at);
        return true;
    }

    private static string MendDigits(string text) => string.Create(text.Length, text, static (span, source) =>
    {
        for (int i = 0; i < source.Length; i++)
        {
            char folded = LookAlikes.Fold(source[i]);
            bool nearDigit = (i > 0 && (char.IsAsciiDigit(source[i - 1]) || source[i - 1] is '/' or '-'))
                || (i + 1 < source.Length && (char.IsAsciiDigit(source[i + 1]) || source[i + 1] is '/' or '-'));
            span[i] = nearDigit && char.IsAsciiDigit(folded) ? folded : source[i];
        }
    });
}

using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace HealthcareLlm.Evaluation.Summaries;

/// <summary>Whether the text of a row, which a person reads, says what its parts say, which a program takes: 'Continued: warfarin 5 mg' over the parts of a stopped drug of 2 mg is two statements.</summary>
internal static partial class RowText
{
    // Parts whose words must stand in the text; a reason is told in other words, and who operated or answers may be shown beside it.
    private static readonly FrozenSet<string> Named = new[] { "name", "substance", "description", "test", "attending", "with", "disposition", "service", "code" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Dated = new[] { "admissionDate", "dischargeDate", "date", "when" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a part of the row says what its text does not, or the text says what the part denies.</summary>
    internal static bool IsAtOdds(ReadStatement row)
    {
        if (row.Parts.IsEmpty || row.Section == "conflicts") return false;
        if (Medications.IsAtOdds(row)) return true;
        var words = NormalForm.Words(row.Text);
        foreach (var (part, value) in row.Parts)
        {
            if (Dated.Contains(part) && Day().IsMatch(value) ? !HasDay(value, row.Text) : part is not ("problem" or "reason" or "change" or "direction" or "laterality" or "frequency") && NormalForm.Numbers(value).Any(n => !words.Contains(n))) return true;
            if (Named.Contains(part) && NormalForm.Words(value).Any(w => w.Length > 3 && !NormalForm.IsNumber(w) && !words.Contains(w))) return true;
        }

        return row.Parts.TryGetValue("laterality", out string? side) && IsOtherSide(side, row.Text)
            || row.Section == "dischargeMedications" && (IsOtherChange(row) || IsOtherFrequency(row) || IsFormerDose(row));
    }

    private static bool IsOtherSide(string side, string text)
    {
        bool right = Right().IsMatch(text), left = Left().IsMatch(text), both = Both().IsMatch(text);
        return side.ToUpperInvariant() switch
        {
            "RIGHT" or "R" or "RT" => !right,
            "LEFT" or "L" or "LT" => !left,
            "BILATERAL" or "BOTH" => !(both || (right && left)),
            _ => false,
        };
    }

    private static bool IsOtherChange(ReadStatement row) =>
        row.Parts.TryGetValue("change", out string? change) && NormalForm.Words(row.Text) is { IsEmpty: false } words && SummaryWords.Changes.TryGetValue(words[0], out string? said) && !said.Equals(change, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the text before its remarks tells another frequency than the part: daily over BID, or as needed over every day.</summary>
    private static bool IsOtherFrequency(ReadStatement row)
    {
        if (!row.Parts.TryGetValue("frequency", out string? part)) return false;
        string own = Directions.Frequency(part), said = Directions.Frequency(row.Text);
        if (!said.Contains(own, StringComparison.Ordinal) && !NormalForm.Words(own).All(NormalForm.Words(said).Contains)) return true;
        string main = Directions.Frequency(Remark().Replace(row.Text, string.Empty));
        // Of two courses, one after the other, the parts give the first.
        return main.Contains("as needed", StringComparison.Ordinal) && !main.Contains(" then ", StringComparison.Ordinal) && !own.Contains("as needed", StringComparison.Ordinal) && !row.Parts.Values.Any(static v => Directions.Frequency(v).Contains("as needed", StringComparison.Ordinal));
    }

    /// <summary>Whether the dose of the part is the one that the text says was changed: of '100 mg -> 50 mg' the second is taken.</summary>
    private static bool IsFormerDose(ReadStatement row) =>
        row.Parts.TryGetValue("dose", out string? dose) && Became().Match(row.Text) is { Success: true } change
        && NormalForm.Numbers(dose) is { IsEmpty: false } taken && NormalForm.Numbers(change.Groups["to"].Value) is { IsEmpty: false } to && taken[0] != to[0];

    /// <summary>Whether a text names that day, in any writing, with or without its year; a writing with another year is another day.</summary>
    /// <param name="day">YYYY-MM-DD.</param>
    /// <param name="text">The text.</param>
    internal static bool HasDay(string day, string text)
    {
        int year = int.Parse(day.AsSpan(0, 4), CultureInfo.InvariantCulture), month = int.Parse(day.AsSpan(5, 2), CultureInfo.InvariantCulture), of = int.Parse(day.AsSpan(8, 2), CultureInfo.InvariantCulture);
        foreach (Match date in Dates().Matches(text))
        {
            var its = DayOf(date);
            if (its.Month == month && its.Day == of && (its.Year is null || its.Year == year)) return true;
        }

        return false;
    }

    /// <summary>Whether a day of the text is none of those in the quotes, where they have any: 'April 10' of 'April 11 … 10 mL'. Without a year on one side, day and month decide.</summary>
    /// <param name="text">The text.</param>
    /// <param name="quotes">What it cites.</param>
    internal static bool IsOtherDay(string text, IEnumerable<string> quotes)
    {
        var its = quotes.SelectMany(static q => Dates().Matches(q)).Select(DayOf).ToList();
        return its.Count > 0 && Dates().Matches(text).Select(DayOf).Any(own => !its.Exists(i => i.Month == own.Month && i.Day == own.Day && (i.Year is null || own.Year is null || i.Year == own.Year)));
    }

    /// <summary>Whether a day of the text stands in the quotes with other years alone.</summary>
    /// <param name="text">The text.</param>
    /// <param name="quotes">What it cites.</param>
    internal static bool IsOtherYear(string text, string quotes)
    {
        var its = Dates().Matches(quotes).Select(DayOf).ToList();
        return Dates().Matches(text).Select(DayOf).Any(own => own.Year is not null && its.Exists(i => i.Month == own.Month && i.Day == own.Day) && !its.Exists(i => i.Month == own.Month && i.Day == own.Day && (i.Year is null || i.Year == own.Year)));
    }

    /// <summary>Text and quote without their days that have a year or a month by name (7.4 is a size), where the text has any and each is a day of the quote; else null.</summary>
    internal static (string Text, string Quote)? Undated(string text, string quote) =>
        Without(text) is var undated && undated != text && Without(quote) is var other && other != quote && !IsOtherDay(text, [quote]) ? (undated, other) : null;

    private static string Without(string text) => Dates().Replace(text, static m => m.Groups["y"].Success || m.Groups["n"].Success ? " " : m.Value);

    private static (int? Year, int Month, int Day) DayOf(Match date)
    {
        int? year = date.Groups["y"].Success ? int.Parse(date.Groups["y"].ValueSpan, CultureInfo.InvariantCulture) : null;
        return (year < 100 ? year + 2000 : year, date.Groups["n"].Success ? NormalForm.Months.IndexOf(date.Groups["n"].Value[..3].ToLowerInvariant()) + 1 : int.Parse(date.Groups["m"].ValueSpan, CultureInfo.InvariantCulture), int.Parse(date.Groups["d"].ValueSpan, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Day();

    [GeneratedRegex(@"(?<y>\d{4})-(?<m>\d\d)-(?<d>\d\d)|(?<!\d)(?<m>1[0-2]|0?[1-9])[/.-](?<d>[12]\d|3[01]|0?[1-9])(?:[/.-](?<y>\d{4}|\d\d))?(?!\d)|(?<!\d)(?<d>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?[\s-]*(?:of\s+)?(?<n>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?:[\s,-]*(?<y>\d{4}|\d\d)(?!\d))?|\b(?<n>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s*(?<d>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?!\d)(?:,?\s*(?<y>\d{4})(?!\d))?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Dates();

    [GeneratedRegex(@"\bright\b|(?-i:\bR\b|\bRT\b|\bR[LUM][LEQ]\b|\b[rR]t\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Right();

    [GeneratedRegex(@"\bleft\b|(?-i:\bL\b|\bLT\b|\bL[LU][LEQ]\b|\b[lL]t\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Left();

    [GeneratedRegex(@"\bbilateral|\bboth\b|\bb/l\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Both();

    // What stands in brackets or behind a dash or semicolon tells why, or of another drug.
    [GeneratedRegex(@"\([^)]*\)?|\s[-\u2013\u2014]\s.*$|;.*$", RegexOptions.CultureInvariant | RegexOptions.Singleline, 10_000)]
    private static partial Regex Remark();

    [GeneratedRegex(@"\d[\d.,]*\s*(?:mg|mcg|g|units?|ml|meq|tablets?)?\s*(?:->|\u2192|=>)\s*(?<to>\d[\d.,]*)|\bfrom\s+\d[\d.,]*\s*(?:mg|mcg|g|units?|ml|meq|tablets?)?\s+to\s+(?<to>\d[\d.,]*)|(?<to>\d[\d.,]*)\s*(?:mg|mcg|g|units?|ml|meq)\b[^.;\n]{0,40}?\bwas\s+\d", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Became();
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace HealthcareLlm.Evaluation.Citing;

/// <summary>Whether a day stands in a text as a whole: its month beside its day, in figures or by name, over a comb or a range ('March 2 to 15, 2026'), and its year. Figures that are strewn over a text are no date.</summary>
internal static partial class WrittenDay
{
    private const string Between = @"[\s./,|_\-\u2013]{1,3}", Range = @"\s*(?:-|\u2013|to|thru|through|and|&|until)\s*", Ordinal = "(?:st|nd|rd|th)?";

    private static readonly KnownTexts<string, (Regex Day, Regex Year)?> Patterns = new(20_000);

    /// <summary>Whether the text has the day; no text has one of a month that is none.</summary>
    /// <param name="day">A day as yyyy-MM-dd.</param>
    /// <param name="text">The text.</param>
    internal static bool Stands(string day, string text)
    {
        if (Patterns.Of(day, static d => Make(int.Parse(d.AsSpan(0, 4), CultureInfo.InvariantCulture), int.Parse(d.AsSpan(5, 2), CultureInfo.InvariantCulture), int.Parse(d.AsSpan(8, 2), CultureInfo.InvariantCulture))) is not { } patterns) return false;
        var (own, year) = patterns;
        if (Has(text, own, year)) return true;
        string mended = Mended(text);
        return mended != text && Has(mended, own, year);
    }

    /// <summary>Whether the text has a month and its year: beside each other, about a day, or as the beginning of a range that names its year at the end.</summary>
    /// <param name="month">A month as yyyy-MM.</param>
    /// <param name="text">The text.</param>
    internal static bool MonthStands(string month, string text) =>
        Months.Of(month, static m => int.Parse(m.AsSpan(5, 2), CultureInfo.InvariantCulture) is >= 1 and <= 12 and var number ? MakeMonth(m[..4], number) : null) is { } pattern && (pattern.IsMatch(text) || pattern.IsMatch(Mended(text)));

    private static readonly KnownTexts<string, Regex?> Months = new(5_000);

    /// <summary>Whether the text has a year: whole, or in two figures at the end of a date, behind a month or an apostrophe. The 25 of 10/25/2026 is none.</summary>
    /// <param name="year">Four figures; what is none stands in no text.</param>
    /// <param name="text">The text.</param>
    internal static bool YearStands(string year, string text) =>
        Years.Of(year, static y => y.Length == 4 && y.All(char.IsAsciiDigit) ? MakeYear(y) : null) is { } pattern && (pattern.IsMatch(text) || pattern.IsMatch(Mended(text)));

    private static readonly KnownTexts<string, Regex?> Years = new(1_000);

    private static Regex MakeYear(string year)
    {
        string two = year[2..], full = string.Join(@"\s?", year.ToCharArray());
        return new($@"(?<!\d){full}(?!\d)|(?<=\d[/.\-]\s?\d{{1,2}}[/.\-]\s?|\b\d{{1,2}}[/\-]|['\u2019]|\b(?:{string.Join('|', NormalForm.Months)})[a-z]*[\s.,'\-]{{1,2}}){two}(?![\d/\-])|\d{{4}}{year}(?!\d)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }

    private static Regex MakeMonth(string year, int month)
    {
        const string AnyDay = @"\d{1,2}(?:st|nd|rd|th)?", AnyMonth = @"[a-z]{3,9}\.?";
        string full = string.Join(@"\s?", year.ToCharArray()), its = $@"(?:{full}|['\u2019]?{year[2]}\s?{year[3]}(?!\d))", m = Digits(month), mm = Padded(month), name = NormalForm.Months[month - 1] + @"[a-z]*\.?";
        return new(
            $@"(?<!\d|\b\d{{1,2}}[/.]){m}{Between}(?:{AnyDay}{Between})?{its}|(?<!\d){mm}(?:\s?\d\s?\d)?\s?{full}(?!\d)|(?<!\d)(?:1[3-9]|2\d|3[01]){Between}{m}{Between}{its}|{full}\s?[\-/.]\s?{m}(?!\d)"
            + $@"|(?<!\d){m}(?:{Between}{AnyDay})?{Range}\d{{1,2}}{Between}(?:{AnyDay}{Between})?{its}"
            + $@"|\b{name}[\s.,'\-]{{0,3}}(?:{AnyDay}[\s,]{{1,3}})?{its}|\b{name}\s?(?:{AnyDay})?,?{Range}(?:{AnyMonth}\s*)?(?:{AnyDay}[\s,]{{1,3}})?{its}",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }

    /// <summary>Whether the text has the day, and the year beside it or in it: the 27 of 03/27/2026 is no year.</summary>
    private static bool Has(string text, Regex own, Regex year) =>
        own.Matches(text) is { Count: > 0 } days && (days.Any(static d => d.Groups["year"].Success) || year.IsMatch(own.Replace(text, "/")));

    // Figures that recognition read for letters.
    private static string Mended(string text) => LookAlike().Replace(text, static m => m.Value switch { "O" or "o" or "Q" => "0", "S" or "s" => "5", "B" => "8", "Z" or "z" => "2", _ => "1" });

    private static (Regex Day, Regex Year)? Make(int year, int month, int day)
    {
        if (month is < 1 or > 12) return null;
        string m = Digits(month), d = Digits(day), name = NormalForm.Months[month - 1] + "[a-z]*";
        string full = string.Join(@"\s?", year.ToString("0000", CultureInfo.InvariantCulture).ToCharArray()), two = string.Join(@"\s?", (year % 100).ToString("00", CultureInfo.InvariantCulture).ToCharArray());
        string ends = $@"(?=$|\D|{full}|{two}(?!\d))";
        // Without anything between them both have two figures: 12 is no January 2.
        string mm = Padded(month), dd = Padded(day);
        string figures = $@"(?<!\d)(?:{m}{Between}{d}|{mm}\s?{dd}){ends}|(?<year>{full})(?:{Between}{m}{Between}{d}|\s?{mm}\s?{dd})(?!\d)" + (day > 12 ? $@"|(?<!\d)(?:{d}{Between}{m}|{dd}\s?{mm}){ends}" : string.Empty);
        string named = $@"\b{name}[\s.,\-]{{0,3}}(?:\d{{1,2}}{Ordinal}{Range})?{d}{Ordinal}{ends}|(?<!\d){d}{Ordinal}(?:{Range}\d{{1,2}}{Ordinal})?[\s.,\-]{{0,3}}(?:of\s+)?{name}";
        return (new(figures + "|" + named, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)), new($@"{full}|(?<=[/.,\-'\u2019\s|a-z\d]){two}(?!\d)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)));
    }

    private static string Padded(int number) => $@"{number / 10}\s?{number % 10}";

    private static string Digits(int number) => number < 10 ? $@"(?:0\s?)?{number}" : $@"{number / 10}\s?{number % 10}";

    [GeneratedRegex(@"(?<=[\d/.\-]\s?)[OoQSsBZzlI|!](?=\s?[\d/.\-]|\b)|(?<![A-Za-z])[OoQSsBZzlI|!](?=\s?[\d/])", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex LookAlike();
}

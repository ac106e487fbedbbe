using System.Globalization;
using System.Text.RegularExpressions;

namespace HealthcareLlm.Evaluation.Citing;

/// <summary>Whether a day stands in a text as a whole: its month beside its day, in figures or by name, over a comb or a range ('March 2 to 15, 2026'), and its year. Figures that are strewn over a text are no date.</summary>
internal static partial class WrittenDay
{
    private const string Between = @"[\s./,|_\-\u2013]{0,3}", Range = @"\s*(?:-|\u2013|to|thru|through|and|&|until)\s*", Ordinal = "(?:st|nd|rd|th)?";

    private static readonly KnownTexts<string, (Regex Day, Regex Year)?> Patterns = new(20_000);

    /// <summary>Whether the text has the day; no text has one of a month that is none.</summary>
    /// <param name="day">A day as yyyy-MM-dd.</param>
    /// <param name="text">The text.</param>
    internal static bool Stands(string day, string text)
    {
        if (Patterns.Of(day, static d => Make(int.Parse(d.AsSpan(0, 4), CultureInfo.InvariantCulture), int.Parse(d.AsSpan(5, 2), CultureInfo.InvariantCulture), int.Parse(d.AsSpan(8, 2), CultureInfo.InvariantCulture))) is not { } patterns) return false;
        var (own, year) = patterns;
        if (own.IsMatch(text) && year.IsMatch(text)) return true;
        // Figures that recognition read for letters.
        string mended = LookAlike().Replace(text, static m => m.Value switch { "O" or "o" or "Q" => "0", "S" or "s" => "5", "B" => "8", "Z" or "z" => "2", _ => "1" });
        return mended != text && own.IsMatch(mended) && year.IsMatch(mended);
    }

    private static (Regex Day, Regex Year)? Make(int year, int month, int day)
    {
        if (month is < 1 or > 12) return null;
        string m = Digits(month), d = Digits(day), name = NormalForm.Months[month - 1] + "[a-z]*";
        string full = string.Join(@"\s?", year.ToString("0000", CultureInfo.InvariantCulture).ToCharArray()), two = string.Join(@"\s?", (year % 100).ToString("00", CultureInfo.InvariantCulture).ToCharArray());
        string ends = $@"(?=$|\D|{full}|{two}(?!\d))";
        string figures = $@"(?<!\d){m}{Between}{d}{ends}|{full}{Between}{m}{Between}{d}(?!\d)" + (day > 12 ? $@"|(?<!\d){d}{Between}{m}{ends}" : string.Empty);
        string named = $@"\b{name}[\s.,\-]{{0,3}}(?:\d{{1,2}}{Ordinal}{Range})?{d}{Ordinal}{ends}|(?<!\d){d}{Ordinal}(?:{Range}\d{{1,2}}{Ordinal})?[\s.,\-]{{0,3}}(?:of\s+)?{name}";
        return (new(figures + "|" + named, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)), new($@"{full}|(?<=[/.,\-'\u2019\s|a-z\d]){two}(?!\d)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)));
    }

    private static string Digits(int number) => number < 10 ? $@"(?:0\s?)?{number}" : $@"{number / 10}\s?{number % 10}";

    [GeneratedRegex(@"(?<=[\d/.\-]\s?)[OoQSsBZzlI|!](?=\s?[\d/.\-]|\b)|(?<![A-Za-z])[OoQSsBZzlI|!](?=\s?[\d/])", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex LookAlike();
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Mentions;

/// <summary>Reads dates in all US writings. What the document does not settle stays ambiguous; what is no day of the calendar is no date.</summary>
public static class DateReader
{
    private const string NoDate = "no-date";

    /// <summary>The first date of a short text, such as a form's value, which may also be eight digits run together; null where there is none.</summary>
    public static DateReading? ReadOne(string text, DateEvidence evidence, DateRole role)
    {
        var found = Read(text, evidence, _ => role);
        if (found.Count > 0) return found[0];
        var run = DatePatterns.RunTogether().Match(text);
        return run.Success ? FromDigits(text, new(run.Index, run.Index + run.Length), run.Value, "date-run-together") : null;
    }

    /// <summary>All dates of a text in order, without overlaps.</summary>
    /// <param name="text">The text.</param>
    /// <param name="evidence">The document's evidence.</param>
    /// <param name="role">What the date at an offset is of.</param>
    public static IReadOnlyList<DateReading> Read(string text, DateEvidence evidence, Func<int, DateRole> role)
    {
        var found = new List<DateReading>();
        foreach (Match match in DatePatterns.Numeric().Matches(text))
        {
            if (NumericDate.Parse(match.ValueSpan) is { } date && DigitsPrevail(match.ValueSpan))
                Add(found, FromNumeric(SpanOf(match), date, evidence, role(match.Index)));
        }

        foreach (Match match in DatePatterns.Comb().Matches(text))
        {
            Add(found, FromDigits(text, SpanOf(match), new string([.. match.Value.Where(char.IsAsciiDigit)]), "date-comb"));
        }

        Named(found, DatePatterns.MonthDayYear(), "date-month-day-year", text, evidence, role);
        Named(found, DatePatterns.DayMonthYear(), "date-day-month-year", text, evidence, role);
        Named(found, DatePatterns.MonthYear(), "date-month-year", text, evidence, role);
        foreach (Match match in DatePatterns.NumericMonthYear().Matches(text))
        {
            Add(found, new(SpanOf(match), $"{match.Groups["year"].Value}-{match.Groups["m"].Value.PadLeft(2, '0')}", "date-numeric-month-year"));
        }

        foreach (Match match in DatePatterns.YearAlone().Matches(text))
        {
            var year = match.Groups["year"];
            Add(found, new(SpanOf(year), year.Value, "date-year"));
        }

        Named(found, DatePatterns.MonthDay(), "date-month-day", text, evidence, role);
        return WithoutOverlaps(found);
    }

    private static List<DateReading> WithoutOverlaps(List<DateReading> found)
    {
        var sorted = found.Select((d, i) => (d, i)).OrderBy(p => p.d.Span.Start).ThenByDescending(p => p.d.Span.Length).ThenBy(p => p.i).Select(p => p.d);
        var kept = new List<DateReading>();
        foreach (var date in sorted)
        {
            if (kept.Count == 0 || kept[^1].Span.End <= date.Span.Start) kept.Add(date);
            else if (date.Span.Length > kept[^1].Span.Length) kept[^1] = date;
        }

        kept.RemoveAll(static d => d.Rule == NoDate);
        return kept;
    }

    private static TextSpan SpanOf(Capture capture) => new(capture.Index, capture.Index + capture.Length);

    private static void Add(List<DateReading> found, DateReading? date)
    {
        if (date is not null) found.Add(date);
    }

    private static bool DigitsPrevail(ReadOnlySpan<char> text)
    {
        int digits = 0, letters = 0;
        foreach (char c in text)
        {
            if (char.IsAsciiDigit(c)) digits++;
            else if (char.IsLetter(c) || c == '|') letters++;
        }

        return letters == 0 || digits >= 2 * letters;
    }

    private static void Named(List<DateReading> found, SievedPattern pattern, string rule, string text, DateEvidence evidence, Func<int, DateRole> role)
    {
        foreach (Match match in pattern.Matches(text))
        {
            int month = DatePatterns.MonthNumber(match.Groups["mon"].ValueSpan);
            string day = match.Groups["day"].Value, year = match.Groups["year"].Value.TrimStart('\'');
            if (day.Length > 0 && DigitRun.Number(day) is < 1 or > 31) continue;
            if (year.Length == 0)
            {
                Add(found, new(SpanOf(match), null, rule));
                continue;
            }

            // 'May 12 20 mg' and 'Mar 4 12:30' are no dates with a year of two digits; a plain two-digit year needs a comma or an apostrophe.
            if (year.Length == 2 && rule == "date-month-day-year" && !match.ValueSpan.ContainsAny(',', '\'', '-')) continue;
            var years = YearsOf(DigitRun.Number(year), year.Length, evidence, role(match.Index));
            // What is no day of the calendar still holds its place: no 'February 2026' inside '30 February 2026'.
            found.Add(Choose(SpanOf(match), years.Select(y => Iso(y, month, day.Length == 0 ? null : DigitRun.Number(day))), rule, false)
                ?? new(SpanOf(match), null, NoDate));
        }
    }

    private static DateReading? FromNumeric(TextSpan span, NumericDate date, DateEvidence evidence, DateRole role)
    {
        var years = YearsOf(date.Year, date.YearDigits, evidence, role);
        var values = new List<string?>();
        bool monthFirst = date.YearFirst || evidence.Order != DateOrder.DayFirst || date.Second > 12;
        bool dayFirst = !date.YearFirst && evidence.Order != DateOrder.MonthFirst && date.First != date.Second;
        foreach (int year in years)
        {
            if (monthFirst) values.Add(Iso(year, date.First, date.Second));
            if (dayFirst || (values.Count > 0 && values.TrueForAll(v => v is null) && date.First > 12)) values.Add(Iso(year, date.Second, date.First));
        }

        return Choose(span, values, date.YearFirst ? "date-iso" : "date-numeric", date.Repaired);
    }

    private static DateReading? FromDigits(string text, TextSpan span, string digits, string rule)
    {
        _ = text;
        int Number(int start, int length) => int.Parse(digits.AsSpan(start, length), CultureInfo.InvariantCulture);
        string?[] values = [Year(Number(4, 4)) ? Iso(Number(4, 4), Number(0, 2), Number(2, 2)) : null, Year(Number(0, 4)) ? Iso(Number(0, 4), Number(4, 2), Number(6, 2)) : null];
        return Choose(span, values, rule, false);
        static bool Year(int year) => year is >= 1900 and <= 2060;
    }

    private static DateReading? Choose(TextSpan span, IEnumerable<string?> values, string rule, bool repaired)
    {
        ImmutableArray<string> possible = [.. values.Where(v => v is not null).Select(v => v!).Distinct()];
        return possible.Length switch
        {
            0 => null,
            1 => new(span, possible[0], rule) { Repaired = repaired },
            _ => new(span, null, rule) { Candidates = possible, Repaired = repaired },
        };
    }

    /// <summary>The years that a written year can mean: one, or two where the century is not settled.</summary>
    private static List<int> YearsOf(int year, int digits, DateEvidence evidence, DateRole role)
    {
        if (digits == 4) return year is >= 1850 and <= 2100 ? [year] : [];
        if (role != DateRole.Birth)
        {
            // Nobody faxes services of 1900 to 1939, nor of a year far after the document's other dates.
            int last = evidence.LatestYear is { } latest ? latest + 3 : 2039;
            return [2000 + year <= last ? 2000 + year : 1900 + year];
        }

        int now = evidence.LatestYear ?? 2039;
        List<int> years = [.. new[] { 1900 + year, 2000 + year }.Where(y => y <= now && now - y <= 110)];
        if (years.Count == 2 && evidence.StatedAge is { } age && evidence.LatestYear is { } reference)
        {
            var fitting = years.Where(y => Math.Abs(reference - y - age) <= 2).ToList();
            if (fitting.Count == 1) return fitting;
        }

        return years;
    }

    private static string? Iso(int year, int month, int? day)
    {
        if (month is < 1 or > 12) return null;
        if (day is not { } d) return string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{month:00}");
        return d >= 1 && d <= DateTime.DaysInMonth(year, month) ? string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{month:00}-{d:00}") : null;
    }
}

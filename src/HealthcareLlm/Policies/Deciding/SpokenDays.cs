using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Policies.Deciding;

/// <summary>A day, or month, that a text names without writing it out.</summary>
/// <param name="Span">Where.</param>
/// <param name="Of">The day in a year; null where the year has none.</param>
/// <param name="Year">The year that is written; null for none.</param>
/// <param name="Ago">Years that it is said to lie back; 0 where nothing is said.</param>
internal sealed record SpokenDay(TextSpan Span, Func<int, PartialDate?> Of, int? Year, int Ago)
{
    /// <summary>The last such day that has begun by another; null where that is not known to the day or none is told.</summary>
    internal PartialDate? UpTo(PartialDate? last)
    {
        if (Year is { } year) return In(year);
        if (last is not { } now) return null;
        if (Ago > 0) return In(now.Latest.Year - Ago);
        return In(now.Latest.Year) is { } same && same.Earliest <= now.Latest ? same : In(now.Latest.Year - 1);
    }

    /// <summary>The first such day that does not end before another begins.</summary>
    internal PartialDate? From(PartialDate first)
    {
        if (Year is { } year) return In(year);
        return In(first.Earliest.Year) is { } same && same.Latest >= first.Earliest ? same : In(first.Earliest.Year + 1);
    }

    /// <summary>The day in a year; null in a year of no chart, such as the 9999 in which coverage ends that never does.</summary>
    private PartialDate? In(int year) => year is < Earliest or > Latest ? null : Of(year);

    private const int Earliest = 1900, Latest = 2200;
}

/// <summary>
/// Days that a chart writes and no date of its own says: holidays ('the day after Labor Day 2025'), days and months without a year ('finished on December 5', 'took 6/1 to 7/15'). Without a year it is
/// the last such day before the note: what was had cannot lie after it.
/// </summary>
internal static class SpokenDays
{
    private const string Months = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";

    private const string Year = @"(?:,? (?:of |in )?(?<year>(?:19|20)[0-9]{2})|,? (?:of )?(?<last>last year)|,? (?:of )?this year)?";

    private static readonly ImmutableArray<string> Weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

    private static readonly Lazy<ImmutableArray<(string Name, Regex Pattern, string Rule, string Example, string CounterExample)>> Holidays = new(() =>
        [.. RuleFiles.Read("holidays.tsv", 5).Select(static r => (r[0], Pattern.OfWords($@"(?<!\w)(?:(?:the )?(?<shift>day|mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|sunday) (?<side>after|before|following|preceding) )?(?<!Dr\.? ){r[1]}(?!\w){Year}").Value, r[2], r[3], r[4]))]);

    private static readonly Lazy<Regex> Named = Pattern.OfWords($@"(?<![\w/.-])(?<month>{Months})\.? (?<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?!\w|[:/%.][0-9]|,? ?(?:19|20)[0-9]{{2}}| ?(?:mg|mcg|ml|weeks?|days?|months?|visits?|hours?))");

    private static readonly Lazy<Regex> Numbered = Pattern.Of(@"(?<![\w/.-])(?<month>0?[1-9]|1[0-2])/(?<day>0?[1-9]|[12][0-9]|3[01])(?![\w/]|[.:][0-9]| ?(?:mg|%|in\b|strength|swollen|tender|visits))");

    private static readonly Lazy<Regex> LoneMonth = Pattern.OfWords($@"(?<![\w/.-])(?<month>january|february|march|april|june|july|august|september|october|november|december|(?<=\b(?:in|since|from|until|through|thru|to|of|and|mid|early|late)[ -])may|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)(?!\w|\.? ?[0-9]|,? (?:19|20)[0-9]{{2}})");

    private static readonly Lazy<Regex> Score = Pattern.OfWords(@"\b(?:strength|motor|power|score|pain|reflexes|DTRs?|pulses?|Berg|LEFS|NRS|VAS|at|rated|grade|murmur|vision)\W*$");

    /// <summary>Name, example and counter-example of each holiday, for tests.</summary>
    internal static IEnumerable<(string Name, Regex Pattern, string Example, string CounterExample)> Examples => Holidays.Value.Select(static h => (h.Name, h.Pattern, h.Example, h.CounterExample));

    /// <summary>Every day of a range of a text that no date of its own says, in order. What stands beside a written date as its name ('Labor Day (9/7/26)') is left out.</summary>
    /// <param name="text">The text.</param>
    /// <param name="range">Where to look.</param>
    /// <param name="written">Places of the dates that are written out.</param>
    internal static IEnumerable<SpokenDay> In(string text, TextSpan range, IReadOnlyCollection<TextSpan> written)
    {
        var found = new List<SpokenDay>();
        string words = range.In(text);
        void Add(Match match, Func<int, PartialDate?> of, int? year = null, int ago = 0)
        {
            var span = new TextSpan(range.Start + match.Index, range.Start + match.Index + match.Length);
            if (!written.Any(w => (w.Overlaps(span) && !span.Contains(w)) || IsItsName(text, span, w)) && !found.Exists(f => f.Span.Overlaps(span))) found.Add(new(span, of, year, ago));
        }

        foreach (var (_, pattern, rule, _, _) in Holidays.Value)
        {
            foreach (Match match in pattern.Matches(words)) Add(match, y => Holiday(match, rule, y), match.Groups["year"].Success ? Number(match, "year") : null, match.Groups["last"].Success ? 1 : 0);
        }

        foreach (Match match in Named.Value.Matches(words)) Add(match, y => Day(y, MonthOf(match), Number(match, "day")));
        foreach (Match match in Numbered.Value.Matches(words))
        {
            if (!Score.Value.IsMatch(words[..match.Index])) Add(match, y => Day(y, Number(match, "month"), Number(match, "day")));
        }

        foreach (Match match in LoneMonth.Value.Matches(words)) Add(match, y => PartialDate.Parse(string.Create(CultureInfo.InvariantCulture, $"{y:0000}-{MonthOf(match):00}")));
        return found.OrderBy(static f => f.Span.Start);
    }

    /// <summary>Easter Sunday of a year, by the Gregorian calendar (the anonymous algorithm of Nature, 20 April 1876, as in J. Meeus, Astronomical Algorithms, 1991, chapter 8).</summary>
    internal static DateOnly Easter(int year)
    {
        int golden = year % 19, century = year / 100, rest = year % 100;
        int epact = ((19 * golden) + century - (century / 4) - ((century - ((century + 8) / 25) + 1) / 3) + 15) % 30;
        int weekday = (32 + (2 * (century % 4)) + (2 * (rest / 4)) - epact - (rest % 4)) % 7;
        int late = (golden + (11 * epact) + (22 * weekday)) / 451, month = (epact + weekday - (7 * late) + 114) / 31;
        return new(year, month, ((epact + weekday - (7 * late) + 114) % 31) + 1);
    }

    private static bool IsItsName(string text, TextSpan span, TextSpan written)
    {
        var (first, second) = span.Start < written.Start ? (span, written) : (written, span);
        return second.Start >= first.End && second.Start - first.End <= 3 && text.AsSpan(first.End, second.Start - first.End).IndexOfAnyExcept(" ,(=") < 0;
    }

    private static PartialDate? Holiday(Match match, string rule, int year)
    {
        var day = On(rule, year);
        if (match.Groups["shift"].Success)
        {
            int step = match.Groups["side"].Value.ToUpperInvariant() is "AFTER" or "FOLLOWING" ? 1 : -1;
            string shift = match.Groups["shift"].Value.ToLowerInvariant();
            day = day.AddDays(step);
            while (shift != "day" && !day.DayOfWeek.ToString().StartsWith(shift[..3], StringComparison.OrdinalIgnoreCase)) day = day.AddDays(step);
        }

        return new(day, day);
    }

    private static DateOnly On(string rule, int year)
    {
        string[] parts = rule.Split(' ');
        if (parts[0] == "easter") return Easter(year).AddDays(int.Parse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
        if (parts.Length == 1) return DateOnly.ParseExact(string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{rule}"), "yyyy-MM-dd", CultureInfo.InvariantCulture);
        int month = int.Parse(parts[0], CultureInfo.InvariantCulture), weekday = Weekdays.IndexOf(parts[1]);
        var first = new DateOnly(year, month, 1);
        first = first.AddDays((weekday - (int)first.DayOfWeek + 7) % 7);
        if (parts[2] != "last") return first.AddDays(7 * (int.Parse(parts[2], CultureInfo.InvariantCulture) - 1));
        while (first.AddDays(7).Month == month) first = first.AddDays(7);
        return first;
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    private static PartialDate? Day(int year, int month, int day) => day <= DateTime.DaysInMonth(year, month) ? new PartialDate(new(year, month, day), new(year, month, day)) : null;

    private static int MonthOf(Match match) => Array.IndexOf(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], match.Groups["month"].Value[..3].ToLowerInvariant()) + 1;
}

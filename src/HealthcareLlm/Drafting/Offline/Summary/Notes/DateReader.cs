using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Summary.Notes;

/// <summary>A date, perhaps with a time of day, as it stands in a text.</summary>
/// <param name="Month">1 to 12.</param>
/// <param name="Day">1 to 31.</param>
/// <param name="Year">Four digits; null where it is not written.</param>
/// <param name="Time">Time of day; null where it is not written.</param>
/// <param name="Span">Where the date stands, without the time.</param>
internal readonly record struct WrittenDate(int Month, int Day, int? Year, TimeOnly? Time, TextSpan Span)
{
    /// <summary>The day, with the year of the chart where none is written; null where there is no such day.</summary>
    internal DateOnly? On(int? chartYear)
    {
        if ((Year ?? chartYear) is not { } year || Day > DateTime.DaysInMonth(year, Month)) return null;
        return new(year, Month, Day);
    }
}

/// <summary>Reads the dates of headers, signatures and results in US order (month before day).</summary>
internal static class DateReader
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <summary>The dates that stand inside a span, in order.</summary>
    internal static List<WrittenDate> Find(string text, TextSpan within) => Find(text, within, int.MaxValue);

    /// <summary>The first date of a span; null where there is none.</summary>
    internal static WrittenDate? First(string text, TextSpan within) => Find(text, within, 1) is [var first, ..] ? first : null;

    private static List<WrittenDate> Find(string text, TextSpan within, int most)
    {
        var found = new List<WrittenDate>();
        // Every date has a digit, and most lines have none.
        if (!HasDigit(text.AsSpan(within.Start, within.Length))) return found;
        string part = within.In(text);
        for (int at = NextStart(part, 0); at >= 0 && found.Count < most;)
        {
            var match = Dates().Match(part, at);
            if (!match.Success)
            {
                at = NextStart(part, at + 1);
                continue;
            }

            int end = match.Index + match.Length;
            if (Read(match) is { } date)
            {
                found.Add(new(date.Month, date.Day, date.Year, TimeAfter(part, end), new(within.Start + match.Index, within.Start + end)));
            }

            at = NextStart(part, end);
        }

        return found;
    }

    private static bool HasDigit(ReadOnlySpan<char> text)
    {
        if (text.ContainsAnyInRange('0', '9')) return true;
        int other = text.IndexOfAnyExceptInRange('\0', '\u007F');
        if (other < 0) return false;
        foreach (char c in text[other..])
        {
            if (char.IsDigit(c)) return true;
        }

        return false;
    }

    /// <summary>The first place from one on where a date may begin: a digit that stands behind none, or a month before such a digit; -1 where there is none.</summary>
    private static int NextStart(string text, int from)
    {
        for (int at = from; at < text.Length; at++)
        {
            int ascii = text.AsSpan(at).IndexOfAnyInRange('0', '9');
            int other = text.AsSpan(at, ascii < 0 ? text.Length - at : ascii).IndexOfAnyExceptInRange('\0', '\u007F');
            if (ascii < 0 && other < 0) return -1;
            at += other >= 0 ? other : ascii;
            if (!char.IsDigit(text[at]) || (at > 0 && char.IsDigit(text[at - 1]))) continue;
            return Month(text, from, at) ?? (at >= from ? at : -1);
        }

        return -1;
    }

    /// <summary>The first month before a digit, with at most the rest of its name, a full stop and a space between; null where there is none.</summary>
    private static int? Month(string text, int from, int digit)
    {
        int end = digit - 1;
        if (end < from || text[end] != ' ') return null;
        if (end > from && text[end - 1] == '.') end--;
        int start = end;
        while (start > from && end - start < LongestMonth && char.IsLetter(text[start - 1])) start--;
        for (int at = start; at + 3 <= end; at++)
        {
            if (s_months.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text.AsSpan(at, 3))) return at;
        }

        return null;
    }

    private const int LongestMonth = 9;

    private static readonly HashSet<string> s_months = new(Months, StringComparer.OrdinalIgnoreCase);

    private static (int Month, int Day, int? Year)? Read(Match match)
    {
        int month, day;
        if (match.Groups["name"].Success)
        {
            month = Array.IndexOf(Months, match.Groups["name"].Value[..3].ToLowerInvariant()) + 1;
            day = Number(match.Groups["d1"].Success ? match.Groups["d1"] : match.Groups["d2"]);
        }
        else
        {
            month = Number(match.Groups["im"].Success ? match.Groups["im"] : match.Groups["m"]);
            day = Number(match.Groups["id"].Success ? match.Groups["id"] : match.Groups["d"]);
        }

        if (month is < 1 or > 12 || day is < 1 or > 31) return null;
        return (month, day, Year(match));
    }

    private static int? Year(Match match)
    {
        foreach (string name in (string[])["iy", "y", "ny"])
        {
            if (!match.Groups[name].Success) continue;
            int year = Number(match.Groups[name]);
            return year < 100 ? 2000 + year : year;
        }

        return null;
    }

    private static int Number(Group group) => DigitRun.Number(group.ValueSpan);

    private static TimeOnly? TimeAfter(string text, int at)
    {
        var match = Time().Match(text, at, Math.Min(24, text.Length - at));
        if (!match.Success || match.Index != at) return null;
        int hour = Number(match.Groups["h"]), minute = match.Groups["n"].Length > 0 ? Number(match.Groups["n"]) : 0;
        if (match.Groups["p"].Success && hour is > 0 and < 13)
        {
            bool afternoon = match.Groups["p"].ValueSpan[0] is 'p' or 'P';
            hour = (hour % 12) + (afternoon ? 12 : 0);
        }

        return hour < 24 && minute < 60 ? new(hour, minute) : null;
    }

    private static Regex Dates() => DatesPattern.Value;

    // 'May' is also a word: without a year it is a month only before a number or at the end of a clause. '05JAN26' and '05JAN' are dates of telegraphic notes.
    private static readonly Lazy<Regex> DatesPattern = Pattern.Of(@"\G(?<![\d/.-])(?:(?<iy>(?:19|20)\d\d)-(?<im>\d\d)-(?<id>\d\d)(?!\d)"
        + @"|(?<m>\d{1,2})/(?<d>\d{1,2})(?:/(?<y>\d{4}|\d\d))?(?![\d/]|\s?(?:mm|mL|strength|sec|power))"
        + @"|(?<m>\d{1,2})-(?<d>\d{1,2})-(?<y>\d{4}|\d\d)(?!\d)"
        + @"|(?<name>(?-i:[Jj]an|JAN|[Ff]eb|FEB|[Mm]ar|MAR|[Aa]pr|APR|May|MAY|[Jj]un|JUN|[Jj]ul|JUL|[Aa]ug|AUG|[Ss]ep|SEP|[Oo]ct|OCT|[Nn]ov|NOV|[Dd]ec|DEC)(?:u?ary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?)\.? (?<d1>\d{1,2})(?:st|nd|rd|th)?(?:,? ?(?<ny>(?:19|20)\d\d))?(?!\d|\s?(?:mg|mL|mcg|%)\b)"
        + @"|(?<d2>\d{1,2})(?:[ -]?(?<name>(?-i:[Jj]an|JAN|[Ff]eb|FEB|[Mm]ar|MAR|[Aa]pr|APR|[Jj]un|JUN|[Jj]ul|JUL|[Aa]ug|AUG|[Ss]ep|SEP|[Oo]ct|OCT|[Nn]ov|NOV|[Dd]ec|DEC)(?:u?ary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?)|[ -]?(?<name>(?-i:May|MAY))(?=[ -]?\d|\s*(?:$|[.,;:)])))(?:[ -]?(?<ny>(?:19|20)\d\d|(?<=[A-Za-z]-?)\d\d(?!\d)))?(?![A-Za-z]))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern Time() => TimePattern.Value;

    private static readonly Lazy<SievedPattern> TimePattern = Pattern.Sieved(@"\G(?:T|,?\s{0,3}(?:at |@ ?|- ?|\(|Time: ?)?)(?:(?<h>\d{1,2}):(?<n>\d\d)(?::\d\d)?(?!\d|/)\s?(?<p>[ap]\.?m\b)?|(?<h>[01]\d|2[0-3])(?<n>[0-5]\d)(?![\d/.,:]\d|\d|\s?(?:mg|mL|mcg|g|units?|kg|cc)\b)\s?(?<p>[ap]\.?m\b)?|(?<h>\d{1,2})(?<n>)\s?(?<p>[ap]\.?m\b))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}

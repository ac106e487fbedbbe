using System.Globalization;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>
/// What the packet itself says about its way of writing dates: the order of day and month, and the year that it was written in.
/// </summary>
/// <param name="MonthFirst">Whether dates are month first.</param>
/// <param name="DayFirst">Whether dates are day first.</param>
/// <param name="LatestYear">The latest year that is written with four digits and lies within reason; 0 where none is.</param>
/// <param name="Age">The patient's age in years, where one is stated; 0 where none is.</param>
internal sealed record PacketDates(bool MonthFirst, bool DayFirst, int LatestYear, int Age)
{
    internal static PacketDates Of(IEnumerable<string> texts)
    {
        var evidence = DateEvidence.From(string.Join('\n', texts));
        return new(evidence.Order == DateOrder.MonthFirst, evidence.Order == DateOrder.DayFirst, evidence.LatestYear ?? 0, evidence.StatedAge ?? 0);
    }
}

/// <summary>Reads dates in all usual US writings.</summary>
internal static partial class DateReadings
{
    private const int TimeLimit = 10_000;
    private static readonly string[] s_months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <summary>Full dates in the words, in order. A birth date with two digits of year lies in the past.</summary>
    internal static List<Reading> Dates(string words, PacketDates evidence, bool isBirth = false)
    {
        var found = new List<Reading>();
        foreach (Match match in Numeric().Matches(words)) Add(found, match, Digits(match.Groups["a"].Value), Digits(match.Groups["b"].Value), match.Groups["y"].Value, evidence, isBirth);
        foreach (Match match in Iso().Matches(words))
        {
            AddDate(found, match, Digits(match.Groups["y"].Value), Digits(match.Groups["m"].Value), Digits(match.Groups["d"].Value), false, Doubt.None);
        }

        foreach (Match match in Named().Matches(words))
        {
            int month = Array.IndexOf(s_months, match.Groups["m"].Value[..3].ToLowerInvariant()) + 1;
            var (year, doubt) = Year(match.Groups["y"].Value, evidence, isBirth);
            AddDate(found, match, year, month, Digits(match.Groups["d"].Value), false, doubt);
        }

        // '04 14 26' in the boxes of month, day and year.
        if (found.Count == 0 && Boxed.Value.Match(words) is { Success: true } boxed) Add(found, boxed, Digits(boxed.Groups["a"].Value), Digits(boxed.Groups["b"].Value), boxed.Groups["y"].Value, evidence, isBirth);
        if (found.Count == 0 && Comb().Match(words) is { Success: true } comb)
        {
            string digits = new([.. comb.Value.Where(char.IsAsciiDigit)]);
            if (digits.Length == 8)
            {
                bool yearFirst = digits.StartsWith("19", StringComparison.Ordinal) && Digits(digits[4..6]) <= 12 && Digits(digits[..2]) > 12 || (digits.StartsWith("20", StringComparison.Ordinal) && Digits(digits[..2]) > 12);
                if (yearFirst) AddDate(found, comb, Digits(digits[..4]), Digits(digits[4..6]), Digits(digits[6..]), false, Doubt.None);
                else AddDate(found, comb, Digits(digits[4..]), Digits(digits[..2]), Digits(digits[2..4]), false, Doubt.None);
            }
        }

        found.Sort(static (a, b) => a.Start.CompareTo(b.Start));
        return found;
    }

    /// <summary>Dates that may lack day or month, in order: '2024', '01/2024', 'March 2024', and full ones.</summary>
    internal static List<Reading> PartialDates(string words, PacketDates evidence)
    {
        var found = Dates(words, evidence);
        bool Free(Match m) => !found.Exists(f => m.Index < f.End && m.Index + m.Length > f.Start);
        foreach (Match match in MonthYear().Matches(words))
        {
            // 'October and December 2025' are two months; which begins and which ends is not told.
            if (!Free(match) || SeveralMonths.Value.IsMatch(words.AsSpan(0, match.Index + match.Length))) continue;
            int month = match.Groups["m"].Success ? Digits(match.Groups["m"].Value) : Array.IndexOf(s_months, match.Groups["n"].Value[..3].ToLowerInvariant()) + 1;
            int year = match.Groups["y"].Value.Length == 4 ? Digits(match.Groups["y"].Value) : Year(match.Groups["y"].Value, evidence, false).Year;
            if (month is >= 1 and <= 12 && year is >= 1900 and < 2100) found.Add(new(string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{month:00}"), match.Index, match.Index + match.Length));
        }

        // 'September to November 2025': the year is that of both.
        foreach (Match match in MonthToMonth.Value.Matches(words))
        {
            int month = Array.IndexOf(s_months, match.Groups["m"].Value[..3].ToLowerInvariant()) + 1, year = Digits(match.Groups["y"].Value);
            int until = Array.IndexOf(s_months, match.Groups["n"].Value[..3].ToLowerInvariant()) + 1;
            var first = match.Groups["m"];
            if (until >= month && !found.Exists(f => first.Index < f.End && first.Index + first.Length > f.Start)) found.Add(new(string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{month:00}"), first.Index, match.Index + match.Length));
        }

        foreach (Match match in YearAlone().Matches(words))
        {
            if (Free(match) && !SeveralMonths.Value.IsMatch(words.AsSpan(0, match.Index + match.Length))) found.Add(new(match.Value, match.Index, match.Index + match.Length));
        }

        found.Sort(static (a, b) => a.Start.CompareTo(b.Start));
        return found;
    }

    private static readonly Lazy<Regex> SeveralMonths = Pattern.Of(@"(?<!\bbetween\s+)\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?(?:,|,?\s+and|\s*&)\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?,?\s+(?:19|20)[0-9]{2}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> MonthToMonth = Pattern.Of(@"(?<![A-Za-z])(?<m>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?(?:\s+(?:to|through|until|thru|(?<=\bbetween\s+[a-z]{3,9}\.?\s+)and)\s+|\s*[-\u2013]\s*)(?<n>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?,?\s+(?:of\s)?(?<y>(?:19|20)[0-9]{2})(?![0-9])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static void Add(List<Reading> found, Match match, int a, int b, string yearText, PacketDates evidence, bool isBirth)
    {
        var (year, yearDoubt) = Year(yearText, evidence, isBirth);
        if (a > 12 && b <= 12)
        {
            AddDate(found, match, year, b, a, false, yearDoubt);
            return;
        }

        var doubt = yearDoubt;
        if (a <= 12 && b <= 12 && a != b)
        {
            // Both orders are possible: the packet's own evidence decides, or nothing does.
            if (!evidence.MonthFirst && !evidence.DayFirst) doubt = Doubt.AmbiguousDate;
            if (evidence.DayFirst && !evidence.MonthFirst) (a, b) = (b, a);
        }

        AddDate(found, match, year, a, b, false, doubt);
    }

    private static void AddDate(List<Reading> found, Match match, int year, int month, int day, bool repaired, Doubt doubt)
    {
        if (year is < 1890 or > 2150 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return;
        bool mended = repaired || match.Value.Any(c => c is 'O' or 'o' or 'I' or 'l') && !match.Groups["n"].Success && match.Groups["a"].Success;
        found.Add(new(string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{month:00}-{day:00}"), match.Index, match.Index + match.Length, mended, doubt));
    }

    // Years from the packet's own to the furthest day that it names in two digits: an expiry, the end of an authorization.
    private const int FurthestAhead = 20;

    private static (int Year, Doubt Doubt) Year(string text, PacketDates evidence, bool isBirth)
    {
        int year = Digits(text);
        if (text.Length == 4) return (year, Doubt.None);
        if (text.Length != 2) return (0, Doubt.None);
        // Nothing in a packet lies further ahead of it than a plan of a few years: 6/3/68 is of the last century, whatever it is the date of.
        if (!isBirth) return (year <= 79 && (evidence.LatestYear == 0 || 2000 + year <= evidence.LatestYear + FurthestAhead) ? 2000 + year : 1900 + year, Doubt.None);
        if (evidence.LatestYear == 0) return (year > 50 ? 1900 + year : 2000 + year, Doubt.AmbiguousDate);
        // A year of birth after the packet's own year is of the last century; one before it may be of either.
        int now = evidence.LatestYear % 100;
        if (year > now) return (1900 + year, Doubt.None);
        if (evidence.Age > 0) return (Math.Abs(evidence.LatestYear - evidence.Age - (2000 + year)) <= 2 ? 2000 + year : 1900 + year, Doubt.None);
        return (2000 + year, Doubt.AmbiguousDate);
    }

    private static readonly Lazy<Regex> Boxed = Pattern.Of(@"(?<=^\W*)(?<a>[0-9]{2})\s*[ |]\s*(?<b>[0-9]{2})\s*[ |]\s*(?<y>[0-9]{2})(?=\W*$)", RegexOptions.CultureInvariant);

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : -1;

    private static int Digits(string text) => Number(new([.. text.Select(LookAlikeRepair.ToDigit)]));

    [GeneratedRegex(@"(?<![0-9A-Za-z/])(?<!(?<!/(?:19|20)[0-9]{2})-)(?<a>[0-9OoIl]{1,2})\s?[/.\-–]\s?(?<b>[0-9OoIl]{1,2})\s?[/.\-–]\s?(?<y>[0-9OoIl]{4}|[0-9OoIl]{2})(?![0-9A-Za-z/]|-(?![0-9]{1,2}/[0-9]{1,2}/(?:19|20)[0-9]{2})[0-9])|(?<![0-9A-Za-z/\-])(?<a>[0-9]{2})\s(?<b>[0-9]{2})\s(?<y>(?:19|20)[0-9]{2})(?![0-9])", RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Numeric();

    [GeneratedRegex(@"(?<![0-9A-Za-z/])(?<y>(?:19|20)[0-9]{2})[-/.](?<m>[0-9]{1,2})[-/.](?<d>[0-9]{1,2})(?![0-9])", RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Iso();

    [GeneratedRegex(@"(?<![A-Za-z])(?:(?<m>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s{0,2}(?<d>[0-9]{1,2})(?:st|nd|rd|th)?\s{0,2},?\s{0,2}(?<y>[0-9]{4})|(?<![0-9/])(?<d>[0-9]{1,2})(?:st|nd|rd|th)?[\s\-/]{0,2}(?:of\s)?(?<m>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?[\s,\-/]{0,2}(?<y>[0-9]{4}|[0-9]{2}))(?![0-9])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Named();

    [GeneratedRegex(@"^\W*[0-9](?:[\s|/\-]{0,4}[0-9]){7}\W*$", RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Comb();

    [GeneratedRegex(@"(?<![0-9/])(?<!(?<!(?:19|20)[0-9]{2})-)(?<m>[0-9]{1,2})[/\-](?<y>(?:19|20)[0-9]{2})(?![0-9/]|-(?![0-9]{1,2}/(?:19|20)[0-9]{2}|\s?(?:present|now|current|ongoing|today|date)\b))|(?<![0-9/\-A-Za-z])(?<y>(?:19|20)[0-9]{2})[\-/](?<m>0[1-9]|1[0-2])(?![0-9/\-])|(?<![A-Za-z])(?<n>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?,?\s{1,2}(?:of\s)?'?(?<y>(?:19|20)[0-9]{2})(?![0-9])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex MonthYear();

    [GeneratedRegex(@"(?<![0-9/\-.A-Za-z])(?:19[5-9][0-9]|20[0-4][0-9])(?![0-9/A-Za-z]|\.[0-9A-Za-z]|-[0-9]|\s?(?:mg|mcg|ml|mL|g|kg|units?|iu|IU|kcal|calories|steps|feet)\b)", RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex YearAlone();

}

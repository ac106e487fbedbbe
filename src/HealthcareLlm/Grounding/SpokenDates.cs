using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Grounding;

/// <summary>Days, months and years that a text names, in figures or words; what a writing leaves out is null.</summary>
internal static class SpokenDates
{
    private const string Months = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec";

    private static readonly Lazy<SievedPattern> InFigures = Pattern.Sieved(@"(?<![\d/.]|(?<!\d/\d{1,2})-)(?:(?<y>\d{4})-(?<a>\d{2})-(?<b>\d{2})|(?<a>\d{1,2})[/-](?<b>\d{1,2})[/-](?<y>\d{4}|\d{2})|(?<a>\d{1,3})/(?<y>(?:19|20)\d{2})|(?<a>\d{1,3})/(?<b>\d{1,3})(?:-(?<to>\d{1,2})(?![\d/-]))?|(?<a>0\d|1[0-2])-(?<b>[0-3]\d)(?<=0\d-..|..-0\d))(?![\d/]|-(?!\d{1,2}/\d)|\.\d)", RegexOptions.CultureInvariant);

    private static readonly Lazy<SievedPattern> InWords = Pattern.Sieved(@"\b(?:(?<d>\d{1,2})(?:st|nd|rd|th)?(?: of)? )?(?<m>" + Months + @")(?:[a-z]{0,6}\b\.?)(?:,? (?<d2>\d{1,2})(?:st|nd|rd|th)?\b(?![/:.]\d))?(?:,? (?:of )?(?<y>(?:19|20)\d{2})\b)?", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static readonly HashSet<string> s_names = new(StringComparer.OrdinalIgnoreCase)
    {
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
    };

    /// <summary>The first date of the statement that no date of the quotes has in all its parts; null where there is none.</summary>
    internal static (string Token, int At)? FirstMissing(string statement, string quotes)
    {
        List<SpokenDate>? cited = null;
        foreach (var date in Find(statement))
        {
            cited ??= [.. Find(quotes)];
            if (!cited.Exists(date.IsPartOf)) return (date.Written, date.At);
        }

        foreach (Match pair in InFigures.Value.Matches(statement))
        {
            // A pressure, a score, or a day that is none.
            if (!IsDay(pair) && !quotes.Contains(pair.Value, StringComparison.Ordinal)) return (pair.Value, pair.Index);
        }

        return null;
    }

    /// <summary>Every date of a text.</summary>
    internal static IEnumerable<SpokenDate> Find(string text)
    {
        foreach (Match match in InFigures.Value.Matches(text))
        {
            // '122/70' and '18/56' are no days.
            if (!IsDay(match)) continue;
            yield return new(match.Value, match.Index, Number(match.Groups["y"]), Number(match.Groups["a"]), Number(match.Groups["b"]), match.Groups["y"].Length == 2 || (match.Groups["y"].Success && match.Groups["b"].Success && match.Groups["y"].Index > match.Index));
            // '2/9-10': from the ninth to the tenth.
            if (match.Groups["to"].Success) yield return new(match.Groups["to"].Value, match.Groups["to"].Index, null, Number(match.Groups["a"]), Number(match.Groups["to"]), false);
        }

        foreach (Match match in InWords.Value.Matches(text))
        {
            int start = match.Groups["m"].Index, end = start;
            while (end < text.Length && char.IsLetter(text[end])) end++;
            if (!s_names.Contains(text[start..end])) continue;
            int? day = Number(match.Groups["d"]) ?? Number(match.Groups["d2"]), year = Number(match.Groups["y"]);
            // 'may', 'march' and 'mar' are words too.
            if (day is null && year is null && (!char.IsUpper(text[start]) || text[start..end].ToUpperInvariant() is "MAY" or "MAR" or "MARCH")) continue;
            int month = (Months.IndexOf(match.Groups["m"].Value, StringComparison.OrdinalIgnoreCase) / 4) + 1;
            yield return new(match.Value, match.Index, year, month, day, false);
        }
    }

    private static bool IsDay(Match match) => match.Groups["y"].Success || Fits(Number(match.Groups["a"]), Number(match.Groups["b"])) || Fits(Number(match.Groups["b"]), Number(match.Groups["a"]));

    private static bool Fits(int? month, int? day) => month is >= 1 and <= 12 && day is >= 1 and <= 31;

    private static int? Number(Group group) => group.Success ? DigitRun.Number(group.ValueSpan) : null;

    /// <summary>A date as written.</summary>
    /// <param name="Written">Its words.</param>
    /// <param name="At">Where it begins.</param>
    /// <param name="Year">Four figures or two; null for none.</param>
    /// <param name="Month">Month; of figures the first, whatever it is.</param>
    /// <param name="Day">Day; null for none.</param>
    /// <param name="EitherOrder">Whether day and month may be the other way round.</param>
    internal sealed record SpokenDate(string Written, int At, int? Year, int? Month, int? Day, bool EitherOrder)
    {
        /// <summary>Its day of a leap year; null where it names no such day.</summary>
        internal int? DayOfYear => Month is >= 1 and <= 12 && Day is >= 1 and { } day && day <= DateTime.DaysInMonth(2000, Month.Value) ? new DateTime(2000, Month.Value, day).DayOfYear : null;

        /// <summary>Whether another date has everything that this one says.</summary>
        internal bool IsPartOf(SpokenDate other)
        {
            if (Year is { } year && (other.Year is not { } otherYear || (year < 100 || otherYear < 100 ? year % 100 != otherYear % 100 : year != otherYear))) return false;
            return Has(other.Month, other.Day) || (other.EitherOrder && Has(other.Day, other.Month));
        }

        private bool Has(int? month, int? day) => Month == month && (Day is null || Day == day);
    }
}

using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.LanguageModel;

/// <summary>A date as a text writes it: a day, a month, a year, or a day of a month without a year.</summary>
/// <param name="Span">Its place.</param>
/// <param name="Year">Year; null where none is written.</param>
/// <param name="Month">Month; null where none is written.</param>
/// <param name="Day">Day; null where none is written.</param>
internal readonly record struct WrittenDate(TextSpan Span, int? Year, int? Month, int? Day);

/// <summary>Finds dates in every writing that the program reads, and writes others in their places in the same form.</summary>
internal static partial class DateWriting
{
    private static readonly string[] Months = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

    /// <summary>'04MAR1960'.</summary>
    private static readonly Lazy<Regex> Joined = Pattern.Of(@"(?<![A-Za-z0-9])\d{1,2}(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)(?:\d{4}|\d{2})(?![A-Za-z0-9])", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <summary>'04/06', and '4/6' where a word before it or a colon behind it says that it is a day: '4/5 strength' and 'half (1/2) a tablet' are none.</summary>
    private static readonly Lazy<Regex> MonthAndDay = Pattern.Of(@"(?<![\w/.,\-])(?:(?<a>\d{2})[/\-](?<b>\d{2})|(?<=\b(?:on|since|from|until|till|by|dated|of|through|thru|to|and|starting|started|stopped|before|after|until) )(?<a>\d{1,2})/(?<b>\d{1,2})|(?<=^[ \t]*)(?<a>\d{1,2})/(?<b>\d{1,2})(?=:))(?![\w/%]|[.,\-]\d)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.Multiline);

    /// <summary>All dates of a text in order, without overlaps.</summary>
    internal static List<WrittenDate> Find(string text, DateEvidence evidence)
    {
        var found = new List<WrittenDate>();
        bool[] taken = new bool[text.Length];
        foreach (var reading in DateReader.Read(text, evidence, offset => DateFinder.RoleAt(text, offset))) Add(reading.Span, reading.Value ?? reading.Candidates.FirstOrDefault());
        foreach (Match match in DatePatterns.RunTogether().Matches(text)) AddOther(match, DateReader.ReadOne(match.Value, evidence, DateRole.Service)?.Value);
        foreach (Match match in Joined.Value.Matches(text)) AddOther(match, DateReader.ReadOne(JoinedPattern().Replace(match.Value, "$1 $2 $3"), evidence, DateRole.Service)?.Value);
        foreach (Match match in MonthAndDay.Value.Matches(text))
        {
            int month = int.Parse(match.Groups["a"].ValueSpan, CultureInfo.InvariantCulture), day = int.Parse(match.Groups["b"].ValueSpan, CultureInfo.InvariantCulture);
            if (month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(2024, month) && Free(SpanOf(match))) Take(new(SpanOf(match), null, month, day));
        }

        found.Sort(static (a, b) => a.Span.Start.CompareTo(b.Span.Start));
        return found;

        bool Free(TextSpan span) => !taken.AsSpan(span.Start, span.Length).Contains(true);

        void Take(WrittenDate date)
        {
            found.Add(date);
            taken.AsSpan(date.Span.Start, date.Span.Length).Fill(true);
        }

        void AddOther(Match match, string? iso)
        {
            if (iso is not null && Free(SpanOf(match))) Add(SpanOf(match), iso);
        }

        void Add(TextSpan span, string? iso)
        {
            if (iso is null)
            {
                // 'March 4', the only reading without a year.
                if (NamedDay(span.In(text)) is { } named) Take(new(span, null, named.Month, named.Day));
                return;
            }

            int[] parts = [.. iso.Split('-').Select(static p => int.Parse(p, CultureInfo.InvariantCulture))];
            Take(new(span, parts[0], parts.Length > 1 ? parts[1] : null, parts.Length > 2 ? parts[2] : null));
        }
    }

    /// <summary>Another date of the same kind in the writing of this one: same order, divisions, digits, names and capitals.</summary>
    internal static string Like(string written, WrittenDate as_, int? year, int? month, int? day)
    {
        if (written.Any(char.IsLetter) && Named(written, as_, year, month, day) is { } named) return named;
        string[] groups = [.. GroupPattern().Matches(written).Select(static m => m.Value)];
        if (groups.Length >= 8 && groups.All(static g => g.Length == 1)) return Comb(written, Eight(string.Concat(groups), as_, year!.Value, month!.Value, day!.Value));
        if (groups is [{ Length: 8 } run]) return Eight(run, as_, year!.Value, month!.Value, day!.Value);
        int?[] parts = groups.Length switch
        {
            1 => [year],
            2 when as_.Year is null => [month, day],
            2 => [month, year],
            _ when groups[0].Length == 4 => [year, month, day],
            _ => Number(groups[0]) == as_.Month && Number(groups[1]) == as_.Day ? [month, day, year] : [day, month, year],
        };
        int next = 0;
        return GroupPattern().Replace(written, m => Digits(parts[Math.Min(next++, parts.Length - 1)]!.Value, m.Length));
    }

    private static string Digits(int number, int width) => (width == 2 ? number % 100 : number).ToString(width >= 2 ? "D" + width.ToString(CultureInfo.InvariantCulture) : "D", CultureInfo.InvariantCulture);

    /// <summary>Eight digits, year first or last as they were.</summary>
    private static string Eight(string digits, WrittenDate as_, int year, int month, int day) =>
        digits.StartsWith(as_.Year!.Value.ToString("D4", CultureInfo.InvariantCulture), StringComparison.Ordinal) && digits[4..6] == as_.Month!.Value.ToString("D2", CultureInfo.InvariantCulture)
            ? string.Create(CultureInfo.InvariantCulture, $"{year:D4}{month:D2}{day:D2}")
            : string.Create(CultureInfo.InvariantCulture, $"{month:D2}{day:D2}{year:D4}");

    private static string Comb(string written, string digits)
    {
        int next = 0;
        return string.Concat(written.Select(c => char.IsAsciiDigit(c) ? digits[next++] : c));
    }

    /// <summary>A date with its month's name; null where no month is named.</summary>
    private static string? Named(string written, WrittenDate as_, int? year, int? month, int? day)
    {
        bool hasMonth = false, hasDay = as_.Day is null;
        string text = TokenPattern().Replace(written, match =>
        {
            string token = match.Value;
            if (char.IsAsciiDigit(token[0]))
            {
                if (!hasDay)
                {
                    hasDay = true;
                    return Digits(day!.Value, token.Length == 2 && token[0] == '0' ? 2 : 1);
                }

                return Digits(year!.Value, token.Length);
            }

            int at = Array.FindIndex(Months, m => token.Length >= 3 && (m.StartsWith(token, StringComparison.OrdinalIgnoreCase) || (m == "september" && token.Equals("sept", StringComparison.OrdinalIgnoreCase))));
            if (at >= 0 && !hasMonth)
            {
                hasMonth = true;
                return MonthLike(token, Months[at], Months[month!.Value - 1]);
            }

            return hasDay && as_.Day is not null && token.Length == 2 && (string[])["st", "nd", "rd", "th"] is { } ends && ends.Contains(token.ToLowerInvariant()) ? Cased(token, Ordinal(day!.Value)) : token;
        });
        return hasMonth ? text : null;
    }

    // 'May' is both its name and its abbreviation: the longer form is plain to everybody.
    private static string MonthLike(string token, string full, string other) => Cased(token, token.Length == full.Length ? other : other[..3]);

    private static string Cased(string token, string other) => char.IsLower(token[0]) ? other : token.Length > 1 && char.IsUpper(token[1]) ? other.ToUpperInvariant() : char.ToUpperInvariant(other[0]) + other[1..];

    private static string Ordinal(int day) => (day % 100) is >= 11 and <= 13 ? "th" : (day % 10) switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" };

    private static (int Month, int Day)? NamedDay(string written)
    {
        var match = DatePatterns.MonthDay().Match(written);
        if (!match.Success) return null;
        int month = DatePatterns.MonthNumber(match.Groups["mon"].ValueSpan), day = int.Parse(match.Groups["day"].ValueSpan, CultureInfo.InvariantCulture);
        return day >= 1 && day <= DateTime.DaysInMonth(2024, month) ? (month, day) : null;
    }

    /// <summary>A group's number, letters that recognition takes for digits read as these.</summary>
    private static int Number(string group)
    {
        var digits = new StringBuilder(group.Length);
        foreach (char c in group) digits.Append(c switch { 'O' or 'o' => '0', 'I' or 'l' or '|' => '1', 'S' => '5', 'Z' => '2', 'B' => '8', _ => c });
        return int.TryParse(digits.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : -1;
    }

    private static TextSpan SpanOf(Match match) => new(match.Index, match.Index + match.Length);

    [GeneratedRegex(@"[0-9OoIl|SBZ]+", RegexOptions.CultureInvariant)]
    private static partial Regex GroupPattern();

    [GeneratedRegex(@"[A-Za-z]+|[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex TokenPattern();

    [GeneratedRegex(@"^(\d{1,2})([A-Za-z]{3})(\d+)$", RegexOptions.CultureInvariant)]
    private static partial Regex JoinedPattern();
}

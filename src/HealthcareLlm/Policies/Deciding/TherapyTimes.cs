using System.Globalization;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Policies.Deciding;

/// <summary>When a course of treatment was, and how long, as the words around it tell.</summary>
/// <param name="Start">First day; null where it is not told.</param>
/// <param name="End">Last day; null where it is not told.</param>
/// <param name="Days">Shortest and longest duration that the words allow; null where they tell none, or tell two that differ.</param>
internal readonly record struct TherapyTimes(PartialDate? Start, PartialDate? End, (int Shortest, int Longest)? Days)
{
    private const int Slack = 7, LongestJoin = 40, LongestTale = 120;

    private const string Count = @"(?<count>[0-9]{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|eighteen|twenty)";

    private const string Unit = @"(?<unit>days?|weeks?|wks?|months?|mos?|years?|yrs?)";

    private const string Months = "january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec";

    private static readonly Lazy<Regex> Length = Pattern.OfWords(@"(?<![\w/.])(?<rough>(?:less than|fewer than|under|nearly|almost|not quite|just under|up to|barely|only about) |(?<more>(?:more than|(?<=\b(?:for|after|of|with|x|lasting) )over|at least|greater than|in excess of|>=?|≥)\s?))?" + Count + @"(?:[ -]?\([0-9]{1,3}\))?(?:\s?(?:-|–|to|or)\s?(?<upto>[0-9]{1,3}|two|three|four|five|six|seven|eight|nine|ten|twelve))?[ -]" + Unit + @"(?![ -]*(?:ago|old|later|apart|prior|before|post|of (?:relief|benefit|improvement|pain|age|disease|symptoms)|['’]s?\s?(?:relief|benefit)|relief|(?:a|per|each|every) (?:week|month|day)|/\s?(?:week|wk|month)|weekly))(?!\w)");

    private static readonly Lazy<Regex> NoLength = Pattern.OfWords(@"(?:\b(?:every|q|per|each|within|relief|benefit|helped|improved|improvement|pain|symptoms|follow-?up|return|recheck|next|in the next|effect|worked|supply|age|aged)(?: (?:for|of|lasted|lasting|only|just|about|after|in|at|some))*|/)\s?$");

    private static readonly Lazy<Regex> HowOften = Pattern.OfWords(@"(?:\b(?:once|twice|thrice|times?|visits?|sessions?|days?|hours?|few)|[0-9]x?|×)\s?$");

    private static readonly Lazy<Regex> OfPlanned = Pattern.OfWords(@"(?<had>[0-9]{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?: (?:weeks?|days?|months?))? (?:of|out of|/)(?: (?:the|a|an|his|her|planned|prescribed|recommended|scheduled|intended|ordered))* $");

    private static readonly Lazy<Regex> AllOf = Pattern.OfWords(@"\b(?:all(?: through| of)?|throughout|the (?:whole|entire)(?: of)?|whole|entire|every day (?:in|of)) $");

    private static readonly Lazy<Regex> UpToNow = Pattern.OfWords(@"\b(?:past|last|previous|preceding|these) $");

    private static readonly Lazy<Regex> Joins = Pattern.OfWords(@"^\W*(?:to|-|–|—|through|thru|until|till|up to|and|ending|ended|end|stop(?:ped)?|discontinued|finish(?:ed|ing)|completed|completing|with (?:the |his |her )?last (?:visit|session|dose)|last (?:visit|session|dose)|last|off|d/?c(?:'?d)?)?\W*(?:in|on|about|around|date|visit|session)?\W*$");

    private static readonly Lazy<Regex> Begins = Pattern.OfWords(@"\b(?:from|since|began|begun|starting|started|start|beginning|initiated|commenced|as of|first (?:visit|session|dose)|evaluated|evaluation)\W*(?:in|on|date|was|of|about)?\W*$");

    private static readonly Lazy<Regex> Since = Pattern.OfWords(@"\bsince\W*(?:about |early |late )?$");

    private static readonly Lazy<Regex> Ends = Pattern.OfWords(@"\b(?:until|till|through|thru|to|ended|ending|stopped|discontinued|finished|finishing|completed|completing|completion|last (?:visit|session|dose)|off since|d/?c(?:'?d)?|held|discharged|abandoned|given up)\W*(?:in|on|date|was|of|about)?\W*$");

    private static readonly Lazy<Regex> DayRun = Pattern.Of(@"(?<![\w/])(?<am>[0-9]{1,2})/(?<ad>[0-9]{1,2})/(?<ay>[0-9]{4}|[0-9]{2})\s?[-–]\s?(?<bm>[0-9]{1,2})/(?<bd>[0-9]{1,2})/(?<by>[0-9]{4}|[0-9]{2})(?![\w/])"), MonthFirst = Pattern.Of(@"(?<![\w/])(?:0?[1-9]|1[0-2])/(?:1[3-9]|2[0-9]|3[01])/(?:20[0-9]{2}|[0-9]{2})(?![\w/])");

    private static readonly Lazy<Regex> OnDay = Pattern.OfWords(@"^\W*(?:on|in|by)?\W*$"), Finished = Pattern.OfWords(@"\b(?:completed|finished|ended|stopped|discontinued)\b"), Started = Pattern.OfWords(@"\b(?:started|began|begun|initiated|commenced)\b");

    private static readonly Lazy<Regex> MonthBefore = Pattern.OfWords($@"\b(?<month>{Months})\.?\s?(?:to|-|–|—|through|thru|until|till|and)\s?$");


    /// <summary>Reads the times from the words behind a treatment, else from those before it.</summary>
    /// <param name="document">The document.</param>
    /// <param name="own">The words behind it.</param>
    /// <param name="lead">The words before it.</param>
    /// <param name="noteDay">The day of the note, for 'the past eight weeks' and 'since'; null where it is not known.</param>
    internal static TherapyTimes Read(AnnotatedDocument document, TextSpan own, TextSpan lead, PartialDate? noteDay)
    {
        var (start, end) = Dates(document, own, noteDay);
        // 'Completed physical therapy on 03/27/2026': the verb before the treatment is of the day right behind it.
        if (start is null && end is null && OnlyDate(document, own) is { } day && OnDay.Value.IsMatch(document.Text[own.Start..day.At]))
        {
            string verb = lead.In(document.Text);
            (start, end) = Finished.Value.IsMatch(verb) ? (null, day.Date) : Started.Value.IsMatch(verb) ? (day.Date, null) : ((PartialDate?)null, (PartialDate?)null);
        }

        if (start is null && end is null) (start, end) = Dates(document, lead, noteDay);
        // 'Since March 2 she went to PT and finished on April 20': one end stands before the treatment, the other behind it.
        else if (start is null && Dates(document, lead, noteDay) is { Start: { } since } && since.Latest <= end!.Value.Earliest) start = since;
        var lengths = Lengths(document, own, false).ToList();
        if (lengths.Count == 0) lengths = [.. Lengths(document, lead, true)];
        if (lengths.Count > 1 && lengths.Exists(l => (l.Shortest, l.Longest) != (lengths[0].Shortest, lengths[0].Longest))) return new(start, end, null);
        var length = lengths.Count == 0 ? ((int Shortest, int Longest, bool Now)?)null : lengths[0];
        if (length is { Now: true } && end is null && noteDay is { } now) end = now;
        if (start is { } from && end is { } to)
        {
            (int Shortest, int Longest) days = (Math.Max(0, to.Earliest.DayNumber - from.Latest.DayNumber + 1), to.Latest.DayNumber - from.Earliest.DayNumber + 1);
            // Dates and a written length that do not agree tell nothing.
            return length is { } told && (told.Longest < days.Shortest - Slack || told.Shortest > days.Longest + Slack) ? new(start, end, null) : new(start, end, days);
        }

        if (length is { } written && written.Longest < 3660)
        {
            if (start is { IsDay: true } first) end = new(first.Earliest.AddDays(written.Shortest - 1), first.Earliest.AddDays(written.Longest - 1));
            else if (end is { IsDay: true } last) start = new(last.Earliest.AddDays(1 - written.Longest), last.Earliest.AddDays(1 - written.Shortest));
        }

        return new(start, end, length is { } l ? (l.Shortest, l.Longest) : null);
    }

    private static (PartialDate Date, int At)? OnlyDate(AnnotatedDocument document, TextSpan range)
    {
        var dates = document.Mentions.Where(m => m.Type == MentionType.Date && range.Contains(m.Span) && m.Part("date") is not null).ToList();
        return dates.Count == 1 && PartialDate.Parse(dates[0].Part("date")!.Value) is { } date ? (date, dates[0].Span.Start) : null;
    }

    private static (PartialDate? Start, PartialDate? End) Dates(AnnotatedDocument document, TextSpan range, PartialDate? noteDay)
    {
        if (range.IsEmpty) return (null, null);
        var dates = DaysIn(document, range, noteDay);
        string Before(TextSpan span) => document.Text[Math.Max(range.Start, span.Start - 40)..span.Start];
        if (dates.Count == 2)
        {
            string between = document.Text[dates[0].Span.End..dates[1].Span.Start];
            if (dates[0].Date.Earliest > dates[1].Date.Latest) return (null, null);
            if (AllOf.Value.IsMatch(Before(dates[0].Span)) && Joins.Value.IsMatch(between)) return (First(dates[0].Date), Last(dates[1].Date));
            bool told = Begins.Value.IsMatch(Before(dates[0].Span)) && Ends.Value.IsMatch(Before(dates[1].Span));
            return (between.Length < LongestJoin && (told || Joins.Value.IsMatch(between))) || (between.Length < LongestTale && told && !between.Contains(';', StringComparison.Ordinal)) ? (dates[0].Date, dates[1].Date) : (null, null);
        }

        if (dates.Count == 0) return Run(document, range);
        if (dates.Count != 1) return (null, null);
        var (at, date) = dates[0];
        string before = Before(at);
        if (!date.IsDay && AllOf.Value.IsMatch(before)) return (First(date), Last(date));
        // 'January to June 2025': the year is of both.
        if (!date.IsDay && MonthBefore.Value.Match(before) is { Success: true } month && Month(month.Groups["month"].Value, date) is { } first) return (first, date);
        if (Since.Value.IsMatch(before)) return (date, noteDay is { } now && now.Earliest >= date.Latest ? now : null);
        if (Begins.Value.IsMatch(before)) return (date, null);
        return Ends.Value.IsMatch(before) ? (null, date) : (null, null);
    }

    /// <summary>Days of a range in their order, written out or named: each without a year lies between those beside it that have one, the last of them before the note.</summary>
    private static List<(TextSpan Span, PartialDate Date)> DaysIn(AnnotatedDocument document, TextSpan range, PartialDate? noteDay)
    {
        var written = document.Mentions.Where(m => m.Type == MentionType.Date && range.Contains(m.Span) && m.Part("date") is not null).Select(m => (m.Span, Date: PartialDate.Parse(m.Part("date")!.Value))).Where(static d => d.Date is not null).Select(static d => (d.Span, Date: d.Date!.Value)).ToList();
        var spoken = SpokenDays.In(document.Text, range, [.. written.Select(static w => w.Span)]).ToList();
        // 'Labor Day 2025': the year is of the day.
        written.RemoveAll(w => spoken.Exists(s => s.Span.Contains(w.Span)));
        var all = new List<(TextSpan Span, PartialDate Date)>(written);
        foreach (var one in spoken.AsEnumerable().Reverse())
        {
            PartialDate? before = written.Where(w => w.Span.End <= one.Span.Start).OrderBy(static w => w.Span.Start).Select(static w => (PartialDate?)w.Date).LastOrDefault();
            PartialDate? behind = all.Where(a => a.Span.Start >= one.Span.End).OrderBy(static a => a.Span.Start).Select(static a => (PartialDate?)a.Date).FirstOrDefault();
            if ((before is { } start ? one.From(start) : one.UpTo(behind ?? noteDay)) is { } day && !(noteDay is { } note && day.Earliest > note.Latest)) all.Add((one.Span, day));
        }

        return [.. all.OrderBy(static d => d.Span.Start)];
    }

    private static PartialDate First(PartialDate date) => new(date.Earliest, date.Earliest);

    private static PartialDate Last(PartialDate date) => new(date.Latest, date.Latest);

    /// <summary>Two days that are written without a blank between them ('05/01/2025-09/15/2025'), where a day above twelve somewhere in the document tells that the month stands first.</summary>
    private static (PartialDate? Start, PartialDate? End) Run(AnnotatedDocument document, TextSpan range)
    {
        var match = DayRun.Value.Match(range.In(document.Text));
        if (!match.Success || match.NextMatch().Success || !MonthFirst.Value.IsMatch(document.Text)) return (null, null);
        PartialDate? Day(string side)
        {
            string year = match.Groups[side + "y"].Value;
            return PartialDate.Parse(string.Create(CultureInfo.InvariantCulture, $"{(year.Length == 2 ? "20" : string.Empty)}{year}-{int.Parse(match.Groups[side + "m"].Value, CultureInfo.InvariantCulture):00}-{int.Parse(match.Groups[side + "d"].Value, CultureInfo.InvariantCulture):00}"));
        }

        return Day("a") is { } from && Day("b") is { } to && from.Earliest <= to.Earliest ? (from, to) : (null, null);
    }

    private static PartialDate? Month(string name, PartialDate last)
    {
        int month = Array.IndexOf(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], name[..3].ToLowerInvariant()) + 1;
        int year = month <= last.Earliest.Month ? last.Earliest.Year : last.Earliest.Year - 1;
        return month == 0 ? null : PartialDate.Parse(string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{month:00}"));
    }

    private static IEnumerable<(int Shortest, int Longest, bool Now)> Lengths(AnnotatedDocument document, TextSpan range, bool lead)
    {
        string text = range.In(document.Text);
        foreach (Match match in Length.Value.Matches(text))
        {
            string before = text[..match.Index];
            if (NoLength.Value.IsMatch(before) || (match.Groups["count"].Value.StartsWith('a') && HowOften.Value.IsMatch(before))) continue;
            // Before a treatment only what is said of it counts: 'twelve weeks of', 'a six-week course of'.
            if (lead && !TherapyWords.LeadsOn(text[(match.Index + match.Length)..])) continue;
            if (Number(match.Groups["count"].Value) is not { } least) continue;
            // 'Five of twelve weeks': what was had is the first.
            if (OfPlanned.Value.Match(before) is { Success: true } planned && Number(planned.Groups["had"].Value) is { } had) least = had;
            int most = match.Groups["upto"].Success && least == Number(match.Groups["count"].Value) ? Number(match.Groups["upto"].Value) ?? least : least, days = match.Groups["unit"].Value.ToLowerInvariant()[0] switch { 'd' => 1, 'w' => 7, 'm' => 30, _ => 365 };
            bool more = match.Groups["more"].Success, rough = match.Groups["rough"].Success && !more;
            yield return (rough ? 0 : least * days, more ? 36600 : rough ? Math.Max(0, (most * days) - (match.Value.StartsWith("up", StringComparison.OrdinalIgnoreCase) ? 0 : 1)) : most * days, UpToNow.Value.IsMatch(before));
        }
    }

    private static int? Number(string written)
    {
        if (int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out int digits)) return digits;
        return written.ToLowerInvariant() is "a" or "an" ? 1 : NumberWords.TryRead(written, out int word) ? word : null;
    }
}

using System.Text.RegularExpressions;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Request.Tables;

namespace HealthcareLlm.Drafting.Offline.Request.Clinical;

/// <summary>
/// Finds when a result was taken: a day behind it, one behind the list that it stands in, one before it in its sentence or row, one over its block, the day
/// of the visit where the words say 'today'.
/// </summary>
internal static class LabDates
{
    private const int HeadLines = 7;

    internal static void Add(RequestContext context, ClinicalPage page, ListEntry entry)
    {
        if (entry.Has("date")) return;
        var value = entry.Leaves.Find(l => l.Leaf == "value")!.Spans[0];
        var sentence = page.SentenceAt(value.Start);
        double score = 0.7 * page.Page.Weight;
        string after = sentence.End > value.End ? page.Text[value.End..sentence.End] : string.Empty;
        string before = value.Start > sentence.Start ? page.Text[sentence.Start..value.Start] : string.Empty;
        // The day of a sentence before it, and the days of a drug in the same row, are not the result's.
        int from = sentence.Start;
        if (Stop().Matches(before).LastOrDefault() is { } stop) (from, before) = (from + stop.Index + stop.Length, before[(stop.Index + stop.Length)..]);
        bool row = LabList.IsTableRow(page, value.Start);
        if (Behind().Match(after) is { Success: true } own) LabRows.AddDate(context, page, Place(value.End, own), score, entry);
        else if (!row && Nearest(before) is { } lead) LabRows.AddDate(context, page, Place(from, lead), score * 0.98, entry);
        else if (OfList().Match(after) is { Success: true } closing) LabRows.AddDate(context, page, Place(value.End, closing), score * 0.96, entry);
        if (!entry.Has("date")) LabRows.AddRowDate(context, page, value.Start, entry);
        // The day of collection that a page names is that of its tables and lists of results, not of what its story tells.
        if (!entry.Has("date") && (row || page.KindAt(value.Start) is not ("history" or "assessment" or "past")) && !ClinicalTables.Extents(page, TableKind.Treatments).Exists(t => t.Contains(value))) LabRows.AddReportDate(context, page, entry);
        if (!entry.Has("date") && IsToday(page, value, before + after)) AddVisit(context, page, score * 0.9, entry);
    }

    private static TextSpan Place(int at, Match match)
    {
        var day = match.Groups["d"];
        return new(at + day.Index, at + day.Index + day.Length);
    }

    /// <summary>The last day before the result in its sentence; birth dates and days of other things are none.</summary>
    private static Match? Nearest(string before)
    {
        Match? last = null;
        foreach (Match day in LabUnits.DayAlone.Value.Matches(before))
        {
            if (!Other().IsMatch(before[..day.Index])) last = day;
        }

        // A result that stands between with a day of its own in brackets keeps it: '8.9 % on 07/02/2026 (9.4 % …'.
        return last;
    }

    private static bool IsToday(ClinicalPage page, TextSpan value, string around) =>
        Today().IsMatch(around) || (page.BlockAt(value.Start) is { Title.IsEmpty: false } block && Today().IsMatch(block.Title.In(page.Text)));

    private static void AddVisit(RequestContext context, ClinicalPage page, double score, ListEntry entry)
    {
        foreach (var line in page.Page.Page.Lines.Take(HeadLines))
        {
            if (line.Span.Length > 300) continue;
            foreach (Match day in LabUnits.DayAlone.Value.Matches(line.Span.In(page.Text)))
            {
                if (Other().IsMatch(line.Span.In(page.Text)[..day.Index])) continue;
                LabRows.AddDate(context, page, Place(line.Span.Start, day), score, entry);
                if (entry.Has("date")) return;
            }
        }
    }

    private static readonly Lazy<Regex> BehindPattern = Pattern.Of(@"^[^.;,0-9]{0,24}?(?:\([^()]{0,24}\))?[ ,(\n]{0,3}(?:on |dated |drawn |collected |done |of |from )?(?<d>" + LabUnits.Day + ")", RegexOptions.CultureInvariant);

    private static Regex Behind() => BehindPattern.Value;

    // Results follow each other up to a day that closes their list; one that a value follows is that value's.
    private static readonly Lazy<Regex> ListPattern = Pattern.Of(@"^(?:[^.;]|\.[0-9]|;(?=[^.;]*[0-9]\s?[a-zA-Z%]+/?[a-zA-Z]*[^.;]*\()){0,200}?(?:[(,]\s*|\bon |\bdrawn |\bdated )(?<d>" + LabUnits.Day + @")(?!\)?[\s:]*(?:was\s|is\s)?[<>]?[0-9])", RegexOptions.CultureInvariant);

    private static Regex OfList() => ListPattern.Value;

    private static readonly Lazy<Regex> StopPattern = Pattern.Of(@"[a-z0-9)%]{2}\.\s+(?=[A-Z])", RegexOptions.CultureInvariant);

    private static Regex Stop() => StopPattern.Value;

    private static readonly Lazy<Regex> OtherPattern = Pattern.Of(@"\b(?:dob|born|birth\w*|b\.|since|until|through|next|follow-?up|started|stopped|printed|faxed|sent|to)\W*(?:on |date\W*)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Other() => OtherPattern.Value;

    private static readonly Lazy<Regex> TodayPattern = Pattern.Of(@"\btoday\b|\bat (?:this|the) visit\b|\bin clinic\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Today() => TodayPattern.Value;
}

using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request.Clinical;

/// <summary>Reads rows of tables of results, with or without headings.</summary>
internal static class LabRows
{
    private const int LongestRow = 1000;

    // So many numbers in a row are no result with its range of reference.
    private const int ManyNumbers = 3;

    /// <summary>A row whose columns the headings name.</summary>
    internal static ListEntry Labelled(ClinicalPage page, RequestContext context, List<LabelledValue> row)
    {
        var entry = new ListEntry();
        double score = 0.88 * page.Page.Weight;
        foreach (var value in row)
        {
            string words = value.ValueSpan.In(page.Text);
            switch (value.Target)
            {
                case "lab.name" when words.Any(char.IsLetter) && !NoTest().IsMatch(words):
                    TextSpan[] spans = [value.ValueSpan, .. value.MoreSpans];
                    entry.Add(new(page.Page, "name", TextForm.OneLine(string.Join(' ', spans.Select(s => s.In(page.Text)))), score, value.Rule, spans));
                    break;
                case "lab.value" when DateReadings.Dates(words, context.Dates).Count == 0 && LabResult().Match(words) is { Success: true } result:
                    AddResult(page, value, result, score, entry);
                    break;
                case "lab.value" when page.Page.Page.HasPicture:
                    foreach (var run in ValueWords.Of(page.Page, value).Take(1))
                    {
                        if (UnreadPlaces.Seen(page.Page, run) is { } seen) entry.Add(new(page.Page, "value", seen.Value, score, value.Rule, [run.Span]) { Doubt = seen.Doubt, IsUnread = true });
                    }

                    break;
                case "lab.unit" when IsUnit(words) && DateReadings.Dates(words, context.Dates).Count == 0:
                    entry.Leaves.RemoveAll(l => l.Leaf == "unit");
                    entry.Add(new(page.Page, "unit", TextForm.OneLine(words), score, value.Rule, [value.ValueSpan]));
                    break;
                case "lab.date":
                    AddDate(context, page, value.ValueSpan, score * 0.97, entry);
                    break;
            }
        }

        if (!entry.Has("date")) AddRowDate(context, page, row[0].ValueSpan.Start, entry);
        if (!entry.Has("date")) AddReportDate(context, page, entry);
        return entry;
    }

    private static void AddResult(ClinicalPage page, LabelledValue value, Match result, double score, ListEntry entry)
    {
        var v = result.Groups["v"];
        entry.Add(new(page.Page, "value", TextForm.OneLine(v.Value), score, value.Rule, [new(value.ValueSpan.Start + v.Index, value.ValueSpan.Start + v.Index + v.Length)]));
        if (entry.Has("unit")) return;
        if (result.Groups["u"] is { Success: true, Length: > 0 } u) entry.Add(new(page.Page, "unit", u.Value.Trim(), score, value.Rule, [new(value.ValueSpan.Start + u.Index, value.ValueSpan.Start + u.Index + u.Length)]));
        else if (value.MoreSpans.Length == 1 && value.MoreSpans[0].Length <= 12) entry.Add(new(page.Page, "unit", value.MoreSpans[0].In(page.Text).Trim(), score * 0.85, value.Rule, [value.MoreSpans[0]]));
    }

    /// <summary>Rows of a laboratory report without headings: name, value, unit, in cells of their own.</summary>
    internal static IEnumerable<ListEntry> OfReport(RequestContext context, ClinicalPage page)
    {
        bool isReport = Report().IsMatch(page.Page.PageText.AsSpan(0, Math.Min(500, page.Page.PageText.Length)));
        foreach (var line in page.Page.Page.Lines)
        {
            if (line.Cells.Length < 2 || line.Span.Length > LongestRow || !(isReport || page.KindAt(line.Span.Start) is "labs" or "tests")) continue;
            int value = ValueCell(page, line);
            if (value < 1) continue;
            var name = line.Cells[0].Span.Union(line.Cells[value - 1].Span);
            string words = name.In(page.Text);
            if (words.Length > 50 || !words.Any(char.IsLetter) || NoTest().IsMatch(words) || words.Contains(':', StringComparison.Ordinal)) continue;
            // Several numbers without a unit behind a name that is no test's are measures of something else: 'Saphenous vein, groin | 4.1 | 0.2 | 9.4 | 3.8'.
            if (line.Cells.Count(c => ValueAlone().IsMatch(c.Span.In(page.Text))) >= ManyNumbers && !line.Cells.Any(c => UnitCell().IsMatch(c.Span.In(page.Text))) && !TestLexicon.Find(words, new(0, words.Length)).Any()) continue;
            double score = 0.74 * page.Page.Weight;
            var entry = new ListEntry();
            AddName(page, name, score, entry);
            var cell = line.Cells[value].Span;
            var result = LabResult().Match(cell.In(page.Text));
            var v = result.Groups["v"];
            entry.Add(new(page.Page, "value", TextForm.OneLine(v.Value), score, "lab-report-row", [new(cell.Start + v.Index, cell.Start + v.Index + v.Length)]));
            if (result.Groups["u"] is { Success: true, Length: > 0 } u) entry.Add(new(page.Page, "unit", u.Value.Trim(), score, "lab-report-row", [new(cell.Start + u.Index, cell.Start + u.Index + u.Length)]));
            else if (value + 1 < line.Cells.Length && UnitCell().IsMatch(line.Cells[value + 1].Span.In(page.Text))) entry.Add(new(page.Page, "unit", line.Cells[value + 1].Span.In(page.Text).Trim(), score, "lab-report-row", [line.Cells[value + 1].Span]));
            AddRowDate(context, page, line.Span.Start, entry);
            if (!entry.Has("date")) AddReportDate(context, page, entry);
            yield return entry;
        }
    }

    /// <summary>Whether words may be a unit: digits and marks alone are a part of a number or date.</summary>
    private static bool IsUnit(string words) => words.AsSpan().ContainsAny('%', '\u2030') || words.Any(char.IsLetter);

    private static int ValueCell(ClinicalPage page, Line line)
    {
        for (int i = 1; i < line.Cells.Length && i < 4; i++)
        {
            if (ValueAlone().IsMatch(line.Cells[i].Span.In(page.Text))) return i;
        }

        return -1;
    }

    /// <summary>Adds the name; a digit that recognition took for a letter ('AIC', 'Hemoglobin Aic') is mended where the lexicon then knows the test.</summary>
    internal static void AddName(ClinicalPage page, TextSpan span, double score, ListEntry entry)
    {
        string name = TextForm.OneLine(span.In(page.Text));
        string mended = LetterForOne().Replace(name, "A1");
        bool repaired = mended != name && TestLexicon.Find(mended, new(0, mended.Length)).Any();
        entry.Add(new(page.Page, "name", repaired ? mended : name, score, "lab-name", [span]) { Repaired = repaired });
    }

    /// <summary>In a table the whole cell names the test ('Lowest SpO2'), where it begins the line and holds nothing but words.</summary>
    internal static TextSpan WholeCell(ClinicalPage page, TextSpan name)
    {
        foreach (var line in page.Page.Page.Lines)
        {
            if (line.Span.Start > name.Start || name.Start >= line.Span.End || line.Cells.Length < 3) continue;
            var first = line.Cells[0].Span;
            if (first.Contains(name) && first.Length <= 40 && !first.In(page.Text).Contains(':', StringComparison.Ordinal) && !first.In(page.Text)[(name.End - first.Start)..].Any(char.IsDigit)) return first;
        }

        return name;
    }

    internal static void AddDate(RequestContext context, ClinicalPage page, TextSpan span, double score, ListEntry entry)
    {
        if (entry.Has("date") || DateReadings.PartialDates(span.In(page.Text), context.Dates) is not [var date, ..]) return;
        entry.Add(new(page.Page, "date", date.Value, score, "lab-date", [date.At(span)]) { Repaired = date.Repaired, Doubt = date.Doubt });
    }

    /// <summary>Adds the one day that stands in the row; ranges such as '11.5-15.5' are none.</summary>
    internal static void AddRowDate(RequestContext context, ClinicalPage page, int offset, ListEntry entry)
    {
        var line = page.LineAt(offset);
        string words = line.In(page.Text);
        if (!LabList.IsTableRow(page, offset)) return;
        var days = RowDay().Matches(words);
        if (days.Count != 1) return;
        AddDate(context, page, new(line.Start + days[0].Index, line.Start + days[0].Index + days[0].Length), 0.8 * page.Page.Weight, entry);
    }

    private static readonly Lazy<Regex> RowDayPattern = Pattern.Of(@"(?<![0-9/.\-])" + LabUnits.Day + @"(?![0-9/.])", RegexOptions.CultureInvariant);

    private static Regex RowDay() => RowDayPattern.Value;

    /// <summary>Adds the one date of collection that a report names for all of its results.</summary>
    internal static void AddReportDate(RequestContext context, ClinicalPage page, ListEntry entry)
    {
        // 'Labs 03/02/2026:' dates what stands under it.
        if (page.BlockAt(entry.Start) is { Kind: "labs" or "tests", Title.IsEmpty: false } block && DateReadings.Dates(block.Title.In(page.Text), context.Dates) is [var titled])
        {
            entry.Add(new(page.Page, "date", titled.Value, 0.72 * page.Page.Weight, "lab-title-date", [titled.At(block.Title)]) { Repaired = titled.Repaired, Doubt = titled.Doubt });
            return;
        }

        var dates = new List<(Reading Reading, TextSpan Span)>();
        foreach (var line in ClinicalPage.ShortLines(page.Page))
        {
            foreach (Match match in Collected().Matches(line.In(page.Text)))
            {
                var span = new TextSpan(line.Start + match.Index, line.Start + match.Index + match.Length);
                if (DateReadings.Dates(match.Value, context.Dates) is [var date, ..]) dates.Add((date, date.At(span)));
            }
        }

        if (dates.Count == 0 || dates.Exists(d => d.Reading.Value != dates[0].Reading.Value)) return;
        entry.Add(new(page.Page, "date", dates[0].Reading.Value, 0.66 * page.Page.Weight, "lab-report-date", [dates[0].Span]) { Repaired = dates[0].Reading.Repaired, Doubt = dates[0].Reading.Doubt });
    }

    private static readonly Lazy<Regex> LabResultPattern = Pattern.Of(@"^\s*(?:(?:H|L|HIGH|LOW|HH|LL)\s+)?(?<v>[<>\u2264\u2265]?=?\s*[0-9][0-9,]*(?:\.[0-9]+)?(?:\s*/\s*[0-9.]+|:[0-9]{1,5})?|(?:positive|negative|reactive|non-?reactive|detected|not detected|normal|abnormal|trace|present|absent)\b)\s*(?<u>%|[A-Za-z\u00b5\u03bc^0-9*]{1,10}(?:/[A-Za-z\u00b5\u03bc0-9.^\u00b2]{1,12}){1,2}|mg|g|fL|pg|IU|U|mm|seconds|sec|ratio|million/[A-Za-z\u00b5\u03bc]+|cells/[A-Za-z\u00b5\u03bc]+)?(?![A-Za-z])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex LabResult() => LabResultPattern.Value;

    private static readonly Lazy<Regex> ValueAlonePattern = Pattern.Of(@"^\s*(?:[<>\u2264\u2265]?=?\s*[0-9]{1,6}(?:,[0-9]{3})*(?:\.[0-9]{1,4})?\s*(?:[HL]\b)?(?:%|[A-Za-z\u00b5]{1,5}/[A-Za-z0-9.]{1,8})?|positive|negative|reactive|non-?reactive|(?:not )?detected)\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex ValueAlone() => ValueAlonePattern.Value;

    private static readonly Lazy<Regex> UnitCellPattern = Pattern.Of(@"^\s*(?:%|[A-Za-z\u00b5\u03bc^0-9*]{1,10}/[A-Za-z\u00b5\u03bc0-9.^\u00b2]{1,12}|mg|g|fL|pg|IU|U|mm|sec(?:onds)?|ratio)\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex UnitCell() => UnitCellPattern.Value;

    private static readonly Lazy<Regex> ReportPattern = Pattern.Of(@"\b(?:laboratory|lab (?:report|results?)|collected|specimen|accession|accn|pathology laborator)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Report() => ReportPattern.Value;

    private static readonly Lazy<Regex> NoTestPattern = Pattern.Of(@"\b(?:note|report|clinic|visit|name|dob|birth|patient|member|accession|accn|date|phone|fax|npi|page|mrn|sex|age|physician|provider|collected|received|reported|director|order|room|height|weight|test|result|units?|quantity|group|policy|id|no|number|zip|from|to|visits?|dose)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex NoTest() => NoTestPattern.Value;

    private static readonly Lazy<Regex> LetterForOnePattern = Pattern.Of(@"(?<=\b|\b[Hh][Bb])A[IilL|](?=[Cc]\b)", RegexOptions.CultureInvariant);

    private static Regex LetterForOne() => LetterForOnePattern.Value;

    private static readonly Lazy<Regex> CollectedPattern = Pattern.Of(@"\b(?:collected|collection date|date collected|drawn|date drawn|date of collection|specimen date|collection|lab date|study date|test date|date of (?:the |all )?(?:tests?|study|labs?|exam)|collected on)\b[^0-9A-Za-z\n]{0,6}(?:on\s+)?(?:[0-9]{1,2}[/\-.][0-9]{1,2}[/\-.][0-9]{2,4}|[0-9]{4}-[0-9]{2}-[0-9]{2}|[A-Z][a-z]{2,8}\.? [0-9]{1,2}, [0-9]{4})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Collected() => CollectedPattern.Value;
}

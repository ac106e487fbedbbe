using System.Globalization;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Policies.Deciding;

/// <summary>A measure that a chart gives at two times or more.</summary>
/// <param name="Line">The line, or lines, that bear the numbers.</param>
/// <param name="First">The earliest number.</param>
/// <param name="Last">The latest number.</param>
/// <param name="Day">The day of the latest number; null where it has none.</param>
internal sealed record MeasureSeries(TextSpan Line, decimal First, decimal Last, PartialDate? Day);

/// <summary>
/// Tables of a measure over time: dates, or 'initial' and 'current', as columns ('7/20  9/17' above 'Oswestry 38% 24%'), as rows, or beside the numbers on one line ('LEFS 34 (7/20), 51 (9/17)').
/// What does not line up, number for day, tells nothing.
/// </summary>
internal static class MeasureTables
{
    private const int MostRows = 15, LongestLabel = 60;

    private static readonly Lazy<Regex> Early = Pattern.OfWords(@"\b(?:initial(?: eval(?:uation)?)?|baseline|intake|start(?: of care)?|SOC|admission|(?<!re-?)eval(?:uation)?|before|pre|first(?: visit)?|previous|prior|last(?: visit)?)\b");
    private static readonly Lazy<Regex> Late = Pattern.OfWords(@"\b(?:current|currently|today|now|re-?eval(?:uation)?|reassess(?:ment)?|discharge|latest|this visit|progress|after|post|present)\b");
    private static readonly Lazy<Regex> Aim = Pattern.OfWords(@"\b(?:goals?|targets?|norms?|normal|change|MCID|max|maximum|out of)\b");
    private static readonly Lazy<Regex> Fill = Pattern.OfWords(@"\b(?:date|dates|test|tests|measures?|outcomes?|scores?|visits?|of|on|tools?|scales?|exam|function(?:al)?|items?|at|the|and|results?|index|status)\b");
    private static readonly Lazy<Regex> Amount = Pattern.OfWords(@"(?<![\w./-])(?<number>[0-9]{1,4}(?:\.[0-9]{1,2})?)(?:\s?/\s?[0-9]{2,3})?(?:\s?(?:%|seconds?|secs?|s|m/s|m|ft|feet|meters?|points?|pts?))?(?![\w./])");
    private static readonly Lazy<Regex> Joining = Pattern.OfWords(@"^(?:[^\w]|\b(?:on|at|was|is|of|to|now|score|scores|from|and|then|eval|initial|baseline|today|currently|current|points?|up|down|improved|increased|decreased)\b)*$");

    // The place of a column or of a number in time: a day, or the order in which its name puts it.
    private sealed record Column(TextSpan Span, PartialDate? Day, int Order, bool IsAim);

    /// <summary>Every series of a measure in a document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="measure">What finds the name of the measure.</param>
    internal static IEnumerable<MeasureSeries> In(AnnotatedDocument document, Regex measure)
    {
        foreach (var page in document.Source.Pages)
        {
            var lines = page.Lines.Select(static l => l.Span).ToList();
            for (int i = 0; i < lines.Count; i++)
            {
                if (measure.Match(lines[i].In(document.Text)) is not { Success: true } name || name.Index > LongestLabel) continue;
                var behind = new TextSpan(lines[i].Start + name.Index + name.Length, lines[i].End);
                if ((AlongLine(document, behind, lines[i]) ?? UnderHeader(document, lines, i, behind) ?? DownRows(document, lines, i, name)) is { } series) yield return series;
            }
        }
    }

    /// <summary>'LEFS 34 (7/20), 51 (9/17)'.</summary>
    private static MeasureSeries? AlongLine(AnnotatedDocument document, TextSpan behind, TextSpan line)
    {
        var days = Columns(document, behind).Where(static c => c.Day is not null).ToList();
        var numbers = Numbers(document, behind, days);
        if (days.Count < 2 || numbers.Count != days.Count) return null;
        bool dayFirst = days[0].Span.Start < numbers[0].Span.Start;
        var order = Enumerable.Range(0, days.Count).SelectMany(i => dayFirst ? new[] { days[i].Span, numbers[i].Span } : [numbers[i].Span, days[i].Span]).ToList();
        int at = behind.Start;
        foreach (var span in order)
        {
            if (span.Start < at || !Joining.Value.IsMatch(document.Text[at..span.Start])) return null;
            at = span.End;
        }

        return Series(line, days, [.. numbers.Select(static n => n.Value)]);
    }

    /// <summary>A row under a line of days.</summary>
    private static MeasureSeries? UnderHeader(AnnotatedDocument document, List<TextSpan> lines, int row, TextSpan behind)
    {
        for (int i = row - 1; i >= 0 && i >= row - MostRows; i--)
        {
            var columns = Columns(document, lines[i]);
            if (columns.Count(static c => !c.IsAim) < 2 || !IsHeader(document, lines[i], columns)) continue;
            var numbers = Numbers(document, behind, []);
            return numbers.Count != columns.Count ? null : Series(lines[row], columns, [.. numbers.Select(static n => n.Value)]);
        }

        return null;
    }

    /// <summary>A column whose lines begin with days.</summary>
    private static MeasureSeries? DownRows(AnnotatedDocument document, List<TextSpan> lines, int header, Match name)
    {
        string title = lines[header].In(document.Text);
        if (Amount.Value.IsMatch(title.Remove(name.Index, name.Length)) || Columns(document, lines[header]).Count > 0) return null;
        var days = new List<Column>();
        var values = new List<decimal>();
        int last = header;
        for (int i = header + 1; i < lines.Count && i <= header + MostRows; i++)
        {
            if (Columns(document, lines[i]) is not [{ Day: not null } day] || !IsHeader(document, new(lines[i].Start, day.Span.End), [day])) break;
            var numbers = Numbers(document, new(day.Span.End, lines[i].End), []);
            // With several measures side by side it is not settled which number is whose.
            if (numbers.Count != 1) break;
            days.Add(day);
            values.Add(numbers[0].Value);
            last = i;
        }

        return days.Count < 2 ? null : Series(new(lines[header].Start, lines[last].End), days, values);
    }

    private static MeasureSeries? Series(TextSpan line, List<Column> columns, List<decimal> values)
    {
        var timed = columns.Zip(values).Where(static c => !c.First.IsAim).ToList();
        if (timed.Count < 2) return null;
        if (timed.TrueForAll(static t => t.First.Day is not null))
        {
            var byDay = timed.OrderBy(static t => t.First.Day!.Value.Earliest).ToList();
            if (byDay.Zip(byDay.Skip(1)).Any(static p => p.First.First.Day!.Value.Latest >= p.Second.First.Day!.Value.Earliest)) return null;
            return new(line, byDay[0].Second, byDay[^1].Second, byDay[^1].First.Day);
        }

        if (timed.Count != 2 || timed[0].First.Order + timed[1].First.Order != 1) return null;
        var (early, late) = timed[0].First.Order == 0 ? (timed[0], timed[1]) : (timed[1], timed[0]);
        return new(line, early.Second, late.Second, late.First.Day);
    }

    private static List<Column> Columns(AnnotatedDocument document, TextSpan range)
    {
        var written = document.Mentions.Where(m => m.Type == MentionType.Date && range.Contains(m.Span) && m.Part("date") is not null).Select(static m => (m.Span, Date: PartialDate.Parse(m.Part("date")!.Value))).Where(static d => d.Date is { IsDay: true }).ToList();
        var columns = written.Select(static w => new Column(w.Span, w.Date, -1, false)).ToList();
        var note = ChartText.DayOfNote(document, range);
        PartialDate? behind = null;
        foreach (var spoken in SpokenDays.In(document.Text, range, [.. written.Select(static w => w.Span)]).Reverse())
        {
            if (spoken.UpTo(note) is { } day) columns.Add(new(spoken.Span, behind = spoken.UpTo(behind) is { } earlier && behind is not null ? earlier : day, -1, false));
        }

        string text = range.In(document.Text);
        foreach (var (pattern, order, aim) in new[] { (Aim.Value, -1, true), (Late.Value, 1, false), (Early.Value, 0, false) })
        {
            foreach (Match match in pattern.Matches(text))
            {
                var span = new TextSpan(range.Start + match.Index, range.Start + match.Index + match.Length);
                if (columns.Exists(c => c.Span.Overlaps(span))) continue;
                // 'Eval 7/20': the word and the day are one column.
                int near = columns.FindIndex(c => c.Day is not null && c.Span.Start >= span.End && c.Span.Start - span.End <= 2);
                if (near >= 0) columns[near] = columns[near] with { Span = new(span.Start, columns[near].Span.End), Order = order };
                else columns.Add(new(span, null, order, aim));
            }
        }

        return [.. columns.OrderBy(static c => c.Span.Start)];
    }

    /// <summary>Whether a line has nothing but its columns and words that head a table.</summary>
    private static bool IsHeader(AnnotatedDocument document, TextSpan line, List<Column> columns)
    {
        char[] rest = line.In(document.Text).ToCharArray();
        foreach (var column in columns) Array.Fill(rest, ' ', column.Span.Start - line.Start, column.Span.Length);
        return !Fill.Value.Replace(new string(rest), " ").Any(char.IsLetterOrDigit);
    }

    private static List<(TextSpan Span, decimal Value)> Numbers(AnnotatedDocument document, TextSpan range, List<Column> days) =>
        [.. Amount.Value.Matches(range.In(document.Text)).Select(m => (Span: new TextSpan(range.Start + m.Index, range.Start + m.Index + m.Length), Value: decimal.Parse(m.Groups["number"].Value, CultureInfo.InvariantCulture))).Where(n => !days.Exists(d => d.Span.Overlaps(n.Span)))];
}

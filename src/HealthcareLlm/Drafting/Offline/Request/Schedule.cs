using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>
/// Days that the packet sets once for all that is asked for, where no line of the request has its own: 'Schedule for 05/14/2026',
/// 'Treatment to begin: … To be finished by: …', a date over the caption 'Planned delivery'.
/// </summary>
internal static class Schedule
{
    // Characters of a line that may hold a date of the service: longer ones are prose of another kind.
    private const int LongestLine = 400;

    private sealed record Found(RequestPage Page, ServiceDay Day, Reading Date, TextSpan Place);

    internal static void Add(RequestContext context, List<ListEntry> services)
    {
        bool starts = services.Exists(s => Has(s, "startDate")), ends = services.Exists(s => Has(s, "endDate"));
        if (services.Count == 0 || (starts && ends)) return;
        var found = context.Pages.Where(p => p.Kind is PageKind.Form or PageKind.Other or PageKind.FaxCover or PageKind.Letter).SelectMany(p => OfPage(context, p)).ToList();
        Give(starts ? services.FindAll(IsStay) : services, found, ServiceDay.First, "startDate");
        if (!ends) Give(services, found, ServiceDay.Last, "endDate");
        if (!ends) Give(services.FindAll(IsStay), found, ServiceDay.Discharge, "endDate");
    }

    /// <summary>Gives a day to the services that lack it where the papers that weigh most name one day alone.</summary>
    private static void Give(List<ListEntry> services, List<Found> found, ServiceDay day, string leaf)
    {
        var of = found.FindAll(f => f.Day == day);
        if (of.Count == 0) return;
        double most = of.Max(f => f.Page.AskingWeight);
        of.RemoveAll(f => f.Page.AskingWeight < most);
        if (of.Exists(f => f.Date.Value != of[0].Date.Value)) return;
        foreach (var service in services.Where(s => !Has(s, leaf)))
        {
            // The last day comes after the first.
            if (leaf == "endDate" && service.Value("startDate") is { } start && string.CompareOrdinal(of[0].Date.Value, start) < 0) continue;
            foreach (var one in of.Take(2)) service.Leaves.Add(new(one.Page, leaf, one.Date.Value, 0.85 * Math.Max(one.Page.AskingWeight, 0.8), "scheduled", [one.Date.At(one.Place)]) { Doubt = one.Date.Doubt, Repaired = one.Date.Repaired });
        }
    }

    // A day that a cover alone names, score 0 to 1, is borne out by the form's.
    private const double OfCover = 0.7;

    private static bool Has(ListEntry service, string leaf) => service.Leaves.Exists(l => l.Leaf == leaf && (l.IsUnread || l.Doubt != Doubt.None || l.Score >= OfCover));

    private static bool IsStay(ListEntry service) => !service.Has("code") || service.Value("unit") is "days" or "day" or "nights" or "night";

    private static IEnumerable<Found> OfPage(RequestContext context, RequestPage page)
    {
        var lines = FormTokenizer.Tokenize(page.Document.Source, page.Page);
        for (int i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            if (line.Line.Span.Length > LongestLine || page.IsLeftOut(line.Line.Span)) continue;
            for (int c = 0; c < line.CellCount; c++)
            {
                var cell = line.CellSpan(c);
                string words = cell.In(page.Text);
                int from = 0;
                Found? last = null;
                foreach (var date in DateReadings.Dates(words, context.Dates))
                {
                    string before = words[from..date.Start];
                    // 'from … through …', 'first dose …, last dose …'
                    bool range = last is { Day: ServiceDay.First } && (AskedPhrase.IsRange(words, last.Date, date) || DayWords.Ends(WordsOf(before)));
                    // Two days side by side: one was put in the other's stead; only a stroke tells which.
                    if (last is not null && before.Trim().Length == 0)
                    {
                        bool struck = EvidenceOf.DoubtOf(page.Document, last.Date.At(cell)) == Doubt.Struck;
                        last = struck ? last with { Date = date } : null;
                        from = date.End;
                        continue;
                    }

                    if (last is not null) yield return last;
                    var day = range ? ServiceDay.Last : DayWords.Of(WordsOf(before));
                    if (day == ServiceDay.None && !before.Any(char.IsLetterOrDigit) && from == 0) day = Beside(page.Text, lines, i, c);
                    last = day == ServiceDay.None ? null : new(page, day, date, cell);
                    from = date.End;
                }

                if (last is not null) yield return last;
            }
        }
    }

    /// <summary>What the cell to the left, or a caption above or below that fills its own cell, says of a date that stands alone.</summary>
    private static ServiceDay Beside(string text, List<FormLine> lines, int index, int cell)
    {
        var line = lines[index];
        if (cell > 0 && DayWords.Of(CaptionOf(text, line, cell - 1)) is not ServiceDay.None and var beside) return beside;
        double left = line.Tokens[line.CellStarts[cell]].Left, right = line.Tokens[line.CellStarts[cell + 1] - 1].Right;
        foreach (int other in (ReadOnlySpan<int>)[index + 1, index - 1])
        {
            if (other < 0 || other >= lines.Count) continue;
            double gap = other > index ? lines[other].Line.Box.Y - line.Line.Box.Bottom : line.Line.Box.Y - lines[other].Line.Box.Bottom;
            if (gap < -line.Height || gap > line.Height * 1.6) continue;
            for (int c = 0; c < lines[other].CellCount; c++)
            {
                double l = lines[other].Tokens[lines[other].CellStarts[c]].Left, r = lines[other].Tokens[lines[other].CellStarts[c + 1] - 1].Right;
                if (Math.Min(r, right) - Math.Max(l, left) > 0 && DayWords.Of(CaptionOf(text, lines[other], c)) is not ServiceDay.None and var day) return day;
            }
        }

        return ServiceDay.None;
    }

    private static List<string> CaptionOf(string text, FormLine line, int cell)
    {
        string words = line.CellSpan(cell).In(text);
        return words.Length <= 48 && !words.Any(char.IsAsciiDigit) ? WordsOf(words) : [];
    }

    /// <summary>The words of the last sentence before a date.</summary>
    private static List<string> WordsOf(string before)
    {
        var words = new List<string>();
        int start = -1;
        for (int i = 0; i <= before.Length; i++)
        {
            char c = i < before.Length ? before[i] : ' ';
            if (char.IsLetter(c) || (c is '\'' or '\u2019' && start >= 0))
            {
                if (start < 0) start = i;
                continue;
            }

            if (start >= 0) words.Add(before[start..i].ToLowerInvariant());
            start = -1;
            if (c is ';' or '|' || (c == '.' && i + 1 < before.Length && before[i + 1] == ' ' && words.Count > 0 && words[^1].Length > 3 && i + 2 < before.Length && char.IsUpper(before[i + 2]))) words.Clear();
        }

        return words;
    }
}

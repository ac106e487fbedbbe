using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request.Clinical;

/// <summary>Reads results in boxes of a form, whose caption names the test: 'PEAK COUGH FLOW' over '142 L/min', 'Latest A1c, %' over '8.9', with a box for the day of the tests.</summary>
internal static class LabBoxes
{
    internal static IEnumerable<ListEntry> OfPage(RequestContext context, ClinicalPage page)
    {
        if (page.Page.Kind is PageKind.Note or PageKind.Letter) yield break;
        var found = new List<ListEntry>();
        var lines = page.Page.Page.Lines;
        for (int i = 0; i < lines.Length; i++)
        {
            foreach (var cell in lines[i].Cells)
            {
                if (cell.Span.Length > 60 || Value().Match(cell.Span.In(page.Text)) is not { Success: true } match) continue;
                if (Caption(page, i, cell) is not { } caption || NameIn(page, caption, match.Groups["u"].Success && !match.Groups["p"].Success) is not { } name) continue;
                var entry = new ListEntry();
                double score = 0.8 * page.Page.Weight;
                LabRows.AddName(page, name, score, entry);
                var v = match.Groups["v"];
                entry.Add(new(page.Page, "value", TextForm.OneLine(v.Value), score, "lab-box", [new(cell.Span.Start + v.Index, cell.Span.Start + v.Index + v.Length)]));
                if (match.Groups["u"] is { Success: true } u) entry.Add(new(page.Page, "unit", TextForm.OneLine(u.Value), score, "lab-box", [new(cell.Span.Start + u.Index, cell.Span.Start + u.Index + u.Length)]));
                else if (Percent().Match(caption.In(page.Text)) is { Success: true } percent) entry.Add(new(page.Page, "unit", "%", score * 0.95, "lab-box", [new(caption.Start + percent.Index, caption.Start + percent.Index + percent.Length)]));
                if (match.Groups["d"] is { Success: true } d) LabRows.AddDate(context, page, new(cell.Span.Start + d.Index, cell.Span.Start + d.Index + d.Length), score, entry);
                found.Add(entry);
            }
        }

        var days = found.Count > 0 ? Days(page).ToList() : [];
        foreach (var entry in found)
        {
            if (!entry.Has("date") && days.Count == 1) LabRows.AddDate(context, page, days[0], 0.75 * page.Page.Weight, entry);
            yield return entry;
        }
    }

    /// <summary>Days whose caption says that they are those of tests.</summary>
    private static IEnumerable<TextSpan> Days(ClinicalPage page)
    {
        var lines = page.Page.Page.Lines;
        for (int i = 0; i < lines.Length; i++)
        {
            foreach (var cell in lines[i].Cells)
            {
                if (cell.Span.Length <= 24 && Day().IsMatch(cell.Span.In(page.Text)) && Caption(page, i, cell) is { } caption && DayOfTests().IsMatch(caption.In(page.Text))) yield return cell.Span;
            }
        }
    }

    /// <summary>What stands over a cell, or left of it.</summary>
    private static TextSpan? Caption(ClinicalPage page, int line, Cell cell)
    {
        var lines = page.Page.Page.Lines;
        int index = lines[line].Cells.IndexOf(cell);
        for (int up = line - 1; up >= Math.Max(0, line - 2); up--)
        {
            double gap = cell.Box.Y - lines[up].Box.Bottom;
            if (gap < -cell.Box.Height || gap > cell.Box.Height * 1.2) continue;
            foreach (var above in lines[up].Cells)
            {
                if (above.Box.HorizontalOverlap(cell.Box) > Math.Min(above.Box.Width, cell.Box.Width) * 0.4 && Math.Abs(above.Box.X - cell.Box.X) < cell.Box.Height * 4) return above.Span;
            }
        }

        return index > 0 ? lines[line].Cells[index - 1].Span : null;
    }

    /// <summary>The name of the test in a caption; without a unit that tells, only one that the lexicon knows.</summary>
    private static TextSpan? NameIn(ClinicalPage page, TextSpan caption, bool telling)
    {
        string words = caption.In(page.Text);
        if (words.Length > 70 || NoTest().IsMatch(words)) return null;
        var known = TestLexicon.Find(words, new(0, words.Length)).Select(t => t.Span).FirstOrDefault();
        // 'PT' in a caption may be a therapy.
        if (!telling) return known.Length < 3 ? null : new(caption.Start + known.Start, caption.Start + known.End);
        var name = Name().Match(words);
        if (!name.Success) return null;
        var group = name.Groups["n"];
        return new(caption.Start + group.Index, caption.Start + group.Index + group.Length);
    }

    private static readonly Lazy<Regex> ValuePattern = Pattern.Of(@"^\W{0,2}(?<v>" + LabUnits.Number + @")(?![0-9/])\s*(?<u>" + LabUnits.Telling + @"|" + LabUnits.OfBoxes + @"|(?<p>%|dB))?(?:\s*(?:[,(]|on|dated|drawn)*\s*(?<d>" + LabUnits.Day + @")\)?)?\s*$", RegexOptions.CultureInvariant);

    private static Regex Value() => ValuePattern.Value;

    private static readonly Lazy<Regex> DayPattern = Pattern.Of("^" + LabUnits.Day + "$", RegexOptions.CultureInvariant);

    private static Regex Day() => DayPattern.Value;

    private static readonly Lazy<Regex> DayOfTestsPattern = Pattern.Of(@"\b(?:date|day)s?\b.*\b(?:tests?|testing|labs?|results?|measure\w+|stud(?:y|ies)|drawn|collected)\b|\b(?:test|lab|result|a1c|alc|drawn|collection|study)\b.*\bdate\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex DayOfTests() => DayOfTestsPattern.Value;

    private static readonly Lazy<Regex> NoTestPattern = Pattern.Of(@"\b(?:weight|height|wt|ht|age|qty|quantity|units?|dose|dosage|strength|days?|weeks?|months?|visits?|number|id|npi|phone|fax|zip|group|date|birth|charge|cost|refills?|length|bp|blood pressure|pulse|temp\w*|rate ordered|flow rate|highest|form|page|code|limit|speed|review|supply|ordered|per)\b|\?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex NoTest() => NoTestPattern.Value;

    private static readonly Lazy<Regex> NamePattern = Pattern.Of(@"^\W*(?:[0-9]{1,2}[A-Za-z]?[.)]?\s+)?(?:(?:latest|most recent|last|current|recent)\s+)?(?<n>[A-Za-z][A-Za-z0-9 \-/]{1,40}[A-Za-z0-9])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Name() => NamePattern.Value;

    private static readonly Lazy<Regex> PercentPattern = Pattern.Of(@"%", RegexOptions.CultureInvariant);

    private static Regex Percent() => PercentPattern.Value;
}

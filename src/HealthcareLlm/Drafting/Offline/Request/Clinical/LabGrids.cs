using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Request.Tables;

namespace HealthcareLlm.Drafting.Offline.Request.Clinical;

/// <summary>
/// Reads results in grids with a column a day ('Test | 11/18/2026 | 07/02/2026 | Unit') or a row a day ('Drawn | Sodium mmol/L | Creatinine mg/dL'), and
/// grids with a column a test over rows of results and units. Only what names a known test, or bears a laboratory's unit, is read.
/// </summary>
internal static class LabGrids
{
    private const double Sure = 0.93;
    private const int MostRows = 30, LongestName = 50;

    // Lines between rows that are none, such as the second line of a name.
    private const int Interruptions = 1;

    /// <summary>A result, the places that it was read from, and the column of its test.</summary>
    private sealed record Found(ListEntry Entry, List<TextSpan> Places, int Column);

    /// <summary>The results of a page's grids, and the places of everything in these grids: nothing else is to be read there.</summary>
    internal static (List<ListEntry> Entries, List<TextSpan> Places) OfPage(RequestContext context, ClinicalPage page)
    {
        var entries = new List<ListEntry>();
        var places = new List<TextSpan>();
        var lines = VisualLines.Of(page.Page.Page).Lines;
        for (int i = 0; i < lines.Length; i++)
        {
            var cells = lines[i].Cells;
            if (cells.Length < 2) continue;
            var read = DayColumns(page, cells) is { Count: > 0 } days ? ByColumn(context, page, lines, i, days)
                : TestColumns(page, cells) is { Count: > 1 } tests ? ByRow(context, page, lines, i, tests) : [];
            if (read.Count == 0) continue;
            entries.AddRange(read.Select(static f => f.Entry));
            places.AddRange(read.SelectMany(static f => f.Places));
        }

        return (entries, places);
    }

    /// <summary>The cells of a heading that are days, where it holds nothing else but words: two days, or one beside a heading such as 'Test' or 'Unit'.</summary>
    private static List<Cell>? DayColumns(ClinicalPage page, ImmutableArray<Cell> cells)
    {
        var days = cells.Where(c => IsDay(page, c)).ToList();
        var others = cells.Where(c => !IsDay(page, c)).ToList();
        if (others.Exists(c => c.Span.In(page.Text).Any(char.IsAsciiDigit))) return null;
        bool told = others.Exists(c => HeadingWord.Value.IsMatch(c.Span.In(page.Text)));
        return days.Count > 1 || (days.Count == 1 && told) ? days : null;
    }

    /// <summary>The cells of a heading that name tests, where all but the first do.</summary>
    private static List<Cell>? TestColumns(ClinicalPage page, ImmutableArray<Cell> cells)
    {
        var tests = cells.Where(c => NameOf(page, c.Span) is not null && !Value.Value.IsMatch(c.Span.In(page.Text))).ToList();
        return tests.Count >= 2 && cells.Skip(1).All(tests.Contains) ? tests : null;
    }

    private static List<Found> ByColumn(RequestContext context, ClinicalPage page, ImmutableArray<Line> lines, int heading, List<Cell> days)
    {
        var read = new List<Found>();
        var others = lines[heading].Cells.Where(c => !days.Contains(c)).ToList();
        var units = others.Find(c => UnitHeading.Value.IsMatch(c.Span.In(page.Text)));
        double left = days.Min(d => d.Box.X);
        int missed = 0;
        for (int i = heading + 1; i < lines.Length && i - heading <= MostRows && missed <= Interruptions; i++)
        {
            var cells = lines[i].Cells;
            var name = cells[0];
            List<Cell> headings = [.. days.Concat(others).OrderBy(static h => h.Box.X)];
            // The heading over the names is none of the values'.
            if (headings.Count > 0 && others.Contains(headings[0]) && headings[0].Box.X < left && headings[0].Box.HorizontalOverlap(name.Box) > 0) headings.RemoveAt(0);
            var placed = Placed([.. cells.Skip(1)], headings);
            var values = placed.Where(v => days.Contains(v.Heading) && Value.Value.IsMatch(v.Cell.Span.In(page.Text))).ToList();
            var unit = units is null ? null : placed.Where(v => v.Heading == units && UnitAlone.Value.IsMatch(v.Cell.Span.In(page.Text))).Select(static v => v.Cell).FirstOrDefault();
            if (cells.Length < 2 || name.Box.X >= left || NameOf(page, name.Span, unit?.Span) is not { } test)
            {
                missed++;
                continue;
            }

            missed = 0;
            foreach (var (cell, day) in values) read.Add(Entry(context, page, test, cell.Span, unit?.Span, day.Span));
        }

        return read;
    }

    private static List<Found> ByRow(RequestContext context, ClinicalPage page, ImmutableArray<Line> lines, int heading, List<Cell> tests)
    {
        var read = new List<Found>();
        var first = lines[heading].Cells[0];
        TextSpan? titled = tests.Contains(first) || LabUnits.DayAlone.Value.Match(first.Span.In(page.Text)) is not { Success: true } day ? null : Part(first.Span, day.Groups["d"]);
        TextSpan?[] units = new TextSpan?[tests.Count];
        int missed = 0;
        for (int i = heading + 1; i < lines.Length && i - heading <= MostRows && missed <= Interruptions; i++)
        {
            var cells = lines[i].Cells;
            if (cells.Length > 1 && UnitHeading.Value.IsMatch(cells[0].Span.In(page.Text)))
            {
                foreach (var cell in cells.Skip(1).Where(c => UnitAlone.Value.IsMatch(c.Span.In(page.Text))))
                {
                    if (Under(cell, tests) is { } of) units[tests.IndexOf(of)] = cell.Span;
                }

                continue;
            }

            bool dated = IsDay(page, cells[0]), result = ResultHeading.Value.IsMatch(cells[0].Span.In(page.Text));
            if (cells.Length < 2 || !(dated || result))
            {
                missed++;
                continue;
            }

            missed = 0;
            foreach (var (cell, of) in Placed([.. cells.Skip(1)], tests).Where(c => Value.Value.IsMatch(c.Cell.Span.In(page.Text))))
            {
                if (NameOf(page, of.Span) is { } test) read.Add(Entry(context, page, test, cell.Span, null, dated ? cells[0].Span : titled, tests.IndexOf(of)));
            }
        }

        // The row of units may stand under that of the results.
        foreach (var (entry, _, column) in read)
        {
            if (!entry.Has("unit") && units[column] is { } unit) entry.Add(new(page.Page, "unit", TextForm.OneLine(unit.In(page.Text)), Sure * page.Page.Weight, "lab-grid", [unit]));
        }

        return read;
    }

    private static Found Entry(RequestContext context, ClinicalPage page, (TextSpan Name, TextSpan? Unit) test, TextSpan value, TextSpan? unit, TextSpan? day, int column = 0)
    {
        double score = Sure * page.Page.Weight;
        var entry = new ListEntry();
        LabRows.AddName(page, test.Name, score, entry);
        var match = Value.Value.Match(value.In(page.Text));
        entry.Add(new(page.Page, "value", TextForm.OneLine(match.Groups["v"].Value), score, "lab-grid", [Part(value, match.Groups["v"])]));
        TextSpan? own = match.Groups["u"].Success ? Part(value, match.Groups["u"]) : null;
        if ((own ?? test.Unit ?? unit) is { } given && !BrokenPower.Value.IsMatch(given.In(page.Text))) entry.Add(new(page.Page, "unit", TextForm.OneLine(given.In(page.Text)), score, "lab-grid", [given]));
        if (day is { } drawn) LabRows.AddDate(context, page, drawn, score, entry);
        else LabRows.AddReportDate(context, page, entry);
        return new(entry, [test.Name, value, .. unit is { } u ? (TextSpan[])[u] : []], column);
    }

    /// <summary>The name of a test in a cell, and the unit behind it; null where the cell names none. A score or rating is no laboratory's.</summary>
    private static (TextSpan Name, TextSpan? Unit)? NameOf(ClinicalPage page, TextSpan cell, TextSpan? unit = null)
    {
        string words = cell.In(page.Text);
        if (words.Length > LongestName || !words.Any(char.IsLetter) || words.Contains(':', StringComparison.Ordinal)) return null;
        TextSpan? behind = null;
        string name = words;
        if (UnitBehind.Value.Match(words) is { Success: true, Index: > 1 } match)
        {
            behind = Part(cell, match.Groups["u"]);
            name = words[..match.Index];
        }

        name = name.TrimEnd(' ', ',', '(', '-');
        int lead = name.Length - name.TrimStart().Length;
        if (!name.Any(char.IsLetter) || LabNames.IsNone(name)) return null;
        var known = TestLexicon.Find(name, new(0, name.Length)).Select(static t => t.Test).ToList();
        if (known.Count > 0 && known.TrueForAll(static t => t.Kind != "lab")) return null;
        bool telling = (behind ?? unit) is { } u && TellingUnit.Value.IsMatch(u.In(page.Text));
        return known.Count > 0 || telling ? (new(cell.Start + lead, cell.Start + name.Length), behind) : null;
    }

    private static bool IsDay(ClinicalPage page, Cell cell) => cell.Span.Length <= 20 && DayCell.Value.IsMatch(cell.Span.In(page.Text));

    /// <summary>
    /// Each cell of a row with its heading: in order, where every heading has one; else that which it overlaps most, or the nearest within half of the wider one's width.
    /// Where two cells would have one heading, nobody can tell which is its own, and neither is taken.
    /// </summary>
    private static List<(Cell Cell, Cell Heading)> Placed(List<Cell> cells, List<Cell> headings)
    {
        if (cells.Count == headings.Count) return [.. cells.Zip(headings)];
        return [.. cells.Select(c => (Cell: c, Heading: Under(c, headings))).Where(static p => p.Heading is not null).GroupBy(static p => p.Heading!).Where(static g => g.Count() == 1).Select(static g => (g.Single().Cell, g.Key))];
    }

    private static Cell? Under(Cell cell, List<Cell> headings)
    {
        var over = headings.Where(h => h.Box.HorizontalOverlap(cell.Box) > 0).OrderByDescending(h => h.Box.HorizontalOverlap(cell.Box)).FirstOrDefault();
        if (over is not null || headings.Count == 0) return over;
        double Gap(Cell h) => Math.Max(h.Box.X - cell.Box.Right, cell.Box.X - h.Box.Right);
        var near = headings.MinBy(Gap)!;
        return Gap(near) <= Math.Max(near.Box.Width, cell.Box.Width) * 0.5 ? near : null;
    }

    private static TextSpan Part(TextSpan whole, Group part) => new(whole.Start + part.Index, whole.Start + part.Index + part.Length);

    private const string Unit = "(?:" + LabUnits.Telling + @"|%|ratio|mg/mg|mL/min|[kmu]?IU/m?L)";

    private static readonly Lazy<Regex> Value = Pattern.Of(@"^[\s|*]{0,3}(?<v>(?:" + LabUnits.Number + @")|(?i:positive|negative|reactive|non-?reactive|(?:not )?detected|trace))\s{0,2}(?:\*|\(?(?:HH|LL|H|L|high|low)\)?)?\s{0,2}(?<u>" + Unit + @")?\s{0,2}(?:\*|\(?(?:HH|LL|H|L|high|low)\)?)?$", RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> DayCell = Pattern.Of(@"^\W{0,2}" + LabUnits.Day + @"\W{0,2}$", RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> UnitBehind = Pattern.Of(@"(?:,\s?|\s|\()(?<u>" + Unit + @")\)?$", RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> UnitAlone = Pattern.Of("^" + Unit + "$", RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> TellingUnit = Pattern.Of("^" + LabUnits.Telling + "$", RegexOptions.CultureInvariant);

    // '1049/L' is 10^9/L whose sign was read as a digit: which, nobody can tell.
    private static readonly Lazy<Regex> BrokenPower = Pattern.Of(@"10[0-9]{2}\s?/", RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> UnitHeading = Pattern.OfWords(@"^\W*units?\W*$");

    private static readonly Lazy<Regex> ResultHeading = Pattern.OfWords(@"^\W*(?:results?|values?|found)\W*$");

    private static readonly Lazy<Regex> HeadingWord = Pattern.OfWords(@"\b(?:tests?|analytes?|components?|labs?|laborator(?:y|ies)|blood|results?|units?|expected|reference|range|usual|normal)\b");
}

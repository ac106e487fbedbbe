using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request.Tables;

/// <summary>
/// Finds the tables of a page by the words of their headings and the place of what stands under them: headings of several lines, headings over several
/// columns, rows of several lines, rows that a check box begins.
/// </summary>
internal static class PageTables
{
    private const int MostHeadingLines = 24;
    private const int MostRows = 60;
    private const int TitleLines = 3;
    private const double KnownShare = 0.6;

    // Gaps between lines, in heights of a line: within a cell, within a heading, between rows.
    private const double InCell = 0.95, InHeading = 1.8, BetweenRows = 4.5;

    internal static ImmutableArray<PageTable> Of(RequestPage page)
    {
        var tables = Of(page, page.Page);
        if (!page.Page.HasPicture || !HoldsLooseCodes(page, tables)) return tables;
        // Codes that begin a cell of their own and stand in no table: the cells of a row may have been taken apart.
        foreach (var whole in Of(page, VisualLines.Of(page.Page)).Where(t => TableKinds.Of(t) == TableKind.Services && t.Has(ColumnRole.Code)))
        {
            var parts = tables.Where(t => t.Extent.Overlaps(whole.Extent)).ToList();
            if (parts.Sum(Filled) < Filled(whole)) tables = [.. tables.Except(parts), whole];
        }

        return tables;
    }

    private static int Filled(PageTable table) => TableKinds.Of(table) == TableKind.Services ? table.Rows.Sum(r => r.Cells.Count(c => !c.IsEmpty)) : 0;

    private static bool HoldsLooseCodes(RequestPage page, ImmutableArray<PageTable> tables)
    {
        bool Whole(PageTable t) => TableKinds.Of(t) == TableKind.Services && t.Rows.All(r => r.Cells.Count(c => !c.IsEmpty) > 1);
        return page.Page.Lines.SelectMany(l => l.Cells).Any(c => c.Span.Length is >= 5 and <= 7 && CodeReadings.Services(c.Span.In(page.Text)).Any(s => s.Code is { Start: 0, Repaired: false }) && !tables.Any(t => t.Extent.Contains(c.Span) && Whole(t)));
    }

    private static ImmutableArray<PageTable> Of(RequestPage page, Page layout)
    {
        var lines = FormTokenizer.Tokenize(page.Document.Source, layout);
        if (lines.Count < 2) return [];
        bool below = LabelsBelow(page);
        bool damaged = page.Page.Reading is not (PageReading.Text or PageReading.TextLayer);
        var view = new TableView(page.Text, lines, new(damaged), lines.Select(l => l.Height).Order().ElementAt(lines.Count / 2)) { Rules = page.Page.Rules };
        var tables = ImmutableArray.CreateBuilder<PageTable>();
        for (int i = 0; i + 1 < lines.Count; i++)
        {
            if (!view.IsHeading(i) || view.IsTitle(i)) continue;
            var block = Block(view, i);
            var columns = TableColumns.Of(view, block);
            if (columns.Count < 2 || columns.Count(c => c.Role != ColumnRole.None) < 2) continue;
            var (rows, end) = Rows(view, block.Last, columns);
            if (rows.Count == 0) continue;
            // Where labels stand under their values only codes tell a table from a grid of these.
            if (below && !(HoldsCodes(page.Text, columns, rows) && !lines[Math.Max(0, i - TitleLines)..i].Exists(l => l.Line.Cells.Any(c => CodeReadings.Services(c.Span.In(page.Text)).Any())))) continue;
            var places = lines[i..(end + 1)].SelectMany(l => l.Line.Cells).Select(c => c.Span).ToList();
            tables.Add(new(Title(view, i), [.. TableColumns.ByValues(columns, rows, page.Text)], [.. rows], new(places.Min(s => s.Start), places.Max(s => s.End))));
            i = end;
        }

        return tables.ToImmutable();
    }

    /// <summary>Whether labels stand under their values on this page: there the values of a heading are above it.</summary>
    private static bool LabelsBelow(RequestPage page)
    {
        if (!page.Values.Any(v => v.Place == LabelPlace.Above)) return false;
        var form = FormPage.Of(page.Document.Source, page.Page);
        LabelFinder.Find(form);
        return LabelOrientation.LabelsStandBelow(form);
    }

    private static bool HoldsCodes(string text, List<TableColumn> columns, List<TableRow> rows)
    {
        int code = columns.FindIndex(c => c.Role == ColumnRole.Code);
        return code >= 0 && rows.Exists(r => CodeReadings.Services(r.Words(text, code)).Any(s => s.Code is { Start: 0, Repaired: false }));
    }

    /// <summary>The lines of a heading: boxes side by side are lines of their own, whose order says nothing of their height.</summary>
    private static HeadingBlock Block(TableView view, int first)
    {
        var block = new HeadingBlock(first, first, view.Lines[first].Line.Box.Y, view.Lines[first].Line.Box.Bottom);
        for (int i = first + 1; i < view.Lines.Count && i - first < MostHeadingLines && view.IsHeading(i); i++)
        {
            var box = view.Lines[i].Line.Box;
            if (box.Y - block.Bottom > InHeading * view.LineHeight || block.Top - box.Bottom > InHeading * view.LineHeight) break;
            block = new(first, i, Math.Min(block.Top, box.Y), Math.Max(block.Bottom, box.Bottom));
        }

        return block;
    }

    private static string Title(TableView view, int heading)
    {
        for (int i = heading - 1; i >= Math.Max(0, heading - TitleLines); i--)
        {
            if (view.Lines[i].CellCount == 1 && view.Gap(i, heading) < BetweenRows * 1.5 && view.Lines[i].Tokens.Length <= 24) return view.Lines[i].Line.Span.In(view.Text);
        }

        return string.Empty;
    }

    private static (List<TableRow> Rows, int End) Rows(TableView view, int heading, List<TableColumn> columns)
    {
        var rows = new List<TableRow>();
        var form = TableColumns.Widened(view, heading, columns).ConvertAll(c => new FormColumn(c.Span, c.Left, c.Right, default));
        int last = heading, end = heading, key = columns.FindIndex(c => c.Role == ColumnRole.Code);
        TextSpan?[]? pending = null;
        for (int i = heading + 1; i < view.Lines.Count && rows.Count < MostRows; i++)
        {
            if (view.Gap(last, i) > BetweenRows || view.Lines[i].Line.Box.Bottom < view.Lines[last].Line.Box.Y || view.Ends(i, columns)) break;
            var line = view.Lines[i];
            // A rule of dashes under the heading or between rows.
            if (!line.Line.Span.In(view.Text).Any(char.IsLetterOrDigit) && line.Tokens[0].Kind == FormTokenKind.Mark)
            {
                last = i;
                continue;
            }

            var apart = form.ConvertAll(_ => new List<TextSpan>()).ToArray();
            var cells = TableCells.Assign(line, form, view.LineHeight, apart);
            bool typed = IsTyped(view, columns, cells), boxed = line.Tokens[0].Kind == FormTokenKind.CheckBox;
            bool counted = Number(line) is { } own && Number(view.Lines[last]) is { } above && own == above + 1;
            bool tight = !counted && view.Gap(last, i) <= InCell;
            // Words in the place of a code are another part of the page.
            if (rows.Count > 0 && key >= 0 && cells[key] is { } alien && Word.Value.IsMatch(alien.In(view.Text)) && !CodeReadings.Services(alien.In(view.Text)).Any() && !HoldsOwn(view, columns, cells)) break;
            if (!typed && !boxed)
            {
                bool nearer = i + 1 < view.Lines.Count && view.Gap(i, i + 1) < view.Gap(last, i) && view.Gap(i, i + 1) <= InCell && !view.Ends(i + 1, columns);
                if (rows.Count > 0 && tight && !nearer && GoesOn(view, columns, cells))
                {
                    Append(rows[^1], cells);
                    (last, end) = (i, i);
                    continue;
                }

                if (nearer && cells.Count(c => c is not null) < columns.Count && IsTyped(view, columns, TableCells.Assign(view.Lines[i + 1], form, view.LineHeight)))
                {
                    pending = cells;
                    last = i;
                    continue;
                }

                // In a table of codes or amounts a line without either, or with a label of its own, is no row.
                bool coded = columns.Exists(c => c.Role is ColumnRole.Code or ColumnRole.Ndc or ColumnRole.DiagnosisCode or ColumnRole.Quantity);
                if (cells.Count(c => c is not null) < 2 || coded)
                {
                    // A number without anything behind it is an empty line of the table.
                    if (line.Tokens.Length > 3 && (line.CellCount == 1 || coded)) break;
                    last = i;
                    continue;
                }
            }

            rows.Add(RowOf(view, line, cells, pending));
            for (int c = 0; c < cells.Length; c++) rows[^1].Cells[c] = rows[^1].Cells[c].AddRange(apart[c]);
            pending = null;
            (last, end) = (i, i);
        }

        Gather(columns.FindIndex(c => c.Role == ColumnRole.Quantity), rows);
        return (rows, end);
    }

    /// <summary>An amount that stands alone above or below a row without one is that row's: its cell has several lines.</summary>
    private static void Gather(int amount, List<TableRow> rows)
    {
        if (amount < 0) return;
        bool IsAlone(TableRow row) => !row.Cells[amount].IsEmpty && row.Cells.Count(c => !c.IsEmpty) == 1;
        var lacking = rows.Where(r => r.Cells[amount].IsEmpty).ToHashSet();
        foreach (var row in rows.Where(IsAlone).ToList())
        {
            int r = rows.IndexOf(row), to = r > 0 && lacking.Contains(rows[r - 1]) ? r - 1 : r + 1 < rows.Count && lacking.Contains(rows[r + 1]) ? r + 1 : -1;
            if (to >= 0) rows[to].Cells[amount] = [.. rows[to].Cells[amount], .. row.Cells[amount]];
            rows.RemoveAt(r);
        }
    }

    /// <summary>Whether a line holds an amount or day in the place of one, and nothing else there.</summary>
    private static bool HoldsOwn(TableView view, List<TableColumn> columns, TextSpan?[] cells)
    {
        for (int c = 0; c < columns.Count; c++)
        {
            if (cells[c] is not { } span) continue;
            var kind = CellKinds.Of(span.In(view.Text));
            if (columns[c].Role == ColumnRole.Quantity ? kind is CellKind.Number or CellKind.Counted : columns[c].Role is ColumnRole.Start or ColumnRole.End or ColumnRole.Dates && kind is CellKind.Day or CellKind.Days) return true;
        }

        return false;
    }

    private static readonly Lazy<Regex> Word = Pattern.Of(@"[A-Za-z]{4,}", RegexOptions.CultureInvariant);

    /// <summary>The number that counts a row; null where its line begins with none.</summary>
    private static int? Number(FormLine line) =>
        line.Tokens[0] is { Kind: FormTokenKind.Word, Key.Length: <= 2 } first && int.TryParse(first.Key, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int number) ? number : null;

    private static TableRow RowOf(TableView view, FormLine line, TextSpan?[] cells, TextSpan?[]? before)
    {
        var first = line.Tokens[0];
        WordMarks? box = first.Kind == FormTokenKind.CheckBox ? line.Page.Words[first.Word].Marks & (WordMarks.CheckBoxMarked | WordMarks.CheckBoxEmpty | WordMarks.CheckBoxUnclear) : null;
        var held = new ImmutableArray<TextSpan>[cells.Length];
        for (int c = 0; c < cells.Length; c++)
        {
            var span = cells[c];
            // The box is no part of the first cell.
            if (box is not null && span is { } s && s.Start <= first.Span.Start) span = s.End > first.Span.End + 1 ? new(first.Span.End + 1, s.End) : null;
            held[c] = [.. before?[c] is { } b ? (TextSpan[])[b] : [], .. span is { } own ? (TextSpan[])[own] : []];
        }

        return new(held, box);
    }

    private static void Append(TableRow row, TextSpan?[] cells)
    {
        for (int c = 0; c < cells.Length; c++)
        {
            if (cells[c] is { } span) row.Cells[c] = row.Cells[c].Add(span);
        }
    }

    /// <summary>Whether a line holds a value that begins a row: a code, a date, an amount, a dose.</summary>
    private static bool IsTyped(TableView view, List<TableColumn> columns, TextSpan?[] cells)
    {
        for (int c = 0; c < columns.Count; c++)
        {
            if (cells[c] is not { } span) continue;
            string words = span.In(view.Text);
            bool holds = columns[c].Role switch
            {
                // A code that recognition broke begins a row all the same.
                ColumnRole.Code => CodeReadings.Services(words).Any(s => s.Code.Start <= 4) || CellKinds.IsBrokenCode(words),
                ColumnRole.Ndc => CodeReadings.DrugCodes(words).Any(n => n.Start <= 4),
                ColumnRole.DiagnosisCode => CodeReadings.Diagnoses(words, announced: true).Any(d => d.Start <= 4),
                ColumnRole.Start or ColumnRole.End or ColumnRole.Dates => words.Count(char.IsAsciiDigit) >= 3,
                ColumnRole.Quantity or ColumnRole.Dose or ColumnRole.Result or ColumnRole.DaysSupply or ColumnRole.Refills => words.Length > 0 && char.IsAsciiDigit(words.TrimStart('#', '|', '<', '>', ' ').FirstOrDefault()),
                ColumnRole.Description => CodeReadings.Services(words).Any(s => s.Code is { Start: 0, Repaired: false }),
                _ => false,
            };
            if (holds) return true;
        }

        return false;
    }

    /// <summary>Whether a line without values goes on with the row above: it leaves the first column of words empty, or begins small.</summary>
    private static bool GoesOn(TableView view, List<TableColumn> columns, TextSpan?[] cells)
    {
        int key = columns.FindIndex(c => c.Role is ColumnRole.Description or ColumnRole.Code or ColumnRole.DiagnosisCode or ColumnRole.Diagnosis);
        if (key < 0) key = 0;
        // What goes on is words; a day or number on a line of its own is none of the row above.
        for (int c = 0; c < columns.Count; c++)
        {
            if (cells[c] is { } span && (columns[c].Role is ColumnRole.Start or ColumnRole.End or ColumnRole.Dates or ColumnRole.Code or ColumnRole.Ndc or ColumnRole.Modifiers or ColumnRole.Line or ColumnRole.Ignored or ColumnRole.DaysSupply or ColumnRole.Refills
                || (columns[c].Role == ColumnRole.Quantity && span.In(view.Text).Any(char.IsAsciiDigit)))) return false;
        }

        if (cells[key] is not { } first) return true;
        if (DrugLexicon.Find(view.Text, first).Any(d => d.Span.Start <= first.Start + 2)) return false;
        return cells.All(c => c is not { } span || !char.IsUpper(view.Text[span.Start])) || (cells.Count(c => c is not null) == 1 && columns.Count > 2);
    }
}

/// <summary>The lines of a heading and how high it stands.</summary>
/// <param name="First">Index of its first line.</param>
/// <param name="Last">Index of its last line.</param>
/// <param name="Top">Upper edge, layout pixels.</param>
/// <param name="Bottom">Lower edge, layout pixels.</param>
internal readonly record struct HeadingBlock(int First, int Last, double Top, double Bottom);

/// <summary>The lines of a page as the finder of tables sees them.</summary>
/// <param name="Text">Text of the document.</param>
/// <param name="Lines">Lines in tokens.</param>
/// <param name="Reading">How damaged words of headings are read.</param>
/// <param name="LineHeight">Usual height of a line, layout pixels.</param>
internal sealed record TableView(string Text, List<FormLine> Lines, WordReading Reading, double LineHeight)
{
    private const int MostWords = 8;

    /// <summary>Ruling lines of the page, layout pixels.</summary>
    internal ImmutableArray<RulingLine> Rules { get; init; } = [];

    // Most tokens of a heading's box that stands in a line of its own.
    private const int MostAlone = 6;

    /// <summary>Space between two lines in heights of a line.</summary>
    internal double Gap(int upper, int lower) => (Lines[lower].Line.Box.Y - Lines[upper].Line.Box.Bottom) / LineHeight;

    internal string Mended(TextSpan span) => string.Join(' ', HeadingWords.Of(span.In(Text)).Select(Reading.Read));

    /// <summary>Whether a line consists of words that headings of tables are made of.</summary>
    internal bool IsHeading(int index)
    {
        var line = Lines[index];
        if (line.Tokens.Length > 70) return false;
        int known = 0;
        for (int c = 0; c < line.CellCount; c++)
        {
            if (IsHeadingCell(line, c) is not { } isKnown) return false;
            if (isKnown) known++;
        }

        return line.CellCount == 1 ? known == 1 && line.Tokens.Length <= MostAlone : known >= line.CellCount * 0.6 || StandsOverCodes(index);
    }

    /// <summary>Whether a short cell that asks for codes has one below it: then the line is a heading, whatever its other words.</summary>
    private bool StandsOverCodes(int index)
    {
        var line = Lines[index];
        for (int c = 0; c < line.CellCount; c++)
        {
            if (line.CellStarts[c + 1] - line.CellStarts[c] > 4 || ColumnRoles.Of(Mended(line.CellSpan(c))) != ColumnRole.Code) continue;
            double left = line.Tokens[line.CellStarts[c]].Left - LineHeight, right = line.Tokens[line.CellStarts[c + 1] - 1].Right + LineHeight;
            for (int i = index + 1; i < Math.Min(Lines.Count, index + 4) && Gap(index, i) < 5; i++)
            {
                if (Array.Exists(Lines[i].Tokens, t => t.Left >= left && t.Left <= right && t.Key.Length == 5 && CodeReadings.Services(t.Span.In(Text)).Any(s => !s.Code.Repaired))) return true;
            }
        }

        return false;
    }

    /// <summary>Whether a line is a title over a table rather than a part of its heading.</summary>
    internal bool IsTitle(int index)
    {
        var line = Lines[index];
        return line.CellCount == 1 && (Numbered().IsMatch(line.Line.Span.In(Text)) || index + 1 >= Lines.Count || Gap(index, index + 1) > 0.4 && Lines[index + 1].CellCount > 1 && Lines[index + 1].Line.Box.Y >= line.Line.Box.Bottom && TitleWords().IsMatch(line.Line.Span.In(Text)));
    }

    /// <summary>True for a heading of known words, false for other words, null for what cannot be a heading: boxes, values, sentences.</summary>
    private bool? IsHeadingCell(FormLine line, int cell)
    {
        int start = line.CellStarts[cell], end = line.CellStarts[cell + 1];
        int words = 0, known = 0;
        for (int t = start; t < end; t++)
        {
            var token = line.Tokens[t];
            if (token.Kind == FormTokenKind.CheckBox) return end - start == 1 && cell == 0 ? false : null;
            if (token.Kind == FormTokenKind.Mark)
            {
                if (token.Is(':') || token.Is('_') || token.Is(';')) return null;
                continue;
            }

            words++;
            if (token.Key.Count(char.IsAsciiDigit) > 2 || (token.Key.Any(char.IsAsciiDigit) && token.Key.Length > 4)) return null;
            if (token.Key.Length == 1 || token.Key.All(char.IsAsciiDigit) || ColumnRoles.IsHeadingWord(Reading.Read(token.Key))) known++;
        }

        if (words > MostWords) return null;
        string text = line.CellSpan(cell).In(Text);
        return words > 0 ? known * 2 > words && (words > 1 || !text.All(char.IsAsciiDigit)) && ColumnRoles.Of(Mended(line.CellSpan(cell))) != ColumnRole.None | known == words : text is "#";
    }

    /// <summary>Whether a line closes the table above it: a title, a labelled place, a long sentence, another heading.</summary>
    internal bool Ends(int index, List<TableColumn> columns)
    {
        var line = Lines[index];
        string words = line.Line.Span.In(Text);
        if (Example.Value.IsMatch(words)) return true;
        if (LabelAtStart().IsMatch(words) && !CodeReadings.Services(words).Any()) return true;
        if (line.CellCount == 1 && (Clinical.ClinicalBlocks.KindOf(words) is not null || Numbered().IsMatch(words) || line.Tokens.Count(t => t.Kind == FormTokenKind.Word) > 14)) return true;
        return line.CellCount > 1 && IsHeading(index) && columns.Count > 1;
    }

    private static readonly Lazy<Regex> Example = Pattern.Of(@"^\W*(?:examples?|sample|specimen)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> LabelPattern = Pattern.Of(@"^\W*(?:\(?[A-Za-z][\w'/()\-]*[ ,]+){0,7}\(?[A-Za-z][\w'/()\-]*\)?:(?:\s|$)", RegexOptions.CultureInvariant);

    private static Regex LabelAtStart() => LabelPattern.Value;

    private static readonly Lazy<Regex> TitlePattern = Pattern.Of(@"\b(?:requested|asked|ordered|information|section|history|details|list|lines|services|procedures|items|medications|drugs|medicines)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex TitleWords() => TitlePattern.Value;

    private static readonly Lazy<Regex> NumberedPattern = Pattern.Of(@"^(?:(?i:section|part|step)\s+)?(?:[0-9]{1,2}[A-Z]?|[A-Z])(?:[.)]|\s*[\u00b7\u2022\-\u2013\u2014])?\s+[A-Z][A-Za-z'&/\-]+(?:\s|$)", RegexOptions.CultureInvariant);

    private static Regex Numbered() => NumberedPattern.Value;
}

using System.Collections.Immutable;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Ingestion.Layout;

/// <summary>
/// Brings the words of a page with ruled grids into reading order: a box that holds a label over its value is read as a whole before the next box; a row of a table
/// is one line, each of its boxes one cell, though some wrap; columns of boxes that do not line up are read one after the other.
/// </summary>
internal static class RuledOrder
{
    // Cells that a band without rules between its rows has at least: fewer may be a label and words that wrap.
    private const int FewestCells = 3;

    // Its columns of codes, amounts or days at least: a number in each of its lines.
    private const int FewestNumbered = 2;

    /// <summary>Ruling lines and edges of panels.</summary>
    internal static ImmutableArray<RulingLine> Drawn(RawPage page) => [.. page.Rules.Select(static r => r.Line), .. page.Panels.SelectMany(Edges)];

    /// <summary>The lines that tables with ruled rows lack.</summary>
    internal static ImmutableArray<RulingLine> Lacking(RawPage page, ImmutableArray<RulingLine> drawn) =>
        drawn.IsEmpty || page.Words.IsEmpty ? [] : StripedTables.Complete(drawn, [.. page.Words.Select(static w => w.LayoutBox)], RowFinder.TypicalHeight(page.Words));

    internal static List<Row> Of(RawPage page, ImmutableArray<RulingLine> lines)
    {
        var words = page.Words;
        if (lines.IsEmpty || words.IsEmpty) return ReadingOrder.Of(words, page.Rules);
        double unit = RowFinder.TypicalHeight(words);
        var boxes = RuledBoxes.Of(lines, unit).Around([.. words.Select(static w => w.LayoutBox)]);
        var grids = RuledGrids.Of(boxes, unit);
        var boxed = boxes.SelectMany(static b => b.Words).ToHashSet();
        grids.RemoveAll(g => !RuledGrids.HoldsItsRows(g, [.. words.Where((_, i) => !boxed.Contains(i)).Select(static w => w.LayoutBox)]));
        if (grids.Count == 0) return ReadingOrder.Of(words, page.Rules);
        var taken = grids.SelectMany(static g => g).SelectMany(static b => b.Words).ToHashSet();
        var rows = ReadingOrder.Of([.. words.Where((_, i) => !taken.Contains(i))], page.Rules);
        foreach (var grid in grids)
        {
            var ordered = new List<Row>();
            RuledGrids.Walk(grid, unit, (bands, index, even) =>
            {
                if (even) AppendBand(bands, index, page, unit, ordered);
                return even;
            });
            Insert(rows, ordered, grid.Select(static b => b.Box).Aggregate(static (a, b) => a.Union(b)));
        }

        return rows;
    }

    private static IEnumerable<RulingLine> Edges(BoundingBox panel) =>
    [
        new(panel.X, panel.Y, panel.Right, panel.Y), new(panel.X, panel.Bottom, panel.Right, panel.Bottom),
        new(panel.X, panel.Y, panel.X, panel.Bottom), new(panel.Right, panel.Y, panel.Right, panel.Bottom),
    ];

    /// <summary>Puts the rows of a grid before the first row that stands below its upper edge.</summary>
    private static void Insert(List<Row> rows, List<Row> ordered, BoundingBox area)
    {
        int at = rows.FindIndex(r => r.CenterY > area.Y && r.Box.HorizontalOverlap(area) > 0);
        if (at < 0) rows.AddRange(ordered);
        else rows.InsertRange(at, ordered);
    }

    private static void AppendBand(List<List<RuledBox>> bands, int index, RawPage page, double unit, List<Row> ordered)
    {
        var band = bands[index];
        var rows = band.ConvertAll(b => RowsOf(b, page));
        bool wraps = rows.Exists(static r => r.Count > 1);
        if (band.Count == 1 || (wraps && RuledGrids.IsLabelled(rows, RuledGrids.IsTableRow(bands, index, unit))))
        {
            foreach (var box in band) AppendBox(box, page, ordered);
            return;
        }

        // A band without rules between its rows: every cell has as many lines as the others, and they stand beside each other.
        var filled = rows.FindAll(static r => r.Count > 0);
        if (wraps && AreRows(filled, unit))
        {
            for (int i = 0; i < filled[0].Count; i++)
            {
                var row = new Row { CellStarts = [] };
                foreach (var cell in filled)
                {
                    row.CellStarts.Add(row.Words.Count);
                    foreach (var word in cell[i].Words) row.Add(word);
                }

                ordered.Add(row);
            }

            return;
        }

        var line = new Row { CellStarts = wraps ? [] : null };
        foreach (var cell in rows)
        {
            line.CellStarts?.Add(line.Words.Count);
            foreach (var word in cell.SelectMany(static r => r.Words)) line.Add(word);
        }

        if (line.Words.Count > 0) ordered.Add(line);
    }

    /// <summary>
    /// Whether the cells of a band hold several rows of a table, line beside line, rather than words that wrap or labels over their values: numbers stand under numbers.
    /// </summary>
    private static bool AreRows(List<List<Row>> cells, double unit)
    {
        static bool HasDigit(Row row) => row.Words.Exists(static w => w.Text.Any(char.IsAsciiDigit));
        return cells.Count >= FewestCells && cells[0].Count > 1
            && cells.TrueForAll(c => c.Count == cells[0].Count && Enumerable.Range(0, c.Count).All(i => Math.Abs(c[i].CenterY - cells[0][i].CenterY) <= unit * 0.5))
            && cells.Count(static c => c.TrueForAll(HasDigit)) >= FewestNumbered && cells.TrueForAll(static c => HasDigit(c[0]) || !c.Exists(HasDigit));
    }

    private static List<Row> RowsOf(RuledBox box, RawPage page) => ReadingOrder.Of([.. box.Words.Select(w => page.Words[w])], page.Rules);

    private static void AppendBox(RuledBox box, RawPage page, List<Row> ordered)
    {
        int first = ordered.Count;
        ordered.AddRange(RowsOf(box, page));
        if (ordered.Count > first) ordered[first].StartsBlock = true;
    }
}

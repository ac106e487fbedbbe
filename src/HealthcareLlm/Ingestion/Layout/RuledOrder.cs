using System.Collections.Immutable;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Ingestion.Layout;

/// <summary>
/// Brings the words of a page with ruled grids into reading order: a box that holds a label over its value is read as a whole before the next box; a row of a table
/// is one line, each of its boxes one cell, though some wrap; columns of boxes that do not line up are read one after the other.
/// </summary>
internal static class RuledOrder
{
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

        var line = new Row { CellStarts = wraps ? [] : null };
        foreach (var cell in rows)
        {
            line.CellStarts?.Add(line.Words.Count);
            foreach (var word in cell.SelectMany(static r => r.Words)) line.Add(word);
        }

        if (line.Words.Count > 0) ordered.Add(line);
    }

    private static List<Row> RowsOf(RuledBox box, RawPage page) => ReadingOrder.Of([.. box.Words.Select(w => page.Words[w])], page.Rules);

    private static void AppendBox(RuledBox box, RawPage page, List<Row> ordered)
    {
        int first = ordered.Count;
        ordered.AddRange(RowsOf(box, page));
        if (ordered.Count > first) ordered[first].StartsBlock = true;
    }
}

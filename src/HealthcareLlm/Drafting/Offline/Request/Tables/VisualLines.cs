using System.Collections.Immutable;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request.Tables;

/// <summary>Puts side by side what stands side by side: a reader of boxes and columns may have taken the cells of one row apart.</summary>
internal static class VisualLines
{
    // Share of the lower one's height that two cells of one row have in common.
    private const double InCommon = 0.5;

    /// <summary>The page with its cells in rows by their height alone.</summary>
    internal static Page Of(Page page)
    {
        var rows = new List<List<Cell>>();
        foreach (var cell in page.Lines.SelectMany(l => l.Cells).Where(c => c.WordCount > 0).OrderBy(c => c.Box.CenterY).ThenBy(c => c.Box.X))
        {
            var row = rows.FindLast(r => r[0].Box.VerticalOverlap(cell.Box) > InCommon * Math.Min(r[0].Box.Height, cell.Box.Height) && !r.Exists(o => o.Box.HorizontalOverlap(cell.Box) > 0));
            if (row is null) rows.Add([cell]);
            else row.Add(cell);
        }

        var lines = rows.OrderBy(r => r.Min(c => c.Box.Y)).Select(r =>
        {
            var cells = r.OrderBy(c => c.Box.X).ToImmutableArray();
            return new Line(cells[0].Span, cells.Select(c => c.Box).Aggregate((a, b) => a.Union(b)), 0, cells);
        });
        return page with { Lines = [.. lines] };
    }
}

using HealthcareLlm.Documents;

namespace HealthcareLlm.Ingestion.Layout;

/// <summary>Groups boxes to grids, cuts grids into rows and columns, and tells rows of tables from boxes that hold a label and its value.</summary>
internal static class RuledGrids
{
    // Boxes with words that a grid has at least, and its rows: fewer are fields that stand by themselves, whose labels are beside them.
    private const int FewestBoxes = 4, FewestRows = 2;

    // Columns that a row of a table has at least.
    private const int FewestColumns = 3;

    private const int MaximumDepth = 40;

    // Width of an empty strip between a frame and what stands in it, at most, in what still counts as touching (0.4 heights of print).
    private const double Sliver = 5;

    // Words that stand beside the boxes of a grid, as a share of those within, above which its boxes hold values alone and their labels are outside.
    private const double LooseWords = 0.12;

    // A label's print over a value is this much smaller.
    private const double LabelHeight = 0.9;

    /// <summary>Boxes that touch one another, as grids of some size.</summary>
    internal static List<List<RuledBox>> Of(List<RuledBox> boxes, double unit)
    {
        var grids = new List<List<RuledBox>>();
        var left = new List<RuledBox>(boxes);
        double touch = Math.Max(3, unit * 0.4);
        while (left.Count > 0)
        {
            var grid = new List<RuledBox> { left[^1] };
            left.RemoveAt(left.Count - 1);
            for (int i = 0; i < grid.Count; i++)
            {
                for (int j = left.Count - 1; j >= 0; j--)
                {
                    if (!Adjoin(grid[i].Box, left[j].Box, touch)) continue;
                    grid.Add(left[j]);
                    left.RemoveAt(j);
                }
            }

            bool beside = grid.Exists(a => a.Words.Count > 0 && grid.Exists(b => b.Words.Count > 0 && Math.Abs(a.Box.Right - b.Box.X) <= touch && a.Box.VerticalOverlap(b.Box) > touch));
            if (beside && grid.Count(static b => b.Words.Count > 0) >= FewestBoxes && grid.Select(static b => b.Box.Y).Order().Aggregate((Rows: 0, Last: double.MinValue), (had, y) => y - had.Last > touch ? (had.Rows + 1, y) : had).Rows >= FewestRows) grids.Add(grid);
        }

        grids.Sort(static (a, b) => a.Min(static x => x.Box.Y).CompareTo(b.Min(static x => x.Box.Y)));
        return grids;
    }

    /// <summary>Whether a grid holds labels and values, rather than values whose labels stand beside the boxes.</summary>
    internal static bool HoldsItsRows(List<RuledBox> grid, List<BoundingBox> loose)
    {
        var filled = grid.FindAll(static b => b.Words.Count > 0);
        int beside = loose.Count(w => filled.Exists(b => w.CenterY > b.Box.Y && w.CenterY < b.Box.Bottom));
        return beside <= LooseWords * filled.Sum(static b => b.Words.Count);
    }

    /// <summary>
    /// Goes through a grid in reading order, band by band: boxes side by side, from left to right. Columns that do not line up come one after the other.
    /// A band whose boxes do not all have its height (headings in two tiers, a box beside several) is offered first as a whole and taken apart where it is not taken.
    /// </summary>
    /// <param name="boxes">The grid.</param>
    /// <param name="unit">Height of print.</param>
    /// <param name="visit">Takes the bands that stand under each other, which of them is visited, and whether it is even; tells whether it took it.</param>
    internal static void Walk(List<RuledBox> boxes, double unit, Func<List<List<RuledBox>>, int, bool, bool> visit) => Walk(boxes, unit * 0.4, visit, 0);

    private static void Walk(List<RuledBox> boxes, double touch, Func<List<List<RuledBox>>, int, bool, bool> visit, int depth)
    {
        var columns = Cut(boxes, touch, static b => (b.X, b.Right));
        for (int c = 1; c < columns.Count && depth < MaximumDepth; c++)
        {
            var left = columns.Take(c).SelectMany(static b => b).ToList();
            var right = columns.Skip(c).SelectMany(static b => b).ToList();
            if (LineUp(left, right, touch)) continue;
            Walk(left, touch, visit, depth + 1);
            Walk(right, touch, visit, depth + 1);
            return;
        }

        var bands = Cut(boxes, touch, static b => (b.Y, b.Bottom)).ConvertAll(static b => b.OrderBy(static x => x.Box.X).ThenBy(static x => x.Box.Y).ToList());
        if (bands.Count == 1 && columns.Count == 1 && WithoutSlivers(boxes, touch) is { } whole)
        {
            Walk(whole, touch, visit, depth + 1);
        }
        else if (bands.Count > 1 || columns.Count == boxes.Count)
        {
            for (int b = 0; b < bands.Count; b++)
            {
                bool even = bands[b].Count == 1 || Cut(bands[b], touch, static x => (x.X, x.Right)).Count == bands[b].Count;
                if (!visit(bands, b, even) && !even) Walk(bands[b], touch, visit, depth + 1);
            }
        }
        else if (columns.Count > 1 && depth < MaximumDepth)
        {
            foreach (var column in columns) Walk(column, touch, visit, depth + 1);
        }
        else
        {
            foreach (var box in bands[0].OrderBy(static b => b.Box.Y)) visit([[box]], 0, true);
        }
    }

    /// <summary>
    /// The boxes without the empty strips that a frame leaves beside the table within it: they reach over all its rows, so that no cut would part these.
    /// Null where there is none.
    /// </summary>
    private static List<RuledBox>? WithoutSlivers(List<RuledBox> boxes, double touch)
    {
        double narrow = touch * Sliver;
        var kept = boxes.FindAll(b => b.Words.Count > 0 || Math.Min(b.Box.Width, b.Box.Height) > narrow);
        if (kept.Count == boxes.Count) kept = boxes.FindAll(static b => b.Words.Count > 0);
        return kept.Count > 0 && kept.Count < boxes.Count ? kept : null;
    }

    /// <summary>Groups of boxes between which a straight cut runs, in order.</summary>
    internal static List<List<RuledBox>> Cut(List<RuledBox> boxes, double touch, Func<BoundingBox, (double From, double To)> range)
    {
        var groups = new List<List<RuledBox>>();
        double end = double.MinValue;
        foreach (var box in boxes.OrderBy(b => range(b.Box).From))
        {
            var (from, to) = range(box.Box);
            if (groups.Count == 0 || from >= end - touch) groups.Add([]);
            groups[^1].Add(box);
            end = Math.Max(end, to);
        }

        return groups;
    }

    /// <summary>Whether the rows of two groups side by side line up: no side has several edges of its own that the other lacks, or one divides the other's rows further.</summary>
    internal static bool LineUp(List<RuledBox> left, List<RuledBox> right, double touch)
    {
        int ofLeft = Lone(left, right, touch), ofRight = Lone(right, left, touch);
        return Math.Min(ofLeft, ofRight) == 0 || ofLeft + ofRight < 3;
    }

    /// <summary>Whether the band above or below has the same columns, three or more.</summary>
    internal static bool IsTableRow(List<List<RuledBox>> bands, int index, double unit)
    {
        bool Same(int other) => other >= 0 && other < bands.Count && bands[other].Count == bands[index].Count
            && bands[index].TrueForAll(b => bands[other].Exists(o => Math.Abs(o.Box.X - b.Box.X) <= unit * 0.5 && Math.Abs(o.Box.Right - b.Box.Right) <= unit * 0.5));
        return bands[index].Count >= FewestColumns && (Same(index - 1) || Same(index + 1));
    }

    /// <summary>Whether most boxes of a band hold a label over a value: several lines, and in what may be the row of a table small print over larger.</summary>
    internal static bool IsLabelled(List<List<Row>> boxes, bool mayBeTable)
    {
        var filled = boxes.FindAll(static b => b.Count > 0);
        int labelled = filled.Count(b => b.Count > 1 && (!mayBeTable || HeightOf(b[0]) < HeightOf(b[1]) * LabelHeight));
        return labelled * 2 >= filled.Count + (mayBeTable ? 1 : 0);
    }

    private static double HeightOf(Row row)
    {
        var heights = row.Words.Select(static w => w.LayoutBox.Height).Order().ToList();
        return heights[heights.Count / 2];
    }

    private static bool Adjoin(BoundingBox a, BoundingBox b, double touch) =>
        (a.HorizontalOverlap(b) >= -touch && a.VerticalOverlap(b) > touch) || (a.VerticalOverlap(b) >= -touch && a.HorizontalOverlap(b) > touch);

    private static int Lone(List<RuledBox> boxes, List<RuledBox> others, double touch) => boxes.SelectMany(static b => new[] { b.Box.Y, b.Box.Bottom })
        .Where(y => !others.Exists(o => Math.Abs(o.Box.Y - y) <= touch || Math.Abs(o.Box.Bottom - y) <= touch))
        .Order().Aggregate((Count: 0, Last: double.MinValue), (had, y) => y - had.Last > touch ? (had.Count + 1, y) : had).Count;
}

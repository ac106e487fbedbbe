using System.Collections.Immutable;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Ingestion.Layout;

/// <summary>
/// Completes tables that are ruled between their rows alone: where several lines of one length lie under each other and the same white gutters run through all
/// rows between them, uprights are put into the gutters, so that a row is a row and a cell a cell though its words wrap.
/// </summary>
internal static class StripedTables
{
    // Lines of one table, its rows between lines, and its columns.
    private const int FewestLines = 3, FewestRows = 2, FewestColumns = 3;

    // In heights of print: how far ends of lines may differ, how high a row may be, how wide a gutter is at least.
    private const double Ends = 1, HighestRow = 9, Gutter = 0.9;

    // A gap within a line that surely parts two cells, in gutters: spaces of a fax in type of one width reach one.
    private const double WideGap = 1.8;

    // Share of the columns that a row of the table fills.
    private const double Filled = 0.5;

    /// <summary>The uprights and upper edges that striped tables lack.</summary>
    internal static ImmutableArray<RulingLine> Complete(ImmutableArray<RulingLine> lines, IReadOnlyList<BoundingBox> words, double unit)
    {
        var levels = RulingLines.Joined(lines.Where(static l => l.IsHorizontal), unit * 0.2, unit * 0.6);
        if (levels.Count < FewestLines) return [];
        var uprights = lines.Where(static l => !l.IsHorizontal).ToList();
        var added = ImmutableArray.CreateBuilder<RulingLine>();
        foreach (var stack in Stacks(levels, unit)) added.AddRange(Uprights(stack, uprights, words, unit));
        return added.ToImmutable();
    }

    /// <summary>Lines of one length under each other, no two farther apart than a row is high.</summary>
    private static IEnumerable<List<RulingLine>> Stacks(List<RulingLine> levels, double unit)
    {
        var left = levels.OrderBy(static l => l.Y1).ToList();
        while (left.Count > 0)
        {
            var stack = new List<RulingLine> { left[0] };
            left.RemoveAt(0);
            for (int i = 0; i < left.Count;)
            {
                bool same = Math.Abs(left[i].X1 - stack[^1].X1) <= Ends * unit && Math.Abs(left[i].X2 - stack[^1].X2) <= Ends * unit;
                if (!same || left[i].Y1 - stack[^1].Y1 > HighestRow * unit)
                {
                    i++;
                    continue;
                }

                stack.Add(left[i]);
                left.RemoveAt(i);
            }

            if (stack.Count >= FewestLines) yield return stack;
        }
    }

    private static List<RulingLine> Uprights(List<RulingLine> stack, List<RulingLine> uprights, IReadOnlyList<BoundingBox> words, double unit)
    {
        double x1 = stack.Min(static l => l.X1), x2 = stack.Max(static l => l.X2);
        var inside = words.Where(w => w.CenterX > x1 && w.CenterX < x2).ToList();
        var bands = new List<List<BoundingBox>>();
        for (int i = 1; i < stack.Count; i++) bands.Add(inside.FindAll(w => w.CenterY > stack[i - 1].YAt(w.CenterX) && w.CenterY < stack[i].YAt(w.CenterX)));
        var added = new List<RulingLine>();
        for (int first = 0; first < bands.Count;)
        {
            int last = first;
            // Shaded headings have sides of their own; rows below must have none.
            while (last < bands.Count && (last == first || !IsRuled(stack[last], stack[last + 1], uprights, unit)) && IsTable(bands.GetRange(first, last - first + 1), unit)) last++;
            if (last - first >= FewestRows && NeedsCells(bands.GetRange(first, last - first), unit))
            {
                Add(stack.GetRange(first, last - first + 1), bands.GetRange(first, last - first), inside, uprights, unit, added);
                first = last;
            }
            else
            {
                first++;
            }
        }

        return added;
    }

    /// <summary>Whether uprights part the words between two lines: then the row is ruled by itself.</summary>
    private static bool IsRuled(RulingLine top, RulingLine bottom, List<RulingLine> uprights, double unit) =>
        uprights.Exists(u => u.X1 > top.X1 + (Ends * unit) && u.X1 < top.X2 - (Ends * unit) && Math.Min(u.Y2, bottom.Y1) - Math.Max(u.Y1, top.Y1) > 0.5 * unit);

    private static bool IsTable(List<List<BoundingBox>> rows, double unit)
    {
        var columns = Columns(rows.SelectMany(static r => r), unit);
        return columns.Count >= FewestColumns && rows.TrueForAll(r => columns.Count(c => r.Exists(w => w.CenterX >= c.From && w.CenterX <= c.To)) >= Math.Max(2, Filled * columns.Count));
    }

    /// <summary>Whether rows wrap under a row that has one cell a column: a row of labels and values has more.</summary>
    private static bool NeedsCells(List<List<BoundingBox>> rows, double unit)
    {
        var columns = Columns(rows.SelectMany(static r => r), unit);
        bool wraps = rows.Exists(r => r.Max(static w => w.CenterY) - r.Min(static w => w.CenterY) > 0.8 * unit);
        return wraps && columns.TrueForAll(c => rows[0].Exists(w => w.CenterX >= c.From && w.CenterX <= c.To)) && rows.TrueForAll(r => LineCells(r, unit) <= columns.Count);
    }

    /// <summary>The most cells that one line of a row has.</summary>
    private static int LineCells(List<BoundingBox> row, double unit) =>
        row.Max(w => Columns(row.Where(o => Math.Abs(o.CenterY - w.CenterY) < 0.4 * unit), WideGap * unit).Count);

    private static void Add(List<RulingLine> stack, List<List<BoundingBox>> rows, List<BoundingBox> words, List<RulingLine> uprights, double unit, List<RulingLine> added)
    {
        var (x1, x2, y1, y2) = (stack.Min(static l => l.X1), stack.Max(static l => l.X2), stack[0].Y1, stack[^1].Y1);
        // Headings may stand over the first line, without one of their own.
        var head = words.FindAll(w => w.Bottom <= stack[0].YAt(w.CenterX) + (unit * 0.3) && w.Bottom > stack[0].YAt(w.CenterX) - (unit * 1.2));
        if (head.Count > 0 && IsTable([.. rows, head], unit))
        {
            y1 = head.Min(static w => w.Y) - (unit * 0.3);
            added.Add(new(x1, y1, x2, y1));
            rows.Add(head);
        }

        added.Add(new(x1, y1, x1, y2));
        added.Add(new(x2, y1, x2, y2));
        var columns = Columns(rows.SelectMany(static r => r), unit);
        for (int c = 1; c < columns.Count; c++)
        {
            var (from, to) = (columns[c - 1].To, columns[c].From);
            // The sides of shaded headings show where a column ends.
            var side = uprights.FindAll(u => u.X1 > from - (unit * 0.3) && u.X1 < to + (unit * 0.3) && u.Y1 < y2 && u.Y2 > y1);
            double x = side.Count > 0 ? side[0].X1 : (from + to) / 2;
            added.Add(new(x, y1, x, y2));
        }
    }

    /// <summary>Where words stand, from left to right, gutters between them.</summary>
    private static List<(double From, double To)> Columns(IEnumerable<BoundingBox> words, double unit)
    {
        var columns = new List<(double From, double To)>();
        foreach (var word in words.OrderBy(static w => w.X))
        {
            if (columns.Count > 0 && word.X - columns[^1].To < Gutter * unit) columns[^1] = (columns[^1].From, Math.Max(columns[^1].To, word.Right));
            else columns.Add((word.X, word.Right));
        }

        return columns;
    }
}

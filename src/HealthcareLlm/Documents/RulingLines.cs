namespace HealthcareLlm.Documents;

/// <summary>Joins, completes and compares ruling lines.</summary>
internal static class RulingLines
{
    /// <summary>The line with rows and columns exchanged.</summary>
    internal static RulingLine Flip(RulingLine line) => new(line.Y1, line.X1, line.Y2, line.X2);

    /// <summary>Lines from left to right, pieces of one line joined.</summary>
    internal static List<RulingLine> Joined(IEnumerable<RulingLine> levels, double beside, double gap)
    {
        var joined = new List<RulingLine>();
        foreach (var line in levels.OrderBy(static l => l.Y1 + l.Y2).ThenBy(static l => l.X1))
        {
            int at = joined.FindLastIndex(had => Continues(had, line, beside, gap));
            if (at < 0) joined.Add(line);
            else joined[at] = Union(joined[at], line);
        }

        // A long line may have come between two pieces that it joins.
        for (int i = joined.Count - 1; i >= 0; i--)
        {
            int at = joined.FindIndex(had => had != joined[i] && Continues(had, joined[i], beside, gap));
            if (at < 0 || at == i) continue;
            joined[at] = Union(joined[at], joined[i]);
            joined.RemoveAt(i);
        }

        return joined;
    }

    /// <summary>Whether a line from left to right and an upright touch or cross.</summary>
    internal static bool Meet(RulingLine level, RulingLine upright, double touch)
    {
        double x = upright.XAt(level.YAt((upright.X1 + upright.X2) / 2)), y = level.YAt(x);
        return x >= level.X1 - touch && x <= level.X2 + touch && y >= upright.Y1 - touch && y <= upright.Y2 + touch;
    }

    /// <summary>Uprights of an outer border that is not drawn: where lines of a grid end at the same column.</summary>
    internal static List<RulingLine> OuterEdges(List<RulingLine> levels, List<RulingLine> uprights, double touch, double reach)
    {
        var edges = new List<RulingLine>();
        foreach (bool right in new[] { false, true })
        {
            double End(RulingLine l) => right ? l.X2 : l.X1;
            double Height(RulingLine l) => right ? l.Y2 : l.Y1;
            var free = levels.Where(l => !uprights.Exists(u => Math.Abs(u.XAt(Height(l)) - End(l)) <= touch && u.Y1 <= Height(l) + touch && u.Y2 >= Height(l) - touch)).OrderBy(Height).ToList();
            // Lines whose one end is free and which uprights cut are lines of a grid.
            for (int i = 0; i < free.Count; i++)
            {
                var next = levels.Where(l => Height(l) > Height(free[i]) + touch && Height(l) - Height(free[i]) <= reach && Math.Abs(End(l) - End(free[i])) <= touch).OrderBy(Height).Cast<RulingLine?>().FirstOrDefault();
                if (next is not { } below) continue;
                double middle = (Height(free[i]) + Height(below)) / 2;
                bool grid = uprights.Exists(u => u.Y1 <= middle && u.Y2 >= middle && Meet(free[i], u, touch) && Meet(below, u, touch));
                if (grid) edges.Add(new(End(free[i]), Height(free[i]), End(below), Height(below)));
            }
        }

        return edges;
    }

    private static bool Continues(RulingLine a, RulingLine b, double beside, double gap)
    {
        double from = Math.Max(a.X1, b.X1), to = Math.Min(a.X2, b.X2);
        if (from - to > gap) return false;
        double x = (from + to) / 2;
        return Math.Abs(a.YAt(x) - b.YAt(x)) <= beside;
    }

    private static RulingLine Union(RulingLine a, RulingLine b)
    {
        var left = a.X1 <= b.X1 ? a : b;
        var right = a.X2 >= b.X2 ? a : b;
        return new(left.X1, left.Y1, right.X2, right.Y2);
    }
}

namespace HealthcareLlm.Adapters.Imaging;

/// <summary>A dark bar or panel: for each of its columns, from <paramref name="Left"/> on, the rows that it covers.</summary>
internal sealed record DarkPanel(int Left, IReadOnlyList<(int Top, int Bottom)> Columns);

/// <summary>
/// Finds dark bars and panels that may bear white print, such as the headings of a form's sections: the recognizer passes over them.
/// Looked for on a coarse grid, on which letters do not break a bar and rules do not join it to the table below.
/// </summary>
internal static class ReversedPanels
{
    // Side of a cell of the grid, inches.
    private const double CellInches = 0.025;

    // Ink in a cell of a bar, letters included.
    private const double DarkShare = 0.4;

    // A bar holds a line of print and is longer than a short word; a thick rule is lower, a photograph or the copier's shadow higher. Inches.
    private const double LowestInches = 0.09, HighestInches = 2, ShortestInches = 0.3;

    // Dark cells as a share of the rectangle around them: a logo or a drawing fills less.
    private const double RectangleShare = 0.85;

    internal static List<DarkPanel> Find(InkMap map, double dpi)
    {
        int cell = Math.Max(3, (int)Math.Round(CellInches * dpi)), wide = map.Width / cell, high = map.Height / cell;
        if (wide < 2 || high < 2) return [];
        bool[,] dark = Opened(Grid(map, cell, wide, high), wide, high);
        var panels = new List<DarkPanel>();
        var stack = new Stack<(int X, int Y)>();
        for (int y = 0; y < high; y++)
        {
            for (int x = 0; x < wide; x++)
            {
                if (!dark[x, y]) continue;
                var (x0, y0, x1, y1, count) = Component(dark, x, y, wide, high, stack);
                double width = (x1 - x0) * cell, height = (y1 - y0) * cell;
                bool bar = width >= ShortestInches * dpi && height >= LowestInches * dpi && height <= HighestInches * dpi && count >= RectangleShare * (x1 - x0) * (y1 - y0);
                if (bar) panels.Add(Exact(map, x0 * cell, y0 * cell, x1 * cell, y1 * cell, cell));
            }
        }

        return panels;
    }

    private static bool[,] Grid(InkMap map, int cell, int wide, int high)
    {
        int[,] ink = new int[wide, high];
        foreach (var run in map.Runs)
        {
            int y = run.Row / cell;
            if (y >= high) continue;
            for (int x = run.Start / cell; x < wide && x * cell < run.End; x++) ink[x, y] += Math.Min(run.End, (x + 1) * cell) - Math.Max(run.Start, x * cell);
        }

        bool[,] dark = new bool[wide, high];
        for (int y = 0; y < high; y++)
        {
            for (int x = 0; x < wide; x++) dark[x, y] = ink[x, y] >= DarkShare * cell * cell;
        }

        return dark;
    }

    /// <summary>What is at least two cells wide and high.</summary>
    private static bool[,] Opened(bool[,] dark, int wide, int high)
    {
        bool[,] opened = new bool[wide, high];
        for (int y = 0; y + 1 < high; y++)
        {
            for (int x = 0; x + 1 < wide; x++)
            {
                if (dark[x, y] && dark[x + 1, y] && dark[x, y + 1] && dark[x + 1, y + 1]) opened[x, y] = opened[x + 1, y] = opened[x, y + 1] = opened[x + 1, y + 1] = true;
            }
        }

        return opened;
    }

    private static (int X0, int Y0, int X1, int Y1, int Count) Component(bool[,] dark, int x, int y, int wide, int high, Stack<(int X, int Y)> stack)
    {
        int x0 = x, y0 = y, x1 = x, y1 = y, count = 0;
        stack.Push((x, y));
        dark[x, y] = false;
        while (stack.TryPop(out var at))
        {
            (x0, y0, x1, y1) = (Math.Min(x0, at.X), Math.Min(y0, at.Y), Math.Max(x1, at.X), Math.Max(y1, at.Y));
            count++;
            foreach (var (dx, dy) in ((int, int)[])[(1, 0), (-1, 0), (0, 1), (0, -1)])
            {
                int nx = at.X + dx, ny = at.Y + dy;
                if ((uint)nx >= (uint)wide || (uint)ny >= (uint)high || !dark[nx, ny]) continue;
                dark[nx, ny] = false;
                stack.Push((nx, ny));
            }
        }

        return (x0, y0, x1 + 1, y1 + 1, count);
    }

    // The edges, up to a cell off, column by column: a bar may slope a little.
    private static DarkPanel Exact(InkMap map, int x0, int y0, int x1, int y1, int cell)
    {
        int left = x0, right = x1, middle = (y0 + y1) / 2;
        while (left > 0 && x0 - left < cell && map.CountInk(left - 1, y0, left, y1) > (y1 - y0) / 2) left--;
        while (right < map.Width && right - x1 < cell && map.CountInk(right, y0, right + 1, y1) > (y1 - y0) / 2) right++;
        var columns = new List<(int Top, int Bottom)>(right - left);
        for (int x = left; x < right; x++)
        {
            int top = y0, bottom = y1;
            while (top > 0 && y0 - top < cell && map.IsBlack(x, top - 1)) top--;
            while (top < middle && top - y0 < cell && !map.IsBlack(x, top)) top++;
            while (bottom < map.Height && bottom - y1 < cell && map.IsBlack(x, bottom)) bottom++;
            while (bottom > middle && y1 - bottom < cell && !map.IsBlack(x, bottom - 1)) bottom--;
            columns.Add((top, bottom));
        }

        return new(left, columns);
    }
}

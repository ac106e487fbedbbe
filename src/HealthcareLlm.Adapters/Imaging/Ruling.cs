using HealthcareLlm.Documents;

namespace HealthcareLlm.Adapters.Imaging;

/// <summary>The ruling lines of a page, pixels of the prepared picture.</summary>
/// <param name="Horizontal">From left to right.</param>
/// <param name="Vertical">From top to bottom.</param>
internal sealed record Ruling(List<RuleLine> Horizontal, List<RuleLine> Vertical)
{
    // Shorter lines are dashes, underlined words, strokes through words or large letters. Inches.
    private const double HorizontalInches = 0.4, FreeVerticalInches = 0.45;

    // The side of a cell between two horizontal rules may be so short. Inches.
    private const double CellInches = 0.12;

    // How near the side of a cell comes to the rules above and below. Inches.
    private const double TouchInches = 0.03;

    internal static Ruling Find(PreparedPage page)
    {
        double dpi = page.Dpi;
        var horizontal = RuleFinder.Find(page.Ink.Map, dpi, 0.2, HorizontalInches);
        int height = page.Ink.Map.Height;
        var vertical = RuleFinder.Find(page.Sideways, dpi, CellInches, CellInches)
            .ConvertAll(l => new RuleLine(new(l.Box.Y, height - l.Box.Right, l.Box.Height, l.Box.Width), l.Thickness, l.End, l.Start))
            .SelectMany(v => BoxRows.Split(v, horizontal, page.Ink.Map, dpi)).ToList();
        vertical.RemoveAll(v => v.Box.Height < FreeVerticalInches * dpi && !IsCellSide(v.Box, horizontal, TouchInches * dpi));
        return new(horizontal, [.. vertical.OrderBy(v => v.Box.X).ThenBy(v => v.Box.Y)]);
    }

    /// <summary>Takes strokes through words out, which divide nothing.</summary>
    internal Ruling Without(List<RuleLine> strikes) =>
        new(Horizontal.FindAll(h => !strikes.Exists(s => s.Box.Intersect(h.Box).Width > 0.5 * h.Box.Width)), Vertical);

    /// <summary>Paints the lines white, where no letter crosses them.</summary>
    internal void Erase(PreparedPage page)
    {
        int halo = (int)Math.Ceiling(page.Dpi / 150);
        foreach (var line in Horizontal)
        {
            var crossings = Vertical.FindAll(v => Meets(v.Box, line.Box)).ConvertAll(v => ((int)v.Box.X - 1, (int)v.Box.Right + 1));
            EraseLine(
                (int)line.Box.X, (int)line.Box.Right, line.YAt, line.Thickness, crossings, page.Ink.Map.IsBlack,
                (x, y0, y1) => FillColumn(page, x, y0, y1, halo));
        }

        foreach (var line in Vertical)
        {
            var crossings = Horizontal.FindAll(h => Meets(h.Box, line.Box)).ConvertAll(h => ((int)h.Box.Y - 1, (int)h.Box.Bottom + 1));
            EraseLine(
                (int)line.Box.Y, (int)line.Box.Bottom, line.XAt, line.Thickness, crossings, (y, x) => page.Ink.Map.IsBlack(x, y),
                (y, x0, x1) => FillRow(page, y, x0, x1, halo));
        }
    }

    /// <summary>Paints strokes through words white, so that the words under them can be read and shown.</summary>
    internal static void EraseStrikes(PreparedPage page, List<RuleLine> strikes) => new Ruling(strikes, []).Erase(page);

    /// <summary>Walks along a line and erases its ink across, where that is not longer than the line is thick or where another rule crosses.</summary>
    private static void EraseLine(
        int from, int to, Func<double, double> middle, double thickness, List<(int From, int To)> crossings, Func<int, int, bool> isBlack, Action<int, int, int> erase)
    {
        int longest = (int)Math.Ceiling(thickness) + 2;
        for (int along = from; along < to; along++)
        {
            double centre = middle(along), half = (thickness / 2) + 1.5;
            int near = (int)Math.Floor(centre - half), far = (int)Math.Ceiling(centre + half);
            if (crossings.Exists(c => along >= c.From && along < c.To))
            {
                erase(along, near, far);
                continue;
            }

            int across = near;
            while (across < far && !isBlack(along, across)) across++;
            if (across == far) continue;
            int start = across, end = across;
            while (start > near - longest && isBlack(along, start - 1)) start--;
            while (end < start + longest + 1 && isBlack(along, end)) end++;
            if (end - start <= longest) erase(along, start, end);
        }
    }

    /// <summary>Erases a piece of a column, and the grey beside it.</summary>
    private static void FillColumn(PreparedPage page, int x, int y0, int y1, int halo)
    {
        page.Picture.FillWhite(x, y0, x + 1, y1);
        for (int i = 1; i <= halo; i++)
        {
            if (!page.Ink.Map.IsBlack(x, y0 - i)) page.Picture.FillWhite(x, y0 - i, x + 1, y0 - i + 1);
            if (!page.Ink.Map.IsBlack(x, y1 + i - 1)) page.Picture.FillWhite(x, y1 + i - 1, x + 1, y1 + i);
        }
    }

    private static void FillRow(PreparedPage page, int y, int x0, int x1, int halo)
    {
        page.Picture.FillWhite(x0, y, x1, y + 1);
        for (int i = 1; i <= halo; i++)
        {
            if (!page.Ink.Map.IsBlack(x0 - i, y)) page.Picture.FillWhite(x0 - i, y, x0 - i + 1, y + 1);
            if (!page.Ink.Map.IsBlack(x1 + i - 1, y)) page.Picture.FillWhite(x1 + i - 1, y, x1 + i, y + 1);
        }
    }

    private static bool Meets(BoundingBox a, BoundingBox b) => a.HorizontalOverlap(b) >= -2 && a.VerticalOverlap(b) >= -2;

    private static bool IsCellSide(BoundingBox side, List<RuleLine> horizontal, double touch) =>
        horizontal.Exists(h => Touches(h.Box, side.X, side.Y, touch)) && horizontal.Exists(h => Touches(h.Box, side.X, side.Bottom, touch));

    private static bool Touches(BoundingBox rule, double x, double y, double touch) =>
        x >= rule.X - touch && x <= rule.Right + touch && y >= rule.Y - touch && y <= rule.Bottom + touch;
}

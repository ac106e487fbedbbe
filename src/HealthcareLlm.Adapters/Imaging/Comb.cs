using HealthcareLlm.Documents;

namespace HealthcareLlm.Adapters.Imaging;

/// <summary>A row of equal cells for one character each, as forms have for numbers and dates.</summary>
/// <param name="Box">Box around all cells, inner edges.</param>
/// <param name="Sides">Middles of the dividing lines, left to right, the outer ones too.</param>
internal sealed record Comb(BoundingBox Box, IReadOnlyList<double> Sides)
{
    // Fewest cells of a comb: three narrow columns of a table may be alike by chance, four hardly.
    private const int FewestCells = 4;

    // Fewest cells where a comb stands by itself, so that it is no part of a table.
    private const int FewestCellsAlone = 3;

    // Width and height of a cell, inches.
    private const double NarrowestInches = 0.1, WidestInches = 0.42, HighestInches = 0.5;

    // How much widths may differ, as a share; the space between two combs is seldom as wide as a cell.
    private const double Unevenness = 0.12;

    /// <summary>Combs among the rules; the dividing lines between cells are taken out of the rules, since they divide no cells of a table.</summary>
    internal static List<Comb> TakeFrom(Ruling ruling, double dpi)
    {
        var combs = new List<Comb>();
        var sides = ruling.Vertical.FindAll(v => v.Box.Height <= HighestInches * dpi);
        while (sides.Count > FewestCellsAlone)
        {
            var first = sides[0];
            var row = sides.FindAll(v => Math.Abs(v.Box.Y - first.Box.Y) <= 0.03 * dpi && Math.Abs(v.Box.Bottom - first.Box.Bottom) <= 0.03 * dpi);
            sides.RemoveAll(row.Contains);
            foreach (var run in EvenRuns(row, ruling, dpi))
            {
                var box = run[0].Box.Union(run[^1].Box);
                if (run.Count <= FewestCells && !StandsAlone(box, ruling, dpi)) continue;
                combs.Add(new(box, run.ConvertAll(r => r.Box.CenterX)));
                ruling.Vertical.RemoveAll(v => run.IndexOf(v) > 0 && run.IndexOf(v) < run.Count - 1);
            }
        }

        return combs;
    }

    /// <summary>Whether its upper and lower edges go no farther than its own cells.</summary>
    private static bool StandsAlone(BoundingBox box, Ruling ruling, double dpi)
    {
        double touch = 0.03 * dpi;
        bool Edge(double y) => ruling.Horizontal.Exists(h =>
            Math.Abs(h.YAt(box.CenterX) - y) <= touch && Math.Abs(h.Box.X - box.X) <= touch && Math.Abs(h.Box.Right - box.Right) <= touch);
        return Edge(box.Y) && Edge(box.Bottom);
    }

    /// <summary>Whether a rule joins two sides below: between two combs there is none.</summary>
    private static bool IsClosed(BoundingBox left, BoundingBox right, Ruling ruling, double dpi)
    {
        double middle = (left.CenterX + right.CenterX) / 2, touch = 0.04 * dpi;
        return ruling.Horizontal.Exists(h => middle >= h.Box.X && middle <= h.Box.Right && Math.Abs(h.YAt(middle) - left.Bottom) <= touch);
    }

    private static IEnumerable<List<RuleLine>> EvenRuns(List<RuleLine> row, Ruling ruling, double dpi)
    {
        row.Sort((a, b) => a.Box.X.CompareTo(b.Box.X));
        var run = new List<RuleLine>();
        double width = 0;
        foreach (var side in row)
        {
            double step = run.Count == 0 ? 0 : side.Box.CenterX - run[^1].Box.CenterX;
            bool cell = run.Count > 0 && step >= NarrowestInches * dpi && step <= WidestInches * dpi && step <= 1.6 * side.Box.Height;
            cell = cell && IsClosed(run[^1].Box, side.Box, ruling, dpi);
            bool even = cell && (run.Count == 1 || Math.Abs(step - width) <= Math.Max(2, Unevenness * width));
            if (!even)
            {
                if (run.Count > FewestCellsAlone) yield return run;
                run = cell ? [run[^1]] : [];
            }

            if (cell) width = step;
            run.Add(side);
        }

        if (run.Count > FewestCellsAlone) yield return run;
    }
}

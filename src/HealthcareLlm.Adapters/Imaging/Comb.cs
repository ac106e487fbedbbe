using HealthcareLlm.Documents;

namespace HealthcareLlm.Adapters.Imaging;

/// <summary>A row of equal cells for one character each, as forms have for numbers and dates.</summary>
/// <param name="Box">Box around all cells, inner edges.</param>
/// <param name="Sides">Middles of the dividing lines, left to right, the outer ones too.</param>
internal sealed record Comb(BoundingBox Box, IReadOnlyList<double> Sides)
{
    // Fewest cells of a comb: three narrow columns of a table may be alike by chance, four hardly.
    private const int FewestCells = 4;

    // Width and height of a cell, inches.
    private const double NarrowestInches = 0.1, WidestInches = 0.42, HighestInches = 0.5;

    // How much widths may differ, as a share.
    private const double Unevenness = 0.2;

    /// <summary>Combs among the rules; the dividing lines between cells are taken out of the rules, since they divide no cells of a table.</summary>
    internal static List<Comb> TakeFrom(Ruling ruling, double dpi)
    {
        var combs = new List<Comb>();
        var sides = ruling.Vertical.FindAll(v => v.Box.Height <= HighestInches * dpi);
        while (sides.Count > FewestCells)
        {
            var first = sides[0];
            var row = sides.FindAll(v => Math.Abs(v.Box.Y - first.Box.Y) <= 0.03 * dpi && Math.Abs(v.Box.Bottom - first.Box.Bottom) <= 0.03 * dpi);
            sides.RemoveAll(row.Contains);
            foreach (var run in EvenRuns(row, dpi))
            {
                var box = run[0].Box.Union(run[^1].Box);
                combs.Add(new(box, run.ConvertAll(r => r.Box.CenterX)));
                ruling.Vertical.RemoveAll(v => run.IndexOf(v) > 0 && run.IndexOf(v) < run.Count - 1);
            }
        }

        return combs;
    }

    private static IEnumerable<List<RuleLine>> EvenRuns(List<RuleLine> row, double dpi)
    {
        row.Sort((a, b) => a.Box.X.CompareTo(b.Box.X));
        var run = new List<RuleLine>();
        double width = 0;
        foreach (var side in row)
        {
            double step = run.Count == 0 ? 0 : side.Box.CenterX - run[^1].Box.CenterX;
            bool cell = run.Count > 0 && step >= NarrowestInches * dpi && step <= WidestInches * dpi && step <= 1.6 * side.Box.Height;
            bool even = cell && (run.Count == 1 || Math.Abs(step - width) <= Unevenness * width);
            if (!even)
            {
                if (run.Count > FewestCells) yield return run;
                run = cell ? [run[^1]] : [];
            }

            if (cell) width = step;
            run.Add(side);
        }

        if (run.Count > FewestCells) yield return run;
    }
}

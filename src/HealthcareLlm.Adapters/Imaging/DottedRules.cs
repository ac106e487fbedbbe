using HealthcareLlm.Documents;

namespace HealthcareLlm.Adapters.Imaging;

/// <summary>
/// Finds rules of dots or dashes: chains of small pieces of ink on one height, evenly set. The recognizer takes them for letters and loses the words above them.
/// </summary>
internal static class DottedRules
{
    // Size of a dot or dash, inches.
    private const double WidestInches = 0.1, HighestInches = 0.03;

    // White between two of them, inches.
    private const double GapInches = 0.06;

    // A rule has at least so many, over so long a way: three full stops are an ellipsis.
    private const int Fewest = 10;
    private const double ShortestInches = 0.4;

    // Middles of neighbours differ by at most this, inches: one pixel of a usual scan and its rounding.
    private const double StepInches = 0.0085;

    // Gap to the next, as a multiple of the usual gap of the chain, above which it is a chance.
    private const double Uneven = 2.5;

    /// <summary>The chains, each from left to right; of components of the page's ink.</summary>
    internal static List<List<InkComponent>> Find(InkComponents ink, double dpi)
    {
        var dots = ink.All.FindAll(c => c.Width <= WidestInches * dpi && c.Height <= HighestInches * dpi && c.Width >= c.Height * 0.5);
        if (dots.Count < Fewest) return [];
        dots.Sort(static (a, b) => a.X0 != b.X0 ? a.X0.CompareTo(b.X0) : a.Y0.CompareTo(b.Y0));
        var open = new List<List<InkComponent>>();
        var done = new List<List<InkComponent>>();
        double gap = GapInches * dpi, step = Math.Max(1.5, StepInches * dpi);
        foreach (var dot in dots)
        {
            for (int i = open.Count - 1; i >= 0; i--)
            {
                if (dot.X0 - open[i][^1].X1 <= gap) continue;
                done.Add(open[i]);
                open.RemoveAt(i);
            }

            var home = open.Where(c => dot.X0 >= c[^1].X1 && Math.Abs(dot.CenterY - c[^1].CenterY) <= step).MinBy(c => Math.Abs(dot.CenterY - c[^1].CenterY));
            if (home is null) open.Add([dot]);
            else home.Add(dot);
        }

        done.AddRange(open);
        return done.FindAll(c => c.Count >= Fewest && c[^1].X1 - c[0].X0 >= ShortestInches * dpi && IsEven(c));
    }

    /// <summary>The chain as a rule.</summary>
    internal static BoundingBox BoxOf(List<InkComponent> chain) => chain.Select(static c => c.Box).Aggregate(static (a, b) => a.Union(b));

    /// <summary>Paints them white.</summary>
    internal static void Erase(PreparedPage page, List<List<InkComponent>> chains)
    {
        foreach (var dot in chains.SelectMany(static c => c)) page.Picture.FillWhite(dot.X0 - 1, dot.Y0 - 1, dot.X1 + 1, dot.Y1 + 1);
    }

    // Specks lie anyhow; a rule's dots are set evenly, though some may be lost.
    private static bool IsEven(List<InkComponent> chain)
    {
        var gaps = chain.Zip(chain.Skip(1), static (a, b) => b.X0 - a.X1).ToList();
        int usual = Math.Max(1, gaps.Order().ElementAt(gaps.Count / 2));
        return gaps.Count(g => g <= usual * Uneven) >= gaps.Count * 0.9;
    }
}

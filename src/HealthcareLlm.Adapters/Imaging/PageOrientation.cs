namespace HealthcareLlm.Adapters.Imaging;

/// <summary>What the shapes of a page say about how it lies.</summary>
/// <param name="IsSideways">Lines run from top to bottom.</param>
/// <param name="MayBeTurned">Letters do not plainly rise above their lines as they do in upright print.</param>
/// <param name="TextHeight">Median height of letter-like shapes, pixels; 0 where there are too few.</param>
internal sealed record PageOrientation(bool IsSideways, bool MayBeTurned, double TextHeight)
{
    // Fewer shapes tell nothing.
    private const int FewestShapes = 40;

    // Share of shapes whose nearest neighbour is above or below rather than beside them, from which lines run downwards.
    private const double SidewaysShare = 0.6;

    // Upright English has about four letters that rise above x-height for one that goes below the line; less than this is suspicious.
    private const double UprightRatio = 1.6;

    internal static PageOrientation Of(InkComponents ink, double dpi)
    {
        var shapes = TextShapes.Find(ink, dpi);
        if (shapes.Count < FewestShapes) return new(false, shapes.Count >= FewestShapes / 4, shapes.TypicalHeight);
        var (beside, below) = Neighbours(shapes);
        bool sideways = below.Count(b => b) > SidewaysShare * below.Length;
        return new(sideways, sideways || !IsPlainlyUpright(shapes, beside), shapes.TypicalHeight);
    }

    private static (int[] Beside, bool[] Below) Neighbours(TextShapes shapes)
    {
        var beside = new int[shapes.Count];
        var below = new bool[shapes.Count];
        for (int i = 0; i < shapes.Count; i++)
        {
            var (right, rightGap) = shapes.NearestRight(i);
            double belowGap = shapes.NearestBelowGap(i);
            beside[i] = right;
            below[i] = belowGap < rightGap;
        }

        return (beside, below);
    }

    private static bool IsPlainlyUpright(TextShapes shapes, int[] beside)
    {
        // Neighbours that stand on one line but differ in top: one rises. Those that differ in bottom: one hangs.
        int rises = 0, hangs = 0;
        for (int i = 0; i < beside.Length; i++)
        {
            if (beside[i] < 0) continue;
            var (a, b) = (shapes[i], shapes[beside[i]]);
            double tolerance = 0.12 * shapes.TypicalHeight, step = 0.2 * shapes.TypicalHeight;
            if (Math.Min(a.Height, b.Height) < 0.6 * shapes.TypicalHeight) continue;
            bool sameTop = Math.Abs(a.Y0 - b.Y0) <= tolerance, sameBottom = Math.Abs(a.Y1 - b.Y1) <= tolerance;
            if (sameBottom && Math.Abs(a.Y0 - b.Y0) > step) rises++;
            if (sameTop && Math.Abs(a.Y1 - b.Y1) > step) hangs++;
        }

        return rises + hangs >= 15 && rises >= UprightRatio * hangs;
    }
}

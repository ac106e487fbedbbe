using HealthcareLlm.Documents;

namespace HealthcareLlm.Adapters.Imaging;

/// <summary>
/// Finds boxes that were typed, <c>[ ]</c> and <c>[X]</c>, where a page has several alike: the recognizer takes a pair with white between for letters, or drops it.
/// Only white or one X between counts; whatever else stands in brackets is text.
/// </summary>
internal sealed class TypedBrackets
{
    // Pairs of like height that a page must have.
    private const int FewestPairs = 2;

    // Height of a bracket in heights of a small letter, and its width in its own height.
    private const double Lowest = 1.2, Highest = 2.6, Narrowest = 0.15, Widest = 0.5;

    // Share of its rows in which the stem stands at its outer edge, and how far that reaches in heights; round brackets bend away.
    private const double StemCover = 0.85, Edge = 0.05;

    // The stem's thickness as a share of the width, and the part of the height, at each end, in which its two arms lie.
    private const double ThickestStem = 0.66, Arms = 0.25;

    // Rows between the arms, in heights, in which a speck may stand beside the stem.
    private const double Specked = 0.07;

    // White between the two of a pair, in heights: from an X to three characters.
    private const double LeastGap = 0.2, MostGap = 1.2;

    // Pixels by which two of a pair, or two pairs, may differ.
    private const int Slack = 2;

    // An X between them: least height in their heights, and share of both its strokes that must be ink.
    private const double LeastMark = 0.4, StrokeCover = 0.85;

    // A speck of a fax, pixels at 200 dpi.
    private const double SpeckAt200 = 3;

    private readonly InkMap _map;
    private readonly PreparedPage _page;

    private TypedBrackets(PreparedPage page) => (_page, _map) = (page, page.Ink.Map);

    internal static List<DrawnCheckBox> Find(PreparedPage page)
    {
        var finder = new TypedBrackets(page);
        double least = Lowest * page.Shapes.TypicalHeight, most = Highest * page.Shapes.TypicalHeight;
        var narrow = page.Ink.All.FindAll(c => c.Height >= least && c.Height <= most && c.Width >= Narrowest * c.Height && c.Width <= Widest * c.Height);
        var left = narrow.FindAll(c => finder.IsBracket(c, fromLeft: true));
        if (left.Count < FewestPairs) return [];
        var right = narrow.FindAll(c => finder.IsBracket(c, fromLeft: false));
        var pairs = left.Select(l => finder.Pair(l, right)).OfType<DrawnCheckBox>().ToList();
        return pairs.FindAll(p => pairs.Count(o => Math.Abs(o.Box.Height - p.Box.Height) <= Slack) >= FewestPairs);
    }

    private DrawnCheckBox? Pair(InkComponent left, List<InkComponent> right)
    {
        foreach (var r in right)
        {
            double gap = r.X0 - left.X1;
            if (gap < LeastGap * left.Height || gap > MostGap * left.Height || Math.Abs(r.Y0 - left.Y0) > Slack || Math.Abs(r.Y1 - left.Y1) > Slack) continue;
            var box = left.Box.Union(r.Box);
            double speck = SpeckAt200 * Math.Max(1, _page.Dpi / 200);
            var between = _page.Ink.All.FindAll(c => c.CenterX > left.X1 && c.CenterX < r.X0 && c.CenterY > box.Y && c.CenterY < box.Bottom && Math.Max(c.Width, c.Height) > speck);
            if (between.Count == 0) return _map.CountInk(left.X1 + 1, (int)box.Y, r.X0 - 1, (int)box.Bottom) <= speck * speck ? new(box, box, WordMarks.CheckBoxEmpty) : null;
            return between.Count == 1 && between[0].Height >= LeastMark * box.Height && IsCross(between[0]) ? new(box, box, WordMarks.CheckBoxMarked) : null;
        }

        return null;
    }

    /// <summary>Whether a straight stem at the outer edge has an arm inwards at either end and nothing between them.</summary>
    private bool IsBracket(InkComponent c, bool fromLeft)
    {
        int arms = (int)(Arms * c.Height), edge = (int)Math.Max(1, Math.Round(Edge * c.Height)), stem = 0, upper = 0, lower = 0, beyond = 0;
        for (int y = c.Y0; y < c.Y1; y++)
        {
            int first = -1, last = -1;
            for (int i = 0; i < c.Width; i++)
            {
                if (!_map.IsBlack(fromLeft ? c.X0 + i : c.X1 - 1 - i, y)) continue;
                if (first < 0) first = i;
                last = i;
            }

            if (first >= 0 && first <= edge) stem++;
            if (y < c.Y0 + arms) upper = Math.Max(upper, last);
            else if (y >= c.Y1 - arms) lower = Math.Max(lower, last);
            else if (last >= ThickestStem * c.Width) beyond++;
        }

        return beyond <= Specked * c.Height && stem >= StemCover * c.Height && upper >= c.Width - 2 && lower >= c.Width - 2;
    }

    /// <summary>Whether both strokes run from corner to corner and white lies between their ends.</summary>
    private bool IsCross(InkComponent c)
    {
        const int Samples = 16;
        int falling = 0, rising = 0;
        for (int i = 0; i < Samples; i++)
        {
            double t = 0.08 + (0.84 * i / (Samples - 1));
            if (IsInk(c, t, t)) falling++;
            if (IsInk(c, t, 1 - t)) rising++;
        }

        return falling >= StrokeCover * Samples && rising >= StrokeCover * Samples && !IsInk(c, 0.06, 0.5) && !IsInk(c, 0.94, 0.5) && !IsInk(c, 0.5, 0.06) && !IsInk(c, 0.5, 0.94);
    }

    private bool IsInk(InkComponent c, double across, double down) => _map.IsBlack(c.X0 + (int)(across * (c.Width - 1)), c.Y0 + (int)(down * (c.Height - 1)));
}

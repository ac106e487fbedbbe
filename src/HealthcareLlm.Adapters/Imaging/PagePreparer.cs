namespace HealthcareLlm.Adapters.Imaging;

/// <summary>A page made ready for recognition.</summary>
/// <param name="Picture">Grey, upright, deskewed, at equal resolution; owned. What is not text may be erased from it.</param>
/// <param name="Ink">Its ink, as it was before anything was erased.</param>
/// <param name="Sideways">The ink turned a quarter clockwise: its rows are the page's columns.</param>
/// <param name="Dpi">Resolution of <paramref name="Picture"/>, pixels an inch.</param>
/// <param name="Transform">The way back to the page's own pixels.</param>
internal sealed record PreparedPage(Pix Picture, InkComponents Ink, InkMap Sideways, double Dpi, PageTransform Transform) : IDisposable
{
    /// <summary>Letter-like shapes.</summary>
    internal TextShapes Shapes { get; } = TextShapes.Find(Ink, Dpi);

    public void Dispose() => Picture.Dispose();
}

/// <summary>Scales, turns and deskews a page where cheap tests ask for it.</summary>
/// <param name="legibility">How much print of a strip can be read: a greater number is better. Called only where a page may lie wrongly.</param>
internal sealed class PagePreparer(Func<Pix, double, double> legibility)
{
    // Below this resolution print of usual size is too small for the recognizer, pixels an inch.
    private const double LowDpi = 150;

    // To which such pages are scaled up, pixels an inch.
    private const double GoodDpi = 220;

    // Skew that the recognizer takes without loss, degrees; turning by less would only blur.
    private const double SmallestSkew = 0.2;

    // Degrees; leptonica's search goes this far to both sides.
    private const float LargestSkew = 9;

    // leptonica's own scale: below 3 the angle is not to be trusted (its documentation of pixFindSkew).
    private const float LowestSkewConfidence = 3;

    // A turned reading must be this much more legible than the page as it lies.
    private const double TurnMargin = 1.25;

    internal PreparedPage Prepare(PageBitmap page)
    {
        double dpi = Math.Max(page.DpiX, page.DpiY);
        double target = dpi < LowDpi ? GoodDpi : dpi;
        double scaleX = target / page.DpiX, scaleY = target / page.DpiY;
        // Fax says 204 x 196: within 5 % the letters keep their shape well enough.
        if (Math.Abs(scaleX - 1) < 0.05 && Math.Abs(scaleY - 1) < 0.05) scaleX = scaleY = 1;
        var picture = scaleX == 1 && scaleY == 1 ? page.Pixels.ToGray() : page.Pixels.Scale(scaleX, scaleY);
        double exactX = (double)picture.Width / page.Width, exactY = (double)picture.Height / page.Height;

        var bilevel = Threshold.Apply(picture);
        var ink = InkComponents.Of(InkMap.Of(bilevel));
        int quarters = Quarters(picture, ink, target);
        if (quarters != 0)
        {
            picture = Replace(picture, picture.Turn(quarters));
            bilevel = Replace(bilevel, bilevel.Turn(quarters));
            ink = InkComponents.Of(InkMap.Of(bilevel));
        }

        double angle = Skew(bilevel);
        if (angle != 0)
        {
            picture = Replace(picture, picture.Rotate(angle));
            bilevel = Replace(bilevel, Threshold.Apply(picture));
            ink = InkComponents.Of(InkMap.Of(bilevel));
        }

        var panels = ReversedPanels.Find(ink.Map, target);
        if (panels.Count > 0)
        {
            foreach (var panel in panels)
            {
                for (int i = 0; i < panel.Columns.Count; i++)
                {
                    int x = panel.Left + i;
                    picture.Invert(x, panel.Columns[i].Top, x + 1, panel.Columns[i].Bottom);
                    bilevel.Invert(x, panel.Columns[i].Top, x + 1, panel.Columns[i].Bottom);
                }
            }

            ink = InkComponents.Of(InkMap.Of(bilevel));
        }

        picture.Paper = Threshold.PaperLevel(picture);
        using var sideways = Replace(bilevel, bilevel.Turn(1));
        var transform = new PageTransform(page.Width, page.Height, exactX, exactY, quarters, angle, picture.Width, picture.Height, target / dpi);
        return new(picture, ink, InkMap.Of(sideways), target, transform);
    }

    private static Pix Replace(Pix old, Pix fresh)
    {
        old.Dispose();
        return fresh;
    }

    private static double Skew(Pix bilevel)
    {
        int failed = Leptonica.pixFindSkewSweepAndSearch(bilevel.Pointer, out float degrees, out float confidence, 4, 2, LargestSkew, 1, 0.01f);
        return failed != 0 || confidence < LowestSkewConfidence || Math.Abs(degrees) < SmallestSkew ? 0 : degrees * Math.PI / 180;
    }

    private int Quarters(Pix picture, InkComponents ink, double dpi)
    {
        var orientation = PageOrientation.Of(ink, dpi);
        if (!orientation.MayBeTurned) return 0;
        int first = orientation.IsSideways ? 1 : 0;
        using var strip = DensestStrip(picture, ink, dpi, orientation.IsSideways);
        double asItLies = Legibility(strip, first, dpi), turned = Legibility(strip, first + 2, dpi);
        return turned > asItLies * TurnMargin ? first + 2 : first;
    }

    private double Legibility(Pix strip, int quarters, double dpi)
    {
        using var turned = strip.Turn(quarters);
        return legibility(turned, dpi);
    }

    /// <summary>The inch-high band, across the lines' direction, with the most letters.</summary>
    private static Pix DensestStrip(Pix picture, InkComponents ink, double dpi, bool sideways)
    {
        var shapes = TextShapes.Find(ink, dpi);
        int length = sideways ? picture.Width : picture.Height, band = (int)Math.Min(length, dpi);
        var counts = new int[length + 1];
        for (int i = 0; i < shapes.Count; i++) counts[(int)(sideways ? shapes[i].CenterX : shapes[i].CenterY) + 1]++;
        for (int i = 1; i <= length; i++) counts[i] += counts[i - 1];
        int best = 0;
        for (int at = 0; at + band <= length; at += Math.Max(1, band / 8))
        {
            if (counts[at + band] - counts[at] > counts[best + band] - counts[best]) best = at;
        }

        return sideways ? picture.Clip(best, 0, band, picture.Height) : picture.Clip(0, best, picture.Width, band);
    }
}

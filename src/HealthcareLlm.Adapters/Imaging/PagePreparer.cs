namespace HealthcareLlm.Adapters.Imaging;

/// <summary>A page made ready for recognition.</summary>
/// <param name="Picture">Grey, upright, deskewed, at equal resolution; owned.</param>
/// <param name="Dpi">Resolution of <paramref name="Picture"/>, pixels an inch.</param>
/// <param name="Transform">The way back to the page's own pixels.</param>
internal sealed record PreparedPage(Pix Picture, double Dpi, PageTransform Transform) : IDisposable
{
    public void Dispose() => Picture.Dispose();
}

/// <summary>Scales, turns and deskews a page where cheap tests ask for it.</summary>
internal static class PagePreparer
{
    // Below this resolution print of usual size is too small for the recognizer, pixels an inch.
    private const double LowDpi = 150;

    // To which such pages are scaled up, pixels an inch.
    private const double GoodDpi = 220;

    internal static PreparedPage Prepare(PageBitmap page)
    {
        double dpi = Math.Max(page.DpiX, page.DpiY);
        double target = dpi < LowDpi ? GoodDpi : dpi;
        double scaleX = target / page.DpiX, scaleY = target / page.DpiY;
        // Fax says 204 x 196: within 2 % nothing needs to be scaled.
        if (Math.Abs(scaleX - 1) < 0.02 && Math.Abs(scaleY - 1) < 0.02) scaleX = scaleY = 1;
        var scaled = scaleX == 1 && scaleY == 1 ? page.Pixels.ToGray() : page.Pixels.Scale(scaleX, scaleY);
        double exactX = (double)scaled.Width / page.Width, exactY = (double)scaled.Height / page.Height;
        return new(scaled, target, new(page.Width, page.Height, exactX, exactY, 0, 0, scaled.Width, scaled.Height, target / dpi));
    }
}

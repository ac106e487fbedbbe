namespace HealthcareLlm.Adapters.Imaging;

/// <summary>Removes salt-and-pepper noise where a page has much of it.</summary>
internal static class Specks
{
    // A speck at 200 dpi: not larger than a point of 4 point print. Pixels.
    private const double SideAt200 = 2, AreaAt200 = 4;

    // Fewer specks than this, and than this share of all components, are left alone: a clean page is not touched.
    private const int Fewest = 60;
    private const double FewestShare = 0.04;

    internal static void Erase(PreparedPage page)
    {
        double factor = Math.Max(1, page.Dpi / 200);
        double side = SideAt200 * factor, area = AreaAt200 * factor * factor;
        var specks = page.Ink.All.FindAll(c => c.Width <= side && c.Height <= side && c.Area < area);
        if (specks.Count < Fewest || specks.Count < FewestShare * page.Ink.All.Count) return;
        foreach (var speck in specks) page.Picture.FillWhite(speck.X0 - 1, speck.Y0 - 1, speck.X1 + 1, speck.Y1 + 1);
    }
}

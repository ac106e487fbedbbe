using HealthcareLlm.Documents;

namespace HealthcareLlm.Adapters.Imaging;

/// <summary>Finds ink unlike print: joined-up writing, signatures, scribbles. Joined letters make one wide, loose piece of ink; print makes small dense ones.</summary>
internal static class PenStrokes
{
    // Width of a joined piece in heights of a small letter: wider than any one printed letter, W and m included.
    private const double LeastWidth = 2.4, LeastHeight = 0.8;

    // Greatest size, inches: a signature across half a page.
    private const double MostWidthInches = 4.5, MostHeightInches = 1.3;

    // Share of its box that joined-up writing inks; letters of print that touch one another fill more.
    private const double MostFill = 0.3;

    // A frame or circle crosses each row twice; writing oftener.
    private const double LeastRunsARow = 2.2;

    // Share of the box that is ink for which something was scribbled over, at a width of several letters.
    private const double ScribbleFill = 0.75;

    internal static List<InkComponent> Handwriting(PreparedPage page, Ruling ruling)
    {
        double typical = Math.Max(8, page.Shapes.TypicalHeight);
        return page.Ink.All.FindAll(c => IsLoose(c, typical, page.Dpi) && !HoldsRule(c, ruling));
    }

    /// <summary>Dense strokes that hide a word.</summary>
    internal static bool IsScribbled(PreparedPage page, BoundingBox word) =>
        word.Width >= 1.5 * page.Shapes.TypicalHeight && page.Ink.Map.CountInk(word) >= ScribbleFill * word.Area;

    private static bool IsLoose(InkComponent c, double typical, double dpi) =>
        c.Width >= LeastWidth * typical && c.Height >= LeastHeight * typical && c.Width <= MostWidthInches * dpi && c.Height <= MostHeightInches * dpi
        && c.Area <= MostFill * c.Width * c.Height && (double)c.Runs / c.Height >= LeastRunsARow && c.StrokeWidth <= 0.05 * dpi;

    private static bool HoldsRule(InkComponent c, Ruling ruling) =>
        ruling.Horizontal.Exists(r => r.Box.Intersect(c.Box).Width >= 0.6 * c.Width && r.Box.Width >= 0.8 * c.Width)
        || ruling.Vertical.Exists(r => r.Box.Intersect(c.Box).Height >= 0.8 * c.Height && c.Height > 2.5 * LeastWidth);
}

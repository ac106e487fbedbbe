
namespace HealthcareLlm.Adapters.Imaging;

/// <summary>
/// Takes apart sides of boxes that stand one above the other with a narrow gap: in one column they look like one broken line.
/// </summary>
internal static class BoxRows
{
    // A gap between two rows of boxes, inches; shorter ones are breaks of a bad picture.
    private const double LeastGapInches = 0.02;

    // How near a box's upper or lower edge comes to the end of its side, inches.
    private const double TouchInches = 0.02;

    /// <summary>The pieces of a line from top to bottom, divided where one box ends and the next begins.</summary>
    internal static IEnumerable<RuleLine> Split(RuleLine line, List<RuleLine> horizontal, InkMap map, double dpi)
    {
        int start = (int)line.Box.Y, end = (int)line.Box.Bottom, from = start, blank = 0;
        int half = (int)Math.Ceiling((line.Thickness / 2) + 1);
        for (int y = start; y < end; y++)
        {
            int middle = (int)Math.Round(line.XAt(y));
            if (map.CountInk(middle - half, y, middle + half + 1, y + 1) == 0)
            {
                blank++;
                continue;
            }

            if (blank >= LeastGapInches * dpi && IsEdge(horizontal, middle, y - blank, dpi) && IsEdge(horizontal, middle, y, dpi))
            {
                yield return Part(line, from, y - blank);
                from = y;
            }

            blank = 0;
        }

        yield return from == start ? line : Part(line, from, end);
    }

    private static RuleLine Part(RuleLine line, int from, int to) =>
        line with { Box = new(line.Box.X, from, line.Box.Width, to - from), Start = line.XAt(from), End = line.XAt(to) };

    private static bool IsEdge(List<RuleLine> horizontal, int x, int y, double dpi)
    {
        double touch = Math.Max(3, TouchInches * dpi);
        return horizontal.Exists(h => x >= h.Box.X - touch && x <= h.Box.Right + touch && Math.Abs(h.YAt(x) - y) <= touch);
    }
}

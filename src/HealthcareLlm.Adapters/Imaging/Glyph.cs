using System.Numerics;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Adapters.Imaging;

/// <summary>The ink of one character.</summary>
/// <param name="Character">What it was read as.</param>
/// <param name="Box">Box around its ink.</param>
/// <param name="Rows">Its rows, the leftmost pixel in the highest bit.</param>
internal sealed record Glyph(char Character, BoundingBox Box, ulong[] Rows)
{
    // Wider shapes are no single characters of print. Pixels.
    private const int Widest = 62;

    // Two shapes of one type differ by a row or column of pixels at their edges.
    private const double SizeSlack = 1.6, SizeSlackShare = 0.07;

    internal static Glyph? Of(InkMap map, char character, BoundingBox box)
    {
        if (box.Width > Widest || box.Height > 2 * Widest || box.Height < 3) return null;
        int left = (int)box.X, top = (int)box.Y;
        var rows = new ulong[(int)box.Height];
        foreach (var run in map.RunsIn(left, top, (int)box.Right, (int)box.Bottom))
        {
            rows[run.Row - top] |= Bits(run.Length) >> (run.Start - left + 1);
        }

        return new(character, box, rows);
    }

    /// <summary>How well two shapes lie on one another, 0 to 1: the share of either one's ink that lies within a pixel of the other's, at the best place. 0 for shapes of unlike size.</summary>
    internal double Likeness(Glyph other)
    {
        if (Differs(Box.Width, other.Box.Width) || Differs(Box.Height, other.Box.Height)) return 0;
        double best = 0;
        for (int dy = -1; dy <= 1; dy++)
        {
            for (int dx = -1; dx <= 1; dx++) best = Math.Max(best, Math.Min(Covered(Rows, other.Rows, dx, dy), Covered(other.Rows, Rows, -dx, -dy)));
        }

        return best;
    }

    private static bool Differs(double a, double b) => Math.Abs(a - b) > Math.Max(SizeSlack, SizeSlackShare * Math.Max(a, b));

    private static ulong Bits(int length) => length >= 64 ? ulong.MaxValue : ~(ulong.MaxValue >> length);

    private static double Covered(ulong[] ink, ulong[] by, int dx, int dy)
    {
        int all = 0, covered = 0;
        for (int y = 0; y < ink.Length; y++)
        {
            ulong row = ink[y], near = Thick(by, y + dy - 1) | Thick(by, y + dy) | Thick(by, y + dy + 1);
            near = dx > 0 ? near >> 1 : dx < 0 ? near << 1 : near;
            all += BitOperations.PopCount(row);
            covered += BitOperations.PopCount(row & near);
        }

        return all == 0 ? 0 : (double)covered / all;
    }

    private static ulong Thick(ulong[] rows, int y) => (uint)y < (uint)rows.Length ? rows[y] | (rows[y] << 1) | (rows[y] >> 1) : 0;
}

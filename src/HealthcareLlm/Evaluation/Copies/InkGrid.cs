using System.Numerics;
using System.Runtime.InteropServices;

namespace HealthcareLlm.Evaluation.Copies;

/// <summary>
/// A coarse grid of a page's ink in all four quarter turns, by which every page is compared with every other: cheap, and never the last word. Cells are a fifth
/// of an inch, and the grids are moved over each other by up to two of them, so that skew, a little scale and the position on the glass do not matter.
/// </summary>
internal sealed class InkGrid
{
    private const int Cell = 10, Cells = PageInk.Side / Cell, Reach = 2, Stride = Cells + (2 * Reach);

    private readonly float[] _still = new float[Cells * Stride];
    private readonly float[][] _turned = new float[4][];

    private InkGrid()
    {
    }

    internal static InkGrid Of(PageInk page)
    {
        var grid = new InkGrid();
        float[] cells = Blurred(Sums(page, page.Dots()), page);
        float[] square = new float[Stride * Stride];
        for (int y = 0; y < Cells; y++)
        {
            for (int x = 0; x < Cells; x++) square[((y + Reach) * Stride) + x + Reach] = grid._still[(y * Stride) + x] = cells[(y * Cells) + x];
        }

        for (int turn = 0; turn < 4; turn++)
        {
            grid._turned[turn] = new float[(Stride * Stride) + (2 * Reach)];
            square.CopyTo(grid._turned[turn], 0);
            square = QuarterTurn.Of(square, Stride, Stride, 1);
        }

        return grid;
    }

    /// <summary>How alike two pages are where the second is turned and moved as suits them best.</summary>
    /// <returns>Correlation, -1 to 1; quarter turns of the second to the right; how far the second then lies to the right and below, in dots of <see cref="PageInk"/>.</returns>
    internal (float Likeness, int Turn, int X, int Y) Best(InkGrid other)
    {
        var best = (Likeness: -1f, Turn: 0, X: 0, Y: 0);
        for (int turn = 0; turn < 4; turn++)
        {
            for (int down = 0; down <= 2 * Reach; down++)
            {
                for (int right = 0; right <= 2 * Reach; right++)
                {
                    float likeness = Dot(_still, other._turned[turn].AsSpan((down * Stride) + right, _still.Length));
                    if (likeness > best.Likeness) best = (likeness, turn, (right - Reach) * Cell, (down - Reach) * Cell);
                }
            }
        }

        return best;
    }

    private static float Dot(ReadOnlySpan<float> first, ReadOnlySpan<float> second)
    {
        var one = MemoryMarshal.Cast<float, Vector<float>>(first);
        var two = MemoryMarshal.Cast<float, Vector<float>>(second);
        var (sum, more) = (Vector<float>.Zero, Vector<float>.Zero);
        int i = 0;
        for (; i + 1 < one.Length; i += 2)
        {
            sum += one[i] * two[i];
            more += one[i + 1] * two[i + 1];
        }

        for (; i < one.Length; i++) sum += one[i] * two[i];
        float dot = Vector.Sum(sum + more);
        for (int j = one.Length * Vector<float>.Count; j < first.Length; j++) dot += first[j] * second[j];
        return dot;
    }

    /// <summary>Root of the ink of each cell, the page in the middle of a square.</summary>
    private static float[] Sums(PageInk page, float[] dots)
    {
        float[] cells = new float[Cells * Cells];
        int left = (PageInk.Side - page.Width) / 2, top = (PageInk.Side - page.Height) / 2;
        for (int y = 0; y < page.Height; y++)
        {
            for (int x = 0; x < page.Width; x++) cells[(Math.Min(Cells - 1, (y + top) / Cell) * Cells) + Math.Min(Cells - 1, (x + left) / Cell)] += dots[(y * page.Width) + x];
        }

        for (int i = 0; i < cells.Length; i++) cells[i] = MathF.Sqrt(cells[i]);
        return cells;
    }

    /// <summary>Smoothed a little, mean 0 over the page and length 1, so that a product is a correlation.</summary>
    private static float[] Blurred(float[] cells, PageInk page)
    {
        float[] made = new float[cells.Length];
        float At(int x, int y) => (uint)x < Cells && (uint)y < Cells ? cells[(y * Cells) + x] : 0;
        int left = (PageInk.Side - page.Width) / 2 / Cell, top = (PageInk.Side - page.Height) / 2 / Cell, right = Cells - left, bottom = Cells - top;
        double sum = 0, squares = 0;
        for (int y = top; y < bottom; y++)
        {
            for (int x = left; x < right; x++)
            {
                float near = At(x - 1, y) + At(x + 1, y) + At(x, y - 1) + At(x, y + 1), corners = At(x - 1, y - 1) + At(x + 1, y - 1) + At(x - 1, y + 1) + At(x + 1, y + 1);
                made[(y * Cells) + x] = ((4 * At(x, y)) + (2 * near) + corners) / 16;
                sum += made[(y * Cells) + x];
            }
        }

        float mean = (float)(sum / Math.Max(1, (right - left) * (bottom - top)));
        for (int y = top; y < bottom; y++)
        {
            for (int x = left; x < right; x++)
            {
                made[(y * Cells) + x] -= mean;
                squares += made[(y * Cells) + x] * made[(y * Cells) + x];
            }
        }

        float length = (float)Math.Sqrt(squares);
        if (length > 0) for (int i = 0; i < made.Length; i++) made[i] /= length;
        return made;
    }
}

using System.Numerics;

namespace HealthcareLlm.Evaluation.Copies;

/// <summary>Where a block of one picture lies in another.</summary>
/// <param name="Likeness">Correlation there, -1 to 1.</param>
/// <param name="Right">Dots to the right of its own place.</param>
/// <param name="Down">Dots below its own place.</param>
internal readonly record struct BlockMatch(float Likeness, int Right, int Down)
{
    /// <summary>Share of the block's variation under which the other block counts as blank.</summary>
    private const float Blank = 0.02f;

    /// <summary>The move by which a block of the second picture is most like the first's; both pictures have one size, and the reach stays within it.</summary>
    internal static BlockMatch Best(InkLayer first, InkLayer second, int left, int top, int wide, int high, int reach)
    {
        float sum = 0, variation = first.Variation(left, top, wide, high);
        for (int y = top; y < top + high; y++)
        {
            foreach (float dot in first.Dots.AsSpan((y * first.Width) + left, wide)) sum += dot;
        }

        var best = new BlockMatch(-1, 0, 0);
        for (int down = -reach; down <= reach; down++)
        {
            for (int right = -reach; right <= reach; right++)
            {
                float likeness = Correlation(first, second, left, top, wide, high, right, down, sum, variation);
                if (likeness > best.Likeness + 1e-6f) best = new(likeness, right, down);
            }
        }

        return best;
    }

    private static float Correlation(InkLayer first, InkLayer second, int left, int top, int wide, int high, int right, int down, float sum, float variation)
    {
        var (products, sums, powers) = (Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero);
        float both = 0, other = 0, squares = 0;
        int size = Vector<float>.Count, width = first.Width;
        for (int y = top; y < top + high; y++)
        {
            var one = first.Dots.AsSpan((y * width) + left, wide);
            var two = second.Dots.AsSpan(((y + down) * width) + left + right, wide);
            int i = 0;
            for (; i + size <= wide; i += size)
            {
                var (a, b) = (new Vector<float>(one[i..]), new Vector<float>(two[i..]));
                products += a * b;
                sums += b;
                powers += b * b;
            }

            for (; i < wide; i++)
            {
                both += one[i] * two[i];
                other += two[i];
                squares += two[i] * two[i];
            }
        }

        both += Vector.Sum(products);
        other += Vector.Sum(sums);
        float n = wide * high, spread = squares + Vector.Sum(powers) - (other * other / n);
        return variation <= 0 || spread <= Blank * variation ? 0 : (both - (sum * other / n)) / MathF.Sqrt(variation * spread);
    }
}

namespace HealthcareLlm.Evaluation.Copies;

/// <summary>Scales a picture by exact means of areas, so that the same page looks the same from every resolution.</summary>
internal static class AreaScale
{
    /// <summary>The scaled picture by rows, in the same range of values.</summary>
    internal static float[] Of(ReadOnlySpan<byte> gray, int width, int height, int wide, int high)
    {
        var across = Parts(width, wide);
        var down = Parts(height, high);
        float[] made = new float[wide * high], rows = new float[height * wide];
        for (int y = 0; y < height; y++)
        {
            var from = gray.Slice(y * width, width);
            for (int x = 0; x < wide; x++)
            {
                var (first, shares) = across[x];
                float sum = 0;
                for (int i = 0; i < shares.Length; i++) sum += from[first + i] * shares[i];
                rows[(y * wide) + x] = sum;
            }
        }

        for (int y = 0; y < high; y++)
        {
            var (first, shares) = down[y];
            for (int i = 0; i < shares.Length; i++)
            {
                int from = (first + i) * wide, to = y * wide;
                for (int x = 0; x < wide; x++) made[to + x] += rows[from + x] * shares[i];
            }
        }

        return made;
    }

    /// <summary>For each new dot the first old one that it covers, and the share of each.</summary>
    private static (int First, float[] Shares)[] Parts(int from, int to)
    {
        var parts = new (int, float[])[to];
        double step = (double)from / to;
        for (int i = 0; i < to; i++)
        {
            double start = i * step, end = Math.Min(from, (i + 1) * step);
            int first = Math.Min(from - 1, (int)start), last = Math.Max(first, Math.Min(from - 1, (int)Math.Ceiling(end) - 1));
            float[] shares = new float[last - first + 1];
            for (int j = first; j <= last; j++) shares[j - first] = (float)(Math.Max(0, Math.Min(end, j + 1) - Math.Max(start, j)) / (end - start));
            parts[i] = (first, shares);
        }

        return parts;
    }
}

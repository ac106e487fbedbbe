namespace HealthcareLlm.Adapters.Imaging;

/// <summary>Grey level that divides ink from paper, after Otsu (IEEE Trans. SMC 9, 1979).</summary>
internal static class Threshold
{
    // Between these, a threshold divides dark from light; Otsu on a page that is all paper would lie in its noise.
    private const int Darkest = 70, Lightest = 205;

    // Paper darker than this as a whole, or uneven: the background is levelled first. Grey level.
    private const int DarkPaper = 190;

    /// <summary>The ink of a page, 1 is black.</summary>
    internal static Pix Apply(Pix gray)
    {
        if (gray.IsBilevel) return gray.ToBilevel(0);
        var histogram = Histogram(gray);
        int threshold = Math.Clamp(Otsu(histogram), Darkest, Lightest);
        if (PaperLevel(histogram) >= DarkPaper) return gray.ToBilevel(threshold);
        using var level = Pix.Own(Leptonica.pixBackgroundNormSimple(gray.Pointer, 0, 0));
        return level is null ? gray.ToBilevel(threshold) : level.ToBilevel(Math.Clamp(Otsu(Histogram(level)), Darkest, Lightest));
    }

    /// <summary>The usual grey level of a page's paper, 0 to 255: half of the page is at least so light.</summary>
    internal static byte PaperLevel(Pix gray) => (byte)PaperLevel(Histogram(gray));

    private static long[] Histogram(Pix gray)
    {
        var counts = new long[256];
        for (int y = 0; y < gray.Height; y += 2)
        {
            foreach (uint word in gray.Row(y))
            {
                counts[word >> 24]++;
                counts[(word >> 8) & 255]++;
            }
        }

        return counts;
    }

    private static int PaperLevel(long[] histogram)
    {
        // Half of the page is at least this light: paper, since ink covers far less.
        long total = histogram.Sum(), seen = 0;
        for (int level = 255; level >= 0; level--)
        {
            seen += histogram[level];
            if (seen >= total * 0.5) return level;
        }

        return 0;
    }

    private static int Otsu(long[] histogram)
    {
        double total = histogram.Sum(), sum = 0, below = 0, sumBelow = 0, best = -1;
        for (int i = 0; i < 256; i++) sum += (double)i * histogram[i];
        int threshold = 128;
        for (int i = 0; i < 255; i++)
        {
            below += histogram[i];
            if (below == 0 || below == total) continue;
            sumBelow += (double)i * histogram[i];
            double difference = (sumBelow / below) - ((sum - sumBelow) / (total - below));
            double between = below * (total - below) * difference * difference;
            if (between > best) (best, threshold) = (between, i + 1);
        }

        return threshold;
    }
}

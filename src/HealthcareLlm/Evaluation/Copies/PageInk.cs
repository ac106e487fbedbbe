using System.IO.Compression;

namespace HealthcareLlm.Evaluation.Copies;

/// <summary>
/// The ink of a page, brought to one size, one contrast and upright lines, so that two pictures of one page can be laid over each other whatever scanner or fax
/// machine they went through. Kept compressed: a page takes some 0.1 MB.
/// </summary>
public sealed class PageInk
{
    /// <summary>Dots of the longer side; 50 an inch on letter paper.</summary>
    public const int Side = 550;

    /// <summary>Degrees to both sides within which lines are brought upright: two skews of 2° each, and some.</summary>
    private const double MostSkew = 5;

    /// <summary>Difference of grey between paper and the darkest dots, of 255, under which a page counts as blank.</summary>
    private const double LeastContrast = 20;

    /// <summary>Share of the full contrast that is taken for paper: its noise, and the shadow of the next page.</summary>
    private const float PaperNoise = 0.1f;

    /// <summary>Dots with ink under which a page holds next to nothing: less than a line of print.</summary>
    private const int LeastDots = 500;

    private readonly byte[] _compressed;
    private readonly byte[] _half;

    private PageInk(int width, int height, byte[] cells)
    {
        Width = width;
        Height = height;
        using var compressed = new MemoryStream();
        using (var deflate = new DeflateStream(compressed, CompressionLevel.Fastest)) deflate.Write(cells);
        _compressed = compressed.ToArray();
        _half = [.. Whole().Halved().Dots.Select(ToByte)];
    }

    /// <summary>Dots from left to right.</summary>
    public int Width { get; }

    /// <summary>Dots from top to bottom.</summary>
    public int Height { get; }

    /// <summary>Takes the ink of a picture.</summary>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="gray">Pixels by rows, 0 black to 255 white.</param>
    /// <param name="aspect">Height of a pixel by its width: 204/98 for a standard fax.</param>
    /// <returns>The ink; null where it is next to blank, or too small or too narrow for a page.</returns>
    public static PageInk? Of(int width, int height, ReadOnlySpan<byte> gray, double aspect = 1)
    {
        double tall = height * aspect, scale = Side / Math.Max(width, tall);
        int wide = (int)Math.Round(width * scale), high = (int)Math.Round(tall * scale);
        if (Math.Min(wide, high) < Side / 5 || width < wide / 2 || height < high / 3) return null;
        float[] dots = AreaScale.Of(gray, width, height, wide, high);
        if (!Normalize(dots)) return null;
        double skew = Skew.Of(dots, wide, high, MostSkew);
        if (Math.Abs(skew) >= 0.04) dots = Skew.Undo(dots, wide, high, skew);
        if (dots.Count(d => d >= 0.3f) < LeastDots) return null;
        return new(wide, high, [.. dots.Select(ToByte)]);
    }

    /// <summary>The ink of each dot by rows, 0 none to 1 full.</summary>
    internal float[] Dots()
    {
        byte[] cells = new byte[Width * Height];
        using (var deflate = new DeflateStream(new MemoryStream(_compressed), CompressionMode.Decompress)) deflate.ReadExactly(cells);
        float[] dots = new float[cells.Length];
        for (int i = 0; i < cells.Length; i++) dots[i] = cells[i] / 255f;
        return dots;
    }

    /// <summary>The page at full resolution, smoothed.</summary>
    internal InkLayer Whole() => new InkLayer(Width, Height, Dots()).Smoothed();

    /// <summary>The page at half resolution, smoothed.</summary>
    internal InkLayer Half() => new(Width / 2, Height / 2, [.. _half.Select(static b => b / 255f)]);

    private static byte ToByte(float ink) => (byte)Math.Round(255 * ink);

    /// <summary>Grey to ink: the commonest light grey is paper, what one dot in three hundred is darker than is full ink.</summary>
    private static bool Normalize(float[] dots)
    {
        int[] counts = new int[256];
        foreach (float dot in dots) counts[(int)Math.Clamp(dot, 0, 255)]++;
        int paper = 255, dark = 0;
        for (int gray = 128; gray < 256; gray++)
        {
            if (counts[gray] >= counts[paper]) paper = gray;
        }

        for (int sum = counts[0]; dark < 255 && sum < dots.Length / 300; sum += counts[dark]) dark++;
        if (paper - dark < LeastContrast) return false;
        for (int i = 0; i < dots.Length; i++)
        {
            float ink = (paper - dots[i]) / (paper - dark);
            dots[i] = Math.Clamp((ink - PaperNoise) / (1 - PaperNoise), 0, 1);
        }

        return true;
    }
}

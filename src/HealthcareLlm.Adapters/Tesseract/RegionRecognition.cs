using System.Collections.Immutable;
using HealthcareLlm.Adapters.Imaging;
using HealthcareLlm.Documents;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Adapters.Tesseract;

/// <summary>Reads single regions of a page, to confirm a quote at its place.</summary>
internal static class RegionRecognition
{
    // Space around a crop, share of its height: the recognizer needs some white on all sides.
    private const double Padding = 0.15;

    // A crop of one line is scaled so that it is about this high, pixels: the recognizer itself works on lines of 36.
    private const double GoodLineHeight = 40;

    // Regions higher than this, in inches, hold more than one line of print (14 points).
    private const double TallInches = 0.32;

    private const int BorderPixels = 10;

    internal static ImmutableArray<RegionReading> Read(
        Recognizer recognizer, PageBitmap page, IReadOnlyList<BoundingBox> regions, CancellationToken cancellation)
    {
        var readings = ImmutableArray.CreateBuilder<RegionReading>(regions.Count);
        foreach (var region in regions)
        {
            cancellation.ThrowIfCancellationRequested();
            readings.Add(ReadOne(recognizer, page, region));
        }

        return readings.ToImmutable();
    }

    private static RegionReading ReadOne(Recognizer recognizer, PageBitmap page, BoundingBox region)
    {
        double pad = Math.Max(2, region.Height * Padding);
        var padded = new BoundingBox(region.X - pad, region.Y - pad, region.Width + (2 * pad), region.Height + (2 * pad))
            .Intersect(new(0, 0, page.Width, page.Height));
        int x = (int)padded.X, y = (int)padded.Y, width = (int)Math.Ceiling(padded.Right) - x, height = (int)Math.Ceiling(padded.Bottom) - y;
        if (width < 2 || height < 2) return new(string.Empty, 0);
        bool tall = region.Height / page.DpiY > TallInches;
        double scaleY = tall ? 1 : Math.Clamp(GoodLineHeight / height, 0.5, 4);
        double scaleX = Math.Min(scaleY * page.DpiY / page.DpiX, 8);
        using var crop = page.Pixels.Clip(x, y, Math.Min(width, page.Width - x), Math.Min(height, page.Height - y));
        using var scaled = crop.Scale(scaleX, scaleY);
        using var framed = scaled.AddWhiteBorder(BorderPixels);
        var words = recognizer.Recognize(framed, page.DpiY * scaleY, tall ? Segmentation.SingleBlock : Segmentation.SingleLine, null);
        return words.Count == 0 ? new(string.Empty, 0) : new(string.Join(' ', words.Select(w => w.Text)), words.Average(w => w.Confidence));
    }
}

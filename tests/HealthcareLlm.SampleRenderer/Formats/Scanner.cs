using System.Runtime.InteropServices;
using HealthcareLlm.SampleRenderer.Drawing;
using SkiaSharp;

namespace HealthcareLlm.SampleRenderer.Formats;

/// <summary>How a page is scanned: resolution, skew in degrees, turn in quarter turns of 90°, noise and blur, and the header line of a fax.</summary>
internal sealed record ScanSettings(string Grade, int DpiX, int DpiY, float Skew, int Turn, float Speckle, int Blur, int Grain, string FaxHeader)
{
    /// <summary>From points of the page to pixels of the picture.</summary>
    public SKMatrix Matrix(float width, float height)
    {
        var matrix = SKMatrix.CreateRotationDegrees(Turn, width / 2, height / 2);
        if (Turn is 90 or 270)
            matrix = matrix.PostConcat(SKMatrix.CreateTranslation((height - width) / 2, (width - height) / 2));
        var (w, h) = Turn is 90 or 270 ? (height, width) : (width, height);
        return matrix.PostConcat(SKMatrix.CreateRotationDegrees(Skew, w / 2, h / 2)).PostConcat(SKMatrix.CreateScale(DpiX / 72f, DpiY / 72f));
    }
}

/// <summary>Makes a picture of a drawn page as a scanner or a fax machine would: skewed, blurred, speckled, in grey or one bit.</summary>
internal static class Scanner
{
    /// <summary>The picture; the same bytes for the same settings and seed.</summary>
    public static Picture Scan(Action<SKCanvas> draw, ScanSettings settings, float width, float height, int seed)
    {
        var (w, h) = settings.Turn is 90 or 270 ? (height, width) : (width, height);
        var (pw, ph) = ((int)Math.Round(w * settings.DpiX / 72), (int)Math.Round(h * settings.DpiY / 72));
        using var bitmap = new SKBitmap(new SKImageInfo(pw, ph, SKColorType.Gray8, SKAlphaType.Opaque));
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Clear(SKColors.White);
            canvas.SetMatrix(settings.Matrix(width, height));
            draw(canvas);
        }
        var pixels = new byte[pw * ph];
        for (var y = 0; y < ph; y++)
            Marshal.Copy(bitmap.GetPixels() + (y * bitmap.RowBytes), pixels, y * pw, pw);
        var random = new Random(seed);
        for (var i = 0; i < settings.Blur; i++)
            pixels = Blur(pixels, pw, ph);
        Noise(pixels, pw, ph, settings, random);
        if (settings.FaxHeader.Length > 0)
            Header(pixels, pw, settings);
        var oneBit = settings.Grade == "fax";
        if (oneBit)
            Threshold(pixels, random);
        return new Picture(pixels, pw, ph, settings.DpiX, settings.DpiY, oneBit);
    }

    private static byte[] Blur(byte[] from, int width, int height)
    {
        var to = (byte[])from.Clone();
        for (var y = 1; y < height - 1; y++)
        {
            for (var x = 1; x < width - 1; x++)
            {
                var i = (y * width) + x;
                to[i] = (byte)(((from[i] * 4) + ((from[i - 1] + from[i + 1] + from[i - width] + from[i + width]) * 2) + from[i - width - 1] + from[i - width + 1] + from[i + width - 1] + from[i + width + 1]) / 16);
            }
        }
        return to;
    }

    private static void Noise(byte[] pixels, int width, int height, ScanSettings settings, Random random)
    {
        var grain = settings.Grain;
        if (grain > 0)
        {
            for (var i = 0; i < pixels.Length; i++)
                pixels[i] = (byte)Math.Clamp((settings.Grade == "fair" ? 14 + (pixels[i] * 228 / 255) : pixels[i] - 3) + random.Next(-grain, grain + 1), 0, 255);
        }
        var specks = (int)(settings.Speckle * width * height / 10000);
        for (var n = 0; n < specks; n++)
        {
            var (x, y, side) = (random.Next(width - 3), random.Next(height - 3), random.Next(8) == 0 ? 2 : 1);
            var shade = random.Next(3) == 0 ? (byte)255 : (byte)random.Next(0, 90);
            for (var dy = 0; dy < side; dy++)
            {
                for (var dx = 0; dx < side; dx++)
                    pixels[((y + dy) * width) + x + dx] = shade;
            }
        }
    }

    private static void Threshold(byte[] pixels, Random random)
    {
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = pixels[i] + random.Next(-22, 23) > 150 ? (byte)255 : (byte)0;
    }

    private static void Header(byte[] pixels, int width, ScanSettings settings)
    {
        var height = (int)(settings.DpiY * .2f);
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Gray8, SKAlphaType.Opaque));
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Clear(SKColors.White);
            canvas.Scale(settings.DpiX / 72f, settings.DpiY / 72f);
            using var paint = new SKPaint { Color = SKColors.Black, IsAntialias = true };
            canvas.DrawText(settings.FaxHeader, 24, 10.5f, Fonts.Get("mono", true, false, 8.6f), paint);
        }
        for (var y = 0; y < height; y++)
            Marshal.Copy(bitmap.GetPixels() + (y * bitmap.RowBytes), pixels, y * width, width);
    }
}

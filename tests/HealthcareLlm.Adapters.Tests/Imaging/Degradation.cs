using SkiaSharp;

namespace HealthcareLlm.Adapters.Tests.Imaging;

/// <summary>What scanners and fax machines do to pages.</summary>
internal static class Degradation
{
    internal static SKBitmap Turn(SKBitmap source, double degrees)
    {
        var result = new SKBitmap(source.Width, source.Height, SKColorType.Gray8, SKAlphaType.Opaque);
        using var canvas = new SKCanvas(result);
        canvas.Clear(SKColors.White);
        canvas.RotateDegrees((float)degrees, source.Width / 2f, source.Height / 2f);
        using var image = SKImage.FromBitmap(source);
        canvas.DrawImage(image, 0, 0, new SKSamplingOptions(SKFilterMode.Linear));
        return result;
    }

    internal static SKBitmap QuarterTurn(SKBitmap source, int quarters)
    {
        bool swap = quarters % 2 == 1;
        var result = new SKBitmap(swap ? source.Height : source.Width, swap ? source.Width : source.Height, SKColorType.Gray8, SKAlphaType.Opaque);
        using var canvas = new SKCanvas(result);
        canvas.Translate(result.Width / 2f, result.Height / 2f);
        canvas.RotateDegrees(90 * quarters);
        canvas.Translate(-source.Width / 2f, -source.Height / 2f);
        canvas.DrawBitmap(source, 0, 0);
        return result;
    }

    internal static SKBitmap Scale(SKBitmap source, int width, int height)
    {
        var result = new SKBitmap(width, height, SKColorType.Gray8, SKAlphaType.Opaque);
        using var canvas = new SKCanvas(result);
        using var image = SKImage.FromBitmap(source);
        canvas.DrawImage(image, new SKRect(0, 0, width, height), new SKSamplingOptions(SKCubicResampler.Mitchell));
        return result;
    }

    internal static SKBitmap Blur(SKBitmap source, float sigma)
    {
        var result = new SKBitmap(source.Width, source.Height, SKColorType.Gray8, SKAlphaType.Opaque);
        using var canvas = new SKCanvas(result);
        canvas.Clear(SKColors.White);
        using var filter = SKImageFilter.CreateBlur(sigma, sigma);
        using var paint = new SKPaint { ImageFilter = filter };
        canvas.DrawBitmap(source, 0, 0, paint);
        return result;
    }

    /// <summary>Changes pixels in place: grey noise and specks.</summary>
    internal static void Noise(SKBitmap bitmap, int seed, double amplitude, double specks)
    {
        var random = new Random(seed);
        var pixels = bitmap.GetPixelSpan();
        unsafe
        {
            var writable = new Span<byte>((void*)bitmap.GetPixels(), pixels.Length);
            for (int i = 0; i < writable.Length; i++)
            {
                writable[i] = (byte)Math.Clamp(writable[i] + ((random.NextDouble() - 0.5) * 2 * amplitude), 0, 255);
                if (random.NextDouble() < specks) writable[i] = (byte)(random.Next(4) == 0 ? 255 : 0);
            }
        }
    }

    internal static byte[] Jpeg(SKBitmap bitmap, int quality)
    {
        using var image = SKImage.FromBitmap(bitmap);
        using var encoded = image.Encode(SKEncodedImageFormat.Jpeg, quality);
        return encoded.ToArray();
    }

    internal static byte[] Png(SKBitmap bitmap)
    {
        using var image = SKImage.FromBitmap(bitmap);
        using var encoded = image.Encode(SKEncodedImageFormat.Png, 100);
        return encoded.ToArray();
    }

    /// <summary>A bilevel TIFF, not compressed, one strip, black is 1 (photometric 0).</summary>
    internal static byte[] Fax(SKBitmap bitmap, double dpiX, double dpiY, int threshold = 150)
    {
        int stride = (bitmap.Width + 7) / 8;
        var bits = new byte[stride * bitmap.Height];
        var pixels = bitmap.GetPixelSpan();
        for (int y = 0; y < bitmap.Height; y++)
        {
            for (int x = 0; x < bitmap.Width; x++)
            {
                if (pixels[(y * bitmap.RowBytes) + x] < threshold) bits[(y * stride) + (x / 8)] |= (byte)(0x80 >> (x % 8));
            }
        }

        return TestTiff.Write([new(bitmap.Width, bitmap.Height, bits, 1, 0, dpiX, dpiY)]);
    }
}

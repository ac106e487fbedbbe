using SkiaSharp;

namespace HealthcareLlm.Adapters.Tests.Imaging;

/// <summary>Draws pages for tests of recognition, in inches at a resolution; knows what it wrote.</summary>
internal sealed class TestPage : IDisposable
{
    private readonly SKBitmap _bitmap;

    internal TestPage(double dpi = 200, double widthInches = 8.5, double heightInches = 11)
    {
        Dpi = dpi;
        _bitmap = new((int)(dpi * widthInches), (int)(dpi * heightInches), SKColorType.Gray8, SKAlphaType.Opaque);
        Canvas = new(_bitmap);
        Canvas.Clear(SKColors.White);
    }

    internal double Dpi { get; }

    internal SKCanvas Canvas { get; }

    internal SKBitmap Bitmap => _bitmap;

    /// <summary>Lines written so far, in order.</summary>
    internal List<string> Lines { get; } = [];

    /// <summary>Writes a line with its base line at a height; gives its box in pixels.</summary>
    internal SKRect Write(string text, double x, double y, double points = 10, string family = "Liberation Sans", bool bold = false)
    {
        using var face = SKTypeface.FromFamilyName(family, bold ? SKFontStyle.Bold : SKFontStyle.Normal);
        using var font = new SKFont(face, Pixels(points / 72)) { Edging = SKFontEdging.Antialias, Subpixel = true };
        using var paint = new SKPaint { Color = SKColors.Black, IsAntialias = true };
        Canvas.DrawText(text, Pixels(x), Pixels(y), font, paint);
        font.MeasureText(text, out var bounds, paint);
        bounds.Offset(Pixels(x), Pixels(y));
        Lines.Add(text);
        return bounds;
    }

    internal void Line(double x1, double y1, double x2, double y2, double points = 1)
    {
        using var paint = Pen(points);
        Canvas.DrawLine(Pixels(x1), Pixels(y1), Pixels(x2), Pixels(y2), paint);
    }

    internal void Rectangle(double x, double y, double width, double height, double points = 1)
    {
        using var paint = Pen(points);
        Canvas.DrawRect(Pixels(x), Pixels(y), Pixels(width), Pixels(height), paint);
    }

    internal void Fill(double x, double y, double width, double height)
    {
        using var paint = new SKPaint { Color = SKColors.Black };
        Canvas.DrawRect(Pixels(x), Pixels(y), Pixels(width), Pixels(height), paint);
    }

    internal void Circle(double x, double y, double radius, double points = 1)
    {
        using var paint = Pen(points);
        Canvas.DrawCircle(Pixels(x), Pixels(y), Pixels(radius), paint);
    }

    internal void Disc(double x, double y, double radius)
    {
        using var paint = new SKPaint { Color = SKColors.Black, IsAntialias = true };
        Canvas.DrawCircle(Pixels(x), Pixels(y), Pixels(radius), paint);
    }

    /// <summary>A free stroke through points, smooth, in inches.</summary>
    internal void Stroke(IReadOnlyList<(double X, double Y)> points, double width = 1.3)
    {
        using var path = new SKPath();
        path.MoveTo(Pixels(points[0].X), Pixels(points[0].Y));
        for (int i = 1; i < points.Count - 1; i++)
        {
            path.QuadTo(Pixels(points[i].X), Pixels(points[i].Y), Pixels((points[i].X + points[i + 1].X) / 2), Pixels((points[i].Y + points[i + 1].Y) / 2));
        }

        path.LineTo(Pixels(points[^1].X), Pixels(points[^1].Y));
        using var paint = Pen(width);
        paint.StrokeCap = SKStrokeCap.Round;
        Canvas.DrawPath(path, paint);
    }

    /// <summary>A cursive word: loops of irregular height and width on an uneven base line.</summary>
    internal void Cursive(double x, double y, int letters, int seed, double height = 0.13)
    {
        var random = new Random(seed);
        var points = new List<(double, double)>();
        double at = x;
        for (int i = 0; i < letters; i++)
        {
            double tall = height * (0.45 + (random.NextDouble() * (i % 3 == 0 ? 1.2 : 0.5)));
            double wide = 0.05 + (random.NextDouble() * 0.07), rise = (random.NextDouble() - 0.5) * 0.05;
            points.Add((at, y + rise));
            points.Add((at + (wide * 0.9), y - tall + rise));
            points.Add((at + (wide * 0.3), y - (tall * 0.9) + rise));
            points.Add((at + (wide * 0.5), y + rise + (i % 4 == 1 ? 0.06 : 0)));
            at += wide;
        }

        Stroke(points);
    }

    internal byte[] Png()
    {
        using var image = SKImage.FromBitmap(_bitmap);
        using var encoded = image.Encode(SKEncodedImageFormat.Png, 100);
        return encoded.ToArray();
    }

    internal float Pixels(double inches) => (float)(inches * Dpi);

    public void Dispose()
    {
        Canvas.Dispose();
        _bitmap.Dispose();
    }

    private SKPaint Pen(double points) =>
        new() { Color = SKColors.Black, IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = Pixels(points / 72) };
}

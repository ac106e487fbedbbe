using System.Globalization;
using SkiaSharp;

namespace HealthcareLlm.SampleRenderer.Drawing;

/// <summary>Handwriting from a stroke font of our own: each glyph is wobbled anew, so that no two are alike.</summary>
internal sealed class Handwriting(Random random)
{
    private static readonly Dictionary<char, (float Width, SKPoint[][] Strokes)> Glyphs = Load();

    /// <summary>Width in points of a text at a size (height of capitals).</summary>
    public static float Measure(string text, float size) => text.Sum(c => Width(c)) * size / 8f;

    /// <summary>Draws on a baseline.</summary>
    public void Draw(SKCanvas canvas, string text, float x, float y, float size, SKColor colour)
    {
        using var paint = new SKPaint { Color = colour, IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = Math.Max(.7f, size / 11), StrokeCap = SKStrokeCap.Round, StrokeJoin = SKStrokeJoin.Round };
        var unit = size / 8f;
        var drift = 0f;
        foreach (var c in text)
        {
            drift += Wobble(.12f);
            if (Glyphs.TryGetValue(c, out var glyph))
            {
                var (slant, grow) = (.12f + Wobble(.12f), 1 + Wobble(.14f));
                foreach (var stroke in glyph.Strokes)
                    Stroke(canvas, paint, [.. stroke.Select(p => new SKPoint(x + ((p.X + (p.Y * slant)) * grow * unit) + (Wobble(.35f) * unit), y - (((p.Y * grow) + drift) * unit) + (Wobble(.35f) * unit)))]);
            }
            x += Width(c) * unit;
        }
    }

    /// <summary>A signature: a quick illegible line after the name's first letters.</summary>
    public void Sign(SKCanvas canvas, string name, float x, float y, float size, SKColor colour)
    {
        using var paint = new SKPaint { Color = colour, IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = 1.1f, StrokeCap = SKStrokeCap.Round };
        foreach (var word in name.Split(' '))
        {
            Draw(canvas, word[..1], x, y, size, colour);
            var points = new List<SKPoint> { new(x + (size * .7f), y - 2) };
            for (var i = 0; i < word.Length; i++)
                points.Add(new SKPoint(x + (size * .7f) + ((i + 1) * size * .26f), y - (i % 2 == 0 ? size * (.34f + Wobble(.2f)) : Wobble(2))));
            Stroke(canvas, paint, [.. points]);
            x = points[^1].X + (size * .4f);
        }
    }

    /// <summary>A number in [-amount, amount].</summary>
    public float Wobble(float amount) => (float)((random.NextDouble() * 2) - 1) * amount;

    /// <summary>A smooth line through points.</summary>
    public static void Stroke(SKCanvas canvas, SKPaint paint, SKPoint[] points)
    {
        using var path = new SKPath();
        path.MoveTo(points[0]);
        for (var i = 1; i < points.Length - 1; i++)
            path.QuadTo(points[i], new SKPoint((points[i].X + points[i + 1].X) / 2, (points[i].Y + points[i + 1].Y) / 2));
        path.LineTo(points[^1]);
        canvas.DrawPath(path, paint);
    }

    private static float Width(char c) => Glyphs.TryGetValue(c, out var glyph) ? glyph.Width + 1 : 4;

    private static Dictionary<char, (float, SKPoint[][])> Load()
    {
        using var stream = typeof(Handwriting).Assembly.GetManifestResourceStream("strokes.txt")!;
        using var reader = new StreamReader(stream);
        var glyphs = new Dictionary<char, (float, SKPoint[][])>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length < 3 || line.StartsWith("# One", StringComparison.Ordinal))
                continue;
            var parts = line[2..].Split(' ', 2);
            glyphs[line[0]] = (Number(parts[0]), [.. parts[1].Split(';').Select(s => s.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Point).ToArray())]);
        }
        return glyphs;
    }

    private static SKPoint Point(string text) => new(Number(text[..text.IndexOf(',')]), Number(text[(text.IndexOf(',') + 1)..]));

    private static float Number(string text) => float.Parse(text, CultureInfo.InvariantCulture);
}

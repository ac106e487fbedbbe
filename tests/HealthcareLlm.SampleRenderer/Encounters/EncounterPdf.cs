using SkiaSharp;

namespace HealthcareLlm.SampleRenderer.Encounters;

/// <summary>
/// Writes the few reports among the golden encounters that are PDFs: monospaced lines of a text file of ours on letter pages, either as text or, for a scan,
/// as a grey picture of 200 dpi with a slight skew and speckle (grade 'fair').
/// </summary>
internal static class EncounterPdf
{
    private const float PageWidth = 612, PageHeight = 792, Margin = 54, Size = 9.5f, Leading = 13f;
    private const int Dpi = 200;

    /// <summary>Writes every PDF of the golden encounters below <paramref name="evalsets"/> from the texts in <paramref name="sources"/>.</summary>
    internal static void WriteAll(string sources, string evalsets)
    {
        string Target(string name, string file) => Path.Combine(evalsets, "encounters-v1", "cases", name, "documents", file);
        Write(Path.Combine(sources, "surgery-partial-nephrectomy.txt"), Target("surgery-partial-nephrectomy", "02-ct-abdomen.pdf"), scanned: true);
        Write(Path.Combine(sources, "neurology-stroke.txt"), Target("neurology-stroke", "05-laboratory-report.pdf"), scanned: false);
        Write(Path.Combine(sources, "geriatrics-hyponatremia.txt"), Target("geriatrics-hyponatremia", "03-laboratory-report.pdf"), scanned: false);
    }

    private static void Write(string source, string target, bool scanned)
    {
        if (!File.Exists(source)) return;
        string[] lines = File.ReadAllLines(source);
        using var stream = File.Create(target);
        using var document = SKDocument.CreatePdf(stream, new SKDocumentPdfMetadata { Creation = null, Modified = null, Producer = "HealthcareLlm sample renderer", RasterDpi = Dpi });
        var canvas = document.BeginPage(PageWidth, PageHeight);
        if (scanned) DrawScan(canvas, lines);
        else DrawLines(canvas, lines);
        document.EndPage();
        document.Close();
    }

    private static void DrawLines(SKCanvas canvas, string[] lines)
    {
        using var typeface = SKTypeface.FromFamilyName("Liberation Mono");
        using var font = new SKFont(typeface, Size);
        using var paint = new SKPaint { Color = SKColors.Black, IsAntialias = true };
        for (int i = 0; i < lines.Length; i++) canvas.DrawText(lines[i], Margin, Margin + ((i + 1) * Leading), font, paint);
    }

    private static void DrawScan(SKCanvas canvas, string[] lines)
    {
        const float Scale = Dpi / 72f;
        using var picture = new SKBitmap((int)(PageWidth * Scale), (int)(PageHeight * Scale), SKColorType.Gray8, SKAlphaType.Opaque);
        using (var drawn = new SKCanvas(picture))
        {
            drawn.Clear(SKColors.White);
            drawn.RotateDegrees(0.9f, picture.Width / 2f, picture.Height / 2f);
            drawn.Scale(Scale);
            DrawLines(drawn, lines);
        }

        Speckle(picture);
        using var image = SKImage.FromBitmap(picture);
        using var encoded = image.Encode(SKEncodedImageFormat.Jpeg, 70);
        using var scan = SKImage.FromEncodedData(encoded);
        canvas.DrawImage(scan, new SKRect(0, 0, PageWidth, PageHeight));
    }

    /// <summary>Dark and light specks at fixed pseudo-random places (a linear congruential sequence, Numerical Recipes' constants).</summary>
    private static void Speckle(SKBitmap picture)
    {
        uint state = 20260122;
        uint Next() => state = (state * 1664525u) + 1013904223u;
        for (int i = 0; i < 900; i++)
        {
            int x = (int)(Next() % (uint)picture.Width), y = (int)(Next() % (uint)picture.Height);
            picture.SetPixel(x, y, (Next() & 0x10000) == 0 ? new SKColor(60, 60, 60) : SKColors.White);
        }
    }
}

using System.Globalization;
using System.Text;
using HealthcareLlm.SampleRenderer.Drawing;
using HealthcareLlm.SampleRenderer.Specs;
using SkiaSharp;

namespace HealthcareLlm.SampleRenderer.Formats;

/// <summary>A place where a tagged text stands: file, page, and its box in pixels (null in plain text).</summary>
internal sealed record Place(Tag Tag, string File, int Page, int[]? Box, bool Aside);

/// <summary>A finished document: bytes, pages, places, the words drawn on each page, faults of the spec.</summary>
internal sealed record RenderedDocument(string File, byte[] Bytes, int Pages, IReadOnlyList<Place> Places, IReadOnlyList<string> Words, IReadOnlyList<string> Faults)
{
    /// <summary>The scanned pages; empty for a digital PDF or a text.</summary>
    public IReadOnlyList<Picture> Pictures { get; init; } = [];
}

/// <summary>Makes the file of a document spec.</summary>
internal static class DocumentRenderer
{
    /// <summary>Renders; the same bytes for the same spec.</summary>
    public static RenderedDocument Render(DocumentSpec spec, string grade, string caseId)
    {
        if (spec.Kind == "text")
            return PlainText(spec);
        var seed = Seed(caseId + spec.File);
        List<PageRecord> records = [.. spec.Pages.Select(_ => new PageRecord())];
        var places = new List<Place>();
        var pictures = new List<Picture>();
        byte[] bytes;
        if (spec.Kind == "digital")
            bytes = Digital(spec, records, places, seed);
        else
        {
            for (var i = 0; i < spec.Pages.Count; i++)
                pictures.Add(Scanned(spec, i, records[i], places, grade, seed));
            var quality = int.Parse(spec.Options.GetValueOrDefault("quality", grade == "fair" ? "58" : "78"), CultureInfo.InvariantCulture);
            bytes = spec.Kind switch
            {
                "tiff" => TiffWriter.Write(pictures),
                "png" => ImageFiles.Png(pictures.Single()),
                "jpeg" => ImageFiles.Jpeg(pictures.Single(), quality),
                "scan-pdf" => ImageFiles.Pdf(pictures, quality),
                _ => throw new FormatException($"no document of kind {spec.Kind}"),
            };
        }
        var faults = records.SelectMany((r, i) => r.Faults.Select(f => $"{spec.File} page {i + 1}: {f}")).ToList();
        return new RenderedDocument(spec.File, bytes, spec.Pages.Count, places, [.. records.Select(r => string.Join(' ', r.Words))], faults) { Pictures = pictures };
    }

    /// <summary>A seed from a text, the same on every machine.</summary>
    public static int Seed(string text) => (int)(text.Aggregate(2166136261u, (h, c) => (h ^ c) * 16777619u) & 0x7FFFFFFF);

    private static byte[] Digital(DocumentSpec spec, List<PageRecord> records, List<Place> places, int seed)
    {
        using var stream = new MemoryStream();
        using (var pdf = SKDocument.CreatePdf(stream, 144))
        {
            for (var i = 0; i < spec.Pages.Count; i++)
            {
                var (page, record) = (spec.Pages[i], records[i]);
                var turned = page.Options.GetValueOrDefault("rotate") == "90";
                var canvas = pdf.BeginPage(612, 792);
                if (turned)
                {
                    record.Extras.Add(new PdfExtra.Rotate(90));
                    canvas.Concat(SKMatrix.CreateRotationDegrees(-90).PostConcat(SKMatrix.CreateTranslation(0, 792)));
                }
                Paint(canvas, page, record, turned ? 792 : 612, turned ? 612 : 792, seed + i, digital: true);
                pdf.EndPage();
                places.AddRange(record.Marks.Select(m => new Place(m.Tag, spec.File, i + 1, Box(m.Box, SKMatrix.CreateScale(200 / 72f, 200 / 72f)), page.Options.ContainsKey("aside"))));
            }
            pdf.Close();
        }
        return PdfPatcher.Patch(stream.ToArray(), [.. records.Select(r => r.Extras)], 792);
    }

    private static Picture Scanned(DocumentSpec spec, int index, PageRecord record, List<Place> places, string grade, int seed)
    {
        var page = spec.Pages[index];
        string Option(string name, string otherwise) => page.Options.GetValueOrDefault(name) ?? spec.Options.GetValueOrDefault(name) ?? otherwise;
        float Number(string name, string otherwise) => float.Parse(Option(name, otherwise), CultureInfo.InvariantCulture);
        var random = new Random(seed + (97 * index));
        var own = Option("grade", grade);
        var limit = own == "clean" ? .45 : 1.7;
        var skew = Number("skew", (((random.NextDouble() * 2) - 1) * limit).ToString("0.00", CultureInfo.InvariantCulture));
        var (dpiX, dpiY) = own == "fax" ? (204, Option("dpi", "196") == "98" ? 98 : 196) : ((int)Number("dpi", "200"), (int)Number("dpi", "200"));
        var header = Option("fax", "");
        if (header.Length > 0)
            header = $"{header}  P.{index + 1:D2}/{spec.Pages.Count:D2}";
        var settings = new ScanSettings(own, dpiX, dpiY, skew, (int)Number("turn", "0"), Number("speckle", own switch { "clean" => "0", "fair" => "1.2", _ => "2.2" }), (int)Number("blur", own == "fair" ? "1" : "0"), (int)Number("grain", own switch { "clean" => "3", "fair" => "7", _ => "0" }), header);
        var (width, height) = Option("paper", "portrait") == "landscape" ? (792f, 612f) : (612f, 792f);
        var picture = Scanner.Scan(c => Paint(c, page, record, width, height, seed + index, digital: false), settings, width, height, seed + (31 * index));
        places.AddRange(record.Marks.Select(m => new Place(m.Tag, spec.File, index + 1, Box(m.Box, settings.Matrix(width, height)), page.Options.ContainsKey("aside"))));
        return picture;
    }

    private static void Paint(SKCanvas canvas, PageSpec page, PageRecord record, float width, float height, int seed, bool digital)
    {
        var painter = new PagePainter(canvas, page, record, new Handwriting(new Random(seed)), digital, width, height);
        foreach (var command in page.Commands)
            painter.Draw(command);
    }

    private static int[] Box(SKRect points, SKMatrix matrix)
    {
        var box = matrix.MapRect(points);
        var (x, y) = ((int)MathF.Floor(box.Left), (int)MathF.Floor(box.Top));
        return [x, y, (int)MathF.Ceiling(box.Right) - x, (int)MathF.Ceiling(box.Bottom) - y];
    }

    private static RenderedDocument PlainText(DocumentSpec spec)
    {
        var raw = spec.Pages[0].Raw;
        var (places, lines) = (new List<Place>(), new List<string>());
        foreach (var line in raw)
        {
            var runs = Markup.Parse(line, raw: true);
            lines.Add(string.Concat(runs.Select(r => r.Text)));
            places.AddRange(runs.SelectMany(r => r.Tags).Distinct().Select(t => new Place(t, spec.File, 1, null, spec.Options.ContainsKey("aside"))));
        }
        var text = string.Join('\n', lines).Trim('\n') + "\n";
        var bytes = spec.Options.GetValueOrDefault("encoding") switch
        {
            "windows-1252" or "latin1" => Encoding.Latin1.GetBytes(text),
            "utf-16" => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)],
            _ => Encoding.UTF8.GetBytes(text),
        };
        return new RenderedDocument(spec.File, bytes, 1, places, [text], []);
    }
}

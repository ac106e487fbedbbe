using HealthcareLlm.Documents;
using HealthcareLlm.Ingestion;
using SkiaSharp;
using static HealthcareLlm.Adapters.Tests.Pdf.RawPdf;

namespace HealthcareLlm.Adapters.Tests.Pdf;

public sealed class MixedPageTests
{
    private static readonly string[] Scanned = ["Prior authorization request", "Patient: Ann Example", "Drug: adalimumab 40 mg every two weeks", "Diagnosis: K50.90", "The patient has had bloody stools and abdominal pain", "for several weeks with no improvement on therapy", "and was seen by the consulting physician twice", "Please see the attached notes and results", "which were sent together with this request"];

    private static byte[] Picture(int width, int height, float size, params string[] lines)
    {
        using var bitmap = new SKBitmap(width, height, SKColorType.Gray8, SKAlphaType.Opaque);
        using var canvas = new SKCanvas(bitmap);
        using var face = SKTypeface.FromFile("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf");
        using var font = new SKFont(face, size);
        using var paint = new SKPaint { Color = SKColors.Black, IsAntialias = true };
        canvas.Clear(SKColors.White);
        for (int i = 0; i < lines.Length; i++) canvas.DrawText(lines[i], size * 2, size * 2 * (i + 2), font, paint);
        using var encoded = bitmap.Encode(SKEncodedImageFormat.Jpeg, 90);
        return encoded.ToArray();
    }

    private static int Image(RawPdf pdf, int width, int height, byte[] jpeg) =>
        pdf.Stream($"/Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode", jpeg);

    [Theory]
    [InlineData("")]
    [InlineData("/Rotate 90")]
    [InlineData("/Rotate 180")]
    public async Task A_scan_is_read_from_its_picture_and_its_invisible_layer_is_not_believed(string rotation)
    {
        var pdf = new RawPdf();
        int image = Image(pdf, 1700, 2200, Picture(1700, 2200, 34, Scanned));
        string content = "q 612 0 0 792 0 0 cm /Im Do Q 3 Tr " + Text(72, 600, "Drug: oxycodone 80 mg") + "0 Tr";
        var document = await PdfFixture.Read(pdf.Page(content, rotation, xObjects: $"/Im {image} 0 R").File());

        foreach (string line in Scanned) Assert.Contains(line, document.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("oxycodone", document.Text, StringComparison.Ordinal);
        Assert.Equal(PageReading.Ocr, document.Pages[0].Reading);
        Assert.Contains(document.Issues, i => i.Code == IssueCode.HiddenText);
        if (rotation.Length == 0) return;
        // The page as a viewer shows it, so the box of a word lies where the viewer shows it.
        Assert.Equal(rotation == "/Rotate 90", document.Pages[0].Width > document.Pages[0].Height);
    }

    [Fact]
    public async Task A_scanned_block_on_a_digital_page_is_read_as_well()
    {
        var pdf = new RawPdf();
        int image = Image(pdf, 1200, 400, Picture(1200, 400, 30, "Handed in later", "Allergy: penicillin"));
        string content = Text(72, 700, "Metoprolol 50 mg twice daily") + "q 432 0 0 144 72 400 cm /Im Do Q " + Text(72, 300, "Signed: Dr. Example");
        var document = await PdfFixture.Read(pdf.Page(content, xObjects: $"/Im {image} 0 R").File());

        Assert.Equal(PageReading.Both, document.Pages[0].Reading);
        int digital = document.Text.IndexOf("Metoprolol 50 mg twice daily", StringComparison.Ordinal), scan = document.Text.IndexOf("Allergy: penicillin", StringComparison.Ordinal), last = document.Text.IndexOf("Signed: Dr. Example", StringComparison.Ordinal);
        Assert.True(digital >= 0 && scan > digital && last > scan, document.Text);
        Assert.Equal(WordSource.TextLayer, document.Word("Metoprolol").Source);
        Assert.Equal(WordSource.Ocr, document.Word("penicillin").Source);
        Assert.Single(document.Pages[0].Words, w => w.Text == "Metoprolol");
    }

    [Fact]
    public async Task Letters_drawn_as_shapes_are_read()
    {
        using var stream = new MemoryStream();
        using (var pdf = SKDocument.CreatePdf(stream))
        {
            using var face = SKTypeface.FromFile("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf");
            using var font = new SKFont(face, 12);
            using var paint = new SKPaint { Color = SKColors.Black };
            var canvas = pdf.BeginPage(612, 792);
            canvas.DrawText("Requested: infusion", 72, 100, font, paint);
            using var outline = font.GetTextPath("Quantity twelve vials", new SKPoint(72, 200));
            canvas.DrawPath(outline, paint);
            pdf.EndPage();
            pdf.Close();
        }

        var document = await PdfFixture.Read(new SourceFile("skia.pdf", stream.ToArray()));
        Assert.Contains("Requested: infusion", document.Text, StringComparison.Ordinal);
        Assert.Contains("Quantity twelve vials", document.Text, StringComparison.Ordinal);
        Assert.Equal(PageReading.Both, document.Pages[0].Reading);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/Rotate 90")]
    [InlineData("/Rotate 270 /CropBox [40 300 500 780]")]
    [InlineData("/CropBox [40 300 500 780]")]
    public async Task Boxes_lie_where_a_viewer_shows_the_words(string page)
    {
        var file = new RawPdf().Page(Text(72, 700, "Metoprolol 50 mg") + Text(200, 400, "Amoxicillin", 18, "F2"), page).File();
        var document = await PdfFixture.Read(file);
        Word[] words = [document.Word("Metoprolol"), document.Word("Amoxicillin")];
        // The words of a turned page run sideways as a viewer shows it: its own picture is what is asked.
        bool turned = page.Contains("Rotate", StringComparison.Ordinal);
        Assert.Equal(turned, document.Has(IssueCode.PageTurned));
        if (!turned)
        {
            var read = await PdfFixture.ReaderOf(file).ReadRegionsAsync(file, 1, [.. words.Select(w => w.Box)], CancellationToken.None);
            Assert.Equal(["Metoprolol", "Amoxicillin"], read.Select(r => r.Text));
        }

        Assert.Contains("Metoprolol 50 mg", document.Text, StringComparison.Ordinal);
        Assert.True(words[1].Marks.HasFlag(WordMarks.Bold));
        Assert.All(words, w => Assert.True(w.Box.X >= 0 && w.Box.Right <= document.Pages[0].Width && w.Box.Y >= 0 && w.Box.Bottom <= document.Pages[0].Height));
        var picture = await PdfFixture.ReaderOf(file).RenderAsync(file, 1, 800, CancellationToken.None);
        Assert.Equal((double)document.Pages[0].Width / document.Pages[0].Height, (double)picture!.Width / picture.Height, 0.01);
    }

    [Fact]
    public async Task Print_that_runs_sideways_is_read_upright()
    {
        string content = "q 0 1 -1 0 300 100 cm " + Text(0, 0, "Patient: Ann Example") + Text(0, -20, "Member ID: A1B2C3") + "Q";
        var document = await PdfFixture.Read(new RawPdf().Page(content).File());
        Assert.Equal("Patient: Ann Example\nMember ID: A1B2C3", document.Text);
        Assert.True(document.Has(IssueCode.PageTurned));
        Assert.True(document.Word("Patient:").Box.Height > document.Word("Patient:").Box.Width);
    }

    [Fact]
    public async Task Raised_digits_and_spaced_letters_keep_their_meaning()
    {
        string content = Text(72, 700, "Hemoglobin 7.2") + "BT /F1 7 Tf 156.2 704 Td (3) Tj ET " + "BT /F1 12 Tf 4 Tc 72 650 Td (PATIENT) Tj ET";
        var document = await PdfFixture.Read(new RawPdf().Page(content).File());
        Assert.Equal("Hemoglobin 7.2³\nPATIENT", document.Text);
    }
}

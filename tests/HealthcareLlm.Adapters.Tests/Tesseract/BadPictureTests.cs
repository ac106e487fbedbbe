using HealthcareLlm.Adapters.Imaging;
using HealthcareLlm.Adapters.Tesseract;
using HealthcareLlm.Adapters.Tests.Imaging;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Adapters.Tests.Tesseract;

public sealed class BadPictureTests : IDisposable
{
    private readonly TesseractOcrEngine _engine = new();

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void HugeHeadersAreRefusedBeforeDecoding()
    {
        byte[] png = Sample();
        // IHDR width 100,000: decoding it would need gigabytes.
        (png[16], png[17], png[18], png[19]) = (0, 1, 0x86, 0xA0);
        var read = _engine.ReadPage(new(png), 1, new(), default);
        Assert.Equal(PageReading.NotRead, read.Reading);
        Assert.Equal(IssueCode.PageTooLarge, Assert.Single(read.Issues).Code);
        byte[] tiff = TestTiff.Write([new(30_000, 30_000, [0], 1, 0, 200, 200)]);
        Assert.Equal(IssueCode.PageTooLarge, Assert.Single(_engine.ReadPage(new(tiff), 1, new(), default).Issues).Code);
    }

    [Fact]
    public void DamagedPicturesAreIssues()
    {
        byte[] png = Sample();
        foreach (byte[] bad in (byte[][])[[], [0x89, 0x50], png[..40], "II*\0\u0008\0\0\0"u8.ToArray(), TestTiff.Write([new(800, 900, new byte[10], 4, 0, 200, 200)])])
        {
            var read = _engine.ReadPage(new(bad), 3, new(), default);
            Assert.True(read.Reading == PageReading.NotRead || read.Issues.Length > 0);
            Assert.All(read.Issues, i => Assert.NotEmpty(i.Message));
        }

        Assert.Null(PictureEncoder.Encode(new(png.AsMemory(0, 40)), 400, new()));
    }

    [Fact]
    public void BrokenOffJpegIsReadAndReported()
    {
        using var page = SamplePages.Prose("Liberation Serif", 11, 150);
        byte[] jpeg = Degradation.Jpeg(page.Bitmap, 70);
        var read = _engine.ReadPage(new(jpeg.AsMemory(0, jpeg.Length / 2)), 1, new(), default);
        Assert.Contains(read.Issues, i => i.Code == IssueCode.DamagedFile);
        Assert.NotEmpty(read.Words);
    }

    [Fact]
    public void BlankPageIsNamedAndSoIsTimeout()
    {
        using var blank = new TestPage();
        Assert.Equal(IssueCode.BlankPage, Assert.Single(_engine.ReadPage(new(blank.Png()), 1, new(), default).Issues).Code);
        using var page = SamplePages.Prose("Liberation Serif", 11, 200);
        var read = _engine.ReadPage(new(page.Png()), 1, new() { PageTime = TimeSpan.FromTicks(1) }, default);
        Assert.Contains(read.Issues, i => i.Code == IssueCode.PageTimeout);
        Assert.NotEqual(PageReading.Ocr, read.Reading);
    }

    [Fact]
    public void AbsentLanguageIsAClearError()
    {
        var e = Assert.Throws<OcrException>(() => new TesseractOcrEngine("xx-none"));
        Assert.Equal(IssueCode.OcrFailed, e.ToIssue(2).Code);
        Assert.Contains("tesseract-ocr", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void TurnedPagesAreReadUprightWithBoxesAsShown(int quarters)
    {
        using var page = SamplePages.Form("Liberation Sans", 10, 200);
        using var turned = Degradation.QuarterTurn(page.Bitmap, quarters);
        var read = _engine.ReadPage(new(Degradation.Png(turned), DpiX: 200, DpiY: 200), 1, new(), default);
        Assert.Contains(read.Issues, i => i.Code == IssueCode.PageTurned);
        Assert.Equal((turned.Width, turned.Height), (read.Width, read.Height));
        var word = Assert.Single(read.Words, w => w.Text == "AUTHORIZATION");
        var upright = Assert.Single(_engine.ReadPage(new(page.Png(), DpiX: 200, DpiY: 200), 1, new(), default).Words, w => w.Text == "AUTHORIZATION").Box;
        var (x, y) = quarters switch
        {
            1 => (page.Bitmap.Height - upright.CenterY, upright.CenterX),
            2 => (page.Bitmap.Width - upright.CenterX, page.Bitmap.Height - upright.CenterY),
            _ => (upright.CenterY, page.Bitmap.Width - upright.CenterX),
        };
        Assert.InRange(word.Box.CenterX, x - 4, x + 4);
        Assert.InRange(word.Box.CenterY, y - 4, y + 4);
    }

    [Fact]
    public void SkewedFaxKeepsBoxesInItsOwnUnequalPixels()
    {
        using var page = new TestPage();
        for (int i = 0; i < 30; i++) page.Write("The member identifier stands below and is to be read at its place", 1, 1 + (i * 0.28), 12);
        var box = page.Write("Beneficiary: Q4417982", 1, 10, 14);
        using var turned = Degradation.Turn(page.Bitmap, 1.5);
        using var scaled = Degradation.Scale(turned, (int)(8.5 * 204), 11 * 98);
        var read = _engine.ReadPage(new(Degradation.Fax(scaled, 204, 98)), 1, new(), default);
        Assert.Equal((204, 98), (read.DpiX, read.DpiY));
        var word = read.Words.MinBy(w => Math.Abs(w.LayoutBox.CenterY - read.Words.Max(v => v.LayoutBox.CenterY)) + w.LayoutBox.X)!;
        Assert.StartsWith("Benef", word.Text, StringComparison.Ordinal);
        // Where the left end of the line lies after the turn, in fax pixels.
        double angle = 1.5 * Math.PI / 180, dx = box.Left - (page.Bitmap.Width / 2.0), dy = box.MidY - (page.Bitmap.Height / 2.0);
        double x = ((page.Bitmap.Width / 2.0) + (dx * Math.Cos(angle)) - (dy * Math.Sin(angle))) * 204 / 200;
        double y = ((page.Bitmap.Height / 2.0) + (dx * Math.Sin(angle)) + (dy * Math.Cos(angle))) * 98 / 200;
        Assert.InRange(word.Box.X, x - 8, x + 8);
        Assert.InRange(word.Box.CenterY, y - 6, y + 6);
    }

    [Fact]
    public void FramesOfATiffAreReadByNumberInBothPolarities()
    {
        using var page = new TestPage(100);
        page.Write("Frame two speaks", 1, 2, 24);
        byte[] fax = Degradation.Fax(page.Bitmap, 100, 100);
        byte[] strip = fax[8..(8 + (((page.Bitmap.Width + 7) / 8) * page.Bitmap.Height))];
        byte[] inverted = [.. strip.Select(b => (byte)~b)];
        TiffFrame Frame(byte[] bits, int photometric) => new(page.Bitmap.Width, page.Bitmap.Height, bits, 1, photometric, 100, 100);
        byte[] tiff = TestTiff.Write([Frame(new byte[strip.Length], 0), Frame(strip, 0), Frame(inverted, 1)]);
        Assert.Equal(3, PictureHeader.Read(tiff)!.Frames);
        Assert.Empty(_engine.ReadPage(new(tiff, 0), 1, new(), default).Words);
        foreach (int frame in (int[])[1, 2])
        {
            Assert.Equal(["Frame", "two", "speaks"], _engine.ReadPage(new(tiff, frame), 1, new(), default).Words.Select(w => w.Text));
        }

        Assert.Equal(PageReading.NotRead, _engine.ReadPage(new(tiff, 3), 1, new(), default).Reading);
        var picture = PictureEncoder.Encode(new(tiff, 1), 400, new())!;
        Assert.Equal(400, picture.Width);
    }

    private static byte[] Sample()
    {
        using var page = new TestPage(100);
        page.Write("Some words", 1, 1, 20);
        return page.Png();
    }
}

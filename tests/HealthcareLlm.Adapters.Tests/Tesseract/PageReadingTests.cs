using HealthcareLlm.Adapters.Tesseract;
using HealthcareLlm.Adapters.Tests.Imaging;
using HealthcareLlm.Documents;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Adapters.Tests.Tesseract;

public sealed class PageReadingTests : IDisposable
{
    private readonly TesseractOcrEngine _engine = new();

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void PlainPageIsReadWithBoxesInPagePixels()
    {
        using var page = new TestPage();
        var box = page.Write("Patient: Quillon Verhast", 1, 1.5, 12);
        page.Write("Date of birth: 03/14/1961", 1, 2, 12);
        var read = _engine.ReadPage(new(page.Png(), DpiX: 200, DpiY: 200), 1, new(), default);
        Assert.Equal(PageReading.Ocr, read.Reading);
        Assert.Equal(["Patient:", "Quillon", "Verhast", "Date", "of", "birth:", "03/14/1961"], read.Words.Select(w => w.Text));
        Assert.InRange(read.Words[0].Box.X, box.Left - 4, box.Left + 4);
        Assert.InRange(read.Words[2].Box.Right, box.Right - 4, box.Right + 4);
        Assert.Empty(read.Issues);
    }

    [Fact]
    public async Task PoolLendsEnginesAndRegionsAreRead()
    {
        using var page = new TestPage();
        var box = page.Write("Denied: NO   Approved: YES", 1, 1.5, 12);
        using var pool = new OcrEnginePool(new() { Parallelism = 2 });
        var image = new PageImage(page.Png(), DpiX: 200, DpiY: 200);
        var regions = await pool.UseAsync(e => e.ReadRegions(image, [new(box.Left, box.Top, box.Width / 2.2, box.Height)], default), default);
        Assert.Equal("Denied: NO", regions[0].Text);
    }
}

using System.Buffers.Binary;
using HealthcareLlm.Adapters.Tests.Pdf;
using HealthcareLlm.Documents;
using HealthcareLlm.Ingestion;
using SkiaSharp;

namespace HealthcareLlm.Adapters.Tests.Readers;

public sealed class ImageReaderTests
{
    private static SKBitmap Page(string text)
    {
        var bitmap = new SKBitmap(1000, 300, SKColorType.Gray8, SKAlphaType.Opaque);
        using var canvas = new SKCanvas(bitmap);
        using var face = SKTypeface.FromFile("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf");
        using var font = new SKFont(face, 34);
        using var paint = new SKPaint { Color = SKColors.Black, IsAntialias = true };
        canvas.Clear(SKColors.White);
        canvas.DrawText(text, 60, 120, font, paint);
        return bitmap;
    }

    /// <summary>Plain grey frames one after the other; a frame without pixels says that its strip lies beyond the file.</summary>
    private static byte[] Tiff(params SKBitmap?[] frames)
    {
        using var file = new MemoryStream();
        file.Write("II*\0"u8);
        file.Write(new byte[4]);
        long link = 4;
        foreach (var frame in frames)
        {
            byte[] pixels = frame?.Bytes ?? [];
            long strip = frame is null ? 90_000_000 : file.Position;
            file.Write(pixels);
            if (file.Position % 2 != 0) file.WriteByte(0);
            long directory = file.Position;
            file.Position = link;
            file.Write(Four((int)directory));
            file.Position = directory;
            (int Tag, int Value)[] entries = [(256, 1000), (257, 300), (258, 8), (259, 1), (262, 1), (273, (int)strip), (277, 1), (278, 300), (279, 300_000)];
            file.Write([(byte)entries.Length, 0]);
            foreach (var (tag, value) in entries)
            {
                file.Write([(byte)tag, (byte)(tag >> 8), 4, 0]);
                file.Write(Four(1));
                file.Write(Four(value));
            }

            link = file.Position;
            file.Write(new byte[4]);
        }

        return file.ToArray();

        static byte[] Four(int value)
        {
            byte[] bytes = new byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
            return bytes;
        }
    }

    [Fact]
    public async Task A_damaged_page_of_a_tiff_does_not_cost_the_others()
    {
        using var first = Page("Patient: Ann Example");
        using var last = Page("Member ID: 4711");
        var document = await PdfFixture.Read(new SourceFile("fax.tif", Tiff(first, null, last)));

        Assert.Equal("image/tiff", document.MediaType);
        Assert.Equal(3, document.Pages.Length);
        Assert.Contains("Patient: Ann Example", document.Text, StringComparison.Ordinal);
        Assert.Contains("Member ID: 4711", document.Text, StringComparison.Ordinal);
        Assert.Equal(PageReading.NotRead, document.Pages[1].Reading);
        Assert.Contains(document.Issues, i => i.Page == 2 && i.Severity == IssueSeverity.Error);
    }

    [Fact]
    public async Task Pictures_are_told_by_content_and_asked_again()
    {
        using var page = Page("Dose 25 mg");
        foreach (var (format, type) in ((SKEncodedImageFormat, string)[])[(SKEncodedImageFormat.Png, "image/png"), (SKEncodedImageFormat.Jpeg, "image/jpeg")])
        {
            using var encoded = page.Encode(format, 95);
            var file = new SourceFile("mislabelled.txt", encoded.ToArray());
            var document = await PdfFixture.Read(file);
            Assert.Equal(type, document.MediaType);
            var regions = await PdfFixture.ReaderOf(file).ReadRegionsAsync(file, 1, [document.Word("25").Box], CancellationToken.None);
            Assert.Equal("25", Assert.Single(regions).Text);
            Assert.NotNull(await PdfFixture.ReaderOf(file).RenderAsync(file, 1, 500, CancellationToken.None));
        }
    }

    [Fact]
    public async Task A_picture_that_breaks_off_or_is_none_is_named()
    {
        using var page = Page("Dose 25 mg");
        using var encoded = page.Encode(SKEncodedImageFormat.Png, 95);
        byte[] bytes = encoded.ToArray();
        foreach (int length in (int[])[20, 60])
        {
            var document = await PdfFixture.Read(new SourceFile("a.png", bytes.AsMemory(0, length)));
            Assert.Contains(document.Issues, i => i.Severity == IssueSeverity.Error);
            Assert.Equal(string.Empty, document.Text);
        }
    }
}

using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using HealthcareLlm.Adapters.Imaging;
using HealthcareLlm.Adapters.Poppler;
using HealthcareLlm.Documents;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Adapters.Evaluation;

/// <summary>A page that was made worse: what it takes to find a place of the original on it.</summary>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
/// <param name="Skew">Degrees that it was turned to the right.</param>
/// <param name="QuarterTurns">Quarter turns to the right before that.</param>
/// <param name="DpiX">Pixels an inch across.</param>
/// <param name="DpiY">Pixels an inch down.</param>
public sealed record DegradedPage(int Width, int Height, double Skew, int QuarterTurns, double DpiX, double DpiY)
{
    /// <summary>The box around a place of the original.</summary>
    /// <param name="box">Place in pixels of the original page.</param>
    /// <param name="width">Width of the original page in the same pixels.</param>
    /// <param name="height">Its height.</param>
    public BoundingBox Place(BoundingBox box, double width, double height)
    {
        // Shares of the page, then quarter turns, then inches (in which the page is square), then the skew about its middle.
        double inchesX = Width / DpiX, inchesY = Height / DpiY, sine = Math.Sin(Skew * Math.PI / 180), cosine = Math.Cos(Skew * Math.PI / 180);
        double left = double.MaxValue, top = double.MaxValue, right = double.MinValue, bottom = double.MinValue;
        foreach (var (cornerX, cornerY) in new[] { (box.X, box.Y), (box.Right, box.Y), (box.X, box.Bottom), (box.Right, box.Bottom) })
        {
            double x = cornerX / width, y = cornerY / height;
            for (int i = 0; i < QuarterTurns; i++) (x, y) = (1 - y, x);
            double fromMiddleX = (x - 0.5) * inchesX, fromMiddleY = (y - 0.5) * inchesY;
            x = ((fromMiddleX * cosine) - (fromMiddleY * sine) + (inchesX / 2)) * DpiX;
            y = ((fromMiddleX * sine) + (fromMiddleY * cosine) + (inchesY / 2)) * DpiY;
            (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x), Math.Max(bottom, y));
        }

        return new(Math.Max(0, left), Math.Max(0, top), Math.Min(Width, right) - Math.Max(0, left), Math.Min(Height, bottom) - Math.Max(0, top));
    }
}

/// <summary>Renders documents and makes their pages worse, with a seed: the same document, quality and seed give the same bytes.</summary>
/// <param name="limits">Memory and time of one file.</param>
public sealed class DocumentDegrader(IngestionLimits limits)
{
    private const double FaxDpi = 204;
    private const byte Threshold = 160;

    /// <summary>Writes a worse copy as a TIFF of all pages (one bit a pixel and Group 4 for a fax, grey and LZW for anything else).</summary>
    /// <param name="path">PDF, TIFF, PNG or JPEG.</param>
    /// <param name="output">Path of the TIFF.</param>
    /// <param name="quality">How it is made worse.</param>
    /// <param name="seed">Seed of what is left to chance.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>The pages; null for a plain text, or a file that cannot be opened: nothing is written.</returns>
    public async Task<ImmutableArray<DegradedPage>?> DegradeAsync(string path, string output, ScanQuality quality, int seed, CancellationToken cancellation)
    {
        byte[] bytes = await File.ReadAllBytesAsync(path, cancellation).ConfigureAwait(false);
        if (FileTypes.Of(bytes) is not (FileType.Pdf or FileType.Png or FileType.Jpeg or FileType.Tiff)) return null;
        string beside = output + ".part";
        var pages = ImmutableArray.CreateBuilder<DegradedPage>();
        double dpi = quality.FaxLines is null ? quality.Dpi : FaxDpi;
        try
        {
            await foreach (var page in PagesAsync(path, bytes, dpi, cancellation).ConfigureAwait(false))
            {
                if (page is null) return null;
                var random = new Random(SeedOf(bytes, pages.Count, seed));
                double skew = quality.Skew == 0 ? 0 : Math.Round(quality.Skew * ((2 * random.NextDouble()) - 1), 2);
                var made = Worsen(page, quality, skew, pages.Count + 1, random);
                double dpiX = dpi, dpiY = quality.FaxLines ?? dpi;
                await Task.Run(() => Write(beside, made, quality, dpiX, dpiY, pages.Count == 0), cancellation).ConfigureAwait(false);
                pages.Add(new(made.Width, made.Height, skew, quality.QuarterTurns, dpiX, dpiY));
            }

            if (pages.Count == 0) return null;
            File.Move(beside, output, overwrite: true);
            return pages.ToImmutable();
        }
        finally
        {
            if (File.Exists(beside)) File.Delete(beside);
        }
    }

    private static GrayPage Worsen(GrayPage page, ScanQuality quality, double skew, int number, Random random)
    {
        var made = page.Turn(quality.QuarterTurns).Skew(skew).Blur(quality.Blur).Contrast(quality.Contrast);
        if (quality.FaxLines is { } lines) made = made.Scale(made.Width, (int)Math.Round(made.Height * lines / FaxDpi));
        if (quality.Header)
        {
            string text = string.Create(CultureInfo.InvariantCulture, $"03/04/2026 09:{number:00}  FAX 555 0100  P.{number:00}");
            int dot = Math.Max(1, made.Width / 600);
            made = FaxHeader.Print(made, text, dot, quality.FaxLines == 98 ? Math.Max(1, dot / 2) : dot);
        }

        made = made.Speckle(quality.Speckle, random);
        return quality.FaxLines is null ? made : made.Bilevel(Threshold);
    }

    private async IAsyncEnumerable<GrayPage?> PagesAsync(string path, byte[] bytes, double dpi, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        if (FileTypes.Of(bytes) == FileType.Pdf)
        {
            int count = await PageCount.OfAsync(path, limits, cancellation).ConfigureAwait(false);
            if (count == 0) yield break;
            await foreach (var rendered in new PageRenderer(limits).RenderAsync(path, 1, count, new(dpi, dpi), cancellation).ConfigureAwait(false))
            {
                yield return rendered.Picture is { } picture ? new GrayPage(picture.Width, picture.Height, picture.Pixels) : null;
            }

            yield break;
        }

        int frames = Math.Max(1, PictureHeader.Read(bytes)?.Frames ?? 1);
        for (int frame = 0; frame < frames; frame++)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return Picture(bytes, frame, dpi);
        }
    }

    private GrayPage? Picture(byte[] bytes, int frame, double dpi)
    {
        var (loaded, _) = PageBitmap.Load(new(bytes, frame), limits);
        if (loaded is null) return null;
        using (loaded)
        {
            using var gray = loaded.Pixels.ToGray();
            byte[] pixels = new byte[gray.Width * gray.Height];
            for (int y = 0; y < gray.Height; y++)
            {
                var row = gray.Row(y);
                for (int x = 0; x < gray.Width; x++) pixels[(y * gray.Width) + x] = (byte)(row[x >> 2] >> (24 - ((x & 3) * 8)));
            }

            return new GrayPage(gray.Width, gray.Height, pixels).Scale((int)Math.Round(gray.Width * dpi / loaded.DpiX), (int)Math.Round(gray.Height * dpi / loaded.DpiY));
        }
    }

    private static void Write(string path, GrayPage page, ScanQuality quality, double dpiX, double dpiY, bool isFirst)
    {
        using var pix = ToPix(page);
        using var compressed = quality.Jpeg is { } jpeg ? ThroughJpeg(pix, jpeg) : pix.Copy()!;
        using var made = quality.FaxLines is null ? compressed.ToGray() : compressed.ToBilevel(128);
        _ = Leptonica.pixSetResolution(made.Pointer, (int)Math.Round(dpiX), (int)Math.Round(dpiY));
        int format = quality.FaxLines is null ? Leptonica.FormatTiffLzw : Leptonica.FormatTiffG4;
        if (Leptonica.pixWriteTiff(path, made.Pointer, format, isFirst ? "w" : "a") != 0) throw new IOException("the degraded page cannot be written");
    }

    private static Pix ToPix(GrayPage page)
    {
        var pix = Pix.BlankGray(page.Width, page.Height);
        for (int y = 0; y < page.Height; y++)
        {
            var row = pix.Row(y);
            row.Clear();
            for (int x = 0; x < page.Width; x++) row[x >> 2] |= (uint)page.Pixels[(y * page.Width) + x] << (24 - ((x & 3) * 8));
        }

        return pix;
    }

    private static Pix ThroughJpeg(Pix pix, int quality)
    {
        if (Leptonica.pixWriteMemJpeg(out nint pointer, out nuint size, pix.Pointer, quality, 0) != 0 || pointer == 0) throw new IOException("the page cannot be compressed");
        byte[] bytes = new byte[(int)size];
        Marshal.Copy(pointer, bytes, 0, bytes.Length);
        Leptonica.lept_free(pointer);
        return Pix.Decode(bytes, PictureFormat.Jpeg, 0) ?? throw new IOException("the compressed page cannot be read");
    }

    private static int SeedOf(byte[] bytes, int page, int seed) => BinaryPrimitives.ReadInt32LittleEndian(SHA256.HashData(
        [.. SHA256.HashData(bytes), .. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{page} {seed}"))]));
}

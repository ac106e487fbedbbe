using System.Collections.Immutable;
using HealthcareLlm.Adapters.Imaging;
using HealthcareLlm.Adapters.Poppler;
using HealthcareLlm.Evaluation.Copies;
using HealthcareLlm.Evaluation.GoldenSets;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Adapters.Evaluation;

/// <summary>Looks at documents for the check of a golden set: pages, sizes, text layers and prints of pictures, by poppler and leptonica alone, without recognition.</summary>
/// <param name="limits">Memory and time of one file.</param>
public sealed class DocumentLook(IngestionLimits limits)
{
    private const double PrintDpi = 100, PlacesDpi = 200, PointsAnInch = 72;

    /// <summary>Words of a text layer from which on a page counts as one whose text the file holds; fewer are a stamp or a header line.</summary>
    private const int LeastLayerWords = 20;

    /// <summary>As <see cref="LookAtDocument"/>.</summary>
    public async Task<DocumentFacts?> LookAsync(string path, CancellationToken cancellation)
    {
        byte[] bytes;
        try
        {
            bytes = await File.ReadAllBytesAsync(path, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }

        return FileTypes.Of(bytes) switch
        {
            FileType.Text when TextDecoding.Decode(bytes) is { } decoded => Plain(decoded.Text),
            FileType.Pdf => await PdfAsync(path, cancellation).ConfigureAwait(false),
            FileType.Png or FileType.Jpeg or FileType.Tiff => Pictures(bytes),
            _ => null,
        };
    }

    /// <summary>Whether the file holds its text: plain text, or a PDF each of whose pages has a text layer. Nothing is rendered.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="cancellation">Stops the work.</param>
    public async Task<bool> HoldsTextAsync(string path, CancellationToken cancellation)
    {
        byte[] bytes = await File.ReadAllBytesAsync(path, cancellation).ConfigureAwait(false);
        if (FileTypes.Of(bytes) == FileType.Text) return TextDecoding.Decode(bytes) is not null;
        if (FileTypes.Of(bytes) != FileType.Pdf) return false;
        int count = Math.Min(await PageCount.OfAsync(path, limits, cancellation).ConfigureAwait(false), limits.MaximumPages);
        var text = new LayerText(path, 1, count, limits);
        for (int page = 1; page <= count; page++)
        {
            if ((await text.OfAsync(page, cancellation).ConfigureAwait(false)).Count < LeastLayerWords) return false;
        }

        return count > 0;
    }

    private static DocumentFacts Plain(string text) => new([.. text.Split('\f').Select(page => new PageFacts(null, null, page, []))], text);

    private async Task<DocumentFacts?> PdfAsync(string path, CancellationToken cancellation)
    {
        int count = Math.Min(await PageCount.OfAsync(path, limits, cancellation).ConfigureAwait(false), limits.MaximumPages);
        if (count == 0) return null;
        var text = new LayerText(path, 1, count, limits);
        var pages = ImmutableArray.CreateBuilder<PageFacts>(count);
        await foreach (var rendered in new PageRenderer(limits).RenderAsync(path, 1, count, new(PrintDpi, PrintDpi), cancellation).ConfigureAwait(false))
        {
            var words = await text.OfAsync(rendered.Page, cancellation).ConfigureAwait(false);
            bool isText = words.Count >= LeastLayerWords;
            double scale = PlacesDpi / PrintDpi;
            pages.Add(new(
                isText ? rendered.Picture?.Width * scale : null,
                isText ? rendered.Picture?.Height * scale : null,
                isText ? string.Join(' ', words.Select(w => w.Text)) : null,
                rendered.Picture is { } picture ? Cells(picture.Width, picture.Height, picture.Row) : [],
                rendered.Picture is { } seen ? PageInk.Of(seen.Width, seen.Height, seen.Pixels) : null));
        }

        return new(pages.ToImmutable(), null);
    }

    private static DocumentFacts? Pictures(byte[] bytes)
    {
        if (PictureHeader.Read(bytes) is not { } header) return null;
        var pages = ImmutableArray.CreateBuilder<PageFacts>();
        for (int frame = 0; frame < Math.Max(1, header.Frames); frame++)
        {
            if (Pix.Decode(bytes, header.Format, frame) is not { } decoded) return null;
            using (decoded)
            {
                using var upright = decoded.ToGray();
                byte[] pixels = Gray(upright);
                var of = frame == 0 ? header : PictureHeader.Read(bytes, frame) ?? header;
                bool isTurned = of.Orientation >= 5;
                pages.Add(new(isTurned ? upright.Height : upright.Width, isTurned ? upright.Width : upright.Height, null,
                    Cells(upright.Width, upright.Height, y => pixels.AsSpan(y * upright.Width, upright.Width)),
                    PageInk.Of(upright.Width, upright.Height, pixels, Aspect(of))));
            }
        }

        return new(pages.ToImmutable(), null);
    }

    /// <summary>Height of a pixel by its width. Leptonica brings a TIFF upright, and a JPEG not.</summary>
    private static double Aspect(PictureHeader header) => header is not { DpiX: > 0, DpiY: > 0 } ? 1 : header is { Format: PictureFormat.Tiff, IsTransposed: true } ? header.DpiY / header.DpiX : header.DpiX / header.DpiY;

    /// <summary>Leptonica packs four pixels into a word, the first in its highest byte.</summary>
    private static byte[] Gray(Pix pix)
    {
        byte[] pixels = new byte[pix.Width * pix.Height];
        for (int y = 0; y < pix.Height; y++)
        {
            var words = pix.Row(y);
            var row = pixels.AsSpan(y * pix.Width, pix.Width);
            for (int x = 0; x < row.Length; x++) row[x] = (byte)(words[x >> 2] >> (24 - (8 * (x & 3))));
        }

        return pixels;
    }

    private delegate ReadOnlySpan<byte> RowOf(int y);

    private static ImmutableArray<byte> Cells(int width, int height, RowOf row)
    {
        if (width < PicturePrint.Columns || height < PicturePrint.Rows) return [];
        byte[] cells = new byte[PicturePrint.Columns * PicturePrint.Rows];
        long[] sums = new long[PicturePrint.Columns];
        for (int down = 0; down < PicturePrint.Rows; down++)
        {
            int top = down * height / PicturePrint.Rows, bottom = (down + 1) * height / PicturePrint.Rows;
            Array.Clear(sums);
            for (int y = top; y < bottom; y++)
            {
                var pixels = row(y);
                for (int x = 0; x < width; x++) sums[x * PicturePrint.Columns / width] += pixels[x];
            }

            for (int across = 0; across < PicturePrint.Columns; across++)
            {
                long left = CeilingOf(across * width, PicturePrint.Columns), right = CeilingOf((across + 1) * width, PicturePrint.Columns);
                cells[(down * PicturePrint.Columns) + across] = (byte)(sums[across] / Math.Max(1, (right - left) * (bottom - top)));
            }
        }

        return [.. cells];
    }

    private static long CeilingOf(long number, long by) => (number + by - 1) / by;
}

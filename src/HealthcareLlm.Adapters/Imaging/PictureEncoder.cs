using System.Runtime.InteropServices;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Adapters.Imaging;

/// <summary>Encodes a page for the result's HTML page: small, grey, as a viewer shows it.</summary>
public static class PictureEncoder
{
    // Quality at which 8 point print stays legible in grey; JPEG's own scale, 1 to 100.
    private const int Quality = 60;

    /// <summary>
    /// The page scaled down to a width, as grey JPEG or as PNG, whichever is smaller; null where it cannot be decoded or breaks a limit.
    /// </summary>
    /// <param name="image">The page.</param>
    /// <param name="maximumWidth">Greatest width, pixels; 1 or more.</param>
    /// <param name="limits">Limits on the size of the input.</param>
    public static PagePicture? Encode(PageImage image, int maximumWidth, IngestionLimits limits)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumWidth, 1);
        var (page, _) = PageBitmap.Load(image, limits);
        if (page is null) return null;
        using (page)
        {
            double factor = Math.Min(1, (double)maximumWidth / page.Width);
            // A fax of 204 x 98 shows as flat as it is stored: boxes are in the page's own pixels, and a viewer stretches both alike.
            using var scaled = factor < 1 ? page.Pixels.Scale(factor, factor) : page.Pixels.Copy();
            if (scaled is null) return null;
            var jpeg = Jpeg(scaled);
            var png = scaled.IsBilevel ? Png(scaled) : [];
            bool usePng = png.Length > 0 && (jpeg.Length == 0 || png.Length < jpeg.Length);
            byte[] best = usePng ? png : jpeg;
            return best.Length == 0 ? null : new(usePng ? "image/png" : "image/jpeg", best, scaled.Width, scaled.Height);
        }
    }

    private static byte[] Jpeg(Pix pix)
    {
        using var gray = pix.ToGray();
        return Leptonica.pixWriteMemJpeg(out nint bytes, out nuint size, gray.Pointer, Quality, 0) == 0 ? Take(bytes, size) : [];
    }

    private static byte[] Png(Pix pix) =>
        Leptonica.pixWriteMem(out nint bytes, out nuint size, pix.Pointer, Leptonica.FormatPng) == 0 ? Take(bytes, size) : [];

    private static byte[] Take(nint bytes, nuint size)
    {
        if (bytes == 0) return [];
        var taken = new byte[(int)size];
        Marshal.Copy(bytes, taken, 0, taken.Length);
        Leptonica.lept_free(bytes);
        return taken;
    }
}

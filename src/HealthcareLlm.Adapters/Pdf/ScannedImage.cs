using System.Buffers.Binary;
using HealthcareLlm.Adapters.Imaging;
using HealthcareLlm.Ingestion;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Graphics.Colors;
using UglyToad.PdfPig.Tokens;

namespace HealthcareLlm.Adapters.Pdf;

/// <summary>Takes a page's one full-page image as it lies in the file, where that is what a viewer would show.</summary>
internal static class ScannedImage
{
    // Share of the page, in each direction, that the image covers.
    private const double FullPage = 0.97;

    private const double MinimumDpi = 90, MaximumDpi = 320;

    /// <summary>The page's image with its true resolution; null where the page must be rendered (more than one image, a mask, a rotation, another filter or colour space).</summary>
    internal static PageImage? Of(PageContent page)
    {
        if (Only(page) is not { } placed || !placed.IsUpright || !placed.IsOpaque || placed.Image is not { } image) return null;
        if (image.Decode is { Count: > 0 } decode && !IsPlain(decode)) return null;
        double dpiX = image.WidthInSamples / (placed.Box.Width / 72), dpiY = image.HeightInSamples / (placed.Box.Height / 72);
        if (dpiX is < MinimumDpi or > MaximumDpi || dpiY is < MinimumDpi or > MaximumDpi) return null;
        if (Filter(image.ImageDictionary) is not { } filter) return null;
        byte[]? bytes = filter switch
        {
            "DCTDecode" or "DCT" => Jpeg(image),
            "CCITTFaxDecode" or "CCF" => Fax(image),
            _ => null,
        };
        return bytes is null ? null : new PageImage(bytes, 0, Math.Round(dpiX, 1), Math.Round(dpiY, 1));
    }

    /// <summary>The resolution, pixels an inch, at which a scanned page shows its image pixel by pixel; the given one where it has no such image.</summary>
    internal static (double X, double Y) Resolution(PageContent page, double usual)
    {
        if (Only(page) is not { Image: { } image } placed) return (usual, usual);
        double x = image.WidthInSamples / (placed.Box.Width / 72), y = image.HeightInSamples / (placed.Box.Height / 72);
        // On a turned page the image's rows may run down; the picture is then sampled alike in both directions.
        if (!placed.IsUpright) (x, y) = (Math.Max(x, y), Math.Max(x, y));
        return x is < MinimumDpi or > MaximumDpi || y is < MinimumDpi or > MaximumDpi ? (usual, usual) : (Math.Round(x, 1), Math.Round(y, 1));
    }

    private static PlacedImage? Only(PageContent page) =>
        page.Images.Count == 1 && page.Images[0].Box is var box && box.Width >= page.Width * FullPage && box.Height >= page.Height * FullPage
        && page.Shapes.All(s => s.Order < page.Images[0].Order || s.Luminance > 0.99) && !page.HasShading
            ? page.Images[0]
            : null;

    private static bool IsPlain(IReadOnlyList<double> decode)
    {
        for (int i = 0; i < decode.Count; i++)
        {
            if (decode[i] != i % 2) return false;
        }

        return true;
    }

    private static string? Filter(DictionaryToken dictionary)
    {
        if (!dictionary.TryGet(NameToken.Filter, out IToken token) && !dictionary.TryGet(NameToken.Create("F"), out token)) return null;
        return token switch
        {
            NameToken name => name.Data,
            ArrayToken { Data: [NameToken only] } => only.Data,
            _ => null,
        };
    }

    private static byte[]? Jpeg(IPdfImage image)
    {
        byte[] bytes = image.RawMemory.ToArray();
        // Four components are CMYK, often inverted; a viewer ignores a camera's turn, our decoder would not.
        if (image.ColorSpaceDetails is not { BaseNumberOfColorComponents: 1 or 3, BaseType: not ColorSpace.Lab }) return null;
        return PictureHeader.Read(bytes) is { Format: PictureFormat.Jpeg, Orientation: 1 } header && header.Width == image.WidthInSamples && header.Height == image.HeightInSamples ? bytes : null;
    }

    /// <summary>A fax strip in a TIFF of its own: the coding is the same (ISO 32000-1, 7.4.6; TIFF 6.0, section 11).</summary>
    private static byte[]? Fax(IPdfImage image)
    {
        if (image.ColorSpaceDetails is not DeviceGrayColorSpaceDetails || image.BitsPerComponent != 1) return null;
        if (!image.ImageDictionary.TryGet(NameToken.DecodeParms, out IToken token)) return null;
        var parameters = token as DictionaryToken ?? (token is ArrayToken { Data.Count: > 0 } array ? array.Data[0] as DictionaryToken : null);
        if (parameters is null) return null;
        double k = Number(parameters, "K", 0);
        if (k > 0 || Number(parameters, "Columns", 1728) != image.WidthInSamples || Flag(parameters, "EncodedByteAlign")) return null;
        bool blackIsOne = Flag(parameters, "BlackIs1");
        return Tiff(image.RawMemory.Span, image.WidthInSamples, image.HeightInSamples, compression: k < 0 ? 4 : 3, photometric: blackIsOne ? 1 : 0);
    }

    private static double Number(DictionaryToken dictionary, string name, double missing) =>
        dictionary.TryGet(NameToken.Create(name), out IToken token) ? (token as NumericToken)?.Double ?? double.NaN : missing;

    private static bool Flag(DictionaryToken dictionary, string name) =>
        dictionary.TryGet(NameToken.Create(name), out IToken token) && token is BooleanToken { Data: true };

    // Photometric 0: the coder's white runs are white; with BlackIs1 the decoded ones are white in DeviceGray, which turns the picture to its negative.
    private static byte[] Tiff(ReadOnlySpan<byte> strip, int width, int height, int compression, int photometric)
    {
        const int entries = 8, directory = 8, data = directory + 2 + (entries * 12) + 4;
        byte[] bytes = new byte[data + strip.Length];
        "II*\0"u8.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), directory);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(directory), entries);
        int at = directory + 2;
        foreach (var (tag, value) in ((int, int)[])[(256, width), (257, height), (258, 1), (259, compression), (262, photometric), (273, data), (278, height), (279, strip.Length)])
        {
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(at), (short)tag);
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(at + 2), 4);
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at + 4), 1);
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at + 8), value);
            at += 12;
        }

        strip.CopyTo(bytes.AsSpan(data));
        return bytes;
    }
}

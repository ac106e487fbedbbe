namespace HealthcareLlm.Adapters.Imaging;

/// <summary>File formats of pictures that can be read.</summary>
internal enum PictureFormat
{
    Png,
    Jpeg,
    Tiff,
    Pnm,
}

/// <summary>What a picture file says about one of its frames, read without decoding pixels.</summary>
/// <param name="Format">Told by the first bytes.</param>
/// <param name="Width">Stored columns, before <paramref name="Orientation"/>.</param>
/// <param name="Height">Stored rows, before <paramref name="Orientation"/>.</param>
/// <param name="DpiX">Along stored rows, pixels an inch; 0 where the file does not say.</param>
/// <param name="DpiY">Along stored columns, pixels an inch; 0 where the file does not say.</param>
/// <param name="Orientation">1 to 8 as TIFF 6.0 and EXIF define it; 1 is upright.</param>
/// <param name="Frames">Number of pages in the file; 1 but for TIFF.</param>
internal sealed record PictureHeader(PictureFormat Format, int Width, int Height, double DpiX, double DpiY, int Orientation, int Frames)
{
    internal const double CentimetresAnInch = 2.54;

    /// <summary>Whether stored rows become columns when shown.</summary>
    internal bool IsTransposed => Orientation >= 5;

    /// <summary>The header of a frame; null where the bytes are no such picture, are damaged, or have no such frame.</summary>
    internal static PictureHeader? Read(ReadOnlySpan<byte> bytes, int frame = 0)
    {
        var header = FormatOf(bytes) switch
        {
            PictureFormat.Png => PngHeader.Read(bytes),
            PictureFormat.Jpeg => JpegHeader.Read(bytes),
            PictureFormat.Tiff => TiffDirectory.Read(bytes, frame),
            PictureFormat.Pnm => PnmHeader.Read(bytes),
            _ => null,
        };
        return header is { Width: > 0, Height: > 0 } && frame < header.Frames ? header : null;
    }

    /// <summary>The format that the first bytes tell; null for any other.</summary>
    internal static PictureFormat? FormatOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47])) return PictureFormat.Png;
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return PictureFormat.Jpeg;
        if (bytes.StartsWith("II*\0"u8) || bytes.StartsWith("MM\0*"u8)) return PictureFormat.Tiff;
        bool pnm = bytes.Length > 2 && bytes[0] == 'P' && bytes[1] is >= (byte)'1' and <= (byte)'6' && bytes[2] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t' or (byte)'#';
        return pnm ? PictureFormat.Pnm : null;
    }
}

using System.Buffers.Binary;

namespace HealthcareLlm.Adapters.Imaging;

/// <summary>Reads size (SOF), density (JFIF APP0) and orientation (EXIF APP1) of a JPEG (ITU-T T.81 B.2, T.871, CIPA DC-008).</summary>
internal static class JpegHeader
{
    internal static PictureHeader? Read(ReadOnlySpan<byte> bytes)
    {
        double dpiX = 0, dpiY = 0;
        int orientation = 1;
        int at = 2;
        while (at + 4 <= bytes.Length)
        {
            if (bytes[at] != 0xFF) return null;
            byte marker = bytes[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }

            if (marker is 0xD9 or 0xDA) return null;
            int length = BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
            if (length < 2 || at + 2 + length > bytes.Length) return null;
            var body = bytes.Slice(at + 4, length - 2);
            if (IsFrame(marker))
            {
                return body.Length < 5
                    ? null
                    : new(PictureFormat.Jpeg, BinaryPrimitives.ReadUInt16BigEndian(body[3..]), BinaryPrimitives.ReadUInt16BigEndian(body[1..]), dpiX, dpiY, orientation, 1);
            }

            if (marker == 0xE0 && body.Length >= 12 && body.StartsWith("JFIF\0"u8)) (dpiX, dpiY) = Density(body);
            if (marker == 0xE1 && body.StartsWith("Exif\0\0"u8) && TiffDirectory.Read(body[6..], 0) is { } exif)
            {
                orientation = exif.Orientation;
                if (dpiX == 0) (dpiX, dpiY) = (exif.DpiX, exif.DpiY);
            }

            at += 2 + length;
        }

        return null;
    }

    /// <summary>Whether the picture's data reach their end mark; if not, the lower part of the picture is lost.</summary>
    internal static bool IsComplete(ReadOnlySpan<byte> bytes) => bytes[Math.Max(0, bytes.Length - 4096)..].LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xD9]) >= 0;

    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not 0xC4 and not 0xC8 and not 0xCC;

    private static (double X, double Y) Density(ReadOnlySpan<byte> jfif)
    {
        int x = BinaryPrimitives.ReadUInt16BigEndian(jfif[8..]), y = BinaryPrimitives.ReadUInt16BigEndian(jfif[10..]);
        return jfif[7] switch
        {
            1 => (x, y),
            2 => (Math.Round(x * PictureHeader.CentimetresAnInch, 1), Math.Round(y * PictureHeader.CentimetresAnInch, 1)),
            _ => (0, 0),
        };
    }
}

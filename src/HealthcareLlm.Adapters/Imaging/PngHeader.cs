using System.Buffers.Binary;

namespace HealthcareLlm.Adapters.Imaging;

/// <summary>Reads IHDR and pHYs of a PNG (W3C PNG, 11.2.2 and 11.3.5.3).</summary>
internal static class PngHeader
{
    private const double MetresAnInch = 0.0254;

    internal static PictureHeader? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 33 || !bytes.Slice(12, 4).SequenceEqual("IHDR"u8)) return null;
        int width = Number(bytes[16..]), height = Number(bytes[20..]);
        double dpiX = 0, dpiY = 0;
        long at = 8;
        while (at + 12 <= bytes.Length)
        {
            var chunk = bytes[(int)at..];
            long length = BinaryPrimitives.ReadUInt32BigEndian(chunk);
            var type = chunk.Slice(4, 4);
            if (type.SequenceEqual("IDAT"u8)) break;
            if (type.SequenceEqual("pHYs"u8) && length >= 9 && chunk.Length >= 17 && chunk[16] == 1)
            {
                dpiX = Math.Round(Number(chunk[8..]) * MetresAnInch, 1);
                dpiY = Math.Round(Number(chunk[12..]) * MetresAnInch, 1);
            }

            at += length + 12;
        }

        return new(PictureFormat.Png, width, height, dpiX, dpiY, 1, 1);
    }

    private static int Number(ReadOnlySpan<byte> bytes) => (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(bytes), int.MaxValue);
}

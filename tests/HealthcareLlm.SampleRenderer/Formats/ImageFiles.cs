using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using SkiaSharp;

namespace HealthcareLlm.SampleRenderer.Formats;

/// <summary>Writes a picture as PNG or JPEG with its resolution, or pictures as an image-only PDF.</summary>
internal static class ImageFiles
{
    /// <summary>JPEG with the density in its JFIF header.</summary>
    public static byte[] Jpeg(Picture page, int quality)
    {
        var bytes = Encode(page, SKEncodedImageFormat.Jpeg, quality);
        if (bytes[6] == 'J' && bytes[7] == 'F')
        {
            bytes[13] = 1;
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(14), (ushort)page.DpiX);
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(16), (ushort)page.DpiY);
        }
        return bytes;
    }

    /// <summary>PNG with a pHYs chunk.</summary>
    public static byte[] Png(Picture page)
    {
        var bytes = Encode(page, SKEncodedImageFormat.Png, 100);
        var chunk = new byte[21];
        BinaryPrimitives.WriteInt32BigEndian(chunk, 9);
        Encoding.ASCII.GetBytes("pHYs").CopyTo(chunk, 4);
        BinaryPrimitives.WriteInt32BigEndian(chunk.AsSpan(8), (int)Math.Round(page.DpiX / .0254));
        BinaryPrimitives.WriteInt32BigEndian(chunk.AsSpan(12), (int)Math.Round(page.DpiY / .0254));
        chunk[16] = 1;
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(17), Crc(chunk.AsSpan(4, 13)));
        return [.. bytes.AsSpan(0, 33), .. chunk, .. bytes.AsSpan(33)];
    }

    /// <summary>PDF whose pages hold one picture each: JPEG for grey, Flate for one bit.</summary>
    public static byte[] Pdf(IReadOnlyList<Picture> pages, int quality)
    {
        using var file = new MemoryStream();
        var offsets = new List<long>();
        void Text(string text) => file.Write(Encoding.Latin1.GetBytes(text));
        void Begin() { offsets.Add(file.Position); Text($"{offsets.Count} 0 obj\n"); }
        Text("%PDF-1.5\n%\u00e2\u00e3\u00cf\u00d3\n");
        Begin();
        Text("<</Type/Catalog/Pages 2 0 R>>\nendobj\n");
        Begin();
        Text($"<</Type/Pages/Count {pages.Count}/Kids[{string.Join(' ', pages.Select((_, i) => $"{3 + (i * 3)} 0 R"))}]>>\nendobj\n");
        for (var i = 0; i < pages.Count; i++)
        {
            var (page, first) = (pages[i], 3 + (i * 3));
            var (w, h) = (Points(page.Width, page.DpiX), Points(page.Height, page.DpiY));
            Begin();
            Text($"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {w} {h}]/Resources<</XObject<</I {first + 2} 0 R>>>>/Contents {first + 1} 0 R>>\nendobj\n");
            var content = $"q {w} 0 0 {h} 0 0 cm /I Do Q";
            Begin();
            Text($"<</Length {content.Length}>>stream\n{content}\nendstream\nendobj\n");
            var pixels = page.OneBit ? TiffWriter.Deflate(page.Packed()) : Encode(page, SKEncodedImageFormat.Jpeg, quality);
            Begin();
            Text($"<</Type/XObject/Subtype/Image/Width {page.Width}/Height {page.Height}/ColorSpace/DeviceGray/BitsPerComponent {(page.OneBit ? 1 : 8)}/Filter/{(page.OneBit ? "FlateDecode" : "DCTDecode")}/Length {pixels.Length}>>stream\n");
            file.Write(pixels);
            Text("\nendstream\nendobj\n");
        }
        var start = file.Position;
        Text($"xref\n0 {offsets.Count + 1}\n0000000000 65535 f \n{string.Concat(offsets.Select(o => o.ToString("D10", CultureInfo.InvariantCulture) + " 00000 n \n"))}trailer\n<</Size {offsets.Count + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n");
        return file.ToArray();
    }

    private static string Points(int pixels, int dpi) => (pixels * 72d / dpi).ToString("0.###", CultureInfo.InvariantCulture);

    private static byte[] Encode(Picture page, SKEncodedImageFormat format, int quality)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(page.Width, page.Height, SKColorType.Gray8, SKAlphaType.Opaque));
        for (var y = 0; y < page.Height; y++)
            Marshal.Copy(page.Pixels, y * page.Width, bitmap.GetPixels() + (y * bitmap.RowBytes), page.Width);
        using var encoded = bitmap.Encode(format, quality);
        return encoded.ToArray();
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var i = 0; i < 8; i++)
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320u;
        }
        return ~crc;
    }
}

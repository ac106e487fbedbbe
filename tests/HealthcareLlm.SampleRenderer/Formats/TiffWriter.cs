using System.Buffers.Binary;
using System.IO.Compression;

namespace HealthcareLlm.SampleRenderer.Formats;

/// <summary>A page as pixels: one byte a pixel, 0 black to 255 white; resolution in dots an inch.</summary>
internal sealed record Picture(byte[] Pixels, int Width, int Height, int DpiX, int DpiY, bool OneBit)
{
    /// <summary>Rows of packed bits, 1 is white.</summary>
    public byte[] Packed()
    {
        var stride = (Width + 7) / 8;
        var packed = new byte[stride * Height];
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                if (Pixels[(y * Width) + x] >= 128)
                    packed[(y * stride) + (x / 8)] |= (byte)(0x80 >> (x % 8));
            }
        }
        return packed;
    }
}

/// <summary>Writes multi-page TIFF 6.0, little-endian, one strip a page: one-bit pages PackBits, grey pages Deflate.</summary>
internal static class TiffWriter
{
    /// <summary>The file.</summary>
    public static byte[] Write(IReadOnlyList<Picture> pages)
    {
        using var file = new MemoryStream();
        file.Write([(byte)'I', (byte)'I', 42, 0, 0, 0, 0, 0]);
        var link = 4;
        for (var i = 0; i < pages.Count; i++)
        {
            var page = pages[i];
            var strip = page.OneBit ? PackBits(page.Packed(), (page.Width + 7) / 8) : Deflate(page.Pixels);
            var at = Append(file, strip);
            var x = Append(file, Rational(page.DpiX));
            var y = Append(file, Rational(page.DpiY));
            (ushort Tag, ushort Type, int Count, int Value)[] tags =
            [
                (254, 4, 1, 2), (256, 4, 1, page.Width), (257, 4, 1, page.Height), (258, 3, 1, page.OneBit ? 1 : 8),
                (259, 3, 1, page.OneBit ? 32773 : 8), (262, 3, 1, 1), (273, 4, 1, at), (277, 3, 1, 1), (278, 4, 1, page.Height),
                (279, 4, 1, strip.Length), (282, 5, 1, x), (283, 5, 1, y), (296, 3, 1, 2), (297, 3, 2, i | (pages.Count << 16)),
            ];
            var directory = new byte[2 + (tags.Length * 12) + 4];
            BinaryPrimitives.WriteUInt16LittleEndian(directory, (ushort)tags.Length);
            for (var t = 0; t < tags.Length; t++)
            {
                var entry = directory.AsSpan(2 + (t * 12));
                BinaryPrimitives.WriteUInt16LittleEndian(entry, tags[t].Tag);
                BinaryPrimitives.WriteUInt16LittleEndian(entry[2..], tags[t].Type);
                BinaryPrimitives.WriteInt32LittleEndian(entry[4..], tags[t].Count);
                BinaryPrimitives.WriteInt32LittleEndian(entry[8..], tags[t].Value);
            }
            var here = Append(file, directory);
            file.Position = link;
            var four = new byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(four, here);
            file.Write(four);
            link = here + directory.Length - 4;
        }
        return file.ToArray();
    }

    private static int Append(MemoryStream file, byte[] bytes)
    {
        file.Position = file.Length + (file.Length % 2);
        var at = (int)file.Position;
        file.Write(bytes);
        return at;
    }

    private static byte[] Rational(int value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        bytes[4] = 1;
        return bytes;
    }

    /// <summary>A zlib stream.</summary>
    public static byte[] Deflate(byte[] bytes)
    {
        using var to = new MemoryStream();
        using (var zlib = new ZLibStream(to, CompressionLevel.SmallestSize, true))
            zlib.Write(bytes);
        return to.ToArray();
    }

    private static byte[] PackBits(byte[] bytes, int stride)
    {
        var to = new List<byte>(bytes.Length / 4);
        for (var row = 0; row < bytes.Length; row += stride)
        {
            var end = row + stride;
            for (var i = row; i < end;)
            {
                var run = 1;
                while (i + run < end && run < 128 && bytes[i + run] == bytes[i])
                    run++;
                if (run > 1)
                {
                    to.Add((byte)(257 - run));
                    to.Add(bytes[i]);
                    i += run;
                    continue;
                }
                var start = i;
                while (i < end && i - start < 128 && (i + 1 >= end || bytes[i + 1] != bytes[i]))
                    i++;
                to.Add((byte)(i - start - 1));
                to.AddRange(bytes.AsSpan(start, i - start));
            }
        }
        return [.. to];
    }
}

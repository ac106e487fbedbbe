namespace HealthcareLlm.Adapters.Tests.Imaging;

/// <summary>One frame for <see cref="TestTiff"/>.</summary>
internal sealed record TiffFrame(int Width, int Height, byte[] Strip, int Compression, int Photometric, double DpiX, double DpiY, int Orientation = 1);

/// <summary>Writes small TIFF files with the tags that a test wants (TIFF 6.0, little endian, one strip a frame, 1 bit).</summary>
internal static class TestTiff
{
    internal static byte[] Write(IReadOnlyList<TiffFrame> frames)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write("II"u8);
        writer.Write((ushort)42);
        long link = stream.Position;
        writer.Write(0u);
        foreach (var frame in frames)
        {
            long strip = stream.Position;
            writer.Write(frame.Strip);
            if (stream.Position % 2 == 1) writer.Write((byte)0);
            long rationals = stream.Position;
            foreach (double dpi in (double[])[frame.DpiX, frame.DpiY])
            {
                writer.Write((uint)Math.Round(dpi * 100));
                writer.Write(100u);
            }

            long directory = stream.Position;
            stream.Position = link;
            writer.Write((uint)directory);
            stream.Position = directory;
            (int Tag, int Type, long Value)[] tags =
            [
                (256, 4, frame.Width), (257, 4, frame.Height), (258, 3, 1), (259, 3, frame.Compression), (262, 3, frame.Photometric), (273, 4, strip),
                (274, 3, frame.Orientation), (277, 3, 1), (278, 4, frame.Height), (279, 4, frame.Strip.Length), (282, 5, rationals), (283, 5, rationals + 8), (296, 3, 2),
            ];
            writer.Write((ushort)tags.Length);
            foreach (var (tag, type, value) in tags)
            {
                writer.Write((ushort)tag);
                writer.Write((ushort)type);
                writer.Write(1u);
                writer.Write((uint)value);
            }

            link = stream.Position;
            writer.Write(0u);
        }

        return stream.ToArray();
    }
}

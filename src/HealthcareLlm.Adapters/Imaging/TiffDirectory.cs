using System.Buffers.Binary;

namespace HealthcareLlm.Adapters.Imaging;

/// <summary>Reads the image file directories of a TIFF (TIFF 6.0, section 2), and so the EXIF block of a JPEG.</summary>
internal static class TiffDirectory
{
    private const int MaximumFrames = 100_000;
    private const int ImageWidth = 256, ImageLength = 257, OrientationTag = 274, XResolution = 282, YResolution = 283, ResolutionUnit = 296;
    private const double Centimetre = 3;

    /// <summary>The header of a frame, from 0; null where there is none. An EXIF block has no size: its width and height are 0.</summary>
    internal static PictureHeader? Read(ReadOnlySpan<byte> bytes, int frame)
    {
        if (bytes.Length < 8) return null;
        bool little = bytes[0] == 'I';
        long offset = Number(bytes, 4, 4, little);
        PictureHeader? wanted = null;
        int count = 0;
        var seen = new HashSet<long>();
        while (offset > 0 && offset + 2 <= bytes.Length && count < MaximumFrames && seen.Add(offset))
        {
            if (count == frame) wanted = Frame(bytes, (int)offset, little);
            count++;
            long next = offset + 2 + (Number(bytes, offset, 2, little) * 12);
            offset = next + 4 <= bytes.Length ? Number(bytes, next, 4, little) : 0;
        }

        return wanted is null ? null : wanted with { Frames = count };
    }

    private static PictureHeader Frame(ReadOnlySpan<byte> bytes, int offset, bool little)
    {
        double width = 0, height = 0, orientation = 1, x = 0, y = 0, unit = 2;
        int entries = (int)Number(bytes, offset, 2, little);
        for (int i = 0; i < entries && offset + 14 + (i * 12) <= bytes.Length; i++)
        {
            int entry = offset + 2 + (i * 12);
            switch (Number(bytes, entry, 2, little))
            {
                case ImageWidth: width = Value(bytes, entry, little); break;
                case ImageLength: height = Value(bytes, entry, little); break;
                case OrientationTag: orientation = Value(bytes, entry, little); break;
                case XResolution: x = Value(bytes, entry, little); break;
                case YResolution: y = Value(bytes, entry, little); break;
                case ResolutionUnit: unit = Value(bytes, entry, little); break;
                default: break;
            }
        }

        double inches = unit == Centimetre ? PictureHeader.CentimetresAnInch : unit == 2 ? 1 : 0;
        int turned = orientation is >= 1 and <= 8 ? (int)orientation : 1;
        return new(PictureFormat.Tiff, Whole(width), Whole(height), Math.Round(x * inches, 1), Math.Round(y * inches, 1), turned, 1);
    }

    private static int Whole(double value) => (int)Math.Clamp(value, 0, int.MaxValue);

    private static double Value(ReadOnlySpan<byte> bytes, int entry, bool little)
    {
        const int Short = 3, Long = 4, Rational = 5;
        long type = Number(bytes, entry + 2, 2, little);
        if (type == Short) return Number(bytes, entry + 8, 2, little);
        long value = Number(bytes, entry + 8, 4, little);
        if (type == Long) return value;
        if (type != Rational || value + 8 > bytes.Length) return 0;
        long denominator = Number(bytes, value + 4, 4, little);
        return denominator == 0 ? 0 : (double)Number(bytes, value, 4, little) / denominator;
    }

    private static long Number(ReadOnlySpan<byte> bytes, long at, int size, bool little)
    {
        if (at + size > bytes.Length) return 0;
        var part = bytes.Slice((int)at, size);
        return size == 2
            ? little ? BinaryPrimitives.ReadUInt16LittleEndian(part) : BinaryPrimitives.ReadUInt16BigEndian(part)
            : little ? BinaryPrimitives.ReadUInt32LittleEndian(part) : BinaryPrimitives.ReadUInt32BigEndian(part);
    }
}

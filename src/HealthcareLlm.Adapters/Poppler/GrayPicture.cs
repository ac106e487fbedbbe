using System.Globalization;
using System.Text;

namespace HealthcareLlm.Adapters.Poppler;

/// <summary>A picture of one byte a pixel: 0 black, 255 white; rows from top to bottom.</summary>
internal sealed class GrayPicture(int width, int height, byte[] pixels)
{
    internal int Width { get; } = width;

    internal int Height { get; } = height;

    internal byte[] Pixels { get; } = pixels;

    internal ReadOnlySpan<byte> Row(int y) => Pixels.AsSpan(y * Width, Width);

    /// <summary>A part of it, as far as it lies inside; at least one pixel.</summary>
    internal GrayPicture Crop(int x, int y, int width, int height)
    {
        int left = Math.Clamp(x, 0, Width - 1), top = Math.Clamp(y, 0, Height - 1);
        int wide = Math.Clamp(width, 1, Width - left), high = Math.Clamp(height, 1, Height - top);
        byte[] part = new byte[wide * high];
        for (int row = 0; row < high; row++) Row(top + row).Slice(left, wide).CopyTo(part.AsSpan(row * wide));
        return new(wide, high, part);
    }

    /// <summary>The bytes of a portable gray map (PNM P5).</summary>
    internal byte[] ToPnm()
    {
        byte[] header = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"P5\n{Width} {Height}\n255\n"));
        byte[] bytes = new byte[header.Length + Pixels.Length];
        header.CopyTo(bytes, 0);
        Pixels.CopyTo(bytes, header.Length);
        return bytes;
    }

    /// <summary>
    /// Reads the next P5 picture of a stream; null at its end.
    /// </summary>
    /// <exception cref="PopplerException">The stream breaks off, or is no such picture, or is larger than <paramref name="maximumPixels"/>.</exception>
    internal static async Task<GrayPicture?> ReadAsync(Stream stream, long maximumPixels, CancellationToken cancellation)
    {
        byte[] one = new byte[1];
        var numbers = new List<int>();
        var word = new StringBuilder();
        // 'P5', width, height and the greatest value, each ended by white space; poppler writes no comments.
        while (numbers.Count < 4)
        {
            if (await stream.ReadAsync(one, cancellation).ConfigureAwait(false) == 0)
            {
                return numbers.Count == 0 && word.Length == 0 ? null : throw new PopplerException("a picture breaks off");
            }

            char c = (char)one[0];
            if (!char.IsWhiteSpace(c))
            {
                if (word.Length > 10) throw new PopplerException("no portable gray map");
                word.Append(c);
                continue;
            }

            string text = word.ToString();
            word.Clear();
            if (numbers.Count == 0 && text == "P5") numbers.Add(5);
            else if (numbers.Count > 0 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0) numbers.Add(number);
            else throw new PopplerException("no portable gray map");
        }

        if ((long)numbers[1] * numbers[2] > maximumPixels || numbers[3] != 255) throw new PopplerException("a picture larger than the limit");
        byte[] pixels = new byte[numbers[1] * numbers[2]];
        try
        {
            await stream.ReadExactlyAsync(pixels, cancellation).ConfigureAwait(false);
        }
        catch (EndOfStreamException e)
        {
            throw new PopplerException("a picture breaks off", e);
        }

        return new(numbers[1], numbers[2], pixels);
    }
}

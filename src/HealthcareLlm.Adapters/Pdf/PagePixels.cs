using HealthcareLlm.Adapters.Poppler;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Adapters.Pdf;

/// <summary>A rendered page that is asked about places in points.</summary>
internal sealed class PagePixels(GrayPicture picture, double widthPoints, double heightPoints)
{
    // Steps of grey in which the ground's tone is told.
    private const int Bins = 16;

    internal GrayPicture Picture { get; } = picture;

    internal double ScaleX { get; } = picture.Width / widthPoints;

    internal double ScaleY { get; } = picture.Height / heightPoints;

    /// <summary>Pixels that a box in points touches, within the picture: left, top, right and bottom, the last two excluded.</summary>
    internal (int Left, int Top, int Right, int Bottom) Pixels(BoundingBox box, double margin = 0) => (
        Math.Clamp((int)Math.Floor((box.X * ScaleX) - margin), 0, Picture.Width),
        Math.Clamp((int)Math.Floor((box.Y * ScaleY) - margin), 0, Picture.Height),
        Math.Clamp((int)Math.Ceiling((box.Right * ScaleX) + margin), 0, Picture.Width),
        Math.Clamp((int)Math.Ceiling((box.Bottom * ScaleY) + margin), 0, Picture.Height));

    /// <summary>The commonest grey in and closely around a box: 0 black to 255 white.</summary>
    internal int Ground(BoundingBox box, double margin = 2)
    {
        Span<int> counts = stackalloc int[Bins];
        Span<int> sums = stackalloc int[Bins];
        var (left, top, right, bottom) = Pixels(box, margin);
        for (int y = top; y < bottom; y++)
        {
            foreach (byte p in Picture.Row(y)[left..right])
            {
                counts[p / (256 / Bins)]++;
                sums[p / (256 / Bins)] += p;
            }
        }

        int best = 0;
        for (int i = 1; i < Bins; i++)
        {
            if (counts[i] > counts[best]) best = i;
        }

        return counts[best] == 0 ? 255 : sums[best] / counts[best];
    }

    /// <summary>Number of pixels in a box that differ from the ground by at least so much, and of all pixels in it.</summary>
    internal (int Inked, int All) Ink(BoundingBox box, int ground, int difference, double margin = 0)
    {
        var (left, top, right, bottom) = Pixels(box, margin);
        int inked = 0;
        for (int y = top; y < bottom; y++)
        {
            foreach (byte p in Picture.Row(y)[left..right])
            {
                if (Math.Abs(p - ground) >= difference) inked++;
            }
        }

        return (inked, Math.Max(0, right - left) * Math.Max(0, bottom - top));
    }

    /// <summary>Whether any pixel in a box differs from the ground by at least so much.</summary>
    internal bool HasInk(BoundingBox box, int ground, int difference, double margin)
    {
        var (left, top, right, bottom) = Pixels(box, margin);
        byte low = (byte)Math.Max(0, ground - difference + 1), high = (byte)Math.Min(255, ground + difference - 1);
        for (int y = top; y < bottom; y++)
        {
            if (right > left && Picture.Row(y)[left..right].IndexOfAnyExceptInRange(low, high) >= 0) return true;
        }

        return false;
    }

    /// <summary>Fills a place with the ground around it, so that what stood there is gone.</summary>
    internal void Wipe(BoundingBox box, double margin)
    {
        var (left, top, right, bottom) = Pixels(box, margin);
        if (right <= left) return;
        byte ground = (byte)Math.Clamp(Ground(box, margin), 0, 255);
        for (int y = top; y < bottom; y++) Picture.Pixels.AsSpan((y * Picture.Width) + left, right - left).Fill(ground);
    }
}

using System.Runtime.InteropServices;

namespace HealthcareLlm.Adapters.Imaging;

/// <summary>A bitmap of leptonica, owned. Depths in use: 1 bit (1 is black) and 8 bit grey (0 is black).</summary>
internal sealed unsafe class Pix : SafeHandle
{
    private const int SeverityNone = 6;

    static Pix() => _ = Leptonica.setMsgSeverity(SeverityNone);

    private Pix(nint handle)
        : base(0, true) => SetHandle(handle);

    public override bool IsInvalid => handle == 0;

    internal int Width => Leptonica.pixGetWidth(handle);

    internal int Height => Leptonica.pixGetHeight(handle);

    internal int Depth => Leptonica.pixGetDepth(handle);

    internal bool IsBilevel => Depth == 1;

    /// <summary>For native calls while this object is kept alive by its owner.</summary>
    internal nint Pointer => handle;

    /// <summary>Words of 32 bits a row.</summary>
    internal int WordsPerRow => Leptonica.pixGetWpl(handle);

    /// <summary>Row data, 32-bit words, the leftmost pixel in the highest bits.</summary>
    internal Span<uint> Row(int y)
    {
        int words = WordsPerRow;
        return new(Leptonica.pixGetData(handle) + ((long)y * words), words);
    }

    /// <summary>Decodes a picture; null where it is damaged. 1 bit or 8 bit grey, transparency on white.</summary>
    internal static Pix? Decode(ReadOnlySpan<byte> bytes, PictureFormat format, int frame)
    {
        nint raw;
        fixed (byte* data = bytes)
        {
            raw = format switch
            {
                PictureFormat.Tiff => Leptonica.pixReadMemTiff(data, (nuint)bytes.Length, frame),
                PictureFormat.Jpeg => Leptonica.pixReadMemJpeg(data, (nuint)bytes.Length, 0, 1, out _, Leptonica.ContinueWithBadData),
                _ => Leptonica.pixReadMem(data, (nuint)bytes.Length),
            };
        }

        using var decoded = Own(raw);
        if (decoded is null) return null;
        if (decoded.Depth == 1 && Leptonica.pixGetColormap(decoded.handle) == 0) return decoded.Copy();
        using var opaque = decoded.Depth == 32 && Leptonica.pixGetSpp(decoded.handle) == 4 ? Own(Leptonica.pixRemoveAlpha(decoded.handle)) : decoded.Copy();
        return opaque is null ? null : Own(Leptonica.pixConvertTo8(opaque.handle, 0));
    }

    internal Pix? Copy() => Own(Leptonica.pixCopy(0, handle));

    /// <summary>8-bit grey; a copy where it is so already.</summary>
    internal Pix ToGray() => Need(Depth == 8 ? Leptonica.pixCopy(0, handle) : Leptonica.pixConvertTo8(handle, 0));

    /// <summary>Black where the grey value is below the threshold; a copy where the picture is bilevel.</summary>
    internal Pix ToBilevel(int threshold) => Need(IsBilevel ? Leptonica.pixCopy(0, handle) : Leptonica.pixThresholdToBinary(handle, threshold));

    /// <summary>Scaled grey picture: averaged where smaller, interpolated where larger; bilevel input becomes grey.</summary>
    internal Pix Scale(double scaleX, double scaleY)
    {
        using var gray = ToGray();
        bool smaller = scaleX < 0.7 && scaleY < 0.7;
        return Need(smaller
            ? Leptonica.pixScaleAreaMap(gray.handle, (float)scaleX, (float)scaleY)
            : Leptonica.pixScaleGeneral(gray.handle, (float)scaleX, (float)scaleY, 0, 0));
    }

    /// <summary>Turned clockwise by a number of quarter turns, 0 to 3.</summary>
    internal Pix Turn(int quarters) => Need(Leptonica.pixRotateOrth(handle, quarters));

    internal Pix FlipLeftRight() => Need(Leptonica.pixFlipLR(0, handle));

    /// <summary>Turned clockwise about its middle by an angle in radians; grey; grown so that no corner is lost; white comes in.</summary>
    internal Pix Rotate(double radians)
    {
        using var gray = ToGray();
        return Need(Leptonica.pixRotate(gray.handle, (float)radians, Leptonica.RotateAreaMap, Leptonica.BringInWhite, gray.Width, gray.Height));
    }

    /// <summary>The part inside a rectangle, which must lie in the picture.</summary>
    internal Pix Clip(int x, int y, int width, int height)
    {
        nint box = Leptonica.boxCreate(x, y, width, height);
        try
        {
            return Need(Leptonica.pixClipRectangle(handle, box, 0));
        }
        finally
        {
            Leptonica.boxDestroy(ref box);
        }
    }

    /// <summary>Grey level of the paper, with which ink is painted over: pure white on grey paper would draw new edges.</summary>
    internal byte Paper { get; set; } = 255;

    /// <summary>Paints a rectangle of an 8-bit picture in the colour of paper; parts outside are ignored.</summary>
    internal void FillWhite(int x0, int y0, int x1, int y1)
    {
        (x0, y0, x1, y1) = (Math.Max(0, x0), Math.Max(0, y0), Math.Min(Width, x1), Math.Min(Height, y1));
        for (int y = y0; y < y1; y++)
        {
            var row = Row(y);
            for (int x = x0; x < x1; x++)
            {
                int shift = 24 - ((x & 3) * 8);
                row[x >> 2] = (row[x >> 2] & ~(255u << shift)) | ((uint)Paper << shift);
            }
        }
    }

    /// <summary>Makes a rectangle its own negative.</summary>
    internal void Invert(int x0, int y0, int x1, int y1)
    {
        (x0, y0, x1, y1) = (Math.Max(0, x0), Math.Max(0, y0), Math.Min(Width, x1), Math.Min(Height, y1));
        bool bilevel = IsBilevel;
        for (int y = y0; y < y1; y++)
        {
            var row = Row(y);
            for (int x = x0; x < x1; x++)
            {
                if (bilevel) row[x >> 5] ^= 0x80000000u >> (x & 31);
                else row[x >> 2] ^= 255u << (24 - ((x & 3) * 8));
            }
        }
    }

    /// <summary>A white picture, 8 bit grey.</summary>
    internal static Pix BlankGray(int width, int height)
    {
        var blank = Need(Leptonica.pixCreate(width, height, 8));
        blank.FillWhite(0, 0, width, height);
        return blank;
    }

    /// <summary>Copies a rectangle to another 8-bit picture; parts outside either are left out.</summary>
    internal void CopyTo(Pix target, int x, int y, int width, int height, int targetX, int targetY)
    {
        for (int dy = 0; dy < height; dy++)
        {
            if ((uint)(y + dy) >= (uint)Height || (uint)(targetY + dy) >= (uint)target.Height) continue;
            var from = Row(y + dy);
            var to = target.Row(targetY + dy);
            for (int dx = 0; dx < width; dx++)
            {
                int sx = x + dx, tx = targetX + dx;
                if ((uint)sx >= (uint)Width || (uint)tx >= (uint)target.Width) continue;
                uint value = (from[sx >> 2] >> (24 - ((sx & 3) * 8))) & 255;
                int shift = 24 - ((tx & 3) * 8);
                to[tx >> 2] = (to[tx >> 2] & ~(255u << shift)) | (value << shift);
            }
        }
    }

    /// <summary>White border on all sides; for grey pictures.</summary>
    internal Pix AddWhiteBorder(int pixels) => Need(Leptonica.pixAddBorder(handle, pixels, IsBilevel ? 0u : 255u));

    internal static Pix? Own(nint handle) => handle == 0 ? null : new Pix(handle);

    internal static Pix Need(nint handle) =>
        handle == 0 ? throw new InsufficientMemoryException("leptonica could not make a bitmap") : new Pix(handle);

    protected override bool ReleaseHandle()
    {
        Leptonica.pixDestroy(ref handle);
        return true;
    }
}

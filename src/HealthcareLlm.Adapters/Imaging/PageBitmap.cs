using HealthcareLlm.Documents;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Adapters.Imaging;

/// <summary>A decoded page: the picture's own pixels after its stored orientation, bilevel or grey, with both resolutions.</summary>
/// <param name="Pixels">1 bit or 8 bit grey; owned.</param>
/// <param name="DpiX">Horizontal resolution, pixels an inch; estimated where nothing states it.</param>
/// <param name="DpiY">Vertical resolution, pixels an inch.</param>
internal sealed record PageBitmap(Pix Pixels, double DpiX, double DpiY) : IDisposable
{
    // Width that a page without a (credible) resolution is taken to have: US letter, inches.
    private const double UsualWidthInches = 8.5;

    // A page is 3 to 17 inches wide (half a card to a ledger sheet); another width means that the resolution is a program's default, such as 72.
    private const double NarrowestInches = 3, WidestInches = 17, LowestDpi = 30, HighestDpi = 2400;

    internal int Width => Pixels.Width;

    internal int Height => Pixels.Height;

    public void Dispose() => Pixels.Dispose();

    /// <summary>Decodes a page after its header has shown that it is within the limits; otherwise the issue that says why not.</summary>
    internal static (PageBitmap? Page, Issue? Issue) Load(PageImage image, IngestionLimits limits)
    {
        var bytes = image.Bytes.Span;
        if (PictureHeader.Read(bytes, image.Frame) is not { } header) return (null, Damaged("The picture's header could not be read."));
        if (TooLarge(header, limits) is { } issue) return (null, issue);
        bool partial = header.Format == PictureFormat.Jpeg && !JpegHeader.IsComplete(bytes);
        // With an end mark set behind what is there, the decoder gives the part that came through.
        if (partial) bytes = (byte[])[.. bytes, 0xFF, 0xD9];
        using var decoded = Pix.Decode(bytes, header.Format, image.Frame);
        if (decoded is null) return (null, Damaged("The picture could not be decoded."));
        // leptonica applies a TIFF's orientation itself, but not a JPEG's.
        var pixels = header.Format == PictureFormat.Jpeg ? Upright(decoded, header.Orientation) : Pix.Need(Leptonica.pixCopy(0, decoded.Pointer));
        var (dpiX, dpiY) = Resolution(image, header, pixels.Width, pixels.Height);
        return (new(pixels, dpiX, dpiY), partial ? Issue(IssueCode.DamagedFile, IssueSeverity.Warning, "The picture breaks off: its lower part may be lost.") : null);
    }

    private static Issue? TooLarge(PictureHeader header, IngestionLimits limits)
    {
        double megapixels = (double)header.Width * header.Height / 1e6;
        return megapixels <= limits.MaximumMegapixels && Math.Max(header.Width, header.Height) <= limits.MaximumSide
            ? null
            : Issue(IssueCode.PageTooLarge, IssueSeverity.Error, FormattableString.Invariant(
                $"The page has {header.Width} x {header.Height} pixels; the limit is {limits.MaximumMegapixels} megapixels and {limits.MaximumSide} a side."));
    }

    private static Pix Upright(Pix pix, int orientation)
    {
        // EXIF 2.3 table 6: even values of the first four mirror; 5 to 8 turn.
        int quarters = orientation switch { 3 or 4 => 2, 5 or 6 => 1, 7 or 8 => 3, _ => 0 };
        if (orientation is not (2 or 4 or 5 or 7)) return pix.Turn(quarters);
        using var turned = pix.Turn(quarters);
        return turned.FlipLeftRight();
    }

    private static (double X, double Y) Resolution(PageImage image, PictureHeader header, int width, int height)
    {
        if (image.DpiX > 0) return (image.DpiX, image.DpiY > 0 ? image.DpiY : image.DpiX);
        double x = header.DpiX, y = header.DpiY > 0 ? header.DpiY : header.DpiX;
        if (header.IsTransposed) (x, y) = (y, x);
        bool credible = x is >= LowestDpi and <= HighestDpi && y is >= LowestDpi and <= HighestDpi
            && width / x is >= NarrowestInches and <= WidestInches;
        if (credible) return (x, y);
        // A wide picture is a page that lies on its side.
        double estimate = Math.Round(Math.Min(width, height) / UsualWidthInches, 1);
        double ratio = x > 0 && y > 0 ? y / x : 1;
        return (Math.Max(1, estimate), Math.Max(1, Math.Round(estimate * ratio, 1)));
    }

    private static Issue Damaged(string message) => Issue(IssueCode.PageNotRead, IssueSeverity.Error, message);

    private static Issue Issue(IssueCode code, IssueSeverity severity, string message) => new(code, severity, message);
}

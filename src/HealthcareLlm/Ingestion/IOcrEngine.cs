using System.Collections.Immutable;

namespace HealthcareLlm.Ingestion;

/// <summary>An encoded or raw picture of one page.</summary>
/// <param name="Bytes">PNG, JPEG, TIFF or PNM bytes.</param>
/// <param name="Frame">Index of the page within a multipage TIFF, from 0.</param>
/// <param name="DpiX">Horizontal resolution, pixels an inch; 0 where the picture itself must say.</param>
/// <param name="DpiY">Vertical resolution, pixels an inch; 0 where the picture itself must say.</param>
public sealed record PageImage(ReadOnlyMemory<byte> Bytes, int Frame = 0, double DpiX = 0, double DpiY = 0);

/// <summary>Reads words from pictures. One instance is used by one thread at a time.</summary>
public interface IOcrEngine : IDisposable
{
    /// <summary>Name, version and language, such as <c>tesseract 5.3.0 eng</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Reads a whole page: turns it upright and deskews it where a cheap test asks for it, finds check boxes, strokes through words and handwriting,
    /// and compares ink with boxes, so that a page read in part says so.
    /// </summary>
    RawPage ReadPage(PageImage image, int pageNumber, IngestionLimits limits, CancellationToken cancellation);

    /// <summary>Reads regions of a picture that is already upright, in the order given.</summary>
    ImmutableArray<RegionReading> ReadRegions(PageImage image, IReadOnlyList<Documents.BoundingBox> regions, CancellationToken cancellation);
}

using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using HealthcareLlm.Documents;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Adapters.Tesseract;

/// <summary>
/// Pages that were recognized in this process, by the hash of their picture: tests that run golden sets ask for the same pages over and over. It lives as long as the process and so
/// never holds what other code read; the program itself keeps none, since a page of a patient is asked for once.
/// </summary>
internal sealed class RecognizedPages
{
    private readonly ConcurrentDictionary<string, Lazy<RawPage>> _pages = new(StringComparer.Ordinal);
    private int _asked;
    private int _recognized;

    /// <summary>How often a page was asked for.</summary>
    internal int Asked => Volatile.Read(ref _asked);

    /// <summary>How often one was recognized.</summary>
    internal int Recognized => Volatile.Read(ref _recognized);

    /// <summary>Distinct pages: as many as were recognized, or one was twice.</summary>
    internal int Distinct => _pages.Count;

    /// <summary>The engine with this memory before it.</summary>
    internal IOcrEngine Before(IOcrEngine engine) => new Remembering(engine, this);

    private RawPage Page(IOcrEngine engine, PageImage image, int number, IngestionLimits limits, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _asked);
        string key = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{engine.Name}|{Convert.ToHexStringLower(SHA256.HashData(image.Bytes.Span))}|{image.Frame}|{image.DpiX:R}|{image.DpiY:R}|{number}|{limits}");
        var page = _pages.GetOrAdd(key, _ => new(() =>
        {
            Interlocked.Increment(ref _recognized);
            return engine.ReadPage(image, number, limits, cancellation);
        }));
        try
        {
            return page.Value;
        }
        catch
        {
            // A page that was stopped or failed is tried anew.
            _pages.TryRemove(KeyValuePair.Create(key, page));
            throw;
        }
    }

    private sealed class Remembering(IOcrEngine engine, RecognizedPages memory) : IOcrEngine
    {
        public string Name => engine.Name;

        public RawPage ReadPage(PageImage image, int pageNumber, IngestionLimits limits, CancellationToken cancellation) => memory.Page(engine, image, pageNumber, limits, cancellation);

        public ImmutableArray<RegionReading> ReadRegions(PageImage image, IReadOnlyList<BoundingBox> regions, CancellationToken cancellation) => engine.ReadRegions(image, regions, cancellation);

        public void Dispose() => engine.Dispose();
    }
}

using System.Collections.Immutable;
using HealthcareLlm.Adapters.Imaging;
using HealthcareLlm.Documents;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Adapters.Tesseract;

/// <summary>Reads pictures with Tesseract 5 in this process.</summary>
public sealed class TesseractOcrEngine : IOcrEngine
{
    private readonly Recognizer _recognizer;

    /// <summary>An engine for a language.</summary>
    /// <param name="language">Tesseract's name of the language file, such as <c>eng</c>.</param>
    /// <exception cref="OcrException">The library or the language file is absent.</exception>
    public TesseractOcrEngine(string language = "eng")
    {
        _recognizer = Recognizer.Create(language);
        Name = $"{Recognizer.Version} {language}";
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public RawPage ReadPage(PageImage image, int pageNumber, IngestionLimits limits, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(limits);
        cancellation.ThrowIfCancellationRequested();
        var (page, issue) = PageBitmap.Load(image, limits);
        var issues = issue is null ? [] : ImmutableArray.Create(issue);
        if (page is null) return new() { Number = pageNumber, Reading = PageReading.NotRead, Issues = issues };
        using (page)
        {
            using var monitor = new RecognitionMonitor(limits.PageTime, cancellation);
            var read = new PageRecognition(_recognizer, monitor).Read(page, pageNumber);
            cancellation.ThrowIfCancellationRequested();
            return read with { Issues = [.. issues, .. read.Issues] };
        }
    }

    /// <inheritdoc/>
    public ImmutableArray<RegionReading> ReadRegions(PageImage image, IReadOnlyList<BoundingBox> regions, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(regions);
        var (page, _) = PageBitmap.Load(image, new());
        if (page is null) return [.. regions.Select(static _ => new RegionReading(string.Empty, 0))];
        using (page)
        {
            return RegionRecognition.Read(_recognizer, page, regions, cancellation);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _recognizer.Dispose();
}

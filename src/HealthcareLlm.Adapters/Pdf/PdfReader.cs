using System.Collections.Concurrent;
using System.Globalization;
using HealthcareLlm.Adapters.Poppler;
using HealthcareLlm.Adapters.Tesseract;
using HealthcareLlm.Documents;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Adapters.Pdf;

/// <summary>
/// Reads PDF files page by page: digital pages by their text layer as far as the picture bears it out, scanned pages by recognition, mixed pages by both.
/// </summary>
public sealed class PdfReader(OcrEnginePool pool, IngestionLimits limits) : IDocumentReader
{
    private const string MediaType = "application/pdf";

    // Pages that one worker takes at a time: enough to share a process that renders, few enough to keep all workers busy to the end; a lone worker waits for nobody.
    private const int LargestShare = 8, LoneShare = 32;

    private readonly ConcurrentDictionary<(DocumentId, int), (double X, double Y)> _resolutions = new();

    /// <inheritdoc />
    public bool CanRead(SourceFile file) => FileTypes.Of(file.Bytes.Span) == FileType.Pdf;

    /// <inheritdoc />
    public async Task<SourceDocument> ReadAsync(SourceFile file, DistrustedPages distrusted, CancellationToken cancellation)
    {
        var bytes = PdfRepair.Of(file.Bytes);
        using var temporary = new TemporaryFile(bytes);
        using var source = new PdfSource(bytes);
        if (source.State == PdfState.Encrypted) return Failed(file, IssueCode.EncryptedFile, "The file is encrypted and opens only with a password.");
        var issues = new List<Issue>();
        int pages = await PagesAsync(file, source, temporary.Path, issues, cancellation).ConfigureAwait(false);
        if (pages == 0)
        {
            return source.State == PdfState.Open
                ? Failed(file, IssueCode.EmptyFile, "The file holds no page.")
                : Failed(file, IssueCode.DamagedFile, "The file's structure is broken: no page of it could be opened.");
        }

        if (pages > limits.MaximumPages)
        {
            string message = string.Create(CultureInfo.InvariantCulture, $"The file has {pages} pages; those beyond {limits.MaximumPages} were not read.");
            issues.Add(new(IssueCode.TooManyPages, IssueSeverity.Error, message, file.Id));
            pages = limits.MaximumPages;
        }

        var reader = new PdfPageReader(temporary.Path, pool, limits);
        var read = await ReadPagesAsync(source, reader, temporary.Path, pages, distrusted, cancellation).ConfigureAwait(false);
        foreach (var page in read) _resolutions[(file.Id, page.Number)] = (page.DpiX, page.DpiY);
        return DocumentComposer.Compose(file, MediaType, read, issues, await ReadersAsync(reader, cancellation).ConfigureAwait(false));
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<RegionReading>> ReadRegionsAsync(SourceFile file, int page, IReadOnlyList<BoundingBox> regions, CancellationToken cancellation)
    {
        if (regions.Count == 0) return [];
        const int margin = 12;
        var (dpiX, dpiY) = _resolutions.TryGetValue((file.Id, page), out var known) && known.X > 0 ? known : (PdfPageReader.DigitalDpi, PdfPageReader.DigitalDpi);
        var all = regions.Aggregate(static (a, b) => a.Union(b));
        int x = (int)Math.Max(0, all.X - margin), y = (int)Math.Max(0, all.Y - margin);
        using var temporary = new TemporaryFile(PdfRepair.Of(file.Bytes));
        var request = new RenderingRequest(dpiX, dpiY, Crop: (x, y, (int)Math.Ceiling(all.Right - x) + margin, (int)Math.Ceiling(all.Bottom - y) + margin));
        var rendered = await new PageRenderer(limits).RenderOneAsync(temporary.Path, page, request, cancellation).ConfigureAwait(false);
        if (rendered.Picture is not { } picture) return [.. regions.Select(static _ => new RegionReading(string.Empty, 0))];
        var image = new PageImage(picture.ToPnm(), 0, dpiX, dpiY);
        var moved = regions.Select(r => new BoundingBox(r.X - x, r.Y - y, r.Width, r.Height)).ToList();
        try
        {
            return await pool.UseAsync(engine => engine.ReadRegions(image, moved, cancellation), cancellation).ConfigureAwait(false);
        }
        catch (OcrException)
        {
            return [.. regions.Select(static _ => new RegionReading(string.Empty, 0))];
        }
    }

    /// <inheritdoc />
    public async Task<PagePicture?> RenderAsync(SourceFile file, int page, int maximumWidth, CancellationToken cancellation)
    {
        using var temporary = new TemporaryFile(PdfRepair.Of(file.Bytes));
        byte[]? jpeg = await new PageRenderer(limits).RenderJpegAsync(temporary.Path, page, maximumWidth, cancellation).ConfigureAwait(false);
        if (jpeg is null || Imaging.PictureHeader.Read(jpeg) is not { } header) return null;
        return new("image/jpeg", jpeg, header.Width, header.Height);
    }

    private async Task<int> PagesAsync(SourceFile file, PdfSource source, string path, List<Issue> issues, CancellationToken cancellation)
    {
        // A whole file ends with its trailer's mark; one that does not was cut off, and poppler may find more of it.
        bool whole = PdfRepair.IsWhole(file.Bytes.Span);
        if (source.State == PdfState.Open && whole) return source.Pages;
        int pages = Math.Max(source.Pages, await PageCount.OfAsync(path, limits, cancellation).ConfigureAwait(false));
        if (pages > 0) issues.Add(new(IssueCode.DamagedFile, IssueSeverity.Warning, "The file is damaged or breaks off; pages may be lost.", file.Id));
        return pages;
    }

    private async Task<RawPage[]> ReadPagesAsync(PdfSource source, PdfPageReader reader, string path, int pages, DistrustedPages distrusted, CancellationToken cancellation)
    {
        var read = new RawPage[pages];
        var options = new ParallelOptions { MaxDegreeOfParallelism = pool.Size, CancellationToken = cancellation };
        await Parallel.ForEachAsync(Shares(pages), options, async (range, token) =>
        {
            await new PageShare(source, reader, path, limits, distrusted).ReadAsync(range.First, range.Last, page => read[page.Number - 1] = page, token).ConfigureAwait(false);
        }).ConfigureAwait(false);
        return read;
    }

    /// <summary>Large shares first, single pages last, so that all workers end together: guided self-scheduling (Polychronopoulos, Kuck 1987).</summary>
    private IEnumerable<(int First, int Last)> Shares(int pages)
    {
        for (int first = 1, share; first <= pages; first += share)
        {
            int left = pages - first + 1;
            share = pool.Size == 1 ? Math.Min(left, LoneShare) : Math.Clamp((left + (2 * pool.Size) - 1) / (2 * pool.Size), 1, LargestShare);
            yield return (first, first + share - 1);
        }
    }

    private async Task<IEnumerable<string>> ReadersAsync(PdfPageReader reader, CancellationToken cancellation)
    {
        var names = new List<string> { "pdfpig " + typeof(UglyToad.PdfPig.PdfDocument).Assembly.GetName().Version!.ToString(3) };
        if (await PopplerVersion.GetAsync(limits, cancellation).ConfigureAwait(false) is { } poppler) names.Add("poppler " + poppler);
        if (reader.UsedRecognition)
        {
            try
            {
                names.Add(await pool.UseAsync(static engine => engine.Name, cancellation).ConfigureAwait(false));
            }
            catch (OcrException)
            {
                // The pages say that recognition failed.
            }
        }

        return names;
    }

    private static SourceDocument Failed(SourceFile file, IssueCode code, string message) =>
        DocumentComposer.Failed(file, MediaType, new Issue(code, IssueSeverity.Error, message, file.Id));
}

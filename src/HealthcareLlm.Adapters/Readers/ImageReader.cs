using System.Globalization;
using HealthcareLlm.Adapters.Imaging;
using HealthcareLlm.Adapters.Tesseract;
using HealthcareLlm.Documents;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Adapters.Readers;

/// <summary>Reads PNG, JPEG and TIFF pictures by recognition, the pages of a TIFF in parallel; a damaged page does not cost the others.</summary>
public sealed class ImageReader(OcrEnginePool pool, IngestionLimits limits) : IDocumentReader
{
    /// <inheritdoc />
    public bool CanRead(SourceFile file) => FileTypes.Of(file.Bytes.Span) is FileType.Png or FileType.Jpeg or FileType.Tiff;

    /// <inheritdoc />
    public async Task<SourceDocument> ReadAsync(SourceFile file, DistrustedPages distrusted, CancellationToken cancellation)
    {
        string mediaType = FileTypes.MediaType(FileTypes.Of(file.Bytes.Span));
        if (PictureHeader.Read(file.Bytes.Span) is not { } header)
        {
            return DocumentComposer.Failed(file, mediaType, new Issue(IssueCode.DamagedFile, IssueSeverity.Error, "The picture's header is broken; nothing of it could be read.", file.Id));
        }

        var issues = new List<Issue>();
        int frames = Math.Max(1, header.Frames);
        if (frames > limits.MaximumPages)
        {
            string message = string.Create(CultureInfo.InvariantCulture, $"The file has {frames} pages; those beyond {limits.MaximumPages} were not read.");
            issues.Add(new(IssueCode.TooManyPages, IssueSeverity.Error, message, file.Id));
            frames = limits.MaximumPages;
        }

        var pages = await Task.WhenAll(Enumerable.Range(0, frames).Select(i => ReadPageAsync(file, i, cancellation))).ConfigureAwait(false);
        if (pages.All(static p => p.Reading == PageReading.NotRead && p.Issues.Any(static i => i.Code == IssueCode.PageNotRead)))
        {
            issues.Add(new(IssueCode.DamagedFile, IssueSeverity.Error, "No page of the picture could be decoded.", file.Id));
        }

        return DocumentComposer.Compose(file, mediaType, pages, issues, await NamesAsync(cancellation).ConfigureAwait(false));
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<RegionReading>> ReadRegionsAsync(SourceFile file, int page, IReadOnlyList<BoundingBox> regions, CancellationToken cancellation)
    {
        try
        {
            return await pool.UseAsync(engine => engine.ReadRegions(new(file.Bytes, page - 1), regions, cancellation), cancellation).ConfigureAwait(false);
        }
        catch (OcrException)
        {
            return [.. regions.Select(static _ => new RegionReading(string.Empty, 0))];
        }
    }

    /// <inheritdoc />
    public Task<PagePicture?> RenderAsync(SourceFile file, int page, int maximumWidth, CancellationToken cancellation) =>
        Task.Run(() => PictureEncoder.Encode(new(file.Bytes, page - 1), maximumWidth, limits), cancellation);

    private async Task<RawPage> ReadPageAsync(SourceFile file, int frame, CancellationToken cancellation)
    {
        try
        {
            return await pool.UseAsync(engine => engine.ReadPage(new(file.Bytes, frame), frame + 1, limits, cancellation), cancellation).ConfigureAwait(false);
        }
        catch (OcrException e)
        {
            return new() { Number = frame + 1, Reading = PageReading.NotRead, Issues = [e.ToIssue(frame + 1)] };
        }
    }

    private async Task<IEnumerable<string>> NamesAsync(CancellationToken cancellation)
    {
        try
        {
            return [await pool.UseAsync(static engine => engine.Name, cancellation).ConfigureAwait(false)];
        }
        catch (OcrException)
        {
            return [];
        }
    }
}

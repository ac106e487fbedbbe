using System.Globalization;
using HealthcareLlm.Documents;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Adapters.Readers;

/// <summary>
/// Reads plain text in UTF-8, UTF-16 or Windows-1252 and says which. The text is kept to the character (line ends too), so that offsets count in what the file says;
/// form feeds divide pages.
/// </summary>
public sealed class PlainTextReader(IngestionLimits limits) : IDocumentReader
{
    /// <inheritdoc />
    public bool CanRead(SourceFile file) => FileTypes.Of(file.Bytes.Span) == FileType.Text;

    /// <inheritdoc />
    public Task<SourceDocument> ReadAsync(SourceFile file, DistrustedPages distrusted, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (TextDecoding.Decode(file.Bytes.Span) is not { } decoded)
        {
            return Task.FromResult(DocumentComposer.Failed(file, "text/plain", new Issue(IssueCode.UnsupportedType, IssueSeverity.Error, "The content is no text.", file.Id)));
        }

        var issues = new List<Issue> { new(IssueCode.TextEncoding, IssueSeverity.Information, $"Read as {decoded.Encoding}.", file.Id) };
        if (decoded.Undecodable > 0)
        {
            string message = string.Create(CultureInfo.InvariantCulture, $"{decoded.Undecodable} characters could not be decoded and stand as U+FFFD.");
            issues.Add(new(IssueCode.TextUndecodable, IssueSeverity.Warning, message, file.Id));
        }

        return Task.FromResult(DocumentComposer.ComposeText(file, Limited(file, decoded.Text, issues), issues));
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<RegionReading>> ReadRegionsAsync(SourceFile file, int page, IReadOnlyList<BoundingBox> regions, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<RegionReading>>([]);

    /// <inheritdoc />
    public Task<PagePicture?> RenderAsync(SourceFile file, int page, int maximumWidth, CancellationToken cancellation) => Task.FromResult<PagePicture?>(null);

    private string Limited(SourceFile file, string text, List<Issue> issues)
    {
        int pages = 0, at = -1;
        while ((at = text.IndexOf('\f', at + 1)) >= 0)
        {
            if (++pages < limits.MaximumPages) continue;
            string message = string.Create(CultureInfo.InvariantCulture, $"The text has more than {limits.MaximumPages} pages; later pages were not read.");
            issues.Add(new(IssueCode.TooManyPages, IssueSeverity.Error, message, file.Id));
            return text[..at];
        }

        return text;
    }
}

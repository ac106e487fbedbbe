using HealthcareLlm.Documents;

namespace HealthcareLlm.Ingestion;

/// <summary>What recognition saw in one region of a page.</summary>
/// <param name="Text">The words from left to right, lines joined by a space; empty where nothing was legible.</param>
/// <param name="Confidence">Mean word confidence, 0 to 1.</param>
public sealed record RegionReading(string Text, double Confidence);

/// <summary>Which pages must be read by recognition although they have a text layer.</summary>
/// <param name="Pages">Page numbers, from 1, whose text layer was contradicted by the picture.</param>
public sealed record DistrustedPages(IReadOnlySet<int> Pages)
{
    /// <summary>No page.</summary>
    public static DistrustedPages None { get; } = new(new HashSet<int>());
}

/// <summary>Turns the bytes of one type of file into a document, and answers for its pictures.</summary>
public interface IDocumentReader
{
    /// <summary>Whether this reader is for content that begins like this.</summary>
    bool CanRead(SourceFile file);

    /// <summary>
    /// Reads a file. Never throws for bad content: what cannot be read is an issue, and the other pages come through.
    /// A document without any page has at least one issue of severity error.
    /// </summary>
    Task<SourceDocument> ReadAsync(SourceFile file, DistrustedPages distrusted, CancellationToken cancellation);

    /// <summary>
    /// Reads regions of one page from its picture (rendered once), to confirm what a text layer says.
    /// Answers in the order of <paramref name="regions"/>; empty list where the document has no picture.
    /// </summary>
    /// <param name="file">The same file.</param>
    /// <param name="page">Page, from 1.</param>
    /// <param name="regions">Boxes in page pixels as a viewer shows it.</param>
    /// <param name="cancellation">Stops the work.</param>
    Task<IReadOnlyList<RegionReading>> ReadRegionsAsync(SourceFile file, int page, IReadOnlyList<BoundingBox> regions, CancellationToken cancellation);

    /// <summary>
    /// The page as a viewer shows it, as a JPEG or PNG for a self-contained HTML page; null where the document has no picture or rendering failed.
    /// </summary>
    /// <param name="file">The same file.</param>
    /// <param name="page">Page, from 1.</param>
    /// <param name="maximumWidth">Width in pixels that the picture is scaled down to where it is wider.</param>
    /// <param name="cancellation">Stops the work.</param>
    Task<PagePicture?> RenderAsync(SourceFile file, int page, int maximumWidth, CancellationToken cancellation);
}

/// <summary>A picture of a page.</summary>
/// <param name="MediaType"><c>image/jpeg</c> or <c>image/png</c>.</param>
/// <param name="Bytes">The encoded picture.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
public sealed record PagePicture(string MediaType, ReadOnlyMemory<byte> Bytes, int Width, int Height);

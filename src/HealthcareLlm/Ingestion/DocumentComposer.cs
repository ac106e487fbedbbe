using HealthcareLlm.Documents;

namespace HealthcareLlm.Ingestion;

/// <summary>Puts raw pages together to a document: lines, cells, reading order, text and spans.</summary>
public static class DocumentComposer
{
    /// <summary>
    /// The document of these pages. Words of a line are joined by a space, cells (separated by a wide gap or a vertical rule) by two spaces,
    /// lines by a line feed, blocks by an empty line, pages by a form feed.
    /// </summary>
    public static SourceDocument Compose(SourceFile file, string mediaType, IEnumerable<RawPage> pages, IEnumerable<Issue> issues, IEnumerable<string> readers)
    {
        throw new NotSupportedException();
    }

    /// <summary>A document of which no page could be read.</summary>
    public static SourceDocument Failed(SourceFile file, string mediaType, params IEnumerable<Issue> issues) =>
        new(file.Id, file.FileName, mediaType, string.Empty, [], [.. issues], []);
}

using System.Collections.Immutable;
using System.Text;
using HealthcareLlm.Documents;
using HealthcareLlm.Ingestion.Layout;

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
        var text = new StringBuilder();
        var composed = ImmutableArray.CreateBuilder<Page>();
        var found = ImmutableArray.CreateBuilder<Issue>();
        found.AddRange(issues);
        foreach (var page in pages)
        {
            if (composed.Count > 0) text.Append('\f');
            composed.Add(new PageWriter(text).Write(page));
            found.AddRange(page.Issues.Select(i => i with { DocumentId = file.Id, Page = page.Number }));
        }

        return new(file.Id, file.FileName, mediaType, text.ToString(), composed.ToImmutable(), found.ToImmutable(), [.. readers]);
    }

    /// <summary>
    /// The document of a plain text, which is kept to the character: form feeds divide its pages, two spaces or a tab its cells.
    /// </summary>
    public static SourceDocument ComposeText(SourceFile file, string text, IEnumerable<Issue> issues)
    {
        var pages = ImmutableArray.CreateBuilder<Page>();
        int start = 0;
        while (start <= text.Length)
        {
            int end = text.IndexOf('\f', start);
            if (end < 0) end = text.Length;
            pages.Add(TextLayout.Read(text, new(start, end), pages.Count + 1));
            start = end + 1;
        }

        return new(file.Id, file.FileName, "text/plain", text, pages.ToImmutable(), [.. issues], []);
    }

    /// <summary>A document of which no page could be read.</summary>
    public static SourceDocument Failed(SourceFile file, string mediaType, params IEnumerable<Issue> issues) =>
        new(file.Id, file.FileName, mediaType, string.Empty, [], [.. issues], []);
}

using System.Collections.Immutable;

namespace HealthcareLlm.Documents;

/// <summary>A document as it was read: its text, pages and what went wrong. Made by Ingestion alone.</summary>
public sealed class SourceDocument
{
    internal SourceDocument(DocumentId id, string fileName, string mediaType, string text, ImmutableArray<Page> pages, ImmutableArray<Issue> issues, ImmutableArray<string> readers)
    {
        Id = id;
        FileName = fileName;
        MediaType = mediaType;
        Text = text;
        Pages = pages;
        Issues = issues;
        Readers = readers;
    }

    /// <summary>SHA-256 of the bytes.</summary>
    public DocumentId Id { get; }

    /// <summary>The file's name without its folder; stands in the result's list of documents and nowhere else.</summary>
    public string FileName { get; }

    /// <summary>Media type told by content, such as <c>application/pdf</c>.</summary>
    public string MediaType { get; }

    /// <summary>All pages' text, joined by a form feed. Every span counts in this.</summary>
    public string Text { get; }

    /// <summary>Pages in order; never empty for a document that could be read.</summary>
    public ImmutableArray<Page> Pages { get; }

    /// <summary>What went wrong while reading.</summary>
    public ImmutableArray<Issue> Issues { get; }

    /// <summary>What read it, with version, such as <c>tesseract 5.3.0 eng</c>.</summary>
    public ImmutableArray<string> Readers { get; }

    /// <summary>The same document with one more issue.</summary>
    internal SourceDocument With(Issue issue) => new(Id, FileName, MediaType, Text, Pages, Issues.Add(issue), Readers);

    /// <summary>The page that holds the start of a span.</summary>
    public Page PageAt(int offset)
    {
        int low = 0, high = Pages.Length - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (Pages[middle].Span.Start <= offset) low = middle;
            else high = middle - 1;
        }

        return Pages[low];
    }
}

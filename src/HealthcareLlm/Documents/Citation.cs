using System.Collections.Immutable;

namespace HealthcareLlm.Documents;

/// <summary>How a quote was found in the text.</summary>
public enum Alignment
{
    /// <summary>Character by character.</summary>
    Exact,

    /// <summary>After folding case, space, hyphens or look-alike characters.</summary>
    Normalized,

    /// <summary>Nearly; never enough alone.</summary>
    Fuzzy,

    /// <summary>Not found.</summary>
    NotFound,
}

/// <summary>A quote that was resolved to its place. Made by Grounding alone.</summary>
public sealed record Citation
{
    internal Citation(DocumentId documentId, int page, TextSpan span, string quote, ImmutableArray<BoundingBox> boxes, Alignment alignment)
    {
        DocumentId = documentId;
        Page = page;
        Span = span;
        Quote = quote;
        Boxes = boxes;
        Alignment = alignment;
    }

    /// <summary>The document.</summary>
    public DocumentId DocumentId { get; }

    /// <summary>Page, from 1.</summary>
    public int Page { get; }

    /// <summary>Place in the document's text; within one page.</summary>
    public TextSpan Span { get; }

    /// <summary>Exactly the text at <see cref="Span"/>.</summary>
    public string Quote { get; }

    /// <summary>One box a line, in pixels of the page as a viewer shows it; empty for plain text.</summary>
    public ImmutableArray<BoundingBox> Boxes { get; }

    /// <summary>How the quote was found.</summary>
    public Alignment Alignment { get; }
}

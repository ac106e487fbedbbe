using System.Collections.Immutable;

namespace HealthcareLlm.Documents;

/// <summary>How a page was read.</summary>
public enum PageReading
{
    /// <summary>Plain text.</summary>
    Text,

    /// <summary>Its text layer, borne out by the image.</summary>
    TextLayer,

    /// <summary>Optical character recognition.</summary>
    Ocr,

    /// <summary>Text layer and optical character recognition of what the layer does not hold.</summary>
    Both,

    /// <summary>Only some of the ink was understood; an issue says so.</summary>
    InPart,

    /// <summary>Not read; an issue says why.</summary>
    NotRead,
}

/// <summary>A run of words of one line without a wide gap: one cell of a form or table, or a whole line of prose.</summary>
/// <param name="Span">Its place in the document's text.</param>
/// <param name="Box">Layout box around its words.</param>
/// <param name="FirstWord">Index of its first word in the page's words.</param>
/// <param name="WordCount">Number of words.</param>
public sealed record Cell(TextSpan Span, BoundingBox Box, int FirstWord, int WordCount);

/// <summary>One line of a page in reading order.</summary>
/// <param name="Span">Its place in the document's text, without the line end.</param>
/// <param name="Box">Layout box around its words.</param>
/// <param name="Block">Number of the block (paragraph, column, form row group) it belongs to, from 0 on each page.</param>
/// <param name="Cells">Its cells from left to right; at least one.</param>
public sealed record Line(TextSpan Span, BoundingBox Box, int Block, ImmutableArray<Cell> Cells);

/// <summary>A page of a document: its size, how it was read, and its words in reading order.</summary>
public sealed record Page
{
    /// <summary>1 for the first page.</summary>
    public required int Number { get; init; }

    /// <summary>Width as a viewer shows it, pixels; 0 for plain text.</summary>
    public required int Width { get; init; }

    /// <summary>Height as a viewer shows it, pixels; 0 for plain text.</summary>
    public required int Height { get; init; }

    /// <summary>Horizontal resolution, pixels an inch; 0 for plain text.</summary>
    public required double DpiX { get; init; }

    /// <summary>Vertical resolution, pixels an inch; 0 for plain text.</summary>
    public required double DpiY { get; init; }

    /// <summary>How it was read.</summary>
    public required PageReading Reading { get; init; }

    /// <summary>Mean word confidence of optical character recognition, 0 to 1, rounded to two decimals; null where none was done.</summary>
    public required double? OcrConfidence { get; init; }

    /// <summary>The page's part of the document's text, without the form feed between pages.</summary>
    public required TextSpan Span { get; init; }

    /// <summary>Words in reading order.</summary>
    public required ImmutableArray<Word> Words { get; init; }

    /// <summary>Lines in reading order.</summary>
    public required ImmutableArray<Line> Lines { get; init; }

    /// <summary>Ruling lines and the edges of coloured panels, layout pixels; empty where none were found.</summary>
    public ImmutableArray<RulingLine> Rules { get; init; } = [];

    /// <summary>Whether words have a place in a picture (everything but plain text).</summary>
    public bool HasPicture => Width > 0;
}

using System.Collections.Immutable;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Ingestion;

/// <summary>A word as a reader found it, before lines and reading order are known.</summary>
/// <param name="Text">Characters without white space; a check box is <c>[x]</c>, <c>[ ]</c> or <c>[?]</c> with its mark set.</param>
/// <param name="Box">Box on the page as a viewer shows it, page pixels.</param>
/// <param name="LayoutBox">Box after orientation and deskew at equal resolution in both directions; <see cref="Box"/> where nothing was turned.</param>
/// <param name="Confidence">Reader's confidence, 0 to 1.</param>
/// <param name="Source">Where it was read.</param>
/// <param name="Marks">Struck out, handwritten, check box.</param>
/// <param name="Style">Number of its look on this page, as in <see cref="Word.Style"/>.</param>
public sealed record RawWord(string Text, BoundingBox Box, BoundingBox LayoutBox, double Confidence, WordSource Source, WordMarks Marks = WordMarks.None, int Style = 0);

/// <summary>A straight ruling line or the side of a drawn box, in layout pixels: it separates cells.</summary>
/// <param name="Box">Thin box around it; wider than high for a horizontal rule.</param>
/// <param name="Slope">How far its right or lower end lies below, or to the right of, the other end; layout pixels.</param>
public readonly record struct Rule(BoundingBox Box, double Slope = 0)
{
    /// <summary>Whether it runs from left to right.</summary>
    public bool IsHorizontal => Box.Width >= Box.Height;

    /// <summary>Its middle line.</summary>
    public RulingLine Line => IsHorizontal
        ? new(Box.X, Box.CenterY - (Slope / 2), Box.Right, Box.CenterY + (Slope / 2))
        : new(Box.CenterX - (Slope / 2), Box.Y, Box.CenterX + (Slope / 2), Box.Bottom);
}

/// <summary>A page as a reader found it: words in any order.</summary>
public sealed record RawPage
{
    /// <summary>1 for the first page.</summary>
    public required int Number { get; init; }

    /// <summary>Width as a viewer shows it, pixels.</summary>
    public int Width { get; init; }

    /// <summary>Height as a viewer shows it, pixels.</summary>
    public int Height { get; init; }

    /// <summary>Horizontal resolution, pixels an inch.</summary>
    public double DpiX { get; init; }

    /// <summary>Vertical resolution, pixels an inch.</summary>
    public double DpiY { get; init; }

    /// <summary>How it was read.</summary>
    public required PageReading Reading { get; init; }

    /// <summary>Mean confidence of recognition, 0 to 1, rounded to two decimals; null where none was done.</summary>
    public double? OcrConfidence { get; init; }

    /// <summary>Words in any order.</summary>
    public ImmutableArray<RawWord> Words { get; init; } = [];

    /// <summary>Ruling lines, where the reader found them; layout pixels.</summary>
    public ImmutableArray<Rule> Rules { get; init; } = [];

    /// <summary>Coloured areas behind print, layout pixels; their edges part cells too.</summary>
    public ImmutableArray<BoundingBox> Panels { get; init; } = [];

    /// <summary>What went wrong on this page.</summary>
    public ImmutableArray<Issue> Issues { get; init; } = [];
}

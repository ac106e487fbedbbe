namespace HealthcareLlm.Documents;

/// <summary>Where a word was read from.</summary>
public enum WordSource
{
    /// <summary>A plain-text file.</summary>
    Text,

    /// <summary>The text layer of a digital page, borne out by ink.</summary>
    TextLayer,

    /// <summary>Optical character recognition of the page's pixels.</summary>
    Ocr,

    /// <summary>A form field's value, or a note that was typed onto the page (FreeText).</summary>
    Annotation,
}

/// <summary>What the picture says about a word beyond its letters.</summary>
[Flags]
public enum WordMarks
{
    /// <summary>Nothing particular.</summary>
    None = 0,

    /// <summary>A stroke runs through it: it was crossed out by hand or in type.</summary>
    Struck = 1,

    /// <summary>Its shapes are unlike print: handwriting, or a stamp over it.</summary>
    Handwritten = 2,

    /// <summary>The reader was unsure: what it says may not be what stands there.</summary>
    Doubtful = 4,

    /// <summary>A check box or radio button that is marked; its text is <c>[x]</c>.</summary>
    CheckBoxMarked = 8,

    /// <summary>A check box or radio button that is empty; its text is <c>[ ]</c>.</summary>
    CheckBoxEmpty = 16,

    /// <summary>A check box whose state could not be told (half filled, scribbled over); its text is <c>[?]</c>.</summary>
    CheckBoxUnclear = 32,

    /// <summary>Printed in bold; a hint that it may be a title or a label.</summary>
    Bold = 64,
}

/// <summary>A word of a page with its place in the document's text and on the page.</summary>
/// <param name="Text">The characters; no white space, except in a check box's <c>[ ]</c>.</param>
/// <param name="Span">Where it stands in the document's text.</param>
/// <param name="Box">Its box on the page as a viewer shows it, in page pixels. For plain text a cell grid of 10 × 20 units a character: good for layout, never exported.</param>
/// <param name="LayoutBox">Its box after orientation and deskew, with equal resolution in both directions: what layout analysis uses.</param>
/// <param name="Confidence">The reader's own confidence, 0 to 1; 1 for text and text layers.</param>
/// <param name="Source">Where it was read from.</param>
/// <param name="Marks">What the picture adds: struck out, handwritten, check box.</param>
public sealed record Word(
    string Text,
    TextSpan Span,
    BoundingBox Box,
    BoundingBox LayoutBox,
    double Confidence,
    WordSource Source,
    WordMarks Marks)
{
    /// <summary>Number of its look: words of one page with the same number are set in the same face, size and colour; 0 where that is not known.</summary>
    public int Style { get; init; }

    /// <summary>Whether it is a check box, in whatever state.</summary>
    public bool IsCheckBox => (Marks & (WordMarks.CheckBoxMarked | WordMarks.CheckBoxEmpty | WordMarks.CheckBoxUnclear)) != 0;
}

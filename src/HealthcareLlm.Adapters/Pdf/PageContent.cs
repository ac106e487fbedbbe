using HealthcareLlm.Documents;
using UglyToad.PdfPig.Content;

namespace HealthcareLlm.Adapters.Pdf;

/// <summary>A glyph that the page's content draws, in points from the top left of the page as a viewer shows it.</summary>
/// <param name="Text">What the text layer says it is; may be empty or nonsense.</param>
/// <param name="Corners">The glyph's corners: lower left, lower right, upper right, upper left in the direction of writing.</param>
/// <param name="Start">Start of its base line.</param>
/// <param name="End">End of its base line, where the next glyph begins.</param>
/// <param name="Size">Size of the font as shown, points.</param>
/// <param name="Order">When it was painted: greater is later.</param>
/// <param name="Run">Number of the operation that showed it.</param>
/// <param name="Luminance">0 black to 1 white; NaN where the colour cannot be told.</param>
/// <param name="Font">Font's name.</param>
/// <param name="IsBold">Whether the font is bold by its own account.</param>
/// <param name="IsPainted">False for the invisible rendering modes, for full transparency and outside the clip.</param>
internal sealed record Glyph(string Text, Quad Corners, Point Start, Point End, double Size, int Order, int Run, double Luminance, string Font, bool IsBold, bool IsPainted);

/// <summary>A place in points from the top left.</summary>
internal readonly record struct Point(double X, double Y);

/// <summary>A rectangle that may be turned.</summary>
internal readonly record struct Quad(Point A, Point B, Point C, Point D)
{
    internal BoundingBox Bounds
    {
        get
        {
            double x = Math.Min(Math.Min(A.X, B.X), Math.Min(C.X, D.X)), y = Math.Min(Math.Min(A.Y, B.Y), Math.Min(C.Y, D.Y));
            return new(x, y, Math.Max(Math.Max(A.X, B.X), Math.Max(C.X, D.X)) - x, Math.Max(Math.Max(A.Y, B.Y), Math.Max(C.Y, D.Y)) - y);
        }
    }
}

/// <summary>One part of a path that was painted, in points from the top left.</summary>
/// <param name="Box">Around it, without its stroke's width.</param>
/// <param name="IsRectangle">Whether it is an upright rectangle.</param>
/// <param name="IsLine">Whether it is one straight line, from <paramref name="From"/> to <paramref name="To"/>.</param>
/// <param name="IsRound">Whether it is made of curves and closed.</param>
/// <param name="From">First point.</param>
/// <param name="To">Last point.</param>
/// <param name="IsFilled">Whether its inside was painted.</param>
/// <param name="IsStroked">Whether its outline was painted.</param>
/// <param name="IsOpaque">Whether what was painted before no longer shows through.</param>
/// <param name="StrokeWidth">Width of the outline, points.</param>
/// <param name="Luminance">Of the inside, else of the outline; 0 black to 1 white, NaN unknown.</param>
/// <param name="Order">When it was painted: greater is later.</param>
internal sealed record Shape(
    BoundingBox Box, bool IsRectangle, bool IsLine, bool IsRound, Point From, Point To,
    bool IsFilled, bool IsStroked, bool IsOpaque, double StrokeWidth, double Luminance, int Order);

/// <summary>An image that the page's content draws.</summary>
/// <param name="Box">Where, points from the top left.</param>
/// <param name="IsUpright">Whether its rows run from left to right and its columns from top to bottom.</param>
/// <param name="IsOpaque">Whether it has no mask.</param>
/// <param name="Image">The image itself; null for an inline image.</param>
/// <param name="Order">When it was painted: greater is later.</param>
internal sealed record PlacedImage(BoundingBox Box, bool IsUpright, bool IsOpaque, IPdfImage? Image, int Order);

/// <summary>What stands on a page beside its content: a form field's widget, a note, a stamp, a stroke.</summary>
/// <param name="Kind">Subtype, such as <c>Widget</c>, <c>FreeText</c>.</param>
/// <param name="Box">Points from the top left.</param>
/// <param name="IsSeen">Whether a viewer shows it (not hidden, not without size).</param>
/// <param name="Field">The form field's type: <c>Tx</c>, <c>Btn</c>, <c>Ch</c>, <c>Sig</c>; empty for others.</param>
/// <param name="FieldFlags">The field's flags (ISO 32000-1, 12.7.3.1).</param>
/// <param name="Value">The field's value or the note's text; empty where there is none.</param>
/// <param name="IsOn">For a check box or radio button: whether its appearance state is another than <c>Off</c>.</param>
/// <param name="Quads">Boxes of the marked text (highlight, strike-out), points from the top left.</param>
internal sealed record PageAnnotation(string Kind, BoundingBox Box, bool IsSeen, string Field, int FieldFlags, string Value, bool IsOn, IReadOnlyList<BoundingBox> Quads)
{
    private const int PushButton = 1 << 16;
    private const int Radio = 1 << 15;

    internal bool IsCheckBox => Field == "Btn" && (FieldFlags & PushButton) == 0;

    internal bool IsRadio => IsCheckBox && (FieldFlags & Radio) != 0;

    /// <summary>Whether it puts ink on the page by a person's hand, other than filling a form's field.</summary>
    internal bool IsAddedByHand => IsSeen && Kind is not ("Widget" or "Link" or "Popup" or "PrinterMark" or "TrapNet");
}

/// <summary>Everything that a page's content draws, in order.</summary>
/// <param name="Number">Page, from 1.</param>
/// <param name="Width">Points, as a viewer shows it.</param>
/// <param name="Height">Points, as a viewer shows it.</param>
/// <param name="Glyphs">In order of painting.</param>
/// <param name="Shapes">In order of painting.</param>
/// <param name="Images">In order of painting.</param>
/// <param name="Annotations">In the order of the file, which is the order of painting.</param>
/// <param name="HasShading">Whether gradients are painted.</param>
internal sealed record PageContent(
    int Number, double Width, double Height,
    IReadOnlyList<Glyph> Glyphs, IReadOnlyList<Shape> Shapes, IReadOnlyList<PlacedImage> Images, IReadOnlyList<PageAnnotation> Annotations, bool HasShading);

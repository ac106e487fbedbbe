using SkiaSharp;

namespace HealthcareLlm.SampleRenderer.Formats;

/// <summary>What a PDF page carries beside its drawing; rectangles in points from the top left.</summary>
internal abstract record PdfExtra
{
    /// <summary>AcroForm text field with its appearance.</summary>
    public sealed record TextField(SKRect Box, string Text, float Size, string Family) : PdfExtra;

    /// <summary>AcroForm check box.</summary>
    public sealed record CheckBox(SKRect Box, bool Marked) : PdfExtra;

    /// <summary>FreeText annotation with an opaque background.</summary>
    public sealed record FreeText(SKRect Box, string Text, float Size) : PdfExtra;

    /// <summary>Rubber stamp annotation.</summary>
    public sealed record Stamp(SKRect Box, string Text, SKColor Colour, bool Opaque) : PdfExtra;

    /// <summary>Ink annotation.</summary>
    public sealed record Ink(IReadOnlyList<SKPoint> Points, float Width, SKColor Colour) : PdfExtra;

    /// <summary>Text that a person does not see: white, tiny, off, invisible; or remap: shows one word and says another.</summary>
    public sealed record Hidden(string Mode, float X, float Y, float Size, string Text, string Says = "") : PdfExtra;

    /// <summary>The page is turned by the viewer.</summary>
    public sealed record Rotate(int Degrees) : PdfExtra;
}

using HealthcareLlm.SampleRenderer.Formats;
using HealthcareLlm.SampleRenderer.Specs;
using SkiaSharp;

namespace HealthcareLlm.SampleRenderer.Drawing;

/// <summary>A tagged text on a page, with its box in points.</summary>
internal sealed record Mark(Tag Tag, SKRect Box);

/// <summary>What was drawn on a page: the marks, the words, what PDF adds on top, and what went wrong.</summary>
internal sealed class PageRecord
{
    /// <summary>Gold leaves and traps with their boxes, in points.</summary>
    public List<Mark> Marks { get; } = [];

    /// <summary>Everything that was drawn, in drawing order, for the check.</summary>
    public List<string> Words { get; } = [];

    /// <summary>Form fields, annotations and hidden text of a digital PDF.</summary>
    public List<PdfExtra> Extras { get; } = [];

    /// <summary>Faults of the spec: text below the page, an unknown command.</summary>
    public List<string> Faults { get; } = [];
}

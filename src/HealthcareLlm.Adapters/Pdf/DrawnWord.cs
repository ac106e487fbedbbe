using HealthcareLlm.Documents;

namespace HealthcareLlm.Adapters.Pdf;

/// <summary>A word that a page's content draws, before the picture was asked.</summary>
/// <param name="Text">As the text layer says.</param>
/// <param name="Box">Around its glyphs, points from the top left of the page as a viewer shows it.</param>
/// <param name="LayoutBox">Even in height along a line, in the upright frame of its direction of writing, points.</param>
/// <param name="Angle">Direction of writing, degrees clockwise: 0, 90, 180, 270, or another for slanted words.</param>
/// <param name="Size">Size of its font, points.</param>
/// <param name="Glyphs">Its glyphs in order.</param>
internal sealed record DrawnWord(string Text, BoundingBox Box, BoundingBox LayoutBox, int Angle, double Size, IReadOnlyList<Glyph> Glyphs)
{
    internal bool IsBold => Glyphs.Count(g => g.IsBold) * 2 > Glyphs.Count;

    internal CheckGlyph Check { get; } = Glyphs.Count == 1 ? CheckGlyphs.Of(Glyphs[0]) : CheckGlyph.None;
}

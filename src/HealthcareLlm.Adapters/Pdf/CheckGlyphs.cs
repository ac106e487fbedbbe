using HealthcareLlm.Documents;

namespace HealthcareLlm.Adapters.Pdf;

/// <summary>What a single glyph says as a check box.</summary>
internal enum CheckGlyph
{
    /// <summary>It is none.</summary>
    None,

    /// <summary>An empty box or circle.</summary>
    Empty,

    /// <summary>A box with a mark in it.</summary>
    Marked,

    /// <summary>A tick or cross without a box.</summary>
    Tick,

    /// <summary>A filled box or circle: marked where empty ones stand on the same page, else a bullet.</summary>
    Solid,
}

/// <summary>Check boxes among the glyphs of symbol fonts (Unicode, ZapfDingbats, Wingdings in their encodings).</summary>
internal static class CheckGlyphs
{
    // Adobe's ZapfDingbats encoding (ISO 32000-1, annex D.6).
    private const string DingbatTicks = "345678", DingbatEmpty = "opqr", DingbatSolid = "nl";

    // Microsoft's Wingdings and Wingdings 2 code charts.
    private const string WingdingsEmpty = "oq¨¡", WingdingsMarked = "þý", WingdingsTicks = "üû", WingdingsSolid = "nl";
    private const string Wingdings2Empty = "£", Wingdings2Marked = "RSTU", Wingdings2Ticks = "POQ";

    internal static CheckGlyph Of(Glyph glyph)
    {
        if (glyph.Text.Length != 1) return CheckGlyph.None;
        char c = glyph.Text[0];
        if (c is >= '\uF020' and <= '\uF0FF') c = (char)(c - 0xF000); // symbol fonts are mapped to the private use area
        string font = glyph.Font;
        if (font.Contains("Dingbat", StringComparison.OrdinalIgnoreCase) && c < 0x80) return Among(c, DingbatTicks, DingbatEmpty, string.Empty, DingbatSolid);
        if (font.Contains("Wingdings2", StringComparison.OrdinalIgnoreCase) || font.Contains("Wingdings 2", StringComparison.OrdinalIgnoreCase)
            || font.Contains("Wingdings-2", StringComparison.OrdinalIgnoreCase))
        {
            return Among(c, Wingdings2Ticks, Wingdings2Empty, Wingdings2Marked, string.Empty);
        }

        if (font.Contains("Wingdings", StringComparison.OrdinalIgnoreCase) && c < 0x100) return Among(c, WingdingsTicks, WingdingsEmpty, WingdingsMarked, WingdingsSolid);
        return c switch
        {
            '☐' or '□' or '▢' or '◻' or '◽' or '❏' or '❐' or '❑' or '❒' or '○' or '◯' or '❍' => CheckGlyph.Empty,
            '☑' or '☒' or '⊠' or '◉' or '⦿' or '⊗' or '▣' => CheckGlyph.Marked,
            '✓' or '✔' or '✗' or '✘' or '✕' or '✖' => CheckGlyph.Tick,
            '■' or '●' or '◼' => CheckGlyph.Solid,
            _ => CheckGlyph.None,
        };
    }

    // Times the glyph's size from which a path that is no rectangle is no stroke of a pen over it.
    private const double Around = 5;

    /// <summary>Whether an empty glyph is a circle.</summary>
    internal static bool IsRing(string glyph) => glyph is "○" or "◯" or "❍";

    /// <summary>Whether nothing is drawn over a glyph by which somebody could have marked it: no other glyph, stroke, image or annotation. What is painted far around it (a row's ground, a frame with round corners) is none.</summary>
    internal static bool IsBare(BoundingBox box, IReadOnlyList<Glyph> own, PageContent page)
    {
        return !page.Glyphs.Any(g => g.IsPainted && !string.IsNullOrWhiteSpace(g.Text) && !own.Contains(g) && Touches(g.Corners.Bounds))
            && !page.Shapes.Any(s => Touches(s.Box) && !(Holds(s.Box) && (s.IsRectangle || (s.Box.Width > Around * box.Width && s.Box.Height > Around * box.Height))))
            && !page.Images.Any(i => Touches(i.Box) && !Holds(i.Box))
            && !page.Annotations.Any(a => a.IsAddedByHand && Touches(a.Box));

        // A line has no area: its place counts.
        bool Touches(BoundingBox other) => other.X < box.Right && other.Right > box.X && other.Y < box.Bottom && other.Bottom > box.Y;

        bool Holds(BoundingBox other) => other.X <= box.X && other.Right >= box.Right && other.Y <= box.Y && other.Bottom >= box.Bottom;
    }

    /// <summary>Whether a glyph is what people put into a box to mark it.</summary>
    internal static bool IsMark(Glyph glyph) => glyph.Text is "x" or "X" or "√" or "×" or "/" or "\\" or "*" or "•" || Of(glyph) is CheckGlyph.Tick or CheckGlyph.Solid or CheckGlyph.Marked;

    private static CheckGlyph Among(char c, string ticks, string empty, string marked, string solid) =>
        ticks.Contains(c, StringComparison.Ordinal) ? CheckGlyph.Tick
        : empty.Contains(c, StringComparison.Ordinal) ? CheckGlyph.Empty
        : marked.Contains(c, StringComparison.Ordinal) ? CheckGlyph.Marked
        : solid.Contains(c, StringComparison.Ordinal) ? CheckGlyph.Solid
        : CheckGlyph.None;
}

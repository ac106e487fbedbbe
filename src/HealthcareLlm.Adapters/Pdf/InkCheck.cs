namespace HealthcareLlm.Adapters.Pdf;

/// <summary>What the picture says about a word of the text layer.</summary>
internal enum InkVerdict
{
    /// <summary>Every glyph has ink.</summary>
    Seen,

    /// <summary>Some glyphs have ink and some have none: what stands there must be read from the picture.</summary>
    SeenInPart,

    /// <summary>No glyph has ink.</summary>
    Unseen,
}

/// <summary>Asks the picture whether a word's glyphs have ink under them.</summary>
internal static class InkCheck
{
    // Least difference from the ground, of 255, that the eye takes for a letter; and the share of the colour's own contrast that thin strokes keep at 100 dpi.
    private const int MinimumContrast = 14;
    private const double KeptShare = 0.22;

    internal static InkVerdict Of(DrawnWord word, PagePixels pixels)
    {
        int ground = pixels.Ground(word.Box), inked = 0, empty = 0, small = 0;
        foreach (var glyph in word.Glyphs)
        {
            bool ink = HasInk(glyph, pixels, ground);
            if (ink) inked++;
            else if (IsSmall(glyph)) small++;
            else empty++;
        }

        if (inked == 0) return InkVerdict.Unseen;
        return empty == 0 ? InkVerdict.Seen : InkVerdict.SeenInPart;
    }

    // Points and dashes may vanish between pixels.
    private static bool IsSmall(Glyph glyph) => glyph.Text.Length > 0 && glyph.Text.All(static c => !char.IsLetterOrDigit(c));

    private static bool HasInk(Glyph glyph, PagePixels pixels, int ground)
    {
        double contrast = double.IsNaN(glyph.Luminance) ? 255 : Math.Abs((glyph.Luminance * 255) - ground);
        if (contrast < MinimumContrast) return false;
        var box = glyph.Corners.Bounds;
        if (box.Height < glyph.Size * 0.02) box = new(box.X, box.Y - (glyph.Size * 0.7), Math.Max(box.Width, 1), glyph.Size * 0.8);
        int difference = (int)Math.Max(MinimumContrast, contrast * KeptShare);
        // A narrow glyph may stand between two columns of pixels.
        double margin = box.Width * pixels.ScaleX < 3.5 || box.Height * pixels.ScaleY < 3.5 ? 1 : 0;
        return pixels.HasInk(box, ground, difference, margin);
    }
}

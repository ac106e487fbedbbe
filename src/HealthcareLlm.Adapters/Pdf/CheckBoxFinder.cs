using HealthcareLlm.Documents;

namespace HealthcareLlm.Adapters.Pdf;

/// <summary>A check box or radio button with its state as the picture shows it; the box in points.</summary>
internal readonly record struct FoundCheckBox(BoundingBox Box, WordMarks State, WordSource Source)
{
    /// <summary>As it is written in the document's text.</summary>
    internal string Text => State switch
    {
        WordMarks.CheckBoxMarked => "[x]",
        WordMarks.CheckBoxEmpty => "[ ]",
        _ => "[?]",
    };
}

/// <summary>Finds check boxes that are form fields, drawn squares and circles, or glyphs of symbol fonts, and tells their state by the picture.</summary>
internal sealed class CheckBoxFinder(PageContent page, PagePixels pixels)
{
    // Sides in points: smaller is a bullet, larger a cell or a picture's frame.
    private const double MinimumSide = 4.5, MaximumSide = 20, Unequal = 0.25;

    // Neighbouring squares nearer than this are the cells of a comb, one letter each.
    private const double CombGap = 1.6;

    /// <summary>Boxes of form fields first, then drawn ones, each place once.</summary>
    internal List<FoundCheckBox> Find()
    {
        var found = new List<FoundCheckBox>();
        foreach (var widget in page.Annotations.Where(static a => a.IsCheckBox && a.IsSeen)) found.Add(new(widget.Box, CheckBoxState.Of(widget.Box, pixels), WordSource.Annotation));
        foreach (var box in Drawn())
        {
            if (!found.Exists(f => Overlaps(f.Box, box))) found.Add(new(box, CheckBoxState.Of(box, pixels), WordSource.TextLayer));
        }

        return found;
    }

    private List<BoundingBox> Drawn()
    {
        var squares = new List<BoundingBox>();
        foreach (var box in page.Shapes.Where(IsOutline).Select(static s => s.Box).Concat(OfStrokes()))
        {
            if (!squares.Exists(s => Overlaps(s, box))) squares.Add(box);
        }

        var sorted = squares.OrderBy(static s => s.Y).ThenBy(static s => s.X).ToList();
        return sorted.FindAll(s => !IsComb(s, sorted) && HoldsOnlyMarks(s));
    }

    private static bool IsSquare(BoundingBox box) => box.Width is >= MinimumSide and <= MaximumSide && box.Height is >= MinimumSide and <= MaximumSide
        && Math.Abs(box.Width - box.Height) <= Unequal * Math.Max(box.Width, box.Height);

    private bool IsOutline(Shape shape) => (shape.IsRectangle || shape.IsRound) && IsSquare(shape.Box) && (shape.IsStroked || IsFrame(shape));

    // A dark square with a lighter one painted into it.
    private bool IsFrame(Shape dark) => dark.IsFilled && dark.Luminance < 0.7 && page.Shapes.Any(light => light.Order > dark.Order && light.IsFilled
        && light.Luminance > dark.Luminance + 0.25 && light.Box.X > dark.Box.X && light.Box.Right < dark.Box.Right && light.Box.Y > dark.Box.Y && light.Box.Bottom < dark.Box.Bottom
        && light.Box.Width > dark.Box.Width * 0.6);

    // Four thin lines that meet at the corners.
    private List<BoundingBox> OfStrokes()
    {
        var lines = page.Shapes.Where(static s => PageRules.IsThin(s)).Select(static s => s.Box).Where(static b => Math.Max(b.Width, b.Height) is >= MinimumSide and <= MaximumSide).ToList();
        var level = lines.FindAll(static b => b.Width > b.Height);
        var upright = lines.FindAll(static b => b.Height > b.Width);
        var boxes = new List<BoundingBox>();
        if (level.Count > 4_000) return boxes;
        foreach (var top in level)
        {
            foreach (var bottom in level)
            {
                if (bottom.Y <= top.Y || Math.Abs(bottom.X - top.X) > 1 || Math.Abs(bottom.Right - top.Right) > 1) continue;
                var box = top.Union(bottom);
                if (IsSquare(box) && upright.Exists(u => Side(u, box.X, box)) && upright.Exists(u => Side(u, box.Right, box))) boxes.Add(box);
            }
        }

        return boxes;

        static bool Side(BoundingBox line, double x, BoundingBox box) => Math.Abs(line.CenterX - x) <= 1.2 && line.VerticalOverlap(box) > box.Height * 0.8;
    }

    private static bool IsComb(BoundingBox box, List<BoundingBox> all) => all.Exists(other => other != box
        && Math.Abs(other.Y - box.Y) < 1.5 && Math.Abs(other.Height - box.Height) < 1.5
        && (Math.Abs(other.X - box.Right) < CombGap || Math.Abs(box.X - other.Right) < CombGap));

    private bool HoldsOnlyMarks(BoundingBox box)
    {
        foreach (var glyph in page.Glyphs)
        {
            if (!glyph.IsPainted || string.IsNullOrWhiteSpace(glyph.Text)) continue;
            var at = glyph.Corners.Bounds;
            if (at.CenterX > box.X && at.CenterX < box.Right && at.CenterY > box.Y && at.CenterY < box.Bottom && !CheckGlyphs.IsMark(glyph)) return false;
        }

        return true;
    }

    private static bool Overlaps(BoundingBox a, BoundingBox b) => a.Intersect(b).Area > 0.4 * Math.Min(a.Area, b.Area);
}

/// <summary>Tells by the picture whether a box is marked.</summary>
internal static class CheckBoxState
{
    // Share of a side left out all around, where the outline lies; a circle's reaches into the corners of its box.
    private const double Inset = 0.28;

    // Share of the inside that bears ink. Below the first it is empty, from the second on marked; between the two a person must look.
    private const double EmptyShare = 0.035, MarkedShare = 0.10;

    // Least difference from the ground, of 255: a light tint inside a box is no mark.
    private const int Contrast = 70;

    internal static WordMarks Of(BoundingBox box, PagePixels pixels)
    {
        double dx = box.Width * Inset, dy = box.Height * Inset;
        var inside = new BoundingBox(box.X + dx, box.Y + dy, box.Width - (2 * dx), box.Height - (2 * dy));
        int ground = pixels.Ground(box, margin: 5);
        var (inked, all) = pixels.Ink(inside, ground, Contrast);
        double share = all == 0 ? 0 : (double)inked / all;
        return share >= MarkedShare ? WordMarks.CheckBoxMarked : share <= EmptyShare ? WordMarks.CheckBoxEmpty : WordMarks.CheckBoxUnclear;
    }

    // Of a ring of a few pixels the line reaches further in; what marks it stands in its middle.
    private const double RingInset = 0.38;

    /// <summary>As <see cref="Of"/>, of a circle of a font: the line of a small one fills much of what is looked at, and a middle without ink is unmarked.</summary>
    internal static WordMarks OfRing(BoundingBox box, PagePixels pixels)
    {
        var state = Of(box, pixels);
        if (state == WordMarks.CheckBoxEmpty) return state;
        double dx = box.Width * RingInset, dy = box.Height * RingInset;
        var (inked, all) = pixels.Ink(new(box.X + dx, box.Y + dy, box.Width - (2 * dx), box.Height - (2 * dy)), pixels.Ground(box, margin: 5), Contrast);
        return all > 0 && inked == 0 ? WordMarks.CheckBoxEmpty : state;
    }
}

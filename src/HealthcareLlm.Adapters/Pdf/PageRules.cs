using HealthcareLlm.Documents;

namespace HealthcareLlm.Adapters.Pdf;

/// <summary>The ruling lines among a page's shapes, and strokes through words.</summary>
internal static class PageRules
{
    // Points. A thicker line is a bar; a shorter one a dash.
    private const double MaximumThickness = 2.2, MinimumLength = 6;

    /// <summary>Thin boxes in points, of lines, thin filled rectangles and the sides of drawn rectangles.</summary>
    internal static List<BoundingBox> Of(IReadOnlyList<Shape> shapes)
    {
        var rules = new List<BoundingBox>();
        foreach (var shape in shapes)
        {
            var box = shape.Box;
            if (IsThin(shape))
            {
                if (Math.Max(box.Width, box.Height) >= MinimumLength) rules.Add(box);
            }
            else if (shape is { IsRectangle: true, IsStroked: true })
            {
                rules.Add(new(box.X, box.Y, box.Width, 0));
                rules.Add(new(box.X, box.Bottom, box.Width, 0));
                rules.Add(new(box.X, box.Y, 0, box.Height));
                rules.Add(new(box.Right, box.Y, 0, box.Height));
            }
        }

        return rules;
    }

    // A coloured area smaller than this, points, is a mark; one larger than this share of the page is its ground.
    private const double LeastPanelWidth = 24, LeastPanelHeight = 9, LargestPanel = 0.6;

    // A lighter fill than this is paper.
    private const double Paper = 0.985;

    /// <summary>Coloured areas that print stands on, points.</summary>
    internal static IEnumerable<BoundingBox> Panels(PageContent page) =>
        page.Shapes.Where(s => s is { IsRectangle: true, IsFilled: true } && s.Luminance < Paper && s.Box.Width >= LeastPanelWidth && s.Box.Height >= LeastPanelHeight && s.Box.Area < LargestPanel * page.Width * page.Height)
            .Select(static s => s.Box);

    internal static bool IsThin(Shape shape) =>
        (shape.IsRectangle && shape.IsFilled && Math.Min(shape.Box.Width, shape.Box.Height) <= MaximumThickness)
        || (shape is { IsLine: true, IsStroked: true } && Math.Min(shape.Box.Width, shape.Box.Height) <= 0.6 && shape.StrokeWidth <= MaximumThickness);

    /// <summary>Whether one of the lines runs through the middle of a word, rather than under it or around it.</summary>
    internal static bool Strikes(IReadOnlyList<BoundingBox> rules, IReadOnlyList<Shape> shapes, DrawnWord word)
    {
        if (word.Angle != 0 || word.Text.All(static c => !char.IsLetterOrDigit(c))) return false;
        double baseLine = word.Glyphs[0].Start.Y, top = baseLine - (word.Size * 0.55), bottom = baseLine - (word.Size * 0.12);
        foreach (var rule in rules)
        {
            if (rule.Width > rule.Height && rule.CenterY > top && rule.CenterY < bottom && rule.HorizontalOverlap(word.Box) > word.Box.Width * 0.6) return true;
        }

        foreach (var shape in shapes)
        {
            if (shape is { IsLine: true, IsStroked: true } && IsSlanting(shape.Box) && Crosses(shape, word.Box)) return true;
        }

        return false;
    }

    private static bool IsSlanting(BoundingBox box) => box.Width > 3 && box.Height > 1;

    // A slanting stroke strikes a word when it stays within the word's height for more than half of its width.
    private static bool Crosses(Shape line, BoundingBox word)
    {
        double left = Math.Max(word.X, line.Box.X), right = Math.Min(word.Right, line.Box.Right);
        if (right - left < word.Width * 0.5) return false;
        double slope = (line.To.Y - line.From.Y) / (line.To.X - line.From.X);
        double inside = 0, steps = 10;
        for (int i = 0; i <= steps; i++)
        {
            double x = left + ((right - left) * i / steps), y = line.From.Y + (slope * (x - line.From.X));
            if (y > word.Y && y < word.Bottom) inside++;
        }

        return inside / (steps + 1) * (right - left) > word.Width * 0.5;
    }
}

using HealthcareLlm.Documents;

namespace HealthcareLlm.Adapters.Pdf;

/// <summary>Finds glyphs that something opaque, painted later, lies over.</summary>
internal sealed class CoveredGlyphs
{
    // Thinner than this, points, a filled shape is a rule or a stroke through a word, no cover.
    private const double MinimumSide = 3;

    private readonly List<(BoundingBox Box, int Order)> _covers = [];

    internal CoveredGlyphs(PageContent page)
    {
        int first = page.Glyphs.Count == 0 ? int.MaxValue : page.Glyphs[0].Order;
        foreach (var shape in page.Shapes)
        {
            if (shape.Order < first || !shape.IsOpaque) continue;
            if (shape is { IsFilled: true, IsRectangle: true }) Add(shape.Box, shape.Order);
            else if (shape is { IsStroked: true, IsLine: true } && shape.StrokeWidth >= MinimumSide) Add(Thick(shape), shape.Order);
        }

        foreach (var image in page.Images)
        {
            if (image.Order >= first && image.IsOpaque && image.IsUpright) Add(image.Box, image.Order);
        }
    }

    internal bool Covers(Glyph glyph)
    {
        if (_covers.Count == 0) return false;
        var box = glyph.Corners.Bounds;
        foreach (var (cover, order) in _covers)
        {
            if (order > glyph.Order && box.CenterX > cover.X && box.CenterX < cover.Right && box.CenterY > cover.Y && box.CenterY < cover.Bottom) return true;
        }

        return false;
    }

    private void Add(BoundingBox box, int order)
    {
        if (box.Width >= MinimumSide && box.Height >= MinimumSide) _covers.Add((box, order));
    }

    private static BoundingBox Thick(Shape line)
    {
        // A level or upright stroke; a slanting one covers less than its box, which the picture shows.
        double half = line.StrokeWidth / 2;
        bool level = line.Box.Height < 1, upright = line.Box.Width < 1;
        if (!level && !upright) return default;
        return level
            ? new(line.Box.X, line.Box.Y - half, line.Box.Width, line.Box.Height + line.StrokeWidth)
            : new(line.Box.X - half, line.Box.Y, line.Box.Width + line.StrokeWidth, line.Box.Height);
    }
}

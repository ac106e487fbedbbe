using HealthcareLlm.Documents;

namespace HealthcareLlm.Adapters.Imaging;

/// <summary>Components of the size of letters, with a grid to find neighbours.</summary>
internal sealed class TextShapes
{
    // Print of 5 to 40 points: height of a small letter to height of a capital, inches.
    private const double LowestInches = 0.03, HighestInches = 0.45;

    private readonly List<InkComponent> _shapes;
    private readonly Dictionary<(int, int), List<int>> _grid = [];
    private readonly double _cell;

    private TextShapes(List<InkComponent> shapes)
    {
        _shapes = shapes;
        var heights = shapes.Select(s => s.Height).Order().ToList();
        TypicalHeight = heights.Count == 0 ? 0 : heights[heights.Count / 2];
        _cell = Math.Max(8, TypicalHeight * 2);
        for (int i = 0; i < shapes.Count; i++)
        {
            var key = Key(shapes[i].CenterX, shapes[i].CenterY);
            if (!_grid.TryGetValue(key, out var list)) _grid[key] = list = [];
            list.Add(i);
        }
    }

    internal int Count => _shapes.Count;

    /// <summary>Median height, pixels; 0 where there is none.</summary>
    internal double TypicalHeight { get; }

    internal InkComponent this[int index] => _shapes[index];

    internal static TextShapes Find(InkComponents ink, double dpi)
    {
        double low = LowestInches * dpi, high = HighestInches * dpi;
        return new(ink.All.FindAll(c => IsTextLike(c, low, high)));
    }

    /// <summary>The nearest shape to the right on the same line, and the gap in pixels; -1 where there is none near.</summary>
    internal (int Index, double Gap) NearestRight(int index)
    {
        var shape = _shapes[index];
        int best = -1;
        double bestGap = double.MaxValue;
        foreach (int i in Around(shape))
        {
            var other = _shapes[i];
            if (i == index || other.CenterX <= shape.CenterX) continue;
            if (Math.Min(shape.Y1, other.Y1) - Math.Max(shape.Y0, other.Y0) < 0.4 * Math.Min(shape.Height, other.Height)) continue;
            double gap = Math.Max(0, other.X0 - shape.X1);
            if (gap < bestGap) (best, bestGap) = (i, gap);
        }

        return (best, bestGap);
    }

    /// <summary>Gap to the nearest shape below that overlaps it in columns; <see cref="double.MaxValue"/> where none is near.</summary>
    internal double NearestBelowGap(int index)
    {
        var shape = _shapes[index];
        double best = double.MaxValue;
        foreach (int i in Around(shape))
        {
            var other = _shapes[i];
            if (i == index || other.CenterY <= shape.CenterY) continue;
            if (Math.Min(shape.X1, other.X1) - Math.Max(shape.X0, other.X0) < 0.4 * Math.Min(shape.Width, other.Width)) continue;
            best = Math.Min(best, Math.Max(0, other.Y0 - shape.Y1));
        }

        return best;
    }

    /// <summary>Shapes whose middle lies in a box, in no particular but stable order.</summary>
    internal IEnumerable<InkComponent> Inside(BoundingBox box)
    {
        var (left, top) = Key(box.X, box.Y);
        var (right, bottom) = Key(box.Right, box.Bottom);
        for (int y = top; y <= bottom; y++)
        {
            for (int x = left; x <= right; x++)
            {
                if (!_grid.TryGetValue((x, y), out var list)) continue;
                foreach (int i in list)
                {
                    var s = _shapes[i];
                    if (s.CenterX >= box.X && s.CenterX <= box.Right && s.CenterY >= box.Y && s.CenterY <= box.Bottom) yield return s;
                }
            }
        }
    }

    private static bool IsTextLike(InkComponent c, double low, double high) =>
        Math.Max(c.Height, c.Width) >= low && c.Height <= high && c.Width <= high * 1.5 && c.Height >= low * 0.6
        && c.Area >= 0.1 * c.Width * c.Height && !(c.Width > 6 * c.Height) && !(c.Height > 8 * c.Width);

    private IEnumerable<int> Around(InkComponent shape)
    {
        var (x, y) = Key(shape.CenterX, shape.CenterY);
        for (int dy = -1; dy <= 1; dy++)
        {
            for (int dx = -1; dx <= 1; dx++)
            {
                if (!_grid.TryGetValue((x + dx, y + dy), out var list)) continue;
                foreach (int i in list) yield return i;
            }
        }
    }

    private (int X, int Y) Key(double x, double y) => ((int)(x / _cell), (int)(y / _cell));
}

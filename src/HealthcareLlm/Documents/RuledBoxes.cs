namespace HealthcareLlm.Documents;

/// <summary>
/// The boxes that a page's ruling lines form. A box is what a point sees to its four sides, so that corners need not close: lines may have gaps, slope,
/// be drawn twice or lack their outer border. A line under words, which no upright meets, is no side of a box.
/// </summary>
public sealed class RuledBoxes
{
    // In heights of print: how near two lines' ends must come to meet; gaps within one line; how far apart two lines with a common outer edge may lie.
    private const double Touch = 0.35, Gap = 0.6, OuterReach = 16;

    // A page with more lines than this is a drawing.
    private const int MaximumLines = 4000;

    // Boxes that overlap by this share of the larger one are the same.
    private const double SameShare = 0.8;

    private readonly List<RulingLine> _levels;
    private readonly List<RulingLine> _uprights;
    private readonly double _unit;

    private RuledBoxes(List<RulingLine> levels, List<RulingLine> uprights, double unit) => (_levels, _uprights, _unit) = (levels, uprights, unit);

    /// <summary>Whether there is no line that could part anything.</summary>
    public bool IsEmpty => _levels.Count < 2 || _uprights.Count < 2;

    /// <summary>The boxes of these lines.</summary>
    /// <param name="lines">Lines in layout pixels.</param>
    /// <param name="unit">Height of the page's usual print, layout pixels.</param>
    public static RuledBoxes Of(IReadOnlyCollection<RulingLine> lines, double unit)
    {
        if (lines.Count > MaximumLines) return new([], [], unit);
        double touch = Math.Max(2, Touch * unit);
        var levels = RulingLines.Joined(lines.Where(static l => l.IsHorizontal), touch * 0.5, Gap * unit);
        var uprights = RulingLines.Joined(lines.Where(static l => !l.IsHorizontal).Select(RulingLines.Flip), touch * 0.5, Gap * unit).ConvertAll(RulingLines.Flip);
        uprights.AddRange(RulingLines.OuterEdges(levels, uprights, touch, OuterReach * unit));
        levels.AddRange(RulingLines.OuterEdges(uprights.ConvertAll(RulingLines.Flip), levels.ConvertAll(RulingLines.Flip), touch, OuterReach * unit).Select(RulingLines.Flip));
        uprights.RemoveAll(u => !levels.Exists(l => RulingLines.Meet(l, u, touch)));
        levels.RemoveAll(l => uprights.Count(u => RulingLines.Meet(l, u, touch)) < 2);
        return new(levels, uprights, unit);
    }

    /// <summary>The smallest box around a point; null where a side is open.</summary>
    public BoundingBox? At(double x, double y)
    {
        const double Cover = 2;
        int left = -1, right = -1, top = -1, bottom = -1;
        double nearLeft = double.MinValue, nearRight = double.MaxValue, nearTop = double.MinValue, nearBottom = double.MaxValue;
        for (int i = 0; i < _uprights.Count; i++)
        {
            var upright = _uprights[i];
            if (upright.Y1 > y + Cover || upright.Y2 < y - Cover) continue;
            double at = upright.XAt(y);
            if (at <= x && at > nearLeft) (left, nearLeft) = (i, at);
            else if (at > x && at < nearRight) (right, nearRight) = (i, at);
        }

        if (left < 0 || right < 0) return null;
        for (int i = 0; i < _levels.Count; i++)
        {
            var level = _levels[i];
            if (level.X1 > x + Cover || level.X2 < x - Cover) continue;
            double at = level.YAt(x);
            if (at <= y && at > nearTop) (top, nearTop) = (i, at);
            else if (at > y && at < nearBottom) (bottom, nearBottom) = (i, at);
        }

        if (top < 0 || bottom < 0) return null;
        // Told by its lines and not by the point, so that all its points give the same box though the lines slope.
        double middle = (nearTop + nearBottom) / 2, x1 = _uprights[left].XAt(middle), x2 = _uprights[right].XAt(middle), across = (x1 + x2) / 2;
        double y1 = _levels[top].YAt(across), y2 = _levels[bottom].YAt(across);
        return x2 > x1 && y2 > y1 ? new(x1, y1, x2 - x1, y2 - y1) : null;
    }

    /// <summary>The boxes that hold words, and the empty ones beside them, each with the indexes of its words.</summary>
    public List<RuledBox> Around(IReadOnlyList<BoundingBox> words)
    {
        var boxes = new List<RuledBox>();
        if (IsEmpty) return boxes;
        for (int w = 0; w < words.Count; w++)
        {
            if (At(words[w].CenterX, words[w].CenterY) is { } box && Add(boxes, box) is { } found) found.Words.Add(w);
        }

        double step = Math.Max(3, _unit * 0.3);
        for (int i = 0; i < boxes.Count && boxes.Count < MaximumLines; i++)
        {
            var box = boxes[i].Box;
            foreach (var (x, y) in new[] { (box.Right + step, box.CenterY), (box.X - step, box.CenterY), (box.CenterX, box.Bottom + step), (box.CenterX, box.Y - step) })
            {
                if (At(x, y) is { } beside && beside.Height >= _unit * 0.5 && beside.Width >= _unit * 0.5) Add(boxes, beside);
            }
        }

        // An empty box over a filled one is what lines in print or shading made.
        boxes.RemoveAll(b => b.Words.Count == 0 && boxes.Exists(f => f.Words.Count > 0 && f.Box.Intersect(b.Box).Area > 0.5 * b.Box.Area));
        return boxes;
    }

    private static RuledBox? Add(List<RuledBox> boxes, BoundingBox box)
    {
        foreach (var had in boxes)
        {
            if (had.Box == box || had.Box.Intersect(box).Area > SameShare * Math.Max(had.Box.Area, box.Area)) return had;
        }

        var added = new RuledBox(box, []);
        boxes.Add(added);
        return added;
    }
}

/// <summary>A box of a form.</summary>
/// <param name="Box">Layout pixels.</param>
/// <param name="Words">Indexes of its words, in the order in which they were given.</param>
public sealed record RuledBox(BoundingBox Box, List<int> Words);

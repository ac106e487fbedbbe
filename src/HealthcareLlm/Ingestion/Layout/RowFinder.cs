using HealthcareLlm.Documents;

namespace HealthcareLlm.Ingestion.Layout;

/// <summary>Words that stand on one line, from left to right.</summary>
internal sealed class Row
{
    private double _centers;
    private double _heights;

    internal List<RawWord> Words { get; } = [];

    internal BoundingBox Box { get; private set; }

    /// <summary>Whether a new block begins with it, as with each box of a form.</summary>
    internal bool StartsBlock { get; set; }

    /// <summary>Indexes of words that begin a cell, where boxes tell them; null where gaps and rules do.</summary>
    internal HashSet<int>? CellStarts { get; set; }

    internal double CenterY => _centers / Words.Count;

    internal double Height => _heights / Words.Count;

    internal void Add(RawWord word)
    {
        Box = Words.Count == 0 ? word.LayoutBox : Box.Union(word.LayoutBox);
        Words.Add(word);
        _centers += word.LayoutBox.CenterY;
        _heights += word.LayoutBox.Height;
    }
}

/// <summary>Groups words to rows by their vertical place.</summary>
internal static class RowFinder
{
    // A word belongs to a row when their middles are nearer than this share of the taller one's height; half-line offsets of a neighbouring column are farther.
    private const double CenterTolerance = 0.4;

    // Points, dashes and quotes are low boxes that hang at the base line or the top: they may lie this far from the middle.
    private const double SmallWordTolerance = 0.6;

    // Of two rows that a word may stand on, one beyond a vertical rule counts as this much of a line's height farther away.
    private const double RuleDistance = 0.5;

    // Cells beyond a vertical rule have lines of their own: they share a row only when they are this near.
    private const double DividedTolerance = 0.25;

    internal static List<Row> Find(IEnumerable<RawWord> words, IReadOnlyList<Rule>? rules = null)
    {
        // Tall words first, so that a row knows its height before points and dashes ask for a place.
        var ordered = words.OrderBy(w => w.LayoutBox.CenterY).ThenBy(w => w.LayoutBox.X).ToList();
        double typical = TypicalHeight(ordered);
        var rows = new List<Row>();
        var uprights = (rules ?? []).Where(r => !r.IsHorizontal && r.Box.Height > typical).ToList();
        foreach (var word in ordered.Where(w => w.LayoutBox.Height >= typical * 0.5)) Place(word, rows, uprights);
        foreach (var word in ordered.Where(w => w.LayoutBox.Height < typical * 0.5)) Place(word, rows, uprights);
        foreach (var row in rows) row.Words.Sort(static (a, b) => Compare(a.LayoutBox, b.LayoutBox));
        rows.Sort(static (a, b) => a.CenterY != b.CenterY ? a.CenterY.CompareTo(b.CenterY) : a.Box.X.CompareTo(b.Box.X));
        return rows;
    }

    internal static double TypicalHeight(IReadOnlyCollection<RawWord> words)
    {
        if (words.Count == 0) return 1;
        var heights = words.Select(w => w.LayoutBox.Height).Order().ToList();
        return Math.Max(1, heights[heights.Count / 2]);
    }

    private static int Compare(BoundingBox a, BoundingBox b) => a.X != b.X ? a.X.CompareTo(b.X) : a.Y.CompareTo(b.Y);

    private static void Place(RawWord word, List<Row> rows, List<Rule> uprights)
    {
        Row? best = null;
        double bestDistance = double.MaxValue;
        // Rows are few and nearly sorted; only the last ones can be near for tall words, any for small ones.
        for (int i = rows.Count - 1; i >= 0; i--)
        {
            var row = rows[i];
            double distance = Math.Abs(row.CenterY - word.LayoutBox.CenterY);
            if (!Belongs(word.LayoutBox, row, distance)) continue;
            if (uprights.Count > 0 && IsDivided(word.LayoutBox, row, uprights))
            {
                double taller = Math.Max(word.LayoutBox.Height, row.Height);
                if (distance > DividedTolerance * taller) continue;
                distance += RuleDistance * taller;
            }

            if (distance < bestDistance)
            {
                best = row;
                bestDistance = distance;
            }
        }

        if (best is null) rows.Add(best = new Row());
        best.Add(word);
    }

    /// <summary>Whether a vertical rule stands between a word and the nearest word of a row.</summary>
    private static bool IsDivided(BoundingBox box, Row row, List<Rule> uprights)
    {
        BoundingBox nearest = row.Words[0].LayoutBox;
        foreach (var word in row.Words)
        {
            if (word.LayoutBox.HorizontalOverlap(box) > nearest.HorizontalOverlap(box)) nearest = word.LayoutBox;
        }

        double left = Math.Min(nearest.Right, box.Right), right = Math.Max(nearest.X, box.X);
        return uprights.Exists(u => u.Box.CenterX > left - 2 && u.Box.CenterX < right + 2 && u.Box.VerticalOverlap(box) > box.Height * 0.5);
    }

    private static bool Belongs(BoundingBox box, Row row, double distance)
    {
        double taller = Math.Max(box.Height, row.Height);
        bool small = box.Height < row.Height * 0.5;
        return distance <= taller * (small ? SmallWordTolerance : CenterTolerance)
            && (small || box.VerticalOverlap(row.Box) > 0);
    }
}

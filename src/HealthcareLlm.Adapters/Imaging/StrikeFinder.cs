using HealthcareLlm.Documents;

namespace HealthcareLlm.Adapters.Imaging;

/// <summary>Finds strokes that run through words: long thin lines that letters touch from above and from below. An underline is touched from above alone.</summary>
internal sealed class StrikeFinder
{
    // A stroke through a word, inches; its unbroken runs, inches; how much it may slope, as a share of its length.
    private const double LengthInches = 0.16, RunInches = 0.08, Slope = 0.2;

    // Share of a stroke's columns in which ink goes on above it, and below it.
    private const double TouchedShare = 0.12;

    // Strokes of letters that a stroke through a word crosses at least; E, H and F have fewer.
    private const int FewestCrossings = 4;

    // A stroke through one or two characters sticks out of them and is long for their height: in heights of a small letter.
    private const double ShortLength = 1.7, Overhang = 0.35, ShortTouchedShare = 0.05;

    // Bars of bold capitals that touch one another are thicker than this, in heights of a small letter.
    private const double ThinStroke = 0.3;

    // Such bars begin at a stem; a short stroke begins outside the letters, if only by a pixel, and a long one need not. Heights of a small letter.
    private const double SlightOverhang = 0.06, LongStroke = 5.5;

    private readonly InkMap _map;
    private readonly double _typical;

    private readonly List<RuleLine> _vertical;

    private StrikeFinder(PreparedPage page, Ruling ruling) =>
        (_map, _typical, _vertical) = (page.Ink.Map, Math.Max(8, page.Shapes.TypicalHeight), ruling.Vertical);

    internal static List<RuleLine> Find(PreparedPage page, Ruling ruling)
    {
        var finder = new StrikeFinder(page, ruling);
        return RuleFinder.Find(page.Ink.Map, page.Dpi, RunInches, LengthInches, Slope, gapInches: 0.02)
            .FindAll(l => l.Thickness <= 0.45 * finder._typical && finder.RunsThroughLetters(l));
    }

    /// <summary>Whether a stroke goes through the middle of a word over most of its width.</summary>
    internal static bool Strikes(RuleLine stroke, BoundingBox word) =>
        stroke.Box.HorizontalOverlap(word) >= 0.6 * word.Width
        && stroke.YAt(word.CenterX) >= word.Y + (0.22 * word.Height) && stroke.YAt(word.CenterX) <= word.Y + (0.8 * word.Height);

    private bool RunsThroughLetters(RuleLine line)
    {
        int margin = (int)Math.Max(2, Math.Round(0.13 * _typical)), columns = (int)line.Box.Width;
        int above = 0, below = 0, crossings = 0, first = -1, last = -1;
        bool inside = false;
        double thick = line.Thickness + 1;
        // The side of a box at which a stroke begins is no letter.
        var sides = _vertical.FindAll(v => v.Box.X <= line.Box.Right && v.Box.Right >= line.Box.X && v.Box.Y <= line.Box.Bottom && v.Box.Bottom >= line.Box.Y);
        for (int i = 0; i < columns; i++)
        {
            int x = (int)line.Box.X + i;
            if (sides.Exists(v => x >= v.Box.X - 1 && x <= v.Box.Right)) continue;
            var (up, down) = Reach(x, line, thick, margin);
            if (up) above++;
            if (down) below++;
            bool touched = up || down;
            if (touched && !inside) crossings++;
            if (touched) (first, last) = (first < 0 ? i : first, i);
            inside = touched;
        }

        double overhang = Math.Min(first, columns - 1 - last) / _typical, length = columns / _typical;
        double longer = Math.Max(first, columns - 1 - last) / _typical;
        double share = Math.Min(above, below) / (double)columns;
        return (crossings >= FewestCrossings && share >= TouchedShare && (overhang >= Overhang || (line.Thickness <= ThinStroke * _typical && (overhang > SlightOverhang || length >= LongStroke))))
            || (crossings >= 2 && share >= ShortTouchedShare && overhang >= Overhang && length >= ShortLength)
            || (crossings >= 2 && share >= TouchedShare && longer >= Overhang && overhang > SlightOverhang && length >= ShortLength && line.Thickness <= ThinStroke * _typical)
            || (crossings == 1 && share >= ShortTouchedShare && overhang >= 1.3 * Overhang && length >= 1.3 * ShortLength);
    }

    /// <summary>Whether the ink of a column goes on above and below the stroke.</summary>
    private (bool Up, bool Down) Reach(int x, RuleLine line, double thick, int margin)
    {
        double centre = line.YAt(x), half = thick / 2;
        int top = (int)Math.Round(centre - half), bottom = (int)Math.Round(centre + half), y = top;
        while (y <= bottom && !_map.IsBlack(x, y)) y++;
        if (y > bottom) return (false, false);
        int start = y, end = y, most = (int)(3 * _typical);
        while (start > top - most && _map.IsBlack(x, start - 1)) start--;
        while (end < bottom + most && _map.IsBlack(x, end)) end++;
        return (centre - half - start >= margin - 1, end - (centre + half) >= margin - 1);
    }
}

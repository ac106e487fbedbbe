using HealthcareLlm.Documents;

namespace HealthcareLlm.Adapters.Imaging;

/// <summary>How the characters of a word stand: print sets them on one line at two heights, a hand does not.</summary>
/// <param name="Glyphs">Its letters and digits, one a character, left to right; empty where ink and characters could not be matched.</param>
/// <param name="Unevenness">How far tops and feet stray from where print has them: root mean square, in heights of a capital. NaN where too few could be compared.</param>
/// <param name="UnevenPixels">The same in pixels, those of the page where it was scaled up.</param>
/// <param name="Slope">How the line falls to the right, height over length; NaN where too few characters stand on it.</param>
internal sealed record WordShape(IReadOnlyList<Glyph> Glyphs, double Unevenness, double UnevenPixels, double Slope)
{
    private const string Low = ".,:;-–—'\"`’‘“”*~=+_·•^°»«<>";
    private const string Ascenders = "bdfhkl", Descenders = "pqy", Small = "acemnorsuvwxz", LowCapitals = "QJ";

    // Widths of characters in heights of a capital.
    private const string Wide = "mwMW";
    private const double WidestWide = 1.6, NarrowestWide = 0.5, Widest = 1.15, WidestSmall = 0.95;

    // A line of print may slope by so much, height over length: a stamp or a label that was stuck on.
    private const double Steepest = 0.15;

    // So many characters on the line tell its slope.
    private const int EnoughForSlope = 5;

    // With so many characters the one that strays most does not count.
    private const int EnoughToDropOne = 11;

    // Shapes lower than this share of the highest are points, hyphens and specks.
    private const double LowShare = 0.42;

    internal static readonly WordShape Unknown = new([], double.NaN, double.NaN, double.NaN);

    /// <summary>The shape of a word.</summary>
    /// <param name="page">The page.</param>
    /// <param name="text">As it was read.</param>
    /// <param name="box">Where it stands.</param>
    /// <param name="slope">Slope of its line, for words too short to tell it.</param>
    internal static WordShape Of(PreparedPage page, string text, BoundingBox box, double slope = 0)
    {
        var characters = text.Where(c => !Low.Contains(c, StringComparison.Ordinal)).ToList();
        if (characters.Count == 0) return Unknown;
        var boxes = Columns(page.Shapes.Inside(box).Select(s => s.Box));
        if (boxes.Count != characters.Count) return Unknown;
        var glyphs = new List<Glyph>();
        for (int i = 0; i < boxes.Count; i++)
        {
            if (Glyph.Of(page.Ink.Map, characters[i], boxes[i]) is { } glyph) glyphs.Add(glyph);
        }

        return glyphs.Count == characters.Count && ArePlausible(glyphs) ? Measure(glyphs, slope, Math.Max(1, page.Transform.ScaleY)) : Unknown;
    }

    /// <summary>Shapes one above the other belong to one character.</summary>
    internal static List<BoundingBox> Columns(IEnumerable<BoundingBox> shapes)
    {
        var columns = new List<BoundingBox>();
        foreach (var shape in shapes.OrderBy(s => s.X).ThenBy(s => s.Y))
        {
            if (columns.Count > 0 && columns[^1].HorizontalOverlap(shape) > 0.5 * Math.Min(shape.Width, columns[^1].Width)) columns[^1] = columns[^1].Union(shape);
            else columns.Add(shape);
        }

        double highest = columns.Count == 0 ? 0 : columns.Max(c => c.Height);
        columns.RemoveAll(c => c.Height < LowShare * highest);
        return columns;
    }

    /// <summary>Whether each shape is as wide as its character may be: letters that touch and letters that broke can make up the right number by chance.</summary>
    private static bool ArePlausible(List<Glyph> glyphs)
    {
        double height = glyphs.Max(g => g.Box.Height);
        return glyphs.TrueForAll(g =>
        {
            bool wide = Wide.Contains(g.Character, StringComparison.Ordinal);
            double most = wide ? WidestWide : char.IsAsciiLetterLower(g.Character) ? WidestSmall : Widest;
            return g.Box.Width <= most * height && (!wide || g.Box.Width >= NarrowestWide * height);
        });
    }

    private static WordShape Measure(List<Glyph> glyphs, double given, double scale)
    {
        double height = glyphs.Max(g => g.Box.Height);
        var feet = glyphs.FindAll(g => StandsOnLine(g.Character));
        bool own = feet.Count >= EnoughForSlope;
        double slope = own ? Math.Clamp(SlopeOf(feet), -Steepest, Steepest) : given;
        double Level(Glyph g, double y) => y - (slope * g.Box.CenterX);
        var strays = Strays(feet.ConvertAll(g => Level(g, g.Box.Bottom)));
        foreach (var level in glyphs.Where(g => TopOf(g.Character) > 0).GroupBy(g => TopOf(g.Character)).OrderBy(g => g.Key))
        {
            strays.AddRange(Strays(level.Select(g => Level(g, g.Box.Y)).ToList()));
        }

        if (strays.Count < 3) return new(glyphs, double.NaN, double.NaN, double.NaN);
        // One broken character, or one misread, makes no handwriting.
        if (strays.Count >= EnoughToDropOne) strays.Remove(strays.MaxBy(Math.Abs));
        // Print strays by a pixel at most, and round letters overshoot by a few hundredths.
        double pixels = Math.Sqrt(strays.Sum(s => s * s) / strays.Count);
        return new(glyphs, pixels / height, pixels / scale, own ? slope : double.NaN);
    }

    private static List<double> Strays(List<double> levels)
    {
        if (levels.Count < 2) return [];
        double middle = levels.Order().ElementAt(levels.Count / 2);
        return levels.ConvertAll(l => l - middle);
    }

    private static double SlopeOf(List<Glyph> glyphs)
    {
        double x = glyphs.Average(g => g.Box.CenterX), y = glyphs.Average(g => g.Box.Bottom);
        double across = glyphs.Sum(g => (g.Box.CenterX - x) * (g.Box.CenterX - x));
        return across == 0 ? 0 : glyphs.Sum(g => (g.Box.CenterX - x) * (g.Box.Bottom - y)) / across;
    }

    /// <summary>Whether a character is a point, hyphen or the like, whose shape is left out.</summary>
    internal static bool IsLow(char c) => Low.Contains(c, StringComparison.Ordinal);

    private static bool StandsOnLine(char c) =>
        char.IsAsciiDigit(c) || (char.IsAsciiLetterUpper(c) && !LowCapitals.Contains(c, StringComparison.Ordinal))
        || Ascenders.Contains(c, StringComparison.Ordinal) || Small.Contains(c, StringComparison.Ordinal) || c is 'i' or 't';

    /// <summary>Which letters have their tops at one height; 0 where a top says nothing.</summary>
    private static int TopOf(char c) =>
        char.IsAsciiDigit(c) ? 1
        : char.IsAsciiLetterUpper(c) ? 2
        : Ascenders.Contains(c, StringComparison.Ordinal) ? 3
        : Small.Contains(c, StringComparison.Ordinal) || Descenders.Contains(c, StringComparison.Ordinal) ? 4 : 0;
}

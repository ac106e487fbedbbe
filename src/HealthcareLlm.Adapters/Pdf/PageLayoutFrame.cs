using HealthcareLlm.Documents;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Adapters.Pdf;

/// <summary>Brings a page's words into page pixels, and into an upright frame for layout where its print runs sideways or askew.</summary>
internal sealed class PageLayoutFrame
{
    // Below this, degrees, lines are straight for every purpose.
    private const double LeastSkew = 0.15;

    private readonly double _scaleX, _scaleY, _dx, _dy, _height;
    private readonly WritingFrame _frame;
    private readonly bool _turned;
    private readonly int _angle;
    private readonly Dictionary<(string Face, double Size, double Lightness), int> _styles = [];

    internal PageLayoutFrame(PageContent page, IReadOnlyCollection<DrawnWord> words, double dpi)
    {
        _scaleX = _scaleY = dpi / 72;
        _angle = words.GroupBy(static w => w.Angle).OrderByDescending(static g => g.Sum(w => w.Glyphs.Count)).ThenBy(static g => g.Key).FirstOrDefault()?.Key ?? 0;
        var angles = words.Where(w => w.Angle == _angle).Select(static w => WritingFrame.AngleOf(w.Glyphs[0])).Order().ToList();
        double exact = angles.Count == 0 ? 0 : angles[angles.Count / 2];
        if (exact > 180 && _angle == 0) exact -= 360;
        if (Math.Abs(exact - _angle) < LeastSkew) exact = _angle;
        _turned = exact != 0;
        _frame = new(exact);
        var whole = _frame.At(new Quad(new(0, 0), new(page.Width, 0), new(page.Width, page.Height), new(0, page.Height)));
        (_dx, _dy, _height) = _turned ? (-whole.X, -whole.Y, whole.Height) : (0, 0, page.Height);
    }

    /// <summary>The page's main direction of writing, degrees clockwise.</summary>
    internal int Angle => _angle;

    /// <summary>Words of the main direction as they lie, others in lines of their own below the page, so that they mix with none.</summary>
    internal IEnumerable<RawWord> Place(IEnumerable<DrawnWord> words, ISet<DrawnWord> struck)
    {
        double below = _height + 20;
        foreach (var group in words.GroupBy(static w => w.Angle).OrderBy(g => g.Key == _angle ? -1 : g.Key))
        {
            var members = group.ToList();
            double left = 0, top = 0;
            if (group.Key != _angle)
            {
                left = members.Min(static w => w.LayoutBox.X);
                top = members.Min(static w => w.LayoutBox.Y) - below;
                below += members.Max(static w => w.LayoutBox.Bottom) - members.Min(static w => w.LayoutBox.Y) + 20;
            }

            foreach (var word in members)
            {
                var layout = group.Key == _angle ? Shifted(word.LayoutBox) : new(word.LayoutBox.X - left, word.LayoutBox.Y - top, word.LayoutBox.Width, word.LayoutBox.Height);
                var marks = (struck.Contains(word) ? WordMarks.Struck : 0) | (word.IsBold ? WordMarks.Bold : 0) | CheckBoxes.MarksOf(word.Text);
                yield return new(word.Text, Pixels(word.Box), Pixels(layout), 1, WordSource.TextLayer, marks, StyleOf(word));
            }
        }
    }

    /// <summary>Number of the word's look: face without the prefix of its subset, size and lightness.</summary>
    private int StyleOf(DrawnWord word)
    {
        var glyph = word.Glyphs[0];
        string face = glyph.Font.Length > 7 && glyph.Font[6] == '+' ? glyph.Font[7..] : glyph.Font;
        var look = (face, Math.Round(word.Size * 4), double.IsNaN(glyph.Luminance) ? -1 : Math.Round(glyph.Luminance * 16));
        if (!_styles.TryGetValue(look, out int style)) _styles[look] = style = _styles.Count + 1;
        return style;
    }

    /// <summary>A place in points as pixels of the page.</summary>
    internal BoundingBox Pixels(BoundingBox box) => new(box.X * _scaleX, box.Y * _scaleY, box.Width * _scaleX, box.Height * _scaleY);

    /// <summary>A place in points as layout pixels.</summary>
    internal BoundingBox Layout(BoundingBox box)
    {
        if (!_turned) return Pixels(box);
        var turned = _frame.At(new Quad(new(box.X, box.Y), new(box.Right, box.Y), new(box.Right, box.Bottom), new(box.X, box.Bottom)));
        // A slight turn must not make a box taller: its middle moves, its sides stay.
        if (_angle == 0) turned = new(turned.CenterX - (box.Width / 2), turned.CenterY - (box.Height / 2), box.Width, box.Height);
        return Pixels(Shifted(turned));
    }

    private BoundingBox Shifted(BoundingBox box) => new(box.X + _dx, box.Y + _dy, box.Width, box.Height);
}

using HealthcareLlm.Adapters.Imaging;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Adapters.Tesseract;

/// <summary>
/// Tells words written by hand in single letters from print, though they were read surely: their characters stand unevenly,
/// and no evenly set word of the page has characters of their shape.
/// </summary>
internal sealed class HandwritingJudge
{
    // Root mean square by which characters stray from print's levels, in heights of a capital and in pixels: print strays by half a pixel
    // (median over the golden set's scans; 99 of 100 words under one pixel), writing by one and more.
    private const double Uneven = 0.03, UnevenPixels = 1;

    // Words that stray less than this are print to compare with.
    private const double Even = 0.02, EvenPixels = 0.6;

    // The same where the page has too few like characters to compare with.
    private const double VeryUneven = 0.06, VeryUnevenPixels = 1.6;

    // Likeness of two characters of one type, 0 to 1.
    private const double AlikeAtLeast = 0.97;

    // So many characters of one kind are compared at most.
    private const int MostCompared = 60;

    // Words of one hand are not farther apart than this, in heights of the written word.
    private const double NearHeights = 1.8;

    // How far away a longer word tells the slope of a short one, in heights.
    private const double LineReach = 14;

    // A word whose ink and characters do not match joins a written one beside it unless it was read as surely as this.
    private const double SurelyRead = 0.93;

    // Digits that occur so often in print have shown their shape.
    private const int OftenInPrint = 3;

    // Height of a written digit in heights of a printed one: lower ones are small print, higher ones headings.
    private const double HigherThanPrint = 1.1, HighestWriting = 1.4;

    // Faxes of 98 lines an inch tear characters apart: scaled up by more than this, one shape says little.
    private const double CoarseScale = 1.5;

    private readonly bool _isCoarse;
    private readonly double _digitHeight;
    private readonly List<RecognizedWord> _words;
    private readonly List<WordShape> _shapes;
    private readonly Dictionary<char, List<Glyph>> _print = [];

    private HandwritingJudge(PreparedPage page, List<RecognizedWord> words)
    {
        _words = words;
        _shapes = words.ConvertAll(w => (w.Marks & ~WordMarks.Doubtful) == WordMarks.None ? WordShape.Of(page, w.Text, w.Box) : WordShape.Unknown);
        _isCoarse = page.Transform.ScaleY > CoarseScale;
        Straighten(page);
        foreach (var shape in _shapes.Where(s => s.UnevenPixels < EvenPixels || s.Unevenness < Even))
        {
            foreach (var glyph in shape.Glyphs)
            {
                if (!_print.TryGetValue(glyph.Character, out var list)) _print[glyph.Character] = list = [];
                if (list.Count < MostCompared) list.Add(glyph);
            }
        }

        var heights = _print.Where(p => char.IsAsciiDigit(p.Key)).SelectMany(p => p.Value).Select(g => g.Box.Height).Order().ToList();
        _digitHeight = heights.Count == 0 ? double.MaxValue : heights[heights.Count / 2];
    }

    /// <summary>Indices of the words that were written by hand.</summary>
    internal static HashSet<int> Find(PreparedPage page, List<RecognizedWord> words)
    {
        var judge = new HandwritingJudge(page, words);
        var hand = new HashSet<int>();
        var open = new Queue<int>(Enumerable.Range(0, words.Count).Where(judge.IsWritten));
        while (open.TryDequeue(out int written))
        {
            if (!hand.Add(written)) continue;
            for (int i = 0; i < words.Count; i++)
            {
                if (!hand.Contains(i) && judge.Joins(written, i)) open.Enqueue(i);
            }
        }

        return hand;
    }

    /// <summary>Measures uneven short words again with the slope of a longer word beside them, should the line slope.</summary>
    private void Straighten(PreparedPage page)
    {
        for (int i = 0; i < _words.Count; i++)
        {
            if (!double.IsNaN(_shapes[i].Slope) || !(_shapes[i].UnevenPixels >= EvenPixels)) continue;
            var box = _words[i].Box;
            int beside = -1;
            double nearest = LineReach * box.Height;
            for (int j = 0; j < _words.Count; j++)
            {
                double distance = Math.Abs(_words[j].Box.CenterX - box.CenterX) + (2 * Math.Abs(_words[j].Box.CenterY - box.CenterY));
                if (!double.IsNaN(_shapes[j].Slope) && distance < nearest) (beside, nearest) = (j, distance);
            }

            if (beside >= 0) _shapes[i] = WordShape.Of(page, _words[i].Text, box, _shapes[beside].Slope);
        }
    }

    private bool IsWritten(int index)
    {
        var shape = _shapes[index];
        if (IsForeignNumber(shape)) return true;
        if (!(shape.UnevenPixels >= (_isCoarse ? CoarseScale : 1) * UnevenPixels && shape.Unevenness >= Uneven)) return false;
        return PrintShare(shape) is { } share ? share < 0.5 : shape.Unevenness >= VeryUneven && shape.UnevenPixels >= VeryUnevenPixels;
    }

    /// <summary>
    /// Whether a number, of which each digit occurs in print often, has no digit of print's shape, and is uneven or higher than print:
    /// values are seldom printed in a type of their own.
    /// </summary>
    private bool IsForeignNumber(WordShape shape)
    {
        if (shape.Glyphs.Count == 0 || _isCoarse || !shape.Glyphs.All(g => char.IsAsciiDigit(g.Character) || g.Character == '/')) return false;
        foreach (var glyph in shape.Glyphs)
        {
            var print = _print.GetValueOrDefault(glyph.Character);
            if (print is null || print.Count(p => p != glyph) < OftenInPrint || print.Exists(p => p != glyph && glyph.Likeness(p) >= AlikeAtLeast)) return false;
        }

        double height = shape.Glyphs.Max(g => g.Box.Height) / _digitHeight;
        bool uneven = shape.UnevenPixels >= EvenPixels && shape.Unevenness >= Even;
        return uneven || (height >= HigherThanPrint && height <= HighestWriting);
    }

    /// <summary>Whether a word stands beside a written one and is not seen to be print.</summary>
    private bool Joins(int written, int index)
    {
        var (a, b) = (_words[written].Box, _words[index].Box);
        const WordMarks CheckBox = WordMarks.CheckBoxMarked | WordMarks.CheckBoxEmpty | WordMarks.CheckBoxUnclear;
        if ((_words[index].Marks & CheckBox) != 0 || !_words[index].Text.Any(char.IsLetterOrDigit)) return false;
        if (a.VerticalOverlap(b) < 0.5 * Math.Min(a.Height, b.Height) || -a.HorizontalOverlap(b) > NearHeights * a.Height) return false;
        var shape = _shapes[index];
        // One strange digit says nothing about the words beside it.
        if (_shapes[written].Glyphs.Count == 1 && IsForeignNumber(_shapes[written])) return false;
        if (shape.Glyphs.Count == 0) return _words[index].Confidence < SurelyRead;
        return PrintShare(shape) is not { } share || share <= 0.5;
    }

    /// <summary>Share of a word's characters that print of the page has in the same shape; null where too few of them occur elsewhere.</summary>
    private double? PrintShare(WordShape shape)
    {
        int known = 0, alike = 0;
        foreach (var glyph in shape.Glyphs)
        {
            // Signs that print never has come of misread writing.
            if (!char.IsLetterOrDigit(glyph.Character) && !char.IsPunctuation(glyph.Character)) known++;
            if (!_print.TryGetValue(glyph.Character, out var others)) continue;
            known++;
            if (others.Exists(o => o != glyph && glyph.Likeness(o) >= AlikeAtLeast)) alike++;
        }

        return known >= Math.Min(2, shape.Glyphs.Count) && known > 0 ? (double)alike / known : null;
    }
}

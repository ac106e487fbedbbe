using System.Text;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Adapters.Pdf;

/// <summary>
/// Joins glyphs to words in the order in which they were painted, so that words that lie over one another do not mix their letters;
/// then joins parts that stand side by side although they were painted apart.
/// </summary>
internal static class WordMaker
{
    // Shares of the font's size. A space is 0.25 to 0.28 wide in print and not under 0.19 in justified lines.
    private const double WordGap = 0.18, MergeGap = 0.12, BackStep = 0.5, BaseLineStep = 0.5, SameBaseLine = 0.15;

    // A capital's height and a small descender: what a word's layout box covers above and below the base line.
    private const double Rise = 0.70, Fall = 0.12;

    internal static List<DrawnWord> Make(IEnumerable<Glyph> glyphs)
    {
        var words = new List<DrawnWord>();
        foreach (var group in glyphs.GroupBy(static g => WritingFrame.Snap(WritingFrame.AngleOf(g))).OrderBy(static g => g.Key))
        {
            var members = group.ToList();
            var frame = new WritingFrame(Exact(members, group.Key));
            var parts = Split(members, frame);
            words.AddRange(Merge(parts).Select(p => p.ToWord(frame, group.Key)));
        }

        return words;
    }

    // Lines that are slightly askew are straight in a frame of their own angle.
    private static double Exact(List<Glyph> glyphs, int snapped)
    {
        var angles = glyphs.Where(static g => g.Text.Length > 0).Select(WritingFrame.AngleOf).Select(a => a - snapped > 180 ? a - 360 : a).Order().ToList();
        return angles.Count == 0 ? snapped : angles[angles.Count / 2];
    }

    private static List<Part> Split(List<Glyph> glyphs, WritingFrame frame)
    {
        var gaps = UsualGaps(glyphs, frame);
        var parts = new List<Part>();
        Part? current = null;
        foreach (var glyph in glyphs)
        {
            if (string.IsNullOrWhiteSpace(glyph.Text) && glyph.Text.Length > 0)
            {
                current = null;
                continue;
            }

            bool alone = CheckGlyphs.Of(glyph) != CheckGlyph.None;
            if (current is null || alone || current.IsAlone || !current.Continues(glyph, frame, gaps.GetValueOrDefault(glyph.Run))) parts.Add(current = new Part { IsAlone = alone });
            current.Add(glyph, frame);
        }

        return parts;
    }

    // Letter-spaced headings: the usual distance within one showing of text is no gap between words.
    private static Dictionary<int, double> UsualGaps(List<Glyph> glyphs, WritingFrame frame)
    {
        var usual = new Dictionary<int, double>();
        var gaps = new List<double>();
        for (int i = 0; i < glyphs.Count; i++)
        {
            bool starts = i == 0 || glyphs[i - 1].Run != glyphs[i].Run;
            if (starts) gaps.Clear();
            else if (!string.IsNullOrWhiteSpace(glyphs[i - 1].Text) && !string.IsNullOrWhiteSpace(glyphs[i].Text))
            {
                gaps.Add((frame.At(glyphs[i].Start).X - frame.At(glyphs[i - 1].End).X) / Math.Max(0.1, glyphs[i].Size));
            }

            bool ends = i == glyphs.Count - 1 || glyphs[i + 1].Run != glyphs[i].Run;
            if (!ends || gaps.Count < 4) continue;
            gaps.Sort();
            double median = gaps[gaps.Count / 2];
            if (median is > 0.03 and < 0.6) usual[glyphs[i].Run] = median;
        }

        return usual;
    }

    private static List<Part> Merge(List<Part> parts)
    {
        var ordered = parts.OrderBy(static p => Math.Round(p.BaseLine)).ThenBy(static p => p.Left).ToList();
        var merged = new List<Part>();
        foreach (var part in ordered)
        {
            var left = merged.Count > 0 ? merged[^1] : null;
            if (left is not null && !left.IsAlone && !part.IsAlone && left.Touches(part)) left.Append(part);
            else merged.Add(part);
        }

        return merged;
    }

    private sealed class Part
    {
        private readonly List<Glyph> _glyphs = [];
        private double _end;

        internal bool IsAlone { get; init; }

        internal double BaseLine { get; private set; }

        internal double Left { get; private set; }

        private double Size { get; set; }

        internal void Add(Glyph glyph, WritingFrame frame)
        {
            var start = frame.At(glyph.Start);
            if (_glyphs.Count == 0) (BaseLine, Left) = (start.Y, start.X);
            Size = Math.Max(Size, SizeOf(glyph, frame));
            _end = frame.At(glyph.End).X;
            _glyphs.Add(glyph);
        }

        internal bool Continues(Glyph glyph, WritingFrame frame, double usualGap)
        {
            var start = frame.At(glyph.Start);
            double size = Math.Max(Size, SizeOf(glyph, frame)), gap = (start.X - _end) / size;
            return gap < WordGap + usualGap && gap > -BackStep && start.X > Left - (size * 0.1) && Math.Abs(start.Y - BaseLine) < BaseLineStep * size;
        }

        internal bool Touches(Part next)
        {
            double size = Math.Max(Size, next.Size), gap = (next.Left - _end) / size;
            return Math.Abs(next.BaseLine - BaseLine) < SameBaseLine * size && gap is < MergeGap and > -MergeGap && Math.Abs(next.Size - Size) < size * 0.4;
        }

        internal void Append(Part next)
        {
            _glyphs.AddRange(next._glyphs);
            _end = next._end;
            Size = Math.Max(Size, next.Size);
        }

        internal DrawnWord ToWord(WritingFrame frame, int angle)
        {
            var text = new StringBuilder();
            BoundingBox? box = null, inFrame = null;
            foreach (var glyph in _glyphs)
            {
                text.Append(glyph.Text.Length == 0 ? "\uFFFD" : IsRaised(glyph, frame) ? Raised(glyph.Text) : glyph.Text);
                var local = Local(glyph, frame);
                inFrame = inFrame?.Union(local) ?? local;
                var onPage = frame.Back(local);
                box = box?.Union(onPage) ?? onPage;
            }

            var layout = new BoundingBox(inFrame!.Value.X, BaseLine - (Size * Rise), inFrame.Value.Width, Size * (Rise + Fall));
            string letters = text.ToString();
            return new(WithoutLigatures(letters), box!.Value, layout, angle, Size, _glyphs);
        }

        // A small digit above the line is an exponent or the number of a note: '7.2' with a note 3 is not 7.23.
        private bool IsRaised(Glyph glyph, WritingFrame frame) =>
            glyph.Text is [>= '0' and <= '9'] && SizeOf(glyph, frame) < Size * 0.85 && BaseLine - frame.At(glyph.Start).Y > Size * 0.2;

        private static readonly string[] Ligatures = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"];

        private static string Raised(string digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit[0] - '0'].ToString();

        // Ligatures (U+FB00 to U+FB06) are letters; other compatibility forms stay as they are: a raised 2 is not a 2. (String.Normalize leaves them alone without ICU.)
        private static string WithoutLigatures(string text)
        {
            if (!text.AsSpan().ContainsAnyInRange('\uFB00', '\uFB06')) return text;
            return string.Concat(text.Select(c => c is >= '\uFB00' and <= '\uFB06' ? Ligatures[c - '\uFB00'] : c.ToString()));
        }

        private static BoundingBox Local(Glyph glyph, WritingFrame frame)
        {
            var box = frame.At(glyph.Corners);
            if (box.Height > glyph.Size * 0.02 && box.Width > 0) return box;
            // Fonts that do not tell their glyphs' boxes.
            Point start = frame.At(glyph.Start), end = frame.At(glyph.End);
            return new(Math.Min(start.X, end.X), start.Y - (glyph.Size * Rise), Math.Abs(end.X - start.X), glyph.Size * (Rise + Fall));
        }

        private static double SizeOf(Glyph glyph, WritingFrame frame)
        {
            double height = frame.At(glyph.Corners).Height;
            // A dash is flat whatever its font's size.
            bool flat = glyph.Text.Length == 0 || !char.IsLetterOrDigit(glyph.Text[0]);
            return glyph.Size > 0.5 && (flat || height <= 0 || glyph.Size < height * 8) && glyph.Size > height * 0.4 ? glyph.Size : Math.Max(1, height * 1.3);
        }
    }
}

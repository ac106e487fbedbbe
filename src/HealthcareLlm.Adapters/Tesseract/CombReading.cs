using HealthcareLlm.Adapters.Imaging;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Adapters.Tesseract;

/// <summary>
/// Reads combs: their characters are moved together on a fresh picture, since the recognizer drops or tears apart characters that stand far from each other.
/// </summary>
internal sealed class CombReading
{
    private const int Border = 14;

    // Side of a printed point, inches: 7 point print.
    private const double LeastPointInches = 0.012;

    // Length of a stroke through a cell, share of the cell's width, and how far it sticks out of the character to each side.
    private const double StrokeShare = 0.6, StrokeOverhang = 0.1;

    // From the middle of a dividing line to where its ink surely ends, inches.
    private const double FrameInches = 0.015;

    // Runs of so few characters are set down several times: the recognizer often sees nothing in a character that stands alone.
    private const int FewCharacters = 2, Times = 3;

    private readonly Comb _comb;
    private readonly List<BoundingBox> _characters = [];
    private readonly List<bool> _afterBlank = [];

    private CombReading(Comb comb) => _comb = comb;

    /// <summary>Takes the characters of a comb out of the page's picture, so that the page's own reading is not disturbed; reads them; gives words.</summary>
    internal static List<RecognizedWord> Read(Recognizer recognizer, PreparedPage page, Comb comb, RecognitionMonitor monitor)
    {
        var reading = new CombReading(comb);
        reading.FindCharacters(page);
        var words = new List<RecognizedWord>();
        int start = 0;
        for (int i = 1; i <= reading._characters.Count; i++)
        {
            if (i < reading._characters.Count && !reading._afterBlank[i]) continue;
            if (reading.ReadRun(recognizer, page, start, i, monitor) is { } word) words.Add(word);
            start = i;
        }

        if (words.Count > 0) page.Picture.FillWhite((int)comb.Box.X, (int)comb.Box.Y, (int)comb.Box.Right + 1, (int)comb.Box.Bottom + 1);
        return words;
    }

    private void FindCharacters(PreparedPage page)
    {
        double least = 0.035 * page.Dpi;
        bool blank = true;
        for (int i = 0; i + 1 < _comb.Sides.Count; i++)
        {
            double left = _comb.Sides[i], right = _comb.Sides[i + 1];
            BoundingBox? ink = null;
            for (int s = 0; s < page.Shapes.Count; s++)
            {
                var shape = page.Shapes[s];
                bool inside = shape.CenterX > left && shape.CenterX < right && shape.CenterY > _comb.Box.Y && shape.CenterY < _comb.Box.Bottom;
                if (inside && shape.Width <= right - left && shape.Height >= least * 0.5) ink = ink is null ? shape.Box : ink.Value.Union(shape.Box);
            }

            ink ??= InkOf(page, left, right) ?? Point(page, left, right);
            if (ink is { } box && (Math.Max(box.Height, box.Width) >= least || IsBetween(page, i)))
            {
                _characters.Add(box);
                _afterBlank.Add(blank);
                blank = false;
            }
            else
            {
                blank = true;
            }
        }
    }

    /// <summary>What was set down several times, once; <paramref name="alike"/> says whether it was read so each time.</summary>
    private static string Once(string text, int times, out bool alike)
    {
        int length = (int)Math.Ceiling(text.Length / (double)times);
        var parts = text.Chunk(Math.Max(1, length)).Select(c => new string(c)).ToList();
        alike = text.Length > 0 && text.Length % times == 0 && parts.TrueForAll(p => p == parts[0]);
        return parts.GroupBy(p => p).OrderByDescending(g => g.Count()).Select(g => g.Key).FirstOrDefault() ?? string.Empty;
    }

    /// <summary>Ink in a cell that hangs together with its frame, such as a digit that touches the line below it; null where there is none of a character's size.</summary>
    private BoundingBox? InkOf(PreparedPage page, double left, double right)
    {
        double frame = FrameInches * page.Dpi;
        var runs = page.Ink.Map.RunsIn((int)(left + frame), (int)(_comb.Box.Y + frame), (int)(right - frame), (int)(_comb.Box.Bottom - frame)).Where(r => r.Length > 1).ToList();
        if (runs.Count == 0) return null;
        int x0 = runs.Min(r => r.Start), x1 = runs.Max(r => r.End), y0 = runs[0].Row, y1 = runs[^1].Row + 1;
        bool character = y1 - y0 >= 0.055 * page.Dpi && runs.Sum(r => r.Length) >= 0.1 * (x1 - x0) * (y1 - y0);
        return character ? new BoundingBox(x0, y0, x1 - x0, y1 - y0) : null;
    }

    /// <summary>Whether a stroke runs through most of the characters: its middle sticks out thinly to both sides of what is above and below.</summary>
    private bool IsStruck(PreparedPage page, List<BoundingBox> characters) =>
        characters.Count(c => IsStruck(page, c)) > 0.6 * characters.Count;

    private bool IsStruck(PreparedPage page, BoundingBox character)
    {
        int cell = _comb.Sides.Count - 2;
        while (cell > 0 && _comb.Sides[cell] > character.CenterX) cell--;
        double width = _comb.Sides[cell + 1] - _comb.Sides[cell], edge = 0.05 * width;
        var inside = page.Ink.Map.RunsIn(
            (int)(_comb.Sides[cell] + edge), (int)character.Y, (int)(_comb.Sides[cell + 1] - edge), (int)character.Bottom).ToList();
        double quarter = character.Height / 4;
        var middle = inside.FindAll(r => r.Row >= character.Y + quarter && r.Row < character.Bottom - quarter);
        var ends = inside.FindAll(r => r.Row < character.Y + quarter || r.Row >= character.Bottom - quarter);
        if (middle.Count == 0 || ends.Count == 0) return false;
        double left = middle.Min(r => r.Start), right = middle.Max(r => r.End), leftEnd = ends.Min(r => r.Start), rightEnd = ends.Max(r => r.End);
        // A stroke that goes on through the dividing line need not stick out so far.
        double leftLeast = left <= _comb.Sides[cell] + edge + 1 ? 0.03 : StrokeOverhang, rightLeast = right >= _comb.Sides[cell + 1] - edge - 1 ? 0.03 : StrokeOverhang;
        return right - left >= StrokeShare * width && leftEnd - left >= leftLeast * width && right - rightEnd >= rightLeast * width
            && middle.Count(r => r.Start < leftEnd - 1) <= quarter && middle.Count(r => r.End > rightEnd + 1) <= quarter;
    }

    /// <summary>The ink of a point or hyphen in a cell; null where it is empty or holds only a speck.</summary>
    private BoundingBox? Point(PreparedPage page, double left, double right)
    {
        double least = LeastPointInches * page.Dpi;
        var points = page.Ink.All.FindAll(c => c.X0 > left + 1 && c.X1 < right - 1 && c.CenterY > _comb.Box.CenterY - (0.1 * _comb.Box.Height)
            && c.Y1 < _comb.Box.Bottom - 1 && c.Width >= least && c.Height >= 0.7 * least && c.Area >= 0.6 * c.Width * c.Height);
        return points.Count == 1 ? points[0].Box : null;
    }

    /// <summary>Whether the cells to both sides hold characters: a point there divides, one elsewhere is a speck.</summary>
    private bool IsBetween(PreparedPage page, int cell) => HoldsCharacter(page, cell - 1) && HoldsCharacter(page, cell + 1);

    private bool HoldsCharacter(PreparedPage page, int cell) =>
        cell >= 0 && cell + 1 < _comb.Sides.Count
        && page.Shapes.Inside(new(_comb.Sides[cell], _comb.Box.Y, _comb.Sides[cell + 1] - _comb.Sides[cell], _comb.Box.Height))
            .Any(s => s.Height >= 0.05 * page.Dpi);

    private RecognizedWord? ReadRun(Recognizer recognizer, PreparedPage page, int start, int end, RecognitionMonitor monitor)
    {
        var boxes = _characters.GetRange(start, end - start);
        var around = boxes.Aggregate((a, b) => a.Union(b));
        int gap = (int)Math.Max(2, around.Height * 0.16), top = (int)around.Y, height = (int)Math.Ceiling(around.Height);
        int width = boxes.Sum(b => (int)Math.Ceiling(b.Width) + gap);
        int times = boxes.Count <= FewCharacters ? Times : 1;
        using var strip = Pix.BlankGray((width * times) + (2 * Border), height + (2 * Border));
        int at = Border;
        foreach (var box in Enumerable.Repeat(boxes, times).SelectMany(b => b))
        {
            page.Picture.CopyTo(strip, (int)box.X, top, (int)Math.Ceiling(box.Width), height, at, Border);
            at += (int)Math.Ceiling(box.Width) + gap;
        }

        double scale = Math.Clamp(26.0 / height, 0.7, 3);
        using var scaled = strip.Scale(scale, scale);
        var words = recognizer.Recognize(scaled, page.Dpi * scale, Segmentation.SingleLine, monitor);
        string text = Once(string.Concat(words.Select(w => w.Text)), times, out bool alike);
        if (text.Length == 0) return null;
        double confidence = words.Min(w => w.Confidence);
        // One character a cell; another count means that one was lost or torn.
        var marks = alike && text.Length == boxes.Count ? WordMarks.None : WordMarks.Doubtful;
        return new(text, around, confidence, IsStruck(page, boxes) ? marks | WordMarks.Struck : marks) { IsComb = true };
    }
}

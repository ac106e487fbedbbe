using HealthcareLlm.Adapters.Imaging;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Adapters.Tesseract;

/// <summary>
/// Reads combs: their characters are moved together on a fresh picture, since the recognizer drops or tears apart characters that stand far from each other.
/// </summary>
internal sealed class CombReading
{
    private const int Border = 14;
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
                if (inside && shape.Height >= least * 0.5) ink = ink is null ? shape.Box : ink.Value.Union(shape.Box);
            }

            if (ink is { } box && Math.Max(box.Height, box.Width) >= least)
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

    private RecognizedWord? ReadRun(Recognizer recognizer, PreparedPage page, int start, int end, RecognitionMonitor monitor)
    {
        var boxes = _characters.GetRange(start, end - start);
        var around = boxes.Aggregate((a, b) => a.Union(b));
        int gap = (int)Math.Max(2, around.Height * 0.16), top = (int)around.Y, height = (int)Math.Ceiling(around.Height);
        int width = boxes.Sum(b => (int)Math.Ceiling(b.Width) + gap);
        using var strip = Pix.BlankGray(width + (2 * Border), height + (2 * Border));
        int at = Border;
        foreach (var box in boxes)
        {
            page.Picture.CopyTo(strip, (int)box.X, top, (int)Math.Ceiling(box.Width), height, at, Border);
            at += (int)Math.Ceiling(box.Width) + gap;
        }

        double scale = Math.Clamp(26.0 / height, 0.7, 3);
        using var scaled = strip.Scale(scale, scale);
        var words = recognizer.Recognize(scaled, page.Dpi * scale, Segmentation.SingleLine, monitor);
        string text = string.Concat(words.Select(w => w.Text));
        if (text.Length == 0) return null;
        double confidence = words.Min(w => w.Confidence);
        // One character a cell; another count means that one was lost or torn.
        return new(text, around, confidence, text.Length == boxes.Count ? WordMarks.None : WordMarks.Doubtful);
    }
}

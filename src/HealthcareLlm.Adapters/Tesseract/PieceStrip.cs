using HealthcareLlm.Adapters.Imaging;

namespace HealthcareLlm.Adapters.Tesseract;

/// <summary>
/// Reads short pieces, such as single letters in a column of flags, by setting them one after the other on a fresh line:
/// the recognizer was made for lines, and misreads a letter that stands alone.
/// </summary>
internal static class PieceStrip
{
    private const int MostShapes = 4;

    private const int Border = 14;

    // Pieces on one line; longer lines gain nothing.
    private const int PiecesALine = 16;

    // Height to which the line is scaled, pixels.
    private const double GoodHeight = 26;

    internal static bool IsFor(UnreadPiece piece) => piece.Shapes.Count <= MostShapes && piece.Box.Width <= 6 * piece.Box.Height;

    internal static List<RecognizedWord> Read(Recognizer recognizer, PreparedPage page, List<UnreadPiece> pieces, RecognitionMonitor monitor)
    {
        var words = new List<RecognizedWord>();
        // Pieces of like height go together.
        foreach (var line in pieces.GroupBy(p => (int)Math.Round(Math.Log(Math.Max(4, p.Box.Height)) / Math.Log(1.35))).OrderBy(g => g.Key).SelectMany(g => g.Chunk(PiecesALine)))
        {
            if (monitor.IsTimedOut) break;
            words.AddRange(ReadLine(recognizer, page, line, monitor));
        }

        return words;
    }

    private static List<RecognizedWord> ReadLine(Recognizer recognizer, PreparedPage page, UnreadPiece[] pieces, RecognitionMonitor monitor)
    {
        int height = (int)pieces.Max(p => p.Box.Height) + 4, gap = (int)(height * 0.9);
        var starts = new List<int>();
        int width = Border;
        foreach (var piece in pieces)
        {
            starts.Add(width);
            width += (int)Math.Ceiling(piece.Box.Width) + 4 + gap;
        }

        using var strip = Pix.BlankGray(width + Border, height + (2 * Border));
        for (int i = 0; i < pieces.Length; i++)
        {
            var box = pieces[i].Box;
            int high = (int)Math.Ceiling(box.Height) + 4;
            // On one base line.
            page.Picture.CopyTo(strip, (int)box.X - 2, (int)box.Y - 2, (int)Math.Ceiling(box.Width) + 4, high, starts[i], Border + height - high);
        }

        double scale = Math.Clamp(GoodHeight / height, 0.5, 3);
        using var scaled = strip.Scale(scale, scale);
        var read = recognizer.Recognize(scaled, page.Dpi * scale, Segmentation.SingleLine, monitor, TesseractLibrary.LevelSymbol);
        var words = new List<RecognizedWord>();
        for (int i = 0; i < pieces.Length; i++)
        {
            double left = starts[i] - (gap / 2.0), right = starts[i] + pieces[i].Box.Width + 4 + (gap / 2.0);
            var own = read.FindAll(w => w.Box.CenterX / scale >= left && w.Box.CenterX / scale < right);
            if (own.Count == 0) continue;
            words.Add(new(string.Concat(own.Select(w => w.Text)), pieces[i].Box, own.Min(w => w.Confidence)));
        }

        return words;
    }
}

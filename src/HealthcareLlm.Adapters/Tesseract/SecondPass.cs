using HealthcareLlm.Adapters.Imaging;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Adapters.Tesseract;

/// <summary>Reads pieces of ink that the first pass left out: cells of forms, isolated digits, dropped lines.</summary>
internal static class SecondPass
{
    // More pieces than this are a picture or noise; the rest is reported as not read.
    private const int MostPieces = 150;

    // A word of the second pass below this confidence is not a word.
    private const double LowestConfidence = 0.4;

    private const double GoodHeight = 34;

    private const int Border = 12;

    internal static List<RecognizedWord> Read(Recognizer recognizer, PreparedPage page, List<UnreadPiece> pieces, RecognitionMonitor monitor)
    {
        // The largest first, should there be too many; then in their own order, so that the result is stable.
        var chosen = pieces.Count <= MostPieces ? pieces : [.. pieces.OrderByDescending(p => p.Shapes.Count).Take(MostPieces)];
        var words = PieceStrip.Read(recognizer, page, chosen.FindAll(PieceStrip.IsFor), monitor);
        foreach (var piece in chosen.FindAll(p => !PieceStrip.IsFor(p)))
        {
            if (monitor.IsTimedOut) break;
            words.AddRange(ReadPiece(recognizer, page, piece.Box, monitor));
        }

        words.RemoveAll(w => w.Confidence < LowestConfidence || !w.Text.Any(char.IsLetterOrDigit));
        return words;
    }

    /// <summary>Reads one rectangle as a line (as a block where it is high), boxes in the page's prepared pixels.</summary>
    internal static IEnumerable<RecognizedWord> ReadPiece(Recognizer recognizer, PreparedPage page, BoundingBox box, RecognitionMonitor monitor)
    {
        double typical = Math.Max(8, page.Shapes.TypicalHeight), pad = typical * 0.5;
        int x = (int)Math.Max(0, box.X - pad), y = (int)Math.Max(0, box.Y - pad);
        int width = (int)Math.Min(page.Picture.Width - x, box.Right + pad - x), height = (int)Math.Min(page.Picture.Height - y, box.Bottom + pad - y);
        if (width < 3 || height < 3) return [];
        double scale = Math.Clamp(GoodHeight / (typical * 1.5), 0.5, 3);
        using var crop = page.Picture.Clip(x, y, width, height);
        using var scaled = crop.Scale(scale, scale);
        using var framed = scaled.AddWhiteBorder(Border);
        var segmentation = box.Height > 3 * typical ? Segmentation.SingleBlock : Segmentation.SingleLine;
        return recognizer.Recognize(framed, page.Dpi * scale, segmentation, monitor)
            .Select(w => w with { Box = new(x + ((w.Box.X - Border) / scale), y + ((w.Box.Y - Border) / scale), w.Box.Width / scale, w.Box.Height / scale) });
    }
}

using HealthcareLlm.Adapters.Imaging;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Adapters.Tesseract;

/// <summary>Marks words that were struck out, written by hand, or read with doubt.</summary>
internal static class MarkJudge
{
    /// <summary>Stands for handwriting of which no word could be read, so that it is not lost silently.</summary>
    internal const string UnreadHandwriting = "[handwritten]";

    // Word confidence under which a reading is in doubt, 0 to 1.
    private const double DoubtfulConfidence = 0.6;

    // Print that is read this surely is print, though its letters touch. 0 to 1.
    private const double PrintConfidence = 0.88;

    internal static List<RecognizedWord> Judge(PreparedPage page, List<RecognizedWord> words, List<RuleLine> strikes, List<InkComponent> pen)
    {
        var judged = words.ConvertAll(w => w with { Marks = w.Marks | MarksOf(page, w, strikes, pen) });
        foreach (int i in HandwritingJudge.Find(page, judged)) judged[i] = judged[i] with { Marks = judged[i].Marks | WordMarks.Handwritten };
        foreach (var stroke in pen)
        {
            // A word of print under a stroke is struck, and no handwriting.
            if (strikes.Exists(s => s.Box.Intersect(stroke.Box).Width >= 0.6 * stroke.Width)) continue;
            double covered = judged.Where(w => w.Box.Intersect(stroke.Box).Area > 0).Sum(w => w.Box.Intersect(stroke.Box).Area);
            if (covered >= 0.35 * stroke.Box.Area) continue;
            judged.Add(new(UnreadHandwriting, stroke.Box, 0, WordMarks.Handwritten | WordMarks.Doubtful));
        }

        return judged;
    }

    private static WordMarks MarksOf(PreparedPage page, RecognizedWord word, List<RuleLine> strikes, List<InkComponent> pen)
    {
        const WordMarks CheckBox = WordMarks.CheckBoxMarked | WordMarks.CheckBoxEmpty | WordMarks.CheckBoxUnclear;
        if ((word.Marks & CheckBox) != 0) return WordMarks.None;
        var marks = word.Confidence < DoubtfulConfidence ? WordMarks.Doubtful : WordMarks.None;
        bool struck = strikes.Exists(s => StrikeFinder.Strikes(s, word.Box));
        if (struck || (word.Confidence < PrintConfidence && PenStrokes.IsScribbled(page, word.Box))) return marks | WordMarks.Struck;
        bool hand = word.Confidence < PrintConfidence && pen.Exists(p => p.Box.Intersect(word.Box).Area >= 0.5 * word.Box.Area);
        return hand ? marks | WordMarks.Handwritten | WordMarks.Doubtful : marks;
    }
}

using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>A run of words of a labelled value that bear the same marks.</summary>
/// <param name="Span">Its place.</param>
/// <param name="Doubt">The doubt that its marks, or a struck neighbour, cast on it.</param>
internal readonly record struct ValueRun(TextSpan Span, Doubt Doubt);

/// <summary>The words of a labelled value, struck ones apart from what was written in their place.</summary>
internal static class ValueWords
{
    private const WordMarks Looks = WordMarks.Struck | WordMarks.Handwritten;

    internal static IEnumerable<ValueRun> Of(RequestPage page, LabelledValue value)
    {
        if (value.IsBlank) yield break;
        foreach (var span in (TextSpan[])[value.ValueSpan, .. value.MoreSpans])
        {
            foreach (var run in Runs(page, span)) yield return run;
        }
    }

    private static List<ValueRun> Runs(RequestPage page, TextSpan span)
    {
        var words = EvidenceOf.WordsIn(page.Document, span).ToList();
        if (words.TrueForAll(w => (w.Marks & Looks) == WordMarks.None)) return [new(span, Doubt.None)];
        bool struck = words.Exists(w => w.Marks.HasFlag(WordMarks.Struck));
        var runs = new List<ValueRun>();
        for (int i = 0; i < words.Count;)
        {
            int end = i + 1;
            while (end < words.Count && (words[end].Marks & Looks) == (words[i].Marks & Looks) && words[end].Source == words[i].Source) end++;
            var marks = words[i].Marks & Looks;
            var doubt = EvidenceOf.DoubtOf(marks);
            // Beside a struck value what was typed is clean; what recognition read there is a correction by hand.
            if (doubt == Doubt.None && struck && words[i].Source == WordSource.Ocr) doubt = Doubt.Handwritten;
            runs.Add(new(new(Math.Max(span.Start, words[i].Span.Start), Math.Min(span.End, words[end - 1].Span.End)), doubt));
            i = end;
        }

        // A clean note replaces what was struck: the struck value is no candidate any more.
        return struck && runs.Exists(r => r.Doubt == Doubt.None) ? runs.FindAll(r => r.Doubt == Doubt.None) : runs;
    }
}

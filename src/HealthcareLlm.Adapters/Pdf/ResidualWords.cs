using System.Collections.Immutable;
using HealthcareLlm.Documents;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Adapters.Pdf;

/// <summary>Adds to a digital page what recognition saw in the ink that its words do not explain.</summary>
internal static class ResidualWords
{
    // Below this a word of a logo or a drawing is as likely as one of print.
    private const double MinimumConfidence = 0.3;

    // Below this, ink beside a text layer is as likely a pen's stroke as print.
    private const double DoubtfulConfidence = 0.7;

    // Characters that recognition may make of the corner of a box.
    private const int LongestScrap = 3;

    internal static RawPage Add(RawPage digital, RawPage seen, int x, int y, PageLayoutFrame frame)
    {
        if (seen.Reading == PageReading.NotRead)
        {
            return digital with { Reading = PageReading.InPart, Issues = [.. seen.Issues.Select(static i => i with { Severity = IssueSeverity.Warning })] };
        }

        double usual = digital.Words.Length == 0 ? 0 : digital.Words.Select(static w => w.Box.Height).Order().ElementAt(digital.Words.Length / 2);
        var words = seen.Words.Where(w => IsWord(w) && !IsDot(w, usual)).Select(w => Moved(w, x, y, frame, digital.DpiX)).ToList();
        words.RemoveAll(w => IsEdge(w, digital));
        var issues = seen.Issues.Where(static i => i.Code is not (IssueCode.BlankPage or IssueCode.PageTurned or IssueCode.PageReadInPart)).ToList();
        int dropped = seen.Words.Length - words.Count;
        if (words.Count == 0 || dropped > 0 || seen.Reading == PageReading.InPart)
        {
            issues.Add(new(IssueCode.PageReadInPart, IssueSeverity.Information, "The page has ink beside its text in which no words, or not all, could be told: a logo, a drawing, a signature or handwriting."));
        }

        ImmutableArray<RawWord> all = [.. digital.Words, .. words];
        var recognized = all.Where(static w => w.Source == WordSource.Ocr).ToList();
        return digital with
        {
            Reading = PageReading.Both,
            OcrConfidence = recognized.Count == 0 ? null : Math.Round(recognized.Average(static w => w.Confidence), 2),
            Words = all,
            Issues = [.. digital.Issues.Union(issues)],
        };
    }

    /// <summary>Whether a scrap of a few characters is the edge of a box or panel that runs through it.</summary>
    private static bool IsEdge(RawWord word, RawPage page)
    {
        if (word.Text.Length > LongestScrap || (word.Marks & ~WordMarks.Doubtful) != 0) return false;
        var inner = new BoundingBox(word.LayoutBox.X + 1, word.LayoutBox.Y + 1, word.LayoutBox.Width - 2, word.LayoutBox.Height - 2);
        // A pen crosses the line that it signs on: only panels' edges and uprights count.
        return page.Rules.Any(r => !r.IsHorizontal && r.Box.HorizontalOverlap(inner) > 0 && r.Box.VerticalOverlap(inner) > 0)
            || page.Panels.Any(p => p.HorizontalOverlap(inner) > 0 && p.VerticalOverlap(inner) > 0 && !(inner.X >= p.X && inner.Right <= p.Right && inner.Y >= p.Y && inner.Bottom <= p.Bottom));
    }

    private static bool IsWord(RawWord word) =>
        (word.Marks & (WordMarks.CheckBoxMarked | WordMarks.CheckBoxEmpty | WordMarks.CheckBoxUnclear)) != 0
        || (word.Confidence >= MinimumConfidence && word.Text.Any(static c => char.IsLetterOrDigit(c)));

    /// <summary>The dot of a list: letters that recognition sees in less than half of a line's height and as little width are none.</summary>
    private static bool IsDot(RawWord word, double usualHeight) =>
        (word.Marks & (WordMarks.CheckBoxMarked | WordMarks.CheckBoxEmpty | WordMarks.CheckBoxUnclear)) == 0 && word.Box.Height < usualHeight * 0.5 && word.Box.Width < usualHeight * 0.5;

    private static RawWord Moved(RawWord word, int x, int y, PageLayoutFrame frame, double dpi)
    {
        var box = new BoundingBox(word.Box.X + x, word.Box.Y + y, word.Box.Width, word.Box.Height);
        double points = 72 / dpi;
        var layout = frame.Layout(new(box.X * points, box.Y * points, box.Width * points, box.Height * points));
        var marks = word.Confidence < DoubtfulConfidence ? word.Marks | WordMarks.Doubtful : word.Marks;
        return word with { Box = box, LayoutBox = layout, Marks = marks };
    }
}

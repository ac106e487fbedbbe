using System.Collections.Immutable;
using HealthcareLlm.Adapters.Imaging;
using HealthcareLlm.Documents;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Adapters.Tesseract;

/// <summary>Reads one page from top to bottom: prepare, clean, recognize, read what was left out, judge marks, give back in page pixels.</summary>
internal sealed class PageRecognition(Recognizer recognizer, RecognitionMonitor monitor)
{
    // A page with less ink than this has nothing on it: share of its pixels, about one short word.
    private const double BlankShare = 0.00002;

    // A lone point or bar below this confidence is the rest of a rule or a speck.
    private const double DebrisConfidence = 0.6;

    internal RawPage Read(PageBitmap page, int number)
    {
        using var prepared = new PagePreparer(Legibility).Prepare(page);
        var ruling = Ruling.Find(prepared);
        var strikes = StrikeFinder.Find(prepared, ruling);
        ruling = ruling.Without(strikes);
        var pen = PenStrokes.Handwriting(prepared, ruling);
        var boxes = CheckMarkFinder.Find(prepared, ruling);
        CheckMarkFinder.Erase(prepared, boxes);
        ruling.Erase(prepared);
        Ruling.EraseStrikes(prepared, strikes);
        var dotted = DottedRules.Find(prepared.Ink, prepared.Dpi);
        DottedRules.Erase(prepared, dotted);
        Specks.Erase(prepared);
        var combs = Comb.TakeFrom(ruling, prepared.Dpi);
        var combed = combs.SelectMany(c => CombReading.Read(recognizer, prepared, c, monitor)).ToList();
        var words = recognizer.Recognize(prepared.Picture, prepared.Dpi, Segmentation.Automatic, monitor);
        words.RemoveAll(w => IsDebris(w, ruling) || IsStack(w));
        words.AddRange(combed);
        words.AddRange(boxes.Select(b => new RecognizedWord(b.Text, b.Ink, 1, b.Mark)));
        var unread = UnreadInk.Find(prepared, words.ConvertAll(w => w.Box));
        SecondReadings.AddTo(words, SecondPass.Read(recognizer, prepared, unread, monitor));
        words = CombPieces.Join(words);
        words = words.ConvertAll(w => RoundLetters.Settle(prepared, w));
        words = MarkJudge.Judge(prepared, words, strikes, pen);
        var lost = UnreadInk.Find(prepared, words.ConvertAll(w => w.Box)).FindAll(p => p.IsLikePrint(prepared.Shapes.TypicalHeight));
        return Finish(page, number, prepared, [.. ruling.Horizontal.Concat(ruling.Vertical).Select(r => new Rule(prepared.Transform.ToLayout(r.Box), Math.Round((r.End - r.Start) / prepared.Transform.LayoutScale, 1))), .. dotted.Select(d => new Rule(prepared.Transform.ToLayout(DottedRules.BoxOf(d))))], words, lost.Count);
    }

    private static RawWord ToRaw(RecognizedWord word, PageTransform transform) =>
        new(word.Text, transform.ToPage(word.Box), transform.ToLayout(word.Box), Math.Round(word.Confidence, 2), WordSource.Ocr, word.Marks | Typed(word));

    // A box that was typed, '[X]', is one as well as a drawn one.
    private static WordMarks Typed(RecognizedWord word) => word.Marks == WordMarks.None && word.Text.Length == 3 && word.Text[1] is 'x' or 'X' ? CheckBoxes.MarksOf(word.Text) : WordMarks.None;

    /// <summary>Marks that Tesseract makes of the remains of rules and specks; they say nothing.</summary>
    private static bool IsDebris(RecognizedWord word, Ruling ruling)
    {
        const string Debris = "|_.,:;'`\"‘’“”~!¦[]{}()—«»°";
        if (word.Text.Any(c => !Debris.Contains(c, StringComparison.Ordinal))) return false;
        return word.Confidence < DebrisConfidence || ruling.Horizontal.Concat(ruling.Vertical).Any(r => r.Box.Intersect(word.Box).Area > 0);
    }

    /// <summary>A column of single characters that was taken for vertical text; the second pass reads them one by one.</summary>
    private static bool IsStack(RecognizedWord word) => word.IsTurned && word.Text.Length < 4;

    private static bool IsBlank(PreparedPage page) =>
        page.Ink.All.Where(c => c.Width > 2 && c.Height > 2).Sum(c => (long)c.Area) < BlankShare * page.Picture.Width * page.Picture.Height;

    private RawPage Finish(PageBitmap page, int number, PreparedPage prepared, IEnumerable<Rule> rules, List<RecognizedWord> words, int lost)
    {
        var issues = ImmutableArray.CreateBuilder<Issue>();
        if (monitor.IsTimedOut) issues.Add(new(IssueCode.PageTimeout, IssueSeverity.Error, "The page took longer to read than the limit."));
        if (prepared.Transform.Quarters != 0)
        {
            issues.Add(new(IssueCode.PageTurned, IssueSeverity.Information, FormattableString.Invariant(
                $"The page was turned by {prepared.Transform.Quarters * 90} degrees for reading.")));
        }

        if (lost > 0)
        {
            issues.Add(new(IssueCode.PageReadInPart, IssueSeverity.Warning, FormattableString.Invariant(
                $"{lost} pieces of ink that look like print could not be read.")));
        }

        if (words.Count == 0 && IsBlank(prepared)) issues.Add(new(IssueCode.BlankPage, IssueSeverity.Warning, "The page bears no ink."));
        Count(issues, words, WordMarks.Struck, IssueCode.StruckOut, "words are struck out");
        Count(issues, words, WordMarks.Handwritten, IssueCode.Handwriting, "regions are unlike print (handwriting)");
        bool nothing = words.Count == 0 && (monitor.IsTimedOut || lost > 0);
        return new()
        {
            Number = number,
            Width = page.Width,
            Height = page.Height,
            DpiX = page.DpiX,
            DpiY = page.DpiY,
            Reading = nothing ? PageReading.NotRead : monitor.IsTimedOut || lost > 0 ? PageReading.InPart : PageReading.Ocr,
            OcrConfidence = words.Count == 0 ? null : Math.Round(words.Average(w => w.Confidence), 2),
            Words = [.. words.Select(w => ToRaw(w, prepared.Transform))],
            Rules = [.. rules],
            Issues = issues.ToImmutable(),
        };
    }

    private static void Count(ImmutableArray<Issue>.Builder issues, List<RecognizedWord> words, WordMarks mark, IssueCode code, string what)
    {
        int count = words.Count(w => (w.Marks & mark) != 0);
        if (count > 0) issues.Add(new(code, IssueSeverity.Information, FormattableString.Invariant($"{count} {what}.")));
    }

    private double Legibility(Pix strip, double dpi) =>
        recognizer.Recognize(strip, dpi, Segmentation.SingleBlock, monitor).Where(w => w.Confidence > 0.5).Sum(w => w.Confidence * w.Text.Length);
}

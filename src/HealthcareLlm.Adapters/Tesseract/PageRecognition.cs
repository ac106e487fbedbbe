using System.Collections.Immutable;
using HealthcareLlm.Adapters.Imaging;
using HealthcareLlm.Documents;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Adapters.Tesseract;

/// <summary>Reads one page from top to bottom: prepare, recognize, give back in page pixels.</summary>
internal sealed class PageRecognition(Recognizer recognizer, RecognitionMonitor monitor)
{
    internal RawPage Read(PageBitmap page, int number)
    {
        using var prepared = PagePreparer.Prepare(page);
        var words = recognizer.Recognize(prepared.Picture, prepared.Dpi, Segmentation.Automatic, monitor);
        var issues = ImmutableArray.CreateBuilder<Issue>();
        if (monitor.IsTimedOut) issues.Add(new(IssueCode.PageTimeout, IssueSeverity.Error, "The page took longer to read than the limit."));
        return new()
        {
            Number = number,
            Width = page.Width,
            Height = page.Height,
            DpiX = page.DpiX,
            DpiY = page.DpiY,
            Reading = !monitor.IsTimedOut ? PageReading.Ocr : words.Count > 0 ? PageReading.InPart : PageReading.NotRead,
            OcrConfidence = words.Count == 0 ? null : Math.Round(words.Average(w => w.Confidence), 2),
            Words = [.. words.Select(w => ToRaw(w, prepared.Transform))],
            Issues = issues.ToImmutable(),
        };
    }

    private static RawWord ToRaw(RecognizedWord word, PageTransform transform) =>
        new(word.Text, transform.ToPage(word.Box), transform.ToLayout(word.Box), Math.Round(word.Confidence, 2), WordSource.Ocr);
}

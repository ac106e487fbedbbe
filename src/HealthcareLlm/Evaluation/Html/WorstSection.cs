using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace HealthcareLlm.Evaluation.Html;

/// <summary>The worst cases with their pages: what was expected, what was given, and the page with the cited boxes drawn.</summary>
internal static class WorstSection
{
    /// <summary>Most cases shown.</summary>
    internal const int Most = 12;

    // Pixels in width, and bytes of all pictures together before they grow by a third as text: the page stays below 6 MB.
    private const int PictureWidth = 1000;
    private const long MostBytes = 3_500_000;

    internal static async Task<string> HtmlAsync(HtmlReport input, CancellationToken cancellation)
    {
        var faults = WorstFault.Choose(input.Report.Cases, Most);
        if (faults.IsEmpty) return "<p class=\"empty\">No case has a fault.</p>";
        var texts = new Citing.DocumentTexts(Path.Combine(input.Folder, EvaluationRun.TextsFolder));
        var cases = input.Evalsets.SelectMany(s => s.Cases.Select(c => (s.Id, Case: c))).ToLookup(c => (c.Id, c.Case.Id), c => c.Case);
        var html = new StringBuilder();
        long spent = 0;
        int number = 0;
        foreach (var fault in faults)
        {
            string result = Path.Combine(input.Folder, EvaluationRun.ResultsFolder, fault.Case + ".json");
            var golden = cases[(fault.Evalset, fault.Case)].FirstOrDefault()?.Whole();
            var page = golden is null || !File.Exists(result) ? null : WorstPage.Find(fault, golden, await File.ReadAllBytesAsync(result, cancellation).ConfigureAwait(false), texts);
            ReportPicture? picture = null;
            if (page is { Page: >= 1, Size.Width: > 0 } && input.Show is not null && spent < MostBytes) picture = await input.Show(page.Path, page.Page, PictureWidth, cancellation).ConfigureAwait(false);
            spent += picture?.Bytes.Length ?? 0;
            html.Append(Article(++number, fault, golden, page, picture));
        }

        return html.ToString();
    }

    private static string Article(int number, WorstFault fault, GoldenCase? golden, WorstPage? page, ReportPicture? picture)
    {
        var html = new StringBuilder("<article class=\"case").Append(fault.IsLoss ? " loss" : string.Empty).Append("\"><div class=\"told\">");
        html.Append("<h3>").Append(Markup.Text(fault.Kind)).Append(fault.Critical ? " <span class=\"chip\">critical</span>" : string.Empty).Append("</h3><p class=\"path\">").Append(Markup.Text(fault.Where)).Append("</p><dl>");
        Entry(html, "Expected", fault.Expected, "gold", "nothing: no document gives it");
        Entry(html, "Given", fault.Given, "given", "nothing");
        if (fault.Score is { } score) html.Append(CultureInfo.InvariantCulture, $"<dt>Score</dt><dd>{score:0.00}</dd>");
        html.Append("<dt>Case</dt><dd>").Append(Markup.Text(fault.Case)).Append(golden is null ? string.Empty : " <span class=\"soft\">" + Markup.Text(string.Join(" · ", golden.Tags.Where(t => t.Key is "grade" or "specialty" or "payer").Select(t => t.Value))) + "</span>").Append("</dd>");
        if (page is not null) html.Append("<dt>Place</dt><dd>").Append(Markup.Text(page.File)).Append(page.Page > 0 ? string.Create(CultureInfo.InvariantCulture, $", page {page.Page}") : string.Empty).Append("<span class=\"soft\"> ").Append(Markup.Text(page.Remark)).Append("</span></dd>");
        html.Append("</dl>");
        if (page?.Excerpt is var (before, marked, after)) html.Append("<p class=\"excerpt\">").Append(Markup.Text(before)).Append("<mark>").Append(Markup.Text(marked)).Append("</mark>").Append(Markup.Text(after)).Append("</p>");
        html.Append("</div>").Append(Picture(number, fault, page, picture)).Append("</article>");
        return html.ToString();
    }

    private static void Entry(StringBuilder html, string name, string text, string kind, string absent) =>
        html.Append("<dt>").Append(name).Append("</dt><dd class=\"").Append(text.Length == 0 ? "soft" : kind).Append("\">").Append(Markup.Text(text.Length == 0 ? absent : text)).Append("</dd>");

    private static string Picture(int number, WorstFault fault, WorstPage? page, ReportPicture? picture)
    {
        if (page is null || picture is null)
        {
            string why = page is null ? "No place is known: neither the result nor the gold tells one." : page.Size.Width == 0 ? "Plain text, or page not known: no picture." : "No picture could be made.";
            return "<p class=\"nopage soft\">" + why + "</p>";
        }

        var (width, height) = page.Size;
        string told = string.Create(CultureInfo.InvariantCulture, $"Page {page.Page} of {page.File}, {fault.Where}: {page.Cited.Length} cited places in orange, {page.Gold.Length} places of the gold in green");
        string boxes = string.Concat(page.Gold.Select(b => Box(b, "gold", width))) + string.Concat(page.Cited.Select(b => Box(b, "cited", width)));
        var html = new StringBuilder("<figure class=\"page\">");
        if (page.Cited.Concat(page.Gold).FirstOrDefault() is { IsDefault: false } shown)
        {
            var (x, y, w, h) = Around(shown, width, height);
            html.Append(CultureInfo.InvariantCulture, $"<svg class=\"detail\" viewBox=\"{Plot.Number(x)} {Plot.Number(y)} {Plot.Number(w)} {Plot.Number(h)}\" role=\"img\" aria-label=\"The place enlarged\"><use href=\"#page-{number}\"/>{boxes}</svg>");
        }

        html.Append(CultureInfo.InvariantCulture, $"<button type=\"button\" class=\"zoom\" aria-expanded=\"false\" aria-label=\"Enlarge the page\"><svg viewBox=\"0 0 {Plot.Number(width)} {Plot.Number(height)}\" role=\"img\" aria-label=\"{Markup.Text(told)}\">");
        html.Append(CultureInfo.InvariantCulture, $"<image id=\"page-{number}\" width=\"{Plot.Number(width)}\" height=\"{Plot.Number(height)}\" preserveAspectRatio=\"none\" href=\"data:{picture.MediaType};base64,{Convert.ToBase64String(picture.Bytes.Span)}\"/>");
        return html.Append(boxes).Append("</svg></button></figure>").ToString();
    }

    /// <summary>The part of a page about a box: half of the page's width, and within the page.</summary>
    private static (double X, double Y, double Width, double Height) Around(ImmutableArray<double> box, double width, double height)
    {
        double w = Math.Min(width, Math.Max(width / 2, box[2] * 1.2)), h = Math.Min(height, w * 0.55);
        return (Math.Clamp(box[0] + (box[2] / 2) - (w / 2), 0, width - w), Math.Clamp(box[1] + (box[3] / 2) - (h / 2), 0, height - h), w, h);
    }

    private static string Box(ImmutableArray<double> box, string kind, double pageWidth)
    {
        // A frame around the words, not on them.
        double pad = pageWidth / 200;
        return $"<rect class=\"{kind}\" x=\"{Plot.Number(box[0] - pad)}\" y=\"{Plot.Number(box[1] - pad)}\" width=\"{Plot.Number(box[2] + (2 * pad))}\" height=\"{Plot.Number(box[3] + (2 * pad))}\" stroke-width=\"{Plot.Number(pageWidth / 280)}\"/>";
    }
}

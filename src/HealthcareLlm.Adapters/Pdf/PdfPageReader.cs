using System.Globalization;
using HealthcareLlm.Adapters.Poppler;
using HealthcareLlm.Adapters.Tesseract;
using HealthcareLlm.Documents;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Adapters.Pdf;

/// <summary>Reads single pages of one PDF: digital, scanned or mixed.</summary>
internal sealed class PdfPageReader(string path, OcrEnginePool pool, IngestionLimits limits)
{
    /// <summary>Resolution of the pictures that bear text layers out, dots an inch.</summary>
    internal const double CheckingDpi = 100;

    /// <summary>Resolution of a digital page's pixels.</summary>
    internal const double DigitalDpi = 200;

    private readonly PageRenderer _renderer = new(limits);

    /// <summary>Whether recognition was used.</summary>
    internal bool UsedRecognition { get; private set; }

    /// <summary>Why a page is not read at all; null where it may be.</summary>
    internal RawPage? Refused(PageContent page)
    {
        double scale = limits.RenderingDpi / 72.0, width = page.Width * scale, height = page.Height * scale;
        bool within = width * height <= limits.MaximumMegapixels * 1e6 && Math.Max(width, height) <= limits.MaximumSide
            && page.Images.All(i => i.Image is not { } image || ((double)image.WidthInSamples * image.HeightInSamples <= limits.MaximumMegapixels * 1e6 && Math.Max(image.WidthInSamples, image.HeightInSamples) <= limits.MaximumSide));
        if (within) return null;
        string message = string.Create(CultureInfo.InvariantCulture, $"The page, or an image on it, has more than {limits.MaximumMegapixels} million pixels or a side of more than {limits.MaximumSide}; it was not read.");
        return NotRead(page.Number, IssueCode.PageTooLarge, message);
    }

    /// <summary>A page without anything on it.</summary>
    internal static RawPage? Blank(PageContent page)
    {
        bool empty = page.Glyphs.Count == 0 && page.Shapes.Count == 0 && page.Images.Count == 0 && !page.HasShading && !page.Annotations.Any(static a => a.IsSeen);
        return empty ? Sized(page) with { Reading = PageReading.TextLayer, Issues = [new(IssueCode.BlankPage, IssueSeverity.Information, "The page is blank.")] } : null;
    }

    /// <summary>Whether the page has words of its own that a picture can bear out.</summary>
    internal static bool IsDigital(PageContent page) =>
        page.Glyphs.Any(static g => g.IsPainted && !string.IsNullOrWhiteSpace(g.Text)) || page.Annotations.Any(static a => a.IsSeen && a.Kind is not ("Link" or "Popup"));

    /// <summary>A digital or mixed page, judged by its picture at <see cref="CheckingDpi"/>.</summary>
    internal async Task<RawPage> ReadDigitalAsync(PageContent page, GrayPicture shown, LayerText layer, CancellationToken cancellation)
    {
        GrayPicture? bare = null;
        IReadOnlyList<LayerWord> appearances = [];
        if (HasAppearances(page))
        {
            if (MayBeCovered(page)) bare = (await _renderer.RenderOneAsync(path, page.Number, new(CheckingDpi, CheckingDpi, HideAnnotations: true), cancellation).ConfigureAwait(false)).Picture;
            appearances = await layer.OfAsync(page.Number, cancellation).ConfigureAwait(false);
        }

        var read = new DigitalPageReader(page, new(shown, bare, appearances)).Read();
        if (read.IsUseless || (read.Trusted.Count == 0 && read.Added.Count == 0))
        {
            var scanned = await ReadScannedAsync(page, cancellation).ConfigureAwait(false);
            return scanned with { Issues = [.. read.Issues, .. scanned.Issues] };
        }

        var frame = new PageLayoutFrame(page, read.Trusted, DigitalDpi);
        if (frame.Angle != 0) read.Add(IssueCode.PageTurned, IssueSeverity.Information, "The page's print runs sideways; it was read upright.");
        var digital = Sized(page) with
        {
            Reading = PageReading.TextLayer,
            Words = [.. frame.Place(read.Trusted, read.Struck), .. read.Added.Select(a => new RawWord(a.Text, frame.Pixels(a.Box), frame.Layout(a.Box), 1, a.Source, a.Marks))],
            Rules = [.. read.Rules.Select(r => new Rule(Thick(frame.Layout(r))))],
            Panels = [.. PageRules.Panels(page).Select(frame.Layout)],
        };
        if (read.Residual.Count > 0) digital = await ReadResidualAsync(page, digital, read, frame, cancellation).ConfigureAwait(false);
        return digital with { Issues = [.. read.Issues, .. digital.Issues] };
    }

    /// <summary>Whether form fields, notes or marks may show something of their own.</summary>
    private static bool HasAppearances(PageContent page) => page.Annotations.Any(static a => a.IsSeen && a.Kind is not ("Link" or "Popup"));

    /// <summary>Whether an annotation, which paints inside its box alone, lies over print of the page: only then does the page look otherwise without it.</summary>
    private static bool MayBeCovered(PageContent page)
    {
        List<BoundingBox> boxes = [.. page.Annotations.Where(static a => a.IsSeen && a.Kind is not ("Link" or "Popup")).Select(static a => a.Box)];
        return page.Glyphs.Any(g => g.IsPainted && !string.IsNullOrWhiteSpace(g.Text) && g.Corners.Bounds is var at && boxes.Exists(b => b.X < at.Right + 1 && b.Right > at.X - 1 && b.Y < at.Bottom + 1 && b.Bottom > at.Y - 1));
    }

    /// <summary>A page read from its picture alone.</summary>
    internal async Task<RawPage> ReadScannedAsync(PageContent page, CancellationToken cancellation)
    {
        if (!page.Annotations.Any(static a => a.IsSeen) && !page.Glyphs.Any(static g => g.IsPainted) && ScannedImage.Of(page) is { } image)
        {
            var read = await RecognizeAsync(image, page.Number, cancellation).ConfigureAwait(false);
            if (read.Reading != PageReading.NotRead) return read;
        }

        var (x, y) = ScannedImage.Resolution(page, limits.RenderingDpi);
        return await ReadRenderedAsync(page.Number, x, y, cancellation).ConfigureAwait(false);
    }

    /// <summary>A page rendered and recognized; the only way for a page that the PDF library cannot parse.</summary>
    internal async Task<RawPage> ReadRenderedAsync(int number, double dpiX, double dpiY, CancellationToken cancellation)
    {
        var rendered = await _renderer.RenderOneAsync(path, number, new(dpiX, dpiY), cancellation).ConfigureAwait(false);
        if (rendered.Picture is not { } picture) return Failed(rendered);
        if (Math.Max(picture.Width, picture.Height) > limits.MaximumSide) return NotRead(number, IssueCode.PageTooLarge, "The page has a side beyond the limit; it was not read.");
        return await RecognizeAsync(new(picture.ToPnm(), 0, dpiX, dpiY), number, cancellation).ConfigureAwait(false);
    }

    internal static RawPage Failed(RenderedPage rendered) => rendered.TimedOut
        ? NotRead(rendered.Page, IssueCode.PageTimeout, "The page took longer to render than the limit; it was not read.")
        : NotRead(rendered.Page, IssueCode.RenderingFailed, "The page could not be rendered; it was not read.");

    internal static RawPage NotRead(int number, IssueCode code, string message) =>
        new() { Number = number, Reading = PageReading.NotRead, Issues = [new(code, IssueSeverity.Error, message)] };

    private async Task<RawPage> RecognizeAsync(PageImage image, int number, CancellationToken cancellation)
    {
        UsedRecognition = true;
        try
        {
            var read = await pool.UseAsync(engine => engine.ReadPage(image, number, limits, cancellation), cancellation).ConfigureAwait(false);
            return read is { Words.IsEmpty: true, Issues.IsEmpty: true } ? read with { Issues = [new(IssueCode.BlankPage, IssueSeverity.Information, "The page is blank.")] } : read;
        }
        catch (OcrException e)
        {
            return NotRead(number, e.Code, e.Message);
        }
    }

    private async Task<RawPage> ReadResidualAsync(PageContent page, RawPage digital, DigitalPage read, PageLayoutFrame frame, CancellationToken cancellation)
    {
        const double margin = 6; // points of white around, which recognition needs
        var regions = read.Residual.Select(r => Pixels(r, margin, digital)).Where(static r => r.Width >= 8 && r.Height >= 8).ToList();
        if (regions.Count == 0) return digital;
        int x = regions.Min(static r => r.X), y = regions.Min(static r => r.Y);
        var crop = (X: x, Y: y, Width: regions.Max(static r => r.X + r.Width) - x, Height: regions.Max(static r => r.Y + r.Height) - y);
        var rendered = await _renderer.RenderOneAsync(path, page.Number, new(DigitalDpi, DigitalDpi, Crop: crop), cancellation).ConfigureAwait(false);
        if (rendered.Picture is not { } picture)
        {
            var failed = Failed(rendered).Issues[0];
            return digital with { Reading = PageReading.InPart, Issues = [failed with { Severity = IssueSeverity.Warning, Message = "Ink beside the text layer could not be rendered and was not read." }] };
        }

        // The words that are known vanish in the ground around them.
        var pixels = new PagePixels(picture, picture.Width, picture.Height);
        foreach (var box in read.Explained.Select(frame.Pixels)) pixels.Wipe(new(box.X - x, box.Y - y, box.Width, box.Height), 3);
        foreach (var region in regions)
        {
            var part = picture.Crop(region.X - x, region.Y - y, region.Width, region.Height);
            var seen = await RecognizeAsync(new(part.ToPnm(), 0, DigitalDpi, DigitalDpi), page.Number, cancellation).ConfigureAwait(false);
            digital = ResidualWords.Add(digital, seen, region.X, region.Y, frame);
        }

        return digital;
    }

    private static (int X, int Y, int Width, int Height) Pixels(BoundingBox points, double margin, RawPage page)
    {
        const double scale = DigitalDpi / 72;
        int x = (int)Math.Max(0, (points.X - margin) * scale), y = (int)Math.Max(0, (points.Y - margin) * scale);
        return (x, y, (int)Math.Min(page.Width - x, (points.Width + (2 * margin)) * scale), (int)Math.Min(page.Height - y, (points.Height + (2 * margin)) * scale));
    }

    private static BoundingBox Thick(BoundingBox box) => new(box.X, box.Y, Math.Max(1, box.Width), Math.Max(1, box.Height));

    private static RawPage Sized(PageContent page) => new()
    {
        Number = page.Number,
        Reading = PageReading.NotRead,
        Width = (int)Math.Round(page.Width * DigitalDpi / 72),
        Height = (int)Math.Round(page.Height * DigitalDpi / 72),
        DpiX = DigitalDpi,
        DpiY = DigitalDpi,
    };
}

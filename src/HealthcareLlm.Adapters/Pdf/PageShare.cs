using System.Threading.Channels;
using HealthcareLlm.Adapters.Poppler;
using HealthcareLlm.Documents;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Adapters.Pdf;

/// <summary>A worker's share of a document: neighbouring pages, whose pictures one process renders.</summary>
internal sealed class PageShare(PdfSource source, PdfPageReader reader, string path, IngestionLimits limits, DistrustedPages distrusted)
{
    // Pictures that wait to be judged.
    private const int Ahead = 2;

    internal async Task ReadAsync(int first, int last, Action<RawPage> give, CancellationToken cancellation)
    {
        var digital = new List<PageContent>();
        for (int number = first; number <= last; number++)
        {
            var content = await source.ReadAsync(number, limits.PageTime, cancellation).ConfigureAwait(false);
            if (content is not null && !distrusted.Pages.Contains(number) && reader.Refused(content) is null && PdfPageReader.Blank(content) is null && PdfPageReader.IsDigital(content))
            {
                digital.Add(content);
                continue;
            }

            give(await ReadOtherAsync(number, content, cancellation).ConfigureAwait(false));
        }

        for (int start = 0, end; start < digital.Count; start = end)
        {
            for (end = start + 1; end < digital.Count && digital[end].Number == digital[end - 1].Number + 1; end++)
            {
            }

            await ReadRunAsync(digital.GetRange(start, end - start), give, cancellation).ConfigureAwait(false);
        }
    }

    private async Task ReadRunAsync(List<PageContent> run, Action<RawPage> give, CancellationToken cancellation)
    {
        var request = new RenderingRequest(PdfPageReader.CheckingDpi, PdfPageReader.CheckingDpi);
        var layer = new LayerText(path, run[0].Number, run[^1].Number, limits);
        // The next page is rendered while this one is judged.
        var pictures = Channel.CreateBounded<RenderedPage>(new BoundedChannelOptions(Ahead) { SingleReader = true, SingleWriter = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var rendering = RenderAsync(run, request, pictures.Writer, stop.Token);
        try
        {
            int index = 0;
            await foreach (var rendered in pictures.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
            {
                var content = run[index++];
                give(rendered.Picture is null ? PdfPageReader.Failed(rendered) : await reader.ReadDigitalAsync(content, rendered.Picture, layer, cancellation).ConfigureAwait(false));
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await rendering.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RenderAsync(List<PageContent> run, RenderingRequest request, ChannelWriter<RenderedPage> pictures, CancellationToken cancellation)
    {
        Exception? error = null;
        try
        {
            await foreach (var rendered in new PageRenderer(limits).RenderAsync(path, run[0].Number, run[^1].Number, request, cancellation).ConfigureAwait(false))
            {
                await pictures.WriteAsync(rendered, cancellation).ConfigureAwait(false);
            }
        }
        catch (Exception e)
        {
            error = e;
            throw;
        }
        finally
        {
            pictures.Complete(error);
        }
    }

    private async Task<RawPage> ReadOtherAsync(int number, PageContent? content, CancellationToken cancellation)
    {
        if (content is null)
        {
            var rendered = await reader.ReadRenderedAsync(number, limits.RenderingDpi, limits.RenderingDpi, cancellation).ConfigureAwait(false);
            return With(rendered, new(IssueCode.DamagedFile, IssueSeverity.Warning, "The page's structure could not be parsed; only its picture was read."));
        }

        if (reader.Refused(content) is { } refused) return refused;
        if (PdfPageReader.Blank(content) is { } blank) return blank;
        if (!distrusted.Pages.Contains(number))
        {
            var scanned = await reader.ReadScannedAsync(content, cancellation).ConfigureAwait(false);
            bool layer = content.Glyphs.Any(static g => !g.IsPainted && !string.IsNullOrWhiteSpace(g.Text));
            return layer ? With(scanned, new(IssueCode.HiddenText, IssueSeverity.Information, "The page bears an invisible text layer, which was not used: its picture was read.")) : scanned;
        }

        var picture = await reader.ReadRenderedAsync(number, limits.RenderingDpi, limits.RenderingDpi, cancellation).ConfigureAwait(false);
        return With(picture, new(IssueCode.TextLayerContradicted, IssueSeverity.Warning, "The text layer says other than the picture; the picture was read instead."));
    }

    private static RawPage With(RawPage page, Issue issue) => page with { Issues = [issue, .. page.Issues] };
}

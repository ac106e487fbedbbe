using System.Runtime.ExceptionServices;
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
        for (int number = first; number <= last;)
        {
            var content = await ParseAsync(number, cancellation).ConfigureAwait(false);
            if (IsDigital(number, content))
            {
                number = await ReadRunAsync(content!, last, give, cancellation).ConfigureAwait(false);
                continue;
            }

            give(await ReadOtherAsync(number++, content, cancellation).ConfigureAwait(false));
        }
    }

    private Task<PageContent?> ParseAsync(int number, CancellationToken cancellation) => source.ReadAsync(number, limits.PageTime, cancellation);

    private bool IsDigital(int number, PageContent? content) =>
        content is not null && !distrusted.Pages.Contains(number) && reader.Refused(content) is null && PdfPageReader.Blank(content) is null && PdfPageReader.IsDigital(content);

    /// <summary>Reads digital pages up to the first other one, whose number it returns. The next pages are parsed and rendered while one is judged.</summary>
    private async Task<int> ReadRunAsync(PageContent first, int last, Action<RawPage> give, CancellationToken cancellation)
    {
        var request = new RenderingRequest(PdfPageReader.CheckingDpi, PdfPageReader.CheckingDpi);
        var layer = new LayerText(path, first.Number, last, limits);
        var pictures = Channel.CreateBounded<RenderedPage>(new BoundedChannelOptions(Ahead) { SingleReader = true, SingleWriter = true });
        var contents = Channel.CreateUnbounded<PageContent>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var rendering = RenderAsync(first.Number, last, request, pictures.Writer, stop.Token);
        var parsing = ParseRunAsync(first, last, contents.Writer, stop.Token);
        int next = first.Number;
        try
        {
            await foreach (var content in contents.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
            {
                var rendered = await NextAsync(pictures.Reader, cancellation).ConfigureAwait(false);
                give(rendered.Picture is null ? PdfPageReader.Failed(rendered) : await reader.ReadDigitalAsync(content, rendered.Picture, layer, cancellation).ConfigureAwait(false));
                next = content.Number + 1;
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await rendering.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await parsing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return next;
    }

    private static async Task<RenderedPage> NextAsync(ChannelReader<RenderedPage> pictures, CancellationToken cancellation)
    {
        try
        {
            return await pictures.ReadAsync(cancellation).ConfigureAwait(false);
        }
        catch (ChannelClosedException e) when (e.InnerException is { } inner)
        {
            ExceptionDispatchInfo.Throw(inner);
            throw;
        }
    }

    private async Task ParseRunAsync(PageContent first, int last, ChannelWriter<PageContent> contents, CancellationToken cancellation)
    {
        Exception? error = null;
        try
        {
            await contents.WriteAsync(first, cancellation).ConfigureAwait(false);
            for (int number = first.Number + 1; number <= last; number++)
            {
                // A page of another kind ends the run, and is parsed again by who reads it.
                var content = await ParseAsync(number, cancellation).ConfigureAwait(false);
                if (!IsDigital(number, content)) break;
                await contents.WriteAsync(content!, cancellation).ConfigureAwait(false);
            }
        }
        catch (Exception e)
        {
            error = e;
            throw;
        }
        finally
        {
            contents.Complete(error);
        }
    }

    private async Task RenderAsync(int first, int last, RenderingRequest request, ChannelWriter<RenderedPage> pictures, CancellationToken cancellation)
    {
        Exception? error = null;
        try
        {
            await foreach (var rendered in new PageRenderer(limits).RenderAsync(path, first, last, request, cancellation).ConfigureAwait(false))
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

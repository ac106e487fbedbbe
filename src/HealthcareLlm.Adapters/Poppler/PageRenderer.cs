using System.Globalization;
using System.Runtime.CompilerServices;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Adapters.Poppler;

/// <summary>What became of one page that was to be rendered.</summary>
/// <param name="Page">Number, from 1.</param>
/// <param name="Picture">The picture; null where it failed.</param>
/// <param name="TimedOut">Whether it took longer than the limit.</param>
internal readonly record struct RenderedPage(int Page, GrayPicture? Picture, bool TimedOut);

/// <summary>What to render of a page.</summary>
/// <param name="DpiX">Pixels an inch from left to right.</param>
/// <param name="DpiY">Pixels an inch from top to bottom.</param>
/// <param name="HideAnnotations">Whether notes, stamps and form fields are left away.</param>
/// <param name="Crop">The part in pixels at that resolution: left, top, width, height; null for the whole page.</param>
internal sealed record RenderingRequest(double DpiX, double DpiY, bool HideAnnotations = false, (int X, int Y, int Width, int Height)? Crop = null);

/// <summary>Renders pages by <c>pdftoppm</c>, many pages a process, as gray pictures that stream from its standard output.</summary>
internal sealed class PageRenderer(IngestionLimits limits)
{
    private long MaximumPixels => (long)(limits.MaximumMegapixels * 1_000_000) + 1_000_000;

    /// <summary>Renders a range; a page that fails or hangs does not cost the others. Each page comes once, in order.</summary>
    internal async IAsyncEnumerable<RenderedPage> RenderAsync(string path, int first, int last, RenderingRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        int next = first;
        while (next <= last)
        {
            bool timedOut = false;
            await foreach (var rendered in RunAsync(path, next, last, request, cancellation).ConfigureAwait(false))
            {
                timedOut = rendered.TimedOut;
                if (rendered.Picture is null || rendered.Page < next) break;
                // The program went over pages that it could not render.
                while (next < rendered.Page && next <= last) yield return new(next++, null, false);
                yield return rendered;
                next = rendered.Page + 1;
            }

            // It ended before the last page: the next page is the one that it failed at.
            if (next <= last) yield return new(next++, null, timedOut);
        }
    }

    /// <summary>Renders one page; null where it fails.</summary>
    internal async Task<RenderedPage> RenderOneAsync(string path, int page, RenderingRequest request, CancellationToken cancellation)
    {
        await foreach (var rendered in RenderAsync(path, page, page, request, cancellation).ConfigureAwait(false)) return rendered;
        return new(page, null, false);
    }

    /// <summary>Renders a page as JPEG in colour, at most so many pixels wide; null where it fails.</summary>
    internal async Task<byte[]?> RenderJpegAsync(string path, int page, int width, CancellationToken cancellation)
    {
        string number = page.ToString(CultureInfo.InvariantCulture);
        string[] arguments =
        [
            "-q", "-cropbox", "-jpeg", "-jpegopt", "quality=70", "-f", number, "-l", number,
            "-scale-to-x", width.ToString(CultureInfo.InvariantCulture), "-scale-to-y", "-1", path,
        ];
        using var process = PopplerProcess.Start("pdftoppm", arguments, limits, 1);
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timer.CancelAfter(limits.PageTime);
        try
        {
            using var bytes = new MemoryStream();
            await process.Output.CopyToAsync(bytes, timer.Token).ConfigureAwait(false);
            return bytes.Length == 0 ? null : bytes.ToArray();
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    private async IAsyncEnumerable<RenderedPage> RunAsync(string path, int first, int last, RenderingRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var process = PopplerProcess.Start("pdftoppm", Arguments(path, first, last, request), limits, last - first + 1);
        for (int expected = first; expected <= last; expected++)
        {
            var rendered = new RenderedPage(expected, null, false);
            using (var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellation))
            {
                timer.CancelAfter(limits.PageTime);
                try
                {
                    var picture = await GrayPicture.ReadAsync(process.Output, MaximumPixels, timer.Token).ConfigureAwait(false);
                    rendered = new(picture is null ? expected : await NumberAsync(process, expected, timer.Token).ConfigureAwait(false), picture, false);
                }
                catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
                {
                    rendered = new(expected, null, true);
                }
                catch (PopplerException)
                {
                    rendered = new(expected, null, false);
                }
            }

            yield return rendered;
            if (rendered.Picture is null) yield break;
            expected = rendered.Page;
        }
    }

    // What the program says it wrote, so that a page that it left out does not give the next one its number.
    private static async Task<int> NumberAsync(PopplerProcess process, int expected, CancellationToken cancellation) =>
        await process.FinishedPages.WaitToReadAsync(cancellation).ConfigureAwait(false) && process.FinishedPages.TryRead(out int page) ? page : expected;

    private static List<string> Arguments(string path, int first, int last, RenderingRequest request)
    {
        static string Of(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);
        List<string> arguments = ["-q", "-progress", "-gray", "-cropbox", "-f", Of(first), "-l", Of(last), "-rx", Of(request.DpiX), "-ry", Of(request.DpiY)];
        if (request.HideAnnotations) arguments.Add("-hide-annotations");
        if (request.Crop is { } crop) arguments.AddRange(["-x", Of(crop.X), "-y", Of(crop.Y), "-W", Of(crop.Width), "-H", Of(crop.Height)]);
        arguments.Add(path);
        return arguments;
    }
}

using System.Collections.Concurrent;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Exceptions;

namespace HealthcareLlm.Adapters.Pdf;

/// <summary>What the PDF library says of a file.</summary>
internal enum PdfState
{
    /// <summary>It can be parsed.</summary>
    Open,

    /// <summary>It is encrypted and the empty password does not open it.</summary>
    Encrypted,

    /// <summary>It cannot be parsed.</summary>
    Broken,
}

/// <summary>A file opened by the PDF library, once a worker, since its documents serve one thread at a time.</summary>
internal sealed class PdfSource : IDisposable
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly ConcurrentBag<PdfDocument> _idle = [];
    private int _disposed;

    internal PdfSource(ReadOnlyMemory<byte> bytes)
    {
        _bytes = bytes;
        try
        {
            var document = Open();
            Pages = document.NumberOfPages;
            State = Pages > 0 ? PdfState.Open : PdfState.Broken;
            _idle.Add(document);
        }
        catch (PdfDocumentEncryptedException)
        {
            State = PdfState.Encrypted;
        }
        catch (Exception e) when (IsBadContent(e))
        {
            State = PdfState.Broken;
        }
    }

    internal PdfState State { get; }

    /// <summary>Number of pages; 0 where the file cannot be parsed.</summary>
    internal int Pages { get; }

    /// <summary>What a page draws; null where it cannot be parsed in time.</summary>
    internal async Task<PageContent?> ReadAsync(int page, TimeSpan limit, CancellationToken cancellation)
    {
        if (State != PdfState.Open) return null;
        var work = Task.Run(() => Read(page), cancellation);
        try
        {
            return await work.WaitAsync(limit, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return null; // the worker goes on with a document of its own, which nobody else gets
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Interlocked.Exchange(ref _disposed, 1);
        while (_idle.TryTake(out var document)) document.Dispose();
    }

    private PageContent? Read(int page)
    {
        PdfDocument? document = null;
        try
        {
            if (!_idle.TryTake(out document)) document = Open();
            var content = document.GetPage<PageContent>(page);
            return content is { Width: > 0, Height: > 0 } ? content : null;
        }
        catch (Exception e) when (IsBadContent(e))
        {
            return null;
        }
        finally
        {
            if (document is not null && Volatile.Read(ref _disposed) == 0) _idle.Add(document);
            else document?.Dispose();
        }
    }

    private PdfDocument Open()
    {
        var document = PdfDocument.Open(_bytes, new ParsingOptions { UseLenientParsing = true, SkipMissingFonts = true, UseActualText = false });
        document.AddPageFactory<PageContent, PageContentFactory>();
        return document;
    }

    // The library throws whatever a broken file leads it to; only what is ours or the machine's passes.
    private static bool IsBadContent(Exception e) => e is not (OperationCanceledException or OutOfMemoryException);
}

using System.Collections.Concurrent;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Adapters.Tesseract;

/// <summary>Lends recognition engines, one to a worker; each is made when it is first needed and kept until the pool is disposed.</summary>
public sealed class OcrEnginePool : IDisposable
{
    private readonly ConcurrentStack<IOcrEngine> _idle = new();
    private readonly SemaphoreSlim _places;
    private readonly Func<IOcrEngine> _create;
    private bool _disposed;

    /// <summary>Remembers pages from now on, in every pool of the process: for tests; null for none.</summary>
    internal static RecognizedPages? Memory { get; set; }

    /// <summary>A pool of Tesseract engines for English.</summary>
    /// <param name="limits">Its <see cref="IngestionLimits.Parallelism"/> is the number of engines; 0 means one a core.</param>
    public OcrEnginePool(IngestionLimits limits)
        : this(limits, static () => new TesseractOcrEngine())
    {
    }

    internal OcrEnginePool(IngestionLimits limits, Func<IOcrEngine> create)
    {
        ArgumentNullException.ThrowIfNull(limits);
        Size = limits.Parallelism > 0 ? limits.Parallelism : Environment.ProcessorCount;
        _places = new(Size, Size);
        _create = create;
    }

    /// <summary>The greatest number of engines at work at once; 1 or more.</summary>
    public int Size { get; }

    /// <summary>Runs work with an engine on a pool thread, as soon as one is free.</summary>
    /// <exception cref="OcrException">The library or its language file is absent.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public async Task<T> UseAsync<T>(Func<IOcrEngine, T> work, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(work);
        ObjectDisposedException.ThrowIf(_disposed, this);
        await _places.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => Lend(work), cancellation).ConfigureAwait(false);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>Frees the engines. No work may be under way.</summary>
    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryPop(out var engine)) engine.Dispose();
        _places.Dispose();
    }

    private T Lend<T>(Func<IOcrEngine, T> work)
    {
        if (!_idle.TryPop(out var engine)) engine = Memory is { } memory ? memory.Before(_create()) : _create();
        try
        {
            return work(engine);
        }
        finally
        {
            _idle.Push(engine);
        }
    }
}

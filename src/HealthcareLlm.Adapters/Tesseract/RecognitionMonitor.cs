using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace HealthcareLlm.Adapters.Tesseract;

/// <summary>
/// Stops a recognition when its time is up or the work is cancelled. Tesseract asks before each line, so that it stops within a line's time.
/// </summary>
internal sealed unsafe class RecognitionMonitor : IDisposable
{
    private readonly CancellationToken _cancellation;
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly TimeSpan _limit;
    private GCHandle _self;

    internal RecognitionMonitor(TimeSpan limit, CancellationToken cancellation)
    {
        _limit = limit;
        _cancellation = cancellation;
        _self = GCHandle.Alloc(this);
        Handle = TesseractLibrary.TessMonitorCreate();
        TesseractLibrary.TessMonitorSetCancelFunc(Handle, &Ask);
        TesseractLibrary.TessMonitorSetCancelThis(Handle, (void*)GCHandle.ToIntPtr(_self));
    }

    internal nint Handle { get; private set; }

    /// <summary>Whether the time is up.</summary>
    internal bool IsTimedOut => Stopwatch.GetElapsedTime(_started) > _limit;

    public void Dispose()
    {
        if (Handle == 0) return;
        TesseractLibrary.TessMonitorDelete(Handle);
        Handle = 0;
        _self.Free();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte Ask(void* self, int words)
    {
        var monitor = (RecognitionMonitor)GCHandle.FromIntPtr((nint)self).Target!;
        return monitor.IsTimedOut || monitor._cancellation.IsCancellationRequested ? (byte)1 : (byte)0;
    }
}

namespace HealthcareLlm.ModelTrial;

/// <summary>A clock that runs faster than the real one: waits of minutes pass in seconds, in the same order.</summary>
/// <param name="speed">How many times faster; 1 or more.</param>
internal sealed class AcceleratedTime(int speed) : TimeProvider
{
    private readonly long _start = System.GetTimestamp();
    private readonly DateTimeOffset _epoch = System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => _epoch + (System.GetElapsedTime(_start) * speed);

    public override long GetTimestamp() => _start + ((System.GetTimestamp() - _start) * speed);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new FasterTimer(this, System.CreateTimer(callback, state, Shorter(dueTime), Shorter(period)));

    private TimeSpan Shorter(TimeSpan time) => time <= TimeSpan.Zero ? time : TimeSpan.FromTicks(Math.Max(TimeSpan.TicksPerMillisecond, time.Ticks / speed));

    /// <summary>A timer that is set anew in the fast clock's time too.</summary>
    private sealed class FasterTimer(AcceleratedTime clock, ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(clock.Shorter(dueTime), clock.Shorter(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}

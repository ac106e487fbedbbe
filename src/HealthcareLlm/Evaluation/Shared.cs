using System.Collections.Concurrent;

namespace HealthcareLlm.Evaluation;

/// <summary>One object in place of many that are equal: a run of ten thousand cases has a million leaves, most of which say what others say.</summary>
/// <typeparam name="T">A type that does not change.</typeparam>
/// <param name="most">Objects kept; further ones are given back as they are.</param>
internal sealed class Shared<T>(int most)
    where T : notnull
{
    private readonly ConcurrentDictionary<T, T> _kept = new();

    // Counting a concurrent dictionary locks all of it.
    private int _count;

    /// <summary>The first object that was equal to this one, or this one.</summary>
    internal T Of(T one)
    {
        if (_kept.TryGetValue(one, out var kept)) return kept;
        if (Volatile.Read(ref _count) >= most) return one;
        if (_kept.TryAdd(one, one)) Interlocked.Increment(ref _count);
        return one;
    }
}

/// <summary>One object for each key, where the key and what is told beside it decide it.</summary>
/// <typeparam name="TKey">Type of the keys.</typeparam>
/// <typeparam name="T">A type that does not change.</typeparam>
/// <param name="most">Objects kept; further ones are made anew each time.</param>
internal sealed class Shared<TKey, T>(int most)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, T> _kept = new();

    private int _count;

    /// <summary>The object of the key.</summary>
    internal T Of<TBeside>(TKey key, TBeside beside, Func<TKey, TBeside, T> make)
    {
        if (_kept.TryGetValue(key, out var kept)) return kept;
        var one = make(key, beside);
        if (Volatile.Read(ref _count) < most && _kept.TryAdd(key, one)) Interlocked.Increment(ref _count);
        return one;
    }
}

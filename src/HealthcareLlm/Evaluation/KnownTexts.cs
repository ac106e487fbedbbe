using System.Collections.Concurrent;

namespace HealthcareLlm.Evaluation;

/// <summary>
/// What was made of texts, for all threads: the same sentences come again and again, in every version of a summary and in its gold. Beyond <paramref name="most"/> all is made anew, so that a great
/// set does not fill the memory; the number is counted beside the dictionary, whose own count stops every thread.
/// </summary>
/// <param name="most">The most that are kept, about.</param>
internal sealed class KnownTexts<TKey, TValue>(int most)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, TValue> _made = new();
    private int _count;

    /// <summary>What was made of the key, or is made of it now.</summary>
    /// <param name="key">The key.</param>
    /// <param name="make">Makes it, always the same of the same.</param>
    internal TValue Of(TKey key, Func<TKey, TValue> make)
    {
        if (_made.TryGetValue(key, out var known)) return known;
        MakeRoom();
        return _made.GetOrAdd(key, make);
    }

    /// <summary>What was made of the key, or is made now of what the key was taken from.</summary>
    /// <param name="key">The key.</param>
    /// <param name="make">Makes it, always the same of what has the same key.</param>
    /// <param name="from">What the key was taken from.</param>
    internal TValue Of<TFrom>(TKey key, Func<TKey, TFrom, TValue> make, TFrom from)
    {
        if (_made.TryGetValue(key, out var known)) return known;
        MakeRoom();
        return _made.GetOrAdd(key, make, from);
    }

    private void MakeRoom()
    {
        if (Interlocked.Increment(ref _count) <= most) return;
        _made.Clear();
        Interlocked.Exchange(ref _count, 1);
    }
}

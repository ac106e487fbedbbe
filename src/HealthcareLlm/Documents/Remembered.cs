using System.Collections.Concurrent;

namespace HealthcareLlm.Documents;

/// <summary>What was made of keys before, up to a number of them: a key beyond is made anew each time. What is kept must follow from the key alone. For several threads.</summary>
/// <param name="most">How many keys are kept; hostile text must not fill the memory.</param>
internal sealed class Remembered<TValue>(int most)
{
    private readonly ConcurrentDictionary<string, TValue> _known = new(StringComparer.Ordinal);

    // The dictionary's own count locks all of it.
    private int _count;

    /// <summary>What is kept of a key, or is made of it now.</summary>
    internal TValue Of(string key, Func<string, TValue> make)
    {
        if (_known.TryGetValue(key, out var known)) return known;
        var made = make(key);
        if (Volatile.Read(ref _count) < most && _known.TryAdd(key, made)) Interlocked.Increment(ref _count);
        return made;
    }
}

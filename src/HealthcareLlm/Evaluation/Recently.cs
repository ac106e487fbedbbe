namespace HealthcareLlm.Evaluation;

/// <summary>What was made of the last few keys, for one thread: entries of lists are compared each with each, and the same few are asked for many times in a row.</summary>
/// <param name="equal">How keys are compared; null for their own way.</param>
internal sealed class Recently<TKey, TValue>(IEqualityComparer<TKey>? equal = null)
    where TKey : notnull
{
    private const int Most = 2048;

    private readonly Dictionary<TKey, TValue> _made = new(Most, equal);

    /// <summary>What was made of the key, or is made of it now.</summary>
    /// <param name="key">The key.</param>
    /// <param name="make">Makes it, always the same of the same.</param>
    internal TValue Of(TKey key, Func<TKey, TValue> make)
    {
        if (_made.TryGetValue(key, out var known)) return known;
        if (_made.Count >= Most) _made.Clear();
        return _made[key] = make(key);
    }
}

using System.Collections.Immutable;

namespace HealthcareLlm.Documents;

/// <summary>Searches what is in order, by halves.</summary>
internal static class Sorted
{
    /// <summary>Index of the first item whose offset is at least the given one; the number of items where there is none. The offsets never fall.</summary>
    internal static int FirstFrom<T>(ImmutableArray<T> items, int offset, Func<T, int> offsetOf)
    {
        int low = 0, high = items.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (offsetOf(items[middle]) < offset) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}

namespace HealthcareLlm.Drafting.Offline.Summary.Medications;

/// <summary>Finds the first of many names that is the same drug as a given one (<see cref="DrugName.IsSame"/>), without a look at those that share neither concept nor word.</summary>
internal sealed class DrugNameIndex
{
    private readonly List<DrugName> _names = [];
    private readonly Dictionary<string, List<int>> _bearers = new(StringComparer.Ordinal);

    /// <summary>Adds a name; its number is how many were added before it.</summary>
    internal void Add(DrugName name)
    {
        foreach (string key in Keys(name))
        {
            if (!_bearers.TryGetValue(key, out var list)) _bearers[key] = list = [];
            if (list.Count == 0 || list[^1] != _names.Count) list.Add(_names.Count);
        }

        _names.Add(name);
    }

    /// <summary>Puts another name in the place of one.</summary>
    internal void Replace(int number, DrugName name)
    {
        if (_names[number] == name) return;
        foreach (string key in Keys(_names[number])) _bearers[key].Remove(number);
        foreach (string key in Keys(name))
        {
            if (!_bearers.TryGetValue(key, out var list)) _bearers[key] = list = [];
            int at = list.BinarySearch(number);
            if (at < 0) list.Insert(~at, number);
        }

        _names[number] = name;
    }

    /// <summary>The number of the first name that is the same drug; -1 where none is.</summary>
    internal int First(DrugName name)
    {
        int first = int.MaxValue;
        foreach (string key in Keys(name))
        {
            if (!_bearers.TryGetValue(key, out var list)) continue;
            foreach (int number in list)
            {
                if (number >= first) break;
                if (_names[number].IsSame(name)) first = number;
            }
        }

        return first == int.MaxValue ? -1 : first;
    }

    // Two names of one drug share their concept, or one of the first two words of each: 'glargine' is 'insulin glargine'.
    private static IEnumerable<string> Keys(DrugName name) => name.Concept is { } concept ? name.Words.Take(2).Prepend("=" + concept) : name.Words.Take(2);
}

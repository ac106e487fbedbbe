using System.Collections.Immutable;
using System.Globalization;

namespace HealthcareLlm.Guards;

/// <summary>Closes the gaps that arise in a list when all evidence of an entry was taken away: entry 2 of 0, 2, 3 becomes 1.</summary>
internal static class ListCompaction
{
    internal static ImmutableSortedDictionary<string, FieldResult> Compact(IReadOnlyDictionary<string, FieldResult> fields)
    {
        var compact = ImmutableSortedDictionary.CreateBuilder<string, FieldResult>(StringComparer.Ordinal);
        var lists = new Dictionary<string, SortedSet<int>>(StringComparer.Ordinal);
        foreach (var (path, result) in fields)
        {
            if (result is FieldResult.Missing) continue;
            for (int open = path.IndexOf('['); open >= 0; open = path.IndexOf('[', open + 1)) IndexesOf(lists, path[..open]).Add(IndexAt(path, open));
        }

        foreach (var (path, result) in fields)
        {
            if (path.Contains('[', StringComparison.Ordinal) && result is FieldResult.Missing) continue;
            compact[Renumber(path, lists)] = result;
        }

        return compact.ToImmutable();
    }

    private static SortedSet<int> IndexesOf(Dictionary<string, SortedSet<int>> lists, string list) =>
        lists.TryGetValue(list, out var indexes) ? indexes : lists[list] = [];

    private static int IndexAt(string path, int open) =>
        int.Parse(path.AsSpan(open + 1, path.IndexOf(']', open) - open - 1), CultureInfo.InvariantCulture);

    private static string Renumber(string path, Dictionary<string, SortedSet<int>> lists)
    {
        string renumbered = path;
        for (int open = path.LastIndexOf('['); open >= 0; open = open == 0 ? -1 : path.LastIndexOf('[', open - 1))
        {
            int index = IndexAt(path, open);
            int rank = lists[path[..open]].TakeWhile(i => i < index).Count();
            renumbered = string.Create(CultureInfo.InvariantCulture, $"{path[..(open + 1)]}{rank}{renumbered[path.IndexOf(']', open)..]}");
            if (rank != index) path = renumbered;
        }

        return renumbered;
    }
}

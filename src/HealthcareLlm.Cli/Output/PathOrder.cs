using System.Globalization;
using HealthcareLlm.Drafting;

namespace HealthcareLlm.Cli.Output;

/// <summary>Orders paths as the contract writes them, entries of a list together.</summary>
internal static class PathOrder
{
    private static readonly Dictionary<string, int> Ranks = Rank();

    /// <summary>A key that sorts paths: list entries by their index, leaves by their place in the contract.</summary>
    internal static string Of(string path)
    {
        string plain = RecordFields.WithoutIndexes(path);
        int first = path.IndexOf('[', StringComparison.Ordinal);
        if (first < 0) return Key(plain, 0);
        int close = path.IndexOf(']', first);
        int index = int.Parse(path.AsSpan(first + 1, close - first - 1), CultureInfo.InvariantCulture);
        string list = plain[..(first + 1)];
        int start = Ranks.Where(r => r.Key.StartsWith(list, StringComparison.Ordinal)).Min(r => r.Value);
        return string.Create(CultureInfo.InvariantCulture, $"{start:000}.{index:000}.{Ranks.GetValueOrDefault(plain, 999):000}.{path}");
    }

    private static string Key(string plain, int index) => string.Create(CultureInfo.InvariantCulture, $"{Ranks.GetValueOrDefault(plain, 999):000}.{index:000}");

    private static Dictionary<string, int> Rank()
    {
        var ranks = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var field in RecordFields.All) ranks[field.Path] = ranks.Count;
        return ranks;
    }
}

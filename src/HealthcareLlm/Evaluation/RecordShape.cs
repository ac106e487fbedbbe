using System.Collections.Frozen;
using System.Collections.Immutable;
using HealthcareLlm.Drafting;

namespace HealthcareLlm.Evaluation;

/// <summary>The shape of the prior-authorization record, and below <c>summary</c> of the rows of a summary, told by the paths of the contracts: which names hang below a path, and whether a path is a list.</summary>
internal static class RecordShape
{
    private static readonly FrozenDictionary<string, ImmutableArray<string>> Names = Prefixes().Distinct(StringComparer.Ordinal).ToFrozenDictionary(p => p, Taken, StringComparer.Ordinal);

    /// <summary>The names below a path without indexes ('' is the root), in the order of the contract; a list's name bears its <c>[]</c>.</summary>
    internal static ImmutableArray<string> Below(string path) => Names.GetValueOrDefault(path, []);

    private static readonly FrozenDictionary<string, ImmutableArray<ShapeChild>> Shapes = Names.ToFrozenDictionary(n => n.Key, n => n.Value.Select(name => ShapeChild.Of(n.Key, name)).ToImmutableArray(), StringComparer.Ordinal);

    /// <summary>What hangs below a path without indexes, in the order of the contract.</summary>
    internal static ImmutableArray<ShapeChild> Children(string path) => Shapes.GetValueOrDefault(path, []);

    private static IEnumerable<string> Prefixes()
    {
        yield return string.Empty;
        foreach (string path in GoldFields.All.Select(f => f.Path))
        {
            for (int at = path.IndexOf('.', StringComparison.Ordinal); at > 0; at = path.IndexOf('.', at + 1)) yield return path[..at];
        }
    }

    private static ImmutableArray<string> Taken(string path)
    {
        string prefix = path.Length == 0 ? string.Empty : path + ".";
        return [.. GoldFields.All.Select(f => f.Path).Where(p => p.StartsWith(prefix, StringComparison.Ordinal)).Select(p => p[prefix.Length..].Split('.')[0]).Distinct()];
    }

    /// <summary>Path of the entries of a list.</summary>
    internal static string Entries(string list) => ListEntries.TryGetValue(list, out string? entries) ? entries : list + "[]";

    private static readonly FrozenDictionary<string, string> ListEntries = Shapes.Values.SelectMany(static c => c).Where(static c => c.IsList).Select(static c => c.Path).Distinct(StringComparer.Ordinal).ToFrozenDictionary(static p => p[..^2], static p => p, StringComparer.Ordinal);

    /// <summary>Whether the path without indexes is a leaf of the contract.</summary>
    internal static bool IsLeaf(string path) => GoldFields.Find(path) is not null;

    /// <summary>Whether the path is one of the contract: a leaf, or something above a leaf.</summary>
    internal static bool IsKnown(string path) => IsLeaf(path) || Below(path).Length > 0;
}

/// <summary>A name below a path of the record.</summary>
/// <param name="Name">The name, without <c>[]</c>.</param>
/// <param name="Path">The whole path without indexes, with <c>[]</c> after a list.</param>
/// <param name="IsList">Whether it is a list.</param>
/// <param name="Field">The leaf that it is; null where it is a list or an object.</param>
internal sealed record ShapeChild(string Name, string Path, bool IsList, RecordField? Field)
{
    internal static ShapeChild Of(string above, string name)
    {
        bool isList = name.EndsWith("[]", StringComparison.Ordinal);
        string path = above.Length == 0 ? name : above + "." + name;
        return new(isList ? name[..^2] : name, path, isList, isList ? null : GoldFields.Find(path));
    }
}

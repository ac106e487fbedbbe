using System.Collections.Immutable;

namespace HealthcareLlm.Evaluation;

/// <summary>The nesting of a record with leaves of one type: gold leaves, or the fields of a result.</summary>
/// <typeparam name="T">Type of the leaves.</typeparam>
public abstract record LeafTree<T>
{
    private LeafTree()
    {
    }

    /// <summary>An end of the tree.</summary>
    /// <param name="Value">What stands there.</param>
    public sealed record Leaf(T Value) : LeafTree<T>;

    /// <summary>An object with named children.</summary>
    /// <param name="Children">Children by name.</param>
    public sealed record Branch(ImmutableSortedDictionary<string, LeafTree<T>> Children) : LeafTree<T>;

    /// <summary>A list, in the order of the file.</summary>
    /// <param name="Entries">Its entries.</param>
    public sealed record Items(ImmutableArray<LeafTree<T>> Entries) : LeafTree<T>;

    /// <summary>The child of that name; null where this is no object or has none.</summary>
    public LeafTree<T>? Child(string name) => this is Branch branch ? branch.Children.GetValueOrDefault(name) : null;

    /// <summary>The entries of a list; empty for anything else.</summary>
    public ImmutableArray<LeafTree<T>> Listed => this is Items items ? items.Entries : [];

    /// <summary>Every leaf below, in ordinal order of names and in order of lists.</summary>
    public IEnumerable<T> Leaves() => this switch
    {
        Leaf leaf => [leaf.Value],
        Branch branch => branch.Children.Values.SelectMany(c => c.Leaves()),
        Items items => items.Entries.SelectMany(c => c.Leaves()),
        _ => [],
    };
}

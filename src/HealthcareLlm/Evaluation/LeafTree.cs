using System.Collections.Immutable;
using System.Runtime.InteropServices;

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
    /// <param name="Children">Children, names in ordinal order and each once.</param>
    public sealed record Branch(ImmutableArray<(string Name, LeafTree<T> Tree)> Children) : LeafTree<T>
    {
        /// <summary>An object of these children, in any order; of two with one name the later counts. The array is the object's from now on.</summary>
        internal static Branch Of((string Name, LeafTree<T> Tree)[] all)
        {
            // Few, and mostly in order: insertion keeps the order of equals.
            for (int i = 1; i < all.Length; i++)
            {
                for (int at = i; at > 0 && string.CompareOrdinal(all[at - 1].Name, all[at].Name) > 0; at--) (all[at - 1], all[at]) = (all[at], all[at - 1]);
            }

            bool isTwice = false;
            for (int i = 1; i < all.Length; i++) isTwice |= all[i - 1].Name == all[i].Name;
            return new(isTwice ? [.. all.Where((c, i) => i + 1 == all.Length || all[i + 1].Name != c.Name)] : ImmutableCollectionsMarshal.AsImmutableArray(all));
        }

        /// <summary>The same object with another child of that name; without it where that is null.</summary>
        public Branch With(string name, LeafTree<T>? child) => Of(child is null ? [.. Children.Where(c => c.Name != name)] : [.. Children, (name, child)]);
    }

    /// <summary>A list, in the order of the file.</summary>
    /// <param name="Entries">Its entries.</param>
    public sealed record Items(ImmutableArray<LeafTree<T>> Entries) : LeafTree<T>;

    /// <summary>The child of that name; null where this is no object or has none.</summary>
    public LeafTree<T>? Child(string name)
    {
        if (this is not Branch branch) return null;
        foreach (var (own, tree) in branch.Children)
        {
            if (own == name) return tree;
        }

        return null;
    }

    /// <summary>The entries of a list; empty for anything else.</summary>
    public ImmutableArray<LeafTree<T>> Listed => this is Items items ? items.Entries : [];

    /// <summary>Every leaf below, in ordinal order of names and in order of lists.</summary>
    public IEnumerable<T> Leaves() => this switch
    {
        Leaf leaf => [leaf.Value],
        Branch branch => branch.Children.SelectMany(c => c.Tree.Leaves()),
        Items items => items.Entries.SelectMany(c => c.Leaves()),
        _ => [],
    };
}

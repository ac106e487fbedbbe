using System.Globalization;

namespace HealthcareLlm.Evaluation.Mutation;

/// <summary>Changes the gold where a document was changed: what the document now says is right.</summary>
public static class GoldEdit
{
    /// <summary>The case with another leaf at a path; null takes the leaf away.</summary>
    /// <param name="golden">The case.</param>
    /// <param name="path">Path with indexes.</param>
    /// <param name="leaf">What is right now.</param>
    public static GoldenCase With(GoldenCase golden, string path, GoldLeaf? leaf) => golden with { Record = Set(golden.Record!, path.Split('.'), 0, leaf) };

    /// <summary>The case with a trap: that value must no longer stand.</summary>
    public static GoldenCase WithTrap(GoldenCase golden, string path, string value) =>
        golden with { Traps = [new("mutation", "mutation", Drafting.RecordFields.WithoutIndexes(path), value, [], [])] };

    /// <summary>The gold leaf at a path; null where there is none.</summary>
    public static GoldLeaf? At(GoldenCase golden, string path)
    {
        LeafTree<GoldLeaf>? at = golden.Record;
        foreach (string step in path.Split('.')) at = Step(at, step);
        return (at as LeafTree<GoldLeaf>.Leaf)?.Value;
    }

    private static LeafTree<GoldLeaf>? Step(LeafTree<GoldLeaf>? at, string step)
    {
        var (name, index) = Parsed(step);
        at = at?.Child(name);
        return index is not { } i ? at : i < (at?.Listed.Length ?? 0) ? at!.Listed[i] : null;
    }

    private static LeafTree<GoldLeaf> Set(LeafTree<GoldLeaf> tree, string[] steps, int at, GoldLeaf? leaf)
    {
        if (at == steps.Length) return leaf is null ? new LeafTree<GoldLeaf>.Branch([]) : new LeafTree<GoldLeaf>.Leaf(leaf);
        var (name, index) = Parsed(steps[at]);
        if (tree is not LeafTree<GoldLeaf>.Branch branch || branch.Child(name) is not { } child) return tree;
        if (index is not { } i)
        {
            return at == steps.Length - 1 && leaf is null
                ? branch.With(name, null)
                : branch.With(name, Set(child, steps, at + 1, leaf));
        }

        var entries = child.Listed;
        if (i >= entries.Length) return tree;
        entries = at == steps.Length - 1 && leaf is null ? entries.RemoveAt(i) : entries.SetItem(i, Set(entries[i], steps, at + 1, leaf));
        return branch.With(name, new LeafTree<GoldLeaf>.Items(entries));
    }

    private static (string Name, int? Index) Parsed(string step)
    {
        int open = step.IndexOf('[', StringComparison.Ordinal);
        return open < 0 ? (step, null) : (step[..open], int.Parse(step[(open + 1)..^1], CultureInfo.InvariantCulture));
    }
}

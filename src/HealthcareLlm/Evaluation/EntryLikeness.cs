using System.Collections.Immutable;

namespace HealthcareLlm.Evaluation;

/// <summary>How alike an expected and a given entry of a list are: only to pair them, never to call a value right.</summary>
internal static class EntryLikeness
{
    // Each entry is held against each, and those of the next version against the same again.
    private static readonly KnownTexts<(UInt128 Gold, UInt128 Given), (double Weight, double Tie)> Known = new(100_000);

    /// <summary>Weights of all pairs; 0 where nothing that names the entry agrees, even nearly. How far apart the two stand breaks ties.</summary>
    /// <param name="shape">Path of the list without indexes.</param>
    /// <param name="expected">Expected entries: the rows.</param>
    /// <param name="found">Given entries: the columns.</param>
    internal static double[][] Between(string shape, ImmutableArray<LeafTree<GoldLeaf>> expected, ImmutableArray<LeafTree<ReadField>> found)
    {
        if (found.IsEmpty) return [.. expected.Select(static _ => Array.Empty<double>())];
        double[][] weights = new double[expected.Length][];
        UInt128[] rows = [.. expected.Select(e => ContentOf(shape, e))], columns = [.. found.Select(ContentOf)];
        for (int row = 0; row < rows.Length; row++)
        {
            weights[row] = new double[columns.Length];
            for (int column = 0; column < columns.Length; column++)
            {
                var (weight, tie) = Known.Of((rows[row], columns[column]), static (_, its) => Of(its.shape, its.Item2, its.Item3), (shape, expected[row], found[column]));
                weights[row][column] = weight + (0.001 * tie / (1 + Math.Abs(row - column)));
            }
        }

        return weights;
    }

    /// <summary>All that an expected entry says and is compared by.</summary>
    private static UInt128 ContentOf(string shape, LeafTree<GoldLeaf> entry)
    {
        var key = ContentKey.Begin().Add(shape);
        Add(entry);
        return key.End();

        void Add(LeafTree<GoldLeaf> tree)
        {
            switch (tree)
            {
                case LeafTree<GoldLeaf>.Branch branch:
                    key.Add(branch.Children.Length);
                    foreach (var (name, child) in branch.Children)
                    {
                        key.Add(name);
                        Add(child);
                    }

                    break;
                case LeafTree<GoldLeaf>.Items items:
                    key.Add(-items.Entries.Length);
                    foreach (var child in items.Entries) Add(child);
                    break;
                case LeafTree<GoldLeaf>.Leaf { Value: GoldLeaf.Given given }:
                    key.Add("given").Add(given.Value).Add(given.Pattern).Add(given.AnyOf.Length);
                    foreach (string other in given.AnyOf) key.Add(other);
                    break;
                case LeafTree<GoldLeaf>.Leaf { Value: GoldLeaf.Refused refused }:
                    key.Add("refused").Add(refused.Value);
                    break;
                case LeafTree<GoldLeaf>.Leaf { Value: GoldLeaf.Conflicting conflicting }:
                    key.Add("conflicting").Add(conflicting.Sides.Length);
                    foreach (string side in conflicting.Sides) key.Add(side);
                    break;
            }
        }
    }

    /// <summary>All that a given entry says and is compared by.</summary>
    private static UInt128 ContentOf(LeafTree<ReadField> entry)
    {
        var key = ContentKey.Begin();
        Add(entry);
        return key.End();

        void Add(LeafTree<ReadField> tree)
        {
            switch (tree)
            {
                case LeafTree<ReadField>.Branch branch:
                    key.Add(branch.Children.Length);
                    foreach (var (name, child) in branch.Children)
                    {
                        key.Add(name);
                        Add(child);
                    }

                    break;
                case LeafTree<ReadField>.Items items:
                    key.Add(-items.Entries.Length);
                    foreach (var child in items.Entries) Add(child);
                    break;
                case LeafTree<ReadField>.Leaf leaf:
                    key.Add(leaf.Value.Status).Add(leaf.Value.Value).Add(leaf.Value.Candidates.Length);
                    foreach (string candidate in leaf.Value.Candidates) key.Add(candidate);
                    break;
            }
        }
    }

    /// <summary>Weight of a pair, and how much of a tie it gets: nothing where it is no pair.</summary>
    private static (double Weight, double Tie) Of(string shape, LeafTree<GoldLeaf> gold, LeafTree<ReadField> given)
    {
        var keys = RecordScorer.KeysOf(shape);
        if (keys.IsEmpty) return Key(shape, gold, given) is var alone and > 0 ? (alone, 1) : default;
        var children = RecordShape.Children(shape);
        double named = 0;
        foreach (var child in children)
        {
            if (keys.IndexOf(child.Name) is var at and >= 0) named = Math.Max(named, Key(child.Path, gold.Child(child.Name), given.Child(child.Name)) * (at == 0 ? 1.0 : 0.9));
        }

        if (named <= 0 && !IsNameless(keys, given)) return default;
        int others = 0;
        foreach (var child in children)
        {
            if ((keys[0] != child.Name || named < 1) && (!keys.Contains(child.Name) || keys.Length > 2) && DoAgree(child.Path, gold.Child(child.Name), given.Child(child.Name))) others++;
        }

        return named > 0 ? (named + (0.05 * others), 1) : others == 0 ? default : (0.01 * others, 0.1);
    }

    /// <summary>Whether nothing stands that would name the entry: it is the one whose other leaves agree.</summary>
    private static bool IsNameless(ImmutableArray<string> keys, LeafTree<ReadField> given) => keys.All(k => given.Child(k) is not LeafTree<ReadField>.Leaf { Value: { } leaf } || (!leaf.IsGiven && leaf.Candidates.IsEmpty));

    /// <summary>Whether the entry is found: its first key that the gold gives is right and stands as a value.</summary>
    internal static bool IsFound(string shape, LeafTree<GoldLeaf> gold, LeafTree<ReadField> given)
    {
        var keys = RecordScorer.KeysOf(shape);
        if (keys.IsEmpty) return IsRight(shape, gold, given);
        string? key = keys.FirstOrDefault(k => gold.Child(k) is LeafTree<GoldLeaf>.Leaf { Value: GoldLeaf.Given });
        return key is not null && IsRight(shape + "." + key, gold.Child(key), given.Child(key));
    }

    private static bool IsRight(string field, LeafTree<GoldLeaf>? gold, LeafTree<ReadField>? given) =>
        gold is LeafTree<GoldLeaf>.Leaf { Value: GoldLeaf.Given right } && given is LeafTree<ReadField>.Leaf { Value: { IsGiven: true, Value: { } value } }
        && Comparator.IsRight(field, right, value);

    private static bool DoAgree(string field, LeafTree<GoldLeaf>? gold, LeafTree<ReadField>? given) =>
        gold is LeafTree<GoldLeaf>.Leaf { Value: { } expected } && given is LeafTree<ReadField>.Leaf { Value: { } found } && LeafJudge.Agrees(field, expected, found);

    private const double LeastAlike = 0.6;

    /// <summary>1 where the leaves agree, up to 0.5 where they are merely alike (two letters of a code apart, or most letters of a name the same), else 0.</summary>
    private static double Key(string field, LeafTree<GoldLeaf>? gold, LeafTree<ReadField>? given)
    {
        if (gold is not LeafTree<GoldLeaf>.Leaf { Value: { } expected } || given is not LeafTree<ReadField>.Leaf { Value: { } found }) return 0;
        if (LeafJudge.Agrees(field, expected, found)) return 1;
        // What must be held back and what is held back belong together, though nobody can read what stands there.
        if (expected is GoldLeaf.Refused && !found.IsGiven && !found.Candidates.IsEmpty) return 0.25;
        if (expected is not GoldLeaf.Given { Value.Length: > 0 } right) return 0;
        // One says more than the other: the same entry, whose name is judged for itself.
        if (found.Value is { } longer && Comparator.OneHoldsOther(right.Value, longer)) return 0.5;
        // What a writing or the pattern of the gold names is this entry, though it says another thing of it.
        if (found.Value is { } named && (right.AnyOf.Any(o => Comparator.Same(field, o, named)) || (right.Pattern is { } pattern && GoldPatterns.Matches(pattern, named)))) return 0.4;
        string sought = right.Value.ToUpperInvariant();
        if (found.Value is { } value) return Comparator.LikenessFrom(LeastAlike, sought, value.ToUpperInvariant()) / 2;
        double alike = 0;
        foreach (string candidate in found.Candidates) alike = Math.Max(alike, Comparator.LikenessFrom(LeastAlike, sought, candidate.ToUpperInvariant()));
        return alike / 2;
    }
}

using System.Collections.Immutable;

namespace HealthcareLlm.Evaluation;

/// <summary>What every rate of every field counts in each packet: made once, for the rates and for those by subgroup.</summary>
internal sealed class FieldCounts
{
    private readonly Dictionary<(string Field, RateKind Kind), List<(int At, int Count, int Of)>> _counts = [];

    private readonly HashSet<string> _filled = new(StringComparer.Ordinal);

    internal static ImmutableArray<RateKind> Kinds { get; } = [.. Enum.GetValues<RateKind>()];

    /// <summary>Places among the cases of those that have leaves; <c>At</c> is an index into these.</summary>
    internal ImmutableArray<int> Places { get; private init; } = [];

    /// <summary>Fields that the gold or a result fills.</summary>
    internal IReadOnlySet<string> Filled => _filled;

    /// <summary>The packets with anything to count, how many count and of how many, in the order of packets; empty for none.</summary>
    internal IReadOnlyList<(int At, int Count, int Of)> Of(string field, RateKind kind) => _counts.TryGetValue((field, kind), out var with) ? with : [];

    /// <summary>Counts.</summary>
    internal static FieldCounts Of(ImmutableArray<CaseScore> cases)
    {
        var counted = new FieldCounts { Places = [.. Enumerable.Range(0, cases.Length).Where(i => !cases[i].Leaves.IsEmpty)] };
        for (int at = 0; at < counted.Places.Length; at++)
        {
            foreach (var leaf in cases[counted.Places[at]].Leaves)
            {
                if (leaf.Outcome != LeafOutcome.RightlyMissing) counted._filled.Add(leaf.Field);
                foreach (var kind in Kinds)
                {
                    if (FieldRate.Judge(leaf, kind) is { } holds) counted.Add((leaf.Field, kind), at, holds);
                }
            }
        }

        return counted;
    }

    private void Add((string, RateKind) key, int at, bool holds)
    {
        if (!_counts.TryGetValue(key, out var list)) _counts[key] = list = [];
        int one = holds ? 1 : 0;
        if (list.Count > 0 && list[^1].At == at) list[^1] = (at, list[^1].Count + one, list[^1].Of + 1);
        else list.Add((at, one, 1));
    }
}

using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace HealthcareLlm.Evaluation;

/// <summary>How the leaves of one field fared in a group of cases, each outcome counted by itself.</summary>
/// <param name="Field">Path without indexes.</param>
/// <param name="Group">The cases.</param>
/// <param name="Critical">Whether the contract calls it critical.</param>
/// <param name="Given">Leaves that the gold gives.</param>
/// <param name="Counts">Number of leaves by outcome; an outcome that did not occur is absent.</param>
public sealed record FieldTally(string Field, string Group, bool Critical, int Given, ImmutableSortedDictionary<LeafOutcome, int> Counts)
{
    /// <summary>Number of leaves with that outcome.</summary>
    public int Of(LeafOutcome outcome) => Counts.GetValueOrDefault(outcome);

    /// <summary>The tallies of every field that the gold or a result fills, for every group, in the order of the contract.</summary>
    public static ImmutableArray<FieldTally> Take(ImmutableArray<CaseScore> cases)
    {
        var tallies = ImmutableArray.CreateBuilder<FieldTally>();
        int outcomesOfAll = Enum.GetValues<LeafOutcome>().Length;
        foreach (var (group, places) in CaseGroups.Places(cases))
        {
            // By field: leaves that the gold gives, and leaves by outcome.
            var counts = new Dictionary<string, (int Given, int[] ByOutcome)>(StringComparer.Ordinal);
            foreach (var leaf in places.SelectMany(i => cases[i].Leaves))
            {
                ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, leaf.Field, out bool known);
                if (!known) count = (0, new int[outcomesOfAll]);
                count.ByOutcome[(int)leaf.Outcome]++;
                if (leaf.GoldGives) count.Given++;
            }

            foreach (var field in GoldFields.All)
            {
                if (!counts.TryGetValue(field.Path, out var found) || found.ByOutcome.Sum() == found.ByOutcome[(int)LeafOutcome.RightlyMissing]) continue;
                var outcomes = found.ByOutcome.Select((n, i) => KeyValuePair.Create((LeafOutcome)i, n)).Where(o => o.Value > 0);
                tallies.Add(new(field.Path, group, field.Critical, found.Given, outcomes.ToImmutableSortedDictionary()));
            }
        }

        return tallies.ToImmutable();
    }
}

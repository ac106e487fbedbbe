using System.Collections.Immutable;

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
        foreach (string group in cases.SelectMany(c => CaseGroups.Of(c)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var leaves = cases.Where(c => CaseGroups.Of(c).Contains(group)).SelectMany(c => c.Leaves).ToLookup(l => l.Field, StringComparer.Ordinal);
            foreach (var field in Drafting.RecordFields.All.Where(f => leaves[f.Path].Any(l => l.Outcome != LeafOutcome.RightlyMissing)))
            {
                var counts = leaves[field.Path].GroupBy(l => l.Outcome).ToImmutableSortedDictionary(g => g.Key, g => g.Count());
                tallies.Add(new(field.Path, group, field.Critical, leaves[field.Path].Count(l => l.GoldGives), counts));
            }
        }

        return tallies.ToImmutable();
    }
}

using System.Collections.Immutable;

namespace HealthcareLlm.Policies.Retrieval;

/// <summary>
/// Joins several rankings of the same passages by reciprocal rank: a passage scores the sum of 1 / (60 + its rank) over the rankings that have it (Cormack, Clarke and Büttcher, Reciprocal Rank Fusion Outperforms
/// Condorcet and Individual Rank Learning Methods, SIGIR 2009). Scores of different kinds are never compared, ranks are.
/// </summary>
public static class RankFusion
{
    /// <summary>The paper's constant: how little the first places count more than those behind.</summary>
    private const double K = 60;

    /// <summary>The passages of all rankings, best first; ties by version and passage.</summary>
    /// <param name="rankings">Each best first, a passage at most once.</param>
    /// <param name="count">How many at most.</param>
    public static ImmutableArray<RankedPassage> Fuse(IEnumerable<ImmutableArray<RankedPassage>> rankings, int count)
    {
        var scores = new Dictionary<(int Version, int Passage), double>();
        foreach (var ranking in rankings)
        {
            for (int i = 0; i < ranking.Length; i++)
            {
                var key = (ranking[i].Version, ranking[i].Passage);
                scores[key] = scores.GetValueOrDefault(key) + (1 / (K + i + 1));
            }
        }

        return [.. scores.OrderByDescending(static s => s.Value).ThenBy(static s => s.Key.Version).ThenBy(static s => s.Key.Passage).Take(count).Select(static s => new RankedPassage(s.Key.Version, s.Key.Passage, s.Value))];
    }
}

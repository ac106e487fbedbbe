using System.Collections.Immutable;

namespace HealthcareLlm.Evaluation.Confidence;

/// <summary>What things cost, in one unit of the reader's choosing (minutes, money).</summary>
/// <param name="Missed">c_fn: a value that the documents give and nobody supplies.</param>
/// <param name="Wrong">c_fp: a wrong value that goes out unseen.</param>
/// <param name="Review">One field before a person, who puts it right.</param>
public sealed record CostRates(double Missed = 10, double Wrong = 100, double Review = 1);

/// <summary>What a way of working would have cost.</summary>
/// <param name="Policy">accept-all, review-all, fixed 0.8, certified.</param>
/// <param name="Accepted">Values that go out unseen.</param>
/// <param name="Wrong">Of these, wrong.</param>
/// <param name="Reviewed">Fields before a person.</param>
/// <param name="Missed">Values that are given by the documents and supplied by nobody.</param>
/// <param name="Cost">Sum.</param>
public sealed record PolicyCost(string Policy, int Accepted, int Wrong, int Reviewed, int Missed, double Cost);

/// <summary>Weighs ways of working against one another on judged cases.</summary>
public static class Costs
{
    /// <summary>The threshold that is in use where nobody measured.</summary>
    public const double FixedThreshold = 0.8;

    /// <summary>
    /// accept-all sends out what stands and looks at nothing, so that what is held back or missed is never supplied; review-all puts every field that
    /// the documents give or the result shows before a person; the two others review what stands below their threshold and what is held back, and miss what is missed.
    /// Values that could not be scored and extra findings are in none of them.
    /// </summary>
    /// <param name="cases">Judged cases.</param>
    /// <param name="thresholds">Certified thresholds; a field without one is reviewed.</param>
    /// <param name="rates">Costs.</param>
    public static ImmutableArray<PolicyCost> Weigh(IEnumerable<CaseScore> cases, ImmutableArray<CertifiedThreshold> thresholds, CostRates rates)
    {
        var leaves = cases.SelectMany(c => c.Leaves);
        var byField = thresholds.Where(t => t.Threshold is not null).ToDictionary(t => t.Field, t => t.Threshold!.Value, StringComparer.Ordinal);
        return
        [
            Weigh("accept-all", leaves, _ => true, reviewsHeldBack: false, reviewsMissed: false, rates),
            Weigh("review-all", leaves, _ => false, reviewsHeldBack: true, reviewsMissed: true, rates),
            Weigh("fixed 0.8", leaves, l => Ranked(l) >= FixedThreshold, reviewsHeldBack: true, reviewsMissed: false, rates),
            Weigh("certified", leaves, l => byField.TryGetValue(l.Field, out double threshold) && Ranked(l) >= threshold, reviewsHeldBack: true, reviewsMissed: false, rates),
        ];
    }

    private static double? Ranked(LeafScore leaf) => leaf.Confidence ?? leaf.Score;

    private static PolicyCost Weigh(string policy, IEnumerable<LeafScore> leaves, Func<LeafScore, bool> accepts, bool reviewsHeldBack, bool reviewsMissed, CostRates rates)
    {
        int accepted = 0, wrong = 0, reviewed = 0, missed = 0;
        foreach (var leaf in leaves)
        {
            switch (leaf.Outcome)
            {
                case LeafOutcome.Right or LeafOutcome.Wrong or LeafOutcome.Invented when accepts(leaf):
                    accepted++;
                    if (leaf.Outcome != LeafOutcome.Right) wrong++;
                    break;
                case LeafOutcome.Right or LeafOutcome.Wrong or LeafOutcome.Invented:
                    reviewed++;
                    break;
                case LeafOutcome.RefusedWrongly or LeafOutcome.ConflictingWrongly when !reviewsHeldBack:
                    missed++;
                    break;
                case LeafOutcome.RefusedWrongly or LeafOutcome.ConflictingWrongly or LeafOutcome.RefusedRightly or LeafOutcome.ConflictingRightly or LeafOutcome.HeldBackNeedlessly:
                    if (reviewsHeldBack) reviewed++;
                    break;
                case LeafOutcome.Missed when reviewsMissed:
                    reviewed++;
                    break;
                case LeafOutcome.Missed:
                    missed++;
                    break;
                default:
                    break;
            }
        }

        return new(policy, accepted, wrong, reviewed, missed, (wrong * rates.Wrong) + (reviewed * rates.Review) + (missed * rates.Missed));
    }
}

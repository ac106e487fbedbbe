using System.Collections.Immutable;

namespace HealthcareLlm.Evaluation.Confidence;

/// <summary>What accepting every value from a threshold up would give.</summary>
/// <param name="Threshold">Lowest accepted score, 0 to 1.</param>
/// <param name="Accepted">Values accepted.</param>
/// <param name="Wrong">Of these, wrong.</param>
/// <param name="Of">Values in all.</param>
public sealed record SelectionPoint(double Threshold, int Accepted, int Wrong, int Of)
{
    /// <summary>Share accepted, 0 to 1.</summary>
    public double Coverage => (double)Accepted / Of;

    /// <summary>Share of the accepted that is wrong, 0 to 1.</summary>
    public double Risk => (double)Wrong / Accepted;

    /// <summary>Exact one-sided lower 95 % bound of the precision. Where the threshold was chosen on the same values, it is too bright: <see cref="CertifiedThresholds"/> is not.</summary>
    public double PrecisionLower95 => BinomialBound.Lower95(Accepted - Wrong, Accepted);

    /// <summary>Exact two-sided 95 % interval of the coverage.</summary>
    public (double Lower, double Upper) CoverageInterval => (BinomialBound.Lower(Accepted, Of, 0.025), BinomialBound.Upper(Accepted, Of, 0.025));
}

/// <summary>The greatest coverage at a wanted precision.</summary>
/// <param name="Precision">Wanted precision, 0 to 1.</param>
/// <param name="Observed">The point of greatest coverage whose observed precision is at least that; null where there is none.</param>
/// <param name="Bounded">The point of greatest coverage whose exact lower bound is at least that; null where there is none.</param>
public sealed record CoverageAt(double Precision, SelectionPoint? Observed, SelectionPoint? Bounded)
{
    /// <summary>The precisions that a report tells.</summary>
    public static ImmutableArray<double> Reported { get; } = [0.99, 0.995];
}

/// <summary>How well a score parts right from wrong: ranking and selective prediction.</summary>
/// <param name="Curve">One point for every score that occurs, from the highest down: the risk–coverage curve.</param>
/// <param name="Auroc">
/// Probability that a right value has a higher score than a wrong one, ties counting half (Mann and Whitney 1947), 0 to 1; null where the score is degenerate,
/// or where all values are right or all wrong.
/// </param>
/// <param name="Aurc">
/// Area under the risk–coverage curve: mean over k of the share of wrong ones among the k highest scores, values of one score in the mean order (Geifman and
/// El-Yaniv 2017), 0 to 1, lower is better; null where there are no values.
/// </param>
/// <param name="BestAurc">The same area were every right value ranked above every wrong one.</param>
public sealed record Selection(ImmutableArray<SelectionPoint> Curve, double? Auroc, double? Aurc, double? BestAurc)
{
    /// <summary>Measures these values.</summary>
    /// <param name="values">Judged values.</param>
    /// <param name="degenerate">Whether the score fills fewer than three bins (<see cref="Reliability.IsDegenerate"/>).</param>
    public static Selection Of(IReadOnlyCollection<ScoredValue> values, bool degenerate) => OfLevels(ScoreLevel.Of(values), degenerate);

    /// <summary>Measures values that were counted by score.</summary>
    internal static Selection OfLevels(List<ScoreLevel> levels, bool degenerate)
    {
        int of = levels.Sum(l => l.Count), right = levels.Sum(l => l.Right), wrong = of - right;
        if (of == 0) return new([], null, null, null);
        var curve = ImmutableArray.CreateBuilder<SelectionPoint>();
        int accepted = 0, bad = 0;
        double pairs = 0, area = 0;
        foreach (var level in Enumerable.Reverse(levels))
        {
            int count = level.Count, badHere = level.Count - level.Right;
            // A right one of this level beats every wrong one below it, and ties with those beside it.
            pairs += (count - badHere) * (wrong - bad - badHere + (badHere / 2.0));
            for (int k = 1; k <= count; k++) area += (bad + ((double)badHere * k / count)) / (accepted + k);
            (accepted, bad) = (accepted + count, bad + badHere);
            curve.Add(new(level.Score, accepted, bad, of));
        }

        double best = 0;
        for (int k = right + 1; k <= of; k++) best += (double)(k - right) / k;
        return new(curve.ToImmutable(), degenerate || right == 0 || wrong == 0 ? null : pairs / ((double)right * wrong), area / of, best / of);
    }

    /// <summary>The greatest coverage at a wanted precision.</summary>
    /// <param name="precision">Wanted precision, 0 to 1. A lower bound is never above what was observed, and is only taken where that suffices.</param>
    public CoverageAt At(double precision) =>
        new(precision, Curve.LastOrDefault(p => 1 - p.Risk >= precision), Curve.LastOrDefault(p => 1 - p.Risk >= precision && p.PrecisionLower95 >= precision));
}

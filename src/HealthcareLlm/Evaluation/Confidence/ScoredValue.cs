using System.Collections.Immutable;

namespace HealthcareLlm.Evaluation.Confidence;

/// <summary>A value that stands in a result and could be judged: what confidence is measured on.</summary>
/// <param name="Case">Id of the packet: the sampling unit, for values of one packet share its scan, its lay-out and its people.</param>
/// <param name="Field">Path without indexes.</param>
/// <param name="Critical">Whether the contract calls the field critical.</param>
/// <param name="Score">Calibrated probability where there is one, else the score that ranks; 0 to 1.</param>
/// <param name="Right">Whether the value is right; wrong and invented ones are not.</param>
public readonly record struct ScoredValue(string Case, string Field, bool Critical, double Score, bool Right)
{
    /// <summary>
    /// The values of these cases, in the order of cases and of the contract. Left out: extra findings (nobody judged whether they are true), what could not
    /// be scored, and values without a score (<see cref="Without"/> counts them).
    /// </summary>
    /// <param name="cases">Judged cases.</param>
    /// <param name="uncalibrated">Take the score even where there is a confidence: what a calibration is fitted on.</param>
    public static ImmutableArray<ScoredValue> Of(IEnumerable<CaseScore> cases, bool uncalibrated = false) =>
        [.. cases.SelectMany(c => Of(c, uncalibrated))];

    /// <summary>The values of one case.</summary>
    internal static ImmutableArray<ScoredValue> Of(CaseScore score, bool uncalibrated = false)
    {
        int judged = 0;
        foreach (var leaf in score.Leaves) judged += IsJudged(leaf) ? 1 : 0;
        var values = ImmutableArray.CreateBuilder<ScoredValue>(judged);
        foreach (var leaf in score.Leaves)
        {
            if (IsJudged(leaf) && (uncalibrated ? leaf.Score : leaf.Confidence ?? leaf.Score) is { } number) values.Add(new(score.Id, leaf.Field, leaf.Critical, number, leaf.Outcome == LeafOutcome.Right));
        }

        return values.DrainToImmutable();
    }

    /// <summary>Values that were judged and have neither score nor confidence: they cannot be ranked.</summary>
    public static int Without(IEnumerable<CaseScore> cases) => cases.Sum(c => c.Leaves.Count(l => IsJudged(l) && l.Score is null && l.Confidence is null));

    /// <summary>The scores of values by field that stand and that nobody judged: the gold neither has nor denies them, so that nobody can tell whether they are right.</summary>
    internal static ILookup<string, double> Unjudged(IEnumerable<CaseScore> cases) =>
        cases.SelectMany(static c => c.Leaves).Where(static l => l.Outcome == LeafOutcome.Extra && (l.Confidence ?? l.Score) is not null).ToLookup(static l => l.Field, static l => (l.Confidence ?? l.Score)!.Value, StringComparer.Ordinal);

    // The parts of a summary are of another task, and nothing accepts them unseen.
    private static bool IsJudged(LeafScore leaf) => !leaf.Field.StartsWith("summary.", StringComparison.Ordinal) && leaf.Outcome is LeafOutcome.Right or LeafOutcome.Wrong or LeafOutcome.Invented;
}

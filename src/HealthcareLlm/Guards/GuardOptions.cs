namespace HealthcareLlm.Guards;

/// <summary>Thresholds of the guards. A candidate below its threshold is refused and shown, never given.</summary>
public sealed record GuardOptions
{
    /// <summary>
    /// Least score (0 to 1) at which a critical leaf is given, until a calibration gives a confidence. Default 0.6: a label and a value of the
    /// right form score above it, a value found by its form alone below.
    /// </summary>
    public double CriticalScore { get; init; } = 0.6;

    /// <summary>Least score (0 to 1) at which any other leaf is given. Default 0.45: a wrong one is seen by the reviewer and harms less.</summary>
    public double OtherScore { get; init; } = 0.45;

    /// <summary>
    /// Two different verified values whose scores are nearer than this (0 to 1) conflict: none is given, both are shown. Default 0.15.
    /// </summary>
    public double ConflictMargin { get; init; } = 0.15;

    /// <summary>
    /// Mean recognition confidence (0 to 1) of a span below which its score is scaled down. Default 0.8: words of clean print read by
    /// Tesseract lie above 0.9, broken ones around 0.5.
    /// </summary>
    public double LegibleConfidence { get; init; } = 0.8;

    /// <summary>
    /// Share (0 to 1) of its score that a value of closed form (code, NPI, date, telephone number) keeps however unsure recognition was. Default 0.75: with a label and
    /// its form it stays above the threshold, found by its form alone it falls below.
    /// </summary>
    public double ClosedFormShare { get; init; } = 0.75;

    /// <summary>Least score (0 to 1) at which a statement of a summary is part of the document. Default 0.3.</summary>
    public double StatementScore { get; init; } = 0.3;

    /// <summary>What is wrong with these options, in sentences; empty where nothing is.</summary>
    public IEnumerable<string> Faults()
    {
        (string Name, double Value)[] all =
        [
            (nameof(CriticalScore), CriticalScore), (nameof(OtherScore), OtherScore), (nameof(ConflictMargin), ConflictMargin),
            (nameof(LegibleConfidence), LegibleConfidence), (nameof(ClosedFormShare), ClosedFormShare), (nameof(StatementScore), StatementScore),
        ];
        foreach (var (name, value) in all)
        {
            if (value is not (>= 0 and <= 1)) yield return $"Guards:{name} must lie between 0 and 1";
        }
    }

    /// <summary>The thresholds by name, for the manifest.</summary>
    public IEnumerable<KeyValuePair<string, double>> Named() =>
    [
        new("criticalScore", CriticalScore), new("otherScore", OtherScore), new("conflictMargin", ConflictMargin),
        new("legibleConfidence", LegibleConfidence), new("closedFormShare", ClosedFormShare), new("statementScore", StatementScore),
    ];
}

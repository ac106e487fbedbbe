using System.Collections.Immutable;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Guards;

/// <summary>A value that was proposed and is not given.</summary>
/// <param name="Value">What was proposed.</param>
/// <param name="Score">Rank, 0 to 1.</param>
/// <param name="Citations">Where it was found; may be empty where its quote was not.</param>
public sealed record CandidateResult(string Value, double Score, ImmutableArray<Citation> Citations);

/// <summary>A leaf of the result: exactly one of extracted, missing, refused, conflicting.</summary>
public abstract record FieldResult
{
    private FieldResult()
    {
    }

    /// <summary>A verified value.</summary>
    /// <param name="Value">Normal form of the contract.</param>
    /// <param name="Score">Rank, 0 to 1.</param>
    /// <param name="Confidence">Calibrated probability that it is right; null while uncalibrated.</param>
    /// <param name="Citations">At least one, verified.</param>
    /// <param name="Reason">Id of the rule where the value was mapped; null where it stands as written.</param>
    /// <param name="Repaired">Whether look-alikes were mended.</param>
    public sealed record Extracted(string Value, double Score, double? Confidence, ImmutableArray<Citation> Citations, string? Reason, bool Repaired) : FieldResult;

    /// <summary>No document gives it.</summary>
    public sealed record Missing : FieldResult
    {
        /// <summary>The only one.</summary>
        public static Missing Instance { get; } = new();
    }

    /// <summary>Something was found and is held back.</summary>
    /// <param name="Reason">Why, in kebab case with a plain sentence after a colon.</param>
    /// <param name="Candidates">What was found, best first.</param>
    public sealed record Refused(string Reason, ImmutableArray<CandidateResult> Candidates) : FieldResult;

    /// <summary>Documents disagree.</summary>
    /// <param name="Candidates">Every side, best first.</param>
    public sealed record Conflicting(ImmutableArray<CandidateResult> Candidates) : FieldResult;
}

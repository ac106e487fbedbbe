using System.Collections.Immutable;
using HealthcareLlm.Documents;
using HealthcareLlm.Grounding;

namespace HealthcareLlm.Guards;

/// <summary>What became of a proposed statement.</summary>
public enum StatementStatus
{
    /// <summary>Every word that matters stands in its citations.</summary>
    Supported,

    /// <summary>Held back; shown to the reviewer and no part of the document.</summary>
    Refused,

    /// <summary>Documents disagree; every side is cited.</summary>
    Conflicting,
}

/// <summary>One sentence or row of a summary.</summary>
/// <param name="Section">Name of the section.</param>
/// <param name="Text">The sentence.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Score">Rank, 0 to 1.</param>
/// <param name="Citations">Where it stands.</param>
/// <param name="Parts">Named values of a row, in order.</param>
/// <param name="Reason">Why it was refused; null otherwise.</param>
public sealed record StatementResult(
    string Section,
    string Text,
    StatementStatus Status,
    double Score,
    ImmutableArray<Citation> Citations,
    ImmutableArray<KeyValuePair<string, FieldResult>> Parts,
    string? Reason)
{
    /// <summary>Of a statement that was refused, the facts that it is made of, each with what the citations say of it; empty otherwise.</summary>
    public ImmutableArray<AtomicFact> Facts { get; init; } = [];
}

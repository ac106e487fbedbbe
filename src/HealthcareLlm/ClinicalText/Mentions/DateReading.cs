using System.Collections.Immutable;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Mentions;

/// <summary>What a date is of; it decides which century a two-digit year belongs to.</summary>
public enum DateRole
{
    /// <summary>Not known; read as a date of service.</summary>
    Unknown,

    /// <summary>A date of birth: in the past, at most 110 years ago.</summary>
    Birth,

    /// <summary>A date of service, signature or result: near the document's other dates.</summary>
    Service,
}

/// <summary>A date as read.</summary>
/// <param name="Span">Where it stands.</param>
/// <param name="Value"><c>YYYY-MM-DD</c>, <c>YYYY-MM</c> or <c>YYYY</c>; null where the document does not settle it or no year is written.</param>
/// <param name="Rule">Id of the writing, such as <c>date-numeric</c>.</param>
public sealed record DateReading(TextSpan Span, string? Value, string Rule)
{
    /// <summary>The possible values where <see cref="Value"/> is null because of order or century; empty otherwise.</summary>
    public ImmutableArray<string> Candidates { get; init; } = [];

    /// <summary>Whether look-alike letters stood in place of digits.</summary>
    public bool Repaired { get; init; }

    /// <summary>Whether order or century are not settled by the document.</summary>
    public bool Ambiguous => Value is null && Candidates.Length > 0;
}

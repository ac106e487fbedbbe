using System.Collections.Immutable;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting;

namespace HealthcareLlm.Grounding;

/// <summary>What verification found of a value or statement.</summary>
public enum Verdict
{
    /// <summary>Every critical token, and the assertion, stand inside the cited spans.</summary>
    Supported,

    /// <summary>The quote does not stand in the document.</summary>
    QuoteNotFound,

    /// <summary>A number, date, code, name, side or unit is not inside the cited spans.</summary>
    TokenNotInSpan,

    /// <summary>A number, date, side or drug stands in the cited spans, but of something else there.</summary>
    BelongsElsewhere,

    /// <summary>The span denies it, gives it to another person, or only supposes it.</summary>
    AssertionContradicts,

    /// <summary>The picture of the page says otherwise.</summary>
    PictureContradicts,

    /// <summary>The picture of the page could not be read at this place.</summary>
    PictureUnclear,
}

/// <summary>A candidate with its citations and what verification found.</summary>
/// <param name="Candidate">As proposed.</param>
/// <param name="Citations">Resolved quotes; empty where none was found.</param>
/// <param name="Verdict">What verification found.</param>
public sealed record GroundedCandidate(Candidate Candidate, ImmutableArray<Citation> Citations, Verdict Verdict);

/// <summary>A leaf with its grounded candidates, best first.</summary>
/// <param name="Path">Path with indexes.</param>
/// <param name="Candidates">At least one.</param>
public sealed record GroundedField(string Path, ImmutableArray<GroundedCandidate> Candidates);

/// <summary>A statement with its citations and what verification found.</summary>
/// <param name="Draft">As proposed.</param>
/// <param name="Citations">Resolved quotes.</param>
/// <param name="Verdict">What verification found.</param>
/// <param name="Token">The token that is not inside the spans, for the reviewer; null otherwise.</param>
/// <param name="Parts">Grounded named values.</param>
public sealed record GroundedStatement(
    StatementDraft Draft,
    ImmutableArray<Citation> Citations,
    Verdict Verdict,
    string? Token,
    ImmutableArray<KeyValuePair<string, GroundedCandidate>> Parts)
{
    /// <summary>The facts that it is made of, each with what the citations say of it; empty where it cites nothing.</summary>
    public ImmutableArray<AtomicFact> Facts { get; init; } = [];
}

/// <summary>A draft whose quotes are resolved and verified. Made by <see cref="Grounder"/> alone.</summary>
public abstract record GroundedResult
{
    private protected GroundedResult()
    {
    }
}

/// <summary>A grounded prior-authorization request.</summary>
public sealed record GroundedRequest : GroundedResult
{
    internal GroundedRequest(ImmutableArray<GroundedField> fields) => Fields = fields;

    /// <summary>Fields in any order.</summary>
    public ImmutableArray<GroundedField> Fields { get; internal init; }

    /// <summary>Pages of requests that were voided or replaced.</summary>
    public ImmutableArray<SupersededPage> Superseded { get; internal init; } = [];
}

/// <summary>A grounded discharge summary.</summary>
public sealed record GroundedSummary : GroundedResult
{
    internal GroundedSummary(ImmutableArray<GroundedStatement> statements, ImmutableArray<(MustKeep Item, ImmutableArray<Citation> Citations)> mustKeep)
    {
        Statements = statements;
        MustKeep = mustKeep;
    }

    /// <summary>Statements in the order of the draft.</summary>
    public ImmutableArray<GroundedStatement> Statements { get; internal init; }

    /// <summary>What must not be lost, with its resolved places.</summary>
    public ImmutableArray<(MustKeep Item, ImmutableArray<Citation> Citations)> MustKeep { get; }
}

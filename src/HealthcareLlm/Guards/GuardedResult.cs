using System.Collections.Immutable;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting;

namespace HealthcareLlm.Guards;

/// <summary>What is to be done with a result.</summary>
public enum Outcome
{
    /// <summary>Complete: nothing refused, conflicting or missing that is needed.</summary>
    Done,

    /// <summary>A person must look.</summary>
    NeedsReview,

    /// <summary>The case was not processed.</summary>
    Declined,
}

/// <summary>Something needed that no document gives.</summary>
/// <param name="Path">Path of the field or name of the section.</param>
/// <param name="RequiredBy">Who needs it, such as <c>submission</c>.</param>
/// <param name="Request">A sentence that can be sent to whoever can supply it.</param>
public sealed record MissingItem(string Path, string RequiredBy, string Request);

/// <summary>Something that the notes state, a summary must not lose, and this one lacks.</summary>
/// <param name="Text">What it is.</param>
/// <param name="Citations">Where the notes state it.</param>
public sealed record Omission(string Text, ImmutableArray<Citation> Citations);

/// <summary>A page that was set aside.</summary>
/// <param name="DocumentId">Its document.</param>
/// <param name="Page">Page, from 1.</param>
/// <param name="Reason">Why, in kebab case.</param>
/// <param name="Citations">What shows it.</param>
public sealed record SetAside(DocumentId DocumentId, int Page, string Reason, ImmutableArray<Citation> Citations);

/// <summary>What is needed to replay a result.</summary>
/// <param name="Engine">Name of the drafting engine.</param>
/// <param name="EngineVersion">Its version.</param>
/// <param name="Readers">What read the documents, with versions.</param>
/// <param name="SchemaHash">SHA-256 of the result's schema.</param>
/// <param name="Thresholds">Thresholds in force, by name.</param>
/// <param name="Sources">SHA-256 of every input, in order.</param>
public sealed record Manifest(
    string Engine,
    string EngineVersion,
    ImmutableArray<string> Readers,
    string SchemaHash,
    ImmutableArray<KeyValuePair<string, double>> Thresholds,
    ImmutableArray<DocumentId> Sources)
{
    /// <summary>Medical policies applied: id and version, first day, content hash; empty where none was.</summary>
    public ImmutableArray<string> Policies { get; init; } = [];

    /// <summary>Prompts of a language model, as <c>task/version sha256:…</c>; empty where none was asked.</summary>
    public ImmutableArray<string> Prompts { get; init; } = [];

    /// <summary>What a language model was asked and what left the machine; null where none is configured.</summary>
    public ModelUse? Model { get; init; }

    /// <summary>The calibration by which confidences were given; where there is none, <c>none</c>, and why where one was there and could not serve.</summary>
    public string Calibration { get; init; } = ConfidenceModel.None;

    /// <summary>Code sets by which codes were judged, such as <c>ICD-10-CM 2021</c>; empty where none was.</summary>
    public ImmutableArray<string> CodeSets { get; init; } = [];
}

/// <summary>A result that passed grounding and guards. Made by Guards alone.</summary>
public abstract record GuardedResult
{
    private protected GuardedResult()
    {
    }

    /// <summary>What is to be done with it.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>Why, in a sentence.</summary>
    public required string OutcomeReason { get; init; }

    /// <summary>What is needed and not given, worst first.</summary>
    public required ImmutableArray<MissingItem> Missing { get; init; }

    /// <summary>Pages that were set aside.</summary>
    public required ImmutableArray<SetAside> SetAside { get; init; }

    /// <summary>What went wrong or is worth knowing.</summary>
    public required ImmutableArray<Issue> Issues { get; init; }

    /// <summary>The documents, in the order given.</summary>
    public required ImmutableArray<SourceDocument> Documents { get; init; }

    /// <summary>What is needed to replay it.</summary>
    public required Manifest Manifest { get; init; }
}

/// <summary>A guarded prior-authorization request.</summary>
public sealed record GuardedRequest : GuardedResult
{
    internal GuardedRequest()
    {
    }

    /// <summary>Every leaf by its path with indexes, such as <c>diagnoses[0].code</c>; a leaf of the contract that stands outside of lists is always present.</summary>
    public required ImmutableSortedDictionary<string, FieldResult> Fields { get; init; }

    /// <summary>The criteria of the medical policy that rules the request; null where no library was asked.</summary>
    public CriteriaResult? Criteria { get; internal init; }
}

/// <summary>A guarded discharge summary.</summary>
public sealed record GuardedSummary : GuardedResult
{
    internal GuardedSummary()
    {
    }

    /// <summary>Statements by section, in the order of the document.</summary>
    public required ImmutableArray<StatementResult> Statements { get; init; }

    /// <summary>What must not be lost and is not in it.</summary>
    public required ImmutableArray<Omission> Omissions { get; init; }
}

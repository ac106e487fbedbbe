using System.Collections.Immutable;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting;

/// <summary>What an engine proposes. Nothing in it is trusted.</summary>
public abstract record Draft
{
    private protected Draft()
    {
    }

    /// <summary>Who made it and what it took; null where the engine that was asked made it by itself.</summary>
    public DraftOrigin? Origin { get; init; }
}

/// <summary>All candidates of one leaf of the record, best first.</summary>
/// <param name="Path">Path with indexes, such as <c>request.services[0].code</c>; see <see cref="RecordFields"/>.</param>
/// <param name="Candidates">At least one.</param>
public sealed record FieldDraft(string Path, ImmutableArray<Candidate> Candidates);

/// <summary>How a page of a request stands to another one.</summary>
public enum Supersession
{
    /// <summary>It is stamped as void, cancelled or not to be used.</summary>
    Voided,

    /// <summary>A corrected one takes its place.</summary>
    Replaced,

    /// <summary>Another one is marked as corrected, but it cannot be told whether it takes the place of this page: both are used.</summary>
    Doubtful,
}

/// <summary>A page that an engine did not use because its request was voided or replaced, or on which it was in doubt.</summary>
/// <param name="DocumentId">Its document.</param>
/// <param name="Page">Page, from 1.</param>
/// <param name="Standing">Why.</param>
public sealed record SupersededPage(DocumentId DocumentId, int Page, Supersession Standing);

/// <summary>The proposed fields of a prior-authorization request; a leaf that is absent was not found.</summary>
/// <param name="Fields">In any order; each path once.</param>
public sealed record PriorAuthorizationDraft(ImmutableArray<FieldDraft> Fields) : Draft
{
    /// <summary>Pages that a later paper voids or replaces: none is dropped silently.</summary>
    public ImmutableArray<SupersededPage> Superseded { get; init; } = [];
}

/// <summary>A named value of a statement's row.</summary>
/// <param name="Name">Name from the contract, such as <c>dose</c>.</param>
/// <param name="Candidate">Its value.</param>
public sealed record PartDraft(string Name, Candidate Candidate);

/// <summary>One proposed sentence or row of a summary.</summary>
/// <param name="Section">Name of the section, such as <c>hospitalCourse</c>.</param>
/// <param name="Text">The sentence as it would be read.</param>
/// <param name="Score">Rank, 0 to 1.</param>
/// <param name="Evidence">At least one quote.</param>
/// <param name="Parts">The row's named values; may be empty.</param>
public sealed record StatementDraft(string Section, string Text, double Score, ImmutableArray<Evidence> Evidence, ImmutableArray<PartDraft> Parts)
{
    /// <summary>Whether documents disagree on it: it stands in <c>conflicts</c> with every side's evidence.</summary>
    public bool IsConflict { get; init; }
}

/// <summary>Something that a summary must not lose, for the omission check.</summary>
/// <param name="Text">What it is.</param>
/// <param name="Key">Words that must stand in a statement for it to count as kept, lower case.</param>
/// <param name="Evidence">Where the notes state it.</param>
public sealed record MustKeep(string Text, ImmutableArray<string> Key, ImmutableArray<Evidence> Evidence);

/// <summary>The proposed discharge summary.</summary>
/// <param name="Statements">In the order of the document.</param>
/// <param name="MustKeep">What must not be lost.</param>
public sealed record DischargeSummaryDraft(ImmutableArray<StatementDraft> Statements, ImmutableArray<MustKeep> MustKeep) : Draft;

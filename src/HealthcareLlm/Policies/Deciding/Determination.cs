using System.Collections.Immutable;
using HealthcareLlm.Policies.Criteria;

namespace HealthcareLlm.Policies.Deciding;

/// <summary>What is to be done with a request. There is none that refuses it: that is for people.</summary>
public enum CriteriaOutcome
{
    /// <summary>Every criterion is met and nothing that submission needs is open.</summary>
    ReadyToSubmit,

    /// <summary>Something must be asked for first.</summary>
    InformationMissing,

    /// <summary>A person with clinical judgement must look: a criterion is not met, or the chart contradicts itself.</summary>
    ClinicalReview,
}

/// <summary>A reviewer's own judgement of a criterion; what the program found stays beside it.</summary>
/// <param name="CriterionId">Which.</param>
/// <param name="State">The reviewer's state.</param>
/// <param name="By">Who.</param>
/// <param name="On">When, in universal time.</param>
/// <param name="Reason">Why; never empty.</param>
public sealed record LeafOverride(string CriterionId, CriterionState State, string By, DateTimeOffset On, string Reason);

/// <summary>One criterion of a case: found by the program, and where a reviewer disagrees, judged by a person.</summary>
/// <param name="Criterion">The criterion, with its clause.</param>
/// <param name="Found">What the program found.</param>
/// <param name="Override">The reviewer's judgement; null where there is none.</param>
public sealed record CriterionFinding(Criterion Criterion, LeafFinding Found, LeafOverride? Override)
{
    /// <summary>The state that counts.</summary>
    public CriterionState State => Override?.State ?? Found.State;
}

/// <summary>A node of the tree with its state.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Op">all, any, at-least, unless, sequence or leaf.</param>
/// <param name="Parent">Name of the node above; null at the root.</param>
/// <param name="State">Its state.</param>
/// <param name="Finding">The criterion of a leaf; null otherwise.</param>
public sealed record NodeFinding(string Id, string Op, string? Parent, CriterionState State, CriterionFinding? Finding);

/// <summary>The criteria of one policy decided for one case, by code. What is to be done with it follows from the whole result.</summary>
/// <param name="Policy">The approved version.</param>
/// <param name="ServiceDate">The day for which it was decided.</param>
/// <param name="IsContinuation">Whether the criteria of a continuation were used.</param>
/// <param name="Nodes">Every node, each before its children, in the order of the policy; the root first.</param>
public sealed record Determination(ApprovedPolicy Policy, DateOnly ServiceDate, bool IsContinuation, ImmutableArray<NodeFinding> Nodes)
{
    /// <summary>State of the whole tree.</summary>
    public CriterionState State => Nodes[0].State;

    /// <summary>The criteria, in the order of the policy.</summary>
    public IEnumerable<CriterionFinding> Criteria => Nodes.Select(static n => n.Finding).OfType<CriterionFinding>();

    /// <summary>How many criteria were evaluated by code or judged by a person.</summary>
    public int Evaluated => Criteria.Count(static c => c.Criterion.Test is not null || c.Override is not null);

    /// <summary>How many criteria there are.</summary>
    public int Total => Criteria.Count();

    /// <summary>
    /// Criteria whose state holds the whole back, worst first: of a branch that is decided without them none is asked for.
    /// </summary>
    public required ImmutableArray<CriterionFinding> Open { get; init; }
}

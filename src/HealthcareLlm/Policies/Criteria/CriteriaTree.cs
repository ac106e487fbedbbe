using System.Collections.Immutable;

namespace HealthcareLlm.Policies.Criteria;

/// <summary>Whom a missing piece of evidence is asked of, and in what words.</summary>
/// <param name="Of">Prescriber, laboratory, pharmacy, patient … as the policy's owner names them.</param>
/// <param name="Text">A sentence that can be sent.</param>
public sealed record EvidenceRequest(string Of, string Text);

/// <summary>An atomic criterion: one thing that the chart shows or does not.</summary>
/// <param name="Id">Its name, once in a policy.</param>
/// <param name="Text">The criterion in a plain sentence.</param>
/// <param name="Clause">Where the policy says so.</param>
/// <param name="Test">How code decides it; null for a person.</param>
/// <param name="Evidence">What would show it, for a person.</param>
/// <param name="Ask">What is asked for where the chart does not say.</param>
public sealed record Criterion(string Id, string Text, ClauseCitation Clause, LeafTest? Test, string Evidence, EvidenceRequest Ask);

/// <summary>A tree of criteria. Children are never empty.</summary>
/// <param name="Id">Its name, once in a policy.</param>
public abstract record CriteriaTree(string Id)
{
    /// <summary>One criterion.</summary>
    /// <param name="Criterion">It.</param>
    public sealed record Leaf(Criterion Criterion) : CriteriaTree(Criterion.Id);

    /// <summary>All children hold.</summary>
    /// <param name="Id">Its name.</param>
    /// <param name="Children">At least one.</param>
    public sealed record All(string Id, ImmutableArray<CriteriaTree> Children) : CriteriaTree(Id);

    /// <summary>One child holds.</summary>
    /// <param name="Id">Its name.</param>
    /// <param name="Children">At least one.</param>
    public sealed record Any(string Id, ImmutableArray<CriteriaTree> Children) : CriteriaTree(Id);

    /// <summary>At least so many children hold.</summary>
    /// <param name="Id">Its name.</param>
    /// <param name="Count">From 1 to the number of children.</param>
    /// <param name="Children">At least one.</param>
    public sealed record AtLeast(string Id, int Count, ImmutableArray<CriteriaTree> Children) : CriteriaTree(Id);

    /// <summary>The base holds, unless the exception does.</summary>
    /// <param name="Id">Its name.</param>
    /// <param name="Base">What is asked for.</param>
    /// <param name="Exception">What makes it needless.</param>
    public sealed record Unless(string Id, CriteriaTree Base, CriteriaTree Exception) : CriteriaTree(Id);

    /// <summary>All children hold, and in this order of time.</summary>
    /// <param name="Id">Its name.</param>
    /// <param name="Children">At least two, each a leaf whose test gives a date.</param>
    public sealed record Sequence(string Id, ImmutableArray<CriteriaTree> Children) : CriteriaTree(Id);

    /// <summary>The criteria of this tree, in the order of the policy.</summary>
    public IEnumerable<Criterion> Criteria() => this switch
    {
        Leaf leaf => [leaf.Criterion],
        All all => all.Children.SelectMany(static c => c.Criteria()),
        Any any => any.Children.SelectMany(static c => c.Criteria()),
        AtLeast some => some.Children.SelectMany(static c => c.Criteria()),
        Unless unless => unless.Base.Criteria().Concat(unless.Exception.Criteria()),
        Sequence steps => steps.Children.SelectMany(static c => c.Criteria()),
        _ => throw new InvalidOperationException("unknown kind of tree"),
    };
}

/// <summary>The criteria of a policy: for a first request, and for its continuation where the policy has such.</summary>
/// <param name="Initial">For a first request.</param>
/// <param name="Continuation">For a renewal or extension; null where the policy makes no difference.</param>
public sealed record PolicyCriteria(CriteriaTree Initial, CriteriaTree? Continuation)
{
    /// <summary>
    /// The tree for a type of request of the contract. Renewals and extensions fall under continuation where there is one; an appeal or a retrospective request is judged as a first one.
    /// </summary>
    public CriteriaTree For(string? requestType) => requestType is "renewal" or "extension" && Continuation is not null ? Continuation : Initial;
}

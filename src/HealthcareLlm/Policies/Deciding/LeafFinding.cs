using System.Collections.Immutable;

namespace HealthcareLlm.Policies.Deciding;

/// <summary>What the chart shows of one criterion, before places become citations.</summary>
/// <param name="State">Its state.</param>
/// <param name="Reason">Why: a word in kebab case, a colon, and a plain sentence without text of the chart.</param>
/// <param name="Evidence">Places that show it; empty where the chart does not say.</param>
/// <param name="When">The days of what it rests on, for an order in time; null where that has no date.</param>
public sealed record LeafFinding(CriterionState State, string Reason, ImmutableArray<Place> Evidence, PartialDate? When = null)
{
    internal static LeafFinding Met(string reason, ImmutableArray<Place> evidence, PartialDate? when = null) => new(CriterionState.Met, reason, evidence, when);

    internal static LeafFinding NotMet(string reason, ImmutableArray<Place> evidence, PartialDate? when = null) => new(CriterionState.NotMet, reason, evidence, when);

    internal static LeafFinding Silent(string reason, ImmutableArray<Place> near = default) => new(CriterionState.NotDocumented, reason, near.IsDefault ? [] : near);

    internal static LeafFinding Disputed(string reason, ImmutableArray<Place> evidence) => new(CriterionState.Conflicting, reason, evidence);

    /// <summary>What a leaf of the request that is not given comes to: a dispute conflicts, what is held back or absent is not documented.</summary>
    internal static LeafFinding? NotGiven(Fact fact, string what) => fact switch
    {
        Fact.Known => null,
        Fact.Open { Disputed: true } open => Disputed("documents-disagree: the documents disagree on " + what, open.Places),
        Fact.Open open => Silent("held-back: " + what + " stands in the documents and was held back for a person", open.Places),
        _ => Silent("not-found: no document gives " + what),
    };
}

/// <summary>What a criterion is judged by.</summary>
/// <param name="Facts">The request and the chart.</param>
/// <param name="ServiceDate">The day on which the policy rules.</param>
/// <param name="Scope">What the policy covers.</param>
public sealed record JudgedCase(CaseFacts Facts, DateOnly ServiceDate, PolicyScope Scope);

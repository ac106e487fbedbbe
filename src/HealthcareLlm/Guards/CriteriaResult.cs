using System.Collections.Immutable;
using System.Globalization;
using HealthcareLlm.Documents;
using HealthcareLlm.Policies.Deciding;
using HealthcareLlm.Policies.Retrieval;

namespace HealthcareLlm.Guards;

/// <summary>What a library is asked for a request.</summary>
/// <param name="Library">The approved policies.</param>
public sealed record CriteriaQuestion(IPolicyIndex Library)
{
    /// <summary>Date of service where a person gives it; null for the request's own.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>Id of the policy that a person chose; null to choose by the request.</summary>
    public string? PolicyId { get; init; }

    /// <summary>Judgements of reviewers.</summary>
    public ImmutableArray<LeafOverride> Overrides { get; init; } = [];
}

/// <summary>Something that stands between a request and its submission.</summary>
/// <param name="Kind">criterion, field or page.</param>
/// <param name="Ref">Id of the criterion, path of the field, or document and page.</param>
/// <param name="State">not-met, conflicting, missing, held-back, not-documented or not-read.</param>
/// <param name="Of">Whom it is asked of.</param>
/// <param name="Request">A sentence that can be sent.</param>
public sealed record SubmissionItem(string Kind, string Ref, string State, string Of, string Request);

/// <summary>The criteria of a request, or why there are none.</summary>
public abstract record CriteriaResult
{
    private CriteriaResult()
    {
    }

    /// <summary>What is to be done with the request.</summary>
    public abstract CriteriaOutcome Outcome { get; }

    /// <summary>The one sentence that says what was evaluated by which policy.</summary>
    public abstract string Sentence { get; }

    /// <summary>A policy was chosen and all its criteria were decided.</summary>
    /// <param name="Determination">The criteria with their states.</param>
    /// <param name="Evidence">The citations of each criterion, by its id.</param>
    /// <param name="Decided">What is to be done.</param>
    /// <param name="Submission">What stands between the request and its submission, worst first; empty where nothing does.</param>
    public sealed record Determined(
        Determination Determination,
        ImmutableDictionary<string, ImmutableArray<Citation>> Evidence,
        CriteriaOutcome Decided,
        ImmutableArray<SubmissionItem> Submission) : CriteriaResult
    {
        /// <inheritdoc />
        public override CriteriaOutcome Outcome => Decided;

        /// <inheritdoc />
        public override string Sentence
        {
            get
            {
                var policy = Determination.Policy.Policy;
                return string.Create(CultureInfo.InvariantCulture, $"{Determination.Evaluated} of {Determination.Total} criteria evaluated, policy {policy.PolicyId} version {policy.Version} effective {policy.EffectiveFrom:yyyy-MM-dd}");
            }
        }
    }

    /// <summary>No policy was chosen: none is approved for it, or it is not settled which rules.</summary>
    /// <param name="Choice">Why.</param>
    public sealed record Undetermined(PolicyChoice Choice) : CriteriaResult
    {
        /// <inheritdoc />
        public override CriteriaOutcome Outcome => CriteriaOutcome.ClinicalReview;

        /// <inheritdoc />
        public override string Sentence => Choice switch
        {
            PolicyChoice.NotFound none => "No approved policy found. " + none.Why,
            PolicyChoice.Unsettled unsettled => "No policy was chosen. " + unsettled.Why,
            _ => throw new InvalidOperationException("a policy was chosen"),
        };
    }
}

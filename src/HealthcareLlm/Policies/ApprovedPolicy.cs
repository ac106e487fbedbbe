using System.Collections.Immutable;
using HealthcareLlm.Policies.Criteria;

namespace HealthcareLlm.Policies;

/// <summary>
/// A version that was approved and rules on one day, with its passages and criteria. Only <see cref="On"/> makes one, so that nothing unapproved reaches a search, a citation or a decision.
/// </summary>
public sealed class ApprovedPolicy
{
    private ApprovedPolicy(MedicalPolicy policy, ImmutableArray<PolicyPassage> passages, PolicyCriteria criteria, DateOnly day)
    {
        Policy = policy;
        Passages = passages;
        Criteria = criteria;
        Day = day;
    }

    /// <summary>The version.</summary>
    public MedicalPolicy Policy { get; }

    /// <summary>Its passages, in the order of the document.</summary>
    public ImmutableArray<PolicyPassage> Passages { get; }

    /// <summary>Its criteria.</summary>
    public PolicyCriteria Criteria { get; }

    /// <summary>The day on which it rules.</summary>
    public DateOnly Day { get; }

    /// <summary>
    /// The version as the rule of a day; null unless it is approved on that day, the day lies within its dates, and every approval is of this very content.
    /// </summary>
    public static ApprovedPolicy? On(DateOnly day, MedicalPolicy policy, ImmutableArray<PolicyPassage> passages, PolicyCriteria criteria) =>
        policy.RulesOn(day) ? new(policy, passages, criteria, day) : null;
}

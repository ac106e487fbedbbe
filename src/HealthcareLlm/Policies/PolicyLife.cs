using System.Collections.Immutable;
using System.Globalization;

namespace HealthcareLlm.Policies;

/// <summary>
/// The ways between the states of a version: draft → approved → superseded, and from each → retired. There is no way back: what was retired or superseded is
/// never approved again, and the earlier version does not return when the later one is retired.
/// </summary>
public static class PolicyLife
{
    /// <summary>
    /// One person approves. With as many different people as <paramref name="people"/> the version is approved, and versions of the same policy that ruled before it are superseded
    /// from its first day on.
    /// </summary>
    /// <param name="policy">The version.</param>
    /// <param name="by">Who approves; not empty.</param>
    /// <param name="on">When.</param>
    /// <param name="people">How many different people it takes: 1 or 2.</param>
    /// <param name="others">The other versions of the same policy.</param>
    public static StatusChange Approve(MedicalPolicy policy, string by, DateTimeOffset on, int people, IEnumerable<MedicalPolicy> others)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(people, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(people, 2);
        if (string.IsNullOrWhiteSpace(by)) return new StatusChange.NotDone("An approval needs the name of who approves.");
        if (policy.Status != PolicyStatus.Draft) return new StatusChange.NotDone($"{policy.Key} is {Word(policy.Status)}; only a draft can be approved.");
        if (policy.Approvals.Any(a => SamePerson(a.By, by))) return new StatusChange.NotDone($"{by} has approved {policy.Key} already; the second approval is for another person.");
        var signed = policy with { Approvals = policy.Approvals.Add(new(by.Trim(), on, policy.ContentHash)) };
        if (signed.Approvals.Length < people) return new StatusChange.Done([signed]);
        var changed = ImmutableArray.CreateBuilder<MedicalPolicy>();
        changed.Add(signed with { Status = PolicyStatus.Approved });
        foreach (var other in others.Where(o => o.Key != policy.Key && o.PolicyId == policy.PolicyId && o.Status is PolicyStatus.Approved or PolicyStatus.Superseded))
        {
            if (!Share(policy, other)) continue;
            if (other.EffectiveFrom >= policy.EffectiveFrom) return new StatusChange.NotDone(TwoOnOneDay(policy, other));
            changed.Add(other with { Status = PolicyStatus.Superseded, SupersededFrom = policy.EffectiveFrom });
        }

        return new StatusChange.Done(changed.ToImmutable());
    }

    /// <summary>Withdraws a version for every date of service.</summary>
    public static StatusChange Retire(MedicalPolicy policy, string by, DateTimeOffset on, string reason)
    {
        if (string.IsNullOrWhiteSpace(by) || string.IsNullOrWhiteSpace(reason)) return new StatusChange.NotDone("A withdrawal needs the name of who withdraws, and a reason.");
        return policy.Status == PolicyStatus.Retired
            ? new StatusChange.NotDone($"{policy.Key} is retired already.")
            : new StatusChange.Done([policy with { Status = PolicyStatus.Retired, Retirement = new(by.Trim(), on, reason.Trim()) }]);
    }

    /// <summary>Pairs of versions of one policy that are both approved on one day: a fault of a library, whatever brought it there.</summary>
    public static IEnumerable<(MedicalPolicy First, MedicalPolicy Second)> Overlaps(IEnumerable<MedicalPolicy> policies)
    {
        MedicalPolicy[] standing = [.. policies.Where(p => p.Status is PolicyStatus.Approved or PolicyStatus.Superseded)];
        for (int i = 0; i < standing.Length; i++)
        {
            for (int k = i + 1; k < standing.Length; k++)
            {
                if (standing[i].PolicyId == standing[k].PolicyId && Share(standing[i], standing[k])) yield return (standing[i], standing[k]);
            }
        }
    }

    /// <summary>Whether two periods have a day in common.</summary>
    private static bool Share(MedicalPolicy one, MedicalPolicy other) => !(one.LastDay < other.EffectiveFrom) && !(other.LastDay < one.EffectiveFrom);

    private static bool SamePerson(string one, string other) => string.Equals(one.Trim(), other.Trim(), StringComparison.OrdinalIgnoreCase);

    private static string TwoOnOneDay(MedicalPolicy policy, MedicalPolicy other) => string.Create(CultureInfo.InvariantCulture,
        $"{policy.Key} would be approved on the same days as {other.Key}, which rules from {other.EffectiveFrom:yyyy-MM-dd}: two approved versions for one day. Give it a later first day, or an end before that day.");

    private static string Word(PolicyStatus status) => Documents.Names.Of(status);
}

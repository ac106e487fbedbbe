using System.Text;
using HealthcareLlm.Documents;
using HealthcareLlm.Policies;
using HealthcareLlm.Policies.Criteria;

namespace HealthcareLlm.Tests.Policies;

/// <summary>The states of a version, and that only what is approved for a day becomes the rule of that day.</summary>
public class PolicyLifeTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    internal static MedicalPolicy Version(string version, string from, string? to = null, string number = "IMG-014") => new()
    {
        Payer = "Northmoor Health Plan",
        Number = number,
        Title = "Lumbar MRI",
        Version = version,
        EffectiveFrom = Day(from),
        EffectiveTo = to is null ? null : Day(to),
        Scope = new() { Codes = [new("CPT", "72148")] },
        SourceId = DocumentId.Of(Encoding.UTF8.GetBytes(version)),
        ContentHash = DocumentId.Of(Encoding.UTF8.GetBytes("content of " + version)).Hex,
    };

    private static MedicalPolicy Approved(MedicalPolicy policy, params MedicalPolicy[] others) =>
        Assert.IsType<StatusChange.Done>(PolicyLife.Approve(policy, "A. Reviewer", Now, 1, others)).Policies[0];

    internal static ApprovedPolicy? On(string day, MedicalPolicy policy)
    {
        var clause = new ClauseCitation(policy.SourceId, 1, new(0, 1), "x", "1", []);
        var leaf = new CriteriaTree.Leaf(new("a", "a", clause, null, string.Empty, new("prescriber", "Please send it.")));
        return ApprovedPolicy.On(Day(day), policy, [], new(leaf, null));
    }

    [Fact]
    public void ADraftRulesNoDay()
    {
        var draft = Version("1", "2025-01-01");
        Assert.Equal(PolicyStatus.Draft, draft.Status);
        Assert.Null(On("2025-06-01", draft));
        Assert.NotNull(On("2025-06-01", Approved(draft)));
    }

    [Theory]
    [InlineData("2024-12-31", false)]
    [InlineData("2025-01-01", true)]
    [InlineData("2025-12-31", true)]
    [InlineData("2026-01-01", false)]
    public void AnApprovedVersionRulesItsOwnDays(string day, bool rules) => Assert.Equal(rules, On(day, Approved(Version("1", "2025-01-01", "2025-12-31"))) is not null);

    [Fact]
    public void TwoPeopleAreTwoPeople()
    {
        var draft = Version("1", "2025-01-01");
        var once = Assert.IsType<StatusChange.Done>(PolicyLife.Approve(draft, "A. Reviewer", Now, 2, [])).Policies[0];
        Assert.Equal(PolicyStatus.Draft, once.Status);
        Assert.Null(On("2025-06-01", once));
        Assert.IsType<StatusChange.NotDone>(PolicyLife.Approve(once, " a. reviewer ", Now, 2, []));
        var twice = Assert.IsType<StatusChange.Done>(PolicyLife.Approve(once, "B. Director", Now, 2, [])).Policies[0];
        Assert.Equal(PolicyStatus.Approved, twice.Status);
        Assert.Equal(["A. Reviewer", "B. Director"], twice.Approvals.Select(a => a.By));
    }

    [Fact]
    public void ALaterVersionTakesThePlaceFromItsFirstDayOn()
    {
        var first = Approved(Version("1", "2025-01-01"));
        var done = Assert.IsType<StatusChange.Done>(PolicyLife.Approve(Version("2", "2026-01-01"), "A. Reviewer", Now, 1, [first]));
        var superseded = done.Policies[1];
        Assert.Equal(PolicyStatus.Superseded, superseded.Status);
        Assert.NotNull(On("2025-12-31", superseded));
        Assert.Null(On("2026-01-01", superseded));
        Assert.Null(On("2025-12-31", done.Policies[0]));
        Assert.NotNull(On("2026-01-01", done.Policies[0]));
        Assert.Empty(PolicyLife.Overlaps(done.Policies));
    }

    [Theory]
    [InlineData("2025-01-01", null)]
    [InlineData("2024-06-01", null)]
    [InlineData("2024-06-01", "2025-01-01")]
    public void TwoApprovedVersionsForOneDayAreRefused(string from, string? to)
    {
        var first = Approved(Version("1", "2025-01-01"));
        var refused = Assert.IsType<StatusChange.NotDone>(PolicyLife.Approve(Version("2", from, to), "A. Reviewer", Now, 1, [first]));
        Assert.Contains("two approved versions for one day", refused.Reason, StringComparison.Ordinal);
        Assert.Single(PolicyLife.Overlaps([first, Version("2", from, to) with { Status = PolicyStatus.Approved }]));
    }

    [Fact]
    public void AVersionThatEndsBeforeTheNextBeginsStandsBesideIt()
    {
        var first = Approved(Version("2", "2025-01-01"));
        Assert.Single(Assert.IsType<StatusChange.Done>(PolicyLife.Approve(Version("1", "2024-01-01", "2024-12-31"), "A. Reviewer", Now, 1, [first])).Policies);
    }

    [Fact]
    public void WhatWasRetiredIsNeverUsedAgainAndNothingComesBackForIt()
    {
        var first = Approved(Version("1", "2025-01-01"));
        var both = Assert.IsType<StatusChange.Done>(PolicyLife.Approve(Version("2", "2026-01-01"), "A. Reviewer", Now, 1, [first])).Policies;
        var retired = Assert.IsType<StatusChange.Done>(PolicyLife.Retire(both[0], "B. Director", Now, "withdrawn by the payer")).Policies[0];
        Assert.Null(On("2026-02-01", retired));
        Assert.Null(On("2026-02-01", both[1]));
        Assert.IsType<StatusChange.NotDone>(PolicyLife.Approve(retired, "C. Person", Now, 1, []));
        Assert.IsType<StatusChange.NotDone>(PolicyLife.Approve(both[1], "C. Person", Now, 1, []));
        Assert.IsType<StatusChange.NotDone>(PolicyLife.Retire(retired, "B. Director", Now, "again"));
        Assert.IsType<StatusChange.NotDone>(PolicyLife.Retire(first, "B. Director", Now, " "));
        Assert.IsType<StatusChange.NotDone>(PolicyLife.Approve(Version("3", "2027-01-01"), "", Now, 1, []));
    }

    [Fact]
    public void AnApprovalIsOfOneContent()
    {
        var approved = Approved(Version("1", "2025-01-01"));
        Assert.NotNull(On("2025-06-01", approved));
        Assert.Null(On("2025-06-01", approved with { ContentHash = new string('0', 64) }));
        Assert.Null(On("2025-06-01", approved with { Approvals = [] }));
    }
}

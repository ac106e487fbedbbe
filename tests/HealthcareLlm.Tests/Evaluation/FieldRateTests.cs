using System.Collections.Immutable;
using HealthcareLlm.Evaluation;

namespace HealthcareLlm.Tests.Evaluation;

public class FieldRateTests
{
    private const string Field = "diagnoses[].code";

    private static CaseScore Case(int id, params (LeafOutcome Outcome, bool Gold, bool Gives)[] leaves) => new()
    {
        Evalset = "set",
        Id = "c" + id,
        Task = "prior-auth-request",
        Part = "test",
        Tags = ImmutableSortedDictionary<string, string>.Empty,
        Leaves = [.. leaves.Select((l, i) => new LeafScore("diagnoses[" + i + "].code", Field, true, l.Outcome, l.Gold ? "gold" : null, null, false, l.Gives))],
    };

    private static FieldRate Rate(RateKind kind, params CaseScore[] cases) => FieldRate.Take([.. cases], 1).Single(r => r.Field == Field && r.Kind == kind);

    private static readonly CaseScore First = Case(1, (LeafOutcome.Right, true, true), (LeafOutcome.Wrong, true, true), (LeafOutcome.Missed, true, true), (LeafOutcome.Invented, false, false));
    private static readonly CaseScore Second = Case(2, (LeafOutcome.Right, true, true), (LeafOutcome.RefusedRightly, true, false), (LeafOutcome.HeldBackNeedlessly, false, false), (LeafOutcome.RightlyMissing, false, false), (LeafOutcome.NotScored, true, true));

    [Theory]
    // Values that stand: right, wrong, invented | right: 2 of 4; all of them right in the second packet alone.
    [InlineData(RateKind.Precision, 2, 4, 1, 2)]
    // Given by the gold: right, wrong, missed | right (what was not scored is in neither): 2 of 4.
    [InlineData(RateKind.Recall, 2, 4, 1, 2)]
    // Gold absent: invented | held back, rightly missing: 1 of 3.
    [InlineData(RateKind.MissingDetection, 1, 3, 0, 2)]
    // To be refused: one, and it is.
    [InlineData(RateKind.Refusal, 1, 1, 1, 1)]
    // Held back: rightly, needlessly.
    [InlineData(RateKind.RefusalPrecision, 1, 2, 0, 1)]
    public void Rates_are_counted_by_fields_and_by_packets(RateKind kind, int count, int of, int packetsRight, int packets)
    {
        var rate = Rate(kind, First, Second);
        Assert.Equal((count, of, packetsRight, packets), (rate.Count, rate.Of, rate.DocumentsRight, rate.Documents));
        Assert.Equal((double)count / of, rate.Value);
        Assert.Equal(packets < 2, rate.Bootstrap is null);
    }

    [Fact]
    public void What_could_not_be_scored_is_neither_0_nor_nan()
    {
        var rate = Rate(RateKind.Refusal, First);
        Assert.Equal((0, null, null), (rate.Of, rate.Value, rate.Bootstrap));
        Assert.Empty(FieldRate.Take([], 1));
    }

    [Fact]
    public void The_bootstrap_draws_packets_and_not_fields()
    {
        // 20 packets of 10 fields each; in half of the packets all are right, in half none is. Were fields drawn, the interval of 100 of 200 would be 0.43 to 0.57;
        // packets drawn it is that of 10 of 20: 0.5 ± 1.96 * sqrt(0.25 / 20) = 0.28 to 0.72.
        var interval = new DocumentBootstrap(20, 1).Interval([.. Enumerable.Range(0, 20).Select(i => (i % 2 * 10, 10))]);
        Assert.InRange(interval!.Value.Lower, 0.25, 0.33);
        Assert.InRange(interval.Value.Upper, 0.67, 0.75);
        Assert.Equal(interval, new DocumentBootstrap(20, 1).Interval([.. Enumerable.Range(0, 20).Select(i => (i % 2 * 10, 10))]));
    }

    [Fact]
    public void One_packet_has_no_interval_and_equal_shares_have_no_difference()
    {
        Assert.Null(new DocumentBootstrap(1, 1).Interval([(1, 2)]));
        Assert.Null(new DocumentBootstrap(3, 1).Interval([(1, 2), (0, 0), (0, 0)]));
        var counts = Enumerable.Range(0, 30).Select(i => (i % 3, 3)).ToList();
        Assert.Equal((0, 0), new DocumentBootstrap(30, 1).Difference(counts, counts));

        // Always one more of three right: 1/3 in every draw.
        var more = counts.Select(c => (c.Item1 + 1, 3)).ToList();
        var (low, high) = new DocumentBootstrap(30, 1).Difference(more, counts)!.Value;
        Assert.Equal(1 / 3.0, low, 10);
        Assert.Equal(1 / 3.0, high, 10);
    }

    [Theory]
    [InlineData(1.0, 1.0, 12, "100.0 % to 100.0 %; no variation among 12 packets")]
    [InlineData(0.0, 0.0, 3, "0.0 % to 0.0 %; no variation among 3 packets")]
    [InlineData(0.9996, 1.0, 4000, "100.0 % to 100.0 %")]
    public void An_interval_without_width_says_that_nothing_varied(double lower, double upper, int packets, string told) =>
        Assert.Equal(told, TaxonomyTables.Bootstrapped(new("patient.birthDate", RateKind.Recall, 1, 1, packets, packets, (lower, upper))));
}

using System.Collections.Immutable;
using HealthcareLlm.Evaluation;
using HealthcareLlm.Evaluation.Subgroups;

namespace HealthcareLlm.Tests.Evaluation.Subgroups;

public class SubgroupTests
{
    [Fact]
    public void The_p_is_that_of_the_difference_over_its_error_by_packet()
    {
        // Ten packets of ten fields, 10 and 8 right in turn: share 0.9, residuals ±1, variance 10 * 10/9 / 100^2 = 0.00111111. The rest 7 and 5: share 0.6, the same.
        // Error sqrt(0.00222222) = 0.0471405, z = 0.3 / 0.0471405 = 6.36396, p = 1.97e-10.
        var (p, error) = SubgroupReport.Test(PacketSums.Over(Enumerable.Range(0, 10).Select(i => (10 - (i % 2 * 2), 10))), PacketSums.Over(Enumerable.Range(0, 10).Select(i => (7 - (i % 2 * 2), 10))));
        Assert.Equal(0.0471405, error!.Value, 6);
        Assert.Equal(1.97, p!.Value * 1e10, 1);

        // No spread at all, or one packet: no p, which is not p 0.
        Assert.Equal((null, null), SubgroupReport.Test(PacketSums.Over([(1, 1), (1, 1)]), PacketSums.Over([(0, 1), (0, 1)])));
        Assert.Equal((null, null), SubgroupReport.Test(PacketSums.Over([(1, 2)]), PacketSums.Over([(0, 1), (1, 1)])));
    }

    private static SubgroupFigure Figure(double? p, int packets = 50) => new("grade", "fax", "critical.right", packets, 1, 2, 50, 1, 2, null, p, 0.1);

    [Fact]
    public void Holm_multiplies_by_what_is_left_and_never_falls()
    {
        // 0.01 * 3, 0.02 * 2, then 0.03 * 1 is below 0.04, so 0.04. What has no p or too few packets is no comparison.
        var corrected = SubgroupReport.Correct([Figure(0.03), Figure(0.01), Figure(null), Figure(0.001, 19), Figure(0.02)]);
        Assert.Equal([0.04, 0.03, null, null, 0.04], corrected.Select(f => f.Corrected));
        Assert.Equal([true, true, false, false, true], corrected.Select(f => f.Differs));
    }

    private static ImmutableArray<CaseScore> Cases(Func<int, string> tag, Func<int, bool> isBad) =>
    [
        .. Enumerable.Range(0, 120).Select(i => new CaseScore
        {
            Evalset = "s",
            Id = "c" + i,
            Task = "prior-auth-request",
            Part = "test",
            Tags = ImmutableSortedDictionary<string, string>.Empty.Add("grade", tag(i)),
            Missing = new(0, 0, 0, 0, [], []),
            SetAside = new(0, [], []),
            Leaves = [.. Enumerable.Range(0, 6).Select(k => new LeafScore("diagnoses[" + k + "].code", "diagnoses[].code", true, (isBad(i) && k < 3) || (i % 10 == 0 && k == 0) ? LeafOutcome.Wrong : LeafOutcome.Right, "g", "v", false, true) { Score = 0.9 })],
        }),
    ];

    [Fact]
    public void A_subgroup_that_is_worse_is_found_and_chance_is_not()
    {
        var worse = SubgroupReport.Of(Cases(i => i % 3 == 0 ? "fax" : "clean", i => i % 3 == 0), 1);
        var fax = worse.Figures.Single(f => f is { Value: "fax", Measure: "critical.right" });
        Assert.True(fax.Differs);
        Assert.True(fax.Interval!.Value.Upper < -0.4);

        // 40 packets of 6: half of each wrong; the four with i % 30 == 0 are wrong at the first leaf already: 120 of 240. The rest: 8 of 480 wrong.
        Assert.Equal((40, 120, 240, 80, 472, 480), (fax.Packets, fax.Count, fax.Of, fax.RestPackets, fax.RestCount, fax.RestOf));
        Assert.Equal(0.4, worse.Calibration.Single(c => c.Value == "fax").Gap, 10);
        Assert.DoesNotContain(SubgroupReport.Of(Cases(i => i % 2 == 0 ? "fax" : "clean", i => i % 4 < 2 && i % 6 == 1), 1).Figures, f => f.Differs);
    }

    [Fact]
    public void Few_packets_carry_no_claim_and_very_few_are_not_told_apart()
    {
        var report = SubgroupReport.Of(Cases(i => i < 19 ? "fax" : i < 23 ? "odd" + i : "clean", i => i < 19), 1);
        Assert.All(report.Figures.Where(f => f.Value == "fax"), f => Assert.True(f is { TooFew: true, Differs: false, Corrected: null }));
        Assert.DoesNotContain(report.Figures, f => f.Value.StartsWith("odd", StringComparison.Ordinal));
        Assert.Equal(("grade", 4, 4), report.Small.Single());
        Assert.Empty(SubgroupReport.Of([], 1).Figures);
    }

    [Fact]
    public void Calibration_by_subgroup_leaves_out_what_the_calibration_has_seen()
    {
        ImmutableArray<CaseScore> cases = [.. Cases(i => i % 2 == 0 ? "fax" : "clean", _ => false).Select((c, i) => c with { Sources = ["d" + i] })];
        var calibration = HealthcareLlm.Evaluation.Confidence.Calibration.Fit("c/v1", HealthcareLlm.Evaluation.Confidence.CalibrationMethod.Logistic, "calibration", [.. cases.Where(c => c.Tags["grade"] == "fax")]);
        Assert.Equal(["clean"], SubgroupReport.Of(cases, 1, calibration).Calibration.Select(c => c.Value));
    }
}

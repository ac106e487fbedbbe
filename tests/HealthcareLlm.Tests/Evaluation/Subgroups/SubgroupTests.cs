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
    public void Two_values_of_a_tag_are_one_comparison()
    {
        // Twice 0.02 of one pair is 0.02 of one comparison; with 0.03 of a third figure Holm's factors are 2 and 1.
        static SubgroupFigure Side(string value, int count, int restCount, double p) => new("grade", value, "critical.right", 50, count, 100, 60, restCount, 100, null, p, 0.1);
        var pair = SubgroupReport.Correct([Side("clean", 10, 20, 0.02) with { RestPackets = 50 }, Side("fax", 20, 10, 0.02) with { RestPackets = 50 }, Side("other", 3, 4, 0.03)]);
        Assert.Equal([0.04, 0.04, 0.04], pair.Select(f => f.Corrected!.Value));
        Assert.Equal([false, true, false], pair.Select(f => f.IsMirror));
        // The same numbers on either side of another measure are another comparison.
        Assert.DoesNotContain(SubgroupReport.Correct([Side("clean", 10, 20, 0.02) with { RestPackets = 50 }, Side("fax", 20, 10, 0.02) with { RestPackets = 50, Measure = "other.right" }]), f => f.IsMirror);

        var report = SubgroupReport.Of(Cases(i => i % 3 == 0 ? "fax" : "clean", i => i % 3 == 0), 1);
        var (clean, fax) = (report.Figures.Single(f => f is { Value: "clean", Measure: "critical.right" }), report.Figures.Single(f => f is { Value: "fax", Measure: "critical.right" }));
        Assert.Equal((false, true, clean.Corrected), (clean.IsMirror, fax.IsMirror, fax.Corrected));
        Assert.Contains($"over {report.Figures.Count(f => f.Corrected is not null && f.Value == "clean")} comparisons", SubgroupTables.Of(report)[0].Title, StringComparison.Ordinal);
    }

    [Fact]
    public void Critical_fields_are_told_by_tag()
    {
        // As below: of 40 faxed packets 120 of 240 are right, of the 80 others 472 of 480; nothing is missed, so that the rest is wrong.
        var report = SubgroupReport.Of(Cases(i => i % 3 == 0 ? "fax" : "clean", i => i % 3 == 0), 1);
        Assert.Equal(
            [("clean", "diagnoses[].code", "recall", 80, 472, 480, 40, 120, 240), ("clean", "diagnoses[].code", "wrong", 80, 8, 480, 40, 120, 240)],
            report.Fields.Select(f => (f.Value, f.Field!, f.Measure, f.Packets, f.Count, f.Of, f.RestPackets, f.RestCount, f.RestOf)));
        // One critical field: its recall is the measure critical.right, with the same draws.
        var whole = report.Figures.Single(f => f is { Value: "clean", Measure: "critical.right" });
        Assert.Equal((whole.Interval, whole.PValue), (report.Fields[0].Interval, report.Fields[0].PValue));
        // Two comparisons, of this table alone, of the same p.
        Assert.All(report.Fields, f => Assert.Equal(2 * f.PValue!.Value, f.Corrected!.Value, 12));
        Assert.All(report.Fields, f => Assert.True(f.Differs));

        // Three values are three comparisons, each with the other two; what has too few packets is part of a rest alone.
        var three = SubgroupReport.Of(Cases(i => i % 3 == 0 ? "fax" : i < 90 ? "clean" : i < 110 ? "photo" : "odd", i => i % 3 == 0), 1).Fields.Where(f => f.Measure == "recall").ToList();
        Assert.Equal(["clean", "fax"], three.Select(f => f.Value));
        Assert.All(three, f => Assert.Equal((120, 720), (f.Packets + f.RestPackets, f.Of + f.RestOf)));

        var table = SubgroupTables.Of(report).Single(t => t.Title.StartsWith("Fields by subgroup", StringComparison.Ordinal));
        Assert.Contains("over the 2 comparisons of this table alone", table.Title, StringComparison.Ordinal);
        Assert.Equal(2, table.Rows.Length);
        Assert.DoesNotContain(SubgroupTables.Of(SubgroupReport.Of([], 1)), t => t.Title.StartsWith("Fields by subgroup", StringComparison.Ordinal));
    }

    [Fact]
    public void A_field_that_is_no_critical_one_and_a_case_that_was_not_scored_are_left_out()
    {
        ImmutableArray<CaseScore> cases = Cases(i => i % 2 == 0 ? "fax" : "clean", _ => false);
        cases = [.. cases.Select((c, i) => i < 2 ? c with { NotScored = "no result", Leaves = [] } : c with { Leaves = [.. c.Leaves, new("patient.name", "patient.name", false, LeafOutcome.Right, "g", "v", false, true)] })];
        var fields = SubgroupReport.Of(cases, 1).Fields;
        Assert.Equal(["diagnoses[].code"], fields.Select(f => f.Field!).Distinct());
        Assert.All(fields, f => Assert.Equal((59, 59), (f.Packets, f.RestPackets)));
    }

    [Fact]
    public void The_schema_describes_what_is_told_of_fields_by_tag()
    {
        var report = new EvaluationReport([new("s", 1, "prior-auth-request")], null, Cases(i => i % 3 == 0 ? "fax" : "clean", i => i % 3 == 0));
        var first = System.Text.Json.JsonElement.Parse(ReportJson.Write(report)).GetProperty("fieldSubgroups")[0];
        var told = System.Text.Json.JsonElement.Parse(File.ReadAllBytes(Repository.Folder("schemas", "run-report", "v1.json"))).GetProperty("properties").GetProperty("fieldSubgroups").GetProperty("items");
        Assert.All(first.EnumerateObject(), m => Assert.True(told.GetProperty("properties").TryGetProperty(m.Name, out _), m.Name));
        Assert.All(told.GetProperty("required").EnumerateArray(), m => Assert.True(first.TryGetProperty(m.GetString()!, out _), m.GetString()));
        Assert.Equal("recall", first.GetProperty("rate").GetString());
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

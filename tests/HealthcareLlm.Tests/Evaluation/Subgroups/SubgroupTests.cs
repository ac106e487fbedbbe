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
    public void Fields_are_told_by_tag()
    {
        // As below: of 40 faxed packets 120 of 240 are right, of the 80 others 472 of 480; nothing is missed, so that the rest is wrong.
        var report = SubgroupReport.Of(Cases(i => i % 3 == 0 ? "fax" : "clean", i => i % 3 == 0), 1);
        Assert.Equal(
            [("clean", "diagnoses[].code", "recall", 80, 472, 480, 40, 120, 240), ("clean", "diagnoses[].code", "wrong", 80, 8, 480, 40, 120, 240)],
            report.Fields.Where(f => !f.IsMirror).Select(f => (f.Value, f.Field!, f.Measure, f.Packets, f.Count, f.Of, f.RestPackets, f.RestCount, f.RestOf)));
        // One critical field: its recall is the measure critical.right, with the same draws.
        var whole = report.Figures.Single(f => f is { Value: "clean", Measure: "critical.right" });
        Assert.Equal((whole.Interval, whole.PValue), (report.Fields[0].Interval, report.Fields[0].PValue));
        // Two comparisons, of this table alone, of the same p.
        Assert.All(report.Fields, f => Assert.Equal(2 * f.PValue!.Value, f.Corrected!.Value, 12));
        Assert.All(report.Fields, f => Assert.True(f.Differs));

        // Each of several values is compared with all others together; those of few packets are told, and carry no claim.
        var three = SubgroupReport.Of(Cases(i => i % 3 == 0 ? "fax" : i < 90 ? "clean" : i < 110 ? "photo" : "odd", i => i % 3 == 0), 1).Fields.Where(f => f.Measure == "recall").ToList();
        Assert.Equal([("clean", false), ("fax", false), ("odd", true), ("photo", true)], three.Select(f => (f.Value, f.TooFew)));
        Assert.All(three, f => Assert.Equal((120, 720), (f.Packets + f.RestPackets, f.Of + f.RestOf)));

        var table = SubgroupTables.Of(report).Single(t => t.Title.StartsWith("Fields by subgroup", StringComparison.Ordinal));
        Assert.Contains("over the 2 comparisons of this table alone", table.Title, StringComparison.Ordinal);
        Assert.Equal(["fax", "fax", "clean", "clean"], table.Rows.Select(r => r[1]));
        Assert.Contains(HealthcareLlm.Evaluation.Html.WeakPlaces.Of(new([], null, Cases(i => i % 3 == 0 ? "fax" : "clean", i => i % 3 == 0)), []).Rows, r => r[0] == "worse for a subgroup" && r[1] == "grade fax: diagnoses[].code, recall");
        Assert.DoesNotContain(SubgroupTables.Of(SubgroupReport.Of([], 1)), t => t.Title.StartsWith("Fields by subgroup", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_rate_of_every_field_is_told_and_a_case_that_was_not_scored_is_left_out()
    {
        ImmutableArray<CaseScore> cases = Cases(i => i % 2 == 0 ? "fax" : "clean", _ => false);
        // Of 60 faxed packets, all but the first scored, 20 (i % 6 == 0) have another one's name, 20 invent the suffix that no document gives, and hold back the phone that must be: 19 are left.
        cases =
        [
            .. cases.Select((c, i) => i < 2 ? c with { NotScored = "no result", Leaves = [] } : c with
            {
                Leaves =
                [
                    .. c.Leaves, new("patient.name", "patient.name", false, i % 6 == 0 ? LeafOutcome.Wrong : LeafOutcome.Right, "g", "v", false, true),
                    new("patient.sex", "patient.sex", false, i % 6 == 0 ? LeafOutcome.Invented : LeafOutcome.RightlyMissing, null, null, false, false),
                    new("patient.phone", "patient.phone", false, i % 6 == 0 ? LeafOutcome.RefusedRightly : LeafOutcome.Right, "(refuse)", null, false, false),
                    new("patient.address", "patient.address", false, i % 6 == 0 ? LeafOutcome.RefusedWrongly : LeafOutcome.Right, "g", "v", false, true),
                ],
            }),
        ];
        var fields = SubgroupReport.Of(cases, 1).Fields;
        SubgroupFigure Of(string field, string rate) => fields.Single(f => f.Value == "clean" && f.Field == field && f.Measure == rate);
        Assert.All(fields.Where(f => f.Field == "diagnoses[].code"), f => Assert.Equal((59, 59), (f.Packets, f.RestPackets)));

        // Told of 'clean' beside 'fax', of which 19 of 59 packets have the fault.
        Assert.Equal((59, 59, 40), (Of("patient.name", "recall").Of, Of("patient.name", "recall").Count, Of("patient.name", "recall").RestCount));
        Assert.Equal((0, 19, 1), (Of("patient.name", "wrong").Count, Of("patient.name", "wrong").RestCount, Of("patient.name", "wrong").Direction));
        Assert.Equal((59, 40, 59), (Of("patient.sex", "missing-detection").Count, Of("patient.sex", "missing-detection").RestCount, Of("patient.sex", "missing-detection").RestOf));
        Assert.Equal((0, 19, -1), (Of("patient.phone", "refusal").Count, Of("patient.phone", "refusal").RestCount, Of("patient.phone", "refusal").Direction));
        var held = fields.Single(f => f.Field == "patient.address" && f.Measure == "refusal-precision");
        Assert.Equal(("fax", 0, 19, 0, null), (held.Value, held.Count, held.Of, held.RestOf, held.Difference));
        Assert.True(Of("patient.name", "wrong").Differs);

        // The correction is over all of them: as many comparisons as have a p.
        int compared = fields.Count(f => f.PValue is not null && !f.IsMirror);
        var least = fields.Where(f => f.PValue is not null).MinBy(f => f.PValue)!;
        Assert.True(compared > 4);
        Assert.Equal(compared * least.PValue!.Value, least.Corrected!.Value, 12);
    }

    [Fact]
    public void Where_no_packet_has_a_fault_the_interval_is_that_of_every_draw()
    {
        var none = SubgroupReport.Of(Cases(i => i % 2 == 0 ? "fax" : "clean", _ => false).Select(c => c with { Leaves = [.. c.Leaves.Select(l => l with { Outcome = LeafOutcome.Right })] }).ToImmutableArray(), 1);
        Assert.Equal((0, 0), none.Fields.Single(f => f is { Value: "clean", Measure: "recall" }).Interval);
        Assert.Equal(none.Figures.Single(f => f is { Value: "clean", Measure: "critical.right" }).Interval, none.Fields.Single(f => f is { Value: "clean", Measure: "recall" }).Interval);
    }

    [Fact]
    public void Whose_cases_could_not_be_scored_is_told()
    {
        ImmutableArray<CaseScore> cases = [.. Cases(i => i % 2 == 0 ? "fax" : "clean", _ => false).Select((c, i) => i % 8 == 0 ? c with { NotScored = "no result", Leaves = [] } : c)];
        var fax = SubgroupReport.Of(cases, 1).Figures.Single(f => f is { Value: "fax", Measure: MeasureBook.NotScored });
        Assert.Equal((60, 15, 60, 60, 0, 60), (fax.Packets, fax.Count, fax.Of, fax.RestPackets, fax.RestCount, fax.RestOf));
        Assert.True(fax is { Differs: true, Direction: -1, Interval.Lower: > 0.1 });

        // A value of which no case could be scored has that figure alone.
        cases = [.. Cases(i => i % 2 == 0 ? "fax" : "clean", _ => false).Select((c, i) => i % 2 == 0 ? c with { NotScored = "no result", Leaves = [] } : c)];
        Assert.Equal([MeasureBook.NotScored], SubgroupReport.Of(cases, 1).Figures.Where(f => f.Value == "fax").Select(f => f.Measure));
    }

    [Fact]
    public void Every_measure_of_the_run_is_told_by_tag()
    {
        var report = new EvaluationReport([new("s", 1, "prior-auth-request")], null, Cases(i => i % 3 == 0 ? "fax" : "clean", i => i % 3 == 0));
        var asked = report.Measures.Where(m => m.Group == "all" && m.Of > 0).Select(m => m.Id).Order(StringComparer.Ordinal);
        Assert.Equal(asked, report.Subgroups.Figures.Where(f => f.Value == "fax").Select(f => f.Measure).Order(StringComparer.Ordinal));

        // Markdown shows those that are read first, and says where the others are; the page has all, and a field that is worse among the weak places.
        var table = report.Tables().Single(t => t.Title.StartsWith("Subgroups (each", StringComparison.Ordinal));
        Assert.Equal(report.Subgroups.Figures.Length, table.Rows.Length);
        Assert.Contains(table.Rows, r => r.Contains("leaves.notScored"));
        Assert.DoesNotContain("leaves.notScored", table.Markdown(5000), StringComparison.Ordinal);
        Assert.Contains($"\n{table.Rows.Length - table.Brief} more rows stand in report.json, and in report.html", table.Markdown(5000), StringComparison.Ordinal);
        Assert.Contains("1 more rows stand in report.json.", new ReportTable("t", ["a"], [["1"], ["2"]]).Markdown(1), StringComparison.Ordinal);
    }

    [Fact]
    public void The_schema_describes_what_is_told_of_fields_by_tag()
    {
        // Three values, one of few packets: figures with and without p, too few, and mirrors.
        var report = new EvaluationReport([new("s", 1, "prior-auth-request")], null, Cases(i => i < 8 ? "odd" : i % 3 == 0 ? "fax" : "clean", i => i % 3 == 0));
        byte[] written = ReportJson.Write(report);
        var all = System.Text.Json.JsonElement.Parse(written).GetProperty("fieldSubgroups").EnumerateArray().ToList();
        var first = all[0];
        var told = System.Text.Json.JsonElement.Parse(File.ReadAllBytes(Repository.Folder("schemas", "run-report", "v1.json"))).GetProperty("properties").GetProperty("fieldSubgroups").GetProperty("items");
        Assert.Equal(6, all.Count);
        Assert.All(all.SelectMany(f => f.EnumerateObject()), m => Assert.True(told.GetProperty("properties").TryGetProperty(m.Name, out _), m.Name));
        Assert.All(told.GetProperty("required").EnumerateArray(), m => Assert.All(all, f => Assert.True(f.TryGetProperty(m.GetString()!, out _), m.GetString())));
        Assert.Contains(all, f => f.TryGetProperty("tooFew", out _));
        Assert.Empty(HealthcareLlm.Evaluation.GoldenSets.GoldenSchema.Faults("run-report/v1", System.Text.Encoding.UTF8.GetString(written)));
        // What breaks it is seen: a rate that is none, a member that is lost.
        string text = System.Text.Encoding.UTF8.GetString(written);
        Assert.NotEmpty(HealthcareLlm.Evaluation.GoldenSets.GoldenSchema.Faults("run-report/v1", text.Replace("\"rate\": \"wrong\"", "\"rate\": \"wrongs\"", StringComparison.Ordinal)));
        Assert.NotEmpty(HealthcareLlm.Evaluation.GoldenSets.GoldenSchema.Faults("run-report/v1", text.Replace("\"restOf\"", "\"restOff\"", StringComparison.Ordinal)));
        Assert.Equal("recall", first.GetProperty("rate").GetString());
        Assert.Equal(new[] { "recall", "wrong", "missing-detection", "refusal", "refusal-precision" }, told.GetProperty("properties").GetProperty("rate").GetProperty("enum").EnumerateArray().Select(r => r.GetString()!));
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

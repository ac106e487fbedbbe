using System.Collections.Immutable;
using HealthcareLlm.Evaluation;
using HealthcareLlm.Evaluation.Confidence;

namespace HealthcareLlm.Tests.Evaluation.Confidence;

public sealed class CalibrationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("calibration").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    [Fact]
    public void Isotonic_regression_pools_what_falls()
    {
        // Rightness 0, 1, 0, 1, 1 pools to 0 | 1/2, 1/2 | 1, 1. One wrong alone is 1/3, two right are 3/4 by Laplace's rule.
        var map = CalibrationFit.Isotonic(Values.Of((0.1, false), (0.2, true), (0.3, false), (0.4, true), (0.5, true)));
        Assert.Equal([(0.1, 0.333333), (0.2, 0.5), (0.3, 0.5), (0.4, 0.75), (0.5, 0.75)], map.Knots.ToArray());
        Assert.Equal(0.5, map.Of(0.25), 10);

        // Between knots straight: halfway from 0.5 to 0.75; beyond them level.
        Assert.Equal(0.625, map.Of(0.35), 10);
        Assert.Equal((0.333333, 0.75), (map.Of(0), map.Of(1)));
    }

    [Fact]
    public void Laplace_s_rule_never_makes_a_map_fall()
    {
        // 199 of 200 right at 0.5, then 2 of 2 at 0.9: (2 + 1) / (2 + 2) lies below 0.995, so the level beside it holds.
        var map = CalibrationFit.Isotonic([.. Values.Level(0.5, 200, 199), .. Values.Level(0.9, 2, 2)]);
        Assert.Equal((0.995, 0.995), (map.Of(0.5), map.Of(0.9)));
    }

    [Fact]
    public void Logistic_regression_meets_two_points_exactly()
    {
        // Score 0.2 (logit -1.386294): 2 of 10 right; 0.8: 8 of 10. Platt's targets 11/12 and 1/12 make the shares (2 * 11 + 8) / 120 = 0.25 and 0.75:
        // slope = logit(0.75) / 1.386294 = 1.098612 / 1.386294 = 0.792481, intercept 0.
        var map = CalibrationFit.Logistic([.. Values.Level(0.2, 10, 2), .. Values.Level(0.8, 10, 8)]);
        Assert.Equal(0.792481, map.Slope, 5);
        Assert.Equal(0, map.Intercept, 5);
        Assert.Equal(0.75, map.Of(0.8), 5);
    }

    [Fact]
    public void A_score_that_ranks_the_wrong_way_is_made_level()
    {
        // The smoothed targets' mean: (10 * 11/12 + 10 * 1/12) / 20 = 0.5.
        var map = CalibrationFit.Logistic([.. Values.Level(0.2, 10, 8), .. Values.Level(0.8, 10, 2)]);
        Assert.Equal(0, map.Slope);
        Assert.Equal(0.5, map.Of(0.9), 5);
    }

    [Fact]
    public void One_level_alone_can_be_fitted()
    {
        // 9 of 10 right: targets 10/11 and 1/3: mean (9 * 10/11 + 1/3) / 10 = 0.851515.
        Assert.Equal(0.851515, CalibrationFit.Logistic(Values.Level(0.7, 10, 9)).Of(0.7), 4);
        Assert.Equal(0.9, CalibrationFit.Isotonic(Values.Level(0.7, 10, 9)).Of(0.2), 10);
    }

    private static ImmutableArray<CaseScore> Cases(int count) =>
        [.. Enumerable.Range(0, count).Select(i => Values.Case("c" + i, "calibration", (0.5, i % 4 == 0 ? LeafOutcome.Wrong : LeafOutcome.Right), (0.9, i % 20 == 0 ? LeafOutcome.Invented : LeafOutcome.Right), (0.7, LeafOutcome.Right)))];

    [Theory]
    [InlineData(CalibrationMethod.Isotonic)]
    [InlineData(CalibrationMethod.Logistic)]
    public void A_calibration_is_read_as_it_was_written_and_names_its_set(CalibrationMethod method)
    {
        var cases = Cases(60);
        var made = Calibration.Fit("c/v1", method, "calibration", cases);
        string file = Path.Combine(_folder, "c.json");
        File.WriteAllBytes(file, CalibrationFile.Write(made));
        var read = CalibrationFile.Read(file);
        Assert.Equal(CalibrationFile.Write(made), CalibrationFile.Write(read));
        Assert.Equal(made.Maps[0], read.Maps[0]);
        Assert.Equal("offline 1", read.Engine);

        // Other order, same set; other label, other set.
        Assert.Equal(made.SetHash, LabelledSet.Hash(cases.Reverse()));
        Assert.Equal(CalibrationFile.Write(made), CalibrationFile.Write(Calibration.Fit("c/v1", method, "calibration", [.. cases.Reverse()])));
        Assert.NotEqual(made.SetHash, LabelledSet.Hash(cases.SetItem(1, Values.Case("c1", "calibration", (0.5, LeafOutcome.Wrong), (0.9, LeafOutcome.Right), (0.7, LeafOutcome.Right)))));
    }

    [Fact]
    public void A_calibration_gives_a_confidence_and_knows_what_it_has_seen()
    {
        var made = Calibration.Fit("c/v1", CalibrationMethod.Isotonic, "calibration", Cases(60));
        var unseen = made.Apply(Values.Case("new", "test", (0.5, LeafOutcome.Right), (null, LeafOutcome.Missed)), anew: true);

        // 45 of 60 at 0.5.
        Assert.Equal([0.75, null], unseen.Leaves.Select(l => l.Confidence));
        Assert.False(made.HasSeen(unseen));
        Assert.True(made.HasSeen(Cases(60)[7]));
    }

    [Fact]
    public void A_calibration_that_is_asked_for_takes_the_place_of_the_confidence_that_results_bear()
    {
        var made = Calibration.Fit("c/v1", CalibrationMethod.Isotonic, "calibration", Cases(60));
        var bears = Values.Case("new", "test", (0.5, LeafOutcome.Right));
        bears = bears with { Leaves = [bears.Leaves[0] with { Confidence = 0.99 }, bears.Leaves[0] with { Confidence = 0.98, Critical = false }] };
        Assert.Equal([0.99, 0.98], made.Apply(bears, anew: false).Leaves.Select(l => l.Confidence));
        // 45 of 60 at 0.5; the other stratum has no map, and another's confidence is not told as this calibration's.
        Assert.Equal([0.75, null], made.Apply(bears, anew: true).Leaves.Select(l => l.Confidence));
        var asked = new EvaluationReport([], null, [bears]).With(new() { Calibration = made, IsCalibratedAnew = true });
        Assert.Equal("critical", Assert.Single(asked.Confidence.Calibrated));
        Assert.False(asked.Confidence.IsProbability);
    }

    [Fact]
    public void A_calibration_of_another_engine_or_of_changed_cases_is_stale()
    {
        var golden = SmallPacket.Golden() with { Part = "calibration" };
        var set = new Evalset("set", 2, "prior-auth-request", [golden]);
        var made = Calibration.Fit("c/v1", CalibrationMethod.Isotonic, "calibration", Cases(60)) with { Evalsets = [CalibrationSource.Of(set, "calibration")] };
        string file = Path.Combine(_folder, "c.json");
        File.WriteAllBytes(file, CalibrationFile.Write(made));
        made = CalibrationFile.Read(file);
        Assert.Empty(made.Stale("offline 1", [set]));
        Assert.Equal("c/v1 was fitted for offline 1, and this is offline 2", Assert.Single(made.Stale("offline 2", [set])));
        Assert.Contains("not there", Assert.Single(made.Stale("offline 1", [])), StringComparison.Ordinal);
        Assert.Contains("no longer that", Assert.Single(made.Stale("offline 1", [set with { Cases = [] }])), StringComparison.Ordinal);
        File.AppendAllText(Path.Combine(golden.Folder, "case.json"), "\n");
        Assert.Contains("no longer that", Assert.Single(made.Stale("offline 1", [set])), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_pipeline_gives_is_what_a_report_says()
    {
        var made = Calibration.Fit("c/v1", CalibrationMethod.Isotonic, "calibration", Cases(60));
        Assert.Equal("c/v1 " + made.SetHash[..12], made.Name);
        foreach (double score in new[] { 0.2, 0.5, 0.55, 0.6, 0.777, 0.95 })
        {
            Assert.Equal(made.Apply(Values.Case("new", "test", (score, LeafOutcome.Right)), anew: true).Leaves[0].Confidence, made.Probability(true, score));
            Assert.Null(made.Probability(false, score));
        }
    }

    [Fact]
    public void Too_few_values_give_no_map_and_so_no_confidence()
    {
        var made = Calibration.Fit("c/v1", CalibrationMethod.Isotonic, "calibration", Cases(19));
        Assert.Empty(made.Maps);
        Assert.Null(made.Apply(Cases(1)[0], anew: true).Leaves[0].Confidence);
    }

    [Fact]
    public void Figures_leave_out_what_the_calibration_has_seen()
    {
        var seen = Cases(60);
        var made = Calibration.Fit("c/v1", CalibrationMethod.Isotonic, "calibration", seen);
        ImmutableArray<CaseScore> all = [.. seen.Add(Values.Case("new", "test", (0.5, LeafOutcome.Right))).Select(c => made.Apply(c, anew: true))];
        var report = ConfidenceReport.Of(all, new() { Calibration = made });
        Assert.Equal((60, 1, true), (report.LeftOut, report.Figures[0].Values, report.IsProbability));
        Assert.False(ConfidenceReport.Of(seen, new()).IsProbability);
    }

    [Fact]
    public void Where_the_calibration_has_seen_every_packet_the_report_says_that_nothing_was_left()
    {
        var seen = Cases(60);
        var made = Calibration.Fit("c/v1", CalibrationMethod.Isotonic, "calibration", seen);
        var thresholds = ThresholdSet.Certify("t/v1", [], seen, new(0.2), "c/v1");
        ImmutableArray<CaseScore> whole = [.. seen.Select(c => c with { Missing = new(0, 0, 0, 0, [], []), SetAside = new(0, [], []) })];
        var report = new EvaluationReport([], null, whole).With(new() { Calibration = made, IsCalibratedAnew = true, Thresholds = thresholds });
        const string Told = "nothing was left to measure confidence on: the calibration c/v1 has seen all 60 packets", Thresholds = "nothing was left to measure the thresholds t/v1 on: they and the calibration have seen all 60 packets";
        Assert.Equal((Told, Thresholds), (report.Confidence.Nothing, report.Confidence.NothingForThresholds));
        string markdown = string.Join('\n', report.Tables().Select(t => t.Markdown())), json = System.Text.Encoding.UTF8.GetString(ReportJson.Write(report));
        Assert.Contains(Told, markdown, StringComparison.Ordinal);
        Assert.Contains(Thresholds, markdown, StringComparison.Ordinal);
        Assert.Contains("\"nothing\": \"" + Told, json, StringComparison.Ordinal);
        Assert.Contains(report.ShortTables(), t => t.Title == "Confidence");

        // One packet more, and there is something to tell; its value without a score, and there is not.
        Assert.Null(ConfidenceReport.Of(seen.Add(Values.Case("new", "test", (0.5, LeafOutcome.Right))), new() { Calibration = made }).Nothing);
        Assert.Contains("has seen 60 of 61 packets", ConfidenceReport.Of(seen.Add(Values.Case("new", "test", (null, LeafOutcome.Right))), new() { Calibration = made }).Nothing, StringComparison.Ordinal);
        Assert.Contains("no value of the 1 packets has a score", ConfidenceReport.Of([Values.Case("new", "test", (null, LeafOutcome.Right))], new()).Nothing, StringComparison.Ordinal);
        Assert.Null(ConfidenceReport.Of([], new() { Calibration = made }).Nothing);
    }

    [Fact]
    public void A_crossfitted_value_is_measured_by_a_map_that_never_saw_its_packet()
    {
        // Each packet's wrong value has a score of its own. A map that saw it would say 'wrong' at that score; one that did not cannot.
        ImmutableArray<CaseScore> cases = [.. Enumerable.Range(0, 100).Select(i => Values.Case("c" + i, "calibration", (0.2 + (i * 0.001), i % 2 == 0 ? LeafOutcome.Wrong : LeafOutcome.Right)))];
        var values = CrossFit.Values(CalibrationMethod.Isotonic, cases);
        Assert.Equal(100, values.Length);
        Assert.InRange(Reliability.Of(values).Brier, 0.2, 0.4);
        Assert.True(Enumerable.Range(0, 5).All(f => cases.Any(c => LabelledSet.Fold(c, 5) == f)));
    }

    [Theory]
    [InlineData("""{ "schema": "calibration/v2" }""")]
    [InlineData("""{ "schema": "calibration/v1", "id": "a", "method": "isotonic", "part": "p", "engine": "e", "setSha256": "s", "maps": [ { "stratum": "critical", "knots": [[0.2, 0.9], [0.4, 0.8]] } ] }""")]
    [InlineData("""{ "schema": "calibration/v1", "id": "a", "method": "logistic", "part": "p", "engine": "e", "setSha256": "s", "maps": [ { "stratum": "critical", "slope": -1, "intercept": 0 } ] }""")]
    [InlineData("""{ "schema": "calibration/v1", "id": "a", "method": "isotonic", "part": "p", "engine": "e", "setSha256": "s", "maps": [ { "stratum": "critical", "knots": [["x", "y"]] } ] }""")]
    [InlineData("""{ "schema": "thresholds/v1", "id": "a" }""")]
    [InlineData("""[ 1 ]""")]
    [InlineData("")]
    [InlineData("nothing")]
    public void A_faulty_calibration_is_refused_by_name(string text)
    {
        string file = Path.Combine(_folder, "bad.json");
        File.WriteAllText(file, text);
        Assert.Contains(file, Assert.Throws<InvalidDataException>(() => CalibrationFile.Read(file)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "schema": "thresholds/v1", "id": "a", "risk": 0.01, "confidence": 0.95, "engine": "e", "calibration": "none", "setSha256": "s", "grid": ["x"], "fields": [] }""")]
    [InlineData("""{ "schema": "thresholds/v1", "id": "a", "risk": 7, "confidence": 0.95, "engine": "e", "calibration": "none", "setSha256": "s", "grid": [0.5], "fields": [] }""")]
    [InlineData("""{ "schema": "thresholds/v1", "id": "a", "risk": 0.01, "confidence": 0.95, "engine": "e", "calibration": "none", "setSha256": "s", "grid": [], "fields": [] }""")]
    [InlineData("""{ "schema": "calibration/v1", "id": "a" }""")]
    [InlineData("""[ 1 ]""")]
    [InlineData("nothing")]
    public void Faulty_thresholds_are_refused_by_name(string text)
    {
        string file = Path.Combine(_folder, "bad.json");
        File.WriteAllText(file, text);
        Assert.Contains(file, Assert.Throws<InvalidDataException>(() => ThresholdSet.Read(file)).Message, StringComparison.Ordinal);
        Assert.Contains("is not there", Assert.Throws<InvalidDataException>(() => ThresholdSet.Read(file + ".absent")).Message, StringComparison.Ordinal);
        Assert.Contains("it is a folder", Assert.Throws<InvalidDataException>(() => ThresholdSet.Read(_folder)).Message, StringComparison.Ordinal);
    }
}

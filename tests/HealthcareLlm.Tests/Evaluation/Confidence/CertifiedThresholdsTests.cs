using System.Collections.Immutable;
using HealthcareLlm.Evaluation;
using HealthcareLlm.Evaluation.Confidence;

namespace HealthcareLlm.Tests.Evaluation.Confidence;

public class CertifiedThresholdsTests
{
    private static readonly ThresholdOptions Standard = new();

    [Theory]
    // ln(delta) / ln(1 - alpha), rounded up: 0.99^299 = 0.04954, 0.99^298 = 0.05004.
    [InlineData(0.01, 0.95, 299)]
    [InlineData(0.05, 0.95, 59)]
    [InlineData(0.005, 0.95, 598)]
    [InlineData(0.5, 0.5, 1)]
    public void The_least_number_of_packets_is_that_of_the_binomial(double risk, double confidence, int least) => Assert.Equal(least, new ThresholdOptions(risk, confidence).LeastPackets);

    [Fact]
    public void The_p_value_is_the_binomial_tail()
    {
        // 0.99^299 = 0.049538; with one error also 299 * 0.01 * 0.99^298 = 0.149616: 0.199154.
        Assert.Equal(0.049538, new ThresholdTest(0.5, 299, 0).PValue(0.01), 5);
        Assert.Equal(0.199154, new ThresholdTest(0.5, 299, 1).PValue(0.01), 5);
        Assert.Equal(1, new ThresholdTest(0.5, 0, 0).PValue(0.01));
    }

    private static CertifiedThreshold Certify(ImmutableArray<ScoredValue> certify, ImmutableArray<ScoredValue>? learn = null) =>
        CertifiedThresholds.Certify(learn ?? Values.Level(0.9, 50, 50, "learn"), certify, Standard).Single();

    [Fact]
    public void With_299_right_ones_a_field_is_accepted_and_with_298_it_is_not_and_says_why()
    {
        var enough = Certify(Values.Level(0.9, 299, 299));
        Assert.Equal((0.4, 299, 0), (enough.Threshold, enough.Accepted, enough.Wrong));
        var few = Certify(Values.Level(0.9, 298, 298));
        Assert.Null(few.Threshold);
        Assert.Contains("too few labels: 298 packets of the least 299", few.Why, StringComparison.Ordinal);
        Assert.Null(Certify(Values.Level(0.9, 299, 298)).Threshold);
    }

    [Fact]
    public void A_small_p_is_told_as_small()
    {
        // 0.99^2000 is 2e-9.
        Assert.Equal("p < 0.0001, fixed sequence", Certify(Values.Level(0.9, 2000, 2000)).Why);
        Assert.Equal("p 0.0495, fixed sequence", Certify(Values.Level(0.9, 299, 299)).Why);
    }

    [Fact]
    public void The_threshold_lies_above_where_the_errors_are()
    {
        // 600 right at 0.9; 100 with 20 wrong at 0.6: below 0.65 the error is 20/700, above it 0/600.
        ImmutableArray<ScoredValue> values = [.. Values.Level(0.9, 600, 600), .. Values.Level(0.6, 100, 80, "q")];
        var chosen = Certify(values, [.. values.Select(v => v with { Case = "learn " + v.Case })]);
        Assert.Equal((0.65, 600, 0), (chosen.Threshold, chosen.Accepted, chosen.Wrong));
    }

    [Fact]
    public void Errors_at_the_top_are_seen_too()
    {
        // Not monotone: at 0.97 half are wrong. Whatever accepts from anywhere up accepts these, so nothing may be.
        ImmutableArray<ScoredValue> values = [.. Values.Level(0.97, 40, 20, "top"), .. Values.Level(0.8, 900, 900)];
        Assert.Null(Certify(values, [.. values.Select(v => v with { Case = "learn " + v.Case })]).Threshold);
    }

    [Fact]
    public void Without_a_learning_part_the_grid_costs_more_labels()
    {
        // Sixteen thresholds, Holm's first step at 0.05 / 16: ln(0.003125) / ln(0.99) = 573.9.
        Assert.Null(Certify(Values.Level(0.9, 573, 573), []).Threshold);
        Assert.NotNull(Certify(Values.Level(0.9, 574, 574), []).Threshold);
    }

    [Fact]
    public void Labels_that_are_too_few_for_the_correction_in_use_are_told_as_such_with_the_least_number()
    {
        // Risk 0.05: Holm's first step over sixteen thresholds needs 0.95^n <= 0.05 / 16: 112 give 0.003200, 113 give 0.003040. In fixed sequence 59 suffice.
        var options = new ThresholdOptions(0.05);
        CertifiedThreshold Of(int packets, int right, bool learned) =>
            CertifiedThresholds.Certify(learned ? Values.Level(0.9, 50, 50, "learn") : [], Values.Level(0.9, packets, right), options).Single();
        Assert.StartsWith("too few labels: 110 packets of the least 113 ", Of(110, 110, false).Why, StringComparison.Ordinal);
        Assert.StartsWith("too few labels: 112 packets of the least 113 ", Of(112, 112, false).Why, StringComparison.Ordinal);
        Assert.Contains("Holm", Of(112, 112, false).Why, StringComparison.Ordinal);
        Assert.NotNull(Of(113, 113, false).Threshold);
        Assert.NotNull(Of(59, 59, true).Threshold);
        Assert.StartsWith("too few labels: 58 packets of the least 59 ", Of(58, 58, true).Why, StringComparison.Ordinal);
        // Enough labels and too many errors is another reason.
        Assert.StartsWith("the error of no threshold", Of(113, 100, false).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_promise_that_no_draw_made_is_not_told_as_kept()
    {
        var idle = Resplits.Try(Values.Level(0.9, 50, 50), Standard, 50, 100).Single();
        Assert.Equal((0, "no draw certified a threshold: the promise was not put to the test"), (idle.Accepting, idle.Told));
        var tried = Resplits.Try(Values.Level(0.9, 900, 900), Standard, 900, 100).Single();
        Assert.Equal((100, "100.0 %"), (tried.Accepting, tried.Told));
    }

    [Fact]
    public void Figures_that_few_errors_or_few_packets_stand_behind_bear_no_claim()
    {
        static string Row(int packets, int wrong)
        {
            ImmutableArray<CaseScore> cases = [.. Enumerable.Range(0, packets).Select(i => Values.Case("d" + i, "test", (0.9 - (i % 5 * 0.01), i < wrong ? LeafOutcome.Wrong : LeafOutcome.Right), (0.5, i < wrong ? LeafOutcome.Wrong : LeafOutcome.Right)))];
            var table = ConfidenceTables.Of(ConfidenceReport.Of(cases, new()))[0];
            return string.Join('|', table.Rows.Single(r => r[1] == "all"));
        }

        // Two values a packet.
        Assert.Contains("of 8 errors in 40 packets: bears no claim", Row(40, 4), StringComparison.Ordinal);
        Assert.Contains("of 10 errors in 9 packets: bears no claim", Row(9, 5), StringComparison.Ordinal);
        Assert.DoesNotContain("bears no claim", Row(40, 5), StringComparison.Ordinal);
    }

    [Fact]
    public void Values_of_one_packet_are_one_trial()
    {
        // 100 packets with three right values each are 100 trials, not 300; and one wrong of three makes a packet wrong.
        ImmutableArray<ScoredValue> three = [.. Enumerable.Range(0, 300).Select(i => new ScoredValue("p" + (i / 3), Values.Field, true, 0.9, i != 1))];
        Assert.Contains("100 packets", Certify(three).Why, StringComparison.Ordinal);
        var tests = PacketTally.Of(three, [0.5, 0.95]).Tests([0.5, 0.95]).ToArray();
        Assert.Equal([new(0.5, 100, 1), new(0.95, 0, 0)], tests);
    }

    /// <summary>Scores in twelve equal cells whose error is not monotone: over-confident at the top.</summary>
    private static readonly double[] CellError = [0.20, 0.12, 0.08, 0.05, 0.03, 0.012, 0.004, 0.001, 0.0005, 0.0005, 0.002, 0.012];

    private static readonly ThresholdOptions Cells = new() { Grid = [.. Enumerable.Range(0, 12).Select(i => 0.4 + (0.05 * i))] };

    private static double TrueRisk(int from) => CellError[from..].Average();

    private static PacketTally Draw(Random random, int packets)
    {
        var tally = new PacketTally(12);
        for (int i = 0; i < packets; i++)
        {
            int cell = random.Next(12);
            tally.Add(cell + 1, random.NextDouble() < CellError[cell] ? cell + 1 : 0);
        }

        return tally;
    }

    [Fact]
    public void The_promise_is_kept_in_95_of_100_of_a_thousand_re_splits_where_picking_by_eye_breaks_it()
    {
        var random = new Random(20261126);
        int kept = 0, accepting = 0, keptByEye = 0;
        for (int split = 0; split < 1000; split++)
        {
            PacketTally learn = Draw(random, 500), certify = Draw(random, 1500);
            var chosen = CertifiedThresholds.One(Values.Field, learn, certify, Cells);
            if (chosen.Threshold is not null) accepting++;
            if (chosen.Threshold is not { } threshold || TrueRisk(Cells.Grid.IndexOf(threshold)) <= Cells.Risk) kept++;
            int byEye = certify.Tests(Cells.Grid).Select((t, i) => (t, i)).FirstOrDefault(x => x.t.Wrong <= Cells.Risk * x.t.Packets, (null!, -1)).i;
            if (byEye < 0 || TrueRisk(byEye) <= Cells.Risk) keptByEye++;
        }

        Assert.InRange(kept, 950, 1000);
        Assert.InRange(accepting, 300, 1000);
        Assert.InRange(keptByEye, 0, 900);
    }

    [Fact]
    public void The_promise_is_kept_on_re_splits_of_labelled_packets_where_it_is_hardest()
    {
        // 40 of 1900 packets are wrong from the lowest threshold up (2.1 %) and 18 of 1780 (1.01 %) from the next: just above the risk.
        ImmutableArray<ScoredValue> values = [.. Values.Level(0.9, 1780, 1762), .. Values.Level(0.45, 120, 98, "q")];
        var outcome = Resplits.Try(values, Standard, 1600, 1000, 7).Single();
        Assert.InRange(outcome.Kept, 950, 1000);
        Assert.InRange(outcome.Accepting, 1, 50);
        Assert.Equal(outcome, Resplits.Try(values, Standard, 1600, 1000, 7).Single());
    }

    [Fact]
    public void Costs_are_counted_as_told()
    {
        // Right 0.9 and 0.7, wrong 0.85, held back wrongly, missed.
        var score = Values.Case("a", "test", (0.9, LeafOutcome.Right), (0.7, LeafOutcome.Right), (0.85, LeafOutcome.Wrong), (null, LeafOutcome.RefusedWrongly), (null, LeafOutcome.Missed));
        var costs = Costs.Weigh([score], [new("request.services[].code", 0.87, "p", 1, 1, 0)], new(10, 100, 1));
        Assert.Equal(
            [
                new("accept-all", 3, 1, 0, 2, 120), // one wrong, two that nobody supplies
                new("review-all", 0, 0, 5, 0, 5),
                new("fixed 0.8", 2, 1, 2, 1, 112), // out: 0.9 and 0.85; seen: 0.7 and the one held back; missed stays missed
                new("certified", 1, 0, 3, 1, 13),
            ],
            costs.ToArray());
        Assert.Equal(0, Costs.Weigh([score], [], new())[3].Accepted);
    }

    [Fact]
    public void A_run_certifies_on_its_calibration_part_and_measures_on_its_test_part()
    {
        ImmutableArray<CaseScore> cases =
        [
            .. Enumerable.Range(0, 40).Select(i => Values.Case("d" + i, "development", (0.9, LeafOutcome.Right))),
            .. Enumerable.Range(0, 299).Select(i => Values.Case("c" + i, "calibration", (0.9, LeafOutcome.Right))),
            .. Enumerable.Range(0, 10).Select(i => Values.Case("t" + i, "test", (0.9, i == 0 ? LeafOutcome.Wrong : LeafOutcome.Right))),
        ];
        var report = ConfidenceReport.Of(cases, new());
        Assert.Equal((10, 10, 1), report.Outcomes.Select(o => (o.Packets, o.Accepted, o.Wrong)).Single());
        Assert.Equal(299, report.Thresholds.Fields.Single().Accepted);
        Assert.Equal(10, report.Costs[3].Accepted);

        // A packet that is also in the calibration part teaches nothing: it would be on both sides.
        var leaked = ThresholdSet.Certify("t/v1", [cases[40] with { Part = "development" }], [.. cases.Skip(40).Take(299)], Standard, "none");
        Assert.Equal(299, leaked.Sources.Length);
        Assert.Contains("too few", ThresholdSet.Certify("t/v1", [], [cases[40]], Standard, "none").Fields.Single().Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Thresholds_are_read_as_they_were_written()
    {
        string file = Path.GetTempFileName();
        var set = ThresholdSet.Certify("t/v1", [], [.. Enumerable.Range(0, 600).Select(i => Values.Case("c" + i, "calibration", (0.9, LeafOutcome.Right)))], Standard, "none");
        File.WriteAllBytes(file, set.Write());
        Assert.Equal(set.Write(), ThresholdSet.Read(file).Write());
        Assert.Equal(0.4, ThresholdSet.Read(file).Fields.Single().Threshold);
        File.WriteAllText(file, """{ "schema": "thresholds/v0" }""");
        Assert.Throws<InvalidDataException>(() => ThresholdSet.Read(file));
        File.Delete(file);
    }

    [Fact]
    public void A_field_whose_accepted_values_nobody_judged_is_not_certified()
    {
        CaseScore Packet(int i, double? unjudged) => Values.Case("c" + i, "calibration", unjudged is null ? [(0.9, LeafOutcome.Right)] : [(0.9, LeafOutcome.Right), (unjudged, LeafOutcome.Extra)]);
        CertifiedThreshold Certified(double? unjudged) => ThresholdSet.Certify("t/v1", [], [.. Enumerable.Range(0, 600).Select(i => Packet(i, i < 3 ? unjudged : null))], Standard, "none").Fields.Single();
        Assert.Equal(0.4, Certified(null).Threshold);
        var without = Certified(0.95);
        Assert.Null(without.Threshold);
        Assert.Equal((0, 3), (without.Accepted, without.Unjudged));
        Assert.Contains("not certifiable: 3 values that 0.40 would accept are judged by nobody", without.Why, StringComparison.Ordinal);

        // One that is not accepted is in nobody's way.
        Assert.Equal((0.4, 0), (Certified(0.3).Threshold, Certified(0.3).Unjudged));
    }

    [Fact]
    public void Thresholds_that_were_certified_before_tell_how_many_values_they_accept_that_nobody_judged()
    {
        var set = ThresholdSet.Certify("t/v1", [], [.. Enumerable.Range(0, 600).Select(i => Values.Case("c" + i, "calibration", (0.9, LeafOutcome.Right)))], Standard, "none");
        var report = ConfidenceReport.Of([Values.Case("t", "test", (0.9, LeafOutcome.Right), (0.8, LeafOutcome.Extra), (0.1, LeafOutcome.Extra))], new() { Thresholds = set });
        Assert.Equal((1, 0, 1), (report.Outcomes.Single().Accepted, report.Outcomes.Single().Wrong, report.Outcomes.Single().Unjudged));
    }

    [Fact]
    public void A_file_that_does_not_count_what_nobody_judged_is_refused()
    {
        string file = Path.GetTempFileName();
        var set = ThresholdSet.Certify("t/v1", [], [.. Enumerable.Range(0, 600).Select(i => Values.Case("c" + i, "calibration", (0.9, LeafOutcome.Right)))], Standard, "none");
        File.WriteAllText(file, System.Text.Encoding.UTF8.GetString(set.Write()).Replace("\"unjudged\"", "\"other\"", StringComparison.Ordinal));
        Assert.Contains("certify again", Assert.Throws<InvalidDataException>(() => ThresholdSet.Read(file)).Message, StringComparison.Ordinal);
        File.Delete(file);
    }
}

using System.Collections.Immutable;
using System.Xml.Linq;
using HealthcareLlm.Evaluation;
using HealthcareLlm.Evaluation.Html;
using HealthcareLlm.Evaluation.Runs;
using HealthcareLlm.Tests.Evaluation.Confidence;

namespace HealthcareLlm.Tests.Evaluation;

public sealed class GateTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gates").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    private static EvaluationReport Report(params CaseScore[] cases) => new([new("s", 1, "prior-auth-request")], null, [.. cases]);

    private ImmutableArray<Gate> Read(string yaml)
    {
        string file = Path.Combine(_folder, "gates.yaml");
        File.WriteAllText(file, "gates:\n" + yaml);
        return Gates.Read(file);
    }

    [Fact]
    public void A_bound_on_what_the_run_does_not_measure_fails_and_one_that_names_its_task_is_skipped_aloud()
    {
        var gates = Read("""
              - { measure: summary.must, atLeast: 0.5 }
              - { measure: summary.traps, task: discharge-summary, atMost: 0 }
              - { measure: cases.notScored, task: prior-auth-request, atMost: 0 }
              - { measure: cases.notScored, task: discharge-summary, atMost: 0 }
            """);
        var report = Report(SmallPacket.Score(SmallPacket.Perfect()));
        var outcomes = Gates.Try(gates, report);
        Assert.Equal(["NOT SCORED", "skipped", "yes", "skipped"], outcomes.Select(o => o.Standing));
        Assert.Equal([true, false, false, false], outcomes.Select(o => o.Failed));
        Assert.Equal([false, false, true, false], outcomes.Select(o => o.Kept));
        Assert.Equal("1 of 2 gates failed, 2 skipped (of another task)", Gates.Verdict(outcomes));
        Assert.Equal("All 1 gates kept, 2 skipped (of another task)", Gates.Verdict(outcomes.RemoveAt(0)));
        Assert.Contains("the run has no set of discharge-summary", Gates.Told(outcomes[0]), StringComparison.Ordinal);
        Assert.Contains("for discharge-summary, of which the run has no set", outcomes[1].Remark, StringComparison.Ordinal);
        Assert.Equal(4, Gates.Table(outcomes).Rows.Length);
        string junit = Path.Combine(_folder, "junit.xml");
        JUnitFile.Write(junit, report, outcomes);
        var root = XDocument.Load(junit).Root!;
        Assert.Equal((1, 2), (root.Descendants("failure").Count(), root.Descendants("skipped").Count()));
        string html = ReportSections.GateTable(outcomes);
        Assert.Contains(">skipped<", html, StringComparison.Ordinal);
        Assert.Contains("<td class=\"bad\">NOT SCORED", html, StringComparison.Ordinal);
        // Failed ones first.
        Assert.True(html.IndexOf("NOT SCORED", StringComparison.Ordinal) < html.IndexOf(">yes<", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_of_which_nothing_would_be_tried_is_refused()
    {
        var gates = Read("  - { measure: summary.must, task: discharge-summary, atLeast: 0.5 }\n");
        Assert.Contains("every bound is for discharge-summary", Assert.Throws<InvalidDataException>(() => Gates.RefuseOthers(gates, "gates.yaml", ["prior-auth-request"])).Message, StringComparison.Ordinal);
        Gates.RefuseOthers(gates, "gates.yaml", ["prior-auth-request", "discharge-summary"]);
        Gates.RefuseOthers(Read("  - { measure: summary.must, atLeast: 0.5 }\n"), "gates.yaml", ["prior-auth-request"]);
        Gates.RefuseOthers([], null, ["prior-auth-request"]);
    }

    [Theory]
    [InlineData("  - { measure: summary.must, task: summary, atLeast: 0.5 }\n", "unknown task summary; tasks are prior-auth-request and discharge-summary")]
    [InlineData("  - { measure: summary.must, task: prior-auth-request, atLeast: 0.5 }\n", "summary.must is measured of discharge-summary, and not of prior-auth-request")]
    [InlineData("  - { measure: confidence.critical.auroc, task: discharge-summary, atLeast: 0.5 }\n", "is measured of prior-auth-request")]
    [InlineData("  - { measure: rate.patient.memberId.recall, task: discharge-summary, atLeast: 0.5 }\n", "is measured of prior-auth-request")]
    public void A_task_that_is_none_or_not_the_measure_s_is_refused(string yaml, string told) =>
        Assert.Contains(told, Assert.Throws<InvalidDataException>(() => Read(yaml)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_bound_on_a_rate_of_a_summary_s_part_is_tried_on_encounters_and_skipped_without_them()
    {
        const string rate = "rate.summary.dischargeMedications[].dose.precision";
        var gates = Read($"  - {{ measure: '{rate}', task: discharge-summary, atLeast: 0.5 }}\n  - {{ measure: '{rate}', atLeast: 0.5 }}\n");
        var golden = Assert.IsType<GoldenCase>(EvalsetReader.Read(Repository.Folder("evalsets", "encounters-v2")).Cases.First(c => c.Part == "development" && c.Entries?.Child("dischargeMedications") is not null));
        var report = new EvaluationReport([new("s", 1, "discharge-summary")], null, [CaseScorer.Score("s", golden, PerfectSummary.Of(golden))]);
        Assert.All(Gates.Try(gates, report), static o => Assert.True(o is { Kept: true, Value: 1, N: > 0 }, Gates.Told(o)));
        Assert.Equal(["skipped", "NOT SCORED"], Gates.Try(gates, Report(SmallPacket.Score(SmallPacket.Perfect()))).Select(o => o.Standing));
        Assert.Contains("is measured of discharge-summary", Assert.Throws<InvalidDataException>(() => Read($"  - {{ measure: '{rate}', task: prior-auth-request, atLeast: 0.5 }}\n")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_bound_of_the_repository_names_its_task()
    {
        foreach (string file in Directory.EnumerateFiles(Repository.Folder("evalsets", "gates"))) Assert.All(Gates.Read(file), g => Assert.True(g.Task is not null || g.Measure == MeasureBook.NotScored, file + ": " + g.Measure));
    }

    /// <summary>Packets of which each has twenty values, the first of the first so many packets wrong and unsure.</summary>
    private static EvaluationReport Packets(int packets, int wrong) => Report(
        [.. Enumerable.Range(0, packets).Select(i => Values.Case("c" + i, "development", [.. Enumerable.Range(0, 20).Select(v => v == 0 && i < wrong ? ((double?)0.1, LeafOutcome.Wrong) : (0.5 + (0.02 * v), LeafOutcome.Right))]) with { Missing = new(0, 0, 0, 0, [], []), SetAside = new(0, [], []) })]);

    [Fact]
    public void What_carries_a_figure_on_confidence_is_its_scarcer_class()
    {
        var gates = Read("""
              - { measure: confidence.critical.auroc, atLeast: 0.9, minimumN: 10 }
              - { measure: confidence.critical.brier, atMost: 0.5, minimumN: 10 }
              - { measure: confidence.critical.eceDebiased, atMost: 0.9 }
            """);
        // One error among 360 values: 360 is not how many times it was tried whether errors rank last.
        var one = Gates.Try(gates, Packets(18, 1));
        Assert.Equal([(1, "TOO FEW"), (1, "TOO FEW"), (1, "yes, but bears no claim")], one.Select(o => (o.N, o.Standing)));
        Assert.True(one[0].Value > 0.99);
        Assert.Contains("of 1 errors in 18 packets: bears no claim", Gates.Told(one[0]), StringComparison.Ordinal);
        Assert.Equal("2 of 3 gates failed, 1 by a figure that bears no claim", Gates.Verdict(one));
        Assert.Contains(Gates.Table(one).Rows, r => r.Contains("of 1 errors in 18 packets: bears no claim"));
        Assert.Contains("of 1 errors in 18 packets: bears no claim", ReportSections.GateTable(one), StringComparison.Ordinal);
        Assert.Contains(WeakPlaces.Of(Packets(18, 1), one).Rows, r => r[0] == "gate kept on little" && r[1] == "confidence.critical.eceDebiased (all)");
        var ten = Gates.Try(gates, Packets(18, 10));
        Assert.Equal([(10, "yes"), (10, "yes"), (10, "yes")], ten.Select(o => (o.N, o.Standing)));
        // Nor may the right ones be few.
        var wrong = Report([.. Enumerable.Range(0, 20).Select(i => Values.Case("c" + i, "development", (i < 3 ? 0.9 : 0.1 + (0.01 * i), i < 3 ? LeafOutcome.Right : LeafOutcome.Wrong)))]);
        Assert.Equal((3, "TOO FEW", "of 3 right values: bears no claim"), Gates.Try(gates, wrong) is var few ? (few[0].N, few[0].Standing, few[0].Remark) : default);
    }
}

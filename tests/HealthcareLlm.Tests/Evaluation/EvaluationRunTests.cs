using System.Text;
using HealthcareLlm.Evaluation;

namespace HealthcareLlm.Tests.Evaluation;

public sealed class EvaluationRunTests : IDisposable
{
    private static readonly Evalset Set = EvalsetReader.Read(Repository.Folder("evalsets", "encounters-v1"));

    private readonly string _folder = Directory.CreateTempSubdirectory("run").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    private static Task<byte[]> Perfect(IReadOnlyList<string> paths, string task, CancellationToken cancellation) =>
        Task.FromResult(PerfectSummary.Of(Set.Cases.Single(c => c.Paths.SequenceEqual(paths))));

    private static Task<byte[]> WithOneFault(IReadOnlyList<string> paths, string task, CancellationToken cancellation)
    {
        var golden = Set.Cases.Single(c => c.Paths.SequenceEqual(paths));
        if (golden.Id == "neurology-stroke") throw new InvalidOperationException("secret text of a document");
        var node = PerfectSummary.Node(golden);
        if (golden.Id == "medicine-heart-failure") node["summary"]!["secondaryDiagnoses"]!.AsArray().Add(PerfectSummary.Statement("Pneumonia", "supported", null));
        return Task.FromResult(Encoding.UTF8.GetBytes(node.ToJsonString()));
    }

    [Fact]
    public async Task A_run_keeps_every_result_and_writes_the_same_report_twice()
    {
        var report = await new EvaluationRun(Perfect).RunAsync([Set], _folder);
        await report.WriteAsync(_folder);
        byte[] first = await File.ReadAllBytesAsync(Path.Combine(_folder, "report.json"));
        Assert.Equal(8, Directory.GetFiles(Path.Combine(_folder, "results")).Length);
        Assert.Contains("summary.must", await File.ReadAllTextAsync(Path.Combine(_folder, "report.md")), StringComparison.Ordinal);
        var again = await EvaluationRun.JudgeAgainAsync([Set], _folder);
        await again.WriteAsync(_folder);
        Assert.Equal(first, await File.ReadAllBytesAsync(Path.Combine(_folder, "report.json")));
        Assert.Equal(5, (await new EvaluationRun(Perfect).RunAsync([Set], _folder, new() { Part = "development" })).Cases.Length);
    }

    [Fact]
    public async Task Sets_that_are_read_and_judged_at_once_give_the_same_report_and_come_back_without_answers()
    {
        string folder = Repository.Folder("evalsets", "encounters-v1");
        await (await new EvaluationRun(WithOneFault).RunAsync([Set], _folder)).WriteAsync(_folder);
        byte[] first = await File.ReadAllBytesAsync(Path.Combine(_folder, "report.json"));
        // A case whose result was not made has none: the first report calls the failure by its cause, the second by what it sees.
        string told = "the run has no result of it", cause = "the program failed: InvalidOperationException";
        var (sets, report) = EvaluationRun.JudgeAgain([folder], null, _ => true, _folder);
        await report.WriteAsync(_folder);
        Assert.Equal(Encoding.UTF8.GetString(first).Replace(cause, told, StringComparison.Ordinal), await File.ReadAllTextAsync(Path.Combine(_folder, "report.json")));
        Assert.All(sets.Single().Cases, c => Assert.True(c.IsOutline));
        Assert.Equal(Set.Cases.Select(c => c.Id), sets.Single().Cases.Select(c => c.Id));
        Assert.Equal(Set.Cases[0].Facts.Length, sets[0].Cases[0].Whole().Facts.Length);
        var part = EvaluationRun.JudgeAgain([folder], null, c => c.Id != Set.Cases[0].Id, _folder, "development");
        Assert.Equal(Set.Cases.Where(c => c.Part == "development" && c.Id != Set.Cases[0].Id).Select(c => c.Id), part.Report.Cases.Select(c => c.Id));
        Assert.DoesNotContain(part.Evalsets.Single().Cases, c => c.Id == Set.Cases[0].Id);
        Assert.Throws<InvalidDataException>(() => EvaluationRun.JudgeAgain([folder, folder], null, _ => true, _folder));
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => EvaluationRun.JudgeAgain([folder], null, _ => true, _folder, null, stop.Token));
    }

    [Fact]
    public async Task A_failed_case_is_not_scored_and_its_message_is_not_told()
    {
        var report = await new EvaluationRun(WithOneFault).RunAsync([Set], _folder);
        var failed = report.Cases.Single(c => c.NotScored is not null);
        Assert.Equal("neurology-stroke", failed.Id);
        Assert.DoesNotContain("secret", failed.NotScored, StringComparison.Ordinal);
        Assert.Equal((1, 8), report.Measures.Where(m => m.Id == MeasureBook.NotScored && m.Group == "all").Select(m => (m.Count, m.Of)).Single());
    }

    [Fact]
    public async Task A_comparison_shows_what_became_worse_first_and_nothing_for_the_same_run()
    {
        var before = await new EvaluationRun(Perfect).RunAsync([Set], _folder);
        await before.WriteAsync(_folder);
        Assert.Empty(RunComparison.ToEarlier(before, _folder).Changes);
        var after = await new EvaluationRun(WithOneFault).RunAsync([Set], Path.Combine(_folder, "second"));
        var comparison = RunComparison.ToEarlier(after, _folder);
        Assert.Contains(comparison.Changes, c => c is { Case: "medicine-heart-failure", Where: "trap t1", After: "sprung", Direction: -1 });
        Assert.Contains(comparison.Measures, m => m.After is { Id: "summary.traps", Group: "all", Count: 1 });
        Assert.True(comparison.Changes[0].Direction < 0);
        Assert.Throws<InvalidDataException>(() => RunComparison.ToEarlier(after, Path.Combine(_folder, "nowhere")));
    }

    [Fact]
    public async Task Gates_fail_on_a_broken_bound_and_on_what_could_not_be_scored()
    {
        var gates = Gates.Read(Repository.Folder("evalsets", "gates", "issue-2.json"));
        var perfect = await new EvaluationRun(Perfect).RunAsync([Set], _folder);
        Assert.All(Gates.Try(gates, perfect), g => Assert.True(g.Kept != g.Skipped, g.Gate.Measure));
        Assert.True(Gates.Try(gates, perfect).First(g => g.Gate.Measure == "critical.right").Skipped);
        var broken = Gates.Try([new("summary.traps", "all", null, 0), new("cases.notScored", "all", null, 0), new("summary.must", "grade:fax", 0.1, null)], await new EvaluationRun(WithOneFault).RunAsync([Set], _folder));
        Assert.All(broken, g => Assert.False(g.Kept, g.Gate.Measure));
        Assert.True(broken[2].NotScored);
    }

    [Theory]
    [InlineData("""{ "gates": [ { "measure": "accuracy", "atLeast": 0.9 } ] }""")]
    [InlineData("""{ "gates": [ { "measure": "summary.must", "atleast": 0.9 } ] }""")]
    [InlineData("""{ "gates": [ { "measure": "summary.must" } ] }""")]
    [InlineData("""{ "gates": [] }""")]
    [InlineData("nothing")]
    public void A_faulty_gate_file_is_refused(string text)
    {
        string file = Path.Combine(_folder, "gate.json");
        File.WriteAllText(file, text);
        Assert.Throws<InvalidDataException>(() => Gates.Read(file));
    }

    [Theory]
    [InlineData("{ \"measure\": \"critical.right\", \"group\": \"grade:clean\", \"atLeast\": 0.5 }", "unknown group grade:clean; groups are all, grade:digital+clean, grade:fair, grade:fax, made:first, made:last, noise:<step>, part:development, part:calibration, part:test")]
    [InlineData("{ \"measure\": \"confidence.critical.auroc\", \"group\": \"everything\", \"atLeast\": 0.5 }", "unknown group everything; groups are all, ")]
    [InlineData("{ \"measure\": \"critical.right\", \"group\": \"noise:\", \"atLeast\": 0.5 }", "unknown group noise:; ")]
    [InlineData("{ \"measure\": \"rate.patient.memberId.recall\", \"group\": \"grade:fax\", \"atLeast\": 0.5 }", "told over all cases")]
    public void A_group_that_no_case_can_be_of_is_refused_and_the_groups_are_named(string gate, string told)
    {
        string file = Path.Combine(_folder, "gate.json");
        File.WriteAllText(file, "{ \"gates\": [ " + gate + " ] }");
        Assert.Contains(told, Assert.Throws<InvalidDataException>(() => Gates.Read(file)).Message, StringComparison.Ordinal);
        foreach (string group in (string[])["all", "grade:digital+clean", "made:last", "part:test", "noise:4-fax-standard"])
        {
            File.WriteAllText(file, "{ \"gates\": [ { \"measure\": \"critical.right\", \"group\": \"" + group + "\", \"atLeast\": 0.5 } ] }");
            Assert.Equal(group, Assert.Single(Gates.Read(file)).Group);
        }
    }
}

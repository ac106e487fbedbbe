using System.Text;
using HealthcareLlm.Evaluation;
using HealthcareLlm.Evaluation.GoldenSets;

namespace HealthcareLlm.Tests.Evaluation.GoldenSets;

/// <summary>Broken, empty and small sets, and files of other versions, in a run.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly SmallSet _set = new();

    private string Output => Path.Combine(_set.Root, "run");

    public void Dispose() => _set.Dispose();

    private static Task<byte[]> Make(IReadOnlyList<string> paths, string task, CancellationToken cancellation) => Task.FromResult(Encoding.UTF8.GetBytes(SmallPacket.Perfect().ToJsonString().Replace("packet.txt", Path.GetFileName(paths[0]), StringComparison.Ordinal)));

    [Fact]
    public async Task A_broken_case_is_named_with_file_and_line_and_the_others_run()
    {
        int line = _set.Break(g => g["record"]!["patient"]!["birthDate"]!["value"] = "03/04/1961", "03/04/1961");
        var set = EvalsetReader.Read(_set.Folder);
        Assert.StartsWith($"{_set.File1}:{line}: record.patient.birthDate.value: ", Assert.Single(set.Broken).Fault, StringComparison.Ordinal);
        Assert.DoesNotContain("1961", set.Broken[0].Fault, StringComparison.Ordinal);
        var report = await new EvaluationRun(Make).RunAsync([set], Output, new() { Part = "test" });
        Assert.Equal(["one", "two"], report.Cases.Select(c => c.Id));
        Assert.Equal(set.Broken[0].Fault, report.Cases[0].NotScored);
        Assert.Null(report.Cases[1].NotScored);
        Assert.Equal((1, 2), report.Measures.Where(m => m.Id == MeasureBook.NotScored && m.Group == "all").Select(m => (m.Count, m.Of)).Single());
        Assert.Empty(GoldenSchema.Faults(GoldenSchema.Report, Encoding.UTF8.GetString(ReportJson.Write(report))));
    }

    [Fact]
    public void A_pattern_that_does_not_compile_and_half_a_character_are_named_and_the_others_are_read()
    {
        _set.Break(g => g["record"]!["patient"]!["name"] = new System.Text.Json.Nodes.JsonObject { ["value"] = "Ann", ["pattern"] = "([" }, "pattern");
        Assert.Contains("does not compile", Assert.Single(EvalsetReader.Read(_set.Folder).Broken).Fault, StringComparison.Ordinal);
        File.WriteAllText(_set.File1, File.ReadAllText(_set.File1).Replace("([", "\\ud800", StringComparison.Ordinal));
        Assert.Contains("half of a character", Assert.Single(EvalsetReader.Read(_set.Folder).Broken).Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_case_under_the_id_of_another_is_named_and_the_others_are_read()
    {
        _set.Break(static g => g["id"] = "two", "two");
        var set = EvalsetReader.Read(_set.Folder);
        Assert.StartsWith(_set.File1 + ":1: id:", Assert.Single(set.Broken).Fault, StringComparison.Ordinal);
        Assert.Equal(["two"], set.Cases.Select(static c => c.Id));
    }

    [Fact]
    public async Task An_id_that_is_listed_twice_is_named_with_its_line_and_every_case_runs_once()
    {
        File.WriteAllText(Path.Combine(_set.Folder, "evalset.json"), """
            { "id": "small", "version": 1, "task": "prior-auth-request", "cases": [
            "one",
            "two",
            "one" ] }
            """);
        var set = EvalsetReader.Read(_set.Folder);
        Assert.Equal(["one", "two"], set.Cases.Select(static c => c.Id));
        var broken = Assert.Single(set.Broken);
        Assert.Equal(("one", Path.Combine(_set.Folder, "evalset.json") + ":4: cases[2]: one is listed twice, first in line 2"), (broken.Id, broken.Fault));
        int made = 0;
        var report = await new EvaluationRun((paths, task, stop) => Make(paths, task, stop, ref made)).RunAsync([set], Output);
        Assert.Equal(2, made);
        Assert.Equal([("one", false), ("one", true), ("two", true)], report.Cases.Select(static c => (c.Id, c.NotScored is null)));
        // Its line bears no result: that is the first one's.
        await HealthcareLlm.Evaluation.Runs.ResultLines.WriteAsync(Output, report.Cases);
        Assert.Equal([false, true, true], File.ReadLines(Path.Combine(Output, HealthcareLlm.Evaluation.Runs.ResultLines.FileName)).Select(static l => l.Contains("\"result\":", StringComparison.Ordinal)));
        Assert.Empty(RunComparison.ToEarlier(report, await WrittenAsync(report)).Changes);
        // Judged again, and checked, it is the same.
        Assert.Equal(report.Cases.Select(static c => (c.Id, c.NotScored)), EvaluationRun.JudgeAgain([_set.Folder], null, static _ => true, Output).Report.Cases.Select(static c => (c.Id, c.NotScored)));
        Assert.Equal(4, Assert.Single((await _set.CheckAsync()).Faults, static f => f.Message == "one is listed twice").Line);
    }

    private static Task<byte[]> Make(IReadOnlyList<string> paths, string task, CancellationToken cancellation, ref int made)
    {
        Interlocked.Increment(ref made);
        return Make(paths, task, cancellation);
    }

    private async Task<string> WrittenAsync(EvaluationReport report)
    {
        await report.WriteAsync(Output);
        return Output;
    }

    [Theory]
    [InlineData("\"citations\":[", "\"citations\":[1", "not shaped")]
    [InlineData("packet.txt", "other.txt", "other documents")]
    public void An_odd_result_and_one_of_other_documents_could_not_be_scored(string written, string instead, string told)
    {
        string result = SmallPacket.Perfect().ToJsonString();
        Assert.Contains(written, result, StringComparison.Ordinal);
        var score = CaseScorer.Score("set", SmallPacket.Golden(), Encoding.UTF8.GetBytes(result.Replace(written, instead, StringComparison.Ordinal)));
        Assert.Contains(told, score.NotScored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_result_that_cannot_be_read_or_is_older_than_a_changed_document_could_not_be_scored()
    {
        await new EvaluationRun(Make).RunAsync([EvalsetReader.Read(_set.Folder)], Output);
        string result = EvaluationRun.ResultFile(Output, "one"), document = Directory.GetFiles(Path.Combine(_set.Folder, "cases", "one", "documents"))[0];
        File.SetLastWriteTimeUtc(document, File.GetLastWriteTimeUtc(result).AddMinutes(1));
        CaseScore One() => EvaluationRun.JudgeAgain([_set.Folder], null, static _ => true, Output).Report.Cases.Single(static c => c.Id == "one");
        Assert.Contains("changed since", One().NotScored, StringComparison.Ordinal);
        File.Delete(result);
        Directory.CreateDirectory(result);
        Assert.Contains("no result", One().NotScored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_set_keeps_no_gate_and_its_intervals_say_that_nothing_is_known()
    {
        _set.List();
        var report = await new EvaluationRun(Make).RunAsync([EvalsetReader.Read(_set.Folder)], Output);
        var only = Assert.Single(report.Measures);
        Assert.Equal((0, 0, 0.0, 1.0), (only.Count, only.Of, only.Lower95, only.Upper95));
        Assert.Null(only.Value);
        Assert.All(Gates.Try([new("critical.right", "all", 0.5, null), new(MeasureBook.NotScored, "all", null, 1)], report), g => Assert.False(g.Kept));
        Assert.Equal(2, Gates.Try([new("critical.right", "all", 0.5, null), new(MeasureBook.NotScored, "all", null, 1)], report).Length);
        await report.WriteAsync(Output);
        Assert.Contains("not scored", await File.ReadAllTextAsync(Path.Combine(Output, "report.md")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_case_gives_an_interval_that_says_how_little_it_tells()
    {
        _set.List("one");
        var report = await new EvaluationRun(Make).RunAsync([EvalsetReader.Read(_set.Folder)], Output);
        // Nothing of one: the exact one-sided upper bound is 1 - 0.05^(1/1) = 0.95 (Clopper and Pearson 1934).
        Assert.Equal(0.95, report.Measures.Single(m => m.Id == MeasureBook.NotScored && m.Group == "all").Upper95, 10);
    }

    [Theory]
    [InlineData("prior-auth-request/v2", "make it anew")]
    [InlineData("discharge-summary/v1", "another task")]
    public void A_result_of_another_version_or_task_is_refused_with_what_to_do(string schema, string told)
    {
        var result = SmallPacket.Perfect();
        result["schema"] = schema;
        if (schema.StartsWith("discharge", StringComparison.Ordinal))
        {
            result["summary"] = new System.Text.Json.Nodes.JsonObject();
            result.Remove("record");
        }

        Assert.Contains(told, SmallPacket.Score(result).NotScored, StringComparison.Ordinal);
    }

    [Fact]
    public void A_result_in_which_a_member_stands_twice_is_not_scored()
    {
        string sound = SmallPacket.Perfect().ToJsonString();
        Assert.NotNull(ResultView.Read(System.Text.Encoding.UTF8.GetBytes(sound)));
        string twice = sound.Replace("\"schema\":", "\"schema\":\"prior-auth-request/v1\",\"schema\":", StringComparison.Ordinal);
        Assert.Contains("stands twice", Assert.Throws<InvalidDataException>(() => ResultView.Read(System.Text.Encoding.UTF8.GetBytes(twice))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_of_another_version_is_not_compared()
    {
        var report = await new EvaluationRun(Make).RunAsync([EvalsetReader.Read(_set.Folder)], Output);
        await report.WriteAsync(Output);
        string file = Path.Combine(Output, "report.json");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("run-report/v1", "run-report/v0", StringComparison.Ordinal));
        var refused = Assert.Throws<InvalidDataException>(() => RunComparison.ToEarlier(report, Output));
        Assert.Contains("--judge-again", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_set_that_cannot_be_read_is_named_with_file_and_line()
    {
        File.WriteAllText(Path.Combine(_set.Folder, "evalset.json"), "{\n  \"id\": \"small\",\n  \"version\": \"one\",\n  \"task\": \"prior-auth-request\",\n  \"cases\": []\n}\n");
        Assert.Contains("evalset.json:3: version: ", Assert.Throws<InvalidDataException>(() => EvalsetReader.Read(_set.Folder)).Message, StringComparison.Ordinal);
    }
}

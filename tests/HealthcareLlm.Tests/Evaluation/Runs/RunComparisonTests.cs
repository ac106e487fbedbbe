using System.Collections.Immutable;
using HealthcareLlm.Evaluation;
using HealthcareLlm.Evaluation.Html;
using HealthcareLlm.Evaluation.Runs;

namespace HealthcareLlm.Tests.Evaluation.Runs;

public sealed class RunComparisonTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("comparison").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    private static LeafScore Leaf(string field, bool right) =>
        new(field, field, true, right ? LeafOutcome.Right : LeafOutcome.Wrong, "1", right ? "1" : "2", false, true) { Class = right ? ErrorClass.Right : ErrorClass.WrongValue };

    private static CaseScore Case(string id, bool right, string set = "s") => new()
    {
        Evalset = set,
        Id = id,
        Task = "prior-auth-request",
        Part = "test",
        Tags = ImmutableSortedDictionary<string, string>.Empty.Add("grade", "fax"),
        Missing = new(1, right ? 1 : 0, 0, 0, [], []),
        SetAside = new(0, [], []),
        Leaves = [Leaf("patient.birthDate", right), Leaf("patient.memberId", true)],
    };

    private static EvaluationReport Report(params CaseScore[] cases) => new([new("s", 1, "prior-auth-request")], null, [.. cases]);

    private async Task<RunComparison> CompareAsync(EvaluationReport before, EvaluationReport after)
    {
        await before.WriteAsync(Path.Combine(_folder, "before"));
        return RunComparison.ToEarlier(after, Path.Combine(_folder, "before"));
    }

    [Fact]
    public async Task Measures_are_over_the_cases_that_both_runs_have()
    {
        // Common: b, c and d. Before all is right in them, and a, wrong, is there alone; now b is wrong, and e, wrong, is here alone.
        var comparison = await CompareAsync(Report(Case("a", false), Case("b", true), Case("c", true), Case("d", true)), Report(Case("b", false), Case("c", true), Case("d", true), Case("e", false)));
        Assert.Equal((3, 1, 1), comparison.Cases);
        var (before, after) = comparison.Measures.Single(m => m.After is { Id: "critical.right", Group: "all" });
        Assert.Equal((6, 6, 5, 6), (before!.Count, before.Of, after.Count, after.Of));
        Assert.Equal((6, 6), comparison.Measures.Where(m => m.After is { Id: "critical.right", Group: "grade:fax" }).Select(m => (m.Before!.Count, m.Before.Of)).Single());
        // What the report does not hold of each case is not told, and is not taken over others in silence.
        var needed = comparison.Measures.Single(m => m.After is { Id: "needed.reported", Group: "all" });
        Assert.Equal((null, 2, 3), (needed.Before, needed.After.Count, needed.After.Of));
        var table = comparison.Tables().Single(t => t.Title.StartsWith("Measures against", StringComparison.Ordinal));
        Assert.Equal("Measures against the earlier run over 3 common cases (1 only here, 1 only there)", table.Title);
        Assert.Contains(table.Rows, r => r[0] == "needed.reported" && r[2] == "cannot be told over these cases");
        Assert.Equal(["b"], comparison.Changes.Select(c => c.Case).Distinct());
    }

    [Fact]
    public async Task Where_the_earlier_run_has_no_other_case_its_own_figures_stand()
    {
        var comparison = await CompareAsync(Report(Case("b", true), Case("c", false)), Report(Case("b", true), Case("c", true), Case("e", false)));
        Assert.Equal((2, 1, 0), comparison.Cases);
        Assert.Equal((1, 2, 2, 2), comparison.Measures.Where(m => m.After is { Id: "needed.reported", Group: "all" }).Select(m => (m.Before!.Count, m.Before.Of, m.After.Count, m.After.Of)).Single());
        Assert.Empty(comparison.Untold);
        var same = await CompareAsync(Report(Case("b", true)), Report(Case("b", false)));
        Assert.Contains(same.Tables(), t => t.Title == "Measures against the earlier run");
    }

    [Fact]
    public async Task A_case_of_another_set_or_part_is_no_common_one()
    {
        string before = Path.Combine(_folder, "before");
        await Report(Case("a", true)).WriteAsync(before);
        Assert.Throws<InvalidDataException>(() => RunComparison.ToEarlier(Report(Case("a", true, "other")), before));
        var set = EvalsetReader.Read(Repository.Folder("evalsets", "encounters-v1"));
        var one = set.Cases.First(c => c.Part == "development");
        await Report(Case(one.Id, true, set.Id)).WriteAsync(before);
        RunComparison.Refuse([before], [set], "development");
        Assert.Throws<InvalidDataException>(() => RunComparison.Refuse([before], [set], "test"));
    }

    [Fact]
    public async Task Another_gold_of_the_same_cases_is_told_everywhere()
    {
        string set = Path.Combine(_folder, "set"), source = Repository.Folder("evalsets", "encounters-v1");
        foreach (string file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(set, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        async Task<(Evalset Set, EvaluationReport Report)> RunAsync(string name)
        {
            var golden = EvalsetReader.Read(set);
            var report = await new EvaluationRun((paths, _, _) => Task.FromResult(PerfectSummary.Of(golden.Cases.Single(c => c.Paths.SequenceEqual(paths))))).RunAsync([golden], Path.Combine(_folder, name));
            await report.WriteAsync(Path.Combine(_folder, name));
            await new RunManifest("test").WriteAsync([golden], report, Path.Combine(_folder, name));
            return (golden, report);
        }

        string first = Path.Combine(_folder, "first");
        var (before, same) = await RunAsync("first");
        Assert.Empty(RunComparison.ToEarlier(same, [first], [], [before]).Remarks);

        string gold = Path.Combine(before.Cases[0].Folder, "case.json");
        await File.AppendAllTextAsync(gold, "\n");
        var (now, report) = await RunAsync("second");
        string told = $"the golden cases of {now.Id} are not those of the earlier run: differences may be the gold's";
        var comparison = RunComparison.ToEarlier(report, [first], [], [now]);
        Assert.Equal(told, comparison.Remarks.Single());
        await report.WriteAsync(Path.Combine(_folder, "third"), comparison);
        var html = new HtmlReport(report, [now], Path.Combine(_folder, "second"), "test") { Comparison = comparison };
        string sentence = "T" + told[1..];
        Assert.Contains(sentence, PullRequestSummary.Write(html), StringComparison.Ordinal);
        Assert.Contains(told, System.Net.WebUtility.HtmlDecode(System.Text.Encoding.UTF8.GetString(await html.WriteAsync())), StringComparison.Ordinal);
        Assert.Contains(told, await File.ReadAllTextAsync(Path.Combine(_folder, "third", "report.md")), StringComparison.Ordinal);
        Assert.Contains(told, await File.ReadAllTextAsync(Path.Combine(_folder, "third", "report.json")), StringComparison.Ordinal);

        // Other cases of the set, or no manifest: the hash tells nothing, which is told too.
        var fewer = report with { Cases = report.Cases[1..] };
        Assert.StartsWith($"whether the golden cases of {now.Id}", RunComparison.ToEarlier(fewer, [first], [], [now]).Remarks.Single(), StringComparison.Ordinal);
        File.Delete(Path.Combine(first, RunManifest.FileName));
        Assert.StartsWith($"whether the golden cases of {now.Id}", RunComparison.ToEarlier(report, [first], [], [now]).Remarks.Single(), StringComparison.Ordinal);
    }
}

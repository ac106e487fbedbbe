using System.Globalization;
using System.Text.Json;
using HealthcareLlm.Evaluation;
using HealthcareLlm.Evaluation.Runs;

namespace HealthcareLlm.Cli.Bench;

/// <summary>How fast golden sets are judged, and what a run costs beside the program that it measures.</summary>
/// <param name="folder">A scratch folder.</param>
/// <param name="evalset">A golden set of packets or of encounters.</param>
internal sealed class EvaluationBench(string folder, string evalset)
{
    private const int Results = 10_000;

    /// <summary>Runs the set, then judges its results as if there were ten thousand of them.</summary>
    internal IEnumerable<BenchRow> Rows()
    {
        string run = Path.Combine(folder, "evaluated");
        double whole = Child.Self("0,1", "evaluate", "run", evalset, "--output", run, "--part", GoldenParts.Development, "--quiet").Seconds;
        using var machine = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(run, MachineFile.FileName)));
        double program = machine.RootElement.GetProperty("seconds").GetDouble(), judged = machine.RootElement.GetProperty("secondsWithJudging").GetDouble();
        int cases = machine.RootElement.GetProperty("cases").EnumerateObject().Count();
        yield return new($"a run of {cases} cases: judging beside the program", Seconds(judged - program), Seconds(program) + " program", (judged - program) / program, "≤ 2 %", (judged - program) / program <= 0.02);
        yield return new("the same, with start, manifest and every report", Seconds(whole - program), Seconds(program) + " program", (whole - program) / program, "none", null);
        string many = Multiply(run);
        string set = Path.Combine(many, "set"), again = Path.Combine(many, "run");
        var scored = Child.Here(() => Score(set, again));
        yield return new($"{Results} stored results scored: read, judged, every figure taken", Seconds(scored.Seconds), string.Empty, scored.Seconds, "≤ 10 s", scored.Seconds <= 10);
        yield return new("memory of that", Megabytes(scored), string.Empty, scored.PeakMegabytes, "≤ 500 MB", scored.PeakMegabytes is > 0 and <= 500);
        var reported = Child.Self("0,1", "evaluate", "run", set, "--output", again, "--judge-again", "--quiet");
        yield return new("the same with start, manifest, lines and every report", Seconds(reported.Seconds), string.Empty, reported.Seconds, "none", null);
        yield return new("memory of that", Megabytes(reported), string.Empty, reported.PeakMegabytes, "none", null);
    }

    private static void Score(string set, string run)
    {
        var (_, report) = EvaluationRun.JudgeAgain([set], null, static _ => true, run);
        report.With(new()).Prepare();
        if (report.Cases.Length != Results || report.Cases.Any(static c => c.NotScored is not null)) throw new ConfigurationException("a stored result could not be scored");
    }

    private static string Megabytes(ChildRun run) => string.Create(CultureInfo.InvariantCulture, $"{run.PeakMegabytes:0} MB");

    /// <summary>A set of copies of the run's cases under other names, with their results: as much to read, to judge and to write as that many cases have.</summary>
    private string Multiply(string run)
    {
        string many = Path.Combine(folder, "many"), set = Path.Combine(many, "set"), results = Path.Combine(many, "run", EvaluationRun.ResultsFolder);
        Directory.CreateDirectory(results);
        Directory.CreateSymbolicLink(Path.Combine(many, "run", EvaluationRun.TextsFolder), Path.GetFullPath(Path.Combine(run, EvaluationRun.TextsFolder)));
        string[] made = [.. Directory.GetFiles(Path.Combine(run, EvaluationRun.ResultsFolder)).Order(StringComparer.Ordinal)];
        var ids = new List<string>(Results);
        for (int i = 0; i < Results; i++)
        {
            string result = made[i % made.Length], from = Path.GetFileNameWithoutExtension(result), id = string.Create(CultureInfo.InvariantCulture, $"{from}-{i}");
            string source = Path.GetFullPath(Path.Combine(evalset, "cases", from)), copy = Path.Combine(set, "cases", id);
            Directory.CreateDirectory(copy);
            Directory.CreateSymbolicLink(Path.Combine(copy, "documents"), Path.Combine(source, "documents"));
            File.WriteAllText(Path.Combine(copy, "case.json"), File.ReadAllText(Path.Combine(source, "case.json")).Replace('"' + from + '"', '"' + id + '"', StringComparison.Ordinal));
            File.Copy(result, Path.Combine(results, id + ".json"));
            ids.Add(id);
        }

        File.WriteAllText(Path.Combine(set, "evalset.json"), JsonSerializer.Serialize(new { schema = "evalset/v1", id = "many", version = 1, task = Task(), cases = ids }));
        return many;
    }

    /// <summary>The task of the set: what its cases are.</summary>
    private string? Task()
    {
        using var set = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(evalset, "evalset.json")));
        return set.RootElement.GetProperty("task").GetString();
    }

    private static string Seconds(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.00} s");
}

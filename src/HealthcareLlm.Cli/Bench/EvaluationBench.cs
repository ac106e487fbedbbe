using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using HealthcareLlm.Evaluation;
using HealthcareLlm.Evaluation.Runs;

namespace HealthcareLlm.Cli.Bench;

/// <summary>How fast golden sets are judged, and what a run costs beside the program that it measures.</summary>
/// <param name="folder">A scratch folder.</param>
/// <param name="evalsets">Golden sets, all of packets or all of encounters.</param>
internal sealed class EvaluationBench(string folder, string[] evalsets)
{
    private const int Results = 10_000;

    // As many are enough to tell what one costs.
    private const int Unlike = 500;

    /// <summary>Runs the set, then judges its results as if there were ten thousand of them.</summary>
    internal IEnumerable<BenchRow> Rows()
    {
        string run = Path.Combine(folder, "evaluated");
        double whole = Child.Self("0,1", ["evaluate", "run", .. evalsets, "--output", run, "--part", GoldenParts.Development, "--quiet"]).Seconds;
        using var machine = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(run, MachineFile.FileName)));
        double program = machine.RootElement.GetProperty("seconds").GetDouble(), judged = machine.RootElement.GetProperty("secondsWithJudging").GetDouble();
        int cases = machine.RootElement.GetProperty("cases").EnumerateObject().Count();
        yield return new($"a run of {cases} cases: judging beside the program", Seconds(judged - program), Seconds(program) + " program", (judged - program) / program, "≤ 2 %", (judged - program) / program <= 0.02);
        yield return new("the same, with start, manifest and every report", Seconds(whole - program), Seconds(program) + " program", (whole - program) / program, "none", null);
        var (set, again) = Multiply(run, "many", Results, static (result, _) => result);
        var scored = Child.Here(() => Score(set, again, Results));
        yield return new($"{Results} stored results scored: read, judged, every figure taken", Seconds(scored.Seconds), string.Empty, scored.Seconds, "≤ 10 s", scored.Seconds <= 10);
        yield return new("memory of that", Megabytes(scored), string.Empty, scored.PeakMegabytes, "≤ 500 MB", scored.PeakMegabytes is > 0 and <= 500);
        var reported = Child.Self("0,1", "evaluate", "run", set, "--output", again, "--judge-again", "--quiet");
        yield return new("the same with start, manifest, lines and every report", Seconds(reported.Seconds), string.Empty, reported.Seconds, "none", null);
        yield return new("memory of that", Megabytes(reported), string.Empty, reported.PeakMegabytes, "none", null);
        // Copies of a summary are judged once, and what is known of a text is not asked twice: this is what strangers' results cost.
        var (others, unlike) = Multiply(run, "unlike", Unlike, Reworded);
        var each = Child.Here(() => Score(others, unlike, Unlike));
        yield return new($"{Unlike} of which no two texts are alike: each", string.Create(CultureInfo.InvariantCulture, $"{1000 * each.Seconds / Unlike:0.0} ms"), Seconds(each.Seconds) + " all", each.Seconds / Unlike * Results / scored.Seconds, "none", null);
    }

    /// <summary>A result with another word at the end of every text and value that stands in it: right or wrong is not asked, only how long it takes to tell.</summary>
    private static string Reworded(string result, int number)
    {
        var root = JsonNode.Parse(result)!;
        Visit(root["record"] ?? root["summary"]);
        return root.ToJsonString();

        void Visit(JsonNode? node)
        {
            if (node is JsonArray list)
            {
                foreach (var entry in list) Visit(entry);
            }

            if (node is not JsonObject members) return;
            foreach (var (name, value) in members.ToList())
            {
                if (name is "text" or "value" or "quote" && value?.GetValueKind() == JsonValueKind.String) members[name] = value.GetValue<string>() + string.Create(CultureInfo.InvariantCulture, $" no{number}");
                else Visit(value);
            }
        }
    }

    private static void Score(string set, string run, int results)
    {
        var (_, report) = EvaluationRun.JudgeAgain([set], null, static _ => true, run);
        report.With(new()).Prepare();
        if (report.Cases.Length != results || report.Cases.Any(static c => c.NotScored is not null)) throw new ConfigurationException("a stored result could not be scored");
    }

    private static string Megabytes(ChildRun run) => string.Create(CultureInfo.InvariantCulture, $"{run.PeakMegabytes:0} MB");

    /// <summary>A set of copies of the run's cases under other names, with their results: as much to read, to judge and to write as that many cases have.</summary>
    private (string Set, string Run) Multiply(string run, string name, int results, Func<string, int, string> change)
    {
        string set = Path.Combine(folder, name, "set"), again = Path.Combine(folder, name, "run"), kept = Path.Combine(again, EvaluationRun.ResultsFolder);
        Directory.CreateDirectory(kept);
        Directory.CreateSymbolicLink(Path.Combine(again, EvaluationRun.TextsFolder), Path.GetFullPath(Path.Combine(run, EvaluationRun.TextsFolder)));
        string[] made = [.. Directory.GetFiles(Path.Combine(run, EvaluationRun.ResultsFolder)).Order(StringComparer.Ordinal)];
        var ids = new List<string>(results);
        for (int i = 0; i < results; i++)
        {
            string result = made[i % made.Length], from = Path.GetFileNameWithoutExtension(result), id = string.Create(CultureInfo.InvariantCulture, $"{from}-{i}");
            string source = evalsets.Select(e => Path.GetFullPath(Path.Combine(e, "cases", from))).First(Directory.Exists), copy = Path.Combine(set, "cases", id);
            Directory.CreateDirectory(copy);
            Directory.CreateSymbolicLink(Path.Combine(copy, "documents"), Path.Combine(source, "documents"));
            File.WriteAllText(Path.Combine(copy, "case.json"), File.ReadAllText(Path.Combine(source, "case.json")).Replace('"' + from + '"', '"' + id + '"', StringComparison.Ordinal));
            File.WriteAllText(Path.Combine(kept, id + ".json"), change(File.ReadAllText(result), i));
            ids.Add(id);
        }

        File.WriteAllText(Path.Combine(set, "evalset.json"), JsonSerializer.Serialize(new { schema = "evalset/v1", id = "many", version = 1, task = Task(), cases = ids }));
        return (set, again);
    }

    /// <summary>The task of the sets: what their cases are.</summary>
    private string? Task()
    {
        using var set = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(evalsets[0], "evalset.json")));
        return set.RootElement.GetProperty("task").GetString();
    }

    private static string Seconds(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.00} s");
}

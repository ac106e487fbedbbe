using System.Text.Json;
using System.Xml.Linq;
using HealthcareLlm.Evaluation;
using HealthcareLlm.Evaluation.Runs;

namespace HealthcareLlm.Tests.Evaluation.Runs;

public sealed class RunFilesTests : IDisposable
{
    private static readonly Evalset Set = EvalsetReader.Read(Repository.Folder("evalsets", "encounters-v1"));

    private readonly string _folder = Directory.CreateTempSubdirectory("files").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    private static Task<byte[]> Make(IReadOnlyList<string> paths, string task, CancellationToken cancellation)
    {
        var golden = Set.Cases.Single(c => c.Paths.SequenceEqual(paths));
        return golden.Id == "neurology-stroke" ? throw new InvalidOperationException("text") : Task.FromResult(PerfectSummary.Of(golden));
    }

    private async Task<(EvaluationReport Report, byte[] Lines, byte[] Manifest)> RunAsync(string name, string? part = null)
    {
        string folder = Path.Combine(_folder, name);
        var report = await new EvaluationRun(Make).RunAsync([Set], folder, new() { Part = part });
        await new RunManifest("0.1.0+commit").WriteAsync([Set], report, folder);
        return (report, await File.ReadAllBytesAsync(Path.Combine(folder, ResultLines.FileName)), await File.ReadAllBytesAsync(Path.Combine(folder, RunManifest.FileName)));
    }

    [Fact]
    public async Task The_same_run_gives_the_same_bytes_and_a_line_a_case()
    {
        var first = await RunAsync("first");
        var second = await RunAsync("second");
        Assert.Equal(first.Lines, second.Lines);
        Assert.Equal(first.Manifest, second.Manifest);
        var lines = System.Text.Encoding.UTF8.GetString(first.Lines).TrimEnd('\n').Split('\n').Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal(Set.Cases.Select(c => c.Id), lines.Select(l => l.GetProperty("case").GetString()));
        var failed = lines.Single(l => l.TryGetProperty("notScored", out _));
        Assert.Equal("neurology-stroke", failed.GetProperty("case").GetString());
        Assert.False(failed.TryGetProperty("result", out _));
        Assert.Equal("discharge-summary/v1", lines[0].GetProperty("result").GetProperty("schema").GetString());
        Assert.Empty(Directory.GetFiles(Path.Combine(_folder, "first"), "*.part"));
    }

    [Fact]
    public async Task The_manifest_names_the_set_by_its_content()
    {
        var all = JsonDocument.Parse((await RunAsync("all")).Manifest).RootElement;
        var development = JsonDocument.Parse((await RunAsync("development", "development")).Manifest).RootElement;
        Assert.Equal("0.1.0+commit", all.GetProperty("program").GetString());
        Assert.Equal(8, all.GetProperty("evalsets")[0].GetProperty("cases").GetInt32());
        Assert.Equal(RunManifest.HashOf(Set.Cases.Reverse()), all.GetProperty("evalsets")[0].GetProperty("sha256").GetString());
        Assert.NotEqual(all.GetProperty("evalsets")[0].GetProperty("sha256").GetString(), development.GetProperty("evalsets")[0].GetProperty("sha256").GetString());
        Assert.DoesNotContain(Environment.MachineName, all.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_document_is_another_set()
    {
        var golden = SmallPacket.Golden();
        string before = RunManifest.HashOf([golden]);
        File.WriteAllText(golden.Paths[0], "something");
        Assert.NotEqual(before, RunManifest.HashOf([golden]));
    }

    [Fact]
    public void A_document_is_known_by_the_hash_that_its_result_names()
    {
        var golden = SmallPacket.Golden();
        string hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(golden.Paths[0])));
        var result = SmallPacket.Perfect();
        result["documents"]![0]!["documentId"] = hash;
        var score = SmallPacket.Score(result) with { Id = golden.Id };
        Assert.Equal(RunManifest.HashOf([golden]), RunManifest.HashOf([golden], [score]));
        // Made from other bytes, it is another set; and a case that was not scored names nothing.
        string other = new('0', 64);
        Assert.NotEqual(RunManifest.HashOf([golden]), RunManifest.HashOf([golden], [score with { Sources = [other] }]));
        Assert.Equal(RunManifest.HashOf([golden]), RunManifest.HashOf([golden], [score with { Sources = [other], NotScored = "why" }]));
    }

    [Fact]
    public async Task Gates_in_yaml_are_those_in_json_and_know_too_few()
    {
        string yaml = Path.Combine(_folder, "gates.yaml"), json = Path.Combine(_folder, "gates.json");
        await File.WriteAllTextAsync(yaml, "# a comment\ngates:\n  - measure: summary.must\n    atLeast: 0.5\n    minimumN: 1000\n  - { measure: summary.traps, group: all, atMost: 0 }\n");
        await File.WriteAllTextAsync(json, """{ "gates": [ { "measure": "summary.must", "atLeast": 0.5, "minimumN": 1000 }, { "measure": "summary.traps", "group": "all", "atMost": 0 } ] }""");
        Assert.Equal(Gates.Read(json).ToArray(), Gates.Read(yaml).ToArray());
        var report = (await RunAsync("gates")).Report;
        var outcomes = Gates.Try(Gates.Read(yaml), report);
        Assert.Equal([(true, false), (false, true)], outcomes.Select(o => (o.TooFew, o.Kept)));
        Assert.Contains("n at least 1000", Gates.Told(outcomes[0]), StringComparison.Ordinal);

        string junit = Path.Combine(_folder, "junit.xml");
        JUnitFile.Write(junit, report, outcomes);
        var root = XDocument.Load(junit).Root!;
        Assert.Equal(("10", "1", "1"), (root.Attribute("tests")!.Value, root.Attribute("failures")!.Value, root.Attribute("errors")!.Value));
        Assert.Equal("summary.must all at least 50.0 %, n at least 1000", Assert.Single(root.Descendants("failure")).Parent!.Attribute("name")!.Value);
        Assert.Equal("neurology-stroke", Assert.Single(root.Descendants("error")).Parent!.Attribute("name")!.Value);
    }

    [Fact]
    public void Gates_on_confidence_and_on_a_field_s_rate_are_tried()
    {
        var report = new EvaluationReport([new("s", 1, "prior-auth-request")], null, [SmallPacket.Score(SmallPacket.Perfect())]);
        var outcomes = Gates.Try(
            [
                new("rate.patient.memberId.precision", "all", 1, null),
                new("rate.patient.memberId.precision", "all", 1, null) { MinimumN = 2 },
                new("confidence.critical.brier", "all", null, 0.001),
                new("confidence.critical.auroc", "all", 0.5, null),
            ],
            report);
        Assert.Equal([true, false, true, false], outcomes.Select(o => o.Kept));
        Assert.True(outcomes[3].NotScored);
    }

    [Theory]
    [InlineData("gates:\n  - measure: other.right\n    atMost: 5\n")]
    [InlineData("gates:\n  - measure: critical.right\n    atLeast: -0.1\n")]
    [InlineData("gates:\n  - measure: accuracy\n    atLeast: 0.9\n")]
    [InlineData("gates:\n  - measure: rate.patient.shoeSize.precision\n    atLeast: 0.9\n")]
    [InlineData("gates:\n  - measure: confidence.all.auroc\n    atLeast: 0.9\n")]
    [InlineData("gates:\n  - measure: summary.must\n    atleast: 0.9\n")]
    [InlineData("gates:\n  - measure: summary.must\n    atLeast: much\n")]
    [InlineData("gates:\n  - measure: summary.must\n")]
    [InlineData("gates: {}\n")]
    [InlineData("gate:\n  - measure: summary.must\n")]
    [InlineData("gates: [\n")]
    [InlineData("")]
    public void A_faulty_yaml_file_is_refused(string text)
    {
        string file = Path.Combine(_folder, "gate.yml");
        File.WriteAllText(file, text);
        Assert.Throws<InvalidDataException>(() => Gates.Read(file));
    }

    [Fact]
    public void The_repository_s_gates_can_be_read()
    {
        foreach (string file in Directory.EnumerateFiles(Repository.Folder("evalsets", "gates"))) Assert.NotEmpty(Gates.Read(file));
    }

    [Fact]
    public async Task A_report_from_before_the_format_had_its_name_is_still_compared()
    {
        var report = (await RunAsync("old")).Report;
        string folder = Path.Combine(_folder, "old"), file = Path.Combine(folder, "report.json");
        await report.WriteAsync(folder);
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("run-report/v1", "evaluation-report/v1", StringComparison.Ordinal));
        Assert.Empty(RunComparison.ToEarlier(report, folder).Changes);
    }
}

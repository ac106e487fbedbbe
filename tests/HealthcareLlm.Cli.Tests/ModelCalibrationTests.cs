using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using HealthcareLlm.ModelServer;

namespace HealthcareLlm.Cli.Tests;

/// <summary>Results of a language model, from a run against a server to confidences of its own: the same machinery as for the offline engine.</summary>
[Collection("commands")]
public class ModelCalibrationTests
{
    private const int Packets = 24;

    [Fact]
    public async Task A_model_that_is_often_wrong_is_calibrated_and_then_refused_below_the_threshold()
    {
        using var run = new CommandRun();
        await using var server = await ScriptedServer.StartAsync();
        // Of two sets of the same packets the gold of one says that most of what the model reads is wrong.
        string right = Write(run.Folder, "right", static _ => true), wrong = Write(run.Folder, "wrong", static i => i % 3 == 0);
        string recording = Path.Combine(run.Folder, "exchanges.tsv");
        var live = new Dictionary<string, string> { ["LanguageModel__Endpoint"] = server.Endpoint.AbsoluteUri, ["LanguageModel__Model"] = "careful", ["LanguageModel__Record"] = recording };
        var replay = new Dictionary<string, string> { ["LanguageModel__Endpoint"] = server.Endpoint.AbsoluteUri, ["LanguageModel__Model"] = "careful", ["LanguageModel__Replay"] = recording };

        await run.RunAsync(["evaluate", "run", right, "--engine", "language-model", "--output", Path.Combine(run.Folder, "live"), "--quiet"], live);
        Assert.Equal((ExitStatus.Done, string.Empty), (run.Status, run.Error));
        Assert.Equal(Packets, server.Calls["careful"]);
        var first = Results(run.Folder, "live");
        Assert.All(first, static r => Assert.Equal("language-model", (string?)r["manifest"]!["engine"]));
        Assert.All(first, static r => Assert.StartsWith("none: ", (string?)r["manifest"]!["calibration"], StringComparison.Ordinal)); // the built-in one is the offline engine's
        Assert.All(first, static r => Assert.Equal("extracted", Member(r)));

        foreach (var (set, name) in ((string, string)[])[(right, "right"), (wrong, "wrong")])
        {
            string folder = Path.Combine(run.Folder, "run-" + name), calibration = Path.Combine(run.Folder, name + ".json");
            await run.RunAsync(["evaluate", "run", set, "--engine", "language-model", "--output", folder, "--quiet"], replay);
            Assert.Equal((ExitStatus.Done, string.Empty), (run.Status, run.Error));
            await run.RunAsync(["evaluate", "calibrate", set, "--run", folder, "--output", calibration, "--method", "logistic"]);
            Assert.Equal((ExitStatus.Done, string.Empty), (run.Status, run.Error));
            Assert.StartsWith("language-model 3-", (string?)JsonNode.Parse(await File.ReadAllTextAsync(calibration))!["engine"], StringComparison.Ordinal);
            var own = new Dictionary<string, string>(replay) { ["Confidence__Calibration"] = calibration };
            await run.RunAsync(["evaluate", "run", set, "--engine", "language-model", "--output", folder + "-calibrated", "--quiet"], own);
            Assert.Equal(ExitStatus.Done, run.Status);
            // The same packets: their own calibration has seen them all.
            Assert.StartsWith("nothing was left to measure confidence on", run.Error, StringComparison.Ordinal);
            foreach (var result in Results(run.Folder, "run-" + name + "-calibrated"))
            {
                var member = result["record"]!["patient"]!["memberId"]!;
                Assert.StartsWith(name + " ", (string?)result["manifest"]!["calibration"], StringComparison.Ordinal);
                Assert.Equal(name == "right" ? "extracted" : "refused", (string?)member["status"]);
                if (name == "right") Assert.InRange((double)member["confidence"]!, 0.9, 1);
                else Assert.StartsWith("low-confidence: values of this score were right in 0.", (string?)member["reason"], StringComparison.Ordinal);
            }

            // Thresholds certified on the same run: of the set that is right some may go out, of the other none.
            string thresholds = Path.Combine(run.Folder, name + "-thresholds.json");
            await run.RunAsync(["evaluate", "thresholds", set, "--run", folder, "--output", thresholds, "--learn", "none", "--risk", "0.2", "--confidence", "0.9"]);
            Assert.Equal((ExitStatus.Done, string.Empty), (run.Status, run.Error));
            await run.RunAsync(["evaluate", "run", set, "--engine", "language-model", "--output", folder + "-certified", "--quiet"], new Dictionary<string, string>(replay) { ["Confidence__Thresholds"] = thresholds });
            Assert.Equal(ExitStatus.Done, run.Status);
            // Of the set that is wrong no value stands, and there is nothing to measure.
            if (name == "right") Assert.Empty(run.Error);
            else Assert.StartsWith("nothing to measure confidence on", run.Error, StringComparison.Ordinal);
            Assert.All(Results(run.Folder, "run-" + name + "-certified"), r => Assert.Equal(name == "right" ? "extracted" : "refused", Member(r)));
            Assert.All(Results(run.Folder, "run-" + name + "-certified"), r => Assert.Contains($"; thresholds {name}-thresholds ", (string?)r["manifest"]!["calibration"], StringComparison.Ordinal));
            // Certified on scores, they are no thresholds of confidences.
            await run.RunAsync(["evaluate", "run", set, "--engine", "language-model", "--output", folder + "-mixed", "--quiet"], new Dictionary<string, string>(own) { ["Confidence__Thresholds"] = thresholds });
            Assert.Equal(ExitStatus.WrongUse, run.Status);
            Assert.Contains($"was certified with calibration none, and {name} is in force", run.Error, StringComparison.Ordinal);

            // Another model's scores, and the offline engine's, are not read by it.
            await run.RunAsync(["evaluate", "run", set, "--engine", "language-model", "--output", folder + "-other", "--quiet"], new Dictionary<string, string>(own) { ["LanguageModel__Model"] = "another" });
            Assert.Equal(ExitStatus.WrongUse, run.Status);
            Assert.Contains("was fitted for language-model 3-", run.Error, StringComparison.Ordinal);
            await run.RunAsync(["evaluate", "run", set, "--output", folder + "-offline", "--quiet"], new Dictionary<string, string> { ["Confidence__Calibration"] = calibration });
            Assert.Equal(ExitStatus.WrongUse, run.Status);
        }

        Assert.Equal(Packets, server.Calls["careful"]); // the rest was replayed
    }

    private static List<JsonNode> Results(string root, string run) =>
        [.. Directory.GetFiles(Path.Combine(root, run, "results"), "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(static f => JsonNode.Parse(File.ReadAllText(f))!).Where(static r => r["record"] is not null)];

    private static string? Member(JsonNode result) => (string?)result["record"]!["patient"]!["memberId"]!["status"];

    /// <summary>A golden set of forms of invented people; where a packet is not right its gold says another thing than the form.</summary>
    private static string Write(string root, string name, Func<int, bool> isRight)
    {
        string folder = Path.Combine(root, "set-" + name);
        string[] ids = [.. Enumerable.Range(0, Packets).Select(static i => "p" + i.ToString("D2", CultureInfo.InvariantCulture))];
        for (int i = 0; i < Packets; i++)
        {
            string patient = "Person " + (char)('A' + i) + "ander", member = string.Create(CultureInfo.InvariantCulture, $"KQ{7_000_000 + (i * 40_961)}"), birth = string.Create(CultureInfo.InvariantCulture, $"1960-{1 + (i % 12):D2}-{1 + i:D2}");
            string written = string.Create(CultureInfo.InvariantCulture, $"{birth[5..7]}/{birth[8..]}/1960");
            string[] lines = ["PRIOR AUTHORIZATION REQUEST", "Patient name: " + patient, "Date of birth: " + written, "Member ID: " + member, "Requesting provider NPI: 1234567893", "Procedure code: 72148", "ICD-10: M54.16", "Urgency: Standard"];
            string documents = Path.Combine(folder, "cases", ids[i], "documents");
            Directory.CreateDirectory(documents);
            File.WriteAllText(Path.Combine(documents, "1-form.txt"), string.Join('\n', lines) + "\n");
            string Gold(string value, string other) => isRight(i) ? value : other;
            object Leaf(string value) => new { value, at = new[] { new { file = "1-form.txt", page = 1 } } };
            var gold = new
            {
                schema = "golden-case/v1",
                id = ids[i],
                task = "prior-auth-request",
                date = "2026-03-01",
                part = "calibration",
                tags = new { grade = "digital" },
                documents = new[] { new { file = "1-form.txt", pages = 1 } },
                record = new
                {
                    patient = new { name = Leaf(Gold(patient, "Otto Other")), birthDate = Leaf(Gold(birth, "1961-01-01")), memberId = Leaf(Gold(member, "ZZ1")) },
                    requestingProvider = new { npi = Leaf(Gold("1234567893", "1999999984")) },
                    request = new { urgency = Leaf("standard"), services = new[] { new { code = Leaf(Gold("72148", "72149")) } } },
                    diagnoses = new[] { new { code = Leaf(Gold("M54.16", "M54.17")) } },
                },
                missing = Array.Empty<string>(),
                setAside = Array.Empty<string>(),
            };
            File.WriteAllText(Path.Combine(folder, "cases", ids[i], "case.json"), JsonSerializer.Serialize(gold));
        }

        File.WriteAllText(Path.Combine(folder, "evalset.json"), JsonSerializer.Serialize(new { id = name, version = 1, task = "prior-auth-request", cases = ids }));
        return folder;
    }
}

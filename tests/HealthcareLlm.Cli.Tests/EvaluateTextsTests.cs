namespace HealthcareLlm.Cli.Tests;

/// <summary>What <c>evaluate</c> says of quotes whose text is gone or altered, of results that cannot be read, and of a single case.</summary>
[Collection("commands")]
public class EvaluateTextsTests
{
    private const string Note = "Patient Name: Jane Roe\nDate of Birth: 01/22/1960\nMember ID: XQZ123456\n";

    [Fact]
    public async Task CalibrateAndThresholdsAreQuietWhenAskedAndOneCaseBearsNoClaim()
    {
        using var run = new CommandRun();
        string note = run.Write("one.txt", Note), set = Path.Combine(run.Folder, "set"), made = Path.Combine(run.Folder, "run"), output = Path.Combine(run.Folder, "made.json");
        await run.RunAsync(["extract", note, "--output", run.Output, "--quiet"]);
        await run.RunAsync(["evaluate", "new", set, "one", note, "--from", run.Output]);
        await run.RunAsync(["evaluate", "run", set, "--output", made]);
        Assert.Contains("one case was judged: it bears no claim", run.Error, StringComparison.Ordinal);
        foreach (string report in (string[])["report.md", "summary.md", "report.html"]) Assert.Contains("One case was judged: it bears no claim", await File.ReadAllTextAsync(Path.Combine(made, report)), StringComparison.Ordinal);
        await run.RunAsync(["evaluate", "calibrate", set, "--run", made, "--part", "development", "--output", output, "-q"]);
        Assert.Equal((ExitStatus.WrongUse, ""), (run.Status, run.Out));
        Assert.Contains("too few labels", run.Error, StringComparison.Ordinal);
        await run.RunAsync(["evaluate", "thresholds", set, "--run", made, "--part", "development", "--output", output, "-q"]);
        Assert.Equal((ExitStatus.Done, "", ""), (run.Status, run.Out, run.Error));

        string result = Path.Combine(made, "results", "one.json");
        await File.WriteAllTextAsync(result, (await File.ReadAllTextAsync(result)).Replace("\"outcome\"", "outcome", StringComparison.Ordinal));
        await run.RunAsync(["evaluate", "run", set, "--output", made, "--judge-again", "-q"]);
        Assert.Matches($"(?m)^not scored: one: {System.Text.RegularExpressions.Regex.Escape(result)}: line [0-9]+: the result is no JSON: column [0-9]+: what stands here", run.Error);
    }

    [Fact]
    public async Task QuotesThatCouldNotBeCheckedAreCountedAndSaid()
    {
        using var run = new CommandRun();
        string note = run.Write("one.txt", Note), set = Path.Combine(run.Folder, "set"), made = Path.Combine(run.Folder, "run");
        await run.RunAsync(["extract", note, "--output", run.Output, "--quiet"]);
        await run.RunAsync(["evaluate", "new", set, "one", note, "--from", run.Output]);
        string gates = run.Write("gates.yaml", "gates:\n  - { measure: citations.notChecked, atMost: 0 }\n");
        await run.RunAsync(["evaluate", "run", set, "--output", made, "--gate", gates, "-q"]);
        Assert.Equal((ExitStatus.Done, ""), (run.Status, run.Error));
        string kept = Directory.GetFiles(Path.Combine(made, "texts")).Single();
        // Altered, and then gone.
        foreach (var harm in (Action[])[() => File.WriteAllText(kept, File.ReadAllText(kept).Replace("Jane", "John", StringComparison.Ordinal)), () => File.Delete(kept)])
        {
            harm();
            await run.RunAsync(["evaluate", "run", set, "--output", made, "--judge-again", "--gate", gates, "-q"]);
            Assert.Equal(ExitStatus.GateFailed, run.Status);
            Assert.Matches("(?m)^([0-9]+) of \\1 citations could not be checked word for word", run.Error);
            Assert.Contains("gate failed: citations.notChecked (all): 100.0 %", run.Error, StringComparison.Ordinal);
            foreach (string report in (string[])["report.md", "summary.md", "report.html"]) Assert.Contains("citations could not be checked word for word", await File.ReadAllTextAsync(Path.Combine(made, report)), StringComparison.Ordinal);
        }
    }
}

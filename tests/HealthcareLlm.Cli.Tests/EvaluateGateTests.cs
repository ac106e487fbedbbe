namespace HealthcareLlm.Cli.Tests;

/// <summary>What <c>evaluate run --gate</c> says of bounds that the run cannot try.</summary>
[Collection("commands")]
public class EvaluateGateTests
{
    private const string Note = "Patient Name: Jane Roe\nDate of Birth: 01/22/1960\nMember ID: XQZ123456\n";

    [Fact]
    public async Task ABoundOfTheOtherTaskFailsOrIsSkippedAloudAndNeverVanishes()
    {
        using var run = new CommandRun();
        string note = run.Write("one.txt", Note), set = Path.Combine(run.Folder, "set"), made = Path.Combine(run.Folder, "run");
        await run.RunAsync(["extract", note, "--output", run.Output, "--quiet"]);
        await run.RunAsync(["evaluate", "new", set, "one", note, "--from", run.Output]);
        string summary = run.Write("summary.yaml", "gates:\n  - { measure: summary.must, atLeast: 0.5 }\n");
        await run.RunAsync(["evaluate", "run", set, "--output", made, "--gate", summary, "-q"]);
        Assert.Equal(ExitStatus.GateFailed, run.Status);
        Assert.Contains("gate failed: summary.must (all): nothing to measure", run.Error, StringComparison.Ordinal);
        Assert.Contains("the run has no set of discharge-summary", run.Error, StringComparison.Ordinal);

        string both = run.Write("both.yaml", "gates:\n  - { measure: cases.notScored, atMost: 0 }\n  - { measure: summary.must, task: discharge-summary, atLeast: 0.5 }\n");
        await run.RunAsync(["evaluate", "run", set, "--output", made, "--judge-again", "--gate", both, "-q"]);
        Assert.Equal(ExitStatus.Done, run.Status);
        Assert.Contains("gate skipped: summary.must (all): for discharge-summary, of which the run has no set", run.Error, StringComparison.Ordinal);
        Assert.Contains("All 1 gates kept, 1 skipped (of another task)", await File.ReadAllTextAsync(Path.Combine(made, "summary.md")), StringComparison.Ordinal);
        Assert.Contains("| skipped |", await File.ReadAllTextAsync(Path.Combine(made, "report.md")), StringComparison.Ordinal);

        string none = run.Write("none.yaml", "gates:\n  - { measure: summary.must, task: discharge-summary, atLeast: 0.5 }\n");
        foreach (string[] again in (string[][])[["--judge-again"], []])
        {
            await run.RunAsync(["evaluate", "run", set, "--output", made, "--gate", none, "-q", .. again]);
            Assert.Equal(ExitStatus.WrongUse, run.Status);
            Assert.Contains("every bound is for discharge-summary", run.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task AGateThatIsKeptByAFigureWithoutAClaimSaysSo()
    {
        using var run = new CommandRun();
        string note = run.Write("one.txt", Note), set = Path.Combine(run.Folder, "set"), made = Path.Combine(run.Folder, "run");
        await run.RunAsync(["extract", note, "--output", run.Output, "--quiet"]);
        await run.RunAsync(["evaluate", "new", set, "one", note, "--from", run.Output]);
        string gates = run.Write("gates.yaml", "gates:\n  - { measure: confidence.critical.brier, atMost: 0.9 }\n");
        await run.RunAsync(["evaluate", "run", set, "--output", made, "--gate", gates, "-q"]);
        Assert.Equal(ExitStatus.Done, run.Status);
        Assert.Contains("gate kept, but it bears no claim: confidence.critical.brier (all): ", run.Error, StringComparison.Ordinal);
        Assert.Contains("of 0 errors in 1 packets: bears no claim", run.Error, StringComparison.Ordinal);
    }
}

namespace HealthcareLlm.Cli.Tests;

/// <summary>The repository's own development sets, held against what this version reaches: each page is read once, and both gate files judge the same results.</summary>
[Collection("commands")]
public class RegressionTests
{
    [Fact]
    public async Task TheDevelopmentSetsKeepEveryGate()
    {
        using var run = new CommandRun();
        string made = Path.Combine(run.Folder, "run");
        string[] evaluate = ["evaluate", "run", Sets("prior-auth-v1"), Sets("prior-auth-v2"), Sets("encounters-v1"), Sets("encounters-v2"), "--part", "development", "--output", made, "--parallel", Environment.ProcessorCount.ToString(System.Globalization.CultureInfo.InvariantCulture), "--quiet"];
        await run.RunAsync([.. evaluate, "--gate", Sets("gates", "regression.yaml"), "--junit", Path.Combine(made, "junit.xml")]);
        Assert.True(run.Status == ExitStatus.Done, run.Error);
        await run.RunAsync([.. evaluate, "--judge-again", "--gate", Sets("gates", "issue-3.yaml")]);
        Assert.True(run.Status == ExitStatus.Done, run.Error);
        string page = await File.ReadAllTextAsync(Path.Combine(made, "report.html"));
        Assert.True(page.Length < 8_000_000, $"{page.Length} characters");
        Assert.Contains("<image id=\"page-", page, StringComparison.Ordinal);
        Assert.Contains("class=\"verdict kept\"", page, StringComparison.Ordinal);
        Assert.True((await File.ReadAllTextAsync(Path.Combine(made, "summary.md"))).Length < 65_536);
    }

    private static string Sets(params string[] steps)
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "HealthcareLlm.sln"))) folder = Path.GetDirectoryName(folder)!;
        return Path.Combine([folder, "evalsets", .. steps]);
    }
}

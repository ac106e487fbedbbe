namespace HealthcareLlm.Cli.Tests;

/// <summary>The commands about golden sets.</summary>
[Collection("commands")]
public class EvaluateTests
{
    private const string Note = "Patient Name: Jane Roe\nDate of Birth: 01/22/1960\nMember ID: XQZ123456\n";

    [Fact]
    public async Task TheRepositorysOwnSetsKeepTheirPromises()
    {
        using var run = new CommandRun();
        string sets = Path.Combine(Root(), "evalsets");
        string[] folders = [.. Directory.GetDirectories(sets).Where(d => File.Exists(Path.Combine(d, "evalset.json"))).Order(StringComparer.Ordinal)];
        Assert.True(folders.Length >= 4);
        await run.RunAsync(["evaluate", "check", .. folders]);
        Assert.True(run.Status == ExitStatus.Done, string.Join('\n', run.Out.Split('\n').Where(l => l.Contains(" error [", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task ACorrectedResultBecomesACaseThatRunsAndABrokenOneIsNamed()
    {
        using var run = new CommandRun();
        string note = run.Write("a.txt", Note), set = Path.Combine(run.Folder, "set");
        await run.RunAsync(["extract", note, "--output", run.Output]);
        await run.RunAsync(["evaluate", "new", set, "one", note, "--from", run.Output, "--tag", "grade=digital"]);
        Assert.Equal(ExitStatus.Done, run.Status);
        await run.RunAsync(["evaluate", "check", set]);
        Assert.Equal(ExitStatus.GateFailed, run.Status); // the data card is not filled in
        await run.RunAsync(["evaluate", "new", set, "two", run.Write("b.txt", "Another note.\n"), "--task", "prior-auth-request"]);
        await run.RunAsync(["evaluate", "run", set, "--output", Path.Combine(run.Folder, "run")]);
        Assert.Equal(ExitStatus.Done, run.Status);
        string broken = Path.Combine(set, "cases", "two", "case.json");
        await File.WriteAllTextAsync(broken, (await File.ReadAllTextAsync(broken)).Replace("\"development\"", "\"training\"", StringComparison.Ordinal));
        await run.RunAsync(["evaluate", "run", set, "--output", Path.Combine(run.Folder, "run")]);
        Assert.Equal(ExitStatus.FileNotRead, run.Status);
        Assert.Contains(broken + ":6: part: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("\"right\"", await File.ReadAllTextAsync(Path.Combine(run.Folder, "run", "report.json")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ANewCaseIsNeverMadeOverAnother()
    {
        using var run = new CommandRun();
        string note = run.Write("a.txt", Note), set = Path.Combine(run.Folder, "set");
        await run.RunAsync(["evaluate", "new", set, "one", note, "--task", "prior-auth-request"]);
        await run.RunAsync(["evaluate", "new", set, "one", note, "--task", "prior-auth-request"]);
        Assert.Equal(ExitStatus.WrongUse, run.Status);
        Assert.Contains("never overwritten", run.Error, StringComparison.Ordinal);
    }

    private static string Root()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "HealthcareLlm.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}

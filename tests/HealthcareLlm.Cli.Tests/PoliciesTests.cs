using HealthcareLlm.Cli.Trials;

namespace HealthcareLlm.Cli.Tests;

/// <summary>The library from the command line.</summary>
[Collection("commands")]
public class PoliciesTests
{
    private const string Policy = "# Lumbar imaging\n\n## 2 Coverage criteria\n\n2.1 The member is 18 years or older.\n\n2.2 One of the following:\n\n  (a) six weeks of physical therapy that did not help; or\n\n  (b) progressive weakness of a leg.\n";

    private static string Filled(string proposed, string version, string from) => proposed
        .Replace("proposed: true\n", string.Empty, StringComparison.Ordinal).Replace("payer: TODO", "payer: Northmoor Health Plan", StringComparison.Ordinal)
        .Replace("number: TODO", "number: IMG-014", StringComparison.Ordinal).Replace("version: \"TODO\"", $"version: \"{version}\"", StringComparison.Ordinal)
        .Replace("effectiveFrom: TODO", "effectiveFrom: " + from, StringComparison.Ordinal).Replace("[TODO]", "[CPT 72148]", StringComparison.Ordinal).Replace("text: TODO", "text: Please send it.", StringComparison.Ordinal);

    [Fact]
    public async Task APolicyIsProposedAddedApprovedSupersededRetiredAndTraced()
    {
        using var run = new CommandRun();
        string document = run.Write("p.md", Policy), sheet = Path.Combine(run.Folder, "s.yaml"), store = Path.Combine(run.Folder, "policies.db");
        async Task<int> Run(params string[] arguments)
        {
            await run.RunAsync(["policies", .. arguments, "--store", store]);
            return run.Status;
        }

        await run.RunAsync(["policies", "draft-criteria", document, "--output", sheet]);
        Assert.Equal(ExitStatus.Done, run.Status);
        string proposed = await File.ReadAllTextAsync(sheet);
        Assert.Equal(ExitStatus.GateFailed, await Run("add", document, "--sheet", sheet, "--by", "Ann"));
        Assert.Contains("s.yaml:5: 'payer' is a gap", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(store));

        Assert.Equal(ExitStatus.Done, await Run("add", document, "--sheet", run.Write("s1.yaml", Filled(proposed, "1", "2025-01-01")), "--by", "Ann"));
        Assert.Equal(ExitStatus.Done, await Run("search", "six weeks of physical therapy", "--date", "2025-06-01"));
        Assert.Contains("No approved policy found", run.Out, StringComparison.Ordinal);
        Assert.Equal(ExitStatus.Done, await Run("approve", "IMG-014@1", "--by", "Bob"));
        await Run("search", "six weeks of physical therapy", "--date", "2025-06-01");
        Assert.Contains("northmoor-health-plan/IMG-014@1, clause 2.2(a), page 1", run.Out, StringComparison.Ordinal);

        Assert.Equal(ExitStatus.Done, await Run("add", document, "--sheet", run.Write("s2.yaml", Filled(proposed, "2", "2026-01-01")), "--by", "Ann"));
        Assert.Equal(ExitStatus.Done, await Run("approve", "IMG-014@2", "--by", "Bob"));
        Assert.Contains("IMG-014@1: superseded, last day 2025-12-31", run.Out, StringComparison.Ordinal);
        Assert.Equal(ExitStatus.WrongUse, await Run("show", "IMG-014"));
        Assert.Contains("may be:", run.Error, StringComparison.Ordinal);
        Assert.Equal(ExitStatus.Done, await Run("retire", "IMG-014@2", "--by", "Bob", "--reason", "withdrawn"));
        Assert.Equal(ExitStatus.GateFailed, await Run("approve", "IMG-014@2", "--by", "Zed"));
        await Run("show", "IMG-014@2", "--export", Path.Combine(run.Folder, "again"));
        Assert.Contains("retired    by Bob: withdrawn", run.Out, StringComparison.Ordinal);
        Assert.Contains("c-2-2-a: (a) six weeks of physical therapy that did not help; or [clause 2.2(a), page 1]", run.Out, StringComparison.Ordinal);
        Assert.Equal(Policy, await File.ReadAllTextAsync(Path.Combine(run.Folder, "again", "p.md")));
        Assert.Equal(ExitStatus.Done, await Run("check"));
        Assert.Equal(ExitStatus.Done, await Run("list"));
    }

    [Fact]
    public async Task TwoPeopleWhereTheSettingsSaySo()
    {
        using var run = new CommandRun();
        string document = run.Write("p.md", Policy), store = Path.Combine(run.Folder, "policies.db"), sheet = Path.Combine(run.Folder, "s.yaml");
        await run.RunAsync(["policies", "draft-criteria", document, "--output", sheet]);
        await run.RunAsync(["policies", "add", document, "--sheet", run.Write("s1.yaml", Filled(await File.ReadAllTextAsync(sheet), "1", "2025-01-01")), "--by", "Ann", "--store", store]);
        var two = new Dictionary<string, string> { ["Policies__RequiredApprovers"] = "2" };
        await run.RunAsync(["policies", "approve", "IMG-014", "--by", "Bob", "--store", store], two);
        Assert.Contains("1 of 2 approvals", run.Out, StringComparison.Ordinal);
        await run.RunAsync(["policies", "approve", "IMG-014", "--by", "Bob", "--store", store], two);
        Assert.Equal(ExitStatus.GateFailed, run.Status);
        await run.RunAsync(["policies", "approve", "IMG-014", "--by", "Cyd", "--store", store], two);
        Assert.Contains("IMG-014@1: approved", run.Out, StringComparison.Ordinal);
        await run.RunAsync(["policies", "approve", "IMG-014", "--by", "Cyd", "--store", store], new Dictionary<string, string> { ["Policies__RequiredApprovers"] = "3" });
        Assert.Equal(ExitStatus.WrongUse, run.Status);
    }

    [Fact]
    public async Task BadDocumentsAndAbsentStoresAreNamed()
    {
        using var run = new CommandRun();
        string sheet = run.Write("s.yaml", "schema: medical-policy/v1\n"), store = Path.Combine(run.Folder, "policies.db");
        await run.RunAsync(["policies", "add", run.Write("p.bin", [0, 1, 2, 3, 0, 0]), "--sheet", sheet, "--by", "Ann", "--store", store]);
        Assert.Equal(ExitStatus.GateFailed, run.Status);
        Assert.Contains("unsupported-type", run.Error, StringComparison.Ordinal);
        await run.RunAsync(["policies", "list", "--store", store]);
        Assert.Equal(ExitStatus.WrongUse, run.Status);
        Assert.False(File.Exists(store));
    }

    [Fact]
    public void NothingUnapprovedComesBackInRandomCases()
    {
        using var run = new CommandRun();
        var figures = PolicySafetyTrial.Run(1200, 7, run.Folder, default);
        Assert.Equal(1200, figures.Cases);
        Assert.Equal(0, figures.Violations);
        Assert.Equal(0, figures.Lost);
        // A trial in which nothing comes back, or nothing changes, proves nothing.
        Assert.True(figures.Passages > 1200 && figures.Changes > 80, $"{figures}");
    }
}

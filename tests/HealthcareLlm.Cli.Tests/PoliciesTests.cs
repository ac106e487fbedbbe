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
        await run.RunAsync(["policies", "add", run.Write("locked.pdf", BadFiles.Encrypted()), "--sheet", sheet, "--by", "Ann", "--store", store]);
        Assert.Equal(ExitStatus.GateFailed, run.Status);
        Assert.Contains("encrypted", run.Error, StringComparison.Ordinal);
        await run.RunAsync(["policies", "list", "--store", store]);
        Assert.Equal(ExitStatus.WrongUse, run.Status);
        Assert.False(File.Exists(store));
    }

    [Fact]
    public async Task GoldenDeterminationsArePrintedWithTheirBounds()
    {
        using var run = new CommandRun();
        string root = Root(), set = Path.Combine(run.Folder, "set");
        foreach (string id in (string[])["ra-01-all-met", "ra-08-tb-disputed", "mri-12-same-chart-after-new-year"])
        {
            string to = Directory.CreateDirectory(Path.Combine(set, "cases", id, "documents")).FullName, from = Path.Combine(root, "evalsets", "policies-v1", "cases", id);
            File.Copy(Path.Combine(from, "case.json"), Path.Combine(to, "..", "case.json"));
            File.Copy(Path.Combine(from, "documents", "packet.txt"), Path.Combine(to, "packet.txt"));
        }

        // The whole set and the questions keep every bound of the issue.
        string output = Path.Combine(run.Folder, "out"), whole = Path.Combine(root, "evalsets", "policies-v1");
        await run.RunAsync(["evaluate", "policies", whole, "--policies", Path.Combine(root, "evalsets", "samples", "policies"), "--questions", Path.Combine(whole, "questions.jsonl"), "--quiet"]);
        Assert.Contains("90 cases, 22 of 22 bounds kept", run.Out, StringComparison.Ordinal);
        Assert.Equal(ExitStatus.Done, run.Status);

        await run.RunAsync(["evaluate", "policies", set, "--policies", Path.Combine(root, "evalsets", "samples", "policies"), "--output", output, "--quiet"]);
        // Three cases keep every bound but that on the commonest state, which needs the whole set.
        Assert.Equal(ExitStatus.GateFailed, run.Status);
        Assert.Contains("3 cases, ", run.Out, StringComparison.Ordinal);
        string report = await File.ReadAllTextAsync(Path.Combine(output, "report.md"));
        Assert.Contains("| called Met that are not | 0 of ", report, StringComparison.Ordinal);
        Assert.Contains("| outcome right | 3 of 3 | 100.0 % |", report, StringComparison.Ordinal);

        // A wrong gold is seen: the state found is not the state told.
        string gold = Path.Combine(set, "cases", "ra-08-tb-disputed", "case.json");
        await File.WriteAllTextAsync(gold, (await File.ReadAllTextAsync(gold)).Replace("Conflicting", "NotMet", StringComparison.Ordinal));
        await run.RunAsync(["evaluate", "policies", set, "--policies", Path.Combine(root, "evalsets", "samples", "policies"), "--output", output, "--quiet"]);
        Assert.Contains("| ra-08-tb-disputed | no-tuberculosis | NotMet | Conflicting |", await File.ReadAllTextAsync(Path.Combine(output, "report.md")), StringComparison.Ordinal);
        await run.RunAsync(["evaluate", "policies", run.Folder, "--policies", Path.Combine(root, "evalsets")]);
        Assert.Equal(ExitStatus.WrongUse, run.Status);
    }

    private static string Root()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "HealthcareLlm.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
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

using System.Text.Json.Nodes;

namespace HealthcareLlm.Cli.Tests;

/// <summary>Faults planted in golden cases, through the whole chain.</summary>
[Collection("commands")]
public class MutateTests
{
    [Fact]
    public async Task WhatAnEngineMisreadsIsHeldBackAndNothingEscapesBothGuardsAndHarness()
    {
        using var run = new CommandRun();
        string folder = Path.Combine(run.Folder, "m");
        await run.RunAsync([
            "evaluate", "mutate", Set("prior-auth-v2"), Set("encounters-v1"), "--case", "n09-hepc-plain-text", "o07-ehr-text-export", "w03-ehr-referral-order-capsule", "medicine-heart-failure",
            "--noise", "0", "--per-kind", "3", "--output", folder, "--quiet"]);
        Assert.Equal(ExitStatus.Done, run.Status);
        var results = Lines(folder);
        Assert.Superset(
            new HashSet<string> { "negation-flip", "digit-change", "dose-change", "year-shift", "citation-shift", "other-patient", "injected-order" },
            results.Select(r => r.Kind).ToHashSet());
        Assert.DoesNotContain(results, r => r.Outcome == "escaped");
        var misread = results.Where(r => r.Kind is "digit-change" or "dose-change" or "other-side" or "year-shift" or "citation-shift" or "injected-order").ToList();
        Assert.True(misread.Count >= 30, "planted: " + misread.Count);
        Assert.True(misread.Count(r => r.Outcome is "held-back" or "gone") >= 0.95 * misread.Count, string.Join('\n', misread.Where(r => r.Outcome is not ("held-back" or "gone"))));
        // The same seed plants the same, and the same comes of it.
        string again = Path.Combine(run.Folder, "again");
        await run.RunAsync(["evaluate", "mutate", Set("prior-auth-v2"), "--case", "n09-hepc-plain-text", "--noise", "0", "--per-kind", "3", "--output", again, "--quiet"]);
        Assert.Equal(results.Where(r => r.Case == "n09-hepc-plain-text"), Lines(again));
    }

    [Fact]
    public async Task APdfWithATextLayerIsPlantedInAndWhatIsLeftOutIsSaid()
    {
        using var run = new CommandRun();
        string set = Path.Combine(run.Folder, "set"), cases = Path.Combine(set, "cases"), from = Path.Combine(Set("encounters-v2"), "cases", "q04-peds-dka"), folder = Path.Combine(run.Folder, "m");
        Directory.CreateDirectory(Path.Combine(cases, "q04-peds-dka", "documents"));
        foreach (string file in Directory.GetFiles(from, "*", SearchOption.AllDirectories)) File.Copy(file, Path.Combine(cases, "q04-peds-dka", Path.GetRelativePath(from, file)));
        Directory.CreateDirectory(Path.Combine(cases, "fax", "documents"));
        string fax = Directory.GetFiles(Path.Combine(Set("samples"), "packet-fax"), "*.tif", SearchOption.AllDirectories).Single();
        File.Copy(fax, Path.Combine(cases, "fax", "documents", "fax.tif"));
        await File.WriteAllTextAsync(Path.Combine(cases, "fax", "case.json"), """{ "schema": "golden-case/v1", "id": "fax", "task": "discharge-summary", "date": "2026-01-02", "part": "development", "tags": { "specialty": "any" }, "documents": [ { "file": "fax.tif", "pages": 1 } ], "facts": [], "conflicts": [], "omissionsAllowed": [], "setAside": [], "missing": [], "traps": [], "assertions": [] }""");
        await File.WriteAllTextAsync(Path.Combine(set, "evalset.json"), """{ "schema": "evalset/v1", "id": "set", "version": 1, "task": "discharge-summary", "cases": ["q04-peds-dka", "fax", "gone"] }""");
        await run.RunAsync(["evaluate", "mutate", set, "--per-kind", "1", "--output", folder]);
        Assert.True(run.Status == ExitStatus.Done, run.Error + run.Out);
        var planted = Lines(folder);
        Assert.Contains(planted, r => r is { Case: "q04-peds-dka", Kind: "dose-change" or "digit-change" });
        Assert.DoesNotContain(planted, r => r.Case == "fax");
        // The harness is tried where no guard stands: a doubled dose must be seen.
        Assert.Contains(planted, r => r is { Kind: "dose-in-result", Outcome: "scored-wrong" });
        string told = await File.ReadAllTextAsync(Path.Combine(folder, "mutations.md"));
        foreach (string text in (string[])[told, run.Out]) Assert.Contains("Planted in 1 of 3 cases; text can be changed in ", text, StringComparison.Ordinal);
        Assert.Contains("| fax | 0 | 1 | 1 | fax.tif | pictures, wholly or in part: --scans recognizes them |", told, StringComparison.Ordinal);
        Assert.Contains("| discharge-summary | injected-order | 0 | 3 | 1: an NPI is ordered, which summaries do not have; 1: pictures, wholly or in part: --scans recognizes them; 1: the case cannot be read |", told, StringComparison.Ordinal);
        await run.RunAsync(["evaluate", "mutate", set, "--per-kind", "1", "--output", folder, "--least-seen", "1.01", "-q"]);
        Assert.Equal(ExitStatus.GateFailed, run.Status);
    }

    [Fact]
    public async Task NoiseAtThePixelsLeavesAValueRightOrHoldsItBack()
    {
        using var run = new CommandRun();
        string folder = Path.Combine(run.Folder, "m");
        await run.RunAsync(["evaluate", "mutate", Set("prior-auth-v1"), "--case", "d06-hepatitis-drug-text", "--noise", "1", "--per-kind", "0", "--output", folder, "--quiet"]);
        var noisy = Lines(folder).Where(r => r.Kind == "ocr-noise").ToList();
        Assert.NotEmpty(noisy);
        Assert.DoesNotContain(noisy, r => r.Outcome is "scored-wrong" or "escaped");
    }

    [Fact]
    public async Task NoiseOnAPdfIsJudgedAndNotLost()
    {
        using var run = new CommandRun();
        string folder = Path.Combine(run.Folder, "m");
        await run.RunAsync(["evaluate", "mutate", Set("prior-auth-v1"), "--case", "d02-knee-mri-two-column", "--noise", "1", "--per-kind", "0", "--output", folder, "--quiet"]);
        var noisy = Lines(folder).Where(r => r.Kind == "ocr-noise").ToList();
        Assert.Contains(noisy, r => r.Outcome is "still-right" or "held-back");
    }

    [Fact]
    public async Task AShareThatIsNotReachedFailsTheGate()
    {
        using var run = new CommandRun();
        await run.RunAsync(["evaluate", "mutate", Set("prior-auth-v2"), "--case", "n09-hepc-plain-text", "--noise", "0", "--least-caught", "1.01", "--output", Path.Combine(run.Folder, "m"), "--quiet"]);
        Assert.Equal(ExitStatus.GateFailed, run.Status);
        Assert.Equal("ocr-noise", Assert.Single(File.ReadLines(Path.Combine(run.Folder, "m", "mutations.md")), l => l.Contains("not asked for", StringComparison.Ordinal)).Split(" | ")[1]);
    }

    [Fact]
    public async Task AGoldenSetMadeWorseIsAGoldenSet()
    {
        using var run = new CommandRun();
        string made = Path.Combine(run.Folder, "worse");
        await run.RunAsync(["evaluate", "degrade", Set("prior-auth-v1"), "--case", "d05-immune-globulin-text", "r04-behavioral-health-packet", "--step", "3-fax-fine", "--output", made, "--quiet"]);
        Assert.Equal(ExitStatus.Done, run.Status);
        Assert.Contains("d05-immune-globulin-text has plain text alone", run.Error, StringComparison.Ordinal);
        await run.RunAsync(["evaluate", "check", made]);
        Assert.True(run.Status == ExitStatus.Done, run.Out);
        Assert.Contains("checked: 1 cases", run.Out, StringComparison.Ordinal);
        await run.RunAsync(["evaluate", "degrade", Set("prior-auth-v1"), "--case", "r04-behavioral-health-packet", "--output", made, "--quiet"]);
        Assert.Equal(ExitStatus.WrongUse, run.Status);
    }

    private static List<(string Case, string Kind, string Where, string Outcome)> Lines(string folder) => [.. File.ReadLines(Path.Combine(folder, "mutations.jsonl"))
        .Select(l => JsonNode.Parse(l)!).Select(l => ((string)l["case"]!, (string)l["kind"]!, (string)l["where"]!, (string)l["outcome"]!))];

    private static string Set(string name)
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "HealthcareLlm.sln"))) folder = Path.GetDirectoryName(folder)!;
        return Path.Combine(folder, "evalsets", name);
    }
}

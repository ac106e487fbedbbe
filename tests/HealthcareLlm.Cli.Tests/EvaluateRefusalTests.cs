namespace HealthcareLlm.Cli.Tests;

/// <summary>What the commands about golden sets refuse, and say, before or without any work.</summary>
[Collection("commands")]
public class EvaluateRefusalTests
{
    private const string Note = "Patient Name: Jane Roe\nDate of Birth: 01/22/1960\nMember ID: XQZ123456\n";

    [Fact]
    public async Task WhatCannotServeIsRefusedBeforeTheRun()
    {
        using var run = new CommandRun();
        string set = await SetAsync(run, "set", "one"), made = Path.Combine(run.Folder, "run"), file = run.Write("file", "x");
        (string Told, string[] Arguments)[] wrong =
        [
            ("is a file", ["--output", file]),
            ("golden set", ["--output", set]),
            ("golden set", ["--output", Path.Combine(set, "cases", "run")]),
            ("--junit", ["--output", made, "--junit", Path.Combine(file, "x.xml")]),
            ("--documents", ["--output", made, "--documents", Path.Combine(run.Folder, "absent")]),
            ("--repeats", ["--output", made, "--repeats", made]),
            ("--cost-wrong", ["--output", made, "--cost-wrong", "NaN"]),
            ("--cost-review", ["--output", made, "--cost-review", "-3"]),
            ("is after", ["--output", made, "--from", "2026-12-01", "--until", "2026-01-01"]),
            ("nothing to judge", ["--output", made, "--part", "test"]),
        ];
        foreach (var (told, arguments) in wrong)
        {
            await run.RunAsync(["evaluate", "run", set, .. arguments, "-q"]);
            Assert.Equal((told, ExitStatus.WrongUse), (told, run.Status));
            Assert.Contains(told, run.Error, StringComparison.Ordinal);
        }

        Assert.Equal(0, Directory.Exists(made) ? Directory.GetFiles(made, "report.*").Length : 0);
    }

    [Fact]
    public async Task WhatCannotBeWrittenIsNamedBeforeTheWorkAndIsNoFaultOfOurs()
    {
        using var run = new CommandRun();
        string set = await SetAsync(run, "set", "one"), made = Path.Combine(run.Folder, "run"), note = run.Write("two.txt", "Another note."), file = run.Write("file", "x"), inFile = Path.Combine(file, "x"), longName = new string('a', 300);
        (string Path, string[] Arguments)[] wrong =
        [
            ("/proc/nope", ["run", set, "-o", "/proc/nope", "-q"]),
            (inFile, ["run", set, "-o", inFile, "-q"]),
            ("/proc/x.xml", ["run", set, "-o", made, "--junit", "/proc/x.xml", "-q"]),
            (inFile, ["calibrate", set, "--run", made, "--part", "development", "-o", inFile]),
            ("/proc/c.json", ["calibrate", set, "--run", made, "--part", "development", "-o", "/proc/c.json"]),
            (inFile, ["thresholds", set, "--run", made, "--part", "development", "-o", inFile]),
            ("/proc/t.json", ["thresholds", set, "--run", made, "--part", "development", "-o", "/proc/t.json"]),
            (inFile, ["degrade", note, "-o", inFile, "-q"]),
            ("/proc/nope", ["degrade", set, "-o", "/proc/nope", "-q"]),
            (inFile, ["mutate", set, "-o", inFile, "-q"]),
            (longName, ["new", set, longName, note, "--task", "prior-auth-request"]),
            (inFile, ["new", inFile, "two", note, "--task", "prior-auth-request"]),
            ("/proc/nope", ["new", "/proc/nope", "two", note, "--task", "prior-auth-request"]),
        ];
        foreach (var (path, arguments) in wrong)
        {
            await run.RunAsync(["evaluate", .. arguments]);
            Assert.Equal((string.Join(' ', arguments), ExitStatus.WrongUse), (string.Join(' ', arguments), run.Status));
            Assert.Contains(path, run.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        }

        // Nothing was run, and trying leaves nothing.
        Assert.False(Directory.Exists(made));
        Assert.Equal(["one"], Directory.GetDirectories(Path.Combine(set, "cases")).Select(Path.GetFileName));
        await run.RunAsync(["evaluate", "run", set, "-o", made, "--junit", Path.Combine(run.Folder, "new", "j.xml"), "-q"]);
        Assert.Equal((ExitStatus.Done, ""), (run.Status, run.Error));
        Assert.True(File.Exists(Path.Combine(run.Folder, "new", "j.xml")));
    }

    [Fact]
    public async Task AnEmptySetHasNothingToPlant()
    {
        using var run = new CommandRun();
        string set = Path.Combine(run.Folder, "none");
        Directory.CreateDirectory(set);
        await File.WriteAllTextAsync(Path.Combine(set, "evalset.json"), """{ "schema": "evalset/v1", "id": "none", "version": 1, "task": "prior-auth-request", "cases": [] }""");
        await run.RunAsync(["evaluate", "mutate", set, "--output", Path.Combine(run.Folder, "m")]);
        Assert.Equal(ExitStatus.WrongUse, run.Status);
        Assert.Contains("none has no cases: there is nothing to plant in", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AQuietMutationPrintsNoTable()
    {
        using var run = new CommandRun();
        string set = await SetAsync(run, "set", "one"), loud = Path.Combine(run.Folder, "loud"), hushed = Path.Combine(run.Folder, "hushed");
        await run.RunAsync(["evaluate", "mutate", set, "--noise", "0", "--output", loud]);
        Assert.Equal(ExitStatus.Done, run.Status);
        Assert.Contains("Mutations", run.Out, StringComparison.Ordinal);
        await run.RunAsync(["evaluate", "mutate", set, "--noise", "0", "--output", hushed, "-q"]);
        Assert.Equal((ExitStatus.Done, ""), (run.Status, run.Out));
        string table = await File.ReadAllTextAsync(Path.Combine(hushed, "mutations.md"));
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(loud, "mutations.md")), table);
        Assert.Contains("| ocr-noise | 0 |", table, StringComparison.Ordinal);
    }

    private static async Task<string> SetAsync(CommandRun run, string name, string id)
    {
        string note = run.Write(id + ".txt", Note), set = Path.Combine(run.Folder, name);
        await run.RunAsync(["extract", note, "--output", run.Output, "--quiet"]);
        await run.RunAsync(["evaluate", "new", set, id, note, "--from", run.Output, "--tag", "grade=digital"]);
        Assert.Equal(ExitStatus.Done, run.Status);
        return set;
    }
}

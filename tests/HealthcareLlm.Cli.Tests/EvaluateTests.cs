using HealthcareLlm.Cli.Commands;

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
    public async Task ADocumentThatCannotBeReadIsAnErrorOfTheSetAndNamedByARun()
    {
        using var run = new CommandRun();
        string note = run.Write("a.txt", Note), other = run.Write("b.pdf", "placeholder"), set = Path.Combine(run.Folder, "set");
        await run.RunAsync(["evaluate", "new", set, "one", note, "--task", "prior-auth-request"]);
        await run.RunAsync(["evaluate", "new", set, "two", run.Write("b.txt", "Another note.\n"), other, "--task", "prior-auth-request"]);
        string documents = Path.Combine(set, "cases", "two", "documents");
        byte[] noise = [.. Enumerable.Range(0, 3000).Select(i => (byte)((i * 7919) + (i >> 3)))];
        string golden = await File.ReadAllTextAsync(Path.Combine(set, "cases", "two", "case.json"));
        await File.WriteAllTextAsync(Path.Combine(set, "cases", "two", "case.json"), System.Text.RegularExpressions.Regex.Replace(golden, ",\\s*\"sha256\": \"[0-9a-f]+\"", string.Empty));
        foreach (byte[] bytes in (byte[][])[[.. "%PDF-1.4\n"u8, .. noise], noise])
        {
            await File.WriteAllBytesAsync(Path.Combine(documents, "b.pdf"), bytes);
            await run.RunAsync(["evaluate", "check", set]);
            Assert.Contains("error [documents] documents[1]: b.pdf cannot be opened", run.Out, StringComparison.Ordinal);
            await run.RunAsync(["evaluate", "run", set, "--output", Path.Combine(run.Folder, "run"), "--fresh"]);
            Assert.Contains("not read: two: ", run.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("not read: one", run.Error, StringComparison.Ordinal);
            Assert.Contains("1 case has a document that could not be read", await File.ReadAllTextAsync(Path.Combine(run.Folder, "run", "summary.md")), StringComparison.Ordinal);
        }
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

    [Fact]
    public void ATemporalSplitPartsTheCasesByDate()
    {
        string set = Path.Combine(Root(), "evalsets", "encounters-v1");
        var all = EvaluateArguments.Read([set], null, null)[0].Cases;
        string middle = all.Select(c => c.Date).Order(StringComparer.Ordinal).ElementAt(all.Length / 2);
        var early = EvaluateArguments.Read([set], null, middle)[0].Cases;
        var late = EvaluateArguments.Read([set], middle, null)[0].Cases;
        Assert.NotEmpty(early);
        Assert.NotEmpty(late);
        Assert.All(early, c => Assert.True(string.CompareOrdinal(c.Date, middle) <= 0));
        Assert.All(late, c => Assert.True(string.CompareOrdinal(c.Date, middle) >= 0));
        Assert.Equal(all.Length + all.Count(c => c.Date == middle), early.Length + late.Length);
        Assert.Throws<InvalidDataException>(() => EvaluateArguments.Read([set], "2026-13-01", null));
    }

    [Fact]
    public async Task ARunIsCalibratedThresholdsAreRefusedForWantOfLabelsAndAFailedGateIsNamed()
    {
        using var run = new CommandRun();
        string note = run.Write("a.txt", Note), set = Path.Combine(run.Folder, "set"), made = Path.Combine(run.Folder, "run");
        await run.RunAsync(["extract", note, "--output", run.Output]);
        await run.RunAsync(["evaluate", "new", set, "one", note, "--from", run.Output, "--tag", "grade=digital"]);
        string gates = run.Write("gates.yaml", "gates:\n  - { measure: critical.right, atLeast: 0.5, minimumN: 1000 }\n  - { measure: citations.verbatim, atLeast: 1 }\n");
        await run.RunAsync(["evaluate", "run", set, "--output", made, "--gate", gates, "--junit", Path.Combine(run.Folder, "junit.xml")]);
        Assert.Equal(ExitStatus.GateFailed, run.Status);
        Assert.Contains("gate failed: critical.right", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("gate failed: citations.verbatim", run.Error, StringComparison.Ordinal);
        Assert.Contains("failures=\"1\"", await File.ReadAllTextAsync(Path.Combine(run.Folder, "junit.xml")), StringComparison.Ordinal);
        Assert.Contains("Evaluation of set v1", await File.ReadAllTextAsync(Path.Combine(made, "report.html")), StringComparison.Ordinal);
        Assert.Contains("**1 of 2 gates failed**", await File.ReadAllTextAsync(Path.Combine(made, "summary.md")), StringComparison.Ordinal);
        byte[] lines = await File.ReadAllBytesAsync(Path.Combine(made, "results.jsonl")), report = await File.ReadAllBytesAsync(Path.Combine(made, "report.json"));
        await run.RunAsync(["evaluate", "run", set, "--output", made, "--gate", gates]);
        Assert.Equal(lines, await File.ReadAllBytesAsync(Path.Combine(made, "results.jsonl")));
        Assert.Equal(report, await File.ReadAllBytesAsync(Path.Combine(made, "report.json")));
        // Anew into a folder that is not there yet.
        await run.RunAsync(["evaluate", "run", set, "--output", Path.Combine(run.Folder, "anew"), "--fresh"]);
        Assert.Equal(ExitStatus.Done, run.Status);
        Assert.Equal(lines, await File.ReadAllBytesAsync(Path.Combine(run.Folder, "anew", "results.jsonl")));

        await run.RunAsync(["evaluate", "calibrate", set, "--run", made, "--part", "development", "--output", Path.Combine(run.Folder, "c.json")]);
        Assert.Equal(ExitStatus.WrongUse, run.Status);
        Assert.Contains("too few labels", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(run.Folder, "c.json")));
        string thresholds = Path.Combine(run.Folder, "t.json");
        await run.RunAsync(["evaluate", "thresholds", set, "--run", made, "--part", "development", "--output", thresholds]);
        Assert.Equal(ExitStatus.Done, run.Status);
        Assert.Contains("nothing is auto-accepted", await File.ReadAllTextAsync(thresholds), StringComparison.Ordinal);
        Assert.DoesNotContain("\"threshold\":", await File.ReadAllTextAsync(thresholds), StringComparison.Ordinal);
    }

    [Fact]
    public async Task QuietSaysFaultsAlone()
    {
        using var run = new CommandRun();
        string set = await SetAsync(run, "set", "one"), made = Path.Combine(run.Folder, "run");
        await run.RunAsync(["evaluate", "run", set, "--output", made, "--fresh"]);
        Assert.Contains("Report: ", run.Out, StringComparison.Ordinal);
        await run.RunAsync(["evaluate", "run", set, "--output", made, "--fresh", "-q"]);
        Assert.Equal((ExitStatus.Done, "", ""), (run.Status, run.Out, run.Error));
        string gates = run.Write("gates.yaml", "gates:\n  - { measure: critical.right, atLeast: 0.5, minimumN: 1000 }\n");
        await run.RunAsync(["evaluate", "run", set, "--output", made, "--judge-again", "--gate", gates, "-q"]);
        Assert.Equal((ExitStatus.GateFailed, ""), (run.Status, run.Out));
        Assert.StartsWith("gate failed: critical.right", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutResultsOfARunNothingIsJudgedCalibratedOrCertified()
    {
        using var run = new CommandRun();
        string set = await SetAsync(run, "set", "one"), absent = Path.Combine(run.Folder, "absent"), made = Path.Combine(run.Folder, "made.json");
        string[][] asked = [["evaluate", "run", set, "--output", absent, "--judge-again"], ["evaluate", "calibrate", set, "--run", absent, "--output", made], ["evaluate", "thresholds", set, "--run", absent, "--output", made]];
        foreach (string[] arguments in asked)
        {
            await run.RunAsync(arguments);
            Assert.Equal(ExitStatus.WrongUse, run.Status);
            Assert.Contains("holds no results of a run", run.Error, StringComparison.Ordinal);
        }

        Assert.False(Directory.Exists(absent) || File.Exists(made));
    }

    [Fact]
    public async Task ACalibrationOrThresholdsThatCannotBeReadAreNamed()
    {
        using var run = new CommandRun();
        string set = await SetAsync(run, "set", "one"), made = Path.Combine(run.Folder, "run"), output = Path.Combine(run.Folder, "made.json");
        await run.RunAsync(["evaluate", "run", set, "--output", made, "-q"]);
        (string File, string Told)[] faulty =
        [
            (Path.Combine(run.Folder, "absent.json"), "is not there"), (run.Folder, "is a folder"), (run.Write("a.json", "nothing"), "is no JSON"), (run.Write("b.json", "[ 1 ]"), "names no schema"),
            (run.Write("c.json", "{ \"schema\": \"other/v1\" }"), "it is other/v1"),
        ];
        foreach (var (file, told) in faulty)
        {
            string[][] asked =
            [
                ["evaluate", "run", set, "--output", made, "--judge-again", "--calibration", file], ["evaluate", "run", set, "--output", made, "--judge-again", "--thresholds", file],
                ["evaluate", "calibrate", set, "--output", file, "--check"], ["evaluate", "thresholds", set, "--run", made, "--part", "development", "--output", output, "--calibration", file],
            ];
            foreach (string[] arguments in asked)
            {
                await run.RunAsync(arguments);
                Assert.Equal(ExitStatus.WrongUse, run.Status);
                Assert.Contains(file, run.Error, StringComparison.Ordinal);
                Assert.Contains(told, run.Error, StringComparison.Ordinal);
            }
        }

        Assert.False(File.Exists(output));
    }

    [Fact]
    public async Task OnAPartWithoutPacketsNothingIsCertifiedOrFittedAndASetWithoutCasesIsTold()
    {
        using var run = new CommandRun();
        string set = await SetAsync(run, "set", "one"), made = Path.Combine(run.Folder, "run"), output = Path.Combine(run.Folder, "made.json");
        await run.RunAsync(["evaluate", "run", set, "--output", made, "-q"]);
        foreach (string command in (string[])["calibrate", "thresholds"])
        {
            await run.RunAsync(["evaluate", command, set, "--run", made, "--part", "test", "--output", output]);
            Assert.Equal((command, ExitStatus.WrongUse), (command, run.Status));
            Assert.Contains("no case of these sets is of the part test", run.Error, StringComparison.Ordinal);
            Assert.False(File.Exists(output));
        }

        // The promise is tried, and the text says what each figure is.
        await run.RunAsync(["evaluate", "thresholds", set, "--run", made, "--part", "development", "--output", output, "--resplits", "3"]);
        Assert.Equal(ExitStatus.Done, run.Status);
        Assert.Contains("the only one that is written to the file", run.Out, StringComparison.Ordinal);
        Assert.Contains("it should be 95 % or more", run.Out, StringComparison.Ordinal);

        string empty = Path.Combine(run.Folder, "empty");
        Directory.CreateDirectory(empty);
        await File.WriteAllTextAsync(Path.Combine(empty, "evalset.json"), "{ \"schema\": \"evalset/v1\", \"id\": \"empty\", \"version\": 1, \"task\": \"prior-auth-request\", \"cases\": [] }");
        await run.RunAsync(["evaluate", "run", empty, "--output", Path.Combine(run.Folder, "none"), "-q"]);
        Assert.StartsWith("nothing to measure: empty has no cases", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACalibrationThatHasSeenEveryPacketLeavesNothingToMeasureAndTheReportSaysSo()
    {
        using var run = new CommandRun();
        string set = await SetAsync(run, "set", "one"), made = Path.Combine(run.Folder, "run");
        await run.RunAsync(["evaluate", "run", set, "--output", made, "-q"]);
        var result = System.Text.Json.Nodes.JsonNode.Parse(await File.ReadAllBytesAsync(Directory.GetFiles(Path.Combine(made, "results")).Single()))!;
        string engine = (string)result["manifest"]!["engine"]! + " " + (string)result["manifest"]!["engineVersion"]!, source = (string)result["documents"]![0]!["documentId"]!;
        string file = run.Write("ours.json", $$"""
            { "schema": "calibration/v1", "id": "ours/v1", "method": "logistic", "part": "calibration", "engine": "{{engine}}", "setSha256": "0123456789abcdef",
              "maps": [ { "stratum": "critical", "slope": 1, "intercept": 0 } ], "sources": [ "{{source}}" ] }
            """);
        const string told = "othing was left to measure confidence on: the calibration ours/v1 has seen all 1 packets";
        await run.RunAsync(["evaluate", "run", set, "--output", made, "--judge-again", "--calibration", file, "-q"]);
        Assert.Equal(ExitStatus.Done, run.Status);
        Assert.Contains("n" + told + $" (--calibration {file})", run.Error, StringComparison.Ordinal);
        Assert.Contains(told, await File.ReadAllTextAsync(Path.Combine(made, "report.md")), StringComparison.Ordinal);
        Assert.Contains("<p class=\"unscored\">N" + told + ".</p>", await File.ReadAllTextAsync(Path.Combine(made, "report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARunOfOtherCasesIsNotCompared()
    {
        using var run = new CommandRun();
        string first = Path.Combine(run.Folder, "first"), second = Path.Combine(run.Folder, "second");
        await run.RunAsync(["evaluate", "run", await SetAsync(run, "a", "one"), "--output", first, "-q"]);
        string set = await SetAsync(run, "b", "two");
        await run.RunAsync(["evaluate", "run", set, "--output", second, "--compare", first, "-q"]);
        Assert.Equal(ExitStatus.WrongUse, run.Status);
        Assert.Contains("has no case of this run", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(second)); // told before the run
        await run.RunAsync(["evaluate", "run", set, "--output", second, "-q"]);
        await run.RunAsync(["evaluate", "run", set, "--output", second, "--compare", first, "--judge-again", "-q"]);
        Assert.Equal(ExitStatus.WrongUse, run.Status);
        await run.RunAsync(["evaluate", "run", set, "--output", second, "--compare", second, "-q"]);
        Assert.Equal(ExitStatus.Done, run.Status);
    }

    [Fact]
    public async Task AnotherGoldIsToldOnStandardError()
    {
        using var run = new CommandRun();
        string set = await SetAsync(run, "set", "one"), first = Path.Combine(run.Folder, "first");
        await run.RunAsync(["evaluate", "run", set, "--output", first, "-q"]);
        await run.RunAsync(["evaluate", "run", set, "--output", first, "--judge-again", "--compare", first, "-q"]);
        Assert.Equal((ExitStatus.Done, ""), (run.Status, run.Error));
        await File.AppendAllTextAsync(Path.Combine(set, "cases", "one", "case.json"), "\n");
        // Into the earlier run's own folder: its manifest is read before this run's takes its place.
        await run.RunAsync(["evaluate", "run", set, "--output", first, "--judge-again", "--compare", first, "-q"]);
        Assert.Equal(ExitStatus.Done, run.Status);
        Assert.Contains("the golden cases of set are not those of the earlier run: differences may be the gold's", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASetOfTextsAloneIsNotMadeWorse()
    {
        using var run = new CommandRun();
        string set = await SetAsync(run, "set", "one"), made = Path.Combine(run.Folder, "worse");
        await run.RunAsync(["evaluate", "degrade", set, "--output", made, "-q"]);
        Assert.Equal(ExitStatus.WrongUse, run.Status);
        Assert.Contains("nothing to degrade", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(made, "evalset.json")));
    }

    [Fact]
    public async Task AnEncounterMadeFromItsResultIsRightInEveryFactAlsoWithItsDocumentsOutside()
    {
        using var run = new CommandRun();
        string[] notes = Directory.GetFiles(Path.Combine(Root(), "evalsets", "encounters-v1", "cases", "geriatrics-hyponatremia", "documents"), "*.txt");
        await run.RunAsync(["summarize", .. notes, "--output", run.Output, "--quiet"]);
        string inside = Path.Combine(run.Folder, "inside"), outside = Path.Combine(run.Folder, "outside"), kept = Path.Combine(run.Folder, "kept"), made = Path.Combine(run.Folder, "run");
        await run.RunAsync(["evaluate", "new", inside, "one", .. notes, "--from", run.Output]);
        await run.RunAsync(["evaluate", "run", inside, "--output", made, "-q"]);
        Assert.Equal((ExitStatus.Done, ""), (run.Status, run.Error));
        string claims = System.Text.RegularExpressions.Regex.Match(await File.ReadAllTextAsync(Path.Combine(made, "report.md")), @"\| summary.claimRecall \| all \|[^\n]*").Value;
        Assert.Contains("100.0 %", claims, StringComparison.Ordinal);
        Directory.CreateDirectory(Path.Combine(kept, "one"));
        foreach (string note in notes) File.Copy(note, Path.Combine(kept, "one", Path.GetFileName(note)));
        await run.RunAsync(["evaluate", "new", outside, "one", .. notes, "--from", run.Output, "--outside"]);
        await run.RunAsync(["evaluate", "run", outside, "--output", made + "2", "--documents", kept, "-q"]);
        Assert.Equal((ExitStatus.Done, ""), (run.Status, run.Error));
    }

    [Fact]
    public async Task AFieldThatTheContractDoesNotHaveIsNamed()
    {
        using var run = new CommandRun();
        string note = run.Write("one.txt", Note), result = run.Output;
        await run.RunAsync(["extract", note, "--output", result, "--quiet"]);
        await File.WriteAllTextAsync(result, (await File.ReadAllTextAsync(result)).Replace("\"memberId\"", "\"memberid\"", StringComparison.Ordinal));
        await run.RunAsync(["evaluate", "new", Path.Combine(run.Folder, "set"), "one", note, "--from", result]);
        Assert.Equal(ExitStatus.WrongUse, run.Status);
        Assert.Contains("record.patient.memberid", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AResultThatCannotBeJudgedIsNamedWithItsFile()
    {
        using var run = new CommandRun();
        string set = await SetAsync(run, "set", "one"), made = Path.Combine(run.Folder, "run"), result = Path.Combine(made, "results", "one.json");
        await run.RunAsync(["evaluate", "run", set, "--output", made, "-q"]);
        Assert.Equal((ExitStatus.Done, ""), (run.Status, run.Error));
        string sound = await File.ReadAllTextAsync(result);
        string score = System.Text.RegularExpressions.Regex.Match(sound, "\"score\": ?[0-9.]+").Value;
        Assert.NotEqual("", score);
        foreach (string broken in new[] { "", "[]", sound[..(sound.Length / 2)], sound.Replace(score, "\"score\": 17", StringComparison.Ordinal), sound.Replace("prior-auth-request/v1", "prior-auth-request/v2", StringComparison.Ordinal) })
        {
            await File.WriteAllTextAsync(result, broken);
            await run.RunAsync(["evaluate", "run", set, "--output", made, "--judge-again", "-q"]);
            Assert.Equal(ExitStatus.FileNotRead, run.Status);
            Assert.StartsWith($"not scored: one: {result}: ", run.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ADocumentThatIsNotTheOneAnnotatedIsNotScored()
    {
        using var run = new CommandRun();
        string set = await SetAsync(run, "set", "one"), made = Path.Combine(run.Folder, "run");
        await File.AppendAllTextAsync(Path.Combine(set, "cases", "one", "documents", "one.txt"), "Allergies: latex\n");
        await run.RunAsync(["evaluate", "run", set, "--output", made, "-q"]);
        Assert.Equal(ExitStatus.FileNotRead, run.Status);
        Assert.Contains("not the one annotated", run.Error, StringComparison.Ordinal);
    }

    private static async Task<string> SetAsync(CommandRun run, string name, string id)
    {
        string note = run.Write(id + ".txt", Note), set = Path.Combine(run.Folder, name);
        await run.RunAsync(["extract", note, "--output", run.Output, "--quiet"]);
        await run.RunAsync(["evaluate", "new", set, id, note, "--from", run.Output, "--tag", "grade=digital"]);
        Assert.Equal(ExitStatus.Done, run.Status);
        return set;
    }

    [Fact]
    public async Task TheReportShowsThePagesOfThePictureFilesAndNoneOfTexts()
    {
        using var run = new CommandRun();
        var pictures = new Output.CasePictures(Adapters.Readers.DocumentReaders.All(new()));
        string fax = Directory.GetFiles(Path.Combine(Root(), "evalsets", "samples", "packet-fax"), "*.tif", SearchOption.AllDirectories).Single();
        var picture = await pictures.ShowAsync(fax, 1, 400, default);
        Assert.True(picture?.Bytes.Length is > 1000 and < 200_000);
        Assert.StartsWith("image/", picture.MediaType, StringComparison.Ordinal);
        Assert.Null(await pictures.ShowAsync(fax, 999, 400, default));
        Assert.Null(await pictures.ShowAsync(run.Write("a.txt", Note), 1, 400, default));
        Assert.Null(await pictures.ShowAsync(Path.Combine(run.Folder, "absent.pdf"), 1, 400, default));
    }

    private static string Root()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "HealthcareLlm.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}

namespace HealthcareLlm.Cli.Tests;

/// <summary>Each limit with a fault planted: the exit status, the issue's code, and that the rest of the packet came through.</summary>
[Collection("commands")]
public class BadInputTests
{
    private const string Good = "PRIOR AUTHORIZATION REQUEST\nPatient Name: Jane Roe\nDate of Birth: 01/22/1960\nMember ID: W1234567\n";

    public static TheoryData<string, int, string> Faults => new()
    {
        { "empty", ExitStatus.FileNotRead, "empty-file" },
        { "white", ExitStatus.FileNotRead, "empty-file" },
        { "zip", ExitStatus.FileNotRead, "unsupported-type" },
        { "truncated", ExitStatus.FileNotRead, "damaged-file" },
        { "encrypted", ExitStatus.FileNotRead, "encrypted-file" },
        { "huge-picture", ExitStatus.FileNotRead, "page-too-large" },
        { "long-picture", ExitStatus.FileNotRead, "page-too-large" },
        { "damaged-picture", ExitStatus.FileNotRead, "page-not-read" },
        { "pdf-named-txt", ExitStatus.Done, "type-mismatch" },
        { "twice", ExitStatus.Done, "duplicate-document" },
        { "latin", ExitStatus.Done, "text-encoding" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task AFaultIsNamedAndTheRestComesThrough(string fault, int status, string code)
    {
        using var run = new CommandRun();
        string good = run.Write("good.txt", Good);
        string bad = fault switch
        {
            "empty" => run.Write("bad.pdf", []),
            "white" => run.Write("bad.txt", " \n\t\r\n "),
            "zip" => run.Write("bad.docx", BadFiles.Zip()),
            "truncated" => run.Write("bad.pdf", BadFiles.Truncated()),
            "encrypted" => run.Write("bad.pdf", BadFiles.Encrypted()),
            "huge-picture" => run.Write("bad.png", BadFiles.PngOf(10_000, 6_000)),
            "long-picture" => run.Write("bad.png", BadFiles.PngOf(20_001, 10)),
            "damaged-picture" => run.Write("bad.png", BadFiles.PngOf(800, 600)),
            "pdf-named-txt" => run.Write("bad.txt", BadFiles.Pdf("Clinical note about the visit")),
            "twice" => run.Write("bad.txt", Good),
            _ => run.Write("bad.txt", [.. "Caf"u8, 0xE9, .. " visit, chart note\n"u8]),
        };
        await run.RunAsync(["extract", good, bad, "--output", run.Output]);
        Assert.Equal(status, run.Status);
        Assert.Contains(code, run.IssueCodes);
        AssertRestCameThrough(run);
    }

    [Fact]
    public async Task APathThatIsNotThereIsNamed()
    {
        using var run = new CommandRun();
        await run.RunAsync(["extract", run.Write("good.txt", Good), Path.Combine(run.Folder, "absent.pdf"), "--output", run.Output]);
        Assert.Equal(ExitStatus.FileNotRead, run.Status);
        Assert.Contains("file-not-accessible", run.IssueCodes);
        Assert.Contains("absent.pdf", run.Error, StringComparison.Ordinal);
        AssertRestCameThrough(run);
    }

    [Theory]
    [InlineData("Ingestion__MaximumBytes", "400", ExitStatus.FileNotRead, "file-too-large")]
    [InlineData("Ingestion__MaximumPages", "2", ExitStatus.Done, "too-many-pages")]
    [InlineData("Ingestion__MaximumMegapixels", "0.1", ExitStatus.FileNotRead, "page-too-large")]
    [InlineData("Ingestion__MaximumSide", "200", ExitStatus.FileNotRead, "page-too-large")]
    [InlineData("Ingestion__PageTime", "00:00:00.0001", ExitStatus.FileNotRead, "page-timeout")]
    public async Task ALimitOfTheSettingsHolds(string key, string value, int status, string code)
    {
        using var run = new CommandRun();
        string bad = run.Write("bad.pdf", BadFiles.Pdf("first page of the chart", "second page of the chart", "third page of the chart"));
        await run.RunAsync(["extract", run.Write("good.txt", Good), bad, "--output", run.Output], new Dictionary<string, string> { [key] = value });
        Assert.Equal(status, run.Status);
        Assert.Contains(code, run.IssueCodes);
        AssertRestCameThrough(run);
    }

    [Fact]
    public async Task HiddenFilesAreSkippedAndNamed()
    {
        using var run = new CommandRun();
        run.Write("good.txt", Good);
        run.Write(".hidden.txt", "Patient Name: Other Person");
        await run.RunAsync(["extract", run.Folder, "--output", run.Output]);
        Assert.Equal(ExitStatus.Done, run.Status);
        Assert.Contains("file-skipped", run.IssueCodes);
        Assert.Single(run.Result["documents"]!.AsArray());
    }

    private static void AssertRestCameThrough(CommandRun run)
    {
        var field = run.Result["record"]!["patient"]!["memberId"]!;
        Assert.Equal("W1234567", (string?)field["value"]);
        Assert.DoesNotContain("Jane", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("W1234567", run.Error, StringComparison.Ordinal);
    }
}

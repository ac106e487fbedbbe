namespace HealthcareLlm.Cli.Tests;

/// <summary>Arguments, configuration, outputs and interruption.</summary>
[Collection("commands")]
public class UseTests
{
    private const string Note = "Patient Name: Jane Roe\nDate of Birth: 01/22/1960\n";

    [Theory]
    [InlineData("extract")]
    [InlineData("extract", "a.txt")]
    [InlineData("extract", "a.txt", "--output", "o.json", "--colour")]
    [InlineData("extract", "a.txt", "--output", "o.json", "--engine", "magic")]
    [InlineData("annotate", "--output", "o.jsonl")]
    [InlineData("evaluate", "run", "no-such-folder", "--output", "o")]
    [InlineData("nonsense")]
    public async Task WrongArgumentsEndWithTwo(params string[] arguments)
    {
        using var run = new CommandRun();
        await run.RunAsync(arguments);
        Assert.Equal(ExitStatus.WrongUse, run.Status);
        Assert.NotEmpty(run.Error);
    }

    [Theory]
    [InlineData("Guards__CriticalScore", "1.5")]
    [InlineData("Guards__CriticalScore", "high")]
    [InlineData("Guards__CriticalScoer", "0.5")]
    [InlineData("Ingestion__MaximumPages", "0")]
    public async Task WrongConfigurationEndsWithTwo(string key, string value)
    {
        using var run = new CommandRun();
        await run.RunAsync(["extract", run.Write("a.txt", Note), "--output", run.Output], new Dictionary<string, string> { [key] = value });
        Assert.Equal(ExitStatus.WrongUse, run.Status);
        Assert.False(File.Exists(run.Output));
    }

    [Fact]
    public async Task AnOutputThatCannotBeWrittenEndsWithTwo()
    {
        using var run = new CommandRun();
        await run.RunAsync(["extract", run.Write("a.txt", Note), "--output", run.Folder]);
        Assert.Equal(ExitStatus.WrongUse, run.Status);
    }

    [Fact]
    public async Task AnInterruptionLeavesNothingHalfWritten()
    {
        using var run = new CommandRun();
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        await run.RunAsync(["extract", run.Write("a.txt", Note), "--output", run.Output], cancellation: stopped.Token);
        Assert.Equal(ExitStatus.Cancelled, run.Status);
        Assert.False(Directory.Exists(Path.GetDirectoryName(run.Output)));
    }

    [Fact]
    public async Task TextAndPageAndMarkdownAreWrittenAndQuotesStandInTheText()
    {
        using var run = new CommandRun();
        string text = Path.Combine(run.Folder, "text"), html = Path.Combine(run.Folder, "p.html");
        await run.RunAsync(["extract", run.Write("a.txt", Note), "--output", run.Output, "--text", text, "--html", html]);
        Assert.Equal(ExitStatus.Done, run.Status);
        var citation = run.Result["record"]!["patient"]!["name"]!["citations"]![0]!;
        string whole = await File.ReadAllTextAsync(Path.Combine(text, (string)citation["documentId"]! + ".txt"));
        Assert.Equal((string)citation["quote"]!, whole[(int)citation["start"]!..(int)citation["end"]!]);
        string page = await File.ReadAllTextAsync(html);
        Assert.DoesNotContain("http://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
        Assert.Contains("Jane Roe", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADocumentCannotBreakOutOfThePage()
    {
        using var run = new CommandRun();
        string html = Path.Combine(run.Folder, "p.html");
        await run.RunAsync(["extract", run.Write("a.txt", Note + "</script><script>alert(1)</script><!--\n"), "--output", run.Output, "--html", html]);
        string page = await File.ReadAllTextAsync(html);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.DoesNotContain("</script><script>alert", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnnotateJudgesGivenSpans()
    {
        using var run = new CommandRun();
        string spans = run.Write("spans.jsonl", "{\"id\":\"1\",\"text\":\"No evidence of pneumonia.\",\"start\":15,\"end\":24}\nnot json\n{\"id\":2,\"text\":\"Pneumonia.\",\"start\":0,\"end\":9}\n");
        await run.RunAsync(["annotate", "--spans", spans, "--output", run.Output]);
        Assert.Equal(ExitStatus.FileNotRead, run.Status);
        Assert.Contains("line 2", run.Error, StringComparison.Ordinal);
        string[] lines = await File.ReadAllLinesAsync(run.Output);
        Assert.Equal(2, lines.Length);
        Assert.Contains("\"polarity\":\"negated\"", lines[0], StringComparison.Ordinal);
        Assert.Contains("\"polarity\":\"affirmed\"", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheSameRunGivesTheSameBytes()
    {
        using var run = new CommandRun();
        string note = run.Write("a.txt", Note), again = Path.Combine(run.Folder, "again.json");
        await run.RunAsync(["extract", note, "--output", run.Output]);
        await run.RunAsync(["extract", note, "--output", again]);
        Assert.Equal(await File.ReadAllBytesAsync(run.Output), await File.ReadAllBytesAsync(again));
    }
}

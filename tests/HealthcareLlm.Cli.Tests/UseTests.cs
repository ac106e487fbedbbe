using System.Runtime.InteropServices;

namespace HealthcareLlm.Cli.Tests;

/// <summary>Arguments, configuration, outputs and interruption.</summary>
[Collection("commands")]
public partial class UseTests
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

    [Theory]
    [InlineData("extract")]
    [InlineData("read")]
    [InlineData("summarize")]
    [InlineData("annotate")]
    public async Task NothingToReadEndsWithTwoAndIsSaid(string command)
    {
        using var run = new CommandRun();
        string empty = Directory.CreateDirectory(Path.Combine(run.Folder, "empty")).FullName, absent = Path.Combine(run.Folder, "absent.pdf");
        foreach (string path in (string[])[empty, absent])
        {
            await run.RunAsync([command, path, "--output", run.Output]);
            Assert.Equal(ExitStatus.WrongUse, run.Status);
            Assert.Contains(path, run.Error, StringComparison.Ordinal);
            Assert.False(Path.Exists(run.Output));
        }
    }

    [Theory]
    [InlineData("Guards__CriticalScore", "high", "Guards:CriticalScore is 'high', and must be a number with a point")]
    [InlineData("Guards__CriticalScoer", "0.5", "there is no setting 'CriticalScoer' in GuardOptions")]
    public async Task WrongConfigurationIsToldInPlainWords(string key, string value, string told)
    {
        using var run = new CommandRun();
        await run.RunAsync(["extract", run.Write("a.txt", Note), "--output", run.Output], new Dictionary<string, string> { [key] = value });
        Assert.Contains(told, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HelpNamesWhatAPersonTypesAndAnAbsentEngineIsSaidToBe()
    {
        using var run = new CommandRun();
        await run.RunAsync(["extract", "--help"]);
        Assert.Contains("./run extract <PATH>", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("HealthcareLlm.Cli", run.Out, StringComparison.Ordinal);
        await run.RunAsync(["extract", run.Write("a.txt", Note), "--output", run.Output, "--engine", "language-model"]);
        Assert.Equal(ExitStatus.WrongUse, run.Status);
        Assert.Contains("No language model is configured", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFolderThatIsMadeIsSaidButNotWithQuiet()
    {
        using var run = new CommandRun();
        await run.RunAsync(["extract", run.Write("a.txt", Note), "--output", run.Output]);
        Assert.Contains("made the folder " + Path.GetDirectoryName(run.Output), run.Error, StringComparison.Ordinal);
        await run.RunAsync(["extract", run.Write("a.txt", Note), "--output", Path.Combine(run.Folder, "second", "r.json"), "--quiet"]);
        Assert.DoesNotContain("made the folder", run.Error, StringComparison.Ordinal);
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

    /// <summary>OpenMP reads its limit when it is loaded; what only sets it before the first page may come too late, and pages are then read several times slower.</summary>
    [Fact]
    public async Task EachCommandHoldsTesseractsThreadsBackFromItsStart()
    {
        _ = Remove("OMP_THREAD_LIMIT");
        using var run = new CommandRun();
        await run.RunAsync(["--help"]);
        Assert.Equal("1", Marshal.PtrToStringUTF8(Native("OMP_THREAD_LIMIT")));
    }

    [LibraryImport("libc", EntryPoint = "unsetenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Remove(string name);

    [LibraryImport("libc", EntryPoint = "getenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Native(string name);
}

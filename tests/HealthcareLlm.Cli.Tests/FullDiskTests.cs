using HealthcareLlm.Documents;
using HealthcareLlm.Evaluation;
using HealthcareLlm.Evaluation.Runs;

namespace HealthcareLlm.Cli.Tests;

/// <summary>Files that lead to a device without room, in place of those that commands write: a clear end, and what is finished stays.</summary>
[Collection("commands")]
public sealed class FullDiskTests
{
    private const string Note = """
        PRIOR AUTHORIZATION REQUEST
        Patient: Ann Example
        Date of birth: 03/04/1961
        Member ID: XQZ123456

        """;

    [Theory]
    [InlineData("results/two.json.part", 1)]
    [InlineData("texts", 0)]
    [InlineData("report.md", 2)]
    [InlineData("machine.json", 2)]
    public async Task ARunThatFindsNoRoomEndsWithItsCodeAndGoesOnLater(string file, int finished)
    {
        using var run = new CommandRun();
        string set = await SetAsync(run), folder = Path.Combine(run.Folder, "run"), full = Path.Combine(folder, file);
        // The text of a document stands under its hash.
        if (file == "texts") full = Path.Combine(full, DocumentId.Of(await File.ReadAllBytesAsync(Path.Combine(set, "cases", "one", "documents", "one.txt"))).Hex + ".txt.part");
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.CreateSymbolicLink(full, "/dev/full");
        await run.RunAsync(["evaluate", "run", set, "--output", folder, "--quiet"]);
        Assert.Equal(ExitStatus.NotWritten, run.Status);
        Assert.Contains("no room is left on the disk (disk-full)", run.Error, StringComparison.Ordinal);
        Assert.Contains("the same command goes on from there", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Our own fault", run.Error, StringComparison.Ordinal);
        Assert.Equal(finished, Directory.Exists(Path.Combine(folder, EvaluationRun.ResultsFolder)) ? Directory.GetFiles(Path.Combine(folder, EvaluationRun.ResultsFolder)).Length : 0);
        File.Delete(full);
        await run.RunAsync(["evaluate", "run", set, "--output", folder, "--quiet"]);
        Assert.Equal(ExitStatus.Done, run.Status);
        Assert.Equal(finished > 0, run.Error.Contains($"{finished} of 2 results were finished", StringComparison.Ordinal));
        Assert.False(File.Exists(Path.Combine(folder, StoppedRun.FileName)));
    }

    [Fact]
    public async Task AResultThatFindsNoRoomIsNamedAndNothingHalfWrittenIsLeft()
    {
        using var run = new CommandRun();
        string note = run.Write("note.txt", Note);
        Directory.CreateDirectory(Path.GetDirectoryName(run.Output)!);
        File.CreateSymbolicLink(run.Output + ".part", "/dev/full");
        await run.RunAsync(["extract", note, "--output", run.Output, "--quiet"]);
        Assert.Equal(ExitStatus.NotWritten, run.Status);
        Assert.Contains($"{run.Output} cannot be written: no room is left on the disk (disk-full)", run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(run.Output)!));
    }

    private static async Task<string> SetAsync(CommandRun run)
    {
        string set = Path.Combine(run.Folder, "set");
        foreach (string id in (string[])["one", "two"])
        {
            string note = run.Write(id + ".txt", Note + "Case " + id + "\n");
            await run.RunAsync(["extract", note, "--output", run.Output, "--quiet"]);
            await run.RunAsync(["evaluate", "new", set, id, note, "--from", run.Output, "--tag", "grade=digital"]);
            Assert.Equal(ExitStatus.Done, run.Status);
        }

        return set;
    }
}

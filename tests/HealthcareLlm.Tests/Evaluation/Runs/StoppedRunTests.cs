using System.Collections.Concurrent;
using HealthcareLlm.Documents;
using HealthcareLlm.Evaluation;
using HealthcareLlm.Evaluation.Runs;

namespace HealthcareLlm.Tests.Evaluation.Runs;

public sealed class StoppedRunTests : IDisposable
{
    private static readonly Evalset Set = EvalsetReader.Read(Repository.Folder("evalsets", "encounters-v1"));

    private readonly string _folder = Directory.CreateTempSubdirectory("stopped").FullName;
    private readonly ConcurrentQueue<string> _made = new();

    public void Dispose() => Directory.Delete(_folder, true);

    [Fact]
    public async Task A_run_that_was_stopped_and_goes_on_leaves_the_same_bytes_as_one_that_was_not()
    {
        string whole = Path.Combine(_folder, "whole"), parted = Path.Combine(_folder, "parted");
        await RunAsync(whole, "program 1");
        await StopAfterAsync(parted, 3);
        Assert.False(File.Exists(Path.Combine(parted, "report.json")));
        _made.Clear();
        Assert.Equal(3, await RunAsync(parted, "program 1"));
        Assert.Equal(Set.Cases.Length - 3, _made.Count);
        foreach (string file in (string[])["report.json", "report.md", "results.jsonl", "manifest.json"]) Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(whole, file)), await File.ReadAllBytesAsync(Path.Combine(parted, file)));
        Assert.False(File.Exists(Path.Combine(parted, StoppedRun.FileName)));
        Assert.Equal(0, await RunAsync(parted, "program 1"));
    }

    [Fact]
    public async Task Results_of_another_program_are_made_anew()
    {
        await StopAfterAsync(_folder, 3);
        Assert.Equal(0, await RunAsync(_folder, "program 2"));
    }

    [Fact]
    public async Task A_result_that_was_changed_or_lost_is_made_anew_and_a_line_that_was_cut_off_is_passed_over()
    {
        await StopAfterAsync(_folder, 4);
        string[] done = [.. _made];
        await File.AppendAllTextAsync(EvaluationRun.ResultFile(_folder, done[0]), " ");
        File.Delete(EvaluationRun.ResultFile(_folder, done[1]));
        string notes = Path.Combine(_folder, StoppedRun.FileName), text = await File.ReadAllTextAsync(notes);
        await File.WriteAllTextAsync(notes, text[..^30]);
        _made.Clear();
        Assert.Equal(1, await RunAsync(_folder, "program 1"));
        Assert.Contains(done[0], _made);
        Assert.Contains(done[1], _made);
        Assert.Contains(done[3], _made);
    }

    [Fact]
    public async Task A_case_whose_document_was_changed_is_made_anew()
    {
        string set = Path.Combine(_folder, "set"), run = Path.Combine(_folder, "run");
        foreach (string file in Directory.GetFiles(Set.Cases[0].Folder, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(set, "cases", Set.Cases[0].Id, Path.GetRelativePath(Set.Cases[0].Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        await File.WriteAllTextAsync(Path.Combine(set, "evalset.json"), $$"""{ "id": "set", "version": 1, "task": "discharge-summary", "cases": ["{{Set.Cases[0].Id}}"] }""");
        var read = EvalsetReader.Read(set);
        var stopped = StoppedRun.Open(run, "program 1");
        byte[] result = PerfectSummary.Of(Set.Cases[0]);
        await new EvaluationRun((_, _, _) => Task.FromResult(result)).RunAsync([read], run, new() { Stopped = stopped });
        await File.AppendAllTextAsync(read.Cases[0].Paths[0], "\nOne more line.");
        var again = StoppedRun.Open(run, "program 1");
        await new EvaluationRun((_, _, _) => Task.FromResult(result)).RunAsync([read], run, new() { Stopped = again });
        Assert.Equal(0, again.Reused);
        again = StoppedRun.Open(run, "program 1");
        await new EvaluationRun((_, _, _) => Task.FromResult(result)).RunAsync([read], run, new() { Stopped = again });
        Assert.Equal(1, again.Reused);
    }

    [Fact]
    public async Task Any_number_of_cases_at_a_time_leaves_the_same_bytes_and_tells_of_each_once()
    {
        var told = new List<(int Done, int Of)>();
        string one = Path.Combine(_folder, "one"), many = Path.Combine(_folder, "many");
        await RunAsync(one, "program 1");
        await RunAsync(many, "program 1", new() { Parallelism = 4, Progress = (_, done, of) => told.Add((done, of)) });
        foreach (string file in (string[])["report.json", "report.md", "results.jsonl", "manifest.json"]) Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(one, file)), await File.ReadAllBytesAsync(Path.Combine(many, file)));
        Assert.Equal(Enumerable.Range(1, Set.Cases.Length), told.Select(t => t.Done));
        Assert.All(told, t => Assert.Equal(Set.Cases.Length, t.Of));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_full_disk_ends_the_run_is_no_fault_of_a_case_and_what_is_finished_is_taken_over(bool whileKeeping)
    {
        // A device on which no room is left, in place of the file beside the fourth result, or in the program itself.
        string kept = EvaluationRun.ResultFile(_folder, Set.Cases[3].Id), full = whileKeeping ? kept + ".part" : Path.Combine(_folder, "text");
        Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
        File.CreateSymbolicLink(full, "/dev/full");
        var make = new EvaluationRun(async (paths, _, stop) =>
        {
            if (!whileKeeping && paths.SequenceEqual(Set.Cases[3].Paths)) await File.WriteAllTextAsync(full, "text", stop);
            return await MakeAsync(paths, stop);
        });
        var failed = await Assert.ThrowsAnyAsync<IOException>(() => make.RunAsync([Set], _folder, new() { Stopped = StoppedRun.Open(_folder, "program 1") }));
        Assert.True(NotWrittenException.IsDiskFull(failed));
        if (whileKeeping) Assert.Equal((NotWrittenException.DiskFull, $"{kept} cannot be written: no room is left on the disk (disk-full)"), (Assert.IsType<NotWrittenException>(failed).Code, failed.Message));
        Assert.Equal(whileKeeping, !File.Exists(full));
        Assert.False(File.Exists(kept));
        _made.Clear();
        Assert.Equal(3, await RunAsync(_folder, "program 1"));
        Assert.Equal(Set.Cases.Length - 3, _made.Count);
    }

    [Fact]
    public async Task A_result_that_cannot_be_written_for_another_reason_ends_the_run_too()
    {
        string kept = EvaluationRun.ResultFile(_folder, Set.Cases[1].Id);
        Directory.CreateDirectory(kept + ".part");
        var failed = await Assert.ThrowsAsync<NotWrittenException>(() => new EvaluationRun((paths, _, stop) => MakeAsync(paths, stop)).RunAsync([Set], _folder));
        Assert.Equal(NotWrittenException.NotWritten, failed.Code);
        Assert.True(File.Exists(EvaluationRun.ResultFile(_folder, Set.Cases[0].Id)));
        Directory.CreateDirectory(Path.Combine(_folder, StoppedRun.FileName));
        Assert.Throws<NotWrittenException>(() => StoppedRun.Open(_folder, "program 1"));
    }

    private async Task<byte[]> MakeAsync(IReadOnlyList<string> paths, CancellationToken cancellation)
    {
        var golden = Set.Cases.Single(c => c.Paths.SequenceEqual(paths));
        // The later a case, the sooner it is done: an order of completion that is not that of the set.
        await Task.Delay(2 * (Set.Cases.Length - Set.Cases.IndexOf(golden)), cancellation);
        _made.Enqueue(golden.Id);
        return PerfectSummary.Of(golden);
    }

    private async Task<int> RunAsync(string folder, string program, RunOptions? options = null)
    {
        var stopped = StoppedRun.Open(folder, program);
        var report = await new EvaluationRun((paths, _, stop) => MakeAsync(paths, stop)).RunAsync([Set], folder, (options ?? new()) with { Stopped = stopped });
        await report.WriteAsync(folder);
        await new RunManifest("test").WriteAsync([Set], report, folder);
        stopped.Finish();
        return stopped.Reused;
    }

    /// <summary>Runs until so many cases are finished, and is stopped while the next is made.</summary>
    private async Task StopAfterAsync(string folder, int cases)
    {
        _made.Clear();
        using var source = new CancellationTokenSource();
        var options = new RunOptions { Stopped = StoppedRun.Open(folder, "program 1") };
        var run = new EvaluationRun(async (paths, _, stop) =>
        {
            if (_made.Count == cases) await source.CancelAsync();
            return await MakeAsync(paths, stop);
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.RunAsync([Set], folder, options, source.Token));
        Assert.Equal(cases, _made.Count);
    }
}

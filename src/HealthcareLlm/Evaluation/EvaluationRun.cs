using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using HealthcareLlm.Documents;
using HealthcareLlm.Evaluation.Citing;

namespace HealthcareLlm.Evaluation;

/// <summary>Makes the result file of one case: the program under judgement. Gets the documents' paths and the task, gives the file's bytes.</summary>
public delegate Task<byte[]> MakeResult(IReadOnlyList<string> paths, string task, CancellationToken cancellation);

/// <summary>How a run goes about its cases.</summary>
public sealed record RunOptions
{
    /// <summary>Only the cases of this part: <c>development</c>, <c>calibration</c> or <c>test</c>; null for every case. A case that cannot be read has no part and is reported with any.</summary>
    public string? Part { get; init; }

    /// <summary>Cases at a time, at least 1. The report and every file are the same for any number.</summary>
    public int Parallelism { get; init; } = 1;

    /// <summary>Told after each case: its id, how many are done, of how many; null for none. Calls never overlap.</summary>
    public Action<string, int, int>? Progress { get; init; }

    /// <summary>Results that an earlier run left when it was stopped; null: every result is made.</summary>
    public Runs.StoppedRun? Stopped { get; init; }
}

/// <summary>Runs golden sets through the program and judges what comes out.</summary>
/// <param name="make">The program.</param>
public sealed class EvaluationRun(MakeResult make)
{
    /// <summary>Folder of a run that keeps the documents' texts as the program read them; where a text is there, quotes are checked against it.</summary>
    public const string TextsFolder = "texts";

    /// <summary>Folder of a run that keeps the result files, <c>&lt;case&gt;.json</c>.</summary>
    public const string ResultsFolder = "results";

    /// <summary>Path of a case's result file.</summary>
    /// <param name="folder">Folder of the run.</param>
    /// <param name="id">Id of the case; one that can be no file's name is escaped, so that no path leads out of the folder.</param>
    public static string ResultFile(string folder, string id) => Path.Combine(folder, ResultsFolder, (GoldenSets.GoldenPaths.IsName(id) ? id : Uri.EscapeDataString(id)) + ".json");

    /// <summary>
    /// Runs every case of the sets, keeps each result file as <c>results/&lt;case&gt;.json</c> below <paramref name="output"/>, and judges it. A case whose result cannot be made or read
    /// is reported as not scored; it is neither right nor wrong.
    /// </summary>
    /// <param name="evalsets">The sets.</param>
    /// <param name="output">Folder of the run; made where it is absent.</param>
    /// <param name="options">Which cases, and how.</param>
    /// <param name="cancellation">Stops between and within cases; finished results stay.</param>
    /// <exception cref="InvalidDataException">Two cases have one id.</exception>
    /// <exception cref="NotWrittenException">A result cannot be written; those that are finished stay.</exception>
    public async Task<EvaluationReport> RunAsync(IReadOnlyList<Evalset> evalsets, string output, RunOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Parallelism, 1);
        var chosen = Chosen(evalsets, options.Part);
        Directory.CreateDirectory(Path.Combine(output, ResultsFolder));
        var texts = new DocumentTexts(Path.Combine(output, TextsFolder));
        var scores = new CaseScore[chosen.Length];
        var told = new Lock();
        int done = 0;
        void Take(int i, Func<CaseScore> judge)
        {
            scores[i] = judge();
            lock (told) options.Progress?.Invoke(chosen[i].Case.Id, ++done, chosen.Length);
        }

        // What is made is judged while the next is made: the program does not wait for its judge.
        var judging = new ConcurrentBag<Task>();
        using var room = new SemaphoreSlim(options.Parallelism * MostWaiting);
        try
        {
            await Parallel.ForAsync(0, chosen.Length, new ParallelOptions { MaxDegreeOfParallelism = options.Parallelism, CancellationToken = cancellation }, async (i, stop) =>
            {
                var (set, golden) = chosen[i];
                var (judge, isMade) = await MakeAsync(set.Id, golden, output, texts, options.Stopped, stop).ConfigureAwait(false);
                if (!isMade)
                {
                    Take(i, judge);
                    return;
                }

                await room.WaitAsync(stop).ConfigureAwait(false);
                judging.Add(Task.Run(() =>
                {
                    try
                    {
                        Take(i, judge);
                    }
                    finally
                    {
                        room.Release();
                    }
                }, CancellationToken.None));
            }).ConfigureAwait(false);
        }
        finally
        {
            await Task.WhenAll(judging).ConfigureAwait(false);
        }

        return Report(evalsets, options.Part, scores);
    }

    private static ImmutableArray<(Evalset Set, GoldenCase Case)> Chosen(IReadOnlyList<Evalset> evalsets, string? part)
    {
        var chosen = evalsets.SelectMany(set => set.Cases.Where(c => part is null || c.Part == part).Select(c => (Set: set, Case: c))).ToImmutableArray();
        string? twice = chosen.GroupBy(c => c.Case.Id, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1)?.Key;
        return twice is null ? chosen : throw new InvalidDataException("two cases are called " + twice);
    }

    private static EvaluationReport Report(IReadOnlyList<Evalset> evalsets, string? part, IEnumerable<CaseScore> scores)
    {
        var broken = evalsets.SelectMany(set => set.Broken.Select(b => CaseScorer.Broken(set, b)));
        return new([.. evalsets.Select(s => new EvalsetName(s.Id, s.Version, s.Task))], part, [.. broken, .. scores]);
    }

    /// <summary>Judges the result files of an earlier run again, without the program, on every core: after the gold or the judge changed.</summary>
    /// <param name="evalsets">The sets.</param>
    /// <param name="output">Folder of that run.</param>
    /// <param name="part">As in <see cref="RunOptions"/>.</param>
    /// <param name="cancellation">Stops between cases.</param>
    /// <exception cref="InvalidDataException">The folder holds no results of a run, or two cases have one id.</exception>
    public static Task<EvaluationReport> JudgeAgainAsync(IReadOnlyList<Evalset> evalsets, string output, string? part = null, CancellationToken cancellation = default)
    {
        HoldsResults(output);
        return new EvaluationRun(Kept).RunAsync(evalsets, output, new() { Part = part, Parallelism = Environment.ProcessorCount }, cancellation);
    }

    /// <summary>The same for sets that are not read yet: each case is judged as it is read, and read once. The sets come back without their answers.</summary>
    /// <param name="folders">Folders of the sets.</param>
    /// <param name="outside">As in <see cref="EvalsetReader.Read(string, string?, bool)"/>.</param>
    /// <param name="within">Which cases are taken.</param>
    /// <param name="output">Folder of that run.</param>
    /// <param name="part">As in <see cref="RunOptions"/>.</param>
    /// <param name="cancellation">Stops between cases.</param>
    /// <exception cref="InvalidDataException">The folder holds no results of a run, a set breaks its format, or two cases have one id.</exception>
    public static (ImmutableArray<Evalset> Evalsets, EvaluationReport Report) JudgeAgain(IReadOnlyList<string> folders, string? outside, Func<GoldenCase, bool> within, string output, string? part = null, CancellationToken cancellation = default)
    {
        HoldsResults(output);
        var texts = new DocumentTexts(Path.Combine(output, TextsFolder));
        var scores = new ConcurrentDictionary<(string Set, string Case), CaseScore>();
        void Judge(string set, GoldenCase golden)
        {
            cancellation.ThrowIfCancellationRequested();
            if (within(golden) && (part is null || golden.Part == part)) scores[(set, golden.Id)] = JudgeKept(set, golden, ResultFile(output, golden.Id), texts);
        }

        ImmutableArray<Evalset> sets;
        try
        {
            sets = [.. folders.Select(f => EvalsetReader.Read(f, outside, outlines: true, Judge)).Select(s => s with { Cases = [.. s.Cases.Where(within)] })];
        }
        catch (AggregateException e) when (e.InnerException is OperationCanceledException stopped)
        {
            throw new OperationCanceledException(stopped.Message, e, cancellation);
        }

        return (sets, Report(sets, part, Chosen(sets, part).Select(c => scores[(c.Set.Id, c.Case.Id)])));
    }

    private static void HoldsResults(string output)
    {
        if (!Directory.Exists(Path.Combine(output, ResultsFolder))) throw new InvalidDataException($"{output} holds no results of a run");
    }

    private static CaseScore JudgeKept(string evalset, GoldenCase golden, string file, DocumentTexts texts)
    {
        if (!File.Exists(file)) return CaseScorer.NotScored(evalset, golden, "the run has no result of it");
        byte[] result;
        try
        {
            result = File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return CaseScorer.NotScored(evalset, golden, "its result cannot be read");
        }

        return ChangedSince(golden, file) is { } changed ? CaseScorer.NotScored(evalset, golden, changed) : CaseScorer.Score(evalset, golden, result, texts);
    }

    /// <summary>Says that a document was changed after the result was made; null where none was. Times are compared, since ten thousand packets are not hashed in seconds.</summary>
    private static string? ChangedSince(GoldenCase golden, string file)
    {
        var made = File.GetLastWriteTimeUtc(file);
        return golden.Paths.Any(p => File.GetLastWriteTimeUtc(p) > made) && !DocumentsOf(file).SetEquals(golden.Paths.Select(HashOf)) ? "a document of it was changed since the result was made: run it anew" : null;
    }

    private static HashSet<string> DocumentsOf(string file)
    {
        try
        {
            return [.. ResultView.Read(File.ReadAllBytes(file)).Documents.Select(d => d.Id)];
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }

    private static string HashOf(string document)
    {
        using var stream = File.OpenRead(document);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    /// <summary>The program of a run that is only judged again: its results stand already.</summary>
    private static readonly MakeResult Kept = (_, _, _) => Task.FromResult<byte[]>([]);

    // Results that wait for their judge, for each that is made at a time: they are held in memory.
    private const int MostWaiting = 4;

    /// <summary>Makes the result of a case, or finds it made; what judges it, and whether it was made now.</summary>
    private async Task<(Func<CaseScore> Judge, bool IsMade)> MakeAsync(string evalset, GoldenCase golden, string output, DocumentTexts texts, Runs.StoppedRun? stopped, CancellationToken cancellation)
    {
        string file = ResultFile(output, golden.Id);
        if (make == Kept) return (Whole(whole => JudgeKept(evalset, whole, file, texts)), false);
        if (stopped?.Find(golden, file, texts) is { } finished) return (Whole(whole => CaseScorer.Score(evalset, whole, finished, texts)), false);
        byte[] bytes;
        try
        {
            bytes = await make(golden.Paths, golden.Task, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException and not OutOfMemoryException and not NotWrittenException && !NotWrittenException.IsDiskFull(e))
        {
            // A result of an earlier run is none of this one's. The type alone is told: a message may hold text of a document.
            File.Delete(file);
            return (() => CaseScorer.NotScored(evalset, golden, "the program failed: " + e.GetType().Name), false);
        }

        await KeepAsync(file, bytes, cancellation).ConfigureAwait(false);
        stopped?.Add(golden, bytes);
        return (Whole(whole => CaseScorer.Score(evalset, whole, bytes, texts)), true);

        // Its answers are read where it is judged.
        Func<CaseScore> Whole(Func<GoldenCase, CaseScore> judge) => () =>
        {
            GoldenCase whole;
            try
            {
                whole = golden.Whole();
            }
            catch (InvalidDataException e)
            {
                return CaseScorer.NotScored(evalset, golden, "changed while it ran: " + e.Message);
            }

            return judge(whole);
        };
    }

    /// <summary>Keeps a result, whole or not at all: what a stopped run leaves is a result.</summary>
    /// <exception cref="NotWrittenException">It cannot be written: no case's fault, so that the run ends.</exception>
    private static async Task KeepAsync(string file, byte[] bytes, CancellationToken cancellation)
    {
        string unfinished = file + ".part";
        try
        {
            await File.WriteAllBytesAsync(unfinished, bytes, cancellation).ConfigureAwait(false);
            File.Move(unfinished, file, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A full disk has room again for the next attempt.
            if (File.Exists(unfinished)) File.Delete(unfinished);
            throw new NotWrittenException(file, e);
        }
    }
}

using System.Collections.Immutable;
using HealthcareLlm.Evaluation.Citing;

namespace HealthcareLlm.Evaluation;

/// <summary>Makes the result file of one case: the program under judgement. Gets the documents' paths and the task, gives the file's bytes.</summary>
public delegate Task<byte[]> MakeResult(IReadOnlyList<string> paths, string task, CancellationToken cancellation);

/// <summary>Runs golden sets through the program and judges what comes out.</summary>
/// <param name="make">The program.</param>
public sealed class EvaluationRun(MakeResult make)
{
    /// <summary>Folder of a run that keeps the documents' texts as the program read them; where a text is there, quotes are checked against it.</summary>
    public const string TextsFolder = "texts";

    /// <summary>Folder of a run that keeps the result files, <c>&lt;case&gt;.json</c>.</summary>
    public const string ResultsFolder = "results";

    /// <summary>
    /// Runs every case of the sets, one after the other, keeps each result file as <c>results/&lt;case&gt;.json</c> below <paramref name="output"/>, and judges it.
    /// A case whose result cannot be made or read is reported as not scored; it is neither right nor wrong.
    /// </summary>
    /// <param name="evalsets">The sets.</param>
    /// <param name="output">Folder of the run; made where it is absent.</param>
    /// <param name="part"><c>development</c>, <c>calibration</c> or <c>test</c>; null for every case. A case that cannot be read has no part and is reported with any.</param>
    /// <param name="progress">Told before each case: its id, how many are done, of how many; null for none.</param>
    /// <param name="cancellation">Stops between and within cases.</param>
    /// <exception cref="InvalidDataException">Two cases have one id.</exception>
    public async Task<EvaluationReport> RunAsync(
        IReadOnlyList<Evalset> evalsets, string output, string? part = null, Action<string, int, int>? progress = null, CancellationToken cancellation = default)
    {
        var chosen = evalsets.SelectMany(set => set.Cases.Where(c => part is null || c.Part == part).Select(c => (Set: set, Case: c))).ToImmutableArray();
        string? twice = chosen.GroupBy(c => c.Case.Id, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1)?.Key;
        if (twice is not null) throw new InvalidDataException("two cases are called " + twice);
        string results = Path.Combine(output, ResultsFolder);
        Directory.CreateDirectory(results);
        var texts = new DocumentTexts(Path.Combine(output, TextsFolder));
        var scores = ImmutableArray.CreateBuilder<CaseScore>(chosen.Length);
        foreach (var set in evalsets) scores.AddRange(set.Broken.Select(b => CaseScorer.Broken(set, b)));
        int before = scores.Count;
        foreach (var (set, golden) in chosen)
        {
            progress?.Invoke(golden.Id, scores.Count - before, chosen.Length);
            scores.Add(await JudgeAsync(set.Id, golden, Path.Combine(results, golden.Id + ".json"), texts, cancellation).ConfigureAwait(false));
        }

        return new([.. evalsets.Select(s => new EvalsetName(s.Id, s.Version, s.Task))], part, scores.ToImmutable());
    }

    /// <summary>Judges the result files of an earlier run again, without the program: after the gold or the judge changed.</summary>
    /// <param name="evalsets">The sets.</param>
    /// <param name="output">Folder of that run.</param>
    /// <param name="part">As in <see cref="RunAsync"/>.</param>
    public static Task<EvaluationReport> JudgeAgainAsync(IReadOnlyList<Evalset> evalsets, string output, string? part = null)
    {
        var kept = evalsets.SelectMany(s => s.Cases).ToDictionary(c => string.Join('\n', c.Paths), c => Path.Combine(output, ResultsFolder, c.Id + ".json"), StringComparer.Ordinal);
        return new EvaluationRun((paths, _, stop) => File.ReadAllBytesAsync(kept[string.Join('\n', paths)], stop)).RunAsync(evalsets, output, part);
    }

    private async Task<CaseScore> JudgeAsync(string evalset, GoldenCase golden, string file, DocumentTexts texts, CancellationToken cancellation)
    {
        byte[] bytes;
        try
        {
            bytes = await make(golden.Paths, golden.Task, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException and not OutOfMemoryException)
        {
            // The type alone: a message may hold text of a document.
            return CaseScorer.NotScored(evalset, golden, "the program failed: " + e.GetType().Name);
        }

        await File.WriteAllBytesAsync(file, bytes, cancellation).ConfigureAwait(false);
        return CaseScorer.Score(evalset, golden, bytes, texts);
    }
}

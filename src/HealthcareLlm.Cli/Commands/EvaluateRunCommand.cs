using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HealthcareLlm.Adapters;
using HealthcareLlm.Adapters.Readers;
using HealthcareLlm.Cli.Output;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting;
using HealthcareLlm.Evaluation;
using HealthcareLlm.Evaluation.Confidence;
using HealthcareLlm.Evaluation.Html;
using HealthcareLlm.Evaluation.Runs;
using HealthcareLlm.Export;
using HealthcareLlm.Ingestion;
using Spectre.Console;

namespace HealthcareLlm.Cli.Commands;

/// <summary><c>evaluate run EVALSET… --output DIR</c>: golden sets through the program, judged field by field.</summary>
internal static class EvaluateRunCommand
{
    internal static Command Create()
    {
        var sets = new Argument<string[]>("EVALSET") { Description = "Folders of golden sets (evalsets/README.md tells their format).", Arity = ArgumentArity.OneOrMore };
        var output = new Option<string>("--output", "-o") { Description = "Folder of the run: report.json, report.md and every result file.", Required = true, HelpName = "DIR" };
        var compare = new Option<string[]>("--compare") { Description = "Folder of an earlier run: shows what changed, field by field. Several, where an engine does not say the same twice: repeats of that run.", HelpName = "RUN", AllowMultipleArgumentsPerToken = true };
        var repeats = new Option<string[]>("--repeats") { Description = "With --compare: folders of further runs of this version.", HelpName = "RUN", AllowMultipleArgumentsPerToken = true };
        var gate = new Option<string?>("--gate") { Description = "Bounds that must be kept, YAML or JSON; exit status 3 where one is not.", HelpName = "FILE" };
        var part = EvaluateArguments.Part();
        var documents = EvaluateCheckCommand.Documents();
        var (from, until) = EvaluateArguments.Dates();
        var calibration = new Option<string?>("--calibration") { Description = "A calibration from 'evaluate calibrate': gives each value a confidence; packets that it has seen are left out of the figures on confidence.", HelpName = "FILE" };
        var thresholds = new Option<string?>("--thresholds") { Description = "Thresholds from 'evaluate thresholds', measured on every packet that they have not seen.", HelpName = "FILE" };
        var promise = new PromiseArguments();
        var again = new Option<bool>("--judge-again") { Description = "Judge the result files that stand in --output again, without running the program." };
        var junit = new Option<string?>("--junit") { Description = "Writes gates and cases as JUnit XML, for a build server.", HelpName = "FILE" };
        var parallel = new Option<int>("--parallel") { Description = "Cases at a time; pages of one case use every core as it is. The files are the same for any number.", DefaultValueFactory = _ => 1, HelpName = "N" };
        parallel.Validators.Add(static r =>
        {
            if (r.GetValueOrDefault<int>() < 1) r.AddError("--parallel must be 1 or more");
        });
        var fresh = new Option<bool>("--fresh") { Description = "Makes every result anew, also those that a stopped run left finished." };
        var quiet = CaseArguments.Quiet();
        var engine = CaseArguments.Engine();
        var command = new Command("run", "Run golden sets and print, per field, what is right, wrong, invented, missed and refused, with counts.") { sets, output, compare, repeats, gate, part, documents, from, until, calibration, thresholds, junit, again, parallel, fresh, engine, quiet };
        promise.AddTo(command);
        command.SetAction(async (result, cancellation) =>
        {
            try
            {
                var settings = new ReportSettings
                {
                    Calibration = result.GetValue(calibration) is { } calibrated ? CalibrationFile.Read(calibrated) : null,
                    IsCalibratedAnew = result.GetValue(calibration) is not null,
                    Thresholds = result.GetValue(thresholds) is { } certified ? ThresholdSet.Read(certified) : null,
                    Promise = promise.Promise(result),
                    Costs = promise.Costs(result),
                };
                ImmutableArray<Gate> gates = result.GetValue(gate) is { } file ? Gates.Read(file) : [];
                void RefuseOtherGates(IEnumerable<string> tasks) => Gates.RefuseOthers(gates, result.GetValue(gate), tasks);
                string folder = result.GetValue(output)!;
                bool isQuiet = result.GetValue(quiet);
                Refuse(result.GetValue(sets)!, folder, result.GetValue(documents), result.GetValue(junit), result.GetValue(compare) ?? [], result.GetValue(repeats) ?? []);
                var options = new RunOptions { Part = result.GetValue(part), Parallelism = result.GetValue(parallel) };
                IReadOnlyList<Evalset> evalsets;
                EvaluationReport report;
                StoppedRun? begun = null;
                if (result.GetValue(again))
                {
                    RefuseEarlier(result.GetValue(compare) ?? [], result.GetValue(sets)!, result.GetValue(documents), EvaluateArguments.Within(result.GetValue(from), result.GetValue(until)), options.Part);
                    (evalsets, report) = EvaluationRun.JudgeAgain(result.GetValue(sets)!, result.GetValue(documents), EvaluateArguments.Within(result.GetValue(from), result.GetValue(until)), folder, options.Part, cancellation);
                    EvaluateArguments.NameBroken(evalsets);
                    RefuseOtherGates(evalsets.Select(s => s.Task));
                }
                else
                {
                    evalsets = EvaluateArguments.Read(result.GetValue(sets)!, result.GetValue(from), result.GetValue(until), result.GetValue(documents), outlines: true);
                    RefuseOtherGates(evalsets.Select(s => s.Task));
                    RunComparison.Refuse(result.GetValue(compare) ?? [], evalsets, options.Part);
                    (report, begun) = await RunAsync(evalsets, folder, options, result.GetValue(engine)!, result.GetValue(fresh), isQuiet, cancellation).ConfigureAwait(false);
                }

                if (report.Cases.IsEmpty && (options.Part ?? result.GetValue(from) ?? result.GetValue(until)) is not null) throw new InvalidDataException("no case is of this part and these days: there is nothing to judge");
                if (report.Cases.IsEmpty) Console.Error.WriteLine($"nothing to measure: {string.Join(", ", report.Evalsets.Select(static e => e.Id))} {(report.Evalsets.Length == 1 ? "has" : "have")} no cases");
                LetGo(report);
                report = report.With(settings with { Calibration = Serving(settings.Calibration, report) });
                // Figures are taken in parallel within parallel: threads that wait for others must not keep these from starting, and the pool adds but two a second.
                ThreadPool.SetMinThreads(8 * Environment.ProcessorCount, Environment.ProcessorCount);
                // An earlier run may stand in this very folder: what its manifest says is read before it is written anew.
                var hashes = (result.GetValue(compare) ?? []).Concat(result.GetValue(repeats) ?? []).Distinct(StringComparer.Ordinal).ToDictionary(f => f, RunManifest.Hashes, StringComparer.Ordinal);
                // The results are brought to lines while the figures are taken.
                var manifest = Task.Run(() => new RunManifest(Version, result.GetValue(from), result.GetValue(until)).WriteAsync(evalsets, report, folder, cancellation), cancellation);
                var html = new HtmlReport(report, evalsets, folder, Version) { Show = new CasePictures(DocumentReaders.All(new())).ShowAsync }.Begun(cancellation);
                int status = await ShowAsync(html, result.GetValue(compare) ?? [], result.GetValue(repeats) ?? [], hashes, gates, result.GetValue(junit), isQuiet, manifest, cancellation).ConfigureAwait(false);
                // Only now: a run whose reports could not be written goes on with every result that it has.
                begun?.Finish();
                NameUnmeasured(report.Confidence, result.GetValue(calibration), result.GetValue(thresholds));
                return Math.Max(status, report.Cases.Any(c => c.NotScored is not null) || evalsets.Any(s => !s.Broken.IsEmpty) ? ExitStatus.FileNotRead : ExitStatus.Done);
            }
            catch (InvalidDataException e)
            {
                throw new ConfigurationException(e.Message, e);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Console.Error.WriteLine(result.GetValue(again) ? "The results stay as they are: the same command judges them." : "What is finished is kept: the same command goes on from there.");
                throw e as NotWrittenException ?? new NotWrittenException(result.GetValue(output)!, e);
            }
        });
        return command;
    }

    /// <summary>Refuses paths and options that cannot serve before anything is run or read.</summary>
    private static void Refuse(string[] sets, string folder, string? documents, string? junit, string[] earlier, string[] repeats)
    {
        if (File.Exists(folder)) throw new InvalidDataException($"--output: {folder} is a file, and a run needs a folder");
        string made = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
        if (sets.FirstOrDefault(s => made.StartsWith(Path.TrimEndingDirectorySeparator(Path.GetFullPath(s)) + Path.DirectorySeparatorChar, StringComparison.Ordinal)) is { } set) throw new InvalidDataException($"--output: a run is not written into the golden set {set} itself");
        if (documents is not null && !Directory.Exists(documents)) throw new InvalidDataException($"--documents: there is no folder {documents}");
        if (repeats.Length > 0 && earlier.Length == 0) throw new InvalidDataException("--repeats are of a version that --compare names, and there is none");
        WritablePath.TryFolder("--output", folder);
        if (junit is not null) WritablePath.TryFile("--junit", junit);
    }

    /// <summary>Refuses earlier runs that have no case of what is judged again, before it is: the sets are read for it only where there is something to compare.</summary>
    private static void RefuseEarlier(string[] earlier, string[] sets, string? documents, Func<GoldenCase, bool> within, string? part)
    {
        if (earlier.Length > 0) RunComparison.Refuse(earlier, [.. sets.Select(s => EvalsetReader.Read(s, documents, true)).Select(s => s with { Cases = [.. s.Cases.Where(within)] })], part);
    }

    /// <summary>Says on standard error that nothing was left for confidence or thresholds, which the report says too.</summary>
    private static void NameUnmeasured(ConfidenceReport report, string? calibration, string? thresholds)
    {
        if (report.Nothing is { } nothing) Console.Error.WriteLine(nothing + (calibration is null ? string.Empty : $" (--calibration {calibration})"));
        if (report.NothingForThresholds is { } none) Console.Error.WriteLine($"{none} (--thresholds {thresholds})");
    }

    /// <summary>Names the gates that failed, those that were skipped, and those kept by a figure that bears no claim.</summary>
    private static void NameGates(ImmutableArray<GateOutcome> outcomes)
    {
        foreach (var outcome in outcomes.Where(o => o.Failed)) Console.Error.WriteLine("gate failed: " + Gates.Told(outcome));
        foreach (var outcome in outcomes.Where(o => o.Skipped)) Console.Error.WriteLine($"gate skipped: {outcome.Gate.Measure} ({outcome.Gate.Group}): {outcome.Remark}");
        foreach (var outcome in outcomes.Where(o => o.KeptOnLittle)) Console.Error.WriteLine("gate kept, but it bears no claim: " + Gates.Told(outcome));
    }

    /// <summary>Gives back what reading and judging many cases left behind: the collector would keep as much again before it looks, since young memory is cheap to it.</summary>
    private static void LetGo(EvaluationReport report)
    {
        const int many = 1000;
        if (report.Cases.Length >= many) GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    /// <summary>
    /// The calibration that is named; else that of the program, where it made the results' confidences or could: packets that it has seen are then left out of what is said of confidence.
    /// </summary>
    /// <exception cref="InvalidDataException">The one that is named is for another engine than that of the results.</exception>
    private static Calibration? Serving(Calibration? named, EvaluationReport report)
    {
        string engines = ConfidenceReport.Engines(report.Cases);
        if (named is not null) return engines.Length == 0 || EngineVersion.ScoreAlike(engines, named.Engine) ? named : throw new InvalidDataException($"--calibration: {named.Id} was fitted for {named.Engine}, and the results are of {engines}");
        var own = Settings.Load().Confidence.Load();
        return own is not null && EngineVersion.ScoreAlike(own.Engine, engines) ? own : null;
    }

    /// <summary>Version and commit that the program was built from.</summary>
    private static string Version => typeof(EvaluateCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>The program with a clock beside it; a case is known by the folder that holds its documents.</summary>
    private static MakeResult Timed(MakeResult make, SortedDictionary<string, TimeSpan> durations) => async (paths, task, cancellation) =>
    {
        long start = TimeProvider.System.GetTimestamp();
        byte[] made = await make(paths, task, cancellation).ConfigureAwait(false);
        var taken = TimeProvider.System.GetElapsedTime(start);
        string id = Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(Path.GetFullPath(paths[0])))) ?? paths[0];
        lock (durations) durations[id] = taken;
        return made;
    };

    /// <summary>Runs the program on the cases. Stopped, it keeps what is finished, and the same command goes on from there.</summary>
    private static async Task<(EvaluationReport Report, StoppedRun Begun)> RunAsync(IReadOnlyList<Evalset> evalsets, string folder, RunOptions options, string engine, bool fresh, bool quiet, CancellationToken cancellation)
    {
        var settings = Settings.Load();
        var pipeline = CaseArguments.Pipeline(settings, engine, out var connection);
        using var open = connection;
        var durations = new SortedDictionary<string, TimeSpan>(StringComparer.Ordinal);
        if (fresh && Directory.Exists(folder)) File.Delete(Path.Combine(folder, StoppedRun.FileName));
        var stopped = StoppedRun.Open(folder, Key(settings, engine));
        long start = TimeProvider.System.GetTimestamp();
        try
        {
            var run = new EvaluationRun(Timed((paths, task, stop) => MakeAsync(pipeline, paths, task, Path.Combine(folder, EvaluationRun.TextsFolder), stop), durations));
            var report = await RunProgress.ShowAsync(quiet, "evaluate", tell => run.RunAsync(evalsets, folder, options with { Stopped = stopped, Progress = tell }, cancellation)).ConfigureAwait(false);
            if (stopped.Reused > 0) Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{stopped.Reused} of {report.Cases.Length} results were finished by the run that was stopped, and were taken over (--fresh makes them anew)"));
            MachineFile.Write(folder, durations, TimeProvider.System.GetElapsedTime(start), stopped.Reused);
            return (report, stopped);
        }
        catch (OperationCanceledException)
        {
            if (!quiet) Console.Error.WriteLine("What is finished is kept: the same command goes on from there.");
            throw;
        }
    }

    /// <summary>Names what decides a result besides its documents: the very build of the program, its engine and settings, and the native parts.</summary>
    private static string Key(Settings settings, string engine)
    {
        var builds = new[] { typeof(EvaluateRunCommand), typeof(CasePipeline), typeof(DocumentReaders) }.Select(t => t.Module.ModuleVersionId.ToString("N"));
        string parts = string.Join(' ', NativeParts.Find().Select(p => p.Name + " " + p.Version));
        string all = string.Join('\n', [.. builds, engine, parts, JsonSerializer.Serialize(settings)]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)));
    }

    private static async Task<byte[]> MakeAsync(CasePipeline pipeline, IReadOnlyList<string> paths, string task, string texts, CancellationToken cancellation)
    {
        var input = InputFiles.Load(paths, new());
        if (task == "discharge-summary")
        {
            var summary = (await pipeline.SummarizeAsync(input, null, cancellation).ConfigureAwait(false)).Result;
            WriteTexts(texts, summary.Documents);
            return ResultFileWriter.Write(summary);
        }

        var request = (await pipeline.ExtractAsync(input, null, cancellation).ConfigureAwait(false)).Result;
        WriteTexts(texts, request.Documents);
        return ResultFileWriter.Write(request);
    }

    /// <summary>Writes the texts; where that fails it is no fault of the case, and the run ends.</summary>
    private static void WriteTexts(string folder, ImmutableArray<SourceDocument> documents)
    {
        try
        {
            CaseArguments.WriteTexts(folder, documents);
        }
        catch (ConfigurationException e)
        {
            throw new NotWrittenException(folder, e.InnerException ?? e);
        }
    }

    /// <summary>So many cases that could not be scored are named on standard error; the report names all.</summary>
    private const int MostNamed = 20;

    private static async Task<int> ShowAsync(HtmlReport html, string[] earlier, string[] repeats, Dictionary<string, ImmutableDictionary<string, string>> hashes, ImmutableArray<Gate> gates, string? junit, bool isQuiet, Task manifest, CancellationToken cancellation)
    {
        var (report, folder) = (html.Report, html.Folder);
        report.Prepare();
        var comparison = earlier.Length == 0 ? null : RunComparison.ToEarlier(report, earlier, repeats, html.Evalsets, f => hashes[f]);
        foreach (string remark in comparison?.Remarks ?? []) Console.Error.WriteLine(remark);
        var outcomes = gates.IsEmpty ? [] : Gates.Try(gates, report);
        html = html with { Comparison = comparison, Gates = outcomes };
        await Task.WhenAll(manifest, Task.Run(() => report.WriteAsync(folder, comparison, outcomes, cancellation), cancellation), Task.Run(() => html.SaveAsync(cancellation), cancellation)).ConfigureAwait(false);
        await File.WriteAllTextAsync(Path.Combine(folder, PullRequestSummary.FileName), PullRequestSummary.Write(html), cancellation).ConfigureAwait(false);
        if (junit is not null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(junit))!);
            JUnitFile.Write(junit, report, outcomes);
        }

        if (!isQuiet)
        {
            var tables = report.ShortTables().AddRange(comparison?.Tables() ?? []);
            if (!outcomes.IsEmpty) tables = tables.Add(Gates.Table(outcomes));
            foreach (var table in tables) EvaluateArguments.Print(table);
            AnsiConsole.WriteLine($"Report: {Path.Combine(folder, HtmlReport.FileName)}");
        }

        foreach (var unread in report.Cases.Where(c => c.Unread > 0)) Console.Error.WriteLine($"not read: {unread.Id}: a document of it could not be read; the issues in {Path.Combine(folder, EvaluationRun.ResultsFolder, unread.Id + ".json")} say why");
        foreach (var left in report.Cases.Where(c => c.NotScored is not null && c.Part != CaseScorer.UnknownPart).Take(MostNamed)) Console.Error.WriteLine($"not scored: {left.Id}: {Path.Combine(folder, EvaluationRun.ResultsFolder, left.Id + ".json")}: {left.NotScored}");
        if (report.Cases.Count(c => c.NotScored is not null) is var unscored and > 0) Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{unscored} of {report.Cases.Length} cases could not be scored: {Path.Combine(folder, "report.md")} says why"));
        if (report.TooFew is { } few && !report.Cases.IsEmpty && !isQuiet) Console.Error.WriteLine(few);
        if (report.NotChecked is { } unknown) Console.Error.WriteLine(unknown);
        NameGates(outcomes);
        return outcomes.Any(o => o.Failed) ? ExitStatus.GateFailed : ExitStatus.Done;
    }
}

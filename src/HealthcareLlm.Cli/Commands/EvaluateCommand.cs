using System.Collections.Immutable;
using System.CommandLine;
using System.Reflection;
using HealthcareLlm.Adapters.Readers;
using HealthcareLlm.Cli.Output;
using HealthcareLlm.Evaluation;
using HealthcareLlm.Evaluation.Confidence;
using HealthcareLlm.Evaluation.Html;
using HealthcareLlm.Evaluation.Runs;
using HealthcareLlm.Export;
using HealthcareLlm.Ingestion;
using Spectre.Console;

namespace HealthcareLlm.Cli.Commands;

/// <summary><c>evaluate run EVALSET… --output DIR</c>: golden sets through the program, judged field by field.</summary>
internal static class EvaluateCommand
{
    internal static Command Create() => new("evaluate", "Measure the program on golden sets.") { Run(), EvaluateNewCommand.Create(), EvaluateCheckCommand.Create(), EvaluateMutateCommand.Create(), EvaluateDegradeCommand.Create(), EvaluateCalibrateCommand.Create(), EvaluateThresholdsCommand.Create() };

    private static Command Run()
    {
        var sets = new Argument<string[]>("EVALSET") { Description = "Folders of golden sets (evalsets/README.md tells their format).", Arity = ArgumentArity.OneOrMore };
        var output = new Option<string>("--output", "-o") { Description = "Folder of the run: report.json, report.md and every result file.", Required = true, HelpName = "DIR" };
        var compare = new Option<string?>("--compare") { Description = "Folder of an earlier run: shows what changed, field by field.", HelpName = "RUN" };
        var gate = new Option<string?>("--gate") { Description = "Bounds that must be kept, YAML or JSON; exit status 3 where one is not.", HelpName = "FILE" };
        var part = EvaluateArguments.Part();
        var documents = EvaluateCheckCommand.Documents();
        var (from, until) = EvaluateArguments.Dates();
        var calibration = new Option<string?>("--calibration") { Description = "A calibration from 'evaluate calibrate': gives each value a confidence; packets that it has seen are left out of the figures on confidence.", HelpName = "FILE" };
        var thresholds = new Option<string?>("--thresholds") { Description = "Thresholds from 'evaluate thresholds', measured on every packet that they have not seen.", HelpName = "FILE" };
        var promise = new PromiseArguments();
        var again = new Option<bool>("--judge-again") { Description = "Judge the result files that stand in --output again, without running the program." };
        var junit = new Option<string?>("--junit") { Description = "Writes gates and cases as JUnit XML, for a build server.", HelpName = "FILE" };
        var quiet = CaseArguments.Quiet();
        var engine = CaseArguments.Engine();
        var command = new Command("run", "Run golden sets and print, per field, what is right, wrong, invented, missed and refused, with counts.") { sets, output, compare, gate, part, documents, from, until, calibration, thresholds, junit, again, engine, quiet };
        promise.AddTo(command);
        command.SetAction(async (result, cancellation) =>
        {
            try
            {
                Evalset[] evalsets = EvaluateArguments.Read(result.GetValue(sets)!, result.GetValue(from), result.GetValue(until), result.GetValue(documents));
                foreach (var broken in evalsets.SelectMany(s => s.Broken)) Console.Error.WriteLine($"not run: {broken.Id}: {broken.Fault}");
                var settings = new ReportSettings
                {
                    Calibration = result.GetValue(calibration) is { } calibrated ? CalibrationFile.Read(calibrated) : null,
                    Thresholds = result.GetValue(thresholds) is { } certified ? ThresholdSet.Read(certified) : null,
                    Promise = promise.Promise(result),
                    Costs = promise.Costs(result),
                };
                ImmutableArray<Gate> gates = result.GetValue(gate) is { } file ? Gates.Read(file) : [];
                string folder = result.GetValue(output)!;
                var pipeline = CaseArguments.Pipeline(Settings.Load(), result.GetValue(engine)!);
                bool isQuiet = result.GetValue(quiet);
                var durations = new SortedDictionary<string, TimeSpan>(StringComparer.Ordinal);
                var report = result.GetValue(again)
                    ? await EvaluationRun.JudgeAgainAsync(evalsets, folder, result.GetValue(part)).ConfigureAwait(false)
                    : await new EvaluationRun(Timed((paths, task, stop) => MakeAsync(pipeline, paths, task, Path.Combine(folder, EvaluationRun.TextsFolder), stop), durations))
                        .RunAsync(evalsets, folder, result.GetValue(part), isQuiet ? null : Tell, cancellation).ConfigureAwait(false);
                report = report.With(settings);
                await new RunManifest(Version, result.GetValue(from), result.GetValue(until)).WriteAsync(evalsets, report, folder, cancellation).ConfigureAwait(false);
                if (!result.GetValue(again)) MachineFile.Write(folder, durations);
                int status = await ShowAsync(new(report, evalsets, folder, Version) { Show = new CasePictures(DocumentReaders.All(new())).ShowAsync }, result.GetValue(compare), gates, result.GetValue(junit), cancellation).ConfigureAwait(false);
                return Math.Max(status, evalsets.Any(s => !s.Broken.IsEmpty) ? ExitStatus.FileNotRead : ExitStatus.Done);
            }
            catch (InvalidDataException e)
            {
                throw new ConfigurationException(e.Message, e);
            }
        });
        return command;
    }

    /// <summary>Version and commit that the program was built from.</summary>
    private static string Version => typeof(EvaluateCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>The program with a clock beside it; a case is known by the folder that holds its documents.</summary>
    private static MakeResult Timed(MakeResult make, SortedDictionary<string, TimeSpan> durations) => async (paths, task, cancellation) =>
    {
        long start = TimeProvider.System.GetTimestamp();
        byte[] made = await make(paths, task, cancellation).ConfigureAwait(false);
        string id = Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(Path.GetFullPath(paths[0])))) ?? paths[0];
        lock (durations) durations[id] = TimeProvider.System.GetElapsedTime(start);
        return made;
    };

    private static void Tell(string id, int done, int count) => Console.Error.WriteLine($"{done + 1}/{count} {id}");

    private static async Task<byte[]> MakeAsync(CasePipeline pipeline, IReadOnlyList<string> paths, string task, string texts, CancellationToken cancellation)
    {
        var input = InputFiles.Load(paths, new());
        if (task == "discharge-summary")
        {
            var summary = (await pipeline.SummarizeAsync(input, null, cancellation).ConfigureAwait(false)).Result;
            CaseArguments.WriteTexts(texts, summary.Documents);
            return ResultFileWriter.Write(summary);
        }

        var request = (await pipeline.ExtractAsync(input, null, cancellation).ConfigureAwait(false)).Result;
        CaseArguments.WriteTexts(texts, request.Documents);
        return ResultFileWriter.Write(request);
    }

    private static async Task<int> ShowAsync(HtmlReport html, string? earlier, ImmutableArray<Gate> gates, string? junit, CancellationToken cancellation)
    {
        var (report, folder) = (html.Report, html.Folder);
        var comparison = earlier is null ? null : RunComparison.ToEarlier(report, earlier);
        var outcomes = gates.IsEmpty ? [] : Gates.Try(gates, report);
        await report.WriteAsync(folder, comparison, outcomes, cancellation).ConfigureAwait(false);
        html = html with { Comparison = comparison, Gates = outcomes };
        await File.WriteAllBytesAsync(Path.Combine(folder, HtmlReport.FileName), await html.WriteAsync(cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false);
        await File.WriteAllTextAsync(Path.Combine(folder, PullRequestSummary.FileName), PullRequestSummary.Write(html), cancellation).ConfigureAwait(false);
        if (junit is not null) JUnitFile.Write(junit, report, outcomes);
        var tables = report.ShortTables().AddRange(comparison?.Tables() ?? []);
        if (!outcomes.IsEmpty) tables = tables.Add(Gates.Table(outcomes));
        foreach (var table in tables) EvaluateArguments.Print(table);
        AnsiConsole.WriteLine($"Report: {Path.Combine(folder, HtmlReport.FileName)}");
        foreach (var outcome in outcomes.Where(o => !o.Kept)) Console.Error.WriteLine("gate failed: " + Gates.Told(outcome));
        return outcomes.Any(o => !o.Kept) ? ExitStatus.GateFailed : ExitStatus.Done;
    }
}

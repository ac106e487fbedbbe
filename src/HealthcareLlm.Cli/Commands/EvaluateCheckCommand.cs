using System.CommandLine;
using System.Globalization;
using HealthcareLlm.Adapters.Evaluation;
using HealthcareLlm.Evaluation.GoldenSets;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Cli.Commands;

/// <summary><c>evaluate check SET…</c>: everything that golden sets promise, each fault named with file and line.</summary>
internal static class EvaluateCheckCommand
{
    internal static Option<string?> Documents() =>
        new("--documents") { Description = "Folder of documents that are kept outside of the sets (\"outside\": true), as DIR/<case>/<file> or DIR/<file>.", HelpName = "DIR" };

    internal static Command Create()
    {
        var sets = new Argument<string[]>("EVALSET") { Description = "Folders of golden sets; all are checked against each other too.", Arity = ArgumentArity.OneOrMore };
        var documents = Documents();
        var quiet = CaseArguments.Quiet();
        var command = new Command("check", "Check golden sets: format, paths, values, quotes, places, patterns, cases that stand twice, leaks between parts, data cards. Exit status 3 where one breaks a promise.")
        {
            sets, documents, quiet,
        };
        command.SetAction(async (result, cancellation) =>
        {
            string[] folders = result.GetValue(sets)!;
            if (folders.FirstOrDefault(f => !Directory.Exists(f)) is { } absent) throw new ConfigurationException($"{absent} is no folder.");
            bool isQuiet = result.GetValue(quiet);
            var limits = Settings.Load().Ingestion;
            var checker = new GoldenSetChecker(new DocumentLook(limits).LookAsync, (path, stop) => ReadAsync(path, limits, stop), result.GetValue(documents));
            var report = await checker.CheckAsync(folders, isQuiet || Console.IsErrorRedirected ? null : Tell, cancellation).ConfigureAwait(false);
            if (!isQuiet && !Console.IsErrorRedirected) Console.Error.Write("\r\u001b[K");
            foreach (var fault in report.Faults) Console.Out.WriteLine($"{fault.File}:{fault.Line.ToString(CultureInfo.InvariantCulture)}: {(fault.Weight == FaultWeight.Error ? "error" : "warning")} [{fault.Rule}] {(fault.Path.Length == 0 ? string.Empty : fault.Path + ": ")}{fault.Message}");
            foreach (var (what, count) in report.Counts) Console.Out.WriteLine($"checked: {count.ToString(CultureInfo.InvariantCulture)} {what}");
            foreach (var (what, count) in report.NotChecked) Console.Out.WriteLine($"not checked: {count.ToString(CultureInfo.InvariantCulture)} {what}");
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Errors} errors, {report.Warnings} warnings"));
            return report.Errors > 0 ? ExitStatus.GateFailed : ExitStatus.Done;
        });
        return command;
    }

    private static void Tell(string id, int done, int count) => Console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r\u001b[K{done + 1}/{count} {id}"));

    /// <summary>The text in which a document's offsets count: by the program itself, recognition included.</summary>
    private static async Task<string?> ReadAsync(string path, IngestionLimits limits, CancellationToken cancellation)
    {
        var ingestion = new DocumentIngestion(Adapters.Readers.DocumentReaders.All(limits), limits);
        var read = await ingestion.ReadAsync(InputFiles.Load([path], limits).Files, null, cancellation).ConfigureAwait(false);
        return read.Documents is [var only] && only.Document.Text.Length > 0 ? only.Document.Text : null;
    }
}

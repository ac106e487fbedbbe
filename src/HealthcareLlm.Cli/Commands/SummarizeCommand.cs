using System.CommandLine;
using System.Text;
using HealthcareLlm.Cli.Output;
using HealthcareLlm.Export;

namespace HealthcareLlm.Cli.Commands;

/// <summary><c>summarize PATH… --output FILE</c>: a discharge summary.</summary>
internal static class SummarizeCommand
{
    internal static Command Create()
    {
        var paths = CaseArguments.Paths("The notes of ONE hospital encounter.");
        var output = CaseArguments.Output("Where the result goes (JSON, discharge-summary/v1).");
        var html = CaseArguments.Html();
        var markdown = new Option<string?>("--markdown") { Description = "Also write the summary as Markdown.", HelpName = "FILE" };
        var text = CaseArguments.Text();
        var engine = CaseArguments.Engine();
        var quiet = CaseArguments.Quiet();
        var command = new Command("summarize", "Write a discharge summary from the notes of one encounter; every sentence names its place in the chart.")
        {
            paths, output, html, markdown, text, engine, quiet,
        };
        command.SetAction(async (result, cancellation) =>
        {
            var settings = Settings.Load();
            var input = CaseArguments.Load(result.GetValue(paths)!, settings.Ingestion);
            bool isQuiet = result.GetValue(quiet);
            var pipeline = CaseArguments.Pipeline(settings, result.GetValue(engine)!, out var connection);
            using var open = connection;
            var run = await pipeline.SummarizeAsync(input, new Progress(isQuiet), cancellation).ConfigureAwait(false);
            CaseArguments.WriteResult(result.GetValue(output)!, "discharge-summary/v1", ResultFileWriter.Write(run.Result));
            CaseArguments.WriteTexts(result.GetValue(text), run.Result.Documents);
            if (result.GetValue(markdown) is { } path) AtomicFile.Write(path, Encoding.UTF8.GetBytes(MarkdownWriter.Write(run.Result)));
            if (result.GetValue(html) is { } page) await HtmlOutput.WriteAsync(page, run.Result, run.Ingested, cancellation).ConfigureAwait(false);
            if (!isQuiet) SummaryTable.Print(run.Result);
            return Reporter.Report(input, run.Ingested, isQuiet);
        });
        return command;
    }
}

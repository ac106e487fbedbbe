using System.CommandLine;
using HealthcareLlm.Cli.Output;
using HealthcareLlm.Export;

namespace HealthcareLlm.Cli.Commands;

/// <summary><c>extract PATH… --output FILE</c>: a prior-authorization request.</summary>
internal static class ExtractCommand
{
    internal static Command Create()
    {
        var paths = CaseArguments.Paths("The documents of ONE prior-authorization packet.");
        var output = CaseArguments.Output("Where the result goes (JSON, prior-auth-request/v1).");
        var html = CaseArguments.Html();
        var text = CaseArguments.Text();
        var engine = CaseArguments.Engine();
        var quiet = CaseArguments.Quiet();
        var command = new Command("extract", "Extract the fields of a prior-authorization packet, each with its place in the documents, and what is missing.")
        {
            paths, output, html, text, engine, quiet,
        };
        command.SetAction(async (result, cancellation) =>
        {
            var settings = Settings.Load();
            var input = CaseArguments.Load(result.GetValue(paths)!, settings.Ingestion);
            bool isQuiet = result.GetValue(quiet);
            var pipeline = CaseArguments.Pipeline(settings, result.GetValue(engine)!);
            var run = await pipeline.ExtractAsync(input, new Progress(isQuiet), cancellation).ConfigureAwait(false);
            CaseArguments.WriteResult(result.GetValue(output)!, "prior-auth-request/v1", ResultFileWriter.Write(run.Result));
            CaseArguments.WriteTexts(result.GetValue(text), run.Result.Documents);
            if (result.GetValue(html) is { } page) await HtmlOutput.WriteAsync(page, run.Result, run.Ingested, cancellation).ConfigureAwait(false);
            if (!isQuiet) RequestTable.Print(run.Result);
            return Reporter.Report(input, run.Ingested, isQuiet);
        });
        return command;
    }
}

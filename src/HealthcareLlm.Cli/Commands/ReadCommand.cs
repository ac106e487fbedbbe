using System.CommandLine;
using HealthcareLlm.Cli.Output;
using HealthcareLlm.Export;

namespace HealthcareLlm.Cli.Commands;

/// <summary><c>read PATH… --output FILE</c>: the source documents.</summary>
internal static class ReadCommand
{
    internal static Command Create()
    {
        var paths = CaseArguments.Paths("What to read.");
        var output = CaseArguments.Output("Where the documents' text, pages and words go (JSON).");
        var text = CaseArguments.Text();
        var quiet = CaseArguments.Quiet();
        var command = new Command("read", "Read text, PDF, TIFF, PNG and JPEG into text with the place of every word.") { paths, output, text, quiet };
        command.SetAction(async (result, cancellation) =>
        {
            var settings = Settings.Load();
            var input = CaseArguments.Load(result.GetValue(paths)!, settings.Ingestion);
            bool isQuiet = result.GetValue(quiet);
            var ingested = await CaseArguments.Ingestion(settings).ReadAsync(input.Files, new Progress(isQuiet), cancellation).ConfigureAwait(false);
            var documents = ingested.Documents.Select(d => d.Document).ToList();
            AtomicFile.Write(result.GetValue(output)!, DocumentWriter.Write(documents));
            CaseArguments.WriteTexts(result.GetValue(text), documents);
            return Reporter.Report(input, ingested, isQuiet);
        });
        return command;
    }
}

using System.Buffers;
using System.CommandLine;
using System.Text;
using System.Text.Json;
using HealthcareLlm.Cli.Output;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.ClinicalText.Assertions;
using HealthcareLlm.Documents;
using HealthcareLlm.Export;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Cli.Commands;

/// <summary><c>annotate</c>: what was understood, one line a document; or the assertion of given spans.</summary>
internal static class AnnotateCommand
{
    internal static Command Create()
    {
        var paths = CaseArguments.Paths("What to annotate: documents, or a .jsonl of {\"id\", \"text\"}, one note a line.");
        paths.Arity = ArgumentArity.ZeroOrMore;
        var spans = new Option<string?>("--spans") { Description = "Judge given spans instead: a .jsonl of {\"id\", \"text\", \"start\", \"end\"}.", HelpName = "FILE.jsonl" };
        var output = CaseArguments.Output("Where the lines go (JSON lines).");
        var quiet = CaseArguments.Quiet();
        var command = new Command("annotate", "Show what is understood of a text: sections, mentions, and whether each is affirmed, of the patient, and now.") { paths, spans, output, quiet };
        command.SetAction(async (result, cancellation) =>
        {
            string[] given = result.GetValue(paths) ?? [];
            string? spansFile = result.GetValue(spans);
            if ((given.Length > 0) == (spansFile is not null)) throw new ConfigurationException("Name PATHs, or --spans FILE.jsonl, and not both.");
            if (spansFile is not null) return JudgeSpans(spansFile, result.GetValue(output)!);
            return await AnnotateAsync(given, result.GetValue(output)!, result.GetValue(quiet), cancellation).ConfigureAwait(false);
        });
        return command;
    }

    private static async Task<int> AnnotateAsync(string[] paths, string output, bool quiet, CancellationToken cancellation)
    {
        var settings = Settings.Load();
        var lines = new ArrayBufferWriter<byte>();
        int status = ExitStatus.Done;
        foreach (string path in paths.Where(IsLines)) status = Math.Max(status, AnnotateLines(path, lines));
        var input = CaseArguments.Load([.. paths.Where(p => !IsLines(p))], settings.Ingestion);
        var ingested = await CaseArguments.Ingestion(settings).ReadAsync(input.Files, new Progress(quiet), cancellation).ConfigureAwait(false);
        foreach (var document in ingested.Documents.Where(d => d.Document.Pages.Length > 0))
        {
            lines.Write(AnnotationWriter.Line(ClinicalTextAnnotator.Annotate(document.Document), null));
        }

        AtomicFile.Write(output, lines.WrittenSpan);
        return Math.Max(status, Reporter.Report(input, ingested, quiet));
    }

    private static bool IsLines(string path) => path.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase) && File.Exists(path);

    private static int AnnotateLines(string path, ArrayBufferWriter<byte> lines)
    {
        int number = 0, status = ExitStatus.Done;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            if (Parse(line) is not { } note || note.Text is null)
            {
                Console.Error.WriteLine($"{path} line {number}: not an object with a string \"text\"; it was skipped");
                status = ExitStatus.FileNotRead;
                continue;
            }

            lines.Write(AnnotationWriter.Line(ClinicalTextAnnotator.Annotate(Compose(note.Text)), note.Id));
        }

        return status;
    }

    private static int JudgeSpans(string path, string output)
    {
        if (!File.Exists(path)) throw new ConfigurationException($"{path} cannot be found.");
        var buffer = new ArrayBufferWriter<byte>();
        int number = 0, status = ExitStatus.Done;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            if (Parse(line) is not { Text: { } text, Start: { } start, End: { } end } given || start < 0 || end > text.Length || start >= end)
            {
                Console.Error.WriteLine($"{path} line {number}: not an object with \"text\", \"start\" and \"end\" inside it; it was skipped");
                status = ExitStatus.FileNotRead;
                continue;
            }

            WriteJudged(buffer, given, AssertionJudge.Judge(ClinicalTextAnnotator.Structure(Compose(text)), new TextSpan(start, end)));
        }

        AtomicFile.Write(output, buffer.WrittenSpan);
        return status;
    }

    private static void WriteJudged(ArrayBufferWriter<byte> buffer, GivenNote given, Assertion assertion)
    {
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (given.Id is not null) json.WriteString("id", given.Id);
            json.WriteString("text", given.Text);
            json.WriteNumber("start", given.Start!.Value);
            json.WriteNumber("end", given.End!.Value);
            AnnotationWriter.WriteAssertion(json, assertion);
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
    }

    private static SourceDocument Compose(string text) =>
        DocumentComposer.ComposeText(new SourceFile("note.txt", Encoding.UTF8.GetBytes(text)), text, []);

    private static GivenNote? Parse(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return null;
            return new(Word(root, "id"), root.TryGetProperty("text", out var t) && t.ValueKind == JsonValueKind.String ? t.GetString() : null, Number(root, "start"), Number(root, "end"));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Word(JsonElement root, string name) => !root.TryGetProperty(name, out var e) ? null
        : e.ValueKind == JsonValueKind.String ? e.GetString() : e.ValueKind == JsonValueKind.Number ? e.GetRawText() : null;

    private static int? Number(JsonElement root, string name) =>
        root.TryGetProperty(name, out var e) && e.ValueKind == JsonValueKind.Number && e.TryGetInt32(out int number) ? number : null;

    private sealed record GivenNote(string? Id, string? Text, int? Start, int? End);
}

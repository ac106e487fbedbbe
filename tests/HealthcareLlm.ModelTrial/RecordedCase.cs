using System.Collections.Immutable;
using HealthcareLlm.Adapters.LanguageModels;
using HealthcareLlm.Adapters.Readers;
using HealthcareLlm.Drafting.Offline;
using HealthcareLlm.Export;
using HealthcareLlm.Guards;
using HealthcareLlm.Ingestion;
using HealthcareLlm.ModelServer;

namespace HealthcareLlm.ModelTrial;

/// <summary>
/// The cases whose exchanges stand in <c>tests/recordings/exchanges.tsv</c>: three request forms, sent with surrogates, and two golden encounters with their hand-written answers, one of which is broken at first
/// and repaired when told. All people are invented. <c>./run trial-model --part record</c> writes the file anew.
/// </summary>
internal sealed record RecordedCase(string Name, bool IsRequest, ImmutableArray<SourceFile> Files)
{
    private const string Model = "recorded-model", Broken = "medicine-heart-failure";

    internal static string FileOf(string root) => Path.Combine(root, "tests", "recordings", "exchanges.tsv");

    internal static ImmutableArray<RecordedCase> Load(string root) =>
    [
        .. TrialDocument.Load(root, 5).Where(static d => d.IsRequest).Select(static d => new RecordedCase(d.Name, true, d.Clean)),
        .. WrittenAnswer.Load(root).Where(static a => a.Case is Broken or "oncology-febrile-neutropenia").Select(static a => new RecordedCase(a.Case, false, a.Files)),
    ];

    /// <summary>Runs the cases through the whole chain and gives the result files.</summary>
    /// <param name="settings">Where the model is, or its recording; model and surrogates are set here.</param>
    /// <param name="cases">The cases.</param>
    /// <param name="network">What stands for the network.</param>
    internal static async Task<ImmutableArray<(RecordedCase Case, GuardedResult Result, byte[] Json)>> RunAsync(LanguageModelSettings settings, IEnumerable<RecordedCase> cases, HttpMessageHandler? network = null)
    {
        var results = ImmutableArray.CreateBuilder<(RecordedCase, GuardedResult, byte[])>();
        foreach (var one in cases)
        {
            // Hand-written answers quote the notes as they stand; log-probabilities of one case are enough for a small file.
            using var connection = new ModelConnection(settings with { Model = Model, Surrogates = one.IsRequest, LogProbabilities = one.Name == "request-00" }, network: network);
            var pipeline = new CasePipeline(new DocumentIngestion(DocumentReaders.All(new()), new()), connection.Engine(new OfflineDraftingEngine()), new());
            GuardedResult result = one.IsRequest ? (await pipeline.ExtractAsync(new(one.Files, []), null, CancellationToken.None).ConfigureAwait(false)).Result : (await pipeline.SummarizeAsync(new(one.Files, []), null, CancellationToken.None).ConfigureAwait(false)).Result;
            results.Add((one, result, ResultFileWriter.Write(result)));
        }

        return results.ToImmutable();
    }

    /// <summary>Asks the scripted server and records what it answers.</summary>
    internal static async Task RecordAsync(string root)
    {
        var careful = new CarefulAnswers();
        var written = WrittenAnswer.Load(root);
        await using var server = await ScriptedServer.StartAsync().ConfigureAwait(false);
        server.Answer = call =>
        {
            if (call.IsExtraction) return careful.Answer(call);
            var answer = written.First(a => a.Files.Any(f => call.Sources.Exists(s => System.Text.Encoding.UTF8.GetString(f.Bytes.Span).Contains(s.Text.Trim(), StringComparison.Ordinal))));
            string json = answer.Answer(call);
            return answer.Case == Broken && call.Repairs == 0 ? json[..(json.Length / 2)] : json;
        };
        string file = FileOf(root);
        File.Delete(file);
        var results = await RunAsync(new() { Endpoint = server.Endpoint.AbsoluteUri, Record = file }, Load(root)).ConfigureAwait(false);
        foreach (var (one, result, _) in results) Console.WriteLine($"{one.Name}: {result.Manifest.Engine}{(result.Manifest.Model?.Fallback is { } why ? ", " + why : string.Empty)}");
        Console.WriteLine(file);
    }
}

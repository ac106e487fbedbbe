using System.Text;
using HealthcareLlm.Adapters.LanguageModels;
using HealthcareLlm.Adapters.Readers;
using HealthcareLlm.Drafting.Offline;
using HealthcareLlm.Guards;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Adapters.Tests.LanguageModels;

/// <summary>Runs of the whole pipeline with a model of the scripted server.</summary>
internal static class ModelRun
{
    internal const string Note = "ADMISSION NOTE 04/06/2026\nCHIEF COMPLAINT: Shortness of breath; BP <140 & \"stable\", 5 µg.\nALLERGIES: sulfa (hives).\nCODE STATUS: Full code.\n";

    internal static CasePipeline Pipeline(ModelConnection connection) => new(new DocumentIngestion(DocumentReaders.All(new()), new()), connection.Engine(new OfflineDraftingEngine()), new());

    internal static InputFiles Input(string text = Note) => new([new("note.txt", Encoding.UTF8.GetBytes(text))], []);

    internal static async Task<GuardedSummary> SummarizeAsync(LanguageModelSettings settings, string text = Note)
    {
        using var connection = new ModelConnection(settings);
        return await WithAsync(connection, text);
    }

    internal static async Task<GuardedSummary> WithAsync(ModelConnection connection, string text = Note) => (await Pipeline(connection).SummarizeAsync(Input(text), null, CancellationToken.None)).Result;

    internal static string Root()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "HealthcareLlm.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}

using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting;
using HealthcareLlm.Drafting.Offline;
using HealthcareLlm.Ingestion;
using HealthcareLlm.ModelServer;

namespace HealthcareLlm.ModelTrial;

/// <summary>Stands for a careful model: what the offline engine finds in the very text that the model is shown, said with quotes. Kept for each text, so that thinking costs no time of a run.</summary>
internal sealed class CarefulAnswers
{
    private readonly ConcurrentDictionary<string, Lazy<string>> _answers = new(StringComparer.Ordinal);

    internal string Answer(ChatCall call) => call.Sources.Count == 0 ? ExtractiveModel.Answer(call)
        : _answers.GetOrAdd((call.IsExtraction ? "x" : "s") + string.Join('\0', call.Sources.Select(s => s.Name + "\0" + s.Text)), _ => new(() => Think(call))).Value;

    private static string Think(ChatCall call)
    {
        var names = new Dictionary<DocumentId, string>();
        var documents = ImmutableArray.CreateBuilder<AnnotatedDocument>();
        foreach (var source in call.Sources)
        {
            var file = new SourceFile(source.Name, Encoding.UTF8.GetBytes(source.Text + "\n"));
            if (!names.TryAdd(file.Id, source.Name)) continue;
            documents.Add(ClinicalTextAnnotator.Annotate(DocumentComposer.ComposeText(file, source.Text + "\n", [])));
        }

        var given = new CaseDocuments(documents.ToImmutable(), PatientAssessor.Assess(documents.ToImmutable()));
        var engine = new OfflineDraftingEngine();
        return call.IsExtraction
            ? Fields(engine.DraftRequestAsync(given, CancellationToken.None).GetAwaiter().GetResult(), names)
            : Statements(engine.DraftSummaryAsync(given, CancellationToken.None).GetAwaiter().GetResult(), names);
    }

    private static string Fields(PriorAuthorizationDraft draft, Dictionary<DocumentId, string> names) => JsonSerializer.Serialize(new
    {
        fields = draft.Fields.Select(f => (f.Path, Best: f.Candidates.Where(c => c.Doubt == Doubt.None).MaxBy(c => c.Score))).Where(f => f.Best is not null && f.Best.Score >= 0.45)
            .Select(f => new { path = f.Path, value = f.Best!.Value, source = names[f.Best.Evidence[0].DocumentId], quote = f.Best.Evidence[0].Quote }),
    });

    private static string Statements(DischargeSummaryDraft draft, Dictionary<DocumentId, string> names) => JsonSerializer.Serialize(new
    {
        statements = draft.Statements.Where(s => !s.IsConflict && s.Evidence.All(e => e.Quote.Length <= 400)).Select(s => new
        {
            section = s.Section,
            text = s.Text,
            quotes = s.Evidence.Take(6).Select(e => new { source = names[e.DocumentId], quote = e.Quote }),
            parts = s.Parts.Where(p => !p.Candidate.Mapped && s.Evidence.Take(6).Any(e => e.Quote.Contains(p.Candidate.Value, StringComparison.OrdinalIgnoreCase))).DistinctBy(p => p.Name).Select(p => new { name = p.Name, value = p.Candidate.Value }),
        }),
    });

    /// <summary>Share of a whole, for tables.</summary>
    internal static string Share(int part, int whole) => whole == 0 ? "-" : string.Create(CultureInfo.InvariantCulture, $"{part} of {whole} ({100.0 * part / whole:0.0} %)");
}

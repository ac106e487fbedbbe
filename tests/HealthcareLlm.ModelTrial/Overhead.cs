using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Drafting;
using HealthcareLlm.Drafting.LanguageModel;
using HealthcareLlm.Drafting.Offline;
using HealthcareLlm.Grounding;
using HealthcareLlm.Guards;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.ModelTrial;

/// <summary>
/// Time of our own around a call: prompts rendered, the answer read, grounded and guarded; without reading the documents, the second opinion and the model itself. Of a service that has run for a while: the first rounds,
/// in which the runtime compiles, are not counted.
/// </summary>
internal static class Overhead
{
    private const int Words = 4000, WarmUp = 60, Rounds = 15;

    internal static (string Measure, string Found, string Bound, bool Holds) Measure(string root)
    {
        var texts = Directory.GetFiles(Path.Combine(root, "evalsets/encounters-v1/cases"), "*.txt", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText);
        var notes = new List<string>();
        int words = 0;
        foreach (string text in texts.TakeWhile(_ => words < Words))
        {
            notes.Add(text);
            words += text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
        }

        ImmutableArray<AnnotatedDocument> annotated = [.. notes.Select((n, i) => ClinicalTextAnnotator.Annotate(DocumentComposer.ComposeText(new SourceFile(i + ".txt", Encoding.UTF8.GetBytes(n)), n, [])))];
        var documents = new CaseDocuments(annotated, PatientAssessment.None);
        var offline = new OfflineDraftingEngine().DraftSummaryAsync(documents, CancellationToken.None).GetAwaiter().GetResult();
        var engine = new LanguageModelDraftingEngine(new ReplyingClient(new CarefulAnswers().Answer), new KeptEngine(offline), new() { Model = "m", Host = "none", CountTokens = static t => (t.Length / 3) + 1 });
        var times = new List<double>();
        var process = Process.GetCurrentProcess();
        for (int i = -WarmUp; i < Rounds; i++)
        {
            var before = process.TotalProcessorTime;
            var known = new VerifiedStatements();
            var draft = engine.DraftSummaryAsync(documents with { Check = Grounder.Check(annotated, known) }, CancellationToken.None).GetAwaiter().GetResult();
            var grounded = Grounder.Ground(draft, annotated, known);
            _ = SummaryGuard.Guard(grounded, documents, [], new("language-model", "1", [], string.Empty, [], []), new());
            process.Refresh();
            if (i >= 0) times.Add((process.TotalProcessorTime - before).TotalMilliseconds);
        }

        times.Sort();
        double median = times[Rounds / 2];
        return (string.Create(CultureInfo.InvariantCulture, $"own overhead of a document of {words} words: processor time of rendering, reading, grounding and guarding {offline.Statements.Length} statements, median of {Rounds} after {WarmUp} to warm up"), string.Create(CultureInfo.InvariantCulture, $"{median:0} ms"), "100 ms", median <= 100);
    }

    /// <summary>The offline engine's draft, made beforehand: its time is its own.</summary>
    private sealed class KeptEngine(DischargeSummaryDraft draft) : IDraftingEngine
    {
        public string Name => "offline";

        public string Version => "1";

        public Task<PriorAuthorizationDraft> DraftRequestAsync(CaseDocuments documents, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<DischargeSummaryDraft> DraftSummaryAsync(CaseDocuments documents, CancellationToken cancellation) => Task.FromResult(draft);
    }
}

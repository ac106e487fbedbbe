using System.Collections.Immutable;
using HealthcareLlm.Drafting;

namespace HealthcareLlm.Tests;

/// <summary>An engine that proposes what a test tells it to: a liar, as engines may be.</summary>
internal sealed class ProposingEngine(Func<CaseDocuments, IEnumerable<FieldDraft>> fields, Func<CaseDocuments, IEnumerable<StatementDraft>>? statements = null) : IDraftingEngine
{
    public string Name => "offline";

    public string Version => "test";

    public Task<PriorAuthorizationDraft> DraftRequestAsync(CaseDocuments documents, CancellationToken cancellation) =>
        Task.FromResult(new PriorAuthorizationDraft([.. fields(documents)]));

    public Task<DischargeSummaryDraft> DraftSummaryAsync(CaseDocuments documents, CancellationToken cancellation) =>
        Task.FromResult(new DischargeSummaryDraft([.. statements?.Invoke(documents) ?? []], []));

    /// <summary>A candidate whose quote is looked up in the first document that holds it.</summary>
    internal static Candidate Says(CaseDocuments documents, string value, string quote, double score = 0.9, Doubt doubt = Doubt.None) =>
        new(value, score, Quote(documents, quote), "test") { Doubt = doubt };

    internal static ImmutableArray<Evidence> Quote(CaseDocuments documents, string quote)
    {
        var holder = documents.Documents.FirstOrDefault(d => d.Text.Contains(quote, StringComparison.Ordinal)) ?? documents.Documents[0];
        return [new(holder.Source.Id, quote, null)];
    }
}

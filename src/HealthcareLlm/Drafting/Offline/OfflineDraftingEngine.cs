using HealthcareLlm.Drafting.Offline.Request;
using HealthcareLlm.Drafting.Offline.Summary;

namespace HealthcareLlm.Drafting.Offline;

/// <summary>Drafts from what the clinical-text stage found: no key, no network, the same draft for the same documents.</summary>
public sealed class OfflineDraftingEngine : IDraftingEngine
{
    /// <inheritdoc />
    public string Name => "offline";

    /// <inheritdoc />
    public string Version => "1";

    /// <inheritdoc />
    public void Prepare(CancellationToken cancellation) => Rehearsal.OfRequest(cancellation);

    /// <inheritdoc />
    public Task<PriorAuthorizationDraft> DraftRequestAsync(CaseDocuments documents, CancellationToken cancellation) =>
        Task.FromResult(RequestDrafter.Draft(documents));

    /// <inheritdoc />
    public Task<DischargeSummaryDraft> DraftSummaryAsync(CaseDocuments documents, CancellationToken cancellation) =>
        Task.FromResult(SummaryDrafter.Draft(documents));
}

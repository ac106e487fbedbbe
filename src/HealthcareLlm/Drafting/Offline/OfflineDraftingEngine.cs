using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Request;
using HealthcareLlm.Drafting.Offline.Summary;

namespace HealthcareLlm.Drafting.Offline;

/// <summary>Drafts from what the clinical-text stage found: no key, no network, the same draft for the same documents.</summary>
public sealed class OfflineDraftingEngine : IDraftingEngine
{
    /// <inheritdoc />
    public string Name => "offline";

    /// <summary>Raised where code changes how values are scored; learned weights, and rules and lexicons, stand beside it by their hashes.</summary>
    private const string Code = "1";

    private static readonly Lazy<string> s_version = new(static () => $"{Code}-{RuleFiles.HashOf(IsLearned)[..12]}-{RuleFiles.HashOf(static n => !IsLearned(n))[..12]}");

    /// <inheritdoc />
    public string Version => s_version.Value;

    private static bool IsLearned(string file) => file is "roles.tsv" or "opinions.tsv";

    /// <inheritdoc />
    public void Prepare(CancellationToken cancellation) => Rehearsal.OfRequest(cancellation);

    /// <inheritdoc />
    public Task<PriorAuthorizationDraft> DraftRequestAsync(CaseDocuments documents, CancellationToken cancellation) =>
        Task.FromResult(RequestDrafter.Draft(documents));

    /// <inheritdoc />
    public Task<DischargeSummaryDraft> DraftSummaryAsync(CaseDocuments documents, CancellationToken cancellation) =>
        Task.FromResult(SummaryDrafter.Draft(documents));
}

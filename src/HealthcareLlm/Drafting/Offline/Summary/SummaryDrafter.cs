namespace HealthcareLlm.Drafting.Offline.Summary;

/// <summary>Composes a discharge summary.</summary>
internal static class SummaryDrafter
{
    internal static DischargeSummaryDraft Draft(CaseDocuments documents) => new([], []);
}

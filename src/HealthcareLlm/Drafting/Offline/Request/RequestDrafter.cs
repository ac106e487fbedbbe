namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Proposes the fields of a prior-authorization request.</summary>
internal static class RequestDrafter
{
    internal static PriorAuthorizationDraft Draft(CaseDocuments documents) => new([]);
}

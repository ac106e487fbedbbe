using HealthcareLlm.Drafting.Offline.Request.Clinical;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Proposes the clinical lists: what was tried before, what is taken now, allergies, results of tests, findings.</summary>
internal static class ClinicalFields
{
    internal static void Draft(RequestContext context)
    {
        var pages = ClinicalPage.Of(context);
        TreatmentFields.Draft(context, pages);
        MedicationList.Draft(context, pages);
        AllergyList.Draft(context, pages);
        LabList.Draft(context, pages);
        FindingList.Draft(context, pages);
    }
}

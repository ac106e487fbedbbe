namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Proposes the fields of a prior-authorization request: candidates from all pages, the form's before the letter's before the notes' before the fax cover's.</summary>
internal static class RequestDrafter
{
    internal static PriorAuthorizationDraft Draft(CaseDocuments documents)
    {
        var context = RequestContext.Of(documents);
        ByRules(context);
        Settle(context);
        return new(context.Book.ToFields()) { Superseded = context.Superseded };
    }

    /// <summary>The draft of the rules alone.</summary>
    internal static PriorAuthorizationDraft DraftByRules(CaseDocuments documents)
    {
        var context = RequestContext.Of(documents);
        ByRules(context);
        Beside(context);
        return new(context.Book.ToFields()) { Superseded = context.Superseded };
    }

    /// <summary>What the learned opinion makes of it, what stands beside the codes that both name, and the places of what nobody found.</summary>
    internal static void Settle(RequestContext context)
    {
        Roles.RoleArbiter.Draft(context);
        Beside(context);
        Unclaimed.Draft(context);
    }

    /// <summary>What stands beside names and codes that are settled.</summary>
    private static void Beside(RequestContext context)
    {
        SpecialtyFields.Again(context);
        CodeModifiers.Draft(context);
        DispensedDrug.Draft(context);
    }

    /// <summary>What rules for labels, lay-outs and sentences find, before the learned opinion weighs it.</summary>
    internal static void ByRules(RequestContext context)
    {
        PartyFields.Draft(context);
        ChoiceFields.Draft(context);
        RequestDates.Draft(context);
        RequestFields.Draft(context);
        ProseParties.Draft(context);
        LetterFields.Draft(context);
        SignaturePlaces.Draft(context);
        SpecialtyFields.Draft(context);
        NpiOwners.Settle(context);
        CoverageFields.Draft(context);
        ProsePatient.Draft(context);
        PatientNames.Draft(context);
        AddressPlaces.Draft(context);
        MemberTwins.Draft(context);
        ProseChoices.Draft(context);
        UnreadPlaces.Draft(context);
        ServiceFields.Draft(context);
        DiagnosisFields.Draft(context);
        ClinicalFields.Draft(context);
    }
}

namespace HealthcareLlm.Drafting.Offline.Summary.Notes;

/// <summary>What kind of note a piece of the chart is. Written in <c>rules/note-kinds.tsv</c> by these names.</summary>
internal enum NoteKind
{
    /// <summary>None that a rule knows.</summary>
    Other,

    /// <summary>Emergency department note.</summary>
    Emergency,

    /// <summary>Admission history and physical examination.</summary>
    HistoryAndPhysical,

    /// <summary>Progress note of the treating team.</summary>
    Progress,

    /// <summary>Consultation of another service.</summary>
    Consult,

    /// <summary>Operative, procedure, delivery or anaesthesia note.</summary>
    Procedure,

    /// <summary>Laboratory, microbiology, imaging, pathology.</summary>
    Results,

    /// <summary>List of the drugs taken before admission.</summary>
    HomeMedications,

    /// <summary>Medication administration record, or a list of drugs given in hospital.</summary>
    Administration,

    /// <summary>Reconciliation or list of drugs for discharge.</summary>
    DischargeMedications,

    /// <summary>Nursing note.</summary>
    Nursing,

    /// <summary>Case management, social work, therapy, nutrition.</summary>
    CaseManagement,

    /// <summary>Orders or instructions for discharge.</summary>
    DischargeOrder,

    /// <summary>A discharge, transfer or death summary.</summary>
    DischargeSummary,

    /// <summary>Addendum or correction to an earlier note.</summary>
    Addendum,
}

namespace HealthcareLlm.ClinicalText;

/// <summary>Tells whom the documents of a case are about, and which pages are about somebody else.</summary>
public static class PatientAssessor
{
    /// <summary>Assesses the documents of one case.</summary>
    public static PatientAssessment Assess(IReadOnlyList<AnnotatedDocument> documents) => PatientAssessment.None;
}

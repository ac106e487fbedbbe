using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText;

/// <summary>What a section of a clinical note is about.</summary>
public enum SectionCategory
{
    /// <summary>None of the others, or unlabelled.</summary>
    Other,
    /// <summary>Chief complaint.</summary>
    ChiefComplaint,
    /// <summary>History of the present illness.</summary>
    Hpi,
    /// <summary>Past medical history.</summary>
    PastHistory,
    /// <summary>Past surgical history.</summary>
    SurgicalHistory,
    /// <summary>Family history.</summary>
    FamilyHistory,
    /// <summary>Social history.</summary>
    SocialHistory,
    /// <summary>Obstetric and gynaecological history.</summary>
    ObstetricHistory,
    /// <summary>Medications.</summary>
    Medications,
    /// <summary>Allergies.</summary>
    Allergies,
    /// <summary>Immunizations.</summary>
    Immunizations,
    /// <summary>Review of systems.</summary>
    ReviewOfSystems,
    /// <summary>Vital signs.</summary>
    Vitals,
    /// <summary>Physical examination.</summary>
    Exam,
    /// <summary>Laboratory results.</summary>
    Labs,
    /// <summary>Imaging.</summary>
    Imaging,
    /// <summary>Other results: ECG, pathology, cultures, lung function.</summary>
    OtherResults,
    /// <summary>Assessment.</summary>
    Assessment,
    /// <summary>Plan.</summary>
    Plan,
    /// <summary>Assessment and plan together.</summary>
    AssessmentAndPlan,
    /// <summary>List of diagnoses.</summary>
    Diagnoses,
    /// <summary>Hospital course.</summary>
    HospitalCourse,
    /// <summary>Course in the emergency department.</summary>
    EdCourse,
    /// <summary>A procedure or operation.</summary>
    Procedure,
    /// <summary>Disposition.</summary>
    Disposition,
    /// <summary>Condition, such as at discharge.</summary>
    Condition,
    /// <summary>Follow-up.</summary>
    FollowUp,
    /// <summary>Instructions to the patient.</summary>
    Instructions,
    /// <summary>Key–value header of a page or note.</summary>
    Header,
    /// <summary>Signature block.</summary>
    Signature,
}

/// <summary>A section of a document: its title, if it has one, and its body.</summary>
/// <param name="Category">What it is about.</param>
/// <param name="Title">The title as written, without its colon; empty for an unlabelled section.</param>
/// <param name="TitleSpan">Where the title stands; empty for an unlabelled section.</param>
/// <param name="Span">Title and body.</param>
/// <param name="Rule">Id of the rule that found it.</param>
public sealed record Section(SectionCategory Category, string Title, TextSpan TitleSpan, TextSpan Span, string Rule)
{
    /// <summary>The part after the title.</summary>
    public TextSpan Body => TitleSpan.IsEmpty ? Span : new(Math.Min(TitleSpan.End, Span.End), Span.End);
}

/// <summary>A sentence, list item or telegraphic phrase, within one section and one page.</summary>
/// <param name="Span">Its place, without surrounding white space; may run over a line end of wrapped prose.</param>
/// <param name="Section">Index of its section in the document's sections.</param>
public sealed record Sentence(TextSpan Span, int Section);

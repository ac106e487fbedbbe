using System.Collections.Immutable;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText;

/// <summary>A page that is not about the patient of the case.</summary>
/// <param name="DocumentId">Its document.</param>
/// <param name="Page">Page, from 1.</param>
/// <param name="Reason">Why, in kebab case, such as <c>other-patient</c>.</param>
/// <param name="Evidence">Where the page names the other one.</param>
public sealed record SetAsidePage(DocumentId DocumentId, int Page, string Reason, ImmutableArray<TextSpan> Evidence);

/// <summary>How surely one patient prevails in the documents of a case.</summary>
public enum PatientLead
{
    /// <summary>Nobody else is named, or the patient by far more.</summary>
    Clear,

    /// <summary>Another is named on fewer pages, but these weigh as much: a person should look.</summary>
    Doubtful,

    /// <summary>Two are named on as many pages that weigh as much: nobody prevails, and the first named was taken.</summary>
    None,
}

/// <summary>Whom the documents of a case are about, and which pages are about somebody else.</summary>
/// <param name="Name">The prevailing name in normal form; null where no page names anybody.</param>
/// <param name="BirthDate">The prevailing birth date; null where none is given.</param>
/// <param name="SetAside">Pages about another patient; nothing on them may be used.</param>
public sealed record PatientAssessment(string? Name, DateOnly? BirthDate, ImmutableArray<SetAsidePage> SetAside)
{
    /// <summary>How surely the patient prevails over others who are named; a lead that is not clear must be said.</summary>
    public PatientLead Lead { get; init; }

    /// <summary>Pages that were kept though whose they are cannot be told: the name on them cannot be read, and nothing else on them is the patient's. None is set aside; each must be said.</summary>
    public ImmutableArray<SetAsidePage> Doubted { get; init; } = [];

    /// <summary>Nobody named, nothing set aside.</summary>
    public static PatientAssessment None { get; } = new(null, null, []);

    /// <summary>Whether a page is about somebody else.</summary>
    public bool IsSetAside(DocumentId document, int page)
    {
        foreach (var aside in SetAside)
        {
            if (aside.Page == page && aside.DocumentId == document) return true;
        }

        return false;
    }
}

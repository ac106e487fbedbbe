using System.Collections.Immutable;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting;
using HealthcareLlm.Grounding;

namespace HealthcareLlm.Guards;

/// <summary>Nothing on a page about another patient is used, whatever an engine says: such evidence is taken away before anything is decided.</summary>
internal static class PatientIdentityGuard
{
    internal static GroundedField? Keep(GroundedField field, CaseDocuments documents)
    {
        var kept = field.Candidates.Where(c => !Touches(c.Citations, documents)).ToImmutableArray();
        return kept.IsEmpty ? null : kept.Length == field.Candidates.Length ? field : field with { Candidates = kept };
    }

    internal static bool Touches(ImmutableArray<Citation> citations, CaseDocuments documents) =>
        citations.Any(c => documents.Patient.IsSetAside(c.DocumentId, c.Page));

    internal static ImmutableArray<SetAside> SetAside(CaseDocuments documents)
    {
        var sources = documents.Documents.ToDictionary(d => d.Source.Id, d => d.Source);
        return [.. documents.Patient.SetAside.Select(p => new SetAside(p.DocumentId, p.Page, p.Reason,
            [.. p.Evidence.SelectMany(e => CitationMaker.Make(sources[p.DocumentId], e, Alignment.Exact))]))];
    }

    internal static IEnumerable<Issue> Issues(CaseDocuments documents)
    {
        if (documents.Patient.Lead == PatientLead.None) yield return new(IssueCode.SeveralPatients, IssueSeverity.Error, "Two patients are named on as many pages; nobody prevails, and the pages of the second were set aside.");
        if (documents.Patient.Lead == PatientLead.Doubtful) yield return new(IssueCode.PatientDoubtful, IssueSeverity.Warning, "Another patient's pages weigh as much as those of the patient whom more pages name; see that the case is about the right one.");
        foreach (var page in documents.Patient.Doubted) yield return new(IssueCode.PatientDoubtful, IssueSeverity.Warning, "The name on the page could not be read, and nothing else on it tells whose it is; it was used: see that it is the patient's.", page.DocumentId, page.Page);
        foreach (var page in documents.Patient.SetAside) yield return new(IssueCode.OtherPatient, IssueSeverity.Warning, "The page is about another patient; it was set aside and nothing on it was used.", page.DocumentId, page.Page);
    }
}

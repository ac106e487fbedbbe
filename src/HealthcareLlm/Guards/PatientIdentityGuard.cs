using System.Collections.Immutable;
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

    internal static IEnumerable<Issue> Issues(CaseDocuments documents) => documents.Patient.SetAside.Select(p =>
        new Issue(IssueCode.OtherPatient, IssueSeverity.Warning, "The page is about another patient; it was set aside and nothing on it was used.", p.DocumentId, p.Page));
}

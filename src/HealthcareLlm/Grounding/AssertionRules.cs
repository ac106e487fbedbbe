using System.Collections.Immutable;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.ClinicalText.Assertions;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting;

namespace HealthcareLlm.Grounding;

/// <summary>
/// Which fields are facts about the patient or the request, so that a place that denies, supposes or gives to a relative contradicts them. Diagnoses, findings, drugs and
/// allergies are judged by the scopes of ConText; treatments, services and codes, of which the scopes say too much ('no response to methotrexate',
/// 'spondylosis without myelopathy [M47.816]'), by denials that reach them directly (<see cref="DirectDenial"/>).
/// </summary>
/// <param name="documents">The documents of the case.</param>
internal sealed class AssertionRules(Dictionary<DocumentId, AnnotatedDocument> documents)
{
    private readonly Dictionary<DocumentId, DocumentScopes> _scopes = [];

    /// <summary>Whether one of the places states the value. One is enough; a place that denies it beside one that states it is a conflict, which the guards see.</summary>
    internal bool Allow(string path, string value, ImmutableArray<Citation> citations)
    {
        Func<Citation, TextSpan?, bool>? contradicts = RecordFields.WithoutIndexes(path) switch
        {
            "diagnoses[].code" => (c, at) => Directly(c, at, DeniedMatter.Present) || (at is { } place && !IsFamilyHistory(value) && IsRelatives(Judge(c, place, MentionType.Problem))),
            "diagnoses[].description" => (c, at) => Denied(c) ?? Directly(c, at, DeniedMatter.Present),
            // A finding that says 'no' itself states the absence; a denial that is cut off from it contradicts.
            "clinical.findings[]" => (c, at) => ((Denied(c) ?? false) && !SaysItself(value)) || Directly(c, at, DeniedMatter.Present),
            "clinical.currentMedications[].name" => (c, at) => (Denied(c) ?? false) || Directly(c, at, DeniedMatter.Current),
            string medication when medication.StartsWith("clinical.currentMedications", StringComparison.Ordinal) => (c, _) => Denied(c) ?? false,
            "clinical.allergies[]" => (c, at) => at is { } place && Judge(c, place, MentionType.Problem) is { Polarity: Polarity.Negated } or { Experiencer: Experiencer.Other },
            "clinical.priorTreatments[].treatment" => (c, at) => Directly(c, at, DeniedMatter.Given),
            "request.services[].code" or "request.services[].ndc" or "request.services[].description" => (c, at) => Directly(c, at, DeniedMatter.Requested),
            _ => null,
        };
        return contradicts is null || citations.Any(c => !contradicts(c, TokenMatcher.Find(c.Quote, value) is { } found ? Place(c, found) : null));
    }

    /// <summary>Z80 to Z84 are codes of what relatives have.</summary>
    private static bool IsFamilyHistory(string code) => code.Length >= 3 && code.StartsWith("Z8", StringComparison.Ordinal) && code[2] is >= '0' and <= '4';

    /// <summary>Whether a relative has it by words before it or by its section: 'R62.52 short stature (child)' is the patient's.</summary>
    private static bool IsRelatives(Assertion assertion) => assertion.Experiencer == Experiencer.Other && assertion.Rules.Any(static r => r.StartsWith("other-", StringComparison.Ordinal) ? r != "other-after" : r == "section-family-history");

    private static bool SaysItself(string value) =>
        value.Split([' ', '\n', ',', ':', ';', '.'], StringSplitOptions.RemoveEmptyEntries).Any(static w => w.ToUpperInvariant() is "NO" or "NOT" or "WITHOUT" or "NEGATIVE" or "ABSENT" or "NORMAL");

    /// <summary>A span of the quote as a span of the document; null where the quote is not the document's own words.</summary>
    private TextSpan? Place(Citation citation, TextSpan found)
    {
        var place = new TextSpan(citation.Span.Start + found.Start, citation.Span.Start + found.End);
        string text = documents[citation.DocumentId].Text;
        return place.End <= text.Length && place.In(text) == found.In(citation.Quote) ? place : null;
    }

    private Assertion Judge(Citation citation, TextSpan place, MentionType type) => ScopesOf(citation).Judge(place, type);

    private bool Directly(Citation citation, TextSpan? place, DeniedMatter matter) =>
        DirectDenial.Denies(documents[citation.DocumentId], ScopesOf(citation).At(place ?? citation.Span).Tokens, place ?? citation.Span, matter);

    private DocumentScopes ScopesOf(Citation citation)
    {
        if (_scopes.TryGetValue(citation.DocumentId, out var scopes)) return scopes;
        var document = documents[citation.DocumentId];
        return _scopes[citation.DocumentId] = new(new(document.Source, document.Sections, document.Sentences));
    }

    /// <summary>Whether the place names such things and none of them is a fact about the patient; null where it names none.</summary>
    private bool? Denied(Citation citation)
    {
        bool? denied = null;
        foreach (var mention in documents[citation.DocumentId].Mentions)
        {
            if (mention.Span.Start >= citation.Span.End) break;
            if (!citation.Span.Contains(mention.NameSpan) || mention.Type is not (MentionType.Problem or MentionType.Finding or MentionType.Medication)) continue;
            if (mention.Assertion.IsPatientFact) return false;
            denied = true;
        }

        return denied;
    }
}

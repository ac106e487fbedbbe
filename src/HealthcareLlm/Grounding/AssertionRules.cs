using System.Collections.Immutable;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Grounding;

/// <summary>Which fields are facts about the patient now, so that a span that denies, supposes or gives to a relative contradicts them.</summary>
internal static class AssertionRules
{
    internal static bool Allows(string path, ImmutableArray<Citation> citations, Dictionary<DocumentId, AnnotatedDocument> documents)
    {
        if (!IsFact(path)) return true;
        // One span that states it is enough; a span that denies it beside one that states it is a conflict, which the guards see.
        bool statement = path.StartsWith("clinical.findings", StringComparison.Ordinal);
        return citations.Any(c => !Denied(documents[c.DocumentId], c.Span) || (statement && SaysItself(c.Quote)));
    }

    private static bool IsFact(string path) =>
        path.StartsWith("diagnoses", StringComparison.Ordinal)
        || path.StartsWith("clinical.findings", StringComparison.Ordinal)
        || path.StartsWith("clinical.currentMedications", StringComparison.Ordinal);

    /// <summary>A statement quoted with its own 'no' states the absence; only a part cut off from its denial contradicts.</summary>
    private static bool SaysItself(string quote)
    {
        foreach (string word in quote.Split([' ', '\n', ',', ':', ';', '.'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.ToUpperInvariant() is "NO" or "NOT" or "WITHOUT" or "NEGATIVE" or "ABSENT" or "NORMAL") return true;
        }

        return false;
    }

    private static bool Denied(AnnotatedDocument document, TextSpan span)
    {
        bool any = false;
        foreach (var mention in document.Mentions)
        {
            if (mention.Span.Start >= span.End) break;
            if (!span.Contains(mention.NameSpan) || mention.Type is not (MentionType.Problem or MentionType.Finding or MentionType.Medication)) continue;
            if (mention.Assertion.IsPatientFact) return false;
            any = true;
        }

        return any;
    }
}

using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText;

/// <summary>Understands a document: sections, sentences, mentions, assertions.</summary>
public static class ClinicalTextAnnotator
{
    /// <summary>Annotates one document. Deterministic; safe to call from several threads.</summary>
    public static AnnotatedDocument Annotate(SourceDocument source) => new(source, [], [], []);
}

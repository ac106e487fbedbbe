using HealthcareLlm.ClinicalText.Assertions;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.ClinicalText.Sections;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText;

/// <summary>Understands a document: sections, sentences, mentions with their assertions, labelled values of forms.</summary>
public static class ClinicalTextAnnotator
{
    /// <summary>Annotates one document. Deterministic; safe to call from several threads.</summary>
    public static AnnotatedDocument Annotate(SourceDocument source)
    {
        var text = Structure(source);
        return new(text, AssertionJudge.Judge(text, MentionFinder.Find(text)));
    }

    /// <summary>The same of a sentence by itself, read for problems, drugs, tests, procedures and allergies alone.</summary>
    internal static AnnotatedDocument AnnotateThings(SourceDocument source)
    {
        var text = Structure(source);
        return new(text, AssertionJudge.Judge(text, MentionFinder.FindThings(text)));
    }

    /// <summary>The document's sections and sentences alone: enough to judge the assertion of given spans.</summary>
    public static SectionedText Structure(SourceDocument source)
    {
        var sections = SectionFinder.Find(source);
        return new(source, sections, SentenceSplitter.Split(source, sections));
    }
}

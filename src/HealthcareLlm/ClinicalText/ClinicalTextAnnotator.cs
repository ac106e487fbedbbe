using HealthcareLlm.ClinicalText.Assertions;
using HealthcareLlm.ClinicalText.Forms;
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
        var sections = SectionFinder.Find(source);
        var sentences = SentenceSplitter.Split(source, sections);
        var text = new SectionedText(source, sections, sentences);
        var mentions = AssertionJudge.Judge(text, MentionFinder.Find(text));
        return new(source, sections, sentences, mentions, FormReader.Read(text));
    }
}

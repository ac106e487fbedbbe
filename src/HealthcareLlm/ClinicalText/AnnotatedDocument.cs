using System.Collections.Immutable;
using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText;

/// <summary>A document and what was understood of it. Made by <see cref="ClinicalTextAnnotator"/> alone.</summary>
public sealed class AnnotatedDocument
{
    internal AnnotatedDocument(SourceDocument source, ImmutableArray<Section> sections, ImmutableArray<Sentence> sentences, ImmutableArray<Mention> mentions, ImmutableArray<LabelledValue> labelledValues)
    {
        Source = source;
        Sections = sections;
        Sentences = sentences;
        Mentions = mentions;
        LabelledValues = labelledValues;
    }

    /// <summary>The document.</summary>
    public SourceDocument Source { get; }

    /// <summary>Sections in order; they cover the whole text without overlap.</summary>
    public ImmutableArray<Section> Sections { get; }

    /// <summary>Sentences in order.</summary>
    public ImmutableArray<Sentence> Sentences { get; }

    /// <summary>Mentions in order of their start.</summary>
    public ImmutableArray<Mention> Mentions { get; }

    /// <summary>Labels and their values, in order of their labels.</summary>
    public ImmutableArray<LabelledValue> LabelledValues { get; }

    /// <summary>The document's text.</summary>
    public string Text => Source.Text;
}

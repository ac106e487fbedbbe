using System.Collections.Immutable;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText;

/// <summary>A document with its sections and sentences: what finders of mentions and readers of forms look at.</summary>
/// <param name="Source">The document, with pages, lines, cells, words and boxes.</param>
/// <param name="Sections">Sections in order; they cover the whole text without overlap.</param>
/// <param name="Sentences">Sentences in order.</param>
public sealed record SectionedText(SourceDocument Source, ImmutableArray<Section> Sections, ImmutableArray<Sentence> Sentences)
{
    /// <summary>The document's text.</summary>
    public string Text => Source.Text;

    /// <summary>Index of the section that holds an offset; 0 where there is none.</summary>
    public int SectionAt(int offset)
    {
        int low = 0, high = Sections.Length - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (Sections[middle].Span.Start <= offset) low = middle;
            else high = middle - 1;
        }

        return Math.Max(0, low);
    }

    /// <summary>Index of the sentence that holds an offset; -1 where there is none.</summary>
    public int SentenceAt(int offset)
    {
        int low = 0, high = Sentences.Length - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (Sentences[middle].Span.Start <= offset) low = middle;
            else high = middle - 1;
        }

        return high >= 0 && Sentences[low].Span.Start <= offset && offset < Sentences[low].Span.End ? low : -1;
    }
}

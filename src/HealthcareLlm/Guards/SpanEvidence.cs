using System.Collections.Immutable;
using HealthcareLlm.Documents;
using HealthcareLlm.Grounding;

namespace HealthcareLlm.Guards;

/// <summary>What the words of cited spans say about how surely they were read.</summary>
/// <param name="Confidence">The least mean word confidence among the citations, 0 to 1; 1 for text.</param>
/// <param name="Marks">The marks of all words together.</param>
internal readonly record struct SpanEvidence(double Confidence, WordMarks Marks)
{
    internal static SpanEvidence Of(ImmutableArray<Citation> citations, IReadOnlyDictionary<DocumentId, SourceDocument> documents)
    {
        double confidence = 1;
        var marks = WordMarks.None;
        foreach (var citation in citations)
        {
            if (!documents.TryGetValue(citation.DocumentId, out var document)) continue;
            double sum = 0;
            int count = 0;
            foreach (var word in CitationMaker.WordsIn(document.PageAt(citation.Span.Start), citation.Span))
            {
                sum += word.Confidence;
                count++;
                marks |= word.Marks;
            }

            if (count > 0) confidence = Math.Min(confidence, sum / count);
        }

        return new(confidence, marks);
    }
}

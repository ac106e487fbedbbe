using System.Text;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.ClinicalText.Sections;
using HealthcareLlm.Documents;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Tests.ClinicalText;

/// <summary>Notes for tests: plain texts, and texts with one span in square brackets that is asked about.</summary>
internal static class Notes
{
    internal static SourceDocument Document(string text) => DocumentComposer.ComposeText(new SourceFile("note.txt", Encoding.UTF8.GetBytes(text)), text, []);

    internal static SectionedText Sectioned(string text)
    {
        var source = Document(text);
        var sections = SectionFinder.Find(source);
        return new(source, sections, SentenceSplitter.Split(source, sections));
    }

    /// <summary>The text without the brackets of its last bracketed words, and the span of these words. '[ ]' and '[x]' are check boxes.</summary>
    internal static (SectionedText Text, TextSpan Span) Marked(string marked)
    {
        int open = -1;
        for (int i = 0; i + 2 < marked.Length; i++)
        {
            if (marked[i] == '[' && marked[i + 2] != ']') open = i;
        }

        int close = marked.IndexOf(']', open);
        string text = marked[..open] + marked[(open + 1)..close] + marked[(close + 1)..];
        return (Sectioned(text), new(open, close - 1));
    }
}

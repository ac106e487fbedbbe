using System.Text;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Summary.Notes;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Drafting.Offline.Summary.Chart;

/// <summary>Reads a drafted statement as the chart was read: taken out of its place, does it still say the same of each disease?</summary>
internal static class SelfReading
{
    /// <summary>Whether each problem of the statement is affirmed, denied or supposed as it is at the place that it was taken from.</summary>
    internal static bool Agrees(string statement, Note note, TextSpan span)
    {
        var sources = note.Document.MentionsIn(span).Where(static m => m.Type is MentionType.Problem or MentionType.Finding && m.Concept is not null).ToList();
        if (sources.Count == 0) return true;
        var file = new SourceFile("statement", Encoding.UTF8.GetBytes(statement));
        foreach (var said in ClinicalTextAnnotator.Annotate(DocumentComposer.ComposeText(file, statement, [])).Mentions)
        {
            if (said.Type is not (MentionType.Problem or MentionType.Finding) || said.Concept is null) continue;
            if (!sources.Exists(s => s.Concept == said.Concept && Agrees(said.Assertion, s.Assertion))) return false;
        }

        return true;
    }

    private static bool Agrees(Assertion said, Assertion source) =>
        said.Polarity == source.Polarity && said.Experiencer == source.Experiencer
        && (source.Temporality != Temporality.Hypothetical || said.Temporality == Temporality.Hypothetical);
}

using System.Text;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Grounding;

/// <summary>Reads a proposed statement with the same eyes as the chart: what does it say, and is it affirmed?</summary>
internal static class StatementReader
{
    internal static AnnotatedDocument Read(string statement)
    {
        var file = new SourceFile("statement", Encoding.UTF8.GetBytes(statement));
        return ClinicalTextAnnotator.AnnotateThings(DocumentComposer.ComposeText(file, statement, []));
    }
}

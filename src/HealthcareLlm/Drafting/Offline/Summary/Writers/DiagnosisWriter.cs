using HealthcareLlm.ClinicalText;
using HealthcareLlm.Drafting.Offline.Summary.Chart;

namespace HealthcareLlm.Drafting.Offline.Summary.Writers;

/// <summary>Writes the sections <c>principalDiagnosis</c> and <c>secondaryDiagnoses</c>, one diagnosis a statement.</summary>
internal static class DiagnosisWriter
{
    internal static IEnumerable<StatementDraft> Write(List<Diagnosis> diagnoses)
    {
        foreach (var diagnosis in diagnoses)
        {
            var note = diagnosis.Note;
            var parts = new List<PartDraft> { Cite.Part("description", note, diagnosis.Span) };
            var line = ChartLines.At(note, diagnosis.Span.Start);
            var code = note.Document.Mentions.FirstOrDefault(m => m.Type == MentionType.Code && line.Contains(m.Span) && m.Part("system")?.Value == "ICD-10-CM");
            var evidence = new List<Evidence> { Cite.Span(note, diagnosis.Span) };
            if (code is not null)
            {
                parts.Add(Cite.Part("code", code.Part("code")?.Value ?? code.Span.In(note.Text), note, code.Span));
                evidence.Add(Cite.Span(note, code.Span));
            }

            string section = diagnosis.IsPrincipal ? "principalDiagnosis" : "secondaryDiagnoses";
            yield return Cite.Statement(section, Wording.Sentence(diagnosis.Span.In(note.Text)), diagnosis.IsPrincipal ? 0.75 : 0.8, evidence, parts);
        }
    }
}

using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Forms.Concepts;

/// <summary>Tokens of a line: a part of a question or of its answer.</summary>
/// <param name="Line">Index of the line in <see cref="FormPage.Lines"/>.</param>
/// <param name="From">First token.</param>
/// <param name="To">Index after the last token.</param>
internal readonly record struct LinePart(int Line, int From, int To);

/// <summary>A question of a form with the place of its answer.</summary>
/// <param name="Question">Where the question stands, without its number.</param>
/// <param name="Reading">What it asks for.</param>
/// <param name="Answer">Lines of its answer, in order; empty where nobody answered, and where a table or check boxes do.</param>
internal sealed record Asked(TextSpan Question, ConceptReading Reading, List<LinePart> Answer)
{
    /// <summary>What the part of the form below the question is about, for the labels and tables in it.</summary>
    internal FormTopic Topic => Reading.Concepts.Select(c => c.Target switch
    {
        "treatment.list" => FormTopic.Treatment,
        "medication.list" => FormTopic.CurrentMedication,
        "allergy" => FormTopic.Allergy,
        "lab" => FormTopic.Lab,
        "diagnosis" or "diagnosis.code" => FormTopic.Diagnosis,
        "finding" or "family" or "plan" => FormTopic.Clinical,
        var t when t.StartsWith("item.", StringComparison.Ordinal) || t.StartsWith("service.", StringComparison.Ordinal) => FormTopic.Service,
        _ => c.Topic,
    }).FirstOrDefault(t => t != FormTopic.None);

    internal TextSpan AnswerSpan(FormPage page) => Answer.Count == 0 ? default : page.Lines[Answer[0].Line].SpanOf(Answer[0].From, Answer[0].To).Union(page.Lines[Answer[^1].Line].SpanOf(Answer[^1].From, Answer[^1].To));
}

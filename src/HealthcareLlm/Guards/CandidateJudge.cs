using HealthcareLlm.Documents;
using HealthcareLlm.Drafting;
using HealthcareLlm.Grounding;

namespace HealthcareLlm.Guards;

/// <summary>A grounded candidate with the score that the evidence leaves it and the reason why it may not be given; null where it may.</summary>
internal sealed record JudgedCandidate(GroundedCandidate Grounded, double Score, string? Fault)
{
    internal string Value => Grounded.Candidate.Value;

    /// <summary>Whether it is written by hand or a stroke runs through it.</summary>
    internal bool IsByHand { get; init; }

    internal CandidateResult ToResult() => new(Value, Score, Grounded.Citations);
}

/// <summary>Judges a single candidate: its doubts, its verdict, its form, and how surely its words were read.</summary>
internal static class CandidateJudge
{
    internal static JudgedCandidate Judge(RecordField field, GroundedCandidate grounded, IReadOnlyDictionary<DocumentId, SourceDocument> documents, GuardOptions options)
    {
        var evidence = SpanEvidence.Of(grounded.Citations, documents);
        double score = grounded.Candidate.Score;
        if (evidence.Confidence < options.LegibleConfidence) score *= Math.Max(evidence.Confidence / options.LegibleConfidence, HasClosedForm(field) ? options.ClosedFormShare : 0);
        string? fault = MarkFault(evidence.Marks) ?? DoubtFault(grounded.Candidate.Doubt) ?? FieldValidator.Fault(field, grounded.Candidate.Value)
            ?? VerdictFault(grounded.Verdict);
        bool byHand = (evidence.Marks & (WordMarks.Struck | WordMarks.Handwritten)) != 0 || grounded.Candidate.Doubt is Doubt.Struck or Doubt.Handwritten or Doubt.PerhapsSigned;
        return new(grounded, Math.Clamp(score, 0, 1), fault) { IsByHand = byHand };
    }

    // A string that keeps its grammar or check digit was read more surely than recognition rates it; the form itself is judged below.
    private static bool HasClosedForm(RecordField field) =>
        field.Kind is FieldKind.Npi or FieldKind.DiagnosisCode or FieldKind.ServiceCode or FieldKind.DrugCode or FieldKind.Date or FieldKind.Phone;

    internal static string? VerdictFault(Verdict verdict) => verdict switch
    {
        Verdict.Supported => null,
        Verdict.QuoteNotFound => "quote-not-found: its quote stands in no document",
        Verdict.TokenNotInSpan => "not-in-span: a digit, code, name or unit of it does not stand at the place cited",
        Verdict.BelongsElsewhere => "belongs-elsewhere: a number, date, side or drug of it stands at the place cited, but of something else there",
        Verdict.AssertionContradicts => "assertion: the place cited denies it, supposes it or gives it to somebody else",
        Verdict.PictureContradicts => "picture: the picture of the page says otherwise",
        Verdict.PictureUnclear => null,
        _ => throw new InvalidOperationException("unknown verdict"),
    };

    private static string? MarkFault(WordMarks marks)
    {
        if (marks.HasFlag(WordMarks.Struck)) return "struck-out: a stroke runs through it";
        if (marks.HasFlag(WordMarks.Handwritten)) return "handwritten: it is written by hand, for a person to read";
        return marks.HasFlag(WordMarks.CheckBoxUnclear) ? "unclear-mark: it cannot be told whether the box is marked" : null;
    }

    private static string? DoubtFault(Doubt doubt) => doubt switch
    {
        Doubt.None => null,
        Doubt.AmbiguousDate => "ambiguous-date: the document does not settle the order of day and month, or the century",
        Doubt.CheckDigit => "check-digit: its check digit is wrong",
        Doubt.NotOfItsKind => "not-of-its-kind: it does not have the form of its kind",
        Doubt.AmbiguousDrugCode => "ambiguous-ndc: ten digits without hyphens can be padded in three ways",
        Doubt.SeveralMarked => "several-marked: more than one answer is marked",
        Doubt.UnclearMark => "unclear-mark: it cannot be told whether the box is marked",
        Doubt.PerhapsSigned => "unclear-mark: it cannot be told whether the line is signed",
        Doubt.SecondOpinion => "second-opinion: the offline engine reads it, and the language model gives another value or none",
        _ => Names.Of(doubt) + ": the engine doubts it",
    };
}

using System.Collections.Immutable;
using HealthcareLlm.Documents;
using HealthcareLlm.Grounding;

namespace HealthcareLlm.Guards;

/// <summary>Decides one statement of a summary.</summary>
internal static class StatementGuard
{
    internal static StatementResult Decide(GroundedStatement grounded, IReadOnlyDictionary<DocumentId, SourceDocument> documents, GuardOptions options)
    {
        var evidence = SpanEvidence.Of(grounded.Citations, documents);
        double score = grounded.Draft.Score;
        if (evidence.Confidence < options.LegibleConfidence) score *= evidence.Confidence / options.LegibleConfidence;
        string? fault = Fault(grounded, evidence, score, options);
        var status = fault is not null ? StatementStatus.Refused : grounded.Draft.IsConflict ? StatementStatus.Conflicting : StatementStatus.Supported;
        return new(grounded.Draft.Section, grounded.Draft.Text, status, Math.Clamp(score, 0, 1), grounded.Citations, Parts(grounded), fault) { Facts = status == StatementStatus.Refused ? grounded.Facts : [] };
    }

    private static string? Fault(GroundedStatement grounded, SpanEvidence evidence, double score, GuardOptions options)
    {
        if (CandidateJudge.VerdictFault(grounded.Verdict) is { } verdict) return grounded.Token is { } token ? $"{verdict} ('{token}')" : verdict;
        if (evidence.Marks.HasFlag(WordMarks.Struck)) return "struck-out: a stroke runs through a word of it";
        if (evidence.Marks.HasFlag(WordMarks.Handwritten)) return "handwritten: a word of it is written by hand, for a person to read";
        return score < options.StatementScore ? "low-score: too little supports it" : null;
    }

    // A part that does not hold is held back alone; the sentence itself is judged by its own words.
    private static ImmutableArray<KeyValuePair<string, FieldResult>> Parts(GroundedStatement grounded) =>
        [.. grounded.Parts.Select(p => KeyValuePair.Create(p.Key, PartResult(p.Value)))];

    private static FieldResult PartResult(GroundedCandidate part)
    {
        if (CandidateJudge.VerdictFault(part.Verdict) is { } fault) return new FieldResult.Refused(fault, [new(part.Candidate.Value, part.Candidate.Score, part.Citations)]);
        return new FieldResult.Extracted(part.Candidate.Value, Math.Clamp(part.Candidate.Score, 0, 1), null, part.Citations, part.Candidate.Mapped ? part.Candidate.Rule : null, part.Candidate.Repaired);
    }
}

using System.Collections.Immutable;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Summary;

namespace HealthcareLlm.Drafting.LanguageModel;

/// <summary>
/// Makes the draft of a summary out of the model's statements. What must not be lost, and on what the notes disagree, is found by the offline engine whoever writes: neither can be settled
/// by a model's word.
/// </summary>
internal static class SummaryAssembly
{
    private const double Score = 0.8;

    internal static DischargeSummaryDraft Assemble(IEnumerable<AnsweredStatement> answered, DischargeSummaryDraft second, CaseDocuments documents)
    {
        var byId = documents.Documents.ToDictionary(d => d.Source.Id);
        var builder = new DraftBuilder();
        builder.Add(answered.Select(a => Draft(a, byId)));
        builder.Add(second.Statements.Where(s => s.IsConflict));
        return new(builder.InOrder(), second.MustKeep);
    }

    /// <summary>A statement as it is drafted.</summary>
    internal static StatementDraft Draft(AnsweredStatement answered, IReadOnlyDictionary<DocumentId, AnnotatedDocument> documents) => new(
        answered.Section,
        answered.Text,
        Score * Math.Min(1, 0.5 + (answered.Probability ?? 1)) * SampleAgreement.Weight(answered.Agreement),
        answered.Evidence,
        [.. answered.Parts.Select(p => Part(p, answered, documents))]);

    /// <summary>Share of the sections that the offline engine fills and that the model fills too; 1 where there are none.</summary>
    internal static double Completeness(IEnumerable<AnsweredStatement> answered, DischargeSummaryDraft second)
    {
        // What cites nothing that stands in the notes fills nothing.
        var sections = answered.Where(a => a.Evidence.Any(e => e.Location is not null)).Select(a => a.Section).ToHashSet(StringComparer.Ordinal);
        var expected = second.Statements.Where(s => SummaryAnswer.Sections.ContainsKey(s.Section)).Select(s => s.Section).ToHashSet(StringComparer.Ordinal);
        return expected.Count == 0 ? 1 : (double)expected.Count(sections.Contains) / expected.Count;
    }

    private static PartDraft Part(KeyValuePair<string, string> part, AnsweredStatement statement, IReadOnlyDictionary<DocumentId, AnnotatedDocument> documents)
    {
        var holding = statement.Evidence.Where(e => e.Quote.Contains(part.Value, StringComparison.OrdinalIgnoreCase)).Take(1).ToImmutableArray();
        var evidence = holding.IsEmpty ? statement.Evidence : holding;
        if (part.Key == "change" && StatusRule(part.Value, statement, documents) is { } rule) return new(part.Key, new(part.Value, Score, statement.Evidence, rule) { Mapped = true });
        return new(part.Key, new(part.Value, Score, evidence, "language-model"));
    }

    /// <summary>The rule by which the chart itself gives a drug in the cited place this status; null where it does not: then the word must stand there.</summary>
    private static string? StatusRule(string change, AnsweredStatement statement, IReadOnlyDictionary<DocumentId, AnnotatedDocument> documents) =>
        statement.Evidence.Where(e => e.Location is not null)
            .SelectMany(e => documents[e.DocumentId].Mentions.Where(m => m.Type == MentionType.Medication && e.Location!.Value.Contains(m.NameSpan)))
            .Any(m => m.Part("status")?.Value == change) ? "medication-status" : null;
}

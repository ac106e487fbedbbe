using System.Collections.Immutable;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting;
using HealthcareLlm.Grounding;

namespace HealthcareLlm.Guards;

/// <summary>Decides every statement of a summary, which sections are missing, and what was omitted.</summary>
public static class SummaryGuard
{
    /// <summary>Guards a grounded summary.</summary>
    public static GuardedSummary Guard(GroundedSummary grounded, CaseDocuments documents, ImmutableArray<Issue> issues, Manifest manifest, GuardOptions options)
    {
        var sources = documents.Documents.ToDictionary(d => d.Source.Id, d => d.Source);
        var instructions = documents.Documents.ToDictionary(d => d.Source.Id, InjectionGuard.Find);
        var statements = grounded.Statements
            .Where(s => !PatientIdentityGuard.Touches(s.Citations, documents))
            .Where(s => !s.Citations.Any(c => instructions[c.DocumentId].Any(i => i.Overlaps(c.Span))))
            .Select(s => StatementGuard.Decide(s, sources, options)).ToImmutableArray();
        var missing = Missing(statements);
        var omissions = Omissions(grounded, documents, statements);
        var all = issues
            .AddRange(PatientIdentityGuard.Issues(documents))
            .AddRange(documents.Documents.SelectMany(d => InjectionGuard.Issues(d, instructions[d.Source.Id])));
        var (outcome, reason) = Outcomes.Of(statements, missing, omissions, all, documents);
        return new GuardedSummary
        {
            Outcome = outcome,
            OutcomeReason = reason,
            Missing = missing,
            SetAside = PatientIdentityGuard.SetAside(documents),
            Issues = all,
            Documents = [.. documents.Documents.Select(d => d.Source)],
            Manifest = manifest,
            Statements = statements,
            Omissions = omissions,
        };
    }

    private static ImmutableArray<MissingItem> Missing(ImmutableArray<StatementResult> statements) =>
        [.. SummarySections.All.Where(s => s.Required && !statements.Any(t => t.Section == s.Name && t.Status == StatementStatus.Supported))
            .Select(s => new MissingItem(s.Name, "discharge-summary", $"Not documented in the notes received: {s.Title.ToLowerInvariant()}. Please supply it."))];

    private static ImmutableArray<Omission> Omissions(GroundedSummary grounded, CaseDocuments documents, ImmutableArray<StatementResult> statements)
    {
        var kept = statements.Where(s => s.Status != StatementStatus.Refused)
            .Select(s => (s.Text + " " + string.Join(' ', s.Parts.Select(p => p.Value).OfType<FieldResult.Extracted>().Select(e => e.Value))).ToLowerInvariant()).ToList();
        return [.. grounded.MustKeep
            .Where(m => !m.Citations.IsEmpty && !PatientIdentityGuard.Touches(m.Citations, documents))
            .Where(m => !kept.Exists(text => m.Item.Key.All(k => text.Contains(k, StringComparison.Ordinal))))
            .Select(m => new Omission(m.Item.Text, m.Citations))];
    }
}

using System.Collections.Immutable;
using System.Globalization;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting;

namespace HealthcareLlm.Guards;

/// <summary>What is to be done with a whole result. There is no denial here: what is absent is asked for, what is doubtful is shown.</summary>
internal static class Outcomes
{
    internal static (Outcome Outcome, string Reason) Of(
        IReadOnlyDictionary<string, FieldResult> fields, ImmutableArray<MissingItem> missing, ImmutableArray<Issue> issues, CaseDocuments documents)
    {
        if (Declined(issues, documents) is { } declined) return declined;
        int refused = fields.Values.Count(f => f is FieldResult.Refused), conflicting = fields.Values.Count(f => f is FieldResult.Conflicting);
        int repaired = fields.Values.Count(f => f is FieldResult.Extracted { Repaired: true });
        return Review(
            [
                (missing.Length, "needed and not given"), (conflicting, "on which documents disagree"), (refused, "held back"),
                (repaired, "read with mended characters"), (Lost(issues), "pages or files to look at"),
            ]);
    }

    internal static (Outcome Outcome, string Reason) Of(
        ImmutableArray<StatementResult> statements, ImmutableArray<MissingItem> missing, ImmutableArray<Omission> omissions, ImmutableArray<Issue> issues, CaseDocuments documents)
    {
        if (Declined(issues, documents) is { } declined) return declined;
        return Review(
            [
                (missing.Length, "sections without content"), (omissions.Length, "facts that must not be lost and are not in it"),
                (statements.Count(s => s.Status == StatementStatus.Conflicting), "facts on which notes disagree"),
                (statements.Count(s => s.Status == StatementStatus.Refused), "statements held back"), (Lost(issues), "pages or files to look at"),
            ]);
    }

    private static (Outcome, string)? Declined(ImmutableArray<Issue> issues, CaseDocuments documents)
    {
        if (issues.Any(i => i.Code == IssueCode.SeveralPatients)) return (Outcome.Declined, "The documents are about several patients and none prevails.");
        bool anything = documents.Documents.Any(d => d.Source.Pages.Any(p => p.Words.Length > 0));
        return anything ? null : (Outcome.Declined, "No page could be read.");
    }

    private static int Lost(ImmutableArray<Issue> issues) => issues.Count(i => i.Severity != IssueSeverity.Information);

    private static (Outcome, string) Review((int Count, string What)[] counts)
    {
        var open = counts.Where(c => c.Count > 0).Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Count} {c.What}")).ToList();
        return open.Count == 0 ? (Outcome.Done, "Complete; nothing is held back.") : (Outcome.NeedsReview, string.Join("; ", open) + ".");
    }
}

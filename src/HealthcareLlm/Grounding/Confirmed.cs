using System.Collections.Immutable;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Grounding;

/// <summary>Brings what the pictures show into grounded results.</summary>
public static class Confirmed
{
    /// <summary>Citations that a request may rest on: those of candidates that verification supports.</summary>
    public static IEnumerable<Citation> CitationsOf(GroundedRequest request) =>
        request.Fields.SelectMany(f => f.Candidates).Where(c => c.Verdict == Verdict.Supported).SelectMany(c => c.Citations);

    /// <summary>Citations that a summary may rest on.</summary>
    public static IEnumerable<Citation> CitationsOf(GroundedSummary summary) =>
        summary.Statements.Where(s => s.Verdict == Verdict.Supported).SelectMany(s => s.Citations);

    /// <summary>The request with each verdict weighed against the pictures.</summary>
    public static GroundedRequest With(GroundedRequest request, PictureFindings findings) => request with
    {
        Fields = [.. request.Fields.Select(f => f with { Candidates = [.. f.Candidates.Select(c => c with { Verdict = findings.Weigh(c.Verdict, c.Citations) })] })],
    };

    /// <summary>The summary with each verdict weighed against the pictures.</summary>
    public static GroundedSummary With(GroundedSummary summary, PictureFindings findings) => summary with
    {
        Statements = [.. summary.Statements.Select(s => s with { Verdict = findings.Weigh(s.Verdict, s.Citations) })],
    };

    /// <summary>Issues for spans that the pictures did not confirm: one a page.</summary>
    public static ImmutableArray<Issue> Issues(PictureFindings findings, IEnumerable<Citation> citations) =>
        [.. citations.Where(c => findings.Readings.GetValueOrDefault((c.DocumentId, c.Span), PictureAgreement.Confirmed) == PictureAgreement.Unclear)
            .Select(c => (c.DocumentId, c.Page)).Distinct()
            .Select(p => new Issue(IssueCode.SpanNotConfirmed, IssueSeverity.Information, "A cited place on the page could not be read again from its picture.", p.DocumentId, p.Page))];
}

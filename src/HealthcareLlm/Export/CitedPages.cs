using HealthcareLlm.Documents;
using HealthcareLlm.Guards;

namespace HealthcareLlm.Export;

/// <summary>Which pages a result cites.</summary>
internal static class CitedPages
{
    internal static HashSet<(DocumentId DocumentId, int Page)> Of(GuardedResult result)
    {
        var citations = result switch
        {
            GuardedRequest request => request.Fields.Values.SelectMany(Of).Concat(request.Criteria is CriteriaResult.Determined criteria ? criteria.Evidence.Values.SelectMany(static e => e) : []),
            GuardedSummary summary => summary.Statements.SelectMany(s => s.Citations.Concat(s.Parts.SelectMany(p => Of(p.Value))))
                .Concat(summary.Omissions.SelectMany(o => o.Citations)),
            _ => throw new InvalidOperationException("unknown kind of result"),
        };
        return [.. citations.Concat(result.SetAside.SelectMany(s => s.Citations)).Select(c => (c.DocumentId, c.Page))];
    }

    private static IEnumerable<Citation> Of(FieldResult field) => field switch
    {
        FieldResult.Extracted extracted => extracted.Citations,
        FieldResult.Refused refused => refused.Candidates.SelectMany(c => c.Citations),
        FieldResult.Conflicting conflicting => conflicting.Candidates.SelectMany(c => c.Citations),
        _ => [],
    };
}

using System.Collections.Immutable;
using HealthcareLlm.ClinicalText;

namespace HealthcareLlm.Drafting;

/// <summary>The documents of one case, with the pages of other patients known.</summary>
/// <param name="Documents">In the order given.</param>
/// <param name="Patient">Whom they are about.</param>
public sealed record CaseDocuments(ImmutableArray<AnnotatedDocument> Documents, PatientAssessment Patient)
{
    /// <summary>What the verification behind the drafting will say of a statement: an engine may mend what would be withheld. Null where nobody tells.</summary>
    public Func<StatementDraft, StatementDoubt?>? Check { get; init; }
}

/// <summary>Proposes results. Two exist: offline, the default, and a language model.</summary>
public interface IDraftingEngine
{
    /// <summary><c>offline</c> or <c>language-model</c>.</summary>
    string Name { get; }

    /// <summary>Version; changes whenever a result may change.</summary>
    string Version { get; }

    /// <summary>
    /// Does beforehand what the first request of a process needs, such as compiling rules; may run while documents are read, and is not waited for.
    /// Nothing by default.
    /// </summary>
    void Prepare(CancellationToken cancellation)
    {
    }

    /// <summary>Proposes the fields of a prior-authorization request.</summary>
    Task<PriorAuthorizationDraft> DraftRequestAsync(CaseDocuments documents, CancellationToken cancellation);

    /// <summary>Proposes a discharge summary.</summary>
    Task<DischargeSummaryDraft> DraftSummaryAsync(CaseDocuments documents, CancellationToken cancellation);
}

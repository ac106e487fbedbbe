using System.Collections.Immutable;
using HealthcareLlm.Drafting;

namespace HealthcareLlm.Grounding;

/// <summary>What was found of the statements of one case, by their text and their evidence: verified while an engine drafts, they need not be verified again. For one thread.</summary>
public sealed class VerifiedStatements
{
    private readonly Dictionary<(string Text, ImmutableArray<Evidence> Evidence), ImmutableArray<StatementFault>> _faults = [];

    /// <summary>The faults of a statement, found once.</summary>
    internal ImmutableArray<StatementFault> Of(StatementDraft draft, Func<IEnumerable<StatementFault>> verify)
    {
        // The same evidence is the same array: an engine hands it on as it is.
        if (!_faults.TryGetValue((draft.Text, draft.Evidence), out var faults)) _faults[(draft.Text, draft.Evidence)] = faults = [.. verify()];
        return faults;
    }
}

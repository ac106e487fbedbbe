using System.Collections.Immutable;
using HealthcareLlm.Drafting.Offline.Summary.Chart;

namespace HealthcareLlm.Drafting.Offline.Summary;

/// <summary>Gathers statements without repeating what another one already says.</summary>
internal sealed class DraftBuilder
{
    private const double SameWords = 0.75, Holds = 0.85;

    private static readonly HashSet<string> Sentences = [.. SummarySections.All.Where(s => s.IsProse).Select(s => s.Name), "significantFindings", "procedures"];

    private readonly List<(StatementDraft Statement, Fingerprint Print)> _statements = [];

    /// <summary>What is said so far.</summary>
    internal IReadOnlyCollection<Fingerprint> Said => [.. _statements.Select(s => s.Print)];

    /// <summary>Adds what is not yet said. Conflicts and short rows are kept in any case: each states its own thing.</summary>
    internal void Add(IEnumerable<StatementDraft> statements)
    {
        foreach (var statement in statements)
        {
            var print = Fingerprint.Of(statement.Text);
            bool repeats = !statement.IsConflict && statement.Section != "encounter" && _statements.Exists(s => Repeats(statement, print, s.Statement, s.Print));
            // The report that holds a value makes the line of the value alone superfluous.
            if (!repeats && statement.Section == "significantFindings") _statements.RemoveAll(s => s.Statement.Section == statement.Section && s.Print.ContainedIn(print) > Holds);
            if (!repeats && statement.Text.Length > 0 && !statement.Evidence.IsEmpty) _statements.Add((statement, print));
        }
    }

    /// <summary>The statements in the order of the contract's sections.</summary>
    internal ImmutableArray<StatementDraft> InOrder() =>
        [.. SummarySections.All.SelectMany(section => _statements.Where(s => s.Statement.Section == section.Name).Select(s => s.Statement))];

    private static bool Repeats(StatementDraft added, Fingerprint print, StatementDraft old, Fingerprint oldPrint)
    {
        if (old.Section == "encounter" || old.IsConflict) return false;
        double similarity = print.Similarity(oldPrint);
        if (added.Section == old.Section) return similarity > SameWords;
        // A diagnosis may stand word for word among what is pending: only what is told in sentences repeats what is told in sentences.
        return Sentences.Contains(added.Section) && Sentences.Contains(old.Section) && similarity > SameWords + 0.1;
    }
}

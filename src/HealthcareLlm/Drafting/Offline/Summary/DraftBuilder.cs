using System.Collections.Immutable;
using HealthcareLlm.Drafting.Offline.Summary.Chart;

namespace HealthcareLlm.Drafting.Offline.Summary;

/// <summary>Gathers statements without repeating what another one already says.</summary>
internal sealed class DraftBuilder
{
    private const double SameWords = 0.75, Holds = 0.85;

    private static readonly HashSet<string> Sentences = [.. SummarySections.All.Where(s => s.IsProse).Select(s => s.Name), "significantFindings", "procedures"];

    private readonly List<(StatementDraft? Statement, Fingerprint Print)> _statements = [];
    private readonly FingerprintIndex _prints = new();

    /// <summary>What is said so far.</summary>
    internal IReadOnlyCollection<Fingerprint> Said => [.. _statements.Where(static s => s.Statement is not null).Select(static s => s.Print)];

    /// <summary>Adds what is not yet said. Conflicts and short rows are kept in any case: each states its own thing.</summary>
    internal void Add(IEnumerable<StatementDraft> statements)
    {
        foreach (var statement in statements)
        {
            var print = Fingerprint.Of(statement.Text);
            bool repeats = !statement.IsConflict && statement.Section != "encounter" && _prints.Alike(print, SameWords).Any(i => _statements[i].Statement is { } old && Repeats(statement, print, old, _statements[i].Print));
            // The report that holds a value makes the line of the value alone superfluous.
            if (!repeats && statement.Section == "significantFindings") RemoveHeld(statement.Section, print);
            if (repeats || statement.Text.Length == 0 || statement.Evidence.IsEmpty) continue;
            _statements.Add((statement, print));
            _prints.Add(print);
        }
    }

    /// <summary>The statements in the order of the contract's sections.</summary>
    internal ImmutableArray<StatementDraft> InOrder() =>
        [.. SummarySections.All.SelectMany(section => _statements.Select(s => s.Statement).OfType<StatementDraft>().Where(s => s.Section == section.Name))];

    private void RemoveHeld(string section, Fingerprint print)
    {
        for (int i = 0; i < _statements.Count; i++)
        {
            // Its place stays, or the numbers of all others would be wrong.
            if (_statements[i].Statement is { } old && old.Section == section && _statements[i].Print.ContainedIn(print) > Holds) _statements[i] = (null, _statements[i].Print);
        }
    }

    private static bool Repeats(StatementDraft added, Fingerprint print, StatementDraft old, Fingerprint oldPrint)
    {
        if (old.Section == "encounter" || old.IsConflict) return false;
        double similarity = print.Similarity(oldPrint);
        if (added.Section == old.Section) return similarity > SameWords;
        // A diagnosis may stand word for word among what is pending: only what is told in sentences repeats what is told in sentences.
        return Sentences.Contains(added.Section) && Sentences.Contains(old.Section) && similarity > SameWords + 0.1;
    }
}

using System.Collections.Frozen;
using System.Collections.Immutable;

namespace HealthcareLlm.Evaluation;

/// <summary>Statements that say again what an earlier one of the same section, or of another section of prose, has said.</summary>
internal static class NearDuplicates
{
    /// <summary>Share of the shorter statement's words that the longer has, 0 to 1, from which on the two are nearly the same.</summary>
    private const double Share = 0.9;

    /// <summary>Indexes of the statements that repeat an earlier one.</summary>
    /// <param name="statements">Statements that are part of the document, in its order.</param>
    /// <param name="prose">Names of the sections of prose.</param>
    internal static ImmutableArray<int> Of(ImmutableArray<ReadStatement> statements, FrozenSet<string> prose)
    {
        var words = statements.Select(s => Known.Of(s.Text, static t => NormalForm.Words(t).Where(static w => w.Length > 1 || NormalForm.IsNumber(w)).ToHashSet(StringComparer.Ordinal))).ToImmutableArray();
        var repeated = ImmutableArray.CreateBuilder<int>();
        for (int later = 1; later < statements.Length; later++)
        {
            for (int earlier = 0; earlier < later; earlier++)
            {
                bool comparable = statements[earlier].Section == statements[later].Section || (prose.Contains(statements[earlier].Section) && prose.Contains(statements[later].Section));
                if (!comparable || !Alike(words[earlier], words[later])) continue;
                repeated.Add(later);
                break;
            }
        }

        return repeated.ToImmutable();
    }

    private static readonly KnownTexts<string, HashSet<string>> Known = new(20_000);

    private static bool Alike(HashSet<string> first, HashSet<string> second)
    {
        var (shorter, longer) = first.Count <= second.Count ? (first, second) : (second, first);
        if (shorter.Count == 0) return longer.Count == 0;
        if (shorter.Count < 4 && shorter.Count != longer.Count) return false;
        int others = 0;
        foreach (string word in shorter)
        {
            if (longer.Contains(word)) continue;
            if (++others > (1 - Share) * shorter.Count || shorter.Count < 4 || NormalForm.IsNumber(word)) return false;
        }

        return shorter.Count - others >= Share * shorter.Count;
    }
}

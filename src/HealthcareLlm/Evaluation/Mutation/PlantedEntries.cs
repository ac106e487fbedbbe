using System.Collections.Immutable;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Evaluation.Mutation;

/// <summary>An entry of <c>rules/planted-entries.tsv</c>: what an engine may invent.</summary>
/// <param name="Id">Id.</param>
/// <param name="Section">Section of the summary.</param>
/// <param name="Text">Its text.</param>
/// <param name="Parts">Its parts, by name.</param>
/// <param name="Key">Lower-case words of which none may stand in the result or in the gold: else it would not be invented.</param>
internal sealed record PlantedEntry(string Id, string Section, string Text, ImmutableArray<(string Name, string Value)> Parts, ImmutableArray<string> Key)
{
    private static readonly Lazy<ImmutableArray<PlantedEntry>> Rules = new(() =>
    [
        .. RuleFiles.Read("planted-entries.tsv", 6).Select(c => new PlantedEntry(
            c[0], c[1], c[2], [.. c[3].Split(';', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=', 2)).Select(p => (p[0], p[1]))], [.. c[4].Split('|')])),
    ]);

    /// <summary>Every entry, in the order of the file.</summary>
    internal static ImmutableArray<PlantedEntry> All => Rules.Value;

    /// <summary>Whether nothing of it is told by these words.</summary>
    internal bool IsInvented(IReadOnlySet<string> words) => !Key.Any(words.Contains);
}

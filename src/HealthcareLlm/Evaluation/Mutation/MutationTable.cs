using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Evaluation.Mutation;

/// <summary>What share of each kind of mutation the guards caught, and what the harness scored wrong of the rest.</summary>
public static class MutationTable
{
    private const string NothingToPlant = "nothing to plant", NotAskedFor = "not asked for";

    /// <summary>The table, kinds in their order, by task.</summary>
    /// <param name="results">What became of each mutation.</param>
    /// <param name="tasks">Tasks of the cases: each has a row for every kind, also where nothing of it could be planted, since a kind that is not there looks like one that was caught.</param>
    /// <param name="unasked">Kinds that were not to be planted: their rows say so, and not that there was nothing.</param>
    public static ReportTable Of(IReadOnlyCollection<MutationResult> results, ImmutableArray<string> tasks, params ReadOnlySpan<MutationKind> unasked) => Of(results, tasks, unasked.ToArray());

    private static ReportTable Of(IReadOnlyCollection<MutationResult> results, ImmutableArray<string> tasks, MutationKind[] unasked) => new(
        "Mutations (the lower bound is exact and one-sided)",
        ["task", "planted", "count", "held back", "gone", "still right", "stands, scored wrong", "stands, scored right", "caught by the guards", "lower 95 %", "seen by guards or harness"],
        [
            .. tasks.Order(StringComparer.Ordinal).SelectMany(t => MutationKinds.BeforeGuards.Select(k => (Key: (Task: t, Kind: k), Found: results.Where(r => r.Task == t && r.Kind == k).ToList()))).Select(row =>
            {
                var g = row.Found;
                if (g.Count == 0) return [row.Key.Task, Names.Of(row.Key.Kind), "0", string.Empty, string.Empty, string.Empty, string.Empty, string.Empty, unasked.Contains(row.Key.Kind) ? NotAskedFor : NothingToPlant, string.Empty, string.Empty];
                int Count(MutationOutcome outcome) => g.Count(r => r.Outcome == outcome);
                int bad = g.Count - Count(MutationOutcome.StillRight), caught = g.Count(r => IsCaught(r.Kind, r.Outcome)), seen = bad - Count(MutationOutcome.Escaped);
                return (ImmutableArray<string>)
                [
                    row.Key.Task, Names.Of(row.Key.Kind), ReportTables.Number(g.Count), ReportTables.Number(Count(MutationOutcome.HeldBack)), ReportTables.Number(Count(MutationOutcome.Gone)),
                    row.Key.Kind == MutationKind.OcrNoise ? ReportTables.Number(Count(MutationOutcome.StillRight)) : string.Empty,
                    ReportTables.Number(Count(MutationOutcome.ScoredWrong)), ReportTables.Number(Count(MutationOutcome.Escaped)),
                    bad == 0 ? "not scored" : ((double)caught / bad).ToString("0.0 %", CultureInfo.InvariantCulture),
                    bad == 0 ? "0.0 %" : BinomialBound.Lower95(caught, bad).ToString("0.0 %", CultureInfo.InvariantCulture),
                    bad == 0 ? "not scored" : ((double)seen / bad).ToString("0.0 %", CultureInfo.InvariantCulture),
                ];
            }),
        ]);

    /// <summary>Each mutation as a line of JSON: paths and outcomes, no text of a document.</summary>
    public static string Lines(IEnumerable<MutationResult> results)
    {
        var lines = new StringBuilder();
        foreach (var result in results)
        {
            lines.Append(System.Text.Json.JsonSerializer.Serialize(new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["case"] = result.Case,
                ["kind"] = Names.Of(result.Kind),
                ["outcome"] = Names.Of(result.Outcome),
                ["task"] = result.Task,
                ["where"] = result.Where,
                ["why"] = result.Why,
            })).Append('\n');
        }

        return lines.ToString();
    }

    /// <summary>Whether the guards caught it: held back, or gone. What noise costs is not caught: a value that was right and stands nowhere any more is lost.</summary>
    public static bool IsCaught(MutationKind kind, MutationOutcome outcome) => outcome == MutationOutcome.HeldBack || (outcome == MutationOutcome.Gone && kind != MutationKind.OcrNoise);
}

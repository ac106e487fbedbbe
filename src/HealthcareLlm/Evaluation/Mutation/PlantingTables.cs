using System.Collections.Immutable;
using System.Globalization;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Evaluation.Mutation;

/// <summary>Whether faults of a kind were planted in a case.</summary>
/// <param name="Case">Id of the case.</param>
/// <param name="Task">Its task.</param>
/// <param name="Kind">The kind.</param>
/// <param name="Planted">How many.</param>
/// <param name="Why">Why none was; empty where some were.</param>
public sealed record PlantingNote(string Case, string Task, MutationKind Kind, int Planted, string Why);

/// <summary>Of a case's documents, those that faults can be planted in.</summary>
/// <param name="Case">Id of the case.</param>
/// <param name="Documents">How many it has.</param>
/// <param name="Without">Names of those that nothing can be planted in.</param>
/// <param name="Why">Why not; empty where there are none.</param>
public sealed record PlantedDocuments(string Case, int Documents, ImmutableArray<string> Without, string Why);

/// <summary>Tables that say where faults were planted and where not, and why: a share of what was planted says nothing of what was left out.</summary>
public static class PlantingTables
{
    /// <summary>What is planted behind the guards, by task and kind: what share the harness sees, and by which measures.</summary>
    public static ReportTable Behind(IReadOnlyCollection<MutationResult> results) => new(
        "Planted in the result, behind the guards (summaries; seen is what makes any measure of the case worse but those of form; the lower bound is exact and one-sided)",
        ["planted", "count", "cases", "seen", "unseen", "seen by the harness", "lower 95 %", "by these measures, most often first"],
        [
            .. MutationKinds.BehindGuards.Select(kind =>
            {
                var of = results.Where(r => r.Kind == kind).ToList();
                int seen = of.Count(r => r.Outcome != MutationOutcome.Unseen);
                if (of.Count == 0) return (ImmutableArray<string>)[Names.Of(kind), "0", "0", string.Empty, string.Empty, "nothing to plant", string.Empty, string.Empty];
                var by = of.SelectMany(r => r.Why.Split(' ', StringSplitOptions.RemoveEmptyEntries)).GroupBy(m => m, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Take(4);
                return
                [
                    Names.Of(kind), ReportTables.Number(of.Count), ReportTables.Number(of.Select(r => r.Case).Distinct(StringComparer.Ordinal).Count()), ReportTables.Number(seen), ReportTables.Number(of.Count - seen),
                    ((double)seen / of.Count).ToString("0.0 %", CultureInfo.InvariantCulture), BinomialBound.Lower95(seen, of.Count).ToString("0.0 %", CultureInfo.InvariantCulture),
                    string.Join(", ", by.Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Key} {g.Count()}"))),
                ];
            }),
        ]);

    /// <summary>By task and kind: in how many of the cases faults were planted, and why not in the others.</summary>
    public static ReportTable Kinds(IReadOnlyCollection<PlantingNote> notes) => new(
        "Where faults were planted",
        ["task", "planted", "in cases", "of", "why not in the others"],
        [
            .. notes.GroupBy(n => (n.Task, n.Kind)).OrderBy(g => g.Key.Task, StringComparer.Ordinal).ThenBy(g => g.Key.Kind).Select(g => (ImmutableArray<string>)
            [
                g.Key.Task, Names.Of(g.Key.Kind), ReportTables.Number(g.Count(n => n.Planted > 0)), ReportTables.Number(g.Count()),
                string.Join("; ", g.Where(n => n.Planted == 0).GroupBy(n => n.Why, StringComparer.Ordinal).OrderByDescending(w => w.Count()).ThenBy(w => w.Key, StringComparer.Ordinal).Select(w => string.Create(CultureInfo.InvariantCulture, $"{w.Count()}: {w.Key}"))),
            ]),
        ]);

    /// <summary>In how many cases and documents, in a line.</summary>
    public static string Told(IReadOnlyCollection<PlantingNote> notes, IReadOnlyCollection<PlantedDocuments> documents)
    {
        var cases = notes.GroupBy(n => n.Case, StringComparer.Ordinal).ToList();
        int all = documents.Sum(d => d.Documents);
        return string.Create(CultureInfo.InvariantCulture, $"Planted in {cases.Count(c => c.Any(n => n.Planted > 0))} of {cases.Count} cases; text can be changed in {all - documents.Sum(d => d.Without.Length)} of {all} documents");
    }

    /// <summary>The cases in which nothing, or not in every document, could be planted, each with its reason.</summary>
    public static ReportTable LeftOut(IReadOnlyCollection<PlantingNote> notes, IReadOnlyCollection<PlantedDocuments> documents) => new(
        "Cases and documents left out",
        ["case", "faults planted", "documents", "left out", "which", "why"],
        [
            .. documents.Select(d => (Document: d, Planted: notes.Where(n => n.Case == d.Case).Sum(n => n.Planted))).Where(d => d.Planted == 0 || !d.Document.Without.IsEmpty).Select(d => (ImmutableArray<string>)
            [
                d.Document.Case, ReportTables.Number(d.Planted), ReportTables.Number(d.Document.Documents), ReportTables.Number(d.Document.Without.Length), string.Join(", ", d.Document.Without),
                d.Document.Why.Length > 0 ? d.Document.Why : notes.FirstOrDefault(n => n.Case == d.Document.Case && n.Planted == 0)?.Why ?? string.Empty,
            ]),
        ]);
}

using System.Collections.Immutable;
using System.Text.Json;
using HealthcareLlm.Drafting;

namespace HealthcareLlm.Evaluation.Mutation;

/// <summary>Judges what became of a mutation: did the guards hold it back, and if not, did the harness score it wrong?</summary>
public static class MutationJudge
{
    /// <summary>Judges by the result file of the mutated case.</summary>
    public static MutationResult Judge(PlannedMutation mutation, ReadOnlyMemory<byte> result)
    {
        using var json = JsonDocument.Parse(result);
        var (outcome, why) = mutation.Gold.Record is null ? Statement(mutation, json.RootElement, result) : Leaf(mutation, json.RootElement, result);
        return new(mutation.Gold.Id, mutation.Gold.Task, mutation.Kind, mutation.Where, outcome, why);
    }

    /// <summary>
    /// Judges what is planted behind the guards: seen where any measure of the case is worse than without it, by more faults or by more that is short of right; those of form alone
    /// (repetition, length), which every further sentence moves, apart.
    /// </summary>
    /// <param name="golden">The case.</param>
    /// <param name="clean">Its result without the fault.</param>
    /// <param name="planted">The fault, and the result with it.</param>
    public static MutationResult Judge(GoldenCase golden, ReadOnlyMemory<byte> clean, ResultMutation planted)
    {
        var (before, after) = (CaseScorer.Score(string.Empty, golden, clean), CaseScorer.Score(string.Empty, golden, planted.Result));
        ImmutableArray<string> worse = after.NotScored is not null ? [MeasureBook.NotScored] : Worse(MeasureBook.Count([before]), MeasureBook.Count([after]));
        return new(golden.Id, golden.Task, planted.Kind, planted.Where, worse.IsEmpty ? MutationOutcome.Unseen : MutationOutcome.ScoredWrong, string.Join(' ', worse));
    }

    // No text is kept beside what is planted: that its quote cannot be checked is said of every quote.
    private static readonly ImmutableArray<string> Form = ["summary.redundancy", "summary.nearDuplicates", "summary.tooLong", MeasureBook.NotChecked, MeasureBook.SummaryNotChecked];

    private static ImmutableArray<string> Worse(IReadOnlyDictionary<string, (int Count, int Of)[]> before, IReadOnlyDictionary<string, (int Count, int Of)[]> after) =>
    [
        .. after.Keys.Where(id => !Form.Contains(id) && before.ContainsKey(id)).Where(id =>
        {
            var (was, now) = (before[id][0], after[id][0]);
            return MeasureDirection.CountsFaults(id) ? now.Count > was.Count : now.Of - now.Count > was.Of - was.Count || now.Count < was.Count;
        }).Order(StringComparer.Ordinal),
    ];

    private static (MutationOutcome, string) Leaf(PlannedMutation mutation, JsonElement root, ReadOnlyMemory<byte> result)
    {
        string shape = RecordFields.WithoutIndexes(mutation.Where);
        var fields = MutationPlan.Fields(root.GetProperty("record"), string.Empty).Where(f => RecordFields.WithoutIndexes(f.Path) == shape).Select(f => f.Field).ToList();
        if (!fields.Any(f => f.Text("status") == "extracted" && Comparator.Same(shape, mutation.Old, f.Text("value") ?? string.Empty)))
        {
            var held = fields.FirstOrDefault(f => f.Array("candidates").Any(c => Comparator.Same(shape, mutation.Old, c.Text("value") ?? string.Empty)));
            return held.ValueKind == JsonValueKind.Object ? (MutationOutcome.HeldBack, (held.Text("reason") ?? held.Text("status") ?? string.Empty).Split(':')[0]) : (MutationOutcome.Gone, string.Empty);
        }

        var score = CaseScorer.Score(string.Empty, mutation.Gold, result);
        bool wrong = score.Traps.Any(t => t.Id == "mutation" && t.Sprung)
            || score.Leaves.Any(l => l.Field == shape && (l.Outcome is LeafOutcome.Wrong or LeafOutcome.Invented || (mutation.Kind == MutationKind.CitationShift && l.Class == ErrorClass.RightValueWrongCitation)) && l.Given is not null && Comparator.Same(shape, mutation.Old, l.Given));
        return (wrong ? MutationOutcome.ScoredWrong : MutationOutcome.Escaped, string.Empty);
    }

    private static (MutationOutcome, string) Statement(PlannedMutation mutation, JsonElement root, ReadOnlyMemory<byte> result)
    {
        var said = root.GetProperty("summary").EnumerateObject().SelectMany(s => s.Value.EnumerateArray()).Where(s => s.Text("text") == mutation.Old).ToList();
        if (said.Count == 0) return (MutationOutcome.Gone, string.Empty);
        if (said.All(s => s.Text("status") == "refused")) return (MutationOutcome.HeldBack, (said[0].Text("reason") ?? "refused").Split(':')[0]);
        var score = CaseScorer.Score(string.Empty, mutation.Gold, result);
        bool wrong = score.Traps.Any(t => t.Id == "mutation" && t.Sprung)
            || (ImmutableArray<ImmutableArray<string>>)[score.Summary!.NumbersNotCited, score.Summary.SidesNotCited, score.Summary.NegationsNotCited, score.Summary.WordsNotCited] is var faults && faults.Any(f => f.Any(t => t.EndsWith(": " + mutation.Old, StringComparison.Ordinal)));
        return (wrong ? MutationOutcome.ScoredWrong : MutationOutcome.Escaped, string.Empty);
    }
}

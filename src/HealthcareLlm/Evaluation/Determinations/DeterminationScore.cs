using System.Collections.Immutable;
using System.Text.Json;

namespace HealthcareLlm.Evaluation.Determinations;

/// <summary>One criterion as gold has it and as the result file has it.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Policy">Id of the policy.</param>
/// <param name="Criterion">The criterion.</param>
/// <param name="Gold">Its golden state.</param>
/// <param name="Got">The state in the file; <c>absent</c> where the file has no such criterion.</param>
/// <param name="EvidenceRight">Whether every golden place is cited; null where gold names none.</param>
public sealed record CriterionScore(string CaseId, string Policy, string Criterion, string Gold, string Got, bool? EvidenceRight)
{
    /// <summary>Whether the state is gold's.</summary>
    public bool IsRight => Gold == Got;
}

/// <summary>One golden determination judged against the result file of its packet.</summary>
/// <param name="Case">The gold.</param>
/// <param name="ChoiceRight">Whether the right version was chosen, or none where none is right.</param>
/// <param name="Outcome">The outcome in the file; <c>absent</c> where it has none.</param>
/// <param name="Criteria">Every golden criterion.</param>
/// <param name="Extra">Criteria of the file that gold does not have.</param>
public sealed record DeterminationScore(GoldDetermination Case, bool ChoiceRight, string Outcome, ImmutableArray<CriterionScore> Criteria, int Extra)
{
    /// <summary>Whether the outcome is gold's.</summary>
    public bool OutcomeRight => Outcome == Case.Outcome;

    /// <summary>Whether it says 'ready to submit' and gold does not: the worst that can happen.</summary>
    public bool ReadyWrongly => Outcome == "ready-to-submit" && Case.Outcome != "ready-to-submit";

    /// <summary>Judges a result file. Where another policy or none was chosen, every criterion counts as absent: nothing is right by chance.</summary>
    public static DeterminationScore Judge(GoldDetermination gold, ReadOnlySpan<byte> result)
    {
        var reader = new Utf8JsonReader(result);
        using var json = JsonDocument.ParseValue(ref reader);
        if (!json.RootElement.TryGetProperty("criteria", out var criteria)) return new(gold, false, "absent", [.. gold.Criteria.Select(c => Absent(gold, c))], 0);
        string Word(string name) => criteria.TryGetProperty(name, out var value) ? value.GetString()! : string.Empty;
        bool choice = Word("choice") == gold.Choice && (gold.Choice != "chosen" || (Word("policyId") == gold.Policy && Word("version") == gold.Version));
        var leaves = choice && criteria.TryGetProperty("tree", out var tree)
            ? tree.EnumerateArray().Where(static n => n.GetProperty("op").GetString() == "leaf").ToDictionary(static n => n.GetProperty("id").GetString()!, StringComparer.Ordinal)
            : [];
        var scores = gold.Criteria.Select(c => leaves.TryGetValue(c.Id, out var leaf) ? Judge(gold, c, leaf) : Absent(gold, c)).ToImmutableArray();
        return new(gold, choice, Word("outcome"), scores, leaves.Keys.Except(gold.Criteria.Select(static c => c.Id)).Count());
    }

    private static CriterionScore Judge(GoldDetermination gold, GoldCriterion criterion, JsonElement leaf)
    {
        string[] quotes = [.. leaf.GetProperty("evidence").EnumerateArray().Select(static e => e.GetProperty("quote").GetString()!)];
        // A place is right where the golden words stand in what is cited, or what is cited in the golden words: a field cites its value alone, a statement its sentence.
        bool Cited(string words) => quotes.Any(q => q.Contains(words, StringComparison.Ordinal) || words.Contains(q, StringComparison.Ordinal));
        return new(gold.Id, gold.Policy, criterion.Id, criterion.State, leaf.GetProperty("state").GetString()!, criterion.Evidence.IsEmpty ? null : criterion.Evidence.All(Cited));
    }

    private static CriterionScore Absent(GoldDetermination gold, GoldCriterion criterion) => new(gold.Id, gold.Policy, criterion.Id, criterion.State, "absent", criterion.Evidence.IsEmpty ? null : false);
}

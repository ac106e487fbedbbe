using HealthcareLlm.Drafting;

namespace HealthcareLlm.Evaluation;

/// <summary>Judges the leaves of one case.</summary>
/// <param name="golden">The golden case.</param>
/// <param name="citations">Judges citations.</param>
/// <param name="places">Whether scores keep their places.</param>
internal sealed class LeafJudge(GoldenCase golden, Citing.CitationJudge citations, bool places = false)
{
    private const string FindingsField = "clinical.findings[]";

    private static readonly Shared<string> Paths = new(20_000);

    // What no document gives and no result tells, by path: most leaves of most cases.
    private static readonly Shared<string, LeafScore> Empty = new(20_000);

    private static readonly Shared<Citing.CitationScore> Scores = new(5_000);

    /// <summary>Judges one leaf.</summary>
    /// <param name="path">Its path with indexes; <c>+</c> before that of an entry that the gold does not have.</param>
    /// <param name="known">The leaf in the contract.</param>
    /// <param name="gold">What is right; null where no document gives it.</param>
    /// <param name="given">What the result tells; null where it tells nothing.</param>
    internal LeafScore Judge(string path, RecordField known, GoldLeaf? gold, ReadField? given)
    {
        string field = GoldFields.Like(known.Path);
        // What may be left out and is, is as if nothing stood there.
        if (gold is GoldLeaf.Given { IsOptional: true } && given is null or { Status: "missing" }) gold = null;
        bool critical = known.Critical;
        var outcome = given is null or { Status: "missing" } ? Silent(gold)
            : given is { Status: "extracted", Value: { } value } ? Valued(field, gold, value, known.Path == FindingsField)
            : given.Status is "refused" or "conflicting" ? HeldBack(field, gold, given)
            : LeafOutcome.NotScored;
        if (outcome == LeafOutcome.RightlyMissing && !places) return Empty.Of(path, known, static (path, known) => new(path, known.Path, known.Critical, LeafOutcome.RightlyMissing, null, null, false, false) { Class = ErrorClass.RightlyMissing });
        path = Paths.Of(path);
        bool among = false;
        if (gold is GoldLeaf.Given right && given is not null)
        {
            foreach (string candidate in given.Candidates) among |= Comparator.IsRight(field, right, candidate);
        }

        string? said = Describe(gold), shown = Describe(given);
        var score = new LeafScore(path, known.Path, critical, outcome, said, shown == said ? said : shown, among, gold is GoldLeaf.Given)
        {
            Score = given is { IsGiven: true } ? given.Score : null,
            Confidence = given is { IsGiven: true } ? given.Confidence : null,
            Citation = given is { IsGiven: true } ? Scores.Of(citations.Judge(field, given, outcome == LeafOutcome.Right && gold is GoldLeaf.Given bearing ? bearing.At : [])) : null,
            Anls = gold is GoldLeaf.Given words && given is { IsGiven: true, Value: { } text } ? Anls.Of(field, words, text) : null,
        };
        if (places) score = score with { Places = new(given is null ? [] : [.. given.Citations, .. given.CandidateCitations], (gold as GoldLeaf.Given)?.At ?? []) };
        return score with { Class = ErrorClasses.Of(score, given, golden) };
    }

    /// <summary>Whether what the result shows (its value, or a candidate of what it holds back) is what the gold says or names.</summary>
    internal static bool Agrees(string field, GoldLeaf gold, ReadField given)
    {
        if (given.Value is { } value) return Agrees(field, gold, value);
        foreach (string candidate in given.Candidates)
        {
            if (Agrees(field, gold, candidate)) return true;
        }

        return false;
    }

    private static bool Agrees(string field, GoldLeaf gold, string shown) => gold switch
    {
        GoldLeaf.Given right => Comparator.IsRight(field, right, shown),
        GoldLeaf.Refused refused => refused.Value is { } truth && Comparator.Same(field, truth, shown),
        GoldLeaf.Conflicting conflicting => conflicting.Sides.Any(side => Comparator.Same(field, side, shown)),
        _ => false,
    };

    private static LeafOutcome Silent(GoldLeaf? gold) => gold is null ? LeafOutcome.RightlyMissing : LeafOutcome.Missed;

    private static LeafOutcome Valued(string field, GoldLeaf? gold, string value, bool isOpen) => gold switch
    {
        null => isOpen ? LeafOutcome.Extra : LeafOutcome.Invented,
        GoldLeaf.Given right => Comparator.IsRight(field, right, value) ? LeafOutcome.Right : LeafOutcome.Wrong,
        _ => LeafOutcome.Wrong,
    };

    private static LeafOutcome HeldBack(string field, GoldLeaf? gold, ReadField given) => (gold, given.Status) switch
    {
        (null, _) => LeafOutcome.HeldBackNeedlessly,
        (GoldLeaf.Given, "refused") => LeafOutcome.RefusedWrongly,
        (GoldLeaf.Given, _) => LeafOutcome.ConflictingWrongly,
        (GoldLeaf.Refused, _) => LeafOutcome.RefusedRightly,
        (GoldLeaf.Conflicting sides, "conflicting") =>
            sides.Sides.All(s => given.Candidates.Any(c => Comparator.Same(field, s, c))) ? LeafOutcome.ConflictingRightly : LeafOutcome.ConflictingWrongly,
        _ => LeafOutcome.RefusedWrongly,
    };

    private static string? Describe(GoldLeaf? gold) => gold switch
    {
        GoldLeaf.Given given => given.Value.Length > 0 ? given.Value : "/" + given.Pattern + "/",
        GoldLeaf.Refused refused => "(refuse: " + refused.Why + ")",
        GoldLeaf.Conflicting conflicting => "(conflict: " + string.Join(" | ", conflicting.Sides) + ")",
        _ => null,
    };

    private static string? Describe(ReadField? given) => given switch
    {
        null or { Status: "missing" } => null,
        { Status: "extracted" } => given.Value,
        _ => "(" + given.Status + ": " + string.Join(" | ", given.Candidates) + ")",
    };
}

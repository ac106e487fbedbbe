using System.Collections.Immutable;

namespace HealthcareLlm.Evaluation;

/// <summary>What is told of a field. Fields are never pooled.</summary>
public enum RateKind
{
    /// <summary>Values that are right, of those that stand; extra findings in neither.</summary>
    Precision,

    /// <summary>Values that are right, of those that the documents give.</summary>
    Recall,

    /// <summary>Leaves said to be missing, of those that no document gives: neither invented nor held back.</summary>
    MissingDetection,

    /// <summary>Leaves held back or shown in conflict as the gold says, of those that must be.</summary>
    Refusal,

    /// <summary>Leaves held back rightly, of those held back.</summary>
    RefusalPrecision,
}

/// <summary>One rate of one field.</summary>
/// <param name="Field">Path without indexes.</param>
/// <param name="Kind">What is told.</param>
/// <param name="Count">Fields that count.</param>
/// <param name="Of">Of how many fields; 0: could not be scored, which is neither 0 nor 1.</param>
/// <param name="DocumentsRight">Packets in which all of them count.</param>
/// <param name="Documents">Packets with any.</param>
/// <param name="Bootstrap">95 % interval by bootstrap over packets; null with fewer than two.</param>
public sealed record FieldRate(string Field, RateKind Kind, int Count, int Of, int DocumentsRight, int Documents, (double Lower, double Upper)? Bootstrap)
{
    /// <summary>The rate, 0 to 1; null where it could not be scored.</summary>
    public double? Value => Of == 0 ? null : (double)Count / Of;

    /// <summary>Wilson's 95 % interval over fields, as if they were independent.</summary>
    public (double Lower, double Upper) Wilson => BinomialBound.Wilson95(Count, Of);

    /// <summary>Wilson's 95 % interval of the share of packets in which all count.</summary>
    public (double Lower, double Upper) DocumentWilson => BinomialBound.Wilson95(DocumentsRight, Documents);

    /// <summary>Every rate of every field that the gold or a result fills, in the order of the contract.</summary>
    /// <param name="cases">Judged cases.</param>
    /// <param name="seed">Seed of the bootstrap.</param>
    public static ImmutableArray<FieldRate> Take(ImmutableArray<CaseScore> cases, int seed) => Take(FieldCounts.Of(cases), seed);

    /// <summary>The same, of what was counted before.</summary>
    internal static ImmutableArray<FieldRate> Take(FieldCounts counted, int seed)
    {
        if (counted.Places.IsEmpty) return [];
        var bootstrap = new DocumentBootstrap(counted.Places.Length, seed);
        return
        [
            .. GoldFields.All.Where(f => counted.Filled.Contains(f.Path)).SelectMany(f => FieldCounts.Kinds.Select(k => (f.Path, Kind: k))).AsParallel().AsOrdered().Select(key =>
            {
                var with = counted.Of(key.Path, key.Kind);
                return new FieldRate(key.Path, key.Kind, with.Sum(c => c.Count), with.Sum(c => c.Of), with.Count(c => c.Count == c.Of), with.Count, bootstrap.SparseInterval(with));
            }),
        ];
    }

    /// <summary>Whether a leaf counts; null where it is not of those that the rate is about.</summary>
    internal static bool? Judge(LeafScore leaf, RateKind kind)
    {
        var outcome = leaf.Outcome;
        bool heldBack = outcome is LeafOutcome.RefusedRightly or LeafOutcome.ConflictingRightly or LeafOutcome.RefusedWrongly or LeafOutcome.ConflictingWrongly or LeafOutcome.HeldBackNeedlessly;
        bool heldBackRightly = outcome is LeafOutcome.RefusedRightly or LeafOutcome.ConflictingRightly;
        if (outcome == LeafOutcome.NotScored) return null;
        return kind switch
        {
            RateKind.Precision => outcome is LeafOutcome.Right or LeafOutcome.Wrong or LeafOutcome.Invented ? outcome == LeafOutcome.Right : null,
            RateKind.Recall => leaf.GoldGives ? outcome == LeafOutcome.Right : null,
            RateKind.MissingDetection => leaf.Gold is null && outcome != LeafOutcome.Extra ? outcome == LeafOutcome.RightlyMissing : null,
            RateKind.Refusal => leaf.Gold is not null && !leaf.GoldGives ? heldBackRightly : null,
            _ => heldBack ? heldBackRightly : null,
        };
    }
}

using System.Collections.Immutable;
using System.Globalization;

namespace HealthcareLlm.Evaluation.Confidence;

/// <summary>How often the promise of a field's threshold was kept.</summary>
/// <param name="Field">Path without indexes.</param>
/// <param name="Splits">Re-splits made.</param>
/// <param name="Accepting">Of these, in which anything was auto-accepted.</param>
/// <param name="Kept">Of all, in which the error among what is accepted is at most the risk, or nothing is accepted.</param>
/// <param name="MeanCoverage">Mean share of packets with a scored value that are auto-accepted, 0 to 1.</param>
public sealed record ResplitOutcome(string Field, int Splits, int Accepting, int Kept, double MeanCoverage)
{
    /// <summary>What a person is told of the promise: the share kept, or that no draw made one. Where none did, accepting nothing kept every one, which shows nothing of the method.</summary>
    public string Told => Accepting == 0 ? "no draw certified a threshold: the promise was not put to the test" : ShareKept.ToString("0.0 %", CultureInfo.InvariantCulture);

    /// <summary>Share kept, 0 to 1.</summary>
    public double ShareKept => (double)Kept / Splits;
}

/// <summary>
/// Tries the promise again and again: packets are drawn from the labelled ones, a threshold is certified on the draw, and the error is read off all labelled packets,
/// which here are the population that the draws come from. (Were it read off the rest of a split, the chance of a small rest would be counted as a broken promise.)
/// </summary>
public static class Resplits
{
    /// <summary>Default number of re-splits.</summary>
    public const int DefaultCount = 1000;

    /// <summary>Tries every field.</summary>
    /// <param name="values">Labelled values.</param>
    /// <param name="options">The promise.</param>
    /// <param name="draw">Packets drawn for each re-split, with replacement; null: as many as have a scored value of the field. A quarter of them only orders the grid.</param>
    /// <param name="count">Number of re-splits.</param>
    /// <param name="seed">Seed of the draws.</param>
    public static ImmutableArray<ResplitOutcome> Try(IEnumerable<ScoredValue> values, ThresholdOptions options, int? draw = null, int count = DefaultCount, int seed = 1)
    {
        options.Checked();
        return [.. values.GroupBy(v => v.Field, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => One(g, options, draw, count, seed))];
    }

    private static ResplitOutcome One(IGrouping<string, ScoredValue> values, ThresholdOptions options, int? wanted, int count, int seed)
    {
        var packets = PacketTally.Marks(values, options.Grid).OrderBy(p => p.Case, StringComparer.Ordinal).ToImmutableArray();
        var all = PacketTally.Of(values, options.Grid).Tests(options.Grid);
        var random = new Random(seed);
        int draw = wanted ?? packets.Length;
        int accepting = 0, kept = 0;
        double coverage = 0;
        for (int split = 0; split < count; split++)
        {
            PacketTally learn = new(options.Grid.Length), certify = new(options.Grid.Length);
            for (int i = 0; i < draw; i++)
            {
                var (_, accepted, wrong) = packets[random.Next(packets.Length)];
                (i < draw / 4 ? learn : certify).Add(accepted, wrong);
            }

            var chosen = CertifiedThresholds.One(values.Key, learn, certify, options);
            if (chosen.Threshold is not { } threshold)
            {
                kept++;
                continue;
            }

            accepting++;
            var truth = all[options.Grid.IndexOf(threshold)];
            if (truth.Packets == 0 || truth.Wrong <= (options.Risk * truth.Packets) + 1e-9) kept++;
            coverage += (double)truth.Packets / packets.Length;
        }

        return new(values.Key, count, accepting, kept, coverage / count);
    }
}

using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;

namespace HealthcareLlm.Evaluation.Confidence;

/// <summary>
/// Thresholds with a promise, by learn-then-test (Angelopoulos, Bates, Candès, Jordan and Lei 2021): every threshold of a fixed grid is a hypothesis 'the
/// error of what it accepts is above α', tested by the exact binomial tail, with the family-wise error kept at δ. The error among the accepted need not fall with
/// the threshold, so conformal risk control, which needs that, is not used. The unit is the packet: a packet counts as wrong where any accepted value
/// of the field is wrong, so that several values of one packet are not taken for independent.
/// </summary>
public static class CertifiedThresholds
{
    /// <summary>
    /// Certifies a threshold for each field. With a learning part the grid is tested in the order of that part's p-values, each at δ, until the first that fails (fixed
    /// sequence): the order rests on other packets than the test. Without one, Holm's step-down over the whole grid.
    /// </summary>
    /// <param name="learn">Values that only order the grid; may be empty. No packet of it may be in <paramref name="certify"/>.</param>
    /// <param name="certify">Values that the promise rests on: packets drawn as those to come, and used for nothing else.</param>
    /// <param name="options">The promise.</param>
    public static ImmutableArray<CertifiedThreshold> Certify(IEnumerable<ScoredValue> learn, IEnumerable<ScoredValue> certify, ThresholdOptions options) =>
        Certify(Packets(learn), Packets(certify), options);

    private static IEnumerable<ImmutableArray<ScoredValue>> Packets(IEnumerable<ScoredValue> values) => values.GroupBy(v => v.Case, StringComparer.Ordinal).Select(g => g.ToImmutableArray());

    /// <summary>The same, of values by packet.</summary>
    internal static ImmutableArray<CertifiedThreshold> Certify(IEnumerable<ImmutableArray<ScoredValue>> learn, IEnumerable<ImmutableArray<ScoredValue>> certify, ThresholdOptions options)
    {
        options.Checked();
        var (learned, certified) = (PacketTally.ByField(learn, options.Grid), PacketTally.ByField(certify, options.Grid));
        var none = new PacketTally(options.Grid.Length);
        return
        [
            .. learned.Keys.Union(certified.Keys, StringComparer.Ordinal).OrderBy(ContractOrder).ThenBy(f => f, StringComparer.Ordinal)
                .Select(f => One(f, learned.GetValueOrDefault(f, none), certified.GetValueOrDefault(f, none), options)),
        ];
    }

    /// <summary>Certifies one field from tallies over the grid.</summary>
    internal static CertifiedThreshold One(string field, PacketTally learn, PacketTally certify, ThresholdOptions options)
    {
        var tests = certify.Tests(options.Grid);
        int most = tests.Max(t => t.Packets);
        // Which correction is in use decides how many would be enough: without an error at the loosest threshold fewer cannot pass its first step.
        bool isOrdered = learn.Packets > 0;
        int least = isOrdered ? options.LeastPackets : options.LeastPacketsByHolm;
        if (most < least)
        {
            return new(field, null, string.Create(CultureInfo.InvariantCulture, $"too few labels: {most} packets of the least {least} ({(isOrdered ? "fixed sequence" : "Holm")}); nothing is auto-accepted"), certify.Packets, 0, 0);
        }

        var kept = isOrdered ? FixedSequence(learn.Tests(options.Grid), tests, options) : Holm(tests, options);
        if (kept.IsEmpty) return new(field, null, "the error of no threshold is shown to be low enough; nothing is auto-accepted", certify.Packets, 0, 0);
        var chosen = kept.MaxBy(t => (t.Packets, -t.Threshold))!;
        string why = string.Create(CultureInfo.InvariantCulture, $"p {ReportTables.P(chosen.PValue(options.Risk))}, {(isOrdered ? "fixed sequence" : "Holm")}");
        return new(field, chosen.Threshold, why, certify.Packets, chosen.Packets, chosen.Wrong);
    }

    private static ImmutableArray<ThresholdTest> FixedSequence(ImmutableArray<ThresholdTest> learn, ImmutableArray<ThresholdTest> tests, ThresholdOptions options) =>
    [
        .. Enumerable.Range(0, tests.Length).OrderBy(i => learn[i].PValue(options.Risk)).ThenBy(i => learn[i].Threshold)
            .Select(i => tests[i]).TakeWhile(t => t.PValue(options.Risk) <= options.Delta),
    ];

    private static ImmutableArray<ThresholdTest> Holm(ImmutableArray<ThresholdTest> tests, ThresholdOptions options) =>
        [.. tests.OrderBy(t => t.PValue(options.Risk)).TakeWhile((t, i) => t.PValue(options.Risk) <= options.Delta / (tests.Length - i))];

    private static int ContractOrder(string field)
    {
        for (int i = 0; i < Drafting.RecordFields.All.Length; i++)
        {
            if (Drafting.RecordFields.All[i].Path == field) return i;
        }

        return int.MaxValue;
    }
}

/// <summary>One field's packets: per packet the highest score, and the highest score of a wrong value.</summary>
internal sealed class PacketTally
{
    private readonly int[] _accepted;
    private readonly int[] _wrong;

    internal PacketTally(int grid)
    {
        _accepted = new int[grid];
        _wrong = new int[grid];
    }

    /// <summary>Packets with a scored value.</summary>
    internal int Packets { get; private set; }

    internal static PacketTally Of(IEnumerable<ScoredValue> values, ImmutableArray<double> grid)
    {
        var tally = new PacketTally(grid.Length);
        foreach (var packet in Marks(values, grid)) tally.Add(packet.Accepted, packet.Wrong);
        return tally;
    }

    /// <summary>For each packet how many thresholds of the grid accept any value of it, and how many accept a wrong one: both from the lowest up.</summary>
    internal static IEnumerable<(string Case, int Accepted, int Wrong)> Marks(IEnumerable<ScoredValue> values, ImmutableArray<double> grid)
    {
        int Reached(IEnumerable<ScoredValue> some) => some.Any() ? PacketTally.Reached(grid, some.Max(v => v.Score)) : 0;
        return values.GroupBy(v => v.Case, StringComparer.Ordinal).Select(g => (g.Key, Reached(g), Reached(g.Where(v => !v.Right))));
    }

    /// <summary>The tally of each field over packets, each packet's values together.</summary>
    internal static Dictionary<string, PacketTally> ByField(IEnumerable<ImmutableArray<ScoredValue>> packets, ImmutableArray<double> grid)
    {
        var tallies = new Dictionary<string, PacketTally>(StringComparer.Ordinal);
        var highest = new Dictionary<string, (double Any, double Wrong)>(StringComparer.Ordinal);
        foreach (var packet in packets)
        {
            highest.Clear();
            foreach (var value in packet)
            {
                ref var high = ref CollectionsMarshal.GetValueRefOrAddDefault(highest, value.Field, out bool known);
                if (!known) high = (double.NegativeInfinity, double.NegativeInfinity);
                high = (Math.Max(high.Any, value.Score), value.Right ? high.Wrong : Math.Max(high.Wrong, value.Score));
            }

            foreach (var (field, high) in highest)
            {
                ref var tally = ref CollectionsMarshal.GetValueRefOrAddDefault(tallies, field, out _);
                (tally ??= new(grid.Length)).Add(Reached(grid, high.Any), Reached(grid, high.Wrong));
            }
        }

        return tallies;
    }

    /// <summary>How many thresholds of the grid, which rises, a score reaches.</summary>
    private static int Reached(ImmutableArray<double> grid, double score)
    {
        int at = grid.AsSpan().BinarySearch(score);
        return at >= 0 ? at + 1 : ~at;
    }

    internal void Add(int accepted, int wrong)
    {
        Packets++;
        for (int i = 0; i < accepted; i++) _accepted[i]++;
        for (int i = 0; i < wrong; i++) _wrong[i]++;
    }

    internal ImmutableArray<ThresholdTest> Tests(ImmutableArray<double> grid) => [.. grid.Select((t, i) => new ThresholdTest(t, _accepted[i], _wrong[i]))];
}

using System.Collections.Immutable;
using System.Globalization;

namespace HealthcareLlm.Evaluation.Confidence;

/// <summary>How far the confidence of one stratum can be trusted, in one group of cases.</summary>
/// <param name="Stratum"><c>critical</c> or <c>other</c>; never pooled.</param>
/// <param name="Group">Group of cases.</param>
/// <param name="Packets">Packets with a scored value.</param>
/// <param name="Values">Values.</param>
/// <param name="Wrong">Of these, wrong or invented.</param>
/// <param name="Reliability">Against the share that is right.</param>
/// <param name="Selection">Ranking and selective prediction.</param>
public sealed record ConfidenceFigures(string Stratum, string Group, int Packets, int Values, int Wrong, Reliability Reliability, Selection Selection)
{
    /// <summary>Errors, and packets, below which AUROC and Brier score bear no claim: neither has an interval, and one packet more could turn them.</summary>
    public const int LeastBehind = 10;

    /// <summary>Whether too few errors or packets stand behind AUROC and Brier score.</summary>
    public bool BearsNoClaim => Math.Min(Wrong, Packets) < LeastBehind;

    /// <summary>What stands beside AUROC and Brier score; empty where enough stand behind them.</summary>
    public string Remark => RemarkOn(Wrong, Packets);

    /// <summary>What stands beside an AUROC or Brier score of so many errors in so many packets; empty where they are enough.</summary>
    /// <param name="wrong">Wrong values.</param>
    /// <param name="packets">Packets with a value.</param>
    public static string RemarkOn(int wrong, int packets) =>
        Math.Min(wrong, packets) < LeastBehind ? string.Create(CultureInfo.InvariantCulture, $"of {wrong} errors in {packets} packets: bears no claim") : string.Empty;
}

/// <summary>How a threshold fared on packets it had not seen.</summary>
/// <param name="Threshold">The threshold.</param>
/// <param name="Packets">Packets measured that have a scored value of the field.</param>
/// <param name="Accepted">Of these, with an accepted value.</param>
/// <param name="Wrong">Of these, with a wrong one.</param>
public sealed record ThresholdOutcome(CertifiedThreshold Threshold, int Packets, int Accepted, int Wrong)
{
    /// <summary>Accepted values of these packets that nobody judged: neither right nor wrong.</summary>
    public int Unjudged { get; init; }
}

/// <summary>What a report says of confidence and thresholds.</summary>
/// <param name="Calibration">The calibration in use; null for none.</param>
/// <param name="IsProbability">Whether every number measured is a calibrated probability; else scores, which only rank.</param>
/// <param name="LeftOut">Cases not measured because the calibration or the thresholds had seen a document of theirs.</param>
/// <param name="Unscored">Judged values with neither score nor confidence.</param>
/// <param name="Figures">By stratum and group.</param>
/// <param name="Thresholds">The thresholds.</param>
/// <param name="Outcomes">How they fared on what is measured; empty where nothing is.</param>
/// <param name="Costs">What ways of working would have cost on what is measured.</param>
public sealed record ConfidenceReport(
    Calibration? Calibration, bool IsProbability, int LeftOut, int Unscored, ImmutableArray<ConfidenceFigures> Figures,
    ThresholdSet Thresholds, ImmutableArray<ThresholdOutcome> Outcomes, ImmutableArray<PolicyCost> Costs)
{
    /// <summary>The strata of which every number measured is a calibrated probability.</summary>
    public ImmutableArray<string> Calibrated { get; init; } = [];

    /// <summary>Packets among the cases, of which <see cref="LeftOut"/> were not measured.</summary>
    public int Packets { get; init; }

    /// <summary>Why there is no figure at all, for a person; null where there are figures, and where no case is a packet.</summary>
    public string? Nothing => !Figures.IsEmpty || Packets == 0 ? null
        : LeftOut == 0 ? string.Create(CultureInfo.InvariantCulture, $"nothing to measure confidence on: no value of the {Packets} packets has a score")
        : string.Create(CultureInfo.InvariantCulture, $"nothing was left to measure confidence on: the calibration {Calibration?.Id} has seen {(LeftOut == Packets ? $"all {Packets} packets" : $"{LeftOut} of {Packets} packets, and no value of the others has a score")}");

    /// <summary>Why thresholds that were certified before are measured on nothing; null where they are measured, where none were given, and where no case is a packet.</summary>
    public string? NothingForThresholds { get; init; }

    /// <summary>
    /// Takes every figure. Without a file of thresholds these are certified on the cases' calibration part, ordered by the development part, and measured on the
    /// test part; with one, measured on every case that it has not seen.
    /// </summary>
    /// <param name="cases">Judged cases, with the confidence of the calibration.</param>
    /// <param name="settings">What is measured with.</param>
    public static ConfidenceReport Of(ImmutableArray<CaseScore> cases, ReportSettings settings)
    {
        ImmutableArray<CaseScore> records = [.. cases.Where(static c => c.Task == "prior-auth-request" && !c.Leaves.IsEmpty)];
        ImmutableArray<CaseScore> Part(string part) => [.. records.Where(c => c.Part == part)];
        ImmutableArray<CaseScore> unseen = [.. records.Where(c => settings.Calibration?.HasSeen(c) is not true)];
        var thresholds = settings.Thresholds ?? ThresholdSet.Certify(
            "this run", Part(GoldenParts.Development), Part(GoldenParts.Calibration), settings.Promise, settings.Calibration?.Id ?? "none");
        ImmutableArray<CaseScore> measured = settings.Thresholds is not null ? [.. unseen.Where(c => !thresholds.HasSeen(c))]
            : Part(GoldenParts.Calibration).IsEmpty ? unseen
            : [.. Part(GoldenParts.Test).Where(c => settings.Calibration?.HasSeen(c) is not true)];
        var values = unseen.SelectMany(c => c.Leaves).Where(l => l.Score is not null || l.Confidence is not null);
        ImmutableArray<string> calibrated = [.. values.GroupBy(l => l.Critical).Where(g => g.All(l => l.Confidence is not null)).Select(g => Strata.Of(g.Key)).Order(StringComparer.Ordinal)];
        return new(
            settings.Calibration, values.Any() && values.All(l => l.Confidence is not null), records.Length - unseen.Length, ScoredValue.Without(unseen),
            Take(unseen), thresholds, Outcome(thresholds, measured), Evaluation.Confidence.Costs.Weigh(measured, thresholds.Fields, settings.Costs))
        {
            Calibrated = calibrated,
            Packets = records.Length,
            NothingForThresholds = settings.Thresholds is null || records.IsEmpty || !measured.IsEmpty ? null
                : string.Create(CultureInfo.InvariantCulture, $"nothing was left to measure the thresholds {thresholds.Id} on: {(unseen.Length == records.Length ? "they have" : "they and the calibration have")} seen all {records.Length} packets"),
        };
    }

    /// <summary>The engines that made the results of these cases, joined by a comma; empty where no result says.</summary>
    public static string Engines(IEnumerable<CaseScore> cases) =>
        string.Join(", ", cases.Select(c => c.Engine).Where(e => e.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    /// <summary>The figures of every stratum and group, in ordinal order of groups.</summary>
    internal static ImmutableArray<ConfidenceFigures> Take(ImmutableArray<CaseScore> cases)
    {
        ImmutableArray<ImmutableArray<ScoredValue>> own = [.. cases.Select(c => ScoredValue.Of(c))];
        // A group that holds every case says what 'all' says.
        var groups = CaseGroups.Places(cases).Where(g => g.Key == "all" || g.Value.Length < cases.Length).AsParallel().AsOrdered().Select(g =>
        {
            return Strata.Both.Select(critical => Measure(critical, g.Key, g.Value.Select(i => own[i]))).ToList();
        });
        return [.. groups.SelectMany(f => f).Where(f => f.Values > 0)];
    }

    /// <summary>The figures of one stratum.</summary>
    /// <param name="critical">The stratum.</param>
    /// <param name="group">Name of the group.</param>
    /// <param name="packets">The values of each packet of the group.</param>
    internal static ConfidenceFigures Measure(bool critical, string group, IEnumerable<ImmutableArray<ScoredValue>> packets)
    {
        int with = 0;
        IEnumerable<ScoredValue> Values()
        {
            foreach (var packet in packets)
            {
                bool any = false;
                foreach (var value in packet)
                {
                    if (value.Critical != critical) continue;
                    any = true;
                    yield return value;
                }

                if (any) with++;
            }
        }

        var levels = ScoreLevel.Of(Values());
        var reliability = Reliability.OfLevels(levels);
        return new(Strata.Of(critical), group, with, levels.Sum(l => l.Count), levels.Sum(l => l.Count - l.Right), reliability, Selection.OfLevels(levels, reliability.IsDegenerate));
    }

    private static ImmutableArray<ThresholdOutcome> Outcome(ThresholdSet thresholds, ImmutableArray<CaseScore> measured)
    {
        if (measured.IsEmpty) return [];
        // Each field by its own threshold; one without is only counted.
        ImmutableArray<double> marks = [0, .. thresholds.Fields.Select(t => t.Threshold).OfType<double>().Distinct().Order()];
        var tallies = PacketTally.ByField(measured.Select(c => ScoredValue.Of(c)), marks);
        var unjudged = ScoredValue.Unjudged(measured);
        return
        [
            .. thresholds.Fields.Select(t =>
            {
                if (!tallies.TryGetValue(t.Field, out var tally)) return new(t, 0, 0, 0) { Unjudged = t.Threshold is { } alone ? unjudged[t.Field].Count(s => s >= alone) : 0 };
                if (t.Threshold is not { } threshold) return new(t, tally.Packets, 0, 0);
                var test = tally.Tests(marks)[marks.LastIndexOf(threshold)];
                return new ThresholdOutcome(t, tally.Packets, test.Packets, test.Wrong) { Unjudged = unjudged[t.Field].Count(s => s >= threshold) };
            }),
        ];
    }
}

/// <summary>What a report is made with.</summary>
public sealed record ReportSettings
{
    /// <summary>The calibration; null for none.</summary>
    public Calibration? Calibration { get; init; }

    /// <summary>Whether that calibration was asked for, so that confidences which the results bear give way to it; else they keep their own.</summary>
    public bool IsCalibratedAnew { get; init; }

    /// <summary>Thresholds that were certified before; null: this run's own are certified.</summary>
    public ThresholdSet? Thresholds { get; init; }

    /// <summary>The promise that this run's own thresholds have to keep.</summary>
    public ThresholdOptions Promise { get; init; } = new();

    /// <summary>What things cost.</summary>
    public CostRates Costs { get; init; } = new();

    /// <summary>Seed of every bootstrap.</summary>
    public int Seed { get; init; } = 1;
}

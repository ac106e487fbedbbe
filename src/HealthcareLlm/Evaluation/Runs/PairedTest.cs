using System.Collections.Immutable;
using System.Text.Json;
using HealthcareLlm.Drafting;

namespace HealthcareLlm.Evaluation.Runs;

/// <summary>
/// Two runs on the same things: what only one of them got right. Where an engine is not deterministic each side is several runs: a share is then over all of them, and a thing is good on a
/// side where most of its runs got it right. Where half of an even number of runs did, on either side, it is neither good nor bad: such ties are left out of everything but their count.
/// </summary>
/// <param name="What">What is paired.</param>
/// <param name="Cases">Cases that both runs scored and that have any.</param>
/// <param name="Pairs">Pairs, ties left out.</param>
/// <param name="OnlyBefore">Good in the earlier run alone.</param>
/// <param name="OnlyAfter">Good in this run alone.</param>
/// <param name="Before">Share good in the earlier run, 0 to 1.</param>
/// <param name="After">Share good in this run, 0 to 1.</param>
/// <param name="Difference">95 % interval of after less before by paired bootstrap over cases; null with fewer than two cases.</param>
public sealed record PairedTest(string What, int Cases, int Pairs, int OnlyBefore, int OnlyAfter, double Before, double After, (double Lower, double Upper)? Difference)
{
    /// <summary>Runs on each side: 1 and 1 where nothing was repeated.</summary>
    public (int Before, int After) Repeats { get; init; } = (1, 1);

    /// <summary>Pairs left out because half of an even number of runs of one side got them right.</summary>
    public int Ties { get; init; }

    /// <summary>Pairs, ties among them, on which the runs of one side do not agree with each other: what the engine's own unsteadiness changes.</summary>
    public (int Before, int After) Unsteady { get; init; }

    /// <summary>McNemar's exact two-sided p (McNemar 1947): probability of so uneven a split of the pairs that differ were both runs alike; 1 where none differs. It takes pairs as independent: where several are of one case, trust the bootstrap.</summary>
    public double PValue => Math.Min(1, 2 * BinomialBound.AtMost(Math.Min(OnlyBefore, OnlyAfter), OnlyBefore + OnlyAfter, 0.5));

    /// <summary>Pairs two reports.</summary>
    /// <param name="before">The earlier <c>report.json</c>.</param>
    /// <param name="after">This run's.</param>
    /// <param name="seed">Seed of the bootstrap.</param>
    public static ImmutableArray<PairedTest> Of(JsonElement before, JsonElement after, int seed) => Of([before], [after], seed);

    /// <summary>Pairs two sides of one run or more.</summary>
    /// <param name="before">The earlier <c>report.json</c> and those of its repeats.</param>
    /// <param name="after">This run's and its repeats'.</param>
    /// <param name="seed">Seed of the bootstrap.</param>
    public static ImmutableArray<PairedTest> Of(ImmutableArray<JsonElement> before, ImmutableArray<JsonElement> after, int seed)
    {
        static ILookup<(string?, string?), JsonElement> Scored(ImmutableArray<JsonElement> side) => side.SelectMany(r => r.Array("cases").Where(c => c.Text("notScored") is null).DistinctBy(Key)).ToLookup(Key);
        var (earlier, later) = (Scored(before), Scored(after));
        var both = later.Where(g => earlier.Contains(g.Key)).Select(g => (Before: earlier[g.Key], After: g.AsEnumerable())).ToList();
        if (both.Count == 0) return [];
        var bootstrap = new DocumentBootstrap(both.Count, seed);
        return
        [
            .. new (string What, Func<JsonElement, Dictionary<string, bool>> Good)[]
            {
                ("critical leaves that the packets give: right", c => Leaves(c, true)),
                ("other leaves that the packets give: right", c => Leaves(c, false)),
                ("packets without a wrong or invented critical value", c => Harmless(c, true)),
                ("packets without a wrong or invented other value", c => Harmless(c, false)),
                ("facts that a summary must have: present", Facts),
                ("traps: not sprung", Traps),
            }.Select(kind => Pair(kind.What, [.. both.Select(b => (Sum(b.Before.Select(kind.Good)), Sum(b.After.Select(kind.Good))))], bootstrap) with { Repeats = (before.Length, after.Length) }).Where(t => t.Pairs + t.Ties > 0),
        ];
    }

    /// <summary>The tests as a table.</summary>
    public static ReportTable Table(ImmutableArray<PairedTest> tests) => new(
        "Paired tests against the earlier run (McNemar's exact p takes pairs as independent; the bootstrap draws cases)" + (tests.Any(t => t.Repeats != (1, 1)) ? $": {tests[0].Repeats.Before} runs before, {tests[0].Repeats.After} after; good is what most of them got right, unsteady what they do not agree on; what half of an even number of runs got right is a tie and left out, but for its count" : string.Empty),
        ["what", "cases", "pairs", "before", "after", "good before only", "good after only", "unsteady before", "unsteady after", "ties left out", "McNemar p", "difference, 95 % by case"],
        [.. tests.Select(t => (ImmutableArray<string>)
        [
            t.What, ReportTables.Number(t.Cases), ReportTables.Number(t.Pairs), ReportTables.Share(t.Pairs == 0 ? null : t.Before), ReportTables.Share(t.Pairs == 0 ? null : t.After), ReportTables.Number(t.OnlyBefore), ReportTables.Number(t.OnlyAfter), ReportTables.Number(t.Unsteady.Before), ReportTables.Number(t.Unsteady.After),
            ReportTables.Number(t.Ties), ReportTables.P(t.PValue), t.Difference is { } d ? TaxonomyTables.Interval(d) : t.Pairs == 0 ? "ties alone: none" : "one case: none",
        ])]);

    /// <summary>How often each thing was good, of how many runs that judged it.</summary>
    private static Dictionary<string, (int Good, int Of)> Sum(IEnumerable<Dictionary<string, bool>> runs)
    {
        var sums = new Dictionary<string, (int Good, int Of)>(StringComparer.Ordinal);
        foreach (var (name, good) in runs.SelectMany(r => r))
        {
            var sum = sums.GetValueOrDefault(name);
            sums[name] = (sum.Good + (good ? 1 : 0), sum.Of + 1);
        }

        return sums;
    }

    private static PairedTest Pair(string what, ImmutableArray<(Dictionary<string, (int Good, int Of)> Before, Dictionary<string, (int Good, int Of)> After)> cases, DocumentBootstrap bootstrap)
    {
        static bool Mostly((int Good, int Of) side) => 2 * side.Good > side.Of;
        static bool IsUnsteady((int Good, int Of) side) => side.Good > 0 && side.Good < side.Of;
        static bool IsTie((int Good, int Of) side) => 2 * side.Good == side.Of;
        int pairs = 0, ties = 0, onlyBefore = 0, onlyAfter = 0;
        (int Before, int After) unsteady = default;
        List<(int Good, int Of)> counts = [], countsAfter = [];
        foreach (var (before, after) in cases)
        {
            var all = before.Keys.Where(after.ContainsKey).ToList();
            var shared = all.FindAll(k => !IsTie(before[k]) && !IsTie(after[k]));
            ties += all.Count - shared.Count;
            counts.Add((shared.Sum(k => before[k].Good), shared.Sum(k => before[k].Of)));
            countsAfter.Add((shared.Sum(k => after[k].Good), shared.Sum(k => after[k].Of)));
            pairs += shared.Count;
            onlyBefore += shared.Count(k => Mostly(before[k]) && !Mostly(after[k]));
            onlyAfter += shared.Count(k => !Mostly(before[k]) && Mostly(after[k]));
            unsteady = (unsteady.Before + all.Count(k => IsUnsteady(before[k])), unsteady.After + all.Count(k => IsUnsteady(after[k])));
        }

        static double Share(List<(int Good, int Of)> side) => side.Sum(c => c.Of) is > 0 and var of ? (double)side.Sum(c => c.Good) / of : 0;
        return new(what, counts.Count(c => c.Of > 0), pairs, onlyBefore, onlyAfter, Share(counts), Share(countsAfter), bootstrap.Difference(countsAfter, counts)) { Unsteady = unsteady, Ties = ties };
    }

    private static (string?, string?) Key(JsonElement score) => (score.Text("evalset"), score.Text("id"));

    private static bool IsCritical(JsonElement leaf) => GoldFields.Find(RecordFields.WithoutIndexes((leaf.Text("path") ?? string.Empty).Replace("+", string.Empty, StringComparison.Ordinal)))?.Critical ?? false;

    private static Dictionary<string, bool> Leaves(JsonElement score, bool critical) => Named(score.Array("leaves")
        .Where(l => IsCritical(l) == critical && l.Text("gold") is { } gold && !gold.StartsWith("(refuse: ", StringComparison.Ordinal) && !gold.StartsWith("(conflict: ", StringComparison.Ordinal) && l.Text("outcome") != "not-scored")
        .Select(l => (l.Text("path"), l.Text("outcome") == "right")));

    private static Dictionary<string, bool> Harmless(JsonElement score, bool critical) => score.Array("leaves") is { IsEmpty: false } leaves
        ? Named([("packet", !leaves.Any(l => IsCritical(l) == critical && l.Text("outcome") is ("wrong" or "invented")))])
        : [];

    private static Dictionary<string, bool> Facts(JsonElement score) => Named(score.Array("facts")
        .Where(f => f.TryGetProperty("must", out var must) && must.ValueKind == JsonValueKind.True).Select(f => (f.Text("id"), f.Text("state") == "present")));

    private static Dictionary<string, bool> Traps(JsonElement score) => Named(score.Array("traps").Select(t => (t.Text("id"), t.Text("sprungAt") is null)));

    private static Dictionary<string, bool> Named(IEnumerable<(string? Name, bool Good)> all) =>
        all.Where(a => a.Name is not null).GroupBy(a => a.Name!, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.All(a => a.Good), StringComparer.Ordinal);
}

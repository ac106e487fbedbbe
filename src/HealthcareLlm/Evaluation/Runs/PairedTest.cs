using System.Collections.Immutable;
using System.Text.Json;
using HealthcareLlm.Drafting;

namespace HealthcareLlm.Evaluation.Runs;

/// <summary>Two runs on the same things: what only one of them got right.</summary>
/// <param name="What">What is paired.</param>
/// <param name="Cases">Cases that both runs scored and that have any.</param>
/// <param name="Pairs">Pairs.</param>
/// <param name="OnlyBefore">Good in the earlier run alone.</param>
/// <param name="OnlyAfter">Good in this run alone.</param>
/// <param name="Before">Share good in the earlier run, 0 to 1.</param>
/// <param name="After">Share good in this run, 0 to 1.</param>
/// <param name="Difference">95 % interval of after less before by paired bootstrap over cases; null with fewer than two cases.</param>
public sealed record PairedTest(string What, int Cases, int Pairs, int OnlyBefore, int OnlyAfter, double Before, double After, (double Lower, double Upper)? Difference)
{
    /// <summary>McNemar's exact two-sided p (McNemar 1947): probability of so uneven a split of the pairs that differ were both runs alike; 1 where none differs. It takes pairs as independent: where several are of one case, trust the bootstrap.</summary>
    public double PValue => Math.Min(1, 2 * BinomialBound.AtMost(Math.Min(OnlyBefore, OnlyAfter), OnlyBefore + OnlyAfter, 0.5));

    /// <summary>Pairs two reports.</summary>
    /// <param name="before">The earlier <c>report.json</c>.</param>
    /// <param name="after">This run's.</param>
    /// <param name="seed">Seed of the bootstrap.</param>
    public static ImmutableArray<PairedTest> Of(JsonElement before, JsonElement after, int seed)
    {
        var earlier = before.Array("cases").Where(c => c.Text("notScored") is null).GroupBy(Key).ToDictionary(g => g.Key, g => g.First());
        var both = after.Array("cases").Where(c => c.Text("notScored") is null && earlier.ContainsKey(Key(c))).Select(c => (Before: earlier[Key(c)], After: c)).ToList();
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
            }.Select(kind => Pair(kind.What, [.. both.Select(b => (kind.Good(b.Before), kind.Good(b.After)))], bootstrap)).Where(t => t.Pairs > 0),
        ];
    }

    /// <summary>The tests as a table.</summary>
    public static ReportTable Table(ImmutableArray<PairedTest> tests) => new(
        "Paired tests against the earlier run (McNemar's exact p takes pairs as independent; the bootstrap draws cases)",
        ["what", "cases", "pairs", "before", "after", "good before only", "good after only", "McNemar p", "difference, 95 % by case"],
        [.. tests.Select(t => (ImmutableArray<string>)
        [
            t.What, ReportTables.Number(t.Cases), ReportTables.Number(t.Pairs), ReportTables.Share(t.Before), ReportTables.Share(t.After), ReportTables.Number(t.OnlyBefore), ReportTables.Number(t.OnlyAfter),
            t.PValue.ToString("0.0000", System.Globalization.CultureInfo.InvariantCulture), t.Difference is { } d ? TaxonomyTables.Interval(d) : "one case: none",
        ])]);

    internal static PairedTest Pair(string what, ImmutableArray<(Dictionary<string, bool> Before, Dictionary<string, bool> After)> cases, DocumentBootstrap bootstrap)
    {
        int pairs = 0, onlyBefore = 0, onlyAfter = 0, good = 0, goodAfter = 0;
        List<(int, int)> counts = [], countsAfter = [];
        foreach (var (before, after) in cases)
        {
            var shared = before.Keys.Where(after.ContainsKey).ToList();
            int here = shared.Count(k => before[k]), hereAfter = shared.Count(k => after[k]);
            counts.Add((here, shared.Count));
            countsAfter.Add((hereAfter, shared.Count));
            (pairs, good, goodAfter) = (pairs + shared.Count, good + here, goodAfter + hereAfter);
            onlyBefore += shared.Count(k => before[k] && !after[k]);
            onlyAfter += shared.Count(k => !before[k] && after[k]);
        }

        return new(what, counts.Count(c => c.Item2 > 0), pairs, onlyBefore, onlyAfter, pairs == 0 ? 0 : (double)good / pairs, pairs == 0 ? 0 : (double)goodAfter / pairs, bootstrap.Difference(countsAfter, counts));
    }

    private static (string?, string?) Key(JsonElement score) => (score.Text("evalset"), score.Text("id"));

    private static bool IsCritical(JsonElement leaf) => RecordFields.Find(RecordFields.WithoutIndexes((leaf.Text("path") ?? string.Empty).Replace("+", string.Empty, StringComparison.Ordinal)))?.Critical ?? false;

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

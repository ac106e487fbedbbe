using System.Collections.Immutable;
using System.Text.Json;
using HealthcareLlm.Documents;
using HealthcareLlm.Evaluation.Runs;

namespace HealthcareLlm.Evaluation;

/// <summary>Something that differs between two runs.</summary>
/// <param name="Case">Id of the case.</param>
/// <param name="Where">Path of the leaf, <c>fact …</c> or <c>trap …</c>.</param>
/// <param name="Before">State in the earlier run; <c>absent</c> where it was not judged.</param>
/// <param name="After">State in this run.</param>
/// <param name="Direction">1 better, -1 worse, 0 neither.</param>
public sealed record RunChange(string Case, string Where, string Before, string After, int Direction);

/// <summary>How a run differs from an earlier one, field by field.</summary>
/// <param name="Changes">Every leaf, fact and trap whose state changed; worse ones first.</param>
/// <param name="Measures">Every measure whose count or base changed: before (null where it was not taken) and after.</param>
public sealed record RunComparison(ImmutableArray<RunChange> Changes, ImmutableArray<(Measure? Before, Measure After)> Measures)
{
    /// <summary>Reports of this version, and those written before the format had its name, which differ in nothing else.</summary>
    private static readonly ImmutableArray<string> Readable = [GoldenSets.GoldenSchema.Report, "evaluation-report/v1"];

    /// <summary>Both runs paired case by case.</summary>
    public ImmutableArray<PairedTest> Tests { get; init; } = [];

    /// <summary>Compares with the report in the folder of an earlier run.</summary>
    /// <exception cref="InvalidDataException">There is no readable report.</exception>
    public static RunComparison ToEarlier(EvaluationReport report, string folder) => ToEarlier(report, [folder], []);

    /// <summary>Compares with an earlier run, over repeats where an engine does not say the same twice: changes and measures are against the first, paired tests over all.</summary>
    /// <param name="report">This run.</param>
    /// <param name="folders">Folders of the earlier run and of its repeats, at least one.</param>
    /// <param name="repeats">Folders of further runs of this version; empty for none.</param>
    /// <exception cref="InvalidDataException">There is no readable report.</exception>
    public static RunComparison ToEarlier(EvaluationReport report, IReadOnlyList<string> folders, IReadOnlyList<string> repeats)
    {
        var before = Comparable(folders, report.Cases.Select(static c => c.Id));
        ImmutableArray<JsonElement> after = [JsonElement.Parse(ReportJson.Write(report)), .. repeats.Select(Report)];
        return new(Compare(States(before[0]), States(after[0])), CompareMeasures(before[0], report)) { Tests = PairedTest.Of(before, after, report.Settings.Seed) };
    }

    /// <summary>Refuses earlier runs that share no case with these sets: asked before a long run, so that a wrong folder is told at once.</summary>
    /// <param name="folders">Folders of the earlier runs; none asks nothing.</param>
    /// <param name="evalsets">The sets of this run.</param>
    /// <exception cref="InvalidDataException">There is no readable report in one, or it has no such case.</exception>
    public static void Refuse(IReadOnlyList<string> folders, IReadOnlyList<Evalset> evalsets) => _ = Comparable(folders, evalsets.SelectMany(static s => s.Cases).Select(static c => c.Id));

    private static ImmutableArray<JsonElement> Comparable(IReadOnlyList<string> folders, IEnumerable<string> cases)
    {
        var known = cases.ToHashSet(StringComparer.Ordinal);
        return [.. folders.Select(folder => Report(folder) is var report && report.Array("cases").Any(c => c.Text("id") is { } id && known.Contains(id)) ? report
            : throw new InvalidDataException($"{folder} has no case of this run: there is nothing to compare"))];
    }

    private static JsonElement Report(string folder)
    {
        string file = Path.Combine(folder, "report.json");
        try
        {
            var report = JsonElement.Parse(File.ReadAllBytes(file));
            string schema = report.Text("schema") ?? "no schema";
            return Readable.Contains(schema) ? report
                : throw new InvalidDataException($"{file} is of {schema}, and this version compares {GoldenSets.GoldenSchema.Report}: write it anew from its kept results, by evaluate run EVALSET… --output {folder} --judge-again");
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            throw new InvalidDataException("no readable report.json in " + folder, e);
        }
    }

    /// <summary>The comparison as tables.</summary>
    public ImmutableArray<ReportTable> Tables() =>
    [
        PairedTest.Table(Tests),
        new("Measures against the earlier run", ["measure", "group", "before", "after"],
            [.. Measures.Select(m => (ImmutableArray<string>)[m.After.Id, m.After.Group, m.Before is { } before ? Shown(before) : "absent", Shown(m.After)])]),
        new("Changes against the earlier run", ["case", "where", "before", "after", "direction"],
            [.. Changes.Select(c => (ImmutableArray<string>)[c.Case, c.Where, c.Before, c.After, c.Direction switch { > 0 => "better", < 0 => "worse", _ => "other" }])]),
    ];

    private static string Shown(Measure measure) => ReportTables.Number(measure.Count) + "/" + ReportTables.Number(measure.Of) + " = " + ReportTables.Share(measure.Value);

    private static ImmutableArray<RunChange> Compare(SortedDictionary<(string, string), string> before, SortedDictionary<(string, string), string> after) =>
    [
        .. before.Keys.Union(after.Keys)
            .Select(k => new RunChange(k.Item1, k.Item2, before.GetValueOrDefault(k, "absent"), after.GetValueOrDefault(k, "absent"), 0))
            .Where(c => c.Before != c.After)
            .Select(c => c with { Direction = Math.Sign(Rank(c.After) - Rank(c.Before)) })
            .OrderBy(c => c.Direction).ThenBy(c => c.Case, StringComparer.Ordinal).ThenBy(c => c.Where, StringComparer.Ordinal),
    ];

    private static ImmutableArray<(Measure?, Measure)> CompareMeasures(JsonElement earlier, EvaluationReport report)
    {
        var before = earlier.Array("measures").Where(m => m.Text("measure") is not null)
            .ToDictionary(m => (m.Text("measure")!, m.Text("group") ?? "all"), m => new Measure(m.Text("measure")!, m.Text("group") ?? "all", m.Whole("count") ?? 0, m.Whole("of") ?? 0));
        return [.. report.Measures.Select(m => (before.GetValueOrDefault((m.Id, m.Group)), m)).Where(m => m.Item1 != m.m)];
    }

    private static SortedDictionary<(string Case, string Where), string> States(JsonElement report)
    {
        var states = new SortedDictionary<(string, string), string>(Comparer<(string, string)>.Create((a, b) =>
            string.CompareOrdinal(a.Item1, b.Item1) is var first and not 0 ? first : string.CompareOrdinal(a.Item2, b.Item2)));
        foreach (var score in report.Array("cases"))
        {
            string id = score.Text("id") ?? string.Empty;
            if (score.Text("notScored") is not null) states[(id, "case")] = Names.Of(LeafOutcome.NotScored);
            foreach (var leaf in score.Array("leaves")) states[(id, leaf.Text("path") ?? string.Empty)] = leaf.Text("outcome") ?? string.Empty;
            foreach (var fact in score.Array("facts")) states[(id, "fact " + fact.Text("id"))] = fact.Text("state") ?? string.Empty;
            foreach (var trap in score.Array("traps")) states[(id, "trap " + trap.Text("id"))] = trap.Text("sprungAt") is null ? "not sprung" : "sprung";
        }

        return states;
    }

    /// <summary>0 harm, 1 loss or work, 2 as it should be.</summary>
    private static int Rank(string state) => state switch
    {
        "wrong" or "invented" or "sprung" => 0,
        "right" or "refused-rightly" or "conflicting-rightly" or "rightly-missing" or "present" or "not sprung" => 2,
        _ => 1,
    };
}

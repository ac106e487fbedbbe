using System.Collections.Immutable;
using System.Globalization;
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
/// <param name="Measures">Every measure whose count or base changed, over the cases that both runs have: before (null where it was not taken, or cannot be told over these cases) and after.</param>
public sealed record RunComparison(ImmutableArray<RunChange> Changes, ImmutableArray<(Measure? Before, Measure After)> Measures)
{
    /// <summary>Reports of this version, and those written before the format had its name, which differ in nothing else.</summary>
    private static readonly ImmutableArray<string> Readable = [GoldenSets.GoldenSchema.Report, "evaluation-report/v1"];

    /// <summary>Both runs paired case by case.</summary>
    public ImmutableArray<PairedTest> Tests { get; init; } = [];

    /// <summary>What a reader has to know before the figures, in sentences without a full stop: another gold, or that nobody can tell; empty for nothing.</summary>
    public ImmutableArray<string> Remarks { get; init; } = [];

    /// <summary>Cases of both runs, of this one alone and of the earlier one alone.</summary>
    public (int Common, int OnlyHere, int OnlyThere) Cases { get; init; }

    /// <summary>Measures and groups that the earlier report has and cannot tell over the cases that both have.</summary>
    public ImmutableHashSet<(string Id, string Group)> Untold { get; init; } = [];

    /// <summary>Which cases the figures are over, for the end of a title; empty where both runs have the same.</summary>
    public string Over => Cases is { OnlyHere: 0, OnlyThere: 0 } ? string.Empty : string.Create(CultureInfo.InvariantCulture, $" over {Cases.Common} common cases ({Cases.OnlyHere} only here, {Cases.OnlyThere} only there)");

    /// <summary>Compares with the report in the folder of an earlier run.</summary>
    /// <exception cref="InvalidDataException">There is no readable report.</exception>
    public static RunComparison ToEarlier(EvaluationReport report, string folder) => ToEarlier(report, [folder], []);

    /// <summary>Compares with an earlier run, over repeats where an engine does not say the same twice: changes and measures are against the first, paired tests over all.</summary>
    /// <param name="report">This run.</param>
    /// <param name="folders">Folders of the earlier run and of its repeats, at least one.</param>
    /// <param name="repeats">Folders of further runs of this version; empty for none.</param>
    /// <param name="evalsets">The golden sets of this run: a gold that is not that of the other runs is told; null asks nothing.</param>
    /// <param name="hashes">Hashes of the sets of a folder, where they were read before this run wrote its own manifest into it; null: they are read now.</param>
    /// <exception cref="InvalidDataException">There is no readable report, or one has no case of this run.</exception>
    public static RunComparison ToEarlier(EvaluationReport report, IReadOnlyList<string> folders, IReadOnlyList<string> repeats, IReadOnlyList<Evalset>? evalsets = null, Func<string, ImmutableDictionary<string, string>>? hashes = null)
    {
        HashSet<(string Set, string Id)> here = [.. report.Cases.Select(static c => (c.Evalset, c.Id))];
        var before = Comparable(folders, here);
        ImmutableArray<JsonElement> again = [.. repeats.Select(Report)], after = [JsonElement.Parse(ReportJson.Write(report)), .. again];
        var there = Taken(before[0]);
        var common = here.Intersect(there).ToHashSet();
        var (measures, untold) = CompareMeasures(before[0], report, common, there.Count > common.Count);
        return new(Compare(States(before[0], common), States(after[0], common)), measures)
        {
            Tests = PairedTest.Of(before, after, report.Settings.Seed),
            Cases = (common.Count, here.Count - common.Count, there.Count - common.Count),
            Untold = untold,
            Remarks = [.. OtherGold(report, evalsets ?? [], [.. folders.Zip(before), .. repeats.Zip(again)], hashes ?? RunManifest.Hashes)],
        };
    }

    /// <summary>Tells every set whose golden cases are not those of another run, by the hash that its manifest has. Where the runs took other cases of a set, the hashes cannot tell.</summary>
    private static IEnumerable<string> OtherGold(EvaluationReport report, IReadOnlyList<Evalset> evalsets, ImmutableArray<(string Folder, JsonElement Report)> runs, Func<string, ImmutableDictionary<string, string>> hashes)
    {
        foreach (var set in evalsets)
        {
            HashSet<string> own = [.. report.Cases.Where(c => c.Evalset == set.Id).Select(c => c.Id)];
            var of = runs.Select(r => (r.Folder, Taken: Taken(r.Report).Where(c => c.Set == set.Id).Select(c => c.Id).ToHashSet(StringComparer.Ordinal))).Where(r => r.Taken.Overlaps(own)).ToList();
            if (of.Count == 0) continue;
            string hash = RunManifest.HashOf(set.Cases.Where(c => report.Part is null || c.Part == report.Part), report.Cases.Where(c => c.Evalset == set.Id));
            var known = of.Where(r => r.Taken.SetEquals(own)).Select(r => hashes(r.Folder).GetValueOrDefault(set.Id)).ToList();
            if (known.Any(k => k is not null && k != hash)) yield return $"the golden cases of {set.Id} are not those of the earlier run: differences may be the gold's";
            else if (known.Count < of.Count || known.Contains(null)) yield return $"whether the golden cases of {set.Id} are those of the earlier run cannot be told: it took other cases of it, or has no {RunManifest.FileName}";
        }
    }

    /// <summary>Refuses earlier runs that share no case with these sets: asked before a long run, so that a wrong folder is told at once.</summary>
    /// <param name="folders">Folders of the earlier runs; none asks nothing.</param>
    /// <param name="evalsets">The sets of this run.</param>
    /// <param name="part">The part of them that is run; null for every case.</param>
    /// <exception cref="InvalidDataException">There is no readable report in one, or it has no such case.</exception>
    public static void Refuse(IReadOnlyList<string> folders, IReadOnlyList<Evalset> evalsets, string? part = null) =>
        _ = Comparable(folders, [.. evalsets.SelectMany(s => s.Cases.Where(c => part is null || c.Part == part).Select(c => (s.Id, c.Id)).Concat(s.Broken.Select(c => (s.Id, c.Id))))]);

    /// <summary>Set and id of every case of a report.</summary>
    private static HashSet<(string Set, string Id)> Taken(JsonElement report) => [.. report.Array("cases").Select(c => (c.Text("evalset") ?? string.Empty, c.Text("id") ?? string.Empty))];

    private static ImmutableArray<JsonElement> Comparable(IReadOnlyList<string> folders, HashSet<(string Set, string Id)> cases)
    {
        return [.. folders.Select(folder => Report(folder) is var report && Taken(report).Overlaps(cases) ? report
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
        .. Remarks.IsEmpty ? ImmutableArray<ReportTable>.Empty : [new("Before the comparison is read", ["remark"], [.. Remarks.Select(r => (ImmutableArray<string>)[r])])],
        PairedTest.Table(Tests),
        new("Measures against the earlier run" + Over, ["measure", "group", "before", "after"],
            [.. Measures.Select(m => (ImmutableArray<string>)[m.After.Id, m.After.Group, m.Before is { } before ? Shown(before) : Untold.Contains((m.After.Id, m.After.Group)) ? "cannot be told over these cases" : "absent", Shown(m.After)])]),
        new("Changes against the earlier run" + Over, ["case", "where", "before", "after", "direction"],
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

    /// <summary>The measures of both runs over the cases that both have.</summary>
    /// <param name="earlier">The earlier report.</param>
    /// <param name="report">This run's.</param>
    /// <param name="common">Set and id of these cases.</param>
    /// <param name="hasOthers">Whether the earlier report has others as well: its own figures are then not over these cases.</param>
    private static (ImmutableArray<(Measure?, Measure)> Measures, ImmutableHashSet<(string Id, string Group)> Untold) CompareMeasures(JsonElement earlier, EvaluationReport report, HashSet<(string Set, string Id)> common, bool hasOthers)
    {
        var told = EarlierMeasures.All(earlier);
        var before = hasOthers ? EarlierMeasures.Over(earlier, common) : told;
        var after = common.Count == report.Cases.Length ? report.Measures : MeasureBook.Take([.. report.Cases.Where(c => common.Contains((c.Evalset, c.Id)))]);
        return ([.. after.Select(m => (before.GetValueOrDefault((m.Id, m.Group)), m)).Where(m => m.Item1 != m.m)], [.. told.Keys.Except(before.Keys)]);
    }

    private static SortedDictionary<(string Case, string Where), string> States(JsonElement report, HashSet<(string Set, string Id)> common)
    {
        var states = new SortedDictionary<(string, string), string>(Comparer<(string, string)>.Create((a, b) =>
            string.CompareOrdinal(a.Item1, b.Item1) is var first and not 0 ? first : string.CompareOrdinal(a.Item2, b.Item2)));
        foreach (var score in report.Array("cases"))
        {
            string id = score.Text("id") ?? string.Empty;
            if (!common.Contains((score.Text("evalset") ?? string.Empty, id))) continue;
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

using System.Collections.Immutable;

namespace HealthcareLlm.Evaluation.Confidence;

/// <summary>Which family of maps.</summary>
public enum CalibrationMethod
{
    /// <summary>Isotonic regression: any rising shape; wants some hundred values.</summary>
    Isotonic,

    /// <summary>Logistic regression: two numbers; for few values.</summary>
    Logistic,
}

/// <summary>A map and what it was fitted on.</summary>
/// <param name="Stratum"><c>critical</c> or <c>other</c>: the two are never pooled.</param>
/// <param name="Map">The map.</param>
/// <param name="Values">Values fitted on.</param>
/// <param name="Wrong">Of these, wrong.</param>
/// <param name="Cases">Packets that they come from.</param>
public sealed record FittedMap(string Stratum, CalibrationMap Map, int Values, int Wrong, int Cases);

/// <summary>A calibration: a versioned artefact that names the very set it was fitted on.</summary>
/// <param name="Id">Name and version, such as <c>prior-auth-2026-11/v1</c>.</param>
/// <param name="Method">Family of the maps.</param>
/// <param name="Part">Part of the golden sets it was fitted on.</param>
/// <param name="Engine">Engine and version whose scores it maps; it serves those that score alike (<see cref="Drafting.EngineVersion"/>).</param>
/// <param name="SetHash">SHA-256 of the labelled values (<see cref="LabelledSet"/>).</param>
/// <param name="Sources">SHA-256 of every document fitted on, in ordinal order: what must not be measured with it.</param>
/// <param name="Maps">One map a stratum.</param>
public sealed record Calibration(
    string Id, CalibrationMethod Method, string Part, string Engine, string SetHash, ImmutableArray<string> Sources, ImmutableArray<FittedMap> Maps)
{
    /// <summary>The golden sets that the cases are of: id, version, number of cases fitted on, and their hash (<see cref="Runs.RunManifest.HashOf"/>); empty where it was fitted without.</summary>
    public ImmutableArray<CalibrationSource> Evalsets { get; init; } = [];

    /// <summary>Fewest values and fewest packets a stratum is fitted on.</summary>
    public const int LeastValues = 100, LeastCases = 20;

    /// <summary>
    /// Fits a calibration on these cases. Every value of a packet is on the same side of every split: the whole packet is fitted on. A stratum with too few
    /// values is left out, so that its values stay without a confidence.
    /// </summary>
    /// <param name="id">Name and version.</param>
    /// <param name="method">Family.</param>
    /// <param name="part">Part that the cases are of.</param>
    /// <param name="cases">Judged cases, of one engine.</param>
    public static Calibration Fit(string id, CalibrationMethod method, string part, ImmutableArray<CaseScore> cases)
    {
        var values = ScoredValue.Of(cases, uncalibrated: true);
        var maps = ImmutableArray.CreateBuilder<FittedMap>();
        foreach (var stratum in values.GroupBy(v => Strata.Of(v.Critical)).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            ImmutableArray<ScoredValue> own = [.. stratum];
            int packets = own.Select(v => v.Case).Distinct(StringComparer.Ordinal).Count();
            if (own.Length < LeastValues || packets < LeastCases) continue;
            maps.Add(new(stratum.Key, FitMap(method, own), own.Length, own.Count(v => !v.Right), packets));
        }

        return new(id, method, part, ConfidenceReport.Engines(cases), LabelledSet.Hash(cases), [.. cases.SelectMany(c => c.Sources).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], maps.ToImmutable());
    }

    /// <summary>Fits one map.</summary>
    public static CalibrationMap FitMap(CalibrationMethod method, IReadOnlyCollection<ScoredValue> values) =>
        method == CalibrationMethod.Isotonic ? CalibrationFit.Isotonic(values) : CalibrationFit.Logistic(values);

    /// <summary>Why it does not serve, in sentences: another engine, or golden sets that are no longer those that it was fitted on; empty where it does.</summary>
    /// <param name="engine">Engine and version, as results name it.</param>
    /// <param name="sets">The golden sets as they are now; null where nobody can tell.</param>
    public ImmutableArray<string> Stale(string engine, IReadOnlyCollection<Evalset>? sets = null)
    {
        var faults = ImmutableArray.CreateBuilder<string>();
        if (!Drafting.EngineVersion.ScoreAlike(engine, Engine)) faults.Add($"{Id} was fitted for {Engine}, and this is {engine}");
        if (sets is null) return faults.ToImmutable();
        foreach (var fitted in Evalsets)
        {
            var now = sets.FirstOrDefault(s => s.Id == fitted.Id);
            if (now is null) faults.Add($"{Id} was fitted on {fitted.Id}, which is not there");
            else if (CalibrationSource.Of(now, Part) != fitted) faults.Add($"the {Part} part of {fitted.Id} is no longer that which {Id} was fitted on");
        }

        return faults.ToImmutable();
    }

    /// <summary>Whether rules or lexicons changed since it was fitted: it serves, and that is named.</summary>
    public bool IsAged(string engine) => engine != Engine && Drafting.EngineVersion.ScoreAlike(engine, Engine);

    /// <summary>Its id and the beginning of its set's hash: what a result's manifest says.</summary>
    public string Name => Id + " " + SetHash[..Math.Min(12, SetHash.Length)];

    /// <summary>The probability, 0 to 1 with six decimals, that a value is right; null where its stratum has no map.</summary>
    /// <param name="critical">Whether the field is critical.</param>
    /// <param name="score">Score, 0 to 1; taken with three decimals, as results tell it.</param>
    public double? Probability(bool critical, double score) =>
        Maps.FirstOrDefault(m => m.Stratum == Strata.Of(critical)) is { } fitted ? Math.Round(fitted.Map.Of(Math.Round(score, 3)), 6) : null;

    /// <summary>Whether a case shares a document with those fitted on.</summary>
    public bool HasSeen(CaseScore score) => score.Sources.Any(s => Sources.BinarySearch(s, StringComparer.Ordinal) >= 0);

    /// <summary>The case with a confidence, six decimals, beside every score whose stratum has a map.</summary>
    /// <param name="score">The case.</param>
    /// <param name="anew">Whether a confidence that a value has gives way to this calibration's, or to none where its stratum has no map; else it is kept.</param>
    public CaseScore Apply(CaseScore score, bool anew) => score with { Leaves = [.. score.Leaves.Select(l => With(l, anew))] };

    private LeafScore With(LeafScore leaf, bool anew) =>
        leaf.Score is not { } score || (leaf.Confidence is not null && !anew) ? leaf : leaf with { Confidence = Probability(leaf.Critical, score) };
}

/// <summary>The cases of one golden set that a calibration was fitted on.</summary>
/// <param name="Id">Id of the set.</param>
/// <param name="Version">Its version.</param>
/// <param name="Cases">Cases of the part.</param>
/// <param name="Sha256">Their hash.</param>
public sealed record CalibrationSource(string Id, int Version, int Cases, string Sha256)
{
    /// <summary>The cases of a part of a set; of every case where the part is null.</summary>
    public static CalibrationSource Of(Evalset set, string? part)
    {
        ImmutableArray<GoldenCase> cases = [.. set.Cases.Where(c => part is null || c.Part == part)];
        return new(set.Id, set.Version, cases.Length, Runs.RunManifest.HashOf(cases));
    }
}

/// <summary>The strata that confidence is told for.</summary>
internal static class Strata
{
    /// <summary>Whether its fields are critical, of each stratum.</summary>
    internal static ImmutableArray<bool> Both { get; } = [true, false];

    internal static string Of(bool critical) => critical ? "critical" : "other";
}

using System.Collections.Immutable;

namespace HealthcareLlm.Evaluation.Subgroups;

/// <summary>How far scores are from the truth in one subgroup.</summary>
/// <param name="Tag">The tag.</param>
/// <param name="Value">Its value.</param>
/// <param name="Figures">The figures of one stratum.</param>
public sealed record SubgroupCalibration(string Tag, string Value, Confidence.ConfidenceFigures Figures)
{
    /// <summary>Mean score less the share that is right: above 0 the score promises too much.</summary>
    public double Gap => Figures.Reliability.Bins.Sum(b => b.MeanScore * b.Count / Figures.Values) - (1 - ((double)Figures.Wrong / Figures.Values));
}

/// <summary>For whom a version is worse.</summary>
/// <param name="Figures">Every measure in every subgroup of at least <see cref="LeastListed"/> packets.</param>
/// <param name="Calibration">Scores in the same subgroups, by stratum.</param>
/// <param name="Small">Values of tags with fewer packets, and how many packets they hold: of these nothing is told apart.</param>
public sealed record SubgroupReport(ImmutableArray<SubgroupFigure> Figures, ImmutableArray<SubgroupCalibration> Calibration, ImmutableArray<(string Tag, int Values, int Packets)> Small)
{
    /// <summary>Fewest packets of a subgroup that is told.</summary>
    public const int LeastListed = 5;

    /// <summary>Takes every figure.</summary>
    /// <param name="cases">Judged cases.</param>
    /// <param name="seed">Seed of the bootstrap.</param>
    /// <param name="used">The calibration in use: packets that it has seen are left out of the figures on scores; null for none.</param>
    public static SubgroupReport Of(ImmutableArray<CaseScore> cases, int seed, Confidence.Calibration? used = null)
    {
        ImmutableArray<CaseScore> scored = [.. cases.Where(c => c.NotScored is null)];
        var bootstrap = new DocumentBootstrap(scored.Length, seed);
        var figures = ImmutableArray.CreateBuilder<SubgroupFigure>();
        var calibration = ImmutableArray.CreateBuilder<SubgroupCalibration>();
        var small = ImmutableArray.CreateBuilder<(string, int, int)>();
        var counts = MeasureBook.Tasks.Keys.Where(id => id != MeasureBook.NotScored).Order(StringComparer.Ordinal)
            .Select(id => (Id: id, Counts: scored.Select(c => MeasureBook.CountOf(id, c)).ToImmutableArray())).Where(m => m.Counts.Any(c => c.Of > 0)).ToList();
        foreach (string tag in scored.SelectMany(c => c.Tags.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var values = scored.Where(c => c.Tags.ContainsKey(tag)).GroupBy(c => c.Tags[tag], StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
            var few = values.Where(v => v.Count() < LeastListed).ToList();
            if (few.Count > 0) small.Add((tag, few.Count, few.Sum(v => v.Count())));
            foreach (var value in values.Where(v => v.Count() >= LeastListed))
            {
                figures.AddRange(counts.Select(m => Figure(tag, value.Key, m.Id, scored, m.Counts, bootstrap)).OfType<SubgroupFigure>());
                var scores = Confidence.ScoredValue.Of(value.Where(c => used?.HasSeen(c) is not true)).ToLookup(v => v.Critical);
                calibration.AddRange(scores.OrderByDescending(s => s.Key).Select(s => new SubgroupCalibration(tag, value.Key, Confidence.ConfidenceReport.Measure(s.Key, tag + ":" + value.Key, [.. s]))));
            }
        }

        return new(Correct(figures.ToImmutable()), calibration.ToImmutable(), small.ToImmutable());
    }

    /// <summary>Holm's step-down over every comparison that has a p and packets enough to be one.</summary>
    internal static ImmutableArray<SubgroupFigure> Correct(ImmutableArray<SubgroupFigure> figures)
    {
        var ordered = figures.Select((f, i) => (f, i)).Where(x => x.f.PValue is not null && !x.f.TooFew).OrderBy(x => x.f.PValue).ThenBy(x => x.i).ToList();
        var corrected = figures.ToBuilder();
        double last = 0;
        for (int step = 0; step < ordered.Count; step++)
        {
            last = Math.Max(last, Math.Min(1, ordered[step].f.PValue!.Value * (ordered.Count - step)));
            corrected[ordered[step].i] = ordered[step].f with { Corrected = last };
        }

        return corrected.ToImmutable();
    }

    private static SubgroupFigure? Figure(string tag, string value, string measure, ImmutableArray<CaseScore> cases, ImmutableArray<(int Count, int Of)> counts, DocumentBootstrap bootstrap)
    {
        List<(int Count, int Of)> inside = [], outside = [];
        for (int i = 0; i < cases.Length; i++)
        {
            bool has = cases[i].Tags.TryGetValue(tag, out string? own);
            inside.Add(has && own == value ? counts[i] : default);
            outside.Add(has && own != value ? counts[i] : default);
        }

        int of = inside.Sum(c => c.Of);
        if (of == 0) return null;
        var (p, error) = Test(inside, outside);
        return new(
            tag, value, measure, inside.Count(c => c.Of > 0), inside.Sum(c => c.Count), of, outside.Count(c => c.Of > 0), outside.Sum(c => c.Count), outside.Sum(c => c.Of),
            bootstrap.Difference(inside, outside), p, error);
    }

    /// <summary>p and standard error of the difference of two ratios, each with its linearized variance over packets (Cochran 1977, chapter 6).</summary>
    internal static (double? P, double? Error) Test(List<(int Count, int Of)> inside, List<(int Count, int Of)> outside)
    {
        var (first, second) = (Ratio(inside), Ratio(outside));
        if (first is not var (a, varianceA) || second is not var (b, varianceB) || varianceA + varianceB <= 0) return (null, null);
        double error = Math.Sqrt(varianceA + varianceB);
        return (2 * Normal.Below(-Math.Abs(a - b) / error), error);
    }

    private static (double Share, double Variance)? Ratio(List<(int Count, int Of)> counts)
    {
        var with = counts.Where(c => c.Of > 0).ToList();
        if (with.Count < 2) return null;
        double of = with.Sum(c => (double)c.Of), share = with.Sum(c => (double)c.Count) / of;
        double squares = with.Sum(c => (c.Count - (share * c.Of)) * (c.Count - (share * c.Of)));
        return (share, squares * with.Count / (with.Count - 1) / (of * of));
    }
}

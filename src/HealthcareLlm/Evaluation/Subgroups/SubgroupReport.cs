using System.Collections.Frozen;
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

    /// <summary>Every rate of every field in every subgroup of at least <see cref="LeastListed"/> packets, corrected among themselves.</summary>
    public ImmutableArray<SubgroupFigure> Fields { get; init; } = [];

    /// <summary>Takes every figure.</summary>
    /// <param name="cases">Judged cases.</param>
    /// <param name="seed">Seed of the bootstrap.</param>
    /// <param name="used">The calibration in use: packets that it has seen are left out of the figures on scores; null for none.</param>
    public static SubgroupReport Of(ImmutableArray<CaseScore> cases, int seed, Confidence.Calibration? used = null) => Of(cases, seed, used, MeasureBook.Count(cases), FieldCounts.Of(cases));

    /// <summary>The same, of what was counted before.</summary>
    internal static SubgroupReport Of(ImmutableArray<CaseScore> cases, int seed, Confidence.Calibration? used, FrozenDictionary<string, (int Count, int Of)[]> counted, FieldCounts fieldCounts)
    {
        int[] at = [.. Enumerable.Range(0, cases.Length).Where(i => cases[i].NotScored is null)];
        ImmutableArray<CaseScore> scored = [.. at.Select(i => cases[i])];
        var bootstrap = new DocumentBootstrap(scored.Length, seed);
        var figures = ImmutableArray.CreateBuilder<SubgroupFigure>();
        var calibration = ImmutableArray.CreateBuilder<SubgroupCalibration>();
        var small = ImmutableArray.CreateBuilder<(string, int, int)>();
        var counts = counted.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => (Id: m.Key, Counts: at.Select(i => m.Value[i]).ToImmutableArray())).Where(m => m.Counts.Any(c => c.Of > 0)).ToList();
        ImmutableArray<ImmutableArray<Confidence.ScoredValue>> scores = [.. scored.Select(c => used?.HasSeen(c) is true ? [] : Confidence.ScoredValue.Of(c))];
        // Of those that could not be scored the tag is known all the same.
        var drawn = scored.Length == cases.Length ? bootstrap : new(cases.Length, seed);
        foreach (string tag in cases.SelectMany(c => c.Tags.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var values = scored.Where(c => c.Tags.ContainsKey(tag)).GroupBy(c => c.Tags[tag], StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
            var few = values.Where(v => v.Count() < LeastListed).ToList();
            if (few.Count > 0) small.Add((tag, few.Count, few.Sum(v => v.Count())));
            var tagged = Enumerable.Range(0, scored.Length).Where(i => scored[i].Tags.ContainsKey(tag)).ToList();
            var whole = counts.AsParallel().AsOrdered().Select(m => Of(m.Counts, tagged)).Select(p => p with { Drawn = bootstrap.Sums(p.Counts) }).ToList();
            var places = tagged.ToLookup(i => scored[i].Tags[tag], StringComparer.Ordinal);
            var told = values.Where(v => v.Count() >= LeastListed).AsParallel().AsOrdered().Select(value =>
            {
                var own = Confidence.Strata.Both.Select(critical => Confidence.ConfidenceReport.Measure(critical, tag + ":" + value.Key, places[value.Key].Select(i => scores[i])));
                return (Figures: counts.Select((m, k) => Figure(tag, value.Key, m.Id, Of(m.Counts, places[value.Key]), whole[k], bootstrap)).OfType<SubgroupFigure>().ToImmutableArray(),
                    Calibration: own.Where(f => f.Values > 0).Select(f => new SubgroupCalibration(tag, value.Key, f)).ToImmutableArray());
            }).ToList();
            figures.AddRange(NotScored(tag, cases, drawn));
            figures.AddRange(told.SelectMany(t => t.Figures));
            calibration.AddRange(told.SelectMany(t => t.Calibration));
        }

        return new(Correct(figures.ToImmutable()), calibration.ToImmutable(), small.ToImmutable()) { Fields = Correct(FieldSubgroups.Of(cases, at, scored, fieldCounts, bootstrap)) };
    }

    /// <summary>Cases that could not be scored, of all with the tag: whose they are is told as everything else.</summary>
    private static IEnumerable<SubgroupFigure> NotScored(string tag, ImmutableArray<CaseScore> cases, DocumentBootstrap bootstrap)
    {
        ImmutableArray<(int, int)> counts = [.. cases.Select(c => (c.NotScored is null ? 0 : 1, 1))];
        var tagged = Enumerable.Range(0, cases.Length).Where(i => cases[i].Tags.ContainsKey(tag)).ToList();
        var whole = Of(counts, tagged);
        whole = whole with { Drawn = bootstrap.Sums(whole.Counts) };
        return tagged.GroupBy(i => cases[i].Tags[tag], StringComparer.Ordinal).Where(v => v.Count() >= LeastListed).OrderBy(v => v.Key, StringComparer.Ordinal)
            .Select(v => Figure(tag, v.Key, MeasureBook.NotScored, Of(counts, v), whole, bootstrap)!);
    }

    /// <summary>The packets at these places that have anything to count.</summary>
    private static Part Of(ImmutableArray<(int Count, int Of)> counts, IEnumerable<int> places)
    {
        var with = new List<(int At, int Count, int Of)>();
        foreach (int i in places)
        {
            if (counts[i].Of > 0) with.Add((i, counts[i].Count, counts[i].Of));
        }

        return new(with, PacketSums.Over(with.Select(c => (c.Count, c.Of))));
    }

    /// <summary>Holm's step-down over every comparison that has a p and packets enough to be one. The two sides of one comparison are counted once, and have the same p.</summary>
    internal static ImmutableArray<SubgroupFigure> Correct(ImmutableArray<SubgroupFigure> figures)
    {
        // The other side of a figure stands before it, with the same tag and what is counted here as its rest.
        var twins = new Dictionary<(string, string, string?, int, int, int, int, int, int), int>();
        int[] twin = new int[figures.Length];
        for (int i = 0; i < figures.Length; i++)
        {
            var f = figures[i];
            twin[i] = twins.TryGetValue((f.Tag, f.Measure, f.Field, f.Packets, f.Count, f.Of, f.RestPackets, f.RestCount, f.RestOf), out int first) && figures[first].Value != f.Value ? first : -1;
            twins.TryAdd((f.Tag, f.Measure, f.Field, f.RestPackets, f.RestCount, f.RestOf, f.Packets, f.Count, f.Of), i);
        }

        var ordered = figures.Select((f, i) => (f, i)).Where(x => x.f.PValue is not null && !x.f.TooFew && twin[x.i] < 0).OrderBy(x => x.f.PValue).ThenBy(x => x.i).ToList();
        var corrected = figures.ToBuilder();
        double last = 0;
        for (int step = 0; step < ordered.Count; step++)
        {
            last = Math.Max(last, Math.Min(1, ordered[step].f.PValue!.Value * (ordered.Count - step)));
            corrected[ordered[step].i] = ordered[step].f with { Corrected = last };
        }

        for (int i = 0; i < twin.Length; i++)
        {
            if (twin[i] >= 0) corrected[i] = figures[i] with { Corrected = corrected[twin[i]].Corrected, IsMirror = true };
        }

        return corrected.ToImmutable();
    }

    private static SubgroupFigure? Figure(string tag, string value, string measure, Part inside, Part all, DocumentBootstrap bootstrap)
    {
        if (inside.Sums.Of == 0) return null;
        var rest = all.Sums.Less(inside.Sums);
        var (p, error) = Test(inside.Sums, rest);
        bool hasInterval = inside.Sums.Packets > 1 && rest.Packets > 1;
        return new(
            tag, value, measure, (int)inside.Sums.Packets, (int)inside.Sums.Count, (int)inside.Sums.Of, (int)rest.Packets, (int)rest.Count, (int)rest.Of,
            hasInterval ? DocumentBootstrap.AgainstRest(bootstrap.Sums(inside.Counts), all.Drawn) : null, p, error);
    }

    /// <summary>p and standard error of the difference of two ratios, each with its linearized variance over packets (Cochran 1977, chapter 6).</summary>
    internal static (double? P, double? Error) Test(PacketSums inside, PacketSums outside)
    {
        if (inside.Ratio() is not var (a, varianceA) || outside.Ratio() is not var (b, varianceB) || varianceA + varianceB <= 1e-18) return (null, null);
        double error = Math.Sqrt(varianceA + varianceB);
        return (2 * Normal.Below(-Math.Abs(a - b) / error), error);
    }

    private sealed record Part(List<(int At, int Count, int Of)> Counts, PacketSums Sums)
    {
        internal (long Count, long Of)[] Drawn { get; init; } = [];
    }
}

/// <summary>What a ratio over packets and its spread need: sums, so that a rest is a whole less its part.</summary>
/// <param name="Packets">Packets with anything to count.</param>
/// <param name="Count">How many.</param>
/// <param name="Of">Of how many.</param>
/// <param name="CountSquares">Sum of squares of the first.</param>
/// <param name="Products">Sum of products.</param>
/// <param name="OfSquares">Sum of squares of the second.</param>
internal readonly record struct PacketSums(long Packets, long Count, long Of, long CountSquares, long Products, long OfSquares)
{
    internal static PacketSums Over(IEnumerable<(int Count, int Of)> counts)
    {
        PacketSums sums = default;
        foreach (var (count, of) in counts)
        {
            if (of > 0) sums = new(sums.Packets + 1, sums.Count + count, sums.Of + of, sums.CountSquares + ((long)count * count), sums.Products + ((long)count * of), sums.OfSquares + ((long)of * of));
        }

        return sums;
    }

    internal PacketSums Less(PacketSums part) =>
        new(Packets - part.Packets, Count - part.Count, Of - part.Of, CountSquares - part.CountSquares, Products - part.Products, OfSquares - part.OfSquares);

    /// <summary>The share and its variance over packets; null with fewer than two packets.</summary>
    internal (double Share, double Variance)? Ratio()
    {
        if (Packets < 2) return null;
        double share = (double)Count / Of, squares = Math.Max(0, CountSquares - (2 * share * Products) + (share * share * OfSquares));
        return (share, squares * Packets / (Packets - 1) / ((double)Of * Of));
    }
}

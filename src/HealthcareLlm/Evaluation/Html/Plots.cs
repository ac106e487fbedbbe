using System.Collections.Immutable;
using System.Globalization;
using HealthcareLlm.Evaluation.Confidence;

namespace HealthcareLlm.Evaluation.Html;

/// <summary>A figure: a plot, what it shows, and its legend.</summary>
/// <param name="Caption">Title.</param>
/// <param name="Note">What to read in it.</param>
/// <param name="Svg">The plot.</param>
/// <param name="Legend">Name of the style and what it stands for.</param>
internal sealed record Figure(string Caption, string Note, string Svg, ImmutableArray<(string Kind, string Name)> Legend);

/// <summary>The plots of a report; each one's numbers stand in a table of the page too.</summary>
internal static class Plots
{
    private static readonly ImmutableArray<string> Grades = ["grade:digital+clean", "grade:fair", "grade:fax"];

    internal static ImmutableArray<Figure> Of(EvaluationReport report)
    {
        ImmutableArray<ConfidenceFigures> all = [.. report.Confidence.Figures.Where(f => f.Group == "all")];
        var figures = ImmutableArray.CreateBuilder<Figure>();
        if (!all.IsEmpty) figures.AddRange(Reliability(all, report.Confidence.IsProbability), RiskCoverage(all));
        if (Grade(report) is { } grade) figures.Add(grade);
        return figures.ToImmutable();
    }

    private static Figure Reliability(ImmutableArray<ConfidenceFigures> all, bool isProbability)
    {
        var bins = all.SelectMany(f => f.Reliability.Bins).ToList();
        double from = bins.Count == 0 ? 0 : Math.Floor(10 * bins.Min(b => Math.Min(b.MeanScore, b.Interval.Lower))) / 10;
        string named = isProbability ? "confidence" : "score";
        var plot = new Plot("Reliability diagram", $"Share that is right against the mean {named} of bins of equal mass, with Wilson's 95 % intervals; on the diagonal the {named} is a probability.")
        { X = (from, 1), Y = (from, 1), XName = "mean " + named + " of the bin", YName = "share that is right" };
        plot.Line([(from, from), (1, 1)], "diagonal");
        foreach (var f in all)
        {
            plot.Line(f.Reliability.Bins.Select(b => (b.MeanScore, b.ShareRight)), f.Stratum);
            foreach (var b in f.Reliability.Bins)
            {
                plot.Bar(b.MeanScore, b.Interval.Lower, b.Interval.Upper, f.Stratum);
                plot.Point(b.MeanScore, b.ShareRight, f.Stratum, string.Create(CultureInfo.InvariantCulture, $"{f.Stratum}: {b.Right} of {b.Count} right, mean {named} {b.MeanScore:0.000}"));
            }
        }

        return new("Reliability", isProbability ? "Points under the diagonal promise too much. Bars: Wilson's two-sided 95 % intervals." : "The program's scores are not calibrated: they rank. Above the diagonal more is right than the number says. Bars: Wilson's two-sided 95 % intervals.", plot.Svg(), Legend(all, ("diagonal", "a calibrated probability")));
    }

    private static Figure RiskCoverage(ImmutableArray<ConfidenceFigures> all)
    {
        double most = all.SelectMany(f => f.Selection.Curve).Where(p => p.Coverage >= 0.05).Select(p => p.Risk).DefaultIfEmpty(0).Max(), top = most <= 0.05 ? 0.05 : most <= 0.1 ? 0.1 : Math.Ceiling(5 * most) / 5;
        var plot = new Plot("Risk and coverage", "Share of wrong values among those accepted, as the threshold falls and more are accepted; lower is better.") { Y = (0, top), XName = "share of the values accepted", YName = "of these wrong" };
        foreach (var f in all)
        {
            // The first few accepted values say nothing.
            var curve = f.Selection.Curve.Where(p => p.Coverage >= 0.05 || p.Accepted >= 20).ToList();
            plot.Line(Thin(curve).Select(p => (p.Coverage, Math.Min(p.Risk, top))), f.Stratum);
            if (curve.Count > 0) plot.Point(curve[^1].Coverage, Math.Min(curve[^1].Risk, top), f.Stratum, string.Create(CultureInfo.InvariantCulture, $"{f.Stratum}: all {curve[^1].Of} accepted, {curve[^1].Wrong} wrong"));
        }

        return new("Risk and coverage", "Where the curve rises steeply, a threshold pays.", plot.Svg(), Legend(all));
    }

    /// <summary>The curve over scan quality: the steps of a degraded set where the run has one, else the grades; null where there are fewer than two.</summary>
    private static Figure? Grade(EvaluationReport report)
    {
        ImmutableArray<string> noise = [.. report.Measures.Select(m => m.Group).Where(g => g.StartsWith("noise:", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        bool degraded = noise.Length > 1;
        var groups = degraded ? noise : Grades;
        (string Id, string Kind)[] series = [("critical.right", "critical"), ("other.right", "other"), ("critical.wrongOrInvented", "wrong")];
        var measures = report.Measures.Where(m => m.Of > 0).ToLookup(m => (m.Id, m.Group));
        groups = [.. groups.Where(g => series.Any(s => measures[(s.Id, g)].Any()))];
        if (groups.Length < 2) return null;
        var plot = new Plot("Measures over scan quality", "Right critical and other leaves, and wrong or invented critical values, from the best scans to the worst, with exact one-sided 95 % bounds.")
        { Steps = [.. groups.Select(g => g[(g.IndexOf(':', StringComparison.Ordinal) + 1)..])], XName = degraded ? "step of scan quality (the same packets made worse)" : "grade (other packets each)", YName = "share" };
        for (int s = 0; s < series.Length; s++)
        {
            double aside = (s - 1) * 0.06;
            var points = groups.Select((g, i) => (At: i + aside, Measure: measures[(series[s].Id, g)].FirstOrDefault())).Where(p => p.Measure is not null).ToList();
            plot.Line(points.Select(p => (p.At, p.Measure!.Value!.Value)), series[s].Kind);
            foreach (var (at, measure) in points)
            {
                plot.Bar(at, measure!.Lower95, measure.Upper95, series[s].Kind);
                plot.Point(at, measure.Value!.Value, series[s].Kind, string.Create(CultureInfo.InvariantCulture, $"{measure.Id}, {measure.Group}: {measure.Count} of {measure.Of}"));
            }
        }

        return new(degraded ? "Over scan quality" : "By grade", (degraded ? "The same packets, made worse step by step." : "Grades hold different packets: a difference may be theirs. 'evaluate degrade' makes the same packets worse.") + " Bars: exact bounds, each one-sided at 95 %.", plot.Svg(),
            [("critical", "critical leaves right"), ("other", "other leaves right"), ("wrong", "critical values wrong or invented")]);
    }

    private static List<SelectionPoint> Thin(List<SelectionPoint> curve)
    {
        int step = Math.Max(1, curve.Count / 300);
        return [.. curve.Where((_, i) => i % step == 0 || i == curve.Count - 1)];
    }

    private static ImmutableArray<(string, string)> Legend(ImmutableArray<ConfidenceFigures> all, params (string, string)[] more) => [.. all.Select(f => (f.Stratum, f.Stratum + " values")), .. more];
}

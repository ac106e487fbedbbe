using System.Collections.Immutable;
using System.Globalization;

namespace HealthcareLlm.Evaluation.Confidence;

/// <summary>The tables of a report that speak of confidence.</summary>
internal static class ConfidenceTables
{
    internal static ImmutableArray<ReportTable> Of(ConfidenceReport report)
    {
        if (report.Nothing is { } nothing) return [Said("Confidence", nothing), .. report.NothingForThresholds is { } none ? [Said("Certified thresholds", none)] : ImmutableArray<ReportTable>.Empty];
        if (report.Figures.IsEmpty) return [];
        ImmutableArray<ReportTable> tables = [Figures(report), Coverage(report), Reliability(report), Curve(report), Thresholds(report)];
        return report.Outcomes.IsEmpty ? tables : tables.Add(Costs(report));
    }

    /// <summary>A table that says in one cell why there is none: what is left out without a word would be taken for well.</summary>
    private static ReportTable Said(string title, string why) => new(title, ["nothing measured"], [[why]]);

    private static string Decimal(double? value) => value is { } number ? number.ToString("0.0000", CultureInfo.InvariantCulture) : "not scored";

    private static string Number(int number) => ReportTables.Number(number);

    private static ReportTable Figures(ConfidenceReport report)
    {
        string by = report.Calibration?.Id ?? "the program that made the results";
        string what = !report.IsProbability && report.Calibrated.Length > 0 ? $"{string.Join(" and ", report.Calibrated)} values calibrated by {by}; the others are scores, which only rank" : report.IsProbability ? "calibrated by " + by : "scores, not calibrated: they rank, and the errors of calibration below say how far they are from probabilities";
        string left = report.LeftOut > 0 ? "; " + Number(report.LeftOut) + " packets left out that the calibration has seen" : string.Empty;
        string without = report.Unscored > 0 ? "; " + Number(report.Unscored) + " values without a score left out" : string.Empty;
        return new(
            "Confidence (" + what + left + without + ")",
            ["stratum", "group", "packets", "values", "wrong", "ECE", "ECE debiased", "RMS debiased", "Brier", "Brier of share", "AUROC", "remark", "AURC", "best AURC"],
            [.. report.Figures.Select(f => (ImmutableArray<string>)
            [
                f.Stratum, f.Group, Number(f.Packets), Number(f.Values), Number(f.Wrong), Decimal(f.Reliability.Ece), Decimal(f.Reliability.DebiasedEce), Decimal(f.Reliability.DebiasedRms),
                Decimal(f.Reliability.Brier), Decimal(f.Reliability.BrierOfShare), f.Reliability.IsDegenerate ? "degenerate: cannot rank" : Decimal(f.Selection.Auroc), f.Remark.Length > 0 ? "AUROC and Brier " + f.Remark : string.Empty, Decimal(f.Selection.Aurc), Decimal(f.Selection.BestAurc),
            ])]);
    }

    private static ReportTable Coverage(ConfidenceReport report) => new(
        "Coverage at a precision (share of the values that stand; the bound is exact, one-sided 95 %, for a threshold fixed beforehand)",
        ["stratum", "group", "precision", "covered as observed", "from", "wrong", "of", "precision at least", "covered with the bound kept"],
        [.. from f in report.Figures
            from precision in CoverageAt.Reported
            let at = f.Selection.At(precision)
            select (ImmutableArray<string>)
            [
                f.Stratum, f.Group, precision.ToString("0.0 %", CultureInfo.InvariantCulture),
                at.Observed is { } o ? ReportTables.Share(o.Coverage) + " (" + ReportTables.Share(o.CoverageInterval.Lower) + " to " + ReportTables.Share(o.CoverageInterval.Upper) + ")" : "none",
                at.Observed is { } p ? p.Threshold.ToString("0.000", CultureInfo.InvariantCulture) : string.Empty, at.Observed is { } q ? Number(q.Wrong) : string.Empty, at.Observed is { } r ? Number(r.Accepted) : string.Empty,
                at.Observed is { } s ? ReportTables.Share(s.PrecisionLower95) : string.Empty, at.Bounded is { } b ? ReportTables.Share(b.Coverage) : "none",
            ]])
    { IsLong = true };

    private static ReportTable Reliability(ConfidenceReport report) => new(
        "Reliability (bins of equal mass, all cases)",
        ["stratum", "from", "to", "values", "mean score", "share right", "lower 95 %", "upper 95 %"],
        [.. report.Figures.Where(f => f.Group == "all").SelectMany(f => f.Reliability.Bins.Select(b => (ImmutableArray<string>)
        [
            f.Stratum, Decimal(b.From), Decimal(b.To), Number(b.Count), Decimal(b.MeanScore), Decimal(b.ShareRight), Decimal(b.Interval.Lower), Decimal(b.Interval.Upper),
        ]))])
    { IsLong = true };

    private static ReportTable Curve(ConfidenceReport report) => new(
        "Risk and coverage (all cases)",
        ["stratum", "covered at least", "covered", "from", "wrong", "of", "risk"],
        [.. from f in report.Figures.Where(f => f.Group == "all")
            from tenth in Enumerable.Range(1, 10)
            let point = f.Selection.Curve.FirstOrDefault(p => 10 * p.Accepted >= tenth * p.Of)
            where point is not null
            select (ImmutableArray<string>)
            [
                f.Stratum, ReportTables.Share(tenth / 10.0), ReportTables.Share(point.Coverage), point.Threshold.ToString("0.000", CultureInfo.InvariantCulture), Number(point.Wrong), Number(point.Accepted), ReportTables.Share(point.Risk),
            ]])
    { IsLong = true };

    private static ReportTable Thresholds(ConfidenceReport report)
    {
        var options = report.Thresholds.Options;
        var outcomes = report.Outcomes.ToDictionary(o => o.Threshold.Field, StringComparer.Ordinal);
        return new(
            string.Create(CultureInfo.InvariantCulture, $"Certified thresholds (at most {options.Risk:0.## %} of the packets with a value accepted unseen have a wrong one, with {options.Confidence:0.## %} confidence, field by field; the upper bound of what was measured is exact and one-sided{(report.NothingForThresholds is { } nothing ? "; " + nothing : string.Empty)})"),
            ["field", "threshold", "packets", "accepted", "wrong", "judged by nobody", "measured", "accepted there", "wrong there", "judged by nobody there", "upper 95 %", "why"],
            [.. report.Thresholds.Fields.Select(t =>
            {
                var o = outcomes.GetValueOrDefault(t.Field);
                bool accepts = t.Threshold is not null && o is not null;
                return (ImmutableArray<string>)
                [
                    t.Field, t.Threshold is { } threshold ? threshold.ToString("0.00", CultureInfo.InvariantCulture) : "none", Number(t.Packets), Number(t.Accepted), Number(t.Wrong), Number(t.Unjudged),
                    o is null ? string.Empty : Number(o.Packets), accepts ? Number(o!.Accepted) : string.Empty, accepts ? Number(o!.Wrong) : string.Empty, accepts ? Number(o!.Unjudged) : string.Empty,
                    accepts && o!.Accepted > 0 ? ReportTables.Share(BinomialBound.Upper95(o.Wrong, o.Accepted)) : string.Empty, t.Why,
                ];
            })])
        { IsLong = true };
    }

    private static ReportTable Costs(ConfidenceReport report) => new(
        "Costs (what each way of working would have cost on the packets measured; the rates are yours to set)",
        ["way", "out unseen", "of these wrong", "reviewed", "missed", "cost"],
        [.. report.Costs.Select(c => (ImmutableArray<string>)[c.Policy, Number(c.Accepted), Number(c.Wrong), Number(c.Reviewed), Number(c.Missed), c.Cost.ToString("0.##", CultureInfo.InvariantCulture)])]);
}

using System.Globalization;
using System.Text.Json;

namespace HealthcareLlm.Evaluation.Confidence;

/// <summary>Writes what a report says of confidence.</summary>
internal static class ConfidenceJson
{
    /// <summary>Writes the member <c>confidence</c>: its <c>nothing</c> says why there are no figures, where packets are there and none could be measured. Without packets it writes nothing.</summary>
    internal static void Write(Utf8JsonWriter json, ConfidenceReport report)
    {
        if (report.Figures.IsEmpty && report.Nothing is null) return;
        json.WriteStartObject("confidence");
        json.WriteString("calibration", report.Calibration?.Id ?? "none");
        if (report.Calibration is { } calibration) json.WriteString("calibrationSetSha256", calibration.SetHash);
        json.WriteBoolean("isProbability", report.IsProbability);
        json.WriteNumber("leftOut", report.LeftOut);
        json.WriteNumber("withoutScore", report.Unscored);
        if (report.Nothing is { } nothing) json.WriteString("nothing", nothing);
        json.WriteStartArray("figures");
        foreach (var figures in report.Figures) WriteFigures(json, figures);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("thresholds");
        json.WriteNumber("risk", report.Thresholds.Options.Risk);
        json.WriteNumber("confidence", report.Thresholds.Options.Confidence);
        json.WriteString("setSha256", report.Thresholds.SetHash);
        if (report.NothingForThresholds is { } none) json.WriteString("nothing", none);
        ThresholdSet.WriteFields(json, report.Thresholds.Fields);
        json.WriteStartArray("measured");
        foreach (var outcome in report.Outcomes.Where(o => o.Threshold.Threshold is not null))
        {
            json.WriteStartObject();
            json.WriteString("field", outcome.Threshold.Field);
            json.WriteNumber("packets", outcome.Packets);
            json.WriteNumber("accepted", outcome.Accepted);
            json.WriteNumber("wrong", outcome.Wrong);
            json.WriteNumber("unjudged", outcome.Unjudged);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("costs");
        foreach (var cost in report.Costs)
        {
            json.WriteStartObject();
            json.WriteString("way", cost.Policy);
            json.WriteNumber("accepted", cost.Accepted);
            json.WriteNumber("wrong", cost.Wrong);
            json.WriteNumber("reviewed", cost.Reviewed);
            json.WriteNumber("missed", cost.Missed);
            json.WriteNumber("cost", cost.Cost);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>A number with six decimals; the member is absent where there is none, for it could not be scored.</summary>
    internal static void Optional(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number) json.WriteNumber(name, Math.Round(number, 6));
    }

    /// <summary>A p-value with six digits that count, so that a small one is not told as 0; the member is absent where there is none.</summary>
    internal static void OptionalP(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } p) json.WriteNumber(name, double.Parse(p.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));
    }

    private static void WriteFigures(Utf8JsonWriter json, ConfidenceFigures figures)
    {
        json.WriteStartObject();
        json.WriteString("stratum", figures.Stratum);
        json.WriteString("group", figures.Group);
        json.WriteNumber("packets", figures.Packets);
        json.WriteNumber("values", figures.Values);
        json.WriteNumber("wrong", figures.Wrong);
        Optional(json, "ece", figures.Reliability.Ece);
        Optional(json, "eceDebiased", figures.Reliability.DebiasedEce);
        Optional(json, "rmsDebiased", figures.Reliability.DebiasedRms);
        Optional(json, "brier", figures.Reliability.Brier);
        Optional(json, "brierOfShare", figures.Reliability.BrierOfShare);
        if (figures.Reliability.IsDegenerate) json.WriteBoolean("degenerate", true);
        Optional(json, "auroc", figures.Selection.Auroc);
        if (figures.BearsNoClaim) json.WriteString("remark", "auroc and brier " + figures.Remark);
        Optional(json, "aurc", figures.Selection.Aurc);
        Optional(json, "bestAurc", figures.Selection.BestAurc);
        json.WriteStartArray("coverage");
        foreach (double precision in CoverageAt.Reported) WriteCoverage(json, figures.Selection.At(precision));
        json.WriteEndArray();
        if (figures.Group == "all") WriteCurves(json, figures);
        json.WriteEndObject();
    }

    private static void WriteCoverage(Utf8JsonWriter json, CoverageAt at)
    {
        json.WriteStartObject();
        json.WriteNumber("precision", at.Precision);
        Optional(json, "observed", at.Observed?.Coverage);
        Optional(json, "observedLower95", at.Observed?.CoverageInterval.Lower);
        Optional(json, "observedUpper95", at.Observed?.CoverageInterval.Upper);
        Optional(json, "threshold", at.Observed?.Threshold);
        Optional(json, "precisionLower95", at.Observed?.PrecisionLower95);
        Optional(json, "bounded", at.Bounded?.Coverage);
        json.WriteEndObject();
    }

    private static void WriteCurves(Utf8JsonWriter json, ConfidenceFigures figures)
    {
        json.WriteStartArray("bins");
        foreach (var bin in figures.Reliability.Bins)
        {
            json.WriteStartObject();
            Optional(json, "from", bin.From);
            Optional(json, "to", bin.To);
            json.WriteNumber("count", bin.Count);
            json.WriteNumber("right", bin.Right);
            Optional(json, "meanScore", bin.MeanScore);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("riskCoverage");
        foreach (var point in figures.Selection.Curve)
        {
            json.WriteStartObject();
            Optional(json, "threshold", point.Threshold);
            json.WriteNumber("accepted", point.Accepted);
            json.WriteNumber("wrong", point.Wrong);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}

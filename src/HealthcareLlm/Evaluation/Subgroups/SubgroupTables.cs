using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace HealthcareLlm.Evaluation.Subgroups;

/// <summary>The tables and the JSON of subgroups.</summary>
internal static class SubgroupTables
{
    /// <summary>The measures of <c>report.md</c>; <c>report.html</c> and <c>report.json</c> have every one.</summary>
    private static readonly FrozenSet<string> Read = new[]
    {
        "critical.right", "critical.wrongOrInvented", "other.right", "other.wrongOrInvented", "needed.reported", "traps.sprung", "citations.support", "summary.must", "summary.mustLostSilently", "summary.traps",
    }.ToFrozenSet(StringComparer.Ordinal);

    internal static ImmutableArray<ReportTable> Of(SubgroupReport report)
    {
        if (report.Figures.IsEmpty) return [];
        ImmutableArray<ReportTable> tables = [Differing(report), All(report), Calibration(report)];
        return report.Fields.IsEmpty ? tables : tables.Add(Fields(report));
    }

    internal static void Write(Utf8JsonWriter json, SubgroupReport report)
    {
        Write(json, "subgroups", report.Figures);
        Write(json, "fieldSubgroups", report.Fields);
        json.WriteStartArray("subgroupCalibration");
        foreach (var calibration in report.Calibration)
        {
            json.WriteStartObject();
            json.WriteString("tag", calibration.Tag);
            json.WriteString("value", calibration.Value);
            json.WriteString("stratum", calibration.Figures.Stratum);
            json.WriteNumber("packets", calibration.Figures.Packets);
            json.WriteNumber("values", calibration.Figures.Values);
            json.WriteNumber("wrong", calibration.Figures.Wrong);
            Confidence.ConfidenceJson.Optional(json, "gap", calibration.Gap);
            Confidence.ConfidenceJson.Optional(json, "eceDebiased", calibration.Figures.Reliability.DebiasedEce);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string name, ImmutableArray<SubgroupFigure> figures)
    {
        json.WriteStartArray(name);
        foreach (var figure in figures)
        {
            json.WriteStartObject();
            json.WriteString("tag", figure.Tag);
            json.WriteString("value", figure.Value);
            if (figure.Field is { } field) json.WriteString("field", field);
            json.WriteString(figure.Field is null ? "measure" : "rate", figure.Measure);
            json.WriteNumber("packets", figure.Packets);
            json.WriteNumber("count", figure.Count);
            json.WriteNumber("of", figure.Of);
            json.WriteNumber("restPackets", figure.RestPackets);
            json.WriteNumber("restCount", figure.RestCount);
            json.WriteNumber("restOf", figure.RestOf);
            Confidence.ConfidenceJson.Optional(json, "differenceLower95", figure.Interval?.Lower);
            Confidence.ConfidenceJson.Optional(json, "differenceUpper95", figure.Interval?.Upper);
            Confidence.ConfidenceJson.OptionalP(json, "p", figure.PValue);
            Confidence.ConfidenceJson.OptionalP(json, "pHolm", figure.Corrected);
            Confidence.ConfidenceJson.Optional(json, "detectable", figure.Detectable);
            if (figure.TooFew) json.WriteBoolean("tooFew", true);
            if (figure.IsMirror) json.WriteBoolean("mirror", true);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static ReportTable Differing(SubgroupReport report)
    {
        int compared = Compared(report.Figures), few = report.Figures.Where(f => f.TooFew).Select(f => (f.Tag, f.Value)).Distinct().Count();
        string small = string.Join(", ", report.Small.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Tag} {s.Values}")));
        return new(
            string.Create(CultureInfo.InvariantCulture, $"Subgroups that differ (Holm's correction over {compared} comparisons, the two sides of one counted once; {few} subgroups have fewer than {SubgroupFigure.LeastPackets} packets on a side for some measure and carry no claim there{(small.Length > 0 ? "; values with fewer than 5 packets are not told: " + small : string.Empty)})"),
            ["tag", "value", "measure", "packets", "share", "rest", "difference, 95 % by packet", "p", "p corrected"],
            [.. report.Figures.Where(f => f.Differs).OrderBy(f => f.Corrected).Select(f => (ImmutableArray<string>)
                [f.Tag, f.Value, f.Measure, ReportTables.Number(f.Packets), ReportTables.Share(f.Share), ReportTables.Share(f.RestShare), Interval(f), ReportTables.P(f.PValue), ReportTables.P(f.Corrected)])]);
    }

    /// <summary>Comparisons that Holm's correction is over.</summary>
    private static int Compared(ImmutableArray<SubgroupFigure> figures) => figures.Count(f => f.Corrected is not null && !f.IsMirror);

    /// <summary>Fields that differ first, the worse ones before the others; then critical ones, then those of too few packets.</summary>
    private static ReportTable Fields(SubgroupReport report) => new(
        string.Create(CultureInfo.InvariantCulture, $"Fields by subgroup (a star marks a critical field; recall: right of those that the packets give; wrong: wrong or invented of those that stand; the other rates as in 'Rates by field'; values of tags with at least {SubgroupReport.LeastListed} packets, each beside the rest with that tag; Holm's correction over the {Compared(report.Fields)} comparisons of this table alone, the two sides of one counted once)"),
        ["tag", "value", "field", "rate", "packets", "count", "of", "share", "rest packets", "rest count", "rest of", "rest", "difference, 95 % by packet", "p", "p corrected", "could be seen", "remark"],
        [.. report.Fields.OrderByDescending(f => f.Differs).ThenBy(f => f.Differs ? f.Direction : 0).ThenBy(f => f.TooFew).ThenByDescending(IsCritical).Select(f => (ImmutableArray<string>)
        [
            f.Tag, f.Value, f.Field + (IsCritical(f) ? " *" : string.Empty), f.Measure, ReportTables.Number(f.Packets), ReportTables.Number(f.Count), ReportTables.Number(f.Of), ReportTables.Share(f.Share),
            ReportTables.Number(f.RestPackets), ReportTables.Number(f.RestCount), ReportTables.Number(f.RestOf), ReportTables.Share(f.RestShare), Interval(f), ReportTables.P(f.PValue), ReportTables.P(f.Corrected),
            Detectable(f), Remark(f),
        ])])
    { IsLong = true, Brief = report.Fields.Count(f => f.Differs) };

    private static bool IsCritical(SubgroupFigure figure) => Drafting.RecordFields.Find(figure.Field!)?.Critical is true;

    /// <summary>The measures that a person reads first, then every other.</summary>
    private static ReportTable All(SubgroupReport report) => new(
        "Subgroups (each beside the rest with that tag; 'could be seen': the smallest true difference that these packets show in four of five samples)",
        ["tag", "value", "measure", "packets", "of", "share", "rest packets", "rest", "difference, 95 % by packet", "p corrected", "could be seen", "remark"],
        [.. report.Figures.OrderByDescending(f => Read.Contains(f.Measure)).Select(f => (ImmutableArray<string>)
        [
            f.Tag, f.Value, f.Measure, ReportTables.Number(f.Packets), ReportTables.Number(f.Of), ReportTables.Share(f.Share), ReportTables.Number(f.RestPackets), ReportTables.Share(f.RestShare), Interval(f), ReportTables.P(f.Corrected),
            Detectable(f), Remark(f),
        ])])
    { IsLong = true, Brief = report.Figures.Count(f => Read.Contains(f.Measure)) };

    private static string Detectable(SubgroupFigure f) => f.Detectable is { } seen ? ReportTables.Share(seen) : string.Empty;

    private static string Remark(SubgroupFigure f) => f.TooFew ? "too few packets: carries no claim"
        : f.Interval is { } i && i.Lower == i.Upper ? "no variation among " + ReportTables.Number(f.Packets + f.RestPackets) + " packets"
        : !f.Differs ? string.Empty : f.Direction < 0 ? "worse" : "better";

    private static ReportTable Calibration(SubgroupReport report) => new(
        "Calibration by subgroup (gap: mean score less the share that is right; above 0 the score promises too much)",
        ["tag", "value", "stratum", "packets", "values", "wrong", "gap", "ECE debiased", "remark"],
        [.. report.Calibration.Select(c => (ImmutableArray<string>)
        [
            c.Tag, c.Value, c.Figures.Stratum, ReportTables.Number(c.Figures.Packets), ReportTables.Number(c.Figures.Values), ReportTables.Number(c.Figures.Wrong), c.Gap.ToString("0.0000", CultureInfo.InvariantCulture),
            c.Figures.Reliability.DebiasedEce.ToString("0.0000", CultureInfo.InvariantCulture), c.Figures.Packets < SubgroupFigure.LeastPackets ? "too few packets: carries no claim" : string.Empty,
        ])])
    { IsLong = true };

    private static string Interval(SubgroupFigure f) => f.Interval is { } i ? TaxonomyTables.Interval(i) : string.Empty;
}

using System.Collections.Immutable;

namespace HealthcareLlm.Evaluation;

/// <summary>The tables of what went wrong, field by field, and of the rates with their intervals.</summary>
internal static class TaxonomyTables
{
    internal static ImmutableArray<ReportTable> Of(EvaluationReport report) => [Classes(report), Rates(report)];

    private static ReportTable Classes(EvaluationReport report)
    {
        var byField = report.Cases.SelectMany(c => c.Leaves).ToLookup(l => l.Field, StringComparer.Ordinal);
        ErrorClass[] classes = [.. Enum.GetValues<ErrorClass>()];
        return new(
            "Error taxonomy (leaves; a star marks a critical field)",
            ["field", .. classes.Select(Words)],
            [.. report.Fields.Where(f => f.Group == "all").Select(f => (ImmutableArray<string>)
            [
                f.Field + (f.Critical ? " *" : string.Empty), .. classes.Select(k => byField[f.Field].Count(l => l.Class == k) is var n and > 0 ? ReportTables.Number(n) : string.Empty),
            ])])
        { IsLong = true };
    }

    private static ReportTable Rates(EvaluationReport report) => new(
        "Rates by field (Wilson 95 % over fields and over packets; bootstrap 95 % by packet; what could not be scored is left out)",
        ["field", "rate", "fields", "of", "share", "Wilson", "packets right", "packets", "share of packets", "Wilson over packets", "bootstrap by packet"],
        [.. report.Rates.Where(r => r.Of > 0).Select(r => (ImmutableArray<string>)
        [
            r.Field, Documents.Names.Of(r.Kind), ReportTables.Number(r.Count), ReportTables.Number(r.Of), ReportTables.Share(r.Value), Interval(r.Wilson), ReportTables.Number(r.DocumentsRight),
            ReportTables.Number(r.Documents), ReportTables.Share((double)r.DocumentsRight / r.Documents), Interval(r.DocumentWilson), r.Bootstrap is { } b ? Interval(b) : "one packet: none",
        ])])
    { IsLong = true };

    internal static string Interval((double Lower, double Upper) interval) => ReportTables.Share(interval.Lower) + " to " + ReportTables.Share(interval.Upper);

    private static string Words(ErrorClass kind) => Documents.Names.Of(kind).Replace('-', ' ');
}

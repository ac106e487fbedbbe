using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace HealthcareLlm.Evaluation;

/// <summary>The tables of what went wrong, field by field, and of the rates with their intervals.</summary>
internal static class TaxonomyTables
{
    internal static ImmutableArray<ReportTable> Of(EvaluationReport report) => [Classes(report), Rates(report)];

    private static ReportTable Classes(EvaluationReport report)
    {
        ErrorClass[] classes = [.. Enum.GetValues<ErrorClass>()];
        var byField = new ClassCounts();
        foreach (var score in report.Cases)
        {
            foreach (var leaf in score.Leaves) byField.Add(leaf);
        }

        return new(
            "Error taxonomy (leaves; a star marks a critical field)",
            ["field", .. classes.Select(Words)],
            [.. report.Fields.Where(f => f.Group == "all").Select(f => (ImmutableArray<string>)
            [
                f.Field + (f.Critical ? " *" : string.Empty), .. classes.Select(k => byField.Of(f.Field, k) is var n and > 0 ? ReportTables.Number(n) : string.Empty),
            ])])
        { IsLong = true };
    }

    private static ReportTable Rates(EvaluationReport report) => new(
        "Rates by field (Wilson 95 % over fields and over packets; bootstrap 95 % by packet; what could not be scored is left out)",
        ["field", "rate", "fields", "of", "share", "Wilson", "packets right", "packets", "share of packets", "Wilson over packets", "bootstrap by packet"],
        [.. report.Rates.Where(r => r.Of > 0).Select(r => (ImmutableArray<string>)
        [
            r.Field, Documents.Names.Of(r.Kind), ReportTables.Number(r.Count), ReportTables.Number(r.Of), ReportTables.Share(r.Value), Interval(r.Wilson), ReportTables.Number(r.DocumentsRight),
            ReportTables.Number(r.Documents), ReportTables.Share((double)r.DocumentsRight / r.Documents), Interval(r.DocumentWilson), Bootstrapped(r),
        ])])
    { IsLong = true };

    /// <summary>The bootstrap's interval of a rate; where no packet differs from another it has no width, which says nothing of packets to come, and that is told.</summary>
    internal static string Bootstrapped(FieldRate rate) => rate.Bootstrap is not { } b ? "one packet: none"
        : Interval(b) + (b.Lower == b.Upper ? "; no variation among " + ReportTables.Number(rate.Documents) + " packets" : string.Empty);

    internal static string Interval((double Lower, double Upper) interval) => ReportTables.Share(interval.Lower) + " to " + ReportTables.Share(interval.Upper);

    private static string Words(ErrorClass kind) => Documents.Names.Of(kind).Replace('-', ' ');
}

/// <summary>Leaves by field and class of error.</summary>
internal sealed class ClassCounts
{
    private static readonly int Classes = Enum.GetValues<ErrorClass>().Length;

    private readonly Dictionary<string, int[]> _counts = new(StringComparer.Ordinal);

    internal void Add(LeafScore leaf)
    {
        ref int[]? row = ref CollectionsMarshal.GetValueRefOrAddDefault(_counts, leaf.Field, out _);
        row ??= new int[Classes];
        row[(int)leaf.Class]++;
    }

    internal int Of(string field, ErrorClass kind) => _counts.TryGetValue(field, out int[]? row) ? row[(int)kind] : 0;
}

using System.Globalization;
using HealthcareLlm.Documents;
using HealthcareLlm.Guards;
using Spectre.Console;

namespace HealthcareLlm.Cli.Output;

/// <summary>Prints a guarded request: a table of fields, what is missing, what was set aside.</summary>
internal static class RequestTable
{
    internal static void Print(GuardedRequest request)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("Field", "Value", "Status", "Score", "Page");
        foreach (var (path, field) in Ordered(request))
        {
            var (value, status, score, page) = Row(field);
            table.AddRow(Markup.Escape(path), Markup.Escape(value), status, score, page);
        }

        AnsiConsole.Write(table);
        AnsiConsole.MarkupLine($"[bold]Outcome:[/] {Markup.Escape(Names.Of(request.Outcome))}. {Markup.Escape(request.OutcomeReason)}");
        Shared.PrintRest(request);
    }

    private static IEnumerable<KeyValuePair<string, FieldResult>> Ordered(GuardedRequest request) =>
        request.Fields.Where(f => f.Value is not FieldResult.Missing)
            .OrderBy(f => PathOrder.Of(f.Key), StringComparer.Ordinal);

    private static (string Value, string Status, string Score, string Page) Row(FieldResult field) => field switch
    {
        FieldResult.Extracted e => (e.Value, e.Repaired ? "extracted (mended)" : "extracted", Score(e.Score), Page(e.Citations)),
        FieldResult.Refused r => (string.Join(" | ", r.Candidates.Select(c => c.Value)), "[yellow]refused[/]: " + Markup.Escape(r.Reason.Split(':')[0]), string.Empty, Page([.. r.Candidates.SelectMany(c => c.Citations)])),
        FieldResult.Conflicting c => (string.Join(" <> ", c.Candidates.Select(s => s.Value)), "[red]conflicting[/]", string.Empty, Page([.. c.Candidates.SelectMany(s => s.Citations)])),
        _ => (string.Empty, "missing", string.Empty, string.Empty),
    };

    private static string Score(double score) => score.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Page(System.Collections.Immutable.ImmutableArray<Citation> citations) =>
        string.Join(",", citations.Select(c => c.Page).Distinct().Order().Select(p => p.ToString(CultureInfo.InvariantCulture)));
}

using HealthcareLlm.Documents;
using HealthcareLlm.Drafting;
using HealthcareLlm.Guards;
using Spectre.Console;

namespace HealthcareLlm.Cli.Output;

/// <summary>Prints a guarded summary with the place of every statement.</summary>
internal static class SummaryTable
{
    internal static void Print(GuardedSummary summary)
    {
        var names = summary.Documents.ToDictionary(d => d.Id, d => d.FileName);
        foreach (var section in SummarySections.All)
        {
            var statements = summary.Statements.Where(s => s.Section == section.Name && s.Status != StatementStatus.Refused).ToList();
            AnsiConsole.MarkupLine($"[bold]{section.Title}[/]");
            if (statements.Count == 0) AnsiConsole.MarkupLine("  [dim]not documented[/]");
            foreach (var statement in statements)
            {
                var places = statement.Citations.Select(c => Place(c, names)).Distinct().Take(3);
                AnsiConsole.MarkupLine($"  {Markup.Escape(statement.Text)} [dim]({Markup.Escape(string.Join("; ", places))})[/]");
            }
        }

        AnsiConsole.MarkupLine($"[bold]Outcome:[/] {Markup.Escape(Names.Of(summary.Outcome))}. {Markup.Escape(summary.OutcomeReason)}");
        Shared.PrintRest(summary);
        foreach (var omission in summary.Omissions)
        {
            AnsiConsole.MarkupLine($"[bold]Not in the summary:[/] {Markup.Escape(omission.Text)} [dim]({Markup.Escape(string.Join("; ", omission.Citations.Select(c => Place(c, names)).Distinct()))})[/]");
        }
    }

    private static string Place(Citation citation, Dictionary<DocumentId, string> names) => $"{names[citation.DocumentId]} p{citation.Page}";
}

using HealthcareLlm.Documents;
using HealthcareLlm.Guards;
using HealthcareLlm.Policies;
using HealthcareLlm.Policies.Deciding;
using Spectre.Console;

namespace HealthcareLlm.Cli.Output;

/// <summary>Prints the criteria of a request: each with its state, clause and places, then what stands between the request and its submission.</summary>
internal static class CriteriaTable
{
    internal static void Print(GuardedRequest request)
    {
        if (request.Criteria is not { } criteria) return;
        if (criteria is CriteriaResult.Determined determined) Table(determined, request);
        AnsiConsole.MarkupLine($"[bold]Criteria:[/] {Markup.Escape(criteria.Sentence)}");
        AnsiConsole.MarkupLine($"[bold]To do:[/] {Markup.Escape(Names.Of(criteria.Outcome).Replace('-', ' '))}");
        switch (criteria)
        {
            case CriteriaResult.Determined { Submission: var open }:
                foreach (var item in open) AnsiConsole.WriteLine($"  [{item.State}] {item.Ref}, ask the {item.Of}: {item.Request}");
                break;
            case CriteriaResult.Undetermined { Choice: PolicyChoice.Unsettled unsettled }:
                foreach (var candidate in unsettled.Candidates) AnsiConsole.WriteLine($"  may rule: {candidate.Policy.Key}, {candidate.Policy.Title}");
                break;
            case CriteriaResult.Undetermined { Choice: PolicyChoice.NotFound { Searched: var searched } }:
                AnsiConsole.WriteLine($"  searched {searched.Approved} approved policies; payer {searched.Payer ?? "not given"}, date of service {(searched.Day is { } day ? day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : "not settled")}, codes {(searched.Codes.IsEmpty ? "none" : string.Join(", ", searched.Codes))}");
                break;
        }
    }

    private static void Table(CriteriaResult.Determined determined, GuardedRequest request)
    {
        var names = request.Documents.ToDictionary(static d => d.Id, static d => d.FileName);
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("Criterion", "State", "Policy", "Chart", "Why");
        var depth = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var node in determined.Determination.Nodes)
        {
            int level = depth[node.Id] = node.Parent is { } parent ? depth[parent] + 1 : 0;
            string indent = new(' ', level * 2);
            if (node.Finding is not { } finding)
            {
                table.AddRow(Markup.Escape($"{indent}{node.Id} ({node.Op})"), State(node.State), string.Empty, string.Empty, string.Empty);
                continue;
            }

            var places = determined.Evidence[node.Id].Select(c => $"{names[c.DocumentId]} p{c.Page}").Distinct().ToList();
            string why = finding.Override is { } judged ? $"{judged.By}: {judged.Reason} (found: {finding.Found.State})" : finding.Found.Reason.Split(':')[^1].Trim();
            table.AddRow(Markup.Escape(indent + finding.Criterion.Text), State(node.State), Markup.Escape($"{finding.Criterion.Clause.Clause} p{finding.Criterion.Clause.Page}"), Markup.Escape(string.Join(", ", places)), Markup.Escape(why));
        }

        AnsiConsole.Write(table);
    }

    private static string State(CriterionState state) => state switch
    {
        CriterionState.Met => "[green]Met[/]",
        CriterionState.NotMet => "[red]NotMet[/]",
        CriterionState.Conflicting => "[red]Conflicting[/]",
        _ => "[yellow]NotDocumented[/]",
    };
}

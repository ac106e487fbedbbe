using System.CommandLine;
using HealthcareLlm.Documents;
using HealthcareLlm.Policies;
using Spectre.Console;

namespace HealthcareLlm.Cli.Commands;

/// <summary><c>policies list</c>: every version and its standing.</summary>
internal static class PoliciesListCommand
{
    internal static Command Create()
    {
        var store = PolicyArguments.Store();
        var payer = new Option<string?>("--payer") { Description = "Only this payer's.", HelpName = "NAME" };
        var day = PolicyArguments.Day("Only versions that are approved and rule on this day.");
        var command = new Command("list", "List the versions in the library with their standing.") { store, payer, day };
        command.SetAction(result =>
        {
            using var library = PolicyArguments.Open(result.GetValue(store)!);
            string? slug = result.GetValue(payer) is { } name ? PolicyKey.Slug(name) : null;
            var on = PolicyArguments.DayOf(result.GetValue(day));
            var shown = library.All().Where(p => (slug is null || PolicyKey.Slug(p.Payer) == slug) && (on is null || p.RulesOn(on.Value))).ToList();
            if (Console.IsOutputRedirected) AnsiConsole.Profile.Width = 200;
            var table = new Table { Border = TableBorder.Simple };
            foreach (string column in (string[])["Policy", "Version", "Title", "From", "To", "Review", "Status", "Approved by"]) table.AddColumn(new TableColumn(column) { NoWrap = column is not "Title" });
            foreach (var policy in shown)
            {
                string status = Names.Of(policy.Status) + (policy.Status == PolicyStatus.Superseded ? " from " + PolicyArguments.Text(policy.SupersededFrom) : string.Empty);
                table.AddRow([.. ((string[])[policy.PolicyId, policy.Version, policy.Title, PolicyArguments.Text(policy.EffectiveFrom), PolicyArguments.Text(policy.LastDay), policy.ReviewDate is { } review ? PolicyArguments.Text(review) : "-", status, string.Join(", ", policy.Approvals.Select(static a => a.By))]).Select(Markup.Escape)]);
            }

            AnsiConsole.Write(table);
            AnsiConsole.WriteLine($"{shown.Count} versions");
            return ExitStatus.Done;
        });
        return command;
    }
}

using System.CommandLine;
using HealthcareLlm.Policies;

namespace HealthcareLlm.Cli.Commands;

/// <summary><c>policies check</c>: a document and its sheet before they are added, or the whole library.</summary>
internal static class PoliciesCheckCommand
{
    internal static Command Create()
    {
        var path = new Argument<string?>("DOCUMENT") { Description = "A policy's document to check with --sheet; without it the library is checked.", Arity = ArgumentArity.ZeroOrOne };
        var sheet = new Option<string?>("--sheet") { Description = "The sheet of DOCUMENT.", HelpName = "FILE" };
        var store = PolicyArguments.Store();
        var command = new Command("check", "Check a document and its sheet without adding them; or the library: damage, two approved versions for one day, overdue reviews, drafts. Exit status 3 where something is wrong.") { path, sheet, store };
        command.SetAction(async (result, cancellation) =>
        {
            if (result.GetValue(path) is { } document)
            {
                if (result.GetValue(sheet) is not { } file) throw new ConfigurationException("--sheet names the sheet of DOCUMENT.");
                var read = await PoliciesAddCommand.ReadAsync(PolicyArguments.Load(document), PolicyArguments.Load(file), document, cancellation).ConfigureAwait(false);
                if (read is null) return ExitStatus.GateFailed;
                Console.Out.WriteLine($"{document}: {read.Value.Reading.Passages.Length} passages; {file}: no fault{(read.Value.Sheet.IsProposed ? "; its criteria are proposed and cannot be approved as they are" : string.Empty)}");
                return ExitStatus.Done;
            }

            using var library = PolicyArguments.Open(result.GetValue(store)!);
            // Reading every version proves its hashes.
            var all = library.All();
            int wrong = 0;
            foreach (var (first, second) in PolicyLife.Overlaps(all))
            {
                Console.Error.WriteLine($"two approved versions for one day: {first.Key} and {second.Key}");
                wrong++;
            }

            foreach (var policy in all.Where(static p => p.Status == PolicyStatus.Approved && p.ReviewDate < PolicyArguments.Today)) Console.Out.WriteLine($"overdue for review since {PolicyArguments.Text(policy.ReviewDate)}: {policy.Key}");
            foreach (var policy in all.Where(static p => p.Status == PolicyStatus.Draft)) Console.Out.WriteLine($"not approved: {policy.Key} ({policy.Approvals.Length} approvals)");
            Console.Out.WriteLine($"{all.Count} versions checked, {wrong} faults");
            return wrong > 0 ? ExitStatus.GateFailed : ExitStatus.Done;
        });
        return command;
    }
}

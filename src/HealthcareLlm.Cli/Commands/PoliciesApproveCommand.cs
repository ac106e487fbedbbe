using System.CommandLine;
using HealthcareLlm.Documents;
using HealthcareLlm.Policies;

namespace HealthcareLlm.Cli.Commands;

/// <summary><c>policies approve POLICY --by NAME</c> and <c>policies retire POLICY --by NAME --reason TEXT</c>.</summary>
internal static class PoliciesApproveCommand
{
    internal static Command Create()
    {
        var key = PolicyArguments.Key();
        var store = PolicyArguments.Store();
        var by = PolicyArguments.By("Who approves: a person, as your organisation names its people.");
        var command = new Command("approve", "Approve a draft. With the last approval that is needed (Policies:RequiredApprovers) it rules from its first day on, and takes the place of the version before it.") { key, store, by };
        command.SetAction(result =>
        {
            int people = Settings.Load().Policies.RequiredApprovers;
            using var library = PolicyArguments.Open(result.GetValue(store)!);
            var change = library.Approve(PolicyArguments.Find(library, result.GetValue(key)!).Key, result.GetValue(by)!, people);
            if (change is StatusChange.Done { Policies: [{ Status: PolicyStatus.Draft } draft, ..] })
            {
                Console.Out.WriteLine($"{draft.Key}: {draft.Approvals.Length} of {people} approvals; it is still a draft and not used.");
                return ExitStatus.Done;
            }

            return Tell(change);
        });
        return command;
    }

    internal static Command CreateRetire()
    {
        var key = PolicyArguments.Key();
        var store = PolicyArguments.Store();
        var by = PolicyArguments.By("Who withdraws it.");
        var reason = new Option<string>("--reason") { Description = "Why.", Required = true, HelpName = "TEXT" };
        var command = new Command("retire", "Withdraw a version for every date of service. What it replaced does not come back.") { key, store, by, reason };
        command.SetAction(result =>
        {
            using var library = PolicyArguments.Open(result.GetValue(store)!);
            return Tell(library.Retire(PolicyArguments.Find(library, result.GetValue(key)!).Key, result.GetValue(by)!, result.GetValue(reason)!));
        });
        return command;
    }

    private static int Tell(StatusChange change)
    {
        switch (change)
        {
            case StatusChange.NotDone refused:
                Console.Error.WriteLine(refused.Reason);
                return ExitStatus.GateFailed;
            case StatusChange.Done done:
                foreach (var policy in done.Policies)
                {
                    string more = policy.Status switch
                    {
                        PolicyStatus.Approved => $", rules from {PolicyArguments.Text(policy.EffectiveFrom)} to {PolicyArguments.Text(policy.LastDay)}",
                        PolicyStatus.Superseded => $", last day {PolicyArguments.Text(policy.LastDay)}",
                        _ => string.Empty,
                    };
                    Console.Out.WriteLine($"{policy.Key}: {Names.Of(policy.Status)}{more}");
                }

                return ExitStatus.Done;
            default:
                throw new InvalidOperationException("unknown change");
        }
    }
}

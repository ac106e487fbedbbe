using System.CommandLine;

namespace HealthcareLlm.Cli.Commands;

/// <summary><c>policies …</c>: the library of medical policies.</summary>
internal static class PoliciesCommand
{
    internal static Command Create() => new("policies", "The library of approved medical policies: nothing but what people approved is ever searched, cited or decided by.")
    {
        PoliciesAddCommand.Create(), PoliciesListCommand.Create(), PoliciesShowCommand.Create(), PoliciesApproveCommand.Create(), PoliciesApproveCommand.CreateRetire(),
        PoliciesCheckCommand.Create(), PoliciesSearchCommand.Create(), PoliciesDraftCommand.Create(),
    };
}

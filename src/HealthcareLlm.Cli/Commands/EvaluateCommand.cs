using System.CommandLine;

namespace HealthcareLlm.Cli.Commands;

/// <summary><c>evaluate</c>: what measures the program on golden sets, and what makes and checks these.</summary>
internal static class EvaluateCommand
{
    internal static Command Create() => new("evaluate", "Measure the program on golden sets.")
    {
        EvaluateRunCommand.Create(),
        EvaluateNewCommand.Create(),
        EvaluateCheckCommand.Create(),
        EvaluateMutateCommand.Create(),
        EvaluateDegradeCommand.Create(),
        EvaluateCalibrateCommand.Create(),
        EvaluateThresholdsCommand.Create(),
        EvaluatePoliciesCommand.Create(),
    };
}

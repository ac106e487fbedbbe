using HealthcareLlm.Ingestion;
using Spectre.Console;

namespace HealthcareLlm.Cli.Output;

/// <summary>Progress on standard error: a line that is written over on a terminal, plain lines elsewhere, none when quiet.</summary>
/// <param name="quiet">Whether to say nothing.</param>
public sealed class Progress(bool quiet) : IProgress<IngestionProgress>
{
    /// <summary>A console that writes to standard error.</summary>
    public static IAnsiConsole Error { get; } = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    private readonly bool _terminal = !Console.IsErrorRedirected;

    /// <inheritdoc />
    public void Report(IngestionProgress value)
    {
        if (quiet || value.Total == 0) return;
        if (!_terminal)
        {
            Console.Error.WriteLine($"read {value.Done} of {value.Total} documents");
            return;
        }

        int filled = value.Done * 30 / value.Total;
        Console.Error.Write($"\r[{new string('#', filled)}{new string('.', 30 - filled)}] {value.Done}/{value.Total} documents");
        if (value.Done == value.Total) Console.Error.Write("\r" + new string(' ', 60) + "\r");
    }
}

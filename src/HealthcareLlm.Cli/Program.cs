using System.CommandLine;
using HealthcareLlm.Cli.Commands;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Cli;

/// <summary>The command line.</summary>
internal static class Program
{
    /// <summary>What a person types to run this program: <c>./run</c>, which says so, or the program's own name.</summary>
    internal static string Name => Environment.GetEnvironmentVariable("HEALTHCARELLM_COMMAND") is { Length: > 0 } name ? name : "./run";

    internal static async Task<int> Main(string[] arguments)
    {
        // Without a terminal there is no width to keep to: a table in a file or a pipe is read by people and scripts alike.
        if (Console.IsOutputRedirected) Spectre.Console.AnsiConsole.Profile.Width = 160;
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            stop.Cancel();
        };
        return await RunAsync(arguments, stop.Token).ConfigureAwait(false);
    }

    /// <summary>Runs one command; the exit status of <see cref="ExitStatus"/>.</summary>
    internal static async Task<int> RunAsync(string[] arguments, CancellationToken cancellation)
    {
        Adapters.Tesseract.OcrThreads.HoldBack();
        Output.AtomicFile.IsQuiet = arguments.Any(static a => a is "--quiet" or "-q");
        var parsed = Root().Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) Console.Error.WriteLine(error.Message);
            Console.Error.WriteLine($"See {Name} {(parsed.CommandResult.Command is RootCommand ? string.Empty : parsed.CommandResult.Command.Name + " ")}--help");
            return ExitStatus.WrongUse;
        }

        try
        {
            // Help is all that is written there; it names this program by what a person types.
            using var help = new StringWriter();
            int status = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = help }, cancellation).ConfigureAwait(false);
            await Console.Out.WriteAsync(help.ToString().Replace(parsed.RootCommandResult.Command.Name + " ", Name + " ", StringComparison.Ordinal)).ConfigureAwait(false);
            return status;
        }
        catch (ConfigurationException e)
        {
            Console.Error.WriteLine(e.Message);
            return ExitStatus.WrongUse;
        }
        catch (Adapters.Policies.PolicyStoreException e)
        {
            Console.Error.WriteLine(e.Message);
            return ExitStatus.WrongUse;
        }
        catch (Adapters.Terminology.TerminologyStoreException e)
        {
            Console.Error.WriteLine(e.Message);
            return ExitStatus.WrongUse;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("Stopped; nothing half-written was left.");
            return ExitStatus.Cancelled;
        }
        catch (Exception e) when (FullDisk(e) is { } full)
        {
            Console.Error.WriteLine(full.Message);
            return ExitStatus.NotWritten;
        }
        catch (Exception caught) when (caught is not OutOfMemoryException)
        {
            // Types and places only: a message of a library may hold text of a document.
            var e = caught;
            while (e is TypeInitializationException or AggregateException && e.InnerException is not null) e = e.InnerException!;
            Console.Error.WriteLine($"Our own fault ({e.GetType().Name}); please report it with these lines, which hold no text of your documents:");
            Console.Error.WriteLine(string.Join('\n', (e.StackTrace ?? string.Empty).Split('\n').Take(8)));
            return ExitStatus.OurFault;
        }
    }

    /// <summary>What could not be written, where that is what ended the command; null where it was something else.</summary>
    private static NotWrittenException? FullDisk(Exception e) => e switch
    {
        NotWrittenException known => known,
        AggregateException { InnerException: { } inner } => FullDisk(inner),
        _ => NotWrittenException.IsDiskFull(e) ? new("a file of the command", e) : null,
    };

    private static RootCommand Root() => new("HealthcareLlm: prior-authorization packets to checked, cited fields; an encounter's notes to a cited discharge summary. Nothing leaves this machine, unless you name a language model on another one and allow its host.")
    {
        ReadCommand.Create(),
        ExtractCommand.Create(),
        SummarizeCommand.Create(),
        AnnotateCommand.Create(),
        PoliciesCommand.Create(),
        TerminologyCommand.Create(),
        EvaluateCommand.Create(),
        BenchCommand.Create(),
        DoctorCommand.Create(),
    };
}

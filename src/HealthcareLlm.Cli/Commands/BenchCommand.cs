using System.CommandLine;
using System.Globalization;
using HealthcareLlm.Cli.Bench;
using Spectre.Console;

namespace HealthcareLlm.Cli.Commands;

/// <summary><c>bench</c>: timings, as ratios and absolute, with the machine named. It never fails a test.</summary>
internal static class BenchCommand
{
    internal static Command Create()
    {
        var samples = new Option<string>("--samples") { Description = "Folder with a digital PDF and a text note to measure on.", DefaultValueFactory = _ => Path.Combine("evalsets", "samples"), HelpName = "DIR" };
        var memory = new Option<bool>("--memory") { Description = "Also measure memory on packets of 25 and 100 pages (some minutes)." };
        var evaluation = new Option<string[]>("--evaluation") { Description = "Measure instead what 'evaluate run' costs: a run of these golden sets of one task, and 10,000 stored results of them judged again (some minutes, 2 GB of disk).", HelpName = "EVALSET", AllowMultipleArgumentsPerToken = true };
        var command = new Command("bench", "Measure speed and memory against the programs and libraries underneath, in one run.") { samples, memory, evaluation, BenchLanguageCommand.Create() };
        command.SetAction(async (result, cancellation) =>
        {
            if (result.GetValue(evaluation) is { Length: > 0 } evalsets) return Evaluation(evalsets);
            string root = result.GetValue(samples)!;
            string pdf = Largest(root, "*.pdf"), note = Largest(root, "*.txt");
            string folder = Directory.CreateTempSubdirectory("healthcarellm-bench-").FullName;
            try
            {
                var suite = new BenchSuite(folder, pdf, await File.ReadAllTextAsync(note, cancellation).ConfigureAwait(false));
                List<BenchRow> rows = [await suite.NoteAsync(cancellation).ConfigureAwait(false), .. await suite.DigitalAsync(cancellation).ConfigureAwait(false), await suite.ConfirmAsync(cancellation).ConfigureAwait(false), .. suite.Scanned()];
                if (result.GetValue(memory)) rows.AddRange(suite.Memory());
                Print(rows);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }

            return ExitStatus.Done;
        });
        return command;
    }

    private static int Evaluation(string[] evalsets)
    {
        string folder = Directory.CreateTempSubdirectory("healthcarellm-bench-").FullName;
        try
        {
            Print(new EvaluationBench(folder, evalsets).Rows().ToList());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return ExitStatus.Done;
    }

    private static string Largest(string folder, string pattern)
    {
        if (!Directory.Exists(folder)) throw new ConfigurationException($"{folder} is no folder; name one with --samples.");
        return Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories).OrderByDescending(f => new FileInfo(f).Length).ThenBy(f => f, StringComparer.Ordinal).FirstOrDefault()
            ?? throw new ConfigurationException($"{folder} holds no {pattern}.");
    }

    private static void Print(IEnumerable<BenchRow> rows)
    {
        string model = File.Exists("/proc/cpuinfo") ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown" : "unknown";
        AnsiConsole.WriteLine($"{Environment.ProcessorCount} cores, {model}, {System.Runtime.InteropServices.RuntimeInformation.OSDescription}, best of 3");
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("What", "Ours", "Against", "Ratio", "Bound", "Holds");
        foreach (var row in rows)
        {
            string ratio = row.Yardstick.Length > 0 ? row.Ratio.ToString("0.00", CultureInfo.InvariantCulture) : string.Empty;
            table.AddRow(Markup.Escape(row.What), Markup.Escape(row.Ours), Markup.Escape(row.Yardstick), ratio, Markup.Escape(row.Bound), row.Holds switch { true => "[green]yes[/]", false => "[red]no[/]", null => string.Empty });
        }

        AnsiConsole.Write(table);
    }
}

using System.CommandLine;
using System.Globalization;
using HealthcareLlm.Adapters.Terminology;
using HealthcareLlm.Documents;
using HealthcareLlm.Terminology;
using Spectre.Console;

namespace HealthcareLlm.Cli.Commands;

/// <summary><c>terminology …</c>: the official code sets that a site imports, and how a code stands on a day.</summary>
internal static class TerminologyCommand
{
    internal static Command Create() => new("terminology", "The code sets that this site imported: ICD-10-CM, HCPCS, its licensed CPT list, RxNorm. A code is judged by the edition of its date of service.")
    {
        TerminologyImportCommand.Create(), CreateList(), CreateCheck(), TerminologyBenchCommand.Create(),
    };

    internal static Option<string?> Folder() => new("--store") { Description = "The folder of code sets. Default: Terminology:Folder of the configuration, beside appsettings.json.", HelpName = "DIR" };

    /// <summary>The store that an option or the configuration names.</summary>
    internal static TerminologyStore Store(string? named, Settings settings) => new(named ?? Path.Combine(AppContext.BaseDirectory, settings.Terminology.Folder));

    /// <summary>The configured code sets; null where none was imported.</summary>
    internal static CodeBook? Book(Settings settings)
    {
        var store = Store(null, settings);
        return store.Exists ? store.Book() : null;
    }

    internal static DateOnly DayOf(string written) =>
        DateOnly.TryParseExact(written, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw new ConfigurationException($"{written} is no date (YYYY-MM-DD).");

    internal static string Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "open";

    private static Command CreateList()
    {
        var folder = Folder();
        var command = new Command("list", "List the imported code sets with the days on which they hold.") { folder };
        command.SetAction(result =>
        {
            var editions = Store(result.GetValue(folder), Settings.Load()).Editions();
            var table = new Table { Border = TableBorder.Simple };
            table.AddColumns("System", "Version", "From", "To", "Codes", "SHA-256 of the file");
            foreach (var edition in editions) table.AddRow([.. ((string[])[edition.System.Name(), edition.Version, Text(edition.ValidFrom), Text(edition.ValidUntil), edition.Count.ToString(CultureInfo.InvariantCulture), edition.SourceHash[..Math.Min(16, edition.SourceHash.Length)]]).Select(Markup.Escape)]);
            AnsiConsole.Write(table);
            Console.Out.WriteLine($"{editions.Length} code sets");
            return ExitStatus.Done;
        });
        return command;
    }

    private static Command CreateCheck()
    {
        var code = new Argument<string>("CODE") { Description = "The code, with or without its dot." };
        var day = new Option<string>("--on") { Description = "The date of service.", Required = true, HelpName = "YYYY-MM-DD" };
        var system = new Option<string?>("--system") { Description = "ICD-10-CM, HCPCS, CPT or RxNorm; without it, every system whose form the code has.", HelpName = "NAME" };
        var folder = Folder();
        var command = new Command("check", "Say whether a code is valid on a day, and by which edition. Exit status 0 where it is, 3 where it is not or cannot be judged.") { code, day, system, folder };
        command.SetAction(result =>
        {
            string written = result.GetValue(code)!;
            var on = DayOf(result.GetValue(day)!);
            var book = Store(result.GetValue(folder), Settings.Load()).Book();
            bool valid = false;
            foreach (var candidate in Systems(result.GetValue(system), written))
            {
                var judged = book.Judge(candidate, written, on);
                valid |= judged.Standing == CodeStanding.Valid;
                Console.Out.WriteLine(string.Join("  ", new[] { candidate.Name(), CodeSystems.Key(written), Names.Of(judged.Standing), judged.Edition?.Name ?? "no edition of that day", judged.Entry?.Label ?? string.Empty }).TrimEnd());
            }

            return valid ? ExitStatus.Done : ExitStatus.GateFailed;
        });
        return command;
    }

    private static CodeSystem[] Systems(string? named, string code)
    {
        if (named is not null) return [CodeSystems.Parse(named) ?? throw new ConfigurationException($"There is no code system '{named}': ICD-10-CM, HCPCS, CPT or RxNorm.")];
        CodeSystem[] fitting = [.. Enum.GetValues<CodeSystem>().Where(s => CodeSystems.IsWellFormed(s, CodeSystems.Key(code)))];
        return fitting.Length > 0 ? fitting : throw new ConfigurationException($"'{code}' has the form of no code of ICD-10-CM, HCPCS, CPT or RxNorm.");
    }
}

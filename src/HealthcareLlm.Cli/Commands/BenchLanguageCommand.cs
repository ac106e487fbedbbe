using System.CommandLine;
using System.Globalization;
using HealthcareLlm.Cli.Bench.Language;
using Spectre.Console;

namespace HealthcareLlm.Cli.Commands;

/// <summary><c>bench language</c>: what is understood of clinical language, row by row of issue 4.</summary>
internal static class BenchLanguageCommand
{
    private const string SharedVariable = "HEALTHCARELLM_SHARED";

    private static readonly string[] s_groups = ["assertion", "notes", "sections", "titles", "planted", "speed", "hostile", "bytes"];

    internal static Command Create()
    {
        var shared = new Option<string?>("--shared") { Description = $"Folder of the public collections (notes, negation); else {SharedVariable}, else shared/data beside this folder or one above it. What is not there is not measured, and said so.", HelpName = "DIR" };
        var evalsets = new Option<string>("--evalsets") { Description = "The repository's evalsets.", DefaultValueFactory = _ => "evalsets", HelpName = "DIR" };
        var only = new Option<string[]>("--only") { Description = "Groups of rows: " + string.Join(", ", s_groups) + ".", DefaultValueFactory = _ => s_groups, AllowMultipleArgumentsPerToken = true, HelpName = "GROUP" };
        only.AcceptOnlyFromAmong(s_groups);
        var faults = new Option<string?>("--faults") { Description = "Also write what went wrong, in the parts that may be read, to a file; it holds words of the measured texts.", HelpName = "FILE" };
        var command = new Command("language", "Measure negation, time, medications, sections, titles, planted wrong facts, speed, hostile text and sameness on the public collections and our own sets (some minutes).") { shared, evalsets, only, faults };
        command.SetAction(async (result, cancellation) =>
        {
            var texts = new BenchTexts(Folder(result.GetValue(shared)), result.GetValue(evalsets)!);
            string[] groups = result.GetValue(only)!;
            Documents.Pattern.Compiles = groups.Intersect(["planted", "speed", "hostile"]).Any();
            using var writer = result.GetValue(faults) is { } file ? new StreamWriter(file) : null;
            Action<string>? tell = writer is null ? null : writer.WriteLine;
            var table = new Table { Border = TableBorder.Simple };
            table.AddColumns("What", "Reached", "n", "Bound", "Holds");
            foreach (string group in s_groups.Where(groups.Contains))
            {
                foreach (var row in await RowsAsync(group, texts, tell, cancellation).ConfigureAwait(false))
                {
                    table.AddRow(Markup.Escape(row.What), Markup.Escape(row.Reached), row.Count == 0 ? string.Empty : row.Count.ToString(CultureInfo.InvariantCulture), Markup.Escape(row.Bound), row.Holds switch { true => "[green]yes[/]", false => "[red]no[/]", null => string.Empty });
                }
            }

            AnsiConsole.Write(table);
            return ExitStatus.Done;
        });
        return command;
    }

    private static async Task<IEnumerable<LanguageRow>> RowsAsync(string group, BenchTexts texts, Action<string>? tell, CancellationToken cancellation) => group switch
    {
        "assertion" => new AssertionMeasures(texts, tell).Rows().ToList(),
        "notes" => new NoteMeasures(texts, tell).Rows().ToList(),
        "sections" => new SectionMeasures(texts).Rows().ToList(),
        "titles" => new TitleMeasures(texts, tell).Rows().ToList(),
        "planted" => new PlantedMeasures(texts, tell).Rows().ToList(),
        "speed" => new SpeedMeasures(texts).Speed(tell).ToList(),
        "hostile" => SpeedMeasures.Hostile(tell).ToList(),
        "bytes" => [await new SameBytes(texts).RowAsync(cancellation).ConfigureAwait(false)],
        _ => [],
    };

    private static string? Folder(string? named)
    {
        if ((named ?? Environment.GetEnvironmentVariable(SharedVariable)) is { Length: > 0 } given)
        {
            return Directory.Exists(given) ? given : throw new ConfigurationException($"{given} is no folder.");
        }

        for (var folder = new DirectoryInfo(Directory.GetCurrentDirectory()); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "shared", "data");
            if (Directory.Exists(path)) return path;
        }

        return null;
    }
}

using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using HealthcareLlm.Adapters.Evaluation;
using HealthcareLlm.Evaluation.GoldenSets;

namespace HealthcareLlm.Cli.Commands;

/// <summary><c>evaluate new SET ID PATH… [--from RESULT]</c>: a new golden case, empty or from a result file that a person has corrected.</summary>
internal static class EvaluateNewCommand
{
    internal static Command Create()
    {
        var set = new Argument<string>("EVALSET") { Description = "Folder of the golden set; made, with a data card to be filled in, where it is absent." };
        var id = new Argument<string>("ID") { Description = "Id of the new case." };
        var paths = new Argument<string[]>("DOCUMENT") { Description = "The documents, in the order in which they are given to the program.", Arity = ArgumentArity.OneOrMore };
        var from = new Option<string?>("--from") { Description = "A result file of these documents that a person has corrected: its values become the right answers.", HelpName = "RESULT.json" };
        var task = new Option<string?>("--task") { Description = "Task of the case; with --from, that of the result." };
        task.AcceptOnlyFromAmong("prior-auth-request", "discharge-summary");
        var part = new Option<string>("--part") { Description = "Part of the case.", DefaultValueFactory = _ => "development" };
        part.AcceptOnlyFromAmong("development", "calibration", "test");
        var date = new Option<string?>("--date") { Description = "Date of the case (YYYY-MM-DD); today where it is not given.", HelpName = "DATE" };
        var tags = new Option<string[]>("--tag") { Description = "A tag as NAME=VALUE: grade, ageBand, sex, specialty, payer, layout …", HelpName = "NAME=VALUE" };
        var outside = new Option<bool>("--outside") { Description = "Leave the documents where they are: the case names them by hash, and its quotes by offsets and hash." };
        var command = new Command("new", "Make a new golden case from documents, empty or from a corrected result file.") { set, id, paths, from, task, part, date, tags, outside };
        command.SetAction(async (result, cancellation) =>
        {
            ReadOnlyMemory<byte>? corrected = result.GetValue(from) is { } file ? Read(file) : (ReadOnlyMemory<byte>?)null;
            string? found = corrected is { } given ? TaskOf(given) : null;
            if (found is not null && result.GetValue(task) is { } asked && asked != found) throw new ConfigurationException($"The result is of {found}, not of {asked}.");
            var made = new NewCase(
                result.GetValue(set)!, result.GetValue(id)!, found ?? result.GetValue(task) ?? throw new ConfigurationException("Name the task (--task), or a result (--from)."), result.GetValue(part)!,
                result.GetValue(date) ?? TimeProvider.System.GetLocalNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Tags(result.GetValue(tags) ?? []), [.. result.GetValue(paths)!], result.GetValue(outside), corrected);
            try
            {
                var todo = await made.MakeAsync(new DocumentLook(Settings.Load().Ingestion).LookAsync, cancellation).ConfigureAwait(false);
                string folder = Path.Combine(made.Set, "cases", made.Id);
                Console.Out.WriteLine($"made {folder}/case.json");
                foreach (string line in todo) Console.Out.WriteLine("to do: " + line);
                Console.Out.WriteLine($"then: {Program.Name} evaluate check {made.Set}{(made.IsOutside ? " --documents DIR" : string.Empty)}");
                return ExitStatus.Done;
            }
            catch (InvalidDataException e)
            {
                throw new ConfigurationException(e.Message, e);
            }
        });
        return command;
    }

    private static byte[] Read(string file)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{file} cannot be opened.", e);
        }
    }

    private static string TaskOf(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return CaseFromResult.TaskOf(bytes) ?? throw new ConfigurationException("The result is of no schema that this version reads (prior-auth-request/v1, discharge-summary/v1). " + SchemaVersions.HowToMigrate + ".");
        }
        catch (System.Text.Json.JsonException e)
        {
            throw new ConfigurationException(string.Create(CultureInfo.InvariantCulture, $"The result is no JSON: line {(e.LineNumber ?? 0) + 1}."), e);
        }
    }

    private static ImmutableSortedDictionary<string, string> Tags(string[] tags) => tags.Select(t => t.Split('=', 2)).ToImmutableSortedDictionary(
        t => t[0], t => t is [_, { Length: > 0 } value] ? value : throw new ConfigurationException($"The tag {t[0]} is not written NAME=VALUE."), StringComparer.Ordinal);
}

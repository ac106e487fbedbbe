using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text;
using HealthcareLlm.Adapters.Readers;
using HealthcareLlm.Cli.Mutation;
using HealthcareLlm.Cli.Output;
using HealthcareLlm.Drafting.Offline;
using HealthcareLlm.Evaluation;
using HealthcareLlm.Evaluation.Mutation;

namespace HealthcareLlm.Cli.Commands;

/// <summary><c>evaluate mutate EVALSET… --output DIR</c>: faults planted in golden cases; what the guards catch of them, and what the harness scores wrong of the rest.</summary>
internal static class EvaluateMutateCommand
{
    internal static Command Create()
    {
        var sets = EvaluateArguments.Sets();
        var output = new Option<string>("--output", "-o") { Description = "Folder for mutations.md and mutations.jsonl.", Required = true, HelpName = "DIR" };
        var part = EvaluateArguments.Part();
        var only = new Option<string[]>("--case") { Description = "Only these cases.", HelpName = "ID", AllowMultipleArgumentsPerToken = true };
        var perKind = new Option<int>("--per-kind") { Description = "How many mutations of a kind in each case, at most.", DefaultValueFactory = _ => 2, HelpName = "N" };
        var seed = new Option<int>("--seed") { Description = "Which of the possible mutations are planted.", DefaultValueFactory = _ => 1, HelpName = "N" };
        var noisy = new Option<int>("--noise") { Description = "In how many cases the pages are speckled and read anew, which takes as long as reading them.", DefaultValueFactory = _ => 2, HelpName = "N" };
        var scans = new Option<bool>("--scans") { Description = "Also plant in cases whose pages are pictures: their text is recognized first." };
        var least = new Option<double?>("--least-caught") { Description = "Exit status 3 where the guards catch a smaller share of any kind (noise apart), 0 to 1.", HelpName = "SHARE" };
        var documents = EvaluateCheckCommand.Documents();
        var quiet = CaseArguments.Quiet();
        var command = new Command("mutate", "Plant faults in golden cases (denials, other digits, doses, sides, years, citations, patients, orders, noise) and show what share the guards catch and what the harness scores wrong. Exit status 3 where one is seen by neither.")
        {
            sets, output, part, only, perKind, seed, noisy, scans, least, documents, quiet,
        };
        command.SetAction(async (result, cancellation) =>
        {
            try
            {
                WritablePath.TryFolder("--output", result.GetValue(output)!);
                var evalsets = EvaluateArguments.Read(result.GetValue(sets)!, null, null, result.GetValue(documents));
                string[] wanted = result.GetValue(only) ?? [];
                ImmutableArray<GoldenCase> cases =
                [
                    .. evalsets.SelectMany(s => s.Cases).Where(c => result.GetValue(part) is not { } p || c.Part == p)
                        .Where(c => wanted.Length > 0 ? wanted.Contains(c.Id, StringComparer.Ordinal) : result.GetValue(scans) || HasText(c)),
                ];
                if (evalsets.All(s => s.Cases.IsEmpty)) throw new ConfigurationException($"{string.Join(", ", evalsets.Select(s => s.Id))} {(evalsets.Length == 1 ? "has" : "have")} no cases: there is nothing to plant in.");
                if (cases.IsEmpty) throw new ConfigurationException(wanted.Length > 0 || result.GetValue(part) is not null ? "There is no such case (of pictures alone: --scans)." : "No case has plain text, in which faults are planted; --scans also takes those of pictures.");
                var settings = Settings.Load();
                var run = new MutationRun(DocumentReaders.All(settings.Ingestion), new OfflineDraftingEngine(), settings, result.GetValue(perKind), result.GetValue(seed));
                var results = ImmutableArray.CreateBuilder<MutationResult>();
                // Noise needs pages: the first cases that have any.
                var speckled = cases.Where(c => c.Record is not null && !c.Paths.All(p => p.EndsWith(".txt", StringComparison.OrdinalIgnoreCase))).Take(result.GetValue(noisy)).ToHashSet();
                for (int i = 0; i < cases.Length; i++)
                {
                    if (!result.GetValue(quiet)) Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{i + 1}/{cases.Length} {cases[i].Id}"));
                    results.AddRange(await run.RunAsync(cases[i], Stranger(evalsets, cases[i]), speckled.Contains(cases[i]), cancellation).ConfigureAwait(false));
                }

                var unasked = Enum.GetValues<MutationKind>().Where(k => result.GetValue(k == MutationKind.OcrNoise ? noisy : perKind) <= 0);
                var table = MutationTable.Of(results, [.. cases.Select(c => c.Task).Distinct(StringComparer.Ordinal)], [.. unasked]);
                if (!result.GetValue(quiet)) EvaluateArguments.Print(table);
                return Show(results.ToImmutable(), table, result.GetValue(output)!, result.GetValue(least));
            }
            catch (InvalidDataException e)
            {
                throw new ConfigurationException(e.Message, e);
            }
        });
        return command;
    }

    private static bool HasText(GoldenCase golden) => golden.Documents.Any(d => d.File.EndsWith(".txt", StringComparison.OrdinalIgnoreCase));

    /// <summary>The next case of the set, in a circle, that is about somebody else and has a plain-text document that names the patient and the birth date.</summary>
    private static GoldenCase? Stranger(Evalset[] evalsets, GoldenCase golden)
    {
        var mates = evalsets.First(s => s.Cases.Contains(golden)).Cases;
        int at = mates.IndexOf(golden);
        return Enumerable.Range(1, mates.Length - 1).Select(i => mates[(at + i) % mates.Length]).FirstOrDefault(c => MutationRun.NamingDocument(c) is not null);
    }

    private static int Show(ImmutableArray<MutationResult> results, ReportTable table, string folder, double? least)
    {
        AtomicFile.Write(Path.Combine(folder, "mutations.jsonl"), Encoding.UTF8.GetBytes(MutationTable.Lines(results)));
        AtomicFile.Write(Path.Combine(folder, "mutations.md"), Encoding.UTF8.GetBytes("# Mutations\n\n" + table.Markdown()));
        var escaped = results.Where(r => r.Outcome == MutationOutcome.Escaped).ToList();
        foreach (var one in escaped) Console.Error.WriteLine($"seen by neither guards nor harness: {one.Case} {Documents.Names.Of(one.Kind)} {one.Where}");
        bool few = least is { } share && results.Where(r => r.Kind != MutationKind.OcrNoise).GroupBy(r => r.Kind)
            .Any(g => g.Count(r => MutationTable.IsCaught(r.Kind, r.Outcome)) < share * g.Count());
        return escaped.Count > 0 || few ? ExitStatus.GateFailed : ExitStatus.Done;
    }
}

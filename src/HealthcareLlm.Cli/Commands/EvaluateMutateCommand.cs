using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text;
using HealthcareLlm.Adapters.Evaluation;
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
        var leastSeen = new Option<double?>("--least-seen") { Description = "Exit status 3 where the harness sees a smaller share of any kind that is planted in results, behind the guards, 0 to 1.", HelpName = "SHARE" };
        var least = new Option<double?>("--least-caught") { Description = "Exit status 3 where the guards catch a smaller share of any kind (noise apart), 0 to 1.", HelpName = "SHARE" };
        var documents = EvaluateCheckCommand.Documents();
        var quiet = CaseArguments.Quiet();
        var command = new Command("mutate", "Plant faults in golden cases (denials, other digits, doses, sides, years, citations, patients, orders, noise) and show what share the guards catch and what the harness scores wrong. Exit status 3 where one is seen by neither.")
        {
            sets, output, part, only, perKind, seed, noisy, scans, least, leastSeen, documents, quiet,
        };
        command.SetAction(async (result, cancellation) =>
        {
            try
            {
                WritablePath.TryFolder("--output", result.GetValue(output)!);
                var evalsets = EvaluateArguments.Read(result.GetValue(sets)!, null, null, result.GetValue(documents));
                string[] wanted = result.GetValue(only) ?? [];
                var settings = Settings.Load();
                ImmutableArray<GoldenCase> chosen =
                [
                    .. evalsets.SelectMany(s => s.Cases).Where(c => result.GetValue(part) is not { } p || c.Part == p).Where(c => wanted.Length == 0 || wanted.Contains(c.Id, StringComparer.Ordinal)),
                ];
                // A case that is named is planted in, whatever it takes.
                var cases = wanted.Length > 0 || result.GetValue(scans) ? chosen : await WithTextAsync(chosen, settings, cancellation).ConfigureAwait(false);
                if (evalsets.All(s => s.Cases.IsEmpty)) throw new ConfigurationException($"{string.Join(", ", evalsets.Select(s => s.Id))} {(evalsets.Length == 1 ? "has" : "have")} no cases: there is nothing to plant in.");
                if (cases.IsEmpty) throw new ConfigurationException(wanted.Length > 0 || result.GetValue(part) is not null ? "There is no such case (of pictures alone: --scans)." : "No case has a document that holds its text, in which faults are planted; --scans also takes those of pictures.");
                var run = new MutationRun(DocumentReaders.All(settings.Ingestion), new OfflineDraftingEngine(), settings, result.GetValue(perKind), result.GetValue(seed));
                foreach (var set in evalsets) foreach (var broken in set.Broken.Where(b => wanted.Length == 0 || wanted.Contains(b.Id, StringComparer.Ordinal))) run.LeaveOut(broken.Id, set.Task, [], "the case cannot be read");
                foreach (var left in chosen.Except(cases)) run.LeaveOut(left.Id, left.Task, [.. left.Documents.Select(static d => d.File)], "pictures, wholly or in part: --scans recognizes them");
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
                ImmutableArray<ReportTable> tables = [table, .. cases.Any(c => c.Record is null) ? [PlantingTables.Behind(results)] : Array.Empty<ReportTable>(), PlantingTables.Kinds(run.Notes), PlantingTables.LeftOut(run.Notes, run.Documents)];
                tables = tables.RemoveAll(static t => t.Rows.IsEmpty);
                string told = PlantingTables.Told(run.Notes, run.Documents);
                if (!result.GetValue(quiet))
                {
                    foreach (var one in tables) EvaluateArguments.Print(one);
                    Console.Out.WriteLine(told + ".");
                }

                return Show(results.ToImmutable(), told, tables, result.GetValue(output)!, result.GetValue(least), result.GetValue(leastSeen));
            }
            catch (InvalidDataException e)
            {
                throw new ConfigurationException(e.Message, e);
            }
        });
        return command;
    }

    /// <summary>The cases that have a document which holds its text: these need no recognition.</summary>
    private static async Task<ImmutableArray<GoldenCase>> WithTextAsync(ImmutableArray<GoldenCase> cases, Settings settings, CancellationToken cancellation)
    {
        var look = new DocumentLook(settings.Ingestion);
        var with = ImmutableArray.CreateBuilder<GoldenCase>();
        foreach (var golden in cases)
        {
            bool any = false, needsRecognition = false;
            foreach (string path in golden.Paths)
            {
                bool holds = await look.HoldsTextAsync(path, cancellation).ConfigureAwait(false);
                any |= holds;
                needsRecognition |= !holds;
            }

            // A picture beside plain text has always been read along.
            if (any && (!needsRecognition || golden.Paths.Any(p => p.EndsWith(".txt", StringComparison.OrdinalIgnoreCase)))) with.Add(golden);
        }

        return with.ToImmutable();
    }

    /// <summary>The next case of the set, in a circle, that is about somebody else and has a plain-text document that names the patient and the birth date.</summary>
    private static GoldenCase? Stranger(Evalset[] evalsets, GoldenCase golden)
    {
        var mates = evalsets.First(s => s.Cases.Contains(golden)).Cases;
        int at = mates.IndexOf(golden);
        return Enumerable.Range(1, mates.Length - 1).Select(i => mates[(at + i) % mates.Length]).FirstOrDefault(c => MutationRun.NamingDocument(c) is not null);
    }

    private static int Show(ImmutableArray<MutationResult> results, string told, ImmutableArray<ReportTable> tables, string folder, double? least, double? leastSeen)
    {
        AtomicFile.Write(Path.Combine(folder, "mutations.jsonl"), Encoding.UTF8.GetBytes(MutationTable.Lines(results)));
        AtomicFile.Write(Path.Combine(folder, "mutations.md"), Encoding.UTF8.GetBytes("# Mutations\n\n" + told + ".\n\n" + string.Join('\n', tables.Select(t => t.Markdown()))));
        var escaped = results.Where(r => r.Outcome == MutationOutcome.Escaped).ToList();
        foreach (var one in escaped) Console.Error.WriteLine($"seen by neither guards nor harness: {one.Case} {Documents.Names.Of(one.Kind)} {one.Where}");
        bool few = least is { } share && results.Where(r => r.Kind < MutationKind.OcrNoise).GroupBy(r => r.Kind)
            .Any(g => g.Count(r => MutationTable.IsCaught(r.Kind, r.Outcome)) < share * g.Count());
        foreach (var kind in results.Where(r => r.Outcome == MutationOutcome.Unseen).GroupBy(r => r.Kind).OrderBy(g => g.Key)) Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"not seen by the harness: {kind.Count()} of {results.Count(r => r.Kind == kind.Key)} {Documents.Names.Of(kind.Key)} (mutations.jsonl names each)"));
        few |= leastSeen is { } seen && results.Where(r => r.Kind > MutationKind.OcrNoise).GroupBy(r => r.Kind).Any(g => g.Count(r => r.Outcome != MutationOutcome.Unseen) < seen * g.Count());
        return escaped.Count > 0 || few ? ExitStatus.GateFailed : ExitStatus.Done;
    }
}

using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using HealthcareLlm.Cli.Output;
using HealthcareLlm.Cli.Trials;
using HealthcareLlm.Evaluation;
using HealthcareLlm.Evaluation.Determinations;
using HealthcareLlm.Export;
using HealthcareLlm.Guards;
using HealthcareLlm.Ingestion;
using HealthcareLlm.Policies.Retrieval;

namespace HealthcareLlm.Cli.Commands;

/// <summary><c>evaluate policies EVALSET</c>: golden determinations, and the random trial of the library's filters.</summary>
internal static class EvaluatePoliciesCommand
{
    internal static Command Create()
    {
        var set = new Argument<string?>("EVALSET") { Description = "Folder of golden determinations: cases/<id>/case.json and documents; none to ask questions alone.", Arity = ArgumentArity.ZeroOrOne };
        var policies = new Option<string>("--policies") { Description = "Folder of policies: each document beside its sheet, <name>.md and <name>.yaml.", Required = true, HelpName = "DIR" };
        var output = new Option<string?>("--output", "-o") { Description = "Folder for every result file and report.md.", HelpName = "DIR" };
        var questions = new Option<string[]>("--questions") { Description = "Also ask these known-item questions, one JSON object a line; each file is scored by itself.", HelpName = "FILE.jsonl", AllowMultipleArgumentsPerToken = true };
        var trial = new Option<int>("--trial") { Description = "Also ask a random library this many questions, with approvals and withdrawals in between, and count what came back and must not.", HelpName = "N" };
        var speed = new Option<int[]>("--speed") { Description = "Also time questions to libraries of so many passages of twenty payers. Figures of a machine: they fail nothing.", HelpName = "N", AllowMultipleArgumentsPerToken = true };
        var quiet = CaseArguments.Quiet();
        var command = new Command("policies", "Measure criteria of medical policies on golden determinations: the confusion of the four states, evidence, outcomes, each with its bound. Exit status 3 where a bound is not kept.") { set, policies, output, questions, trial, speed, quiet };
        command.SetAction(async (result, cancellation) =>
        {
            try
            {
                var scores = ImmutableArray.CreateBuilder<DeterminationScore>();
                var settings = Settings.Load();
                string scratch = Directory.CreateTempSubdirectory("healthcarellm-policies-").FullName;
                try
                {
                    using var library = await PolicyFolder.LoadAsync(result.GetValue(policies)!, Path.Combine(scratch, "policies.db"), cancellation).ConfigureAwait(false);
                    var pipeline = CaseArguments.Pipeline(settings, "offline", out _);
                    var question = new CriteriaQuestion(PolicyArguments.Index(library, settings, out var connection));
                    using var open = connection;
                    foreach (var gold in result.GetValue(set) is { } cases ? GoldDetermination.Read(cases) : [])
                    {
                        var run = await pipeline.ExtractAsync(InputFiles.Load([Path.Combine(gold.Folder, "documents")], settings.Ingestion), question, null, cancellation).ConfigureAwait(false);
                        byte[] json = ResultFileWriter.Write(run.Result);
                        if (result.GetValue(output) is { } folder) CaseArguments.WriteResult(Path.Combine(folder, gold.Id + ".json"), "prior-auth-request/v1", json);
                        scores.Add(DeterminationScore.Judge(gold, json));
                    }

                    var report = new DeterminationReport(scores.ToImmutable());
                    var figures = scores.Count > 0 ? report.Figures() : [];
                    var tables = scores.Count > 0 ? report.Tables() : [];
                    foreach (string asked in result.GetValue(questions) ?? [])
                    {
                        var answers = Ask(asked, question.Library);
                        figures = figures.AddRange(QuestionScore.Figures(answers));
                        tables = tables.Add(DeterminationReport.FiguresTable(QuestionScore.Figures(answers)) with { Title = "Known-item questions: " + asked }).Add(QuestionScore.Wrong(answers));
                        if (result.GetValue(output) is { } lines) AtomicFile.Write(Path.Combine(lines, $"{Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(asked)))}-{Path.GetFileNameWithoutExtension(asked)}.tsv"), System.Text.Encoding.UTF8.GetBytes(QuestionScore.Lines(answers)));
                    }

                    if (result.GetValue(trial) is > 0 and var count)
                    {
                        var safety = PolicySafetyTrial.Run(count, 20261126, scratch, cancellation);
                        var bound = new BoundedFigure("unapproved, retired, superseded or out-of-date in random cases", (int)safety.Violations, safety.Cases, 0, true);
                        figures = figures.Add(bound);
                        tables = tables.Add(DeterminationReport.FiguresTable([bound]) with { Title = string.Create(CultureInfo.InvariantCulture, $"Random trial: {safety.Passages} passages came back, {safety.Changes} changes in between, largest library {safety.MostPassages} passages, {safety.Lost} policies in force not given") });
                    }

                    if (result.GetValue(speed) is { Length: > 0 } sizes) tables = tables.Add(Speeds(sizes.Select(n => PolicySpeedTrial.Run(n, scratch, cancellation))));
                    if (!result.GetValue(quiet)) foreach (var table in tables) EvaluateArguments.Print(table);
                    if (result.GetValue(output) is { } reports) AtomicFile.Write(Path.Combine(reports, "report.md"), System.Text.Encoding.UTF8.GetBytes(string.Join('\n', tables.Select(static t => t.Markdown()))));
                    Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{scores.Count} cases, {figures.Count(static f => f.IsKept)} of {figures.Length} bounds kept"));
                    return figures.All(static f => f.IsKept) ? ExitStatus.Done : ExitStatus.GateFailed;
                }
                finally
                {
                    Directory.Delete(scratch, recursive: true);
                }
            }
            catch (InvalidDataException e)
            {
                throw new ConfigurationException(e.Message, e);
            }
        });
        return command;
    }

    private static List<QuestionScore> Ask(string file, IPolicyIndex library) => [.. GoldQuestion.Read(file).Select(q =>
    {
        var answer = library.Search(new(q.Text, PolicyArguments.DayOf(q.Date)!.Value) { Payer = q.Payer });
        return new QuestionScore(q, [.. answer.Hits.Select(static h => new GivenPassage(h.Policy.PolicyId, h.Passage.Clause, h.Passage.Span.Start, h.Passage.Span.End))], answer.Coverage);
    })];

    private static ReportTable Speeds(IEnumerable<SpeedFigures> figures) => new(
        "Questions of twelve words",
        ["passages", "added a second", "store / text", "median ms", "p95 ms"],
        [.. figures.Select(static f => (ImmutableArray<string>)[f.Passages.ToString(CultureInfo.InvariantCulture), f.PassagesASecond.ToString("0", CultureInfo.InvariantCulture), f.SizeOfText.ToString("0.00", CultureInfo.InvariantCulture), f.Median.ToString("0.0", CultureInfo.InvariantCulture), f.NinetyFifth.ToString("0.0", CultureInfo.InvariantCulture)])]);
}

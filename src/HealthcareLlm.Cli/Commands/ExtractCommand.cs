using System.Collections.Immutable;
using System.CommandLine;
using HealthcareLlm.Adapters.Policies;
using HealthcareLlm.Cli.Output;
using HealthcareLlm.Export;
using HealthcareLlm.Guards;
using HealthcareLlm.Ingestion;
using HealthcareLlm.Policies.Deciding;
using HealthcareLlm.Policies.Sheets;

namespace HealthcareLlm.Cli.Commands;

/// <summary><c>extract PATH… --output FILE</c>: a prior-authorization request.</summary>
internal static class ExtractCommand
{
    internal static Command Create()
    {
        var paths = CaseArguments.Paths("The documents of ONE prior-authorization packet.");
        var output = CaseArguments.Output("Where the result goes (JSON, prior-auth-request/v1).");
        var html = CaseArguments.Html();
        var text = CaseArguments.Text();
        var engine = CaseArguments.Engine();
        var policies = new Option<string?>("--policies") { Description = "A library of medical policies ('policies add' makes one): the criteria of the policy that rules the request, each with its clause and its places in the chart.", HelpName = "FILE" };
        var policy = new Option<string?>("--policy") { Description = "The policy that a person chose, PAYER/NUMBER; else it is chosen by payer, code, diagnosis and date of service.", HelpName = "ID" };
        var day = PolicyArguments.Day("The date of service, where the documents do not settle it.");
        var overrides = new Option<string?>("--overrides") { Description = "Reviewers' own judgements of criteria (YAML: a list of criterion, state, by, on, reason); what was found stays beside them.", HelpName = "FILE" };
        var quiet = CaseArguments.Quiet();
        var command = new Command("extract", "Extract the fields of a prior-authorization packet, each with its place in the documents, and what is missing.")
        {
            paths, output, html, text, policies, policy, day, overrides, engine, quiet,
        };
        command.SetAction(async (result, cancellation) =>
        {
            var settings = Settings.Load();
            var input = CaseArguments.Load(result.GetValue(paths)!, settings.Ingestion);
            bool isQuiet = result.GetValue(quiet);
            var pipeline = CaseArguments.Pipeline(settings, result.GetValue(engine)!, out var connection);
            using var open = connection;
            using var library = result.GetValue(policies) is { } file ? PolicyArguments.Open(file) : null;
            if (library is null && (result.GetValue(policy) ?? result.GetValue(day) ?? result.GetValue(overrides)) is not null) throw new ConfigurationException("--policy, --date and --overrides go with --policies.");
            var question = library is null ? null : new CriteriaQuestion(new SqlitePolicyIndex(library, settings.Policies))
            {
                PolicyId = result.GetValue(policy) is { } id ? IdOf(library, id) : null,
                Day = PolicyArguments.DayOf(result.GetValue(day)),
                Overrides = result.GetValue(overrides) is { } judged ? Overrides(judged) : [],
            };
            var run = await ExtractAsync(pipeline, input, question, new Progress(isQuiet), cancellation).ConfigureAwait(false);
            CaseArguments.WriteResult(result.GetValue(output)!, "prior-auth-request/v1", ResultFileWriter.Write(run.Result));
            CaseArguments.WriteTexts(result.GetValue(text), run.Result.Documents);
            if (result.GetValue(html) is { } page) await HtmlOutput.WriteAsync(page, run.Result, run.Ingested, cancellation).ConfigureAwait(false);
            if (!isQuiet)
            {
                RequestTable.Print(run.Result);
                CriteriaTable.Print(run.Result);
            }

            return Reporter.Report(input, run.Ingested, isQuiet);
        });
        return command;
    }

    private static async Task<CaseRun<GuardedRequest>> ExtractAsync(CasePipeline pipeline, InputFiles input, CriteriaQuestion? question, Progress progress, CancellationToken cancellation)
    {
        try
        {
            return await pipeline.ExtractAsync(input, question, progress, cancellation).ConfigureAwait(false);
        }
        catch (ArgumentException e) when (e.ParamName == "overrides")
        {
            throw new ConfigurationException("--overrides: " + e.Message, e);
        }
    }

    /// <summary>The id that is meant by an id or a number that only one policy has.</summary>
    private static string IdOf(SqlitePolicyStore library, string written)
    {
        string[] ids = [.. library.All().Where(p => PolicyArguments.Names(p, written)).Select(static p => p.PolicyId).Distinct()];
        return ids.Length == 1 ? ids[0] : throw new ConfigurationException(ids.Length == 0 ? $"The library has no {written}." : $"{written} may be: {string.Join(", ", ids)}.");
    }

    private static ImmutableArray<LeafOverride> Overrides(string path)
    {
        if (!File.Exists(path)) throw new ConfigurationException($"{path} cannot be found.");
        var (overrides, faults) = OverrideReader.Read(Path.GetFileName(path), File.ReadAllText(path));
        return faults.IsEmpty ? overrides : throw new ConfigurationException(string.Join('\n', faults));
    }
}

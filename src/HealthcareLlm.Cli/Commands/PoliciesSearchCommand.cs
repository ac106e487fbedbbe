using System.Buffers;
using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using HealthcareLlm.Cli.Output;
using HealthcareLlm.Policies.Retrieval;

namespace HealthcareLlm.Cli.Commands;

/// <summary><c>policies search QUERY</c>: passages of approved policies that answer a question.</summary>
internal static class PoliciesSearchCommand
{
    internal static Command Create()
    {
        var question = new Argument<string?>("QUERY") { Description = "The question, in plain words.", Arity = ArgumentArity.ZeroOrOne };
        var queries = new Option<string?>("--queries") { Description = "Questions, one a line: {\"id\", \"query\", \"payer\", \"line\", \"state\", \"date\"}; all but id and query may be left out.", HelpName = "FILE.jsonl" };
        var output = new Option<string?>("--output", "-o") { Description = "One line a question: {\"id\", \"results\", \"noAnswer\", \"searched\"}.", HelpName = "FILE.jsonl" };
        var payer = new Option<string?>("--payer") { Description = "Only this payer's policies.", HelpName = "NAME" };
        var line = new Option<string?>("--line") { Description = "Line of business.", HelpName = "LINE" };
        var state = new Option<string?>("--state") { Description = "State, two letters.", HelpName = "XX" };
        var day = PolicyArguments.Day("The day whose rules are asked for; default today.");
        var store = PolicyArguments.Store();
        var quiet = CaseArguments.Quiet();
        var command = new Command("search", "Search the approved policies that rule on a day. Where none answers it says so, with what was searched.") { question, queries, output, payer, line, state, day, store, quiet };
        command.SetAction(result =>
        {
            if ((result.GetValue(question) is null) == (result.GetValue(queries) is null)) throw new ConfigurationException("Give a QUERY or --queries.");
            using var library = PolicyArguments.Open(result.GetValue(store)!);
            var index = PolicyArguments.Index(library, Settings.Load(), out var connection);
            using var open = connection;
            var on = PolicyArguments.DayOf(result.GetValue(day)) ?? PolicyArguments.Today;
            var standard = new PolicyQuery(string.Empty, on) { Payer = result.GetValue(payer), LineOfBusiness = result.GetValue(line), State = result.GetValue(state) };
            var buffer = new ArrayBufferWriter<byte>();
            int status = ExitStatus.Done;
            foreach (var (id, query) in result.GetValue(question) is { } one ? [("1", standard with { Text = one })] : Read(result.GetValue(queries)!, standard, () => status = ExitStatus.FileNotRead))
            {
                var answer = index.Search(query);
                Write(buffer, id, answer);
                if (!result.GetValue(quiet) && result.GetValue(question) is not null) Show(answer);
            }

            if (result.GetValue(output) is { } file) AtomicFile.Write(file, buffer.WrittenSpan);
            return status;
        });
        return command;
    }

    private static void Show(SearchAnswer answer)
    {
        foreach (var hit in answer.Hits)
        {
            Console.Out.WriteLine($"{hit.Policy.Key}, clause {(hit.Passage.Clause.Length > 0 ? hit.Passage.Clause : "-")}, page {hit.Passage.Page} (score {hit.Score:0.00})");
            Console.Out.WriteLine("  " + string.Join(' ', hit.Passage.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        }

        if (answer.WhyNone is { } why) Console.Out.WriteLine(why);
        Console.Out.WriteLine($"searched: {answer.Searched.Policies} approved policies ruling on {PolicyArguments.Text(answer.Searched.Query.Day)}{(answer.Searched.Query.Payer is { } payer ? " of " + payer : " of all payers")} for: {string.Join("; ", answer.Searched.Terms)}; ranked by {answer.Ranking}");
    }

    private static IEnumerable<(string Id, PolicyQuery Query)> Read(string path, PolicyQuery standard, Action skipped)
    {
        if (!File.Exists(path)) throw new ConfigurationException($"{path} cannot be found.");
        int number = 0;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            if (Parse(line, standard) is { } read)
            {
                yield return read;
                continue;
            }

            Console.Error.WriteLine($"{path} line {number}: not an object with \"id\" and \"query\"; it was skipped");
            skipped();
        }
    }

    private static (string, PolicyQuery)? Parse(string line, PolicyQuery standard)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            string? Word(string name) => json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty(name, out var e) && e.ValueKind == JsonValueKind.String ? e.GetString() : null;
            if (Word("id") is not { } id || Word("query") is not { } text) return null;
            return (id, standard with { Text = text, Payer = Word("payer") ?? standard.Payer, LineOfBusiness = Word("line") ?? standard.LineOfBusiness, State = Word("state") ?? standard.State, Day = PolicyArguments.DayOf(Word("date")) ?? standard.Day });
        }
        catch (Exception e) when (e is JsonException or ConfigurationException)
        {
            return null;
        }
    }

    private static void Write(ArrayBufferWriter<byte> buffer, string id, SearchAnswer answer)
    {
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteStartArray("results");
            foreach (var hit in answer.Hits)
            {
                json.WriteStartObject();
                json.WriteString("policyId", hit.Policy.PolicyId);
                json.WriteString("version", hit.Policy.Version);
                json.WriteString("documentId", hit.Passage.DocumentId.Hex);
                json.WriteNumber("page", hit.Passage.Page);
                json.WriteNumber("start", hit.Passage.Span.Start);
                json.WriteNumber("end", hit.Passage.Span.End);
                json.WriteString("clause", hit.Passage.Clause);
                json.WriteString("quote", hit.Passage.Text);
                json.WriteNumber("score", Math.Round(hit.Score, 4));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteBoolean("noAnswer", answer.Hits.IsEmpty);
            json.WriteString("ranking", answer.Ranking);
            if (answer.Coverage is { } coverage) json.WriteNumber("coverage", Math.Round(coverage, 3));
            json.WriteStartObject("searched");
            json.WriteNumber("policies", answer.Searched.Policies);
            json.WriteString("date", PolicyArguments.Text(answer.Searched.Query.Day));
            if (answer.Searched.Query.Payer is { } payer) json.WriteString("payer", payer);
            json.WriteStartArray("terms");
            foreach (string term in answer.Searched.Terms) json.WriteStringValue(term);
            json.WriteEndArray();
            if (answer.WhyNone is { } why) json.WriteString("why", why);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
    }
}

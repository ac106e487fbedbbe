using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace HealthcareLlm.Drafting.LanguageModel;

/// <summary>What one part of a case gave, and what it took.</summary>
internal sealed record ConversationResult<T>(ImmutableArray<T> Items, ImmutableArray<AnswerFault> Left, int Calls, int Repairs, long InputTokens, long OutputTokens, string? AnsweredBy);

/// <summary>Asks the model about one part of a case: the prompt with its examples, the sources inside borders, and at most two repair turns that say which rule was broken where.</summary>
internal sealed class ModelConversation(IChatClient client, Prompt prompt, ModelEngineOptions options)
{
    private const int FaultsTold = 20;

    private readonly JsonElement _schema = JsonDocument.Parse(prompt.SchemaText).RootElement.Clone();

    // One for all parts of a document: a client may count in it what the document took.
    private ChatOptions? _options;

    /// <summary>Asks and reads; the answer with the fewest faults counts.</summary>
    /// <exception cref="ModelFailureException">There was no answer, or none that can be used.</exception>
    internal async Task<ConversationResult<T>> AskAsync<T>(ImmutableArray<SourceBlock> blocks, int part, int parts, string leaves, SourceIndex sources, Func<string, SourceIndex, Func<string, double?>, AnswerReading<T>> read, CancellationToken cancellation)
    {
        var messages = Messages(blocks, part, parts, leaves);
        AnswerReading<T>? best = null;
        int calls = 0;
        long input = 0, output = 0;
        string? answeredBy = null;
        while (true)
        {
            var response = await client.GetResponseAsync(messages, _options ??= Options(), cancellation).ConfigureAwait(false);
            calls++;
            string answer = response.Text;
            input += Told(response.Usage?.InputTokenCount) ?? messages.Sum(m => (long)options.CountTokens(m.Text));
            output += Told(response.Usage?.OutputTokenCount) ?? options.CountTokens(answer);
            answeredBy = response.ModelId ?? answeredBy;
            if (response.FinishReason == ChatFinishReason.ContentFilter) throw new ModelFailureException(ModelFailure.ContentFiltered);
            var reading = Read(response, answer, sources, read);
            if (best is null || Weight(reading) < Weight(best)) best = reading;
            if (reading.Faults.IsEmpty || calls > options.RepairTurns) break;
            messages.Add(new(ChatRole.Assistant, answer.Length <= 40_000 ? answer : answer[..40_000]));
            messages.Add(new(ChatRole.User, PromptTemplate.Render(prompt.Repair, new Dictionary<string, string>(StringComparer.Ordinal) { ["faults"] = Told(reading.Faults) })));
        }

        if (best.IsUnusable) throw new ModelFailureException(ModelFailure.AnswerNotUsable);
        return new(best.Items, best.Faults, calls, calls - 1, input, output, answeredBy);
    }

    /// <summary>A count that a server tells; null where it tells none, or one that cannot be.</summary>
    private static long? Told(long? count) => count is >= 0 and < 100_000_000 ? count : null;

    private static AnswerReading<T> Read<T>(ChatResponse response, string answer, SourceIndex sources, Func<string, SourceIndex, Func<string, double?>, AnswerReading<T>> read)
    {
        if (response.FinishReason == ChatFinishReason.Length) return new([], [new("cut-off", "the answer", "It was longer than allowed and breaks off; give fewer or shorter items.") { IsWhole = true }]);
        return read(answer, sources, value => TokenLogProbability.Least(response, answer, value));
    }

    // An answer that cannot be used at all weighs more than any with faults in its items; between those, what is lost counts before what is shown as refused.
    private static int Weight<T>(AnswerReading<T> reading) => reading.Faults.Sum(f => f.IsWhole ? 100_000 : f.IsKept ? 1 : 10) + (reading.Items.IsEmpty ? 50_000 : 0);

    private static string Told(ImmutableArray<AnswerFault> faults) =>
        string.Join('\n', faults.Take(FaultsTold).Select(f => $"- {f.Rule} at {f.Place}: {f.Remedy}")) + (faults.Length > FaultsTold ? string.Create(CultureInfo.InvariantCulture, $"\n- and {faults.Length - FaultsTold} more of these kinds") : string.Empty);

    private ChatOptions Options() => new()
    {
        ModelId = options.Model,
        Temperature = 0,
        Seed = 1,
        MaxOutputTokens = options.MaximumOutputTokens,
        ResponseFormat = options.StructuredOutput ? ChatResponseFormat.ForJsonSchema(_schema, prompt.Schema.Replace('/', '-')) : null,
    };

    private List<ChatMessage> Messages(ImmutableArray<SourceBlock> blocks, int part, int parts, string leaves)
    {
        var messages = new List<ChatMessage> { new(ChatRole.System, PromptTemplate.Render(prompt.System, new Dictionary<string, string>(StringComparer.Ordinal) { ["leaves"] = leaves })) };
        foreach (var example in prompt.Examples)
        {
            messages.Add(new(ChatRole.User, UserText(example.Sources, 1, 1)));
            messages.Add(new(ChatRole.Assistant, example.Answer));
        }

        messages.Add(new(ChatRole.User, UserText([.. blocks.Select(b => KeyValuePair.Create(b.Name, b.Shown))], part, parts)));
        return messages;
    }

    private string UserText(ImmutableArray<KeyValuePair<string, string>> sources, int part, int parts)
    {
        string key = Borders.KeyFor([.. sources.Select(s => s.Value)]);
        return PromptTemplate.Render(prompt.User, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["part"] = part.ToString(CultureInfo.InvariantCulture),
            ["parts"] = parts.ToString(CultureInfo.InvariantCulture),
            ["key"] = key,
            ["sources"] = Borders.Enclose(key, sources),
        });
    }
}

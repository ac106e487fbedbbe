using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace HealthcareLlm.Drafting.LanguageModel;

/// <summary>What one part of a case gave.</summary>
internal sealed record ConversationResult<T>(ImmutableArray<T> Items, ImmutableArray<AnswerFault> Left);

/// <summary>Asks the model about the parts of one case: the prompt with its examples, the sources inside borders, and at most two repair turns that say which rule was broken where.</summary>
internal sealed class ModelConversation(IChatClient client, Prompt prompt, ModelEngineOptions options, AnswerForms forms)
{
    private const int FaultsTold = 20, LongestShown = 40_000;
    private const float SampleTemperature = 0.7f;

    private readonly JsonElement _schema = JsonDocument.Parse(prompt.SchemaText).RootElement.Clone();

    // One for all parts of a document: a client may count in it what the document took.
    private ChatOptions? _options;
    private int _calls, _repairs;
    private long _input, _output;
    private string? _answeredBy;
    private AnswerForm _form = forms.Present;

    /// <summary>A use with what this conversation took so far, whether it ended well or not.</summary>
    internal ModelUse Took(ModelUse use) => use with { Calls = _calls, Repairs = _repairs, InputTokens = _input, OutputTokens = _output, AnsweredBy = _answeredBy, AnswerForm = _form };

    /// <summary>Asks and reads; the answer with the fewest faults counts. Where turns are left, what of it would be withheld is told, and what comes back mended takes its place.</summary>
    /// <exception cref="ModelFailureException">There was no answer, or none that can be used.</exception>
    internal async Task<ConversationResult<T>> AskAsync<T>(ImmutableArray<SourceBlock> blocks, int part, int parts, string leaves, SourceIndex sources, Func<string, SourceIndex, Func<string, double?>, AnswerReading<T>> read, Amendment<T>? amendment, CancellationToken cancellation)
    {
        var messages = Messages(blocks, part, parts, leaves);
        AnswerReading<T>? best = null;
        string bestAnswer = string.Empty;
        int turn = 0;
        for (; ; turn++)
        {
            var (reading, answer) = await TurnAsync(messages, sources, read, cancellation).ConfigureAwait(false);
            if (best is null || Weight(reading) < Weight(best)) (best, bestAnswer) = (reading, answer);
            if (reading.Faults.IsEmpty || turn >= options.RepairTurns) break;
            Tell(messages, answer, prompt.Repair, Told(reading.Faults));
        }

        if (best.IsUnusable) throw new ModelFailureException(ModelFailure.AnswerNotUsable);
        var items = best.Items;
        for (; amendment is not null && prompt.Amend is not null && turn < options.RepairTurns; turn++)
        {
            var doubts = amendment.Doubts(items);
            if (doubts.IsEmpty) break;
            Tell(messages, bestAnswer, prompt.Amend, string.Join('\n', doubts.Take(FaultsTold)));
            try
            {
                var (reading, answer) = await TurnAsync(messages, sources, read, cancellation).ConfigureAwait(false);
                bestAnswer = answer;
                var mended = amendment.Mend(items, reading.Items);
                if (mended == items) break;
                items = mended;
            }
            catch (ModelFailureException)
            {
                // What was answered before is not lost: the rest is withheld as it would have been.
                break;
            }
        }

        return new(items, best.Faults);
    }

    private async Task<(AnswerReading<T> Reading, string Answer)> TurnAsync<T>(List<ChatMessage> messages, SourceIndex sources, Func<string, SourceIndex, Func<string, double?>, AnswerReading<T>> read, CancellationToken cancellation)
    {
        var response = await CallAsync(messages, cancellation).ConfigureAwait(false);
        string answer = response.Text;
        _input += Told(response.Usage?.InputTokenCount) ?? messages.Sum(m => (long)options.CountTokens(m.Text));
        _output += Told(response.Usage?.OutputTokenCount) ?? options.CountTokens(answer);
        _answeredBy = response.ModelId ?? _answeredBy;
        if (response.FinishReason == ChatFinishReason.ContentFilter) throw new ModelFailureException(ModelFailure.ContentFiltered);
        return (Read(response, answer, sources, read), answer);
    }

    private void Tell(List<ChatMessage> messages, string answer, string template, string faults)
    {
        _repairs++;
        messages.Add(new(ChatRole.Assistant, answer.Length <= LongestShown ? answer : answer[..LongestShown]));
        messages.Add(new(ChatRole.User, PromptTemplate.Render(template, new Dictionary<string, string>(StringComparer.Ordinal) { ["faults"] = faults })));
    }

    /// <summary>
    /// One more answer to the same question, as the model gives it when it is let waver (temperature 0.7, a seed of the sample's own, so that a replay finds it); never asked again. Null where it cannot be used.
    /// </summary>
    internal async Task<ImmutableArray<T>?> SampleAsync<T>(ImmutableArray<SourceBlock> blocks, int part, int parts, string leaves, int sample, SourceIndex sources, Func<string, SourceIndex, Func<string, double?>, AnswerReading<T>> read, CancellationToken cancellation)
    {
        var messages = Messages(blocks, part, parts, leaves);
        _options ??= Options();
        (_options.Temperature, _options.Seed) = (SampleTemperature, sample);
        try
        {
            var response = await CallAsync(messages, cancellation).ConfigureAwait(false);
            _input += Told(response.Usage?.InputTokenCount) ?? messages.Sum(m => (long)options.CountTokens(m.Text));
            _output += Told(response.Usage?.OutputTokenCount) ?? options.CountTokens(response.Text);
            if (response.FinishReason == ChatFinishReason.ContentFilter) return null;
            var reading = Read(response, response.Text, sources, read);
            return reading.IsUnusable ? null : reading.Items;
        }
        finally
        {
            (_options.Temperature, _options.Seed) = (0, 1);
        }
    }

    /// <summary>One answer, in the strictest form that the server takes.</summary>
    private async Task<ChatResponse> CallAsync(List<ChatMessage> messages, CancellationToken cancellation)
    {
        while (true)
        {
            _calls++;
            _options ??= Options();
            _options.ResponseFormat = Format();
            try
            {
                var response = await client.GetResponseAsync(messages, _options, cancellation).ConfigureAwait(false);
                forms.Took(_form);
                return response;
            }
            catch (ModelFailureException e) when (e.Failure == ModelFailure.Rejected && AnswerForms.Weaker(_form) is not null)
            {
                _form = AnswerForms.Weaker(_form)!.Value;
            }
        }
    }

    private ChatResponseFormatJson? Format() => _form switch
    {
        AnswerForm.JsonSchema => ChatResponseFormat.ForJsonSchema(_schema, prompt.Schema.Replace('/', '-')),
        AnswerForm.JsonObject => ChatResponseFormat.Json,
        _ => null,
    };

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
        // Adapters ask for the schema strictly where they are told so.
        AdditionalProperties = new() { ["strict"] = true },
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

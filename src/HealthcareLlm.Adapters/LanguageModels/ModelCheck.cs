using System.Collections.Immutable;
using System.Text.Json;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.LanguageModel;
using Microsoft.Extensions.AI;

namespace HealthcareLlm.Adapters.LanguageModels;

/// <summary>What one small call, without any text of a document, shows of a connection.</summary>
/// <param name="Failure">Why there was no answer; null where there was one.</param>
/// <param name="AnsweredBy">Name that the server gave itself.</param>
/// <param name="Form">The strictest form of answers that the server takes, from the one configured on.</param>
/// <param name="KeepsToForm">Whether the answer is what was asked for.</param>
/// <param name="GivesLogProbabilities">Whether token log-probabilities came.</param>
public sealed record ModelCheck(ModelFailure? Failure, string? AnsweredBy, AnswerForm Form, bool KeepsToForm, bool GivesLogProbabilities)
{
    private const string Schema = """{"type":"object","properties":{"ok":{"type":"boolean"}},"required":["ok"],"additionalProperties":false}""";

    /// <summary>Makes the call, once and without waiting long.</summary>
    /// <exception cref="InvalidDataException">The key cannot be read.</exception>
    public static async Task<ModelCheck> RunAsync(LanguageModelSettings settings, CancellationToken cancellation)
    {
        using var connection = new ModelConnection(Once(settings));
        for (var form = LanguageModelSettings.FormOf(settings.StructuredOutput) ?? AnswerForm.JsonSchema; ; form++)
        {
            try
            {
                var response = await connection.Client.GetResponseAsync([new(ChatRole.User, "Answer with the JSON object {\"ok\": true} and nothing else.")], Options(settings, form), cancellation).ConfigureAwait(false);
                return new(null, response.ModelId, form, Keeps(response.Text), response.AdditionalProperties?.TryGetValue(TokenLogProbability.Key, out object? found) == true && found is ImmutableArray<TokenLogProbability>);
            }
            catch (ModelFailureException e)
            {
                if (e.Failure == ModelFailure.Rejected && form < AnswerForm.Words) continue;
                return new(e.Failure, null, form, false, false);
            }
        }
    }

    /// <summary>Asks the embedding model for the vector of a word: its length, or why there was none.</summary>
    /// <exception cref="InvalidDataException">The key cannot be read.</exception>
    public static async Task<(int? Dimensions, ModelFailure? Failure)> EmbeddingsAsync(LanguageModelSettings settings, CancellationToken cancellation)
    {
        using var connection = new ModelConnection(Once(settings));
        try
        {
            var vectors = await connection.Embeddings(NoAudit.Instance)!.GenerateAsync(["check"], cancellationToken: cancellation).ConfigureAwait(false);
            return (vectors[0].Vector.Length, null);
        }
        catch (ModelFailureException e)
        {
            return (null, e.Failure);
        }
    }

    private static LanguageModelSettings Once(LanguageModelSettings settings) => settings with { Retries = 0, AttemptTime = TimeSpan.FromSeconds(30), CallTime = TimeSpan.FromSeconds(30), Record = null, CacheFolder = null, CacheKeyFile = null };

    private static ChatOptions Options(LanguageModelSettings settings, AnswerForm form) => new()
    {
        ModelId = settings.Model,
        Temperature = 0,
        MaxOutputTokens = 200,
        AdditionalProperties = new() { ["strict"] = true },
        ResponseFormat = form switch
        {
            AnswerForm.JsonSchema => ChatResponseFormat.ForJsonSchema(JsonDocument.Parse(Schema).RootElement.Clone(), "check"),
            AnswerForm.JsonObject => ChatResponseFormat.Json,
            _ => null,
        },
    };

    /// <summary>What to do about a failure, in a sentence.</summary>
    public static string Remedy(ModelFailure failure) => failure switch
    {
        ModelFailure.Unreachable or ModelFailure.TimedOut => "Start the server, or mend LanguageModel:Endpoint; a slow model may need its first call to load it.",
        ModelFailure.NotAuthorized => "Mend LanguageModel:ApiKey or ApiKeyFile (on Azure: EntraId and the role of the identity).",
        ModelFailure.UnknownModel => "Mend LanguageModel:Model (on Azure the deployment's name), or the path of LanguageModel:Endpoint.",
        ModelFailure.Rejected => "The server does not accept the request: not as JSON schema, not as JSON object, not by words alone. Try LanguageModel:LogProbabilities=false.",
        ModelFailure.TooLong => "The model takes less in than was sent: lower LanguageModel:MaximumInputTokens.",
        _ => "The server gave no usable answer (" + Names.Of(failure) + ").",
    };

    private static bool Keeps(string answer)
    {
        try
        {
            return JsonDocument.Parse(answer).RootElement is { ValueKind: JsonValueKind.Object } root && root.EnumerateObject().Count() == 1 && root.TryGetProperty("ok", out var ok) && ok.ValueKind is JsonValueKind.True or JsonValueKind.False;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

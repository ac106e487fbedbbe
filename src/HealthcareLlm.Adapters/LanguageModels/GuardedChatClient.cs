using System.ClientModel;
using System.Collections.Immutable;
using HealthcareLlm.Drafting.LanguageModel;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using Polly.CircuitBreaker;
using Polly.Timeout;
using ChatFinishReason = Microsoft.Extensions.AI.ChatFinishReason;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace HealthcareLlm.Adapters.LanguageModels;

/// <summary>Turns what the vendor's client throws and answers into what the core knows: failures by their kind, token log-probabilities, refusals.</summary>
/// <param name="inner">The vendor's client.</param>
/// <param name="logProbabilities">Whether log-probabilities are asked for.</param>
internal sealed class GuardedChatClient(IChatClient inner, bool logProbabilities) : DelegatingChatClient(inner)
{
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            var asked = options?.Clone() ?? new ChatOptions();
            if (logProbabilities) asked.RawRepresentationFactory = static _ => new ChatCompletionOptions { IncludeLogProbabilities = true };
            var response = await base.GetResponseAsync(messages, asked, cancellationToken).ConfigureAwait(false);
            Read(response);
            return response;
        }
        catch (ModelFailureException)
        {
            throw;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The vendor's messages may hold text of the request: the kind alone is kept.
            throw new ModelFailureException(Kind(e));
        }
    }

    private static void Read(ChatResponse response)
    {
        if (response.RawRepresentation is not ChatCompletion completion) return;
        if (completion.Refusal is { Length: > 0 }) throw new ModelFailureException(ModelFailure.Refused);
        if (completion.FinishReason == OpenAI.Chat.ChatFinishReason.ContentFilter) response.FinishReason = ChatFinishReason.ContentFilter;
        if (completion.ContentTokenLogProbabilities is not { Count: > 0 } tokens) return;
        (response.AdditionalProperties ??= [])[TokenLogProbability.Key] = tokens.Select(static t => new TokenLogProbability(t.Token, t.LogProbability)).ToImmutableArray();
    }

    /// <summary>What an exception of the vendor's client, or of a handler below it, means.</summary>
    internal static ModelFailure Kind(Exception e)
    {
        for (Exception? at = e; at is not null; at = at.InnerException)
        {
            switch (at)
            {
                case ModelFailureException known: return known.Failure;
                case BrokenCircuitException: return ModelFailure.CircuitOpen;
                case TimeoutRejectedException or OperationCanceledException or TimeoutException: return ModelFailure.TimedOut;
                case ClientResultException { Status: > 0 } result: return ModelResilience.Of(result.Status, result.GetRawResponse() is { } response ? response.Content.ToMemory().Span : []);
                case HttpRequestException or IOException: return ModelFailure.Unreachable;
                default: break;
            }
        }

        return ModelFailure.AnswerNotReadable;
    }
}

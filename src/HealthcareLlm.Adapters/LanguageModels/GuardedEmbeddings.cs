using HealthcareLlm.Documents;
using HealthcareLlm.Drafting;
using HealthcareLlm.Drafting.LanguageModel;
using Microsoft.Extensions.AI;
using OpenAI.Embeddings;

namespace HealthcareLlm.Adapters.LanguageModels;

/// <summary>
/// Vectors of texts from an OpenAI-compatible endpoint, under the same budgets, guard of hosts, retries, recording, cache and audit as answers. A response with another count, a place that is
/// named twice, a number that is none, or vectors of several lengths is no answer.
/// </summary>
/// <param name="client">The vendor's client.</param>
/// <param name="budget">Budgets.</param>
/// <param name="audit">Is told of every call.</param>
/// <param name="use">Model and host, for the audit.</param>
internal sealed class GuardedEmbeddings(EmbeddingClient client, TokenBudget budget, IModelAudit audit, ModelUse use) : IEmbeddingGenerator<string, Embedding<float>>
{
    private const int MostDimensions = 20_000;

    /// <exception cref="ModelFailureException">There is no answer, or none that can be used.</exception>
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, Microsoft.Extensions.AI.EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        List<string> texts = [.. values];
        long tokens = texts.Sum(static t => (long)TokenCounter.Count(t));
        var told = use with { InputTokens = tokens };
        try
        {
            budget.Allow(0, tokens);
            told = told with { Calls = 1, CharactersSent = texts.Sum(static t => (long)t.Length) };
            var answer = (await client.GenerateEmbeddingsAsync(texts, cancellationToken: cancellationToken).ConfigureAwait(false)).Value;
            budget.Took(answer.Usage?.InputTokenCount is > 0 and var counted ? counted : tokens);
            var vectors = InOrder(answer, texts.Count);
            audit.Used("embed", told);
            return vectors;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            var failure = GuardedChatClient.Kind(e);
            // A call that a budget or the guard of hosts held back sent nothing.
            if (failure is ModelFailure.OverBudget or ModelFailure.HostNotAllowed or ModelFailure.NotRecorded or ModelFailure.CircuitOpen) told = told with { Calls = 0, CharactersSent = 0 };
            audit.Used("embed", told with { Fallback = Names.Of(failure) });
            throw new ModelFailureException(failure);
        }
    }

    /// <inheritdoc />
    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    /// <inheritdoc />
    public void Dispose()
    {
    }

    private static GeneratedEmbeddings<Embedding<float>> InOrder(OpenAIEmbeddingCollection answer, int count)
    {
        var vectors = new Embedding<float>?[count];
        foreach (var one in answer)
        {
            var vector = one.ToFloats();
            // Servers may answer in another order than they were asked in: the place that they name counts.
            if (one.Index < 0 || one.Index >= count || vectors[one.Index] is not null || !IsVector(vector.Span)) throw new ModelFailureException(ModelFailure.AnswerNotReadable);
            vectors[one.Index] = new(vector);
        }

        if (vectors.Any(static v => v is null) || vectors.Select(static v => v!.Vector.Length).Distinct().Count() > 1) throw new ModelFailureException(ModelFailure.AnswerNotReadable);
        return new(vectors!);
    }

    private static bool IsVector(ReadOnlySpan<float> vector)
    {
        if (vector.Length is 0 or > MostDimensions) return false;
        double length = 0;
        foreach (float number in vector)
        {
            if (!float.IsFinite(number)) return false;
            length += (double)number * number;
        }

        return length > 0;
    }
}

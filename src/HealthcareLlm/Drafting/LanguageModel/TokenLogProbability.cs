using System.Collections.Immutable;
using Microsoft.Extensions.AI;

namespace HealthcareLlm.Drafting.LanguageModel;

/// <summary>A token of an answer and how probable the model held it.</summary>
/// <param name="Token">Its characters; the tokens of an answer joined are the answer.</param>
/// <param name="LogProbability">Natural logarithm of its probability, 0 or below.</param>
public readonly record struct TokenLogProbability(string Token, double LogProbability)
{
    /// <summary>Key under which adapters put the tokens of an answer into a response's additional properties, as <see cref="ImmutableArray{T}"/>.</summary>
    public const string Key = "healthcarellm.logprobs";

    /// <summary>The least probability (0 to 1) of the tokens that a value touches, at its first place in the answer; null where the server gave none or the value is not there.</summary>
    internal static double? Least(ChatResponse response, string answer, string value)
    {
        if (response.AdditionalProperties?.TryGetValue(Key, out object? found) != true || found is not ImmutableArray<TokenLogProbability> tokens || value.Length == 0) return null;
        int start = answer.IndexOf(value, StringComparison.Ordinal), at = 0;
        if (start < 0) return null;
        double? least = null;
        foreach (var token in tokens)
        {
            int end = at + token.Token.Length;
            if (end > start && at < start + value.Length) least = Math.Min(least ?? 1, Math.Exp(Math.Min(token.LogProbability, 0)));
            at = end;
        }

        return double.IsFinite(least ?? 0) ? least : 0;
    }
}

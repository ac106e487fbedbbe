using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace HealthcareLlm.Adapters.LanguageModels;

/// <summary>
/// Counts the tokens of a call before it is made, with the most that it may answer, and makes none that would exceed a budget: of one call's document, of a day, in tokens and in money.
/// </summary>
internal sealed class BudgetedChatClient(IChatClient inner, LanguageModelSettings settings, TokenBudget budget) : DelegatingChatClient(inner)
{
    private const string Spent = "healthcarellm.spent";

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var list = messages as IList<ChatMessage> ?? [.. messages];
        long input = list.Sum(m => (long)TokenCounter.Count(m.Text)), output = options?.MaxOutputTokens ?? settings.MaximumOutputTokens;
        // What a document took so far travels with its conversation: the repair turns of one are counted together.
        long before = options?.AdditionalProperties?.TryGetValue(Spent, out object? spent) == true && spent is long known ? known : 0;
        budget.Allow(before, input + output);
        var response = await base.GetResponseAsync(list, options, cancellationToken).ConfigureAwait(false);
        long used = (response.Usage?.InputTokenCount is >= 0 and var i ? i : input) + (response.Usage?.OutputTokenCount is >= 0 and var o ? o : TokenCounter.Count(response.Text));
        if (options is not null) (options.AdditionalProperties ??= [])[Spent] = before + used;
        budget.Took(used);
        return response;
    }

    /// <summary>The same answer, whole, as updates: nothing is shown before it is judged, and no call passes the budgets by.</summary>
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var response = await GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
        foreach (var update in response.ToChatResponseUpdates()) yield return update;
    }

    /// <summary>What is wrong with the budgets of settings, in sentences.</summary>
    internal static IEnumerable<string> Faults(LanguageModelSettings settings)
    {
        if (settings.MaximumTokensPerDocument < 0 || settings.MaximumTokensPerDay < 0 || settings.MaximumCostPerDay < 0 || settings.CostPerMillionTokens < 0) yield return "LanguageModel: budgets and costs must not be negative; 0 means none";
        if (settings.MaximumCostPerDay > 0 && settings.CostPerMillionTokens <= 0) yield return string.Create(CultureInfo.InvariantCulture, $"LanguageModel:MaximumCostPerDay is {settings.MaximumCostPerDay}, and CostPerMillionTokens is not set");
    }
}

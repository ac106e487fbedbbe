using HealthcareLlm.Drafting.LanguageModel;

namespace HealthcareLlm.Adapters.LanguageModels;

/// <summary>The budgets of a document and of a day, in tokens and in money, which every call to a model keeps, whatever it is for.</summary>
/// <param name="settings">The budgets.</param>
/// <param name="ledger">What the day took so far.</param>
internal sealed class TokenBudget(LanguageModelSettings settings, UsageLedger ledger)
{
    private bool CountsDays => settings.MaximumTokensPerDay > 0 || settings.MaximumCostPerDay > 0;

    /// <summary>Lets a call be made, or not.</summary>
    /// <param name="before">Tokens that its document took so far.</param>
    /// <param name="tokens">Most tokens that it may take.</param>
    /// <exception cref="ModelFailureException">It would exceed a budget, or nobody can tell.</exception>
    internal void Allow(long before, long tokens)
    {
        if (settings.MaximumTokensPerDocument > 0 && before + tokens > settings.MaximumTokensPerDocument) throw new ModelFailureException(ModelFailure.OverBudget);
        long today = Counted(() => CountsDays ? ledger.Today() : 0);
        if (settings.MaximumTokensPerDay > 0 && today + tokens > settings.MaximumTokensPerDay) throw new ModelFailureException(ModelFailure.OverBudget);
        if (settings.MaximumCostPerDay > 0 && (today + tokens) * settings.CostPerMillionTokens / 1_000_000 > settings.MaximumCostPerDay) throw new ModelFailureException(ModelFailure.OverBudget);
    }

    /// <summary>Counts what a call took.</summary>
    internal void Took(long tokens) => Counted(() =>
    {
        if (CountsDays) ledger.Add(tokens);
        return tokens;
    });

    private static long Counted(Func<long> count)
    {
        try
        {
            return count();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new ModelFailureException(ModelFailure.OverBudget);
        }
    }
}

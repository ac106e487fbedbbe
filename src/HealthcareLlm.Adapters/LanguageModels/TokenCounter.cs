using Microsoft.ML.Tokenizers;

namespace HealthcareLlm.Adapters.LanguageModels;

/// <summary>Counts tokens before a call, with the vocabulary o200k: other models' counts differ by some tenths, which budgets allow for.</summary>
internal static class TokenCounter
{
    private static readonly Lazy<Tokenizer> O200K = new(static () => TiktokenTokenizer.CreateForModel("gpt-4o"));

    internal static int Count(string text) => O200K.Value.CountTokens(text, considerPreTokenization: true, considerNormalization: false);
}

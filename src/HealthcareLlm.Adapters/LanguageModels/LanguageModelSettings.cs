using HealthcareLlm.Drafting.LanguageModel;

namespace HealthcareLlm.Adapters.LanguageModels;

/// <summary>How a language model is reached. Without <see cref="Endpoint"/> and <see cref="Model"/> there is none, and nothing is ever sent anywhere.</summary>
public sealed record LanguageModelSettings
{
    /// <summary><c>openai-compatible</c> (default: OpenAI, vLLM, Ollama, llama.cpp …) or <c>azure-openai</c>.</summary>
    public string Provider { get; init; } = "openai-compatible";

    /// <summary>Base address: <c>http://localhost:11434/v1</c>, <c>https://api.openai.com/v1</c>, or an Azure resource (<c>https://NAME.openai.azure.com</c>).</summary>
    public string? Endpoint { get; init; }

    /// <summary>Name of the model, or of the deployment on Azure.</summary>
    public string? Model { get; init; }

    /// <summary>Name of an embedding model that ranks passages of medical policies beside their words; without it questions to the library are ranked by words alone and sent nowhere.</summary>
    public string? EmbeddingModel { get; init; }

    /// <summary>Base address of the embedding model; null for <see cref="Endpoint"/>.</summary>
    public string? EmbeddingEndpoint { get; init; }

    /// <summary>The key; better from the environment (<c>HEALTHCARELLM__LanguageModel__ApiKey</c>) or <see cref="ApiKeyFile"/> than from a file of settings.</summary>
    public string? ApiKey { get; init; }

    /// <summary>A file that holds the key and nothing else.</summary>
    public string? ApiKeyFile { get; init; }

    /// <summary>On Azure: sign in with Entra ID (managed identity, environment, Azure CLI) in place of a key.</summary>
    public bool EntraId { get; init; }

    /// <summary>Hosts that text may be sent to, beside this machine; separated by commas. Empty by default: remote models are off.</summary>
    public string AllowedHosts { get; init; } = string.Empty;

    /// <summary>Whether invented names, ids, contacts and addresses stand in for the true ones in what is sent. Default true.</summary>
    public bool Surrogates { get; init; } = true;

    /// <summary>Whether every date is moved by the same number of weeks in what is sent, and back in the result. Default false.</summary>
    public bool ShiftDates { get; init; }

    /// <summary>How answers are asked for first: <c>json-schema</c> (default), <c>json-object</c> (plain JSON mode) or <c>none</c> (by words alone). Where the server refuses one, the next is tried.</summary>
    public string StructuredOutput { get; init; } = "json-schema";

    /// <summary>Whether token log-probabilities are asked for. Default true; false for servers that refuse them.</summary>
    public bool LogProbabilities { get; init; } = true;

    /// <summary>Answers asked for of each part, 1 to 5: the first gives the values, the others how far the model agrees with itself, which raises or lowers scores. Costs as many calls. Default 1.</summary>
    public int Samples { get; init; } = 1;

    /// <summary>Longest time of one attempt; slow models on a processor need minutes. Default 5 minutes.</summary>
    public TimeSpan AttemptTime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Longest time of a call with all its attempts and waits. Default 15 minutes.</summary>
    public TimeSpan CallTime { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Longest wait that a server may ask for (Retry-After); longer, and the offline engine takes over. Default 1 minute.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Attempts after the first, 0 to 5. Default 2.</summary>
    public int Retries { get; init; } = 2;

    /// <summary>How long no call is made once calls fail. Default 1 minute.</summary>
    public TimeSpan BreakTime { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Most bytes of an answer. Default 4 MB.</summary>
    public int MaximumAnswerBytes { get; init; } = 4_000_000;

    /// <summary>Most tokens of documents in one call. Default 12,000.</summary>
    public int MaximumInputTokens { get; init; } = 12_000;

    /// <summary>Most tokens of one answer. Default 8,000.</summary>
    public int MaximumOutputTokens { get; init; } = 8_000;

    /// <summary>Most tokens of one document, its repair turns together; counted before each call. 0 for no limit; default 100,000.</summary>
    public int MaximumTokensPerDocument { get; init; } = 100_000;

    /// <summary>Most tokens of a day (UTC). 0 for no limit, the default.</summary>
    public long MaximumTokensPerDay { get; init; }

    /// <summary>Most money of a day, in the currency of <see cref="CostPerMillionTokens"/>. 0 for no limit, the default.</summary>
    public decimal MaximumCostPerDay { get; init; }

    /// <summary>Price of a million tokens, the dearer of input and output. 0 where it costs nothing.</summary>
    public decimal CostPerMillionTokens { get; init; }

    /// <summary>File that keeps the tokens of the day over processes; without it a day's budget holds within one process.</summary>
    public string? UsageFile { get; init; }

    /// <summary>File to which every use of the model adds a line: counts, names of model and host, never text. Without it nothing is written.</summary>
    public string? AuditFile { get; init; }

    /// <summary>File to which every exchange is recorded; as sensitive as the documents.</summary>
    public string? Record { get; init; }

    /// <summary>A recording to answer from; then nothing is sent anywhere.</summary>
    public string? Replay { get; init; }

    /// <summary>Folder of the encrypted cache of answers; without it nothing is kept.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>File with the cache's key, 32 bytes or more; made where it is not there. Keep it elsewhere than the folder.</summary>
    public string? CacheKeyFile { get; init; }

    /// <summary>Whether a model is configured.</summary>
    public bool IsConfigured => !string.IsNullOrWhiteSpace(Endpoint) || !string.IsNullOrWhiteSpace(Model);

    /// <summary>What is wrong with these settings, in sentences; empty where nothing is.</summary>
    public IEnumerable<string> Faults()
    {
        if (AttemptTime <= TimeSpan.Zero || CallTime < AttemptTime || LongestWait < TimeSpan.Zero || BreakTime < TimeSpan.FromSeconds(1)) yield return "LanguageModel: AttemptTime must be positive, CallTime not below it, LongestWait not negative, BreakTime 1 second or more";
        if (Retries is not (>= 0 and <= 5)) yield return "LanguageModel:Retries must lie between 0 and 5";
        if (MaximumAnswerBytes < 1000) yield return "LanguageModel:MaximumAnswerBytes must be 1000 or more";
        if (MaximumInputTokens < 500 || MaximumOutputTokens < 100) yield return "LanguageModel: MaximumInputTokens must be 500 or more, MaximumOutputTokens 100 or more";
        if (Samples is not (>= 1 and <= 5)) yield return "LanguageModel:Samples must lie between 1 and 5";
        if (FormOf(StructuredOutput) is null) yield return $"LanguageModel:StructuredOutput is '{StructuredOutput}', and must be json-schema, json-object or none";
        foreach (string fault in BudgetedChatClient.Faults(this)) yield return fault;
        if (!IsConfigured) yield break;
        if (Provider is not ("openai-compatible" or "azure-openai")) yield return $"LanguageModel:Provider is '{Provider}', and must be openai-compatible or azure-openai";
        if (string.IsNullOrWhiteSpace(Model)) yield return "LanguageModel:Model is not set";
        foreach (string fault in Address(nameof(Endpoint), Endpoint).Concat(EmbeddingEndpoint is null ? [] : Address(nameof(EmbeddingEndpoint), EmbeddingEndpoint))) yield return fault;
        if (Record is not null && Replay is not null) yield return "LanguageModel: Record and Replay exclude each other";
        if (CacheFolder is not null != CacheKeyFile is not null) yield return "LanguageModel: CacheFolder and CacheKeyFile go together";
        if (EntraId && Provider != "azure-openai") yield return "LanguageModel:EntraId goes with the provider azure-openai";
    }

    /// <summary>What is wrong with an address.</summary>
    private IEnumerable<string> Address(string name, string? written)
    {
        if (!Uri.TryCreate(written, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            yield return $"LanguageModel:{name} must be an address that begins with http:// or https://";
            yield break;
        }

        if (uri.IsLoopback || Replay is not null) yield break;
        if (!HostGuard.Hosts(AllowedHosts).Contains(uri.Host)) yield return $"LanguageModel: {uri.Host} is another machine, and remote models are off; to send text of documents there, put it into LanguageModel:AllowedHosts";
        if (uri.Scheme != "https") yield return $"LanguageModel:{name} on another machine must begin with https://";
    }

    /// <summary>The form that a value of <see cref="StructuredOutput"/> means; null where it means none.</summary>
    internal static AnswerForm? FormOf(string written) => written switch { "json-schema" => AnswerForm.JsonSchema, "json-object" => AnswerForm.JsonObject, "none" => AnswerForm.Words, _ => null };

    /// <summary>The key in force; null where none is set.</summary>
    /// <exception cref="InvalidDataException">The file of the key cannot be read.</exception>
    public string? Key()
    {
        if (!string.IsNullOrWhiteSpace(ApiKey)) return ApiKey.Trim();
        if (string.IsNullOrWhiteSpace(ApiKeyFile)) return null;
        try
        {
            return File.ReadAllText(ApiKeyFile).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException("LanguageModel:ApiKeyFile cannot be read", e);
        }
    }
}

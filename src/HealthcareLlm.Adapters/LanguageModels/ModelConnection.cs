using System.ClientModel;
using System.ClientModel.Primitives;
using System.Collections.Immutable;
using Azure.Identity;
using HealthcareLlm.Drafting;
using HealthcareLlm.Drafting.LanguageModel;
using HealthcareLlm.Policies;
using Microsoft.Extensions.AI;
using OpenAI;

namespace HealthcareLlm.Adapters.LanguageModels;

/// <summary>The connection to one model: made once a process, since its circuit breaker remembers failures.</summary>
public sealed class ModelConnection : IDisposable
{
    private const string EntraScope = "https://ai.azure.com/.default";

    private readonly LanguageModelSettings _settings;
    private readonly HttpClient _http;
    private readonly Uri _endpoint;
    private readonly TimeProvider _time;
    private readonly TokenBudget _budget;

    /// <summary>Connects as the settings say; nothing is sent yet.</summary>
    /// <param name="settings">Settings without faults.</param>
    /// <param name="time">The clock of waits and limits.</param>
    /// <param name="network">What stands for the network; null for the real one.</param>
    /// <exception cref="InvalidDataException">The key cannot be read.</exception>
    public ModelConnection(LanguageModelSettings settings, TimeProvider? time = null, HttpMessageHandler? network = null)
    {
        _settings = settings;
        _time = time ?? TimeProvider.System;
        _endpoint = EndpointOf(settings, settings.Endpoint!);
        _http = new(Handlers(settings, _time, network)) { Timeout = Timeout.InfiniteTimeSpan };
        _budget = new(settings, new(settings.UsageFile, _time));
        var guarded = new GuardedChatClient(OpenAi(settings, _endpoint).GetChatClient(settings.Model).AsIChatClient(), settings.LogProbabilities);
        Client = new BudgetedChatClient(guarded, settings, _budget);
    }

    /// <summary>The model.</summary>
    public IChatClient Client { get; }

    /// <summary>The engine that drafts by this model, run as functions of a kernel.</summary>
    /// <param name="offline">The second opinion, and what takes over.</param>
    /// <param name="audit">Is told of every use; null for the file of the settings, or nobody.</param>
    /// <param name="policies">The library that functions of the kernel may read; null for none.</param>
    public IDraftingEngine Engine(IDraftingEngine offline, IModelAudit? audit = null, PolicyPlugin? policies = null) =>
        new KernelDraftingEngine(new LanguageModelDraftingEngine(Client, offline, Options()), Client, audit ?? Audit(), policies);

    /// <summary>The model's proposal for a medical policy's criteria, unchecked.</summary>
    /// <param name="passages">The policy's passages: all that is sent.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <param name="audit">Is told of it; null for the file of the settings, or nobody.</param>
    public async Task<CriteriaProposal> ProposeCriteriaAsync(ImmutableArray<PolicyPassage> passages, CancellationToken cancellation, IModelAudit? audit = null)
    {
        var proposal = await new CriteriaProposer(Client, Options()).ProposeAsync(passages, cancellation).ConfigureAwait(false);
        (audit ?? Audit()).Used("draft-criteria", proposal.Use);
        return proposal;
    }

    /// <summary>Vectors of texts by the embedding model; null where none is configured.</summary>
    /// <param name="audit">Is told of every use; null for the file of the settings, or nobody.</param>
    public IEmbeddingGenerator<string, Embedding<float>>? Embeddings(IModelAudit? audit = null)
    {
        if (_settings.EmbeddingModel is not { } model) return null;
        var endpoint = _settings.EmbeddingEndpoint is { } own ? EndpointOf(_settings, own) : _endpoint;
        var use = new ModelUse { Model = model, Host = _settings.Replay is null ? endpoint.Authority : "none", IsRemote = !endpoint.IsLoopback && _settings.Replay is null };
        return new GuardedEmbeddings(OpenAi(_settings, endpoint).GetEmbeddingClient(model), _budget, audit ?? Audit(), use);
    }

    private IModelAudit Audit() => _settings.AuditFile is { } file ? new AuditFile(file, _time) : NoAudit.Instance;

    private ModelEngineOptions Options() => new()
    {
        Model = _settings.Model!,
        Host = _settings.Replay is null ? _endpoint.Authority : "none",
        IsRemote = !_endpoint.IsLoopback && _settings.Replay is null,
        MaximumInputTokens = _settings.MaximumInputTokens,
        MaximumOutputTokens = _settings.MaximumOutputTokens,
        AnswerForm = LanguageModelSettings.FormOf(_settings.StructuredOutput) ?? AnswerForm.JsonSchema,
        Surrogates = _settings.Surrogates,
        ShiftDates = _settings.ShiftDates,
        Samples = _settings.Samples,
        ExpectsOwnName = _settings.Provider != "azure-openai",
        CountTokens = TokenCounter.Count,
    };

    /// <inheritdoc />
    public void Dispose()
    {
        Client.Dispose();
        _http.Dispose();
    }

    /// <summary>From the client to the network: cache, waits and retries, streams joined, recording, whole answers within bounds, the guard of hosts.</summary>
    private static HttpMessageHandler Handlers(LanguageModelSettings settings, TimeProvider time, HttpMessageHandler? network)
    {
        if (settings.Replay is { } recording) return new StreamedAnswer { InnerHandler = new ReplayHandler(recording) };
        HttpMessageHandler handler = new HostGuard(HostGuard.Hosts(settings.AllowedHosts)) { InnerHandler = network ?? new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) } };
        handler = new BoundedAnswer(settings.MaximumAnswerBytes) { InnerHandler = handler };
        if (settings.Record is { } file) handler = new RecordingHandler(file) { InnerHandler = handler };
        handler = new StreamedAnswer { InnerHandler = handler };
        var resilience = ModelResilience.Handler(ModelResilience.Pipeline(settings, time));
        resilience.InnerHandler = handler;
        return settings is { CacheFolder: { } folder, CacheKeyFile: { } key } ? new AnswerCache(folder, key) { InnerHandler = resilience } : resilience;
    }

    private static Uri EndpointOf(LanguageModelSettings settings, string written)
    {
        var given = new Uri(written.TrimEnd('/') + "/");
        return settings.Provider == "azure-openai" && !given.AbsolutePath.EndsWith("/openai/v1/", StringComparison.Ordinal) ? new Uri(given, "openai/v1/") : given;
    }

    private OpenAIClient OpenAi(LanguageModelSettings settings, Uri endpoint)
    {
        var options = new OpenAIClientOptions
        {
            Endpoint = endpoint,
            Transport = new HttpClientPipelineTransport(_http),
            // The pipeline above repeats; repeated repeats would multiply.
            RetryPolicy = new ClientRetryPolicy(0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
        };
        if (!settings.EntraId) return new(new ApiKeyCredential(settings.Key() ?? "none"), options);
#pragma warning disable OPENAI001 // The one way to sign in with a token on Azure's /openai/v1/; a test would see it go.
        return new(new BearerTokenPolicy(new DefaultAzureCredential(), EntraScope), options);
#pragma warning restore OPENAI001
    }
}

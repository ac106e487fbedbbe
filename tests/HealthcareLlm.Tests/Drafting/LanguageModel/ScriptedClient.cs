using Microsoft.Extensions.AI;

namespace HealthcareLlm.Tests.Drafting.LanguageModel;

/// <summary>A model that gives the answers of a script, one a call; the last one for ever.</summary>
internal sealed class ScriptedClient(params Func<string>[] answers) : IChatClient
{
    internal List<List<ChatMessage>> Calls { get; } = [];

    internal List<ChatOptions> Options { get; } = [];

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        Calls.Add([.. messages]);
        Options.Add(options?.Clone() ?? new());
        return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, answers[Math.Min(Calls.Count, answers.Length) - 1]())) { ModelId = "m" });
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}

using System.Text.Json.Nodes;
using HealthcareLlm.ModelServer;
using Microsoft.Extensions.AI;

namespace HealthcareLlm.ModelTrial;

/// <summary>A model in this process: gives its answer at once.</summary>
/// <param name="answer">Its answer to a call.</param>
internal sealed class ReplyingClient(Func<ChatCall, string> answer) : IChatClient
{
    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var body = new JsonObject { ["messages"] = new JsonArray([.. messages.Select(m => new JsonObject { ["role"] = m.Role.Value, ["content"] = m.Text })]) };
        return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, answer(new ChatCall(body, string.Empty)))));
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}

using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HealthcareLlm.ModelServer;

/// <summary>Writes answers of the chat-completions protocol.</summary>
internal static class Reply
{
    internal static JsonObject Completion(ChatCall call, string? content, string finish = "stop", string? model = null, string? refusal = null, double? logProbability = -0.01)
    {
        var message = new JsonObject { ["role"] = "assistant", ["content"] = content, ["refusal"] = refusal };
        var choice = new JsonObject { ["index"] = 0, ["message"] = message, ["finish_reason"] = finish };
        if (call.WantsLogProbabilities && content is not null && logProbability is { } value) choice["logprobs"] = new JsonObject { ["content"] = Tokens(content, value), ["refusal"] = null };
        return new()
        {
            ["id"] = "chatcmpl-1",
            ["object"] = "chat.completion",
            ["created"] = 1,
            ["model"] = model ?? call.Model,
            ["choices"] = new JsonArray(choice),
            ["usage"] = Usage(call.Raw.Length / 4, (content ?? string.Empty).Length / 4),
        };
    }

    internal static JsonObject Usage(long input, long output) => new() { ["prompt_tokens"] = input, ["completion_tokens"] = output, ["total_tokens"] = input + output };

    internal static JsonObject Error(string message, string code) => new() { ["error"] = new JsonObject { ["message"] = message, ["type"] = code, ["param"] = null, ["code"] = code } };

    internal static async Task JsonAsync(HttpContext http, JsonNode body, int status = 200)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(body.ToJsonString(), http.RequestAborted).ConfigureAwait(false);
    }

    internal static async Task TextAsync(HttpContext http, string body, string type, int status = 200)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = type;
        await http.Response.WriteAsync(body, http.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>The answer, whole or piece by piece as the call wants it.</summary>
    internal static Task ContentAsync(HttpContext http, ChatCall call, string content) => call.IsStreaming ? StreamAsync(http, call, content) : JsonAsync(http, Completion(call, content));

    /// <summary>The answer piece by piece, with its tokens and usage; <paramref name="between"/> before each piece, <paramref name="end"/> in place of the last ones.</summary>
    internal static async Task StreamAsync(HttpContext http, ChatCall call, string content, string between = "", string? end = null)
    {
        http.Response.ContentType = "text/event-stream";
        int last = end is null ? content.Length : content.Length / 2;
        for (int at = 0; at < last;)
        {
            int length = Math.Min(40, last - at);
            if (at + length < content.Length && char.IsLowSurrogate(content[at + length])) length++;
            string piece = content.Substring(at, length);
            await http.Response.WriteAsync(between + Event(call, new JsonObject { ["role"] = "assistant", ["content"] = piece }, null, call.WantsLogProbabilities ? Tokens(piece, -0.01) : null), http.RequestAborted).ConfigureAwait(false);
            at += length;
        }

        await http.Response.WriteAsync(end ?? (Event(call, [], "stop", null) + UsageEvent(call, content) + "data: [DONE]\n\n"), http.RequestAborted).ConfigureAwait(false);
    }

    private static string Event(ChatCall call, JsonObject delta, string? finish, JsonArray? tokens)
    {
        var choice = new JsonObject { ["index"] = 0, ["delta"] = delta, ["finish_reason"] = finish };
        if (tokens is not null) choice["logprobs"] = new JsonObject { ["content"] = tokens, ["refusal"] = null };
        return $"data: {Chunk(call, new JsonArray(choice)).ToJsonString()}\n\n";
    }

    private static string UsageEvent(ChatCall call, string content)
    {
        var chunk = Chunk(call, []);
        chunk["usage"] = Usage(call.Raw.Length / 4, content.Length / 4);
        return $"data: {chunk.ToJsonString()}\n\n";
    }

    private static JsonObject Chunk(ChatCall call, JsonArray choices) => new() { ["id"] = "chatcmpl-1", ["object"] = "chat.completion.chunk", ["created"] = 1, ["model"] = call.Model, ["choices"] = choices };

    private static JsonArray Tokens(string content, double value)
    {
        var tokens = new JsonArray();
        for (int at = 0; at < content.Length;)
        {
            int length = Math.Min(4, content.Length - at);
            if (at + length < content.Length && char.IsLowSurrogate(content[at + length])) length++;
            string token = content.Substring(at, length);
            tokens.Add(new JsonObject { ["token"] = token, ["logprob"] = value, ["bytes"] = new JsonArray([.. Encoding.UTF8.GetBytes(token).Select(static b => (JsonNode)JsonValue.Create((int)b))]), ["top_logprobs"] = new JsonArray() });
            at += length;
        }

        return tokens;
    }

    /// <summary>A string's characters as they stand within JSON, without its quotes.</summary>
    internal static string Escaped(string text) => JsonSerializer.Serialize(text)[1..^1];

    internal static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HealthcareLlm.Drafting.LanguageModel;

namespace HealthcareLlm.Adapters.LanguageModels;

/// <summary>
/// Joins an answer that comes as events (<c>text/event-stream</c>) into the whole one that was asked for: some servers stream whether they are asked to or not. A stream that ends before it
/// says so is a broken connection; one that tells of an error is a failure of the server.
/// </summary>
internal sealed class StreamedAnswer : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.Content.Headers.ContentType?.MediaType != "text/event-stream") return response;
        string events = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        var whole = Join(events);
        response.Content.Dispose();
        response.Content = new StringContent(whole.ToJsonString(), Encoding.UTF8, "application/json");
        if (whole.ContainsKey("error")) response.StatusCode = HttpStatusCode.BadGateway;
        return response;
    }

    /// <summary>The completion that a stream's chunks make, or the error that it tells.</summary>
    /// <exception cref="HttpRequestException">It ends before its end.</exception>
    /// <exception cref="ModelFailureException">A chunk is no JSON, or none of the protocol.</exception>
    internal static JsonObject Join(string events)
    {
        var answer = new Chunks();
        foreach (string line in events.Split('\n'))
        {
            // Lines of other kinds (': keep-alive', 'event: …', 'id: …') bear nothing of the answer.
            if (!line.StartsWith("data:", StringComparison.Ordinal)) continue;
            string data = line["data:".Length..].Trim();
            if (data == "[DONE]") return answer.Whole();
            try
            {
                if (JsonNode.Parse(data) is not JsonObject chunk) throw new ModelFailureException(ModelFailure.AnswerNotReadable);
                if (chunk["error"] is JsonNode error) return new() { ["error"] = error.DeepClone() };
                answer.Add(chunk);
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
            {
                throw new ModelFailureException(ModelFailure.AnswerNotReadable);
            }
        }

        return answer.IsFinished ? answer.Whole() : throw new HttpRequestException("the stream ended within the answer");
    }

    /// <summary>What came so far.</summary>
    private sealed class Chunks
    {
        private readonly StringBuilder _content = new(), _refusal = new();
        private readonly JsonArray _tokens = [];
        private JsonNode? _id, _model, _usage;
        private string? _finish;

        internal bool IsFinished => _finish is not null;

        internal void Add(JsonObject chunk)
        {
            _id ??= chunk["id"]?.DeepClone();
            _model ??= chunk["model"]?.DeepClone();
            if (chunk["usage"] is JsonObject usage) _usage = usage.DeepClone();
            foreach (var choice in (chunk["choices"] as JsonArray ?? []).OfType<JsonObject>().Where(static c => ((int?)c["index"] ?? 0) == 0))
            {
                _content.Append((string?)choice["delta"]?["content"]);
                _refusal.Append((string?)choice["delta"]?["refusal"]);
                _finish = (string?)choice["finish_reason"] ?? _finish;
                foreach (var token in choice["logprobs"]?["content"] as JsonArray ?? []) _tokens.Add(token?.DeepClone());
            }
        }

        internal JsonObject Whole()
        {
            var choice = new JsonObject { ["index"] = 0, ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = _content.ToString(), ["refusal"] = _refusal.Length > 0 ? _refusal.ToString() : null }, ["finish_reason"] = _finish ?? "stop" };
            if (_tokens.Count > 0) choice["logprobs"] = new JsonObject { ["content"] = _tokens, ["refusal"] = null };
            var whole = new JsonObject { ["id"] = _id, ["object"] = "chat.completion", ["created"] = 0, ["model"] = _model, ["choices"] = new JsonArray(choice) };
            if (_usage is not null) whole["usage"] = _usage;
            return whole;
        }
    }
}

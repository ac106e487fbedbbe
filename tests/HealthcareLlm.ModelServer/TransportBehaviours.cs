using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace HealthcareLlm.ModelServer;

/// <summary>Behaviours of the server around the model: waits, failures, broken and endless answers.</summary>
internal static class TransportBehaviours
{
    internal static IEnumerable<Behaviour> All =>
    [
        new("good", "a server and a model as they should be", Expected.Answered, Good),
        new("429-seconds", "Retry-After in seconds is waited for", Expected.Answered, s => Once(s, 429, "2")),
        new("429-date", "Retry-After as a date is waited for", Expected.Answered, s => Once(s, 429, s.Clock.GetUtcNow().AddSeconds(3).ToString("R", CultureInfo.InvariantCulture))),
        new("429-date-past", "a date in the past means now", Expected.Answered, s => Once(s, 429, "Mon, 01 Jan 2024 00:00:00 GMT")),
        new("429-milliseconds", "retry-after-ms, as Azure gives it", Expected.Answered, s =>
        {
            if (s.Attempt == 0) s.Http.Response.Headers["retry-after-ms"] = "1500";
            return Once(s, 429, null);
        }),
        new("429-unreadable", "a Retry-After that nobody can read means our own wait", Expected.Answered, s => Once(s, 429, "soon")),
        new("429-none", "429 without Retry-After", Expected.Answered, s => Once(s, 429, null)),
        new("429-negative", "a negative Retry-After is no wait", Expected.Answered, s => Once(s, 429, "-5")),
        new("429-a-day", "a wait of a day is not waited for", Expected.Fallback, s => Fail(s, 429, "86400")),
        new("429-always", "429 again and again ends", Expected.Fallback, s => Fail(s, 429, "1")),
        new("408-once", "408 is repeated", Expected.Answered, s => Once(s, 408, null)),
        new("500-once", "500 is repeated", Expected.Answered, s => Once(s, 500, null)),
        new("500-always", "500 again and again ends", Expected.Fallback, s => Fail(s, 500, null)),
        new("503-html", "a gateway's page in place of JSON", Expected.Fallback, s => Reply.TextAsync(s.Http, "<html><body>Service unavailable</body></html>", "text/html", 503)),
        new("400", "what is refused is not repeated", Expected.Fallback, s => Fail(s, 400, null)),
        new("400-context-length", "a part that is too long for the model", Expected.Fallback, s => Reply.JsonAsync(s.Http, Reply.Error("This model's maximum context length is exceeded.", "context_length_exceeded"), 400)),
        new("400-json-schema", "a server that knows plain JSON mode alone", Expected.Answered, s => FormOf(s) == "json_schema" ? RefuseForm(s, 400) : Good(s)),
        new("422-response-format", "a server that knows no response_format at all", Expected.Answered, s => FormOf(s) is not null ? RefuseForm(s, 422) : Good(s)),
        new("401", "a wrong key is not repeated", Expected.Fallback, s => Fail(s, 401, null)),
        new("404-model", "a model that there is not", Expected.Fallback, s => Reply.JsonAsync(s.Http, Reply.Error("The model does not exist.", "model_not_found"), 404)),
        new("hang", "an answer that never comes", Expected.Fallback, s => Task.Delay(Timeout.InfiniteTimeSpan, s.Http.RequestAborted)),
        new("one-byte-a-second", "an answer that never ends", Expected.Fallback, Drip),
        new("broken-in-body", "a connection that breaks within the answer", Expected.Fallback, BreakAsync),
        new("broken-once", "a connection that breaks once is repeated", Expected.Answered, s => s.Attempt == 0 ? BreakAsync(s) : Good(s)),
        new("50-megabytes", "an answer without end is cut off", Expected.Fallback, s => Flood(s)),
        new("redirect", "a redirect to a host that is not allowed", Expected.Fallback, s =>
        {
            s.Http.Response.StatusCode = 307;
            s.Http.Response.Headers.Location = "https://elsewhere.invalid/v1/chat/completions";
            return Task.CompletedTask;
        }),
        new("html-200", "a captive portal's page with status 200", Expected.Fallback, s => Reply.TextAsync(s.Http, "<html>Please sign in</html>", "text/html")),
        new("streams-unasked", "a server that streams whether it is asked to or not", Expected.Answered, s => Reply.StreamAsync(s.Http, s.Call, s.Good)),
        new("stream-keep-alive", "comments and other lines between the pieces of a stream", Expected.Answered, s => Reply.StreamAsync(s.Http, s.Call, s.Good, ": keep-alive\r\n\r\nevent: message\r\n")),
        new("stream-ends-early", "a stream that ends within the answer", Expected.Fallback, s => Reply.StreamAsync(s.Http, s.Call, s.Good, end: string.Empty)),
        new("stream-error", "an error within a stream", Expected.Fallback, s => Reply.StreamAsync(s.Http, s.Call, s.Good, end: "data: {\"error\":{\"message\":\"out of memory\",\"code\":500}}\n\n")),
        new("stream-not-json", "a piece of a stream that is no JSON", Expected.Fallback, s => Reply.StreamAsync(s.Http, s.Call, s.Good, end: "data: {\"choices\":[{\n\ndata: [DONE]\n\n")),
        new("no-choices", "no choice at all", Expected.Fallback, s => Change(s, b => b["choices"] = new JsonArray())),
        new("no-content", "no text in the choice", Expected.Fallback, s => Reply.JsonAsync(s.Http, Reply.Completion(s.Call, null))),
        new("content-filter", "the provider's filter withholds the answer", Expected.Fallback, s => Reply.JsonAsync(s.Http, Reply.Completion(s.Call, s.Good[..20], "content_filter"))),
        new("refusal", "the model declines", Expected.Fallback, s => Reply.JsonAsync(s.Http, Reply.Completion(s.Call, null, refusal: "I cannot help with that."))),
        new("cut-off", "finish_reason length, again and again", Expected.Fallback, s => Reply.JsonAsync(s.Http, Reply.Completion(s.Call, s.Good[..(s.Good.Length / 2)], "length"))),
        new("unknown-finish", "a finish_reason that no protocol names", Expected.Fallback, s => Reply.JsonAsync(s.Http, Reply.Completion(s.Call, s.Good, "tired"))),
        new("other-model-name", "another model answers than was asked", Expected.Answered, s => Reply.JsonAsync(s.Http, Reply.Completion(s.Call, s.Good, model: "somebody-else-7b"))),
        new("no-usage", "no usage is told", Expected.Answered, s => Change(s, b => b.Remove("usage"))),
        new("absurd-usage", "usage that cannot be", Expected.Either, s => Change(s, b => b["usage"] = Reply.Usage(-5, int.MaxValue))),
        new("no-logprobs", "log-probabilities are not given though asked for", Expected.Answered, s => Reply.JsonAsync(s.Http, Reply.Completion(s.Call, s.Good, logProbability: null))),
        new("low-logprobs", "every token is a guess", Expected.Answered, s => Reply.JsonAsync(s.Http, Reply.Completion(s.Call, s.Good, logProbability: -4))),
    ];

    internal static Task Good(Scene scene) => Reply.ContentAsync(scene.Http, scene.Call, scene.Good);

    private static Task Once(Scene scene, int status, string? retryAfter) => scene.Attempt == 0 ? Fail(scene, status, retryAfter) : Good(scene);

    private static Task Fail(Scene scene, int status, string? retryAfter)
    {
        if (retryAfter is not null) scene.Http.Response.Headers.RetryAfter = retryAfter;
        return Reply.JsonAsync(scene.Http, Reply.Error("scripted", "scripted"), status);
    }

    private static string? FormOf(Scene scene) => (string?)scene.Call.Body["response_format"]?["type"];

    private static Task RefuseForm(Scene scene, int status) => Reply.JsonAsync(scene.Http, Reply.Error($"'response_format' of type '{FormOf(scene)}' is not supported with this model.", "invalid_request_error"), status);

    private static Task Change(Scene scene, Action<JsonObject> change)
    {
        var body = Reply.Completion(scene.Call, scene.Good);
        change(body);
        return Reply.JsonAsync(scene.Http, body);
    }

    private static async Task Drip(Scene scene)
    {
        byte[] body = Encoding.UTF8.GetBytes(Reply.Completion(scene.Call, scene.Good).ToJsonString());
        scene.Http.Response.ContentType = "application/json";
        foreach (byte one in body)
        {
            await scene.Http.Response.Body.WriteAsync(new[] { one }, scene.Http.RequestAborted).ConfigureAwait(false);
            await scene.Http.Response.Body.FlushAsync(scene.Http.RequestAborted).ConfigureAwait(false);
            await Task.Delay(TimeSpan.FromSeconds(1), scene.Clock, scene.Http.RequestAborted).ConfigureAwait(false);
        }
    }

    private static async Task BreakAsync(Scene scene)
    {
        scene.Http.Response.ContentType = "application/json";
        await scene.Http.Response.WriteAsync(Reply.Completion(scene.Call, scene.Good).ToJsonString()[..30], scene.Http.RequestAborted).ConfigureAwait(false);
        await scene.Http.Response.Body.FlushAsync(scene.Http.RequestAborted).ConfigureAwait(false);
        scene.Http.Abort();
    }

    private static async Task Flood(Scene scene)
    {
        scene.Http.Response.ContentType = "application/json";
        byte[] spaces = new byte[1_000_000];
        Array.Fill(spaces, (byte)' ');
        for (int i = 0; i < 50; i++) await scene.Http.Response.Body.WriteAsync(spaces, scene.Http.RequestAborted).ConfigureAwait(false);
        await scene.Http.Response.WriteAsync(Reply.Completion(scene.Call, scene.Good).ToJsonString(), scene.Http.RequestAborted).ConfigureAwait(false);
    }
}

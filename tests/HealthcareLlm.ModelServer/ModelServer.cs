using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace HealthcareLlm.ModelServer;

/// <summary>A server of the chat-completions protocol that answers from scripts. The model's name chooses: <c>script:NAME</c> a behaviour, anything else the careful model.</summary>
public sealed class ScriptedServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentDictionary<(string Script, string Raw), int> _attempts = new();
    private readonly TimeProvider _clock;

    private ScriptedServer(WebApplication application, TimeProvider clock)
    {
        _application = application;
        _clock = clock;
    }

    /// <summary>Gives the careful model's answer to a call; the plain one of <see cref="ExtractiveModel"/> where nothing else is set.</summary>
    public Func<ChatCall, string> Answer { get; set; } = ExtractiveModel.Answer;

    /// <summary>Gives the vector of a text; one of hashed words where nothing is set.</summary>
    public Func<string, float[]>? Meaning { get; set; }

    /// <summary>Where it listens, such as <c>http://127.0.0.1:5000/v1</c>.</summary>
    public Uri Endpoint { get; private set; } = new("http://127.0.0.1/");

    /// <summary>Bodies of all requests, in the order of their coming.</summary>
    public ConcurrentQueue<(string Model, string Body)> Requests { get; } = new();

    /// <summary>Whether bodies are kept in <see cref="Requests"/>.</summary>
    public bool KeepsRequests { get; set; }

    /// <summary>Requests so far, by the model's name.</summary>
    public ConcurrentDictionary<string, int> Calls { get; } = new(StringComparer.Ordinal);

    /// <summary>Starts on this machine alone.</summary>
    /// <param name="port">Port; 0 for any free one.</param>
    /// <param name="clock">Clock of waits and dates.</param>
    public static async Task<ScriptedServer> StartAsync(int port = 0, TimeProvider? clock = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.Listen(System.Net.IPAddress.Loopback, port);
            options.Limits.MinResponseDataRate = null;
        });
        var server = new ScriptedServer(builder.Build(), clock ?? TimeProvider.System);
        foreach (string root in (string[])["/v1", "/openai/v1"])
        {
            server._application.MapPost(root + "/chat/completions", server.CompleteAsync);
            server._application.MapPost(root + "/embeddings", server.EmbedAsync);
            server._application.MapGet(root + "/models", static http => Reply.JsonAsync(http, new JsonObject { ["object"] = "list", ["data"] = new JsonArray(new JsonObject { ["id"] = "good", ["object"] = "model" }) }));
        }

        await server._application.StartAsync().ConfigureAwait(false);
        string address = server._application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        server.Endpoint = new(address + "/v1");
        return server;
    }

    /// <summary>Waits until the server is stopped from outside.</summary>
    public Task RunAsync() => _application.WaitForShutdownAsync();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _application.StopAsync(stop.Token).ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
    }

    private async Task EmbedAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        string raw = await reader.ReadToEndAsync(http.RequestAborted).ConfigureAwait(false);
        var body = JsonNode.Parse(raw)!.AsObject();
        string model = (string?)body["model"] ?? string.Empty;
        Calls.AddOrUpdate(model, 1, static (_, count) => count + 1);
        if (KeepsRequests) Requests.Enqueue((model, raw));
        int attempt = _attempts.AddOrUpdate(("embeddings " + model, raw), 0, static (_, count) => count + 1);
        await Embeddings.AnswerAsync(http, model, body, attempt, Meaning).ConfigureAwait(false);
    }

    private async Task CompleteAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        string raw = await reader.ReadToEndAsync(http.RequestAborted).ConfigureAwait(false);
        ChatCall call;
        try
        {
            call = new(JsonNode.Parse(raw)!.AsObject(), raw);
        }
        catch (JsonException)
        {
            await Reply.JsonAsync(http, Reply.Error("not JSON", "invalid_request"), 400).ConfigureAwait(false);
            return;
        }

        Calls.AddOrUpdate(call.Model, 1, static (_, count) => count + 1);
        if (KeepsRequests) Requests.Enqueue((call.Model, raw));
        string script = call.Model.StartsWith("script:", StringComparison.Ordinal) ? call.Model["script:".Length..] : "good";
        var behaviour = Behaviour.All.FirstOrDefault(b => b.Name == script);
        if (behaviour is null)
        {
            await Reply.JsonAsync(http, Reply.Error("The model does not exist.", "model_not_found"), 404).ConfigureAwait(false);
            return;
        }

        int attempt = _attempts.AddOrUpdate((script, raw), 0, static (_, count) => count + 1);
        try
        {
            await behaviour.Play(new(http, call, Answer(call), attempt, _clock)).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The client went away, as it should.
        }
        catch (IOException)
        {
            // The same, noticed while writing.
        }
    }
}

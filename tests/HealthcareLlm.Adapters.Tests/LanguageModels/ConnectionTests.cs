using System.Net;
using System.Text;
using HealthcareLlm.Adapters.LanguageModels;
using HealthcareLlm.Drafting.LanguageModel;
using HealthcareLlm.Guards;
using HealthcareLlm.ModelServer;
using Microsoft.Extensions.AI;

namespace HealthcareLlm.Adapters.Tests.LanguageModels;

public class ConnectionTests
{
    private const string Note = ModelRun.Note;

    [Theory]
    [InlineData("http://127.0.0.1:11434/v1", "", true)]
    [InlineData("http://localhost:11434/v1", "", true)]
    [InlineData("https://api.example.org/v1", "", false)] // remote models are off
    [InlineData("https://api.example.org/v1", "api.example.org", true)]
    [InlineData("https://api.example.org/v1", "example.org", false)] // a domain is not its hosts
    [InlineData("http://api.example.org/v1", "api.example.org", false)] // never in the clear
    [InlineData("ftp://localhost/v1", "", false)]
    [InlineData("not an address", "", false)]
    public void Only_this_machine_and_allowed_hosts_pass(string endpoint, string allowed, bool good) =>
        Assert.Equal(good, !new LanguageModelSettings { Endpoint = endpoint, Model = "m", AllowedHosts = allowed }.Faults().Any());

    [Theory]
    [InlineData("https://elsewhere.invalid/v1")]
    [InlineData("http://api.example.org/v1")] // allowed, but in the clear
    public async Task Not_one_byte_goes_to_a_host_that_is_not_allowed(string endpoint)
    {
        var network = new CountingNetwork();
        using var connection = new ModelConnection(new() { Endpoint = endpoint, Model = "m", AllowedHosts = "api.example.org" }, network: network);
        var failure = await Assert.ThrowsAsync<ModelFailureException>(() => connection.Client.GetResponseAsync([new(ChatRole.User, "hello")]));
        Assert.Equal(ModelFailure.HostNotAllowed, failure.Failure);
        Assert.Equal(0, network.Requests);
    }

    [Fact]
    public async Task Azure_is_asked_at_its_openai_v1_path()
    {
        var network = new CountingNetwork();
        using var connection = new ModelConnection(new() { Provider = "azure-openai", Endpoint = "https://res.openai.azure.com", Model = "dep", ApiKey = "k", AllowedHosts = "res.openai.azure.com" }, network: network);
        await Assert.ThrowsAsync<ModelFailureException>(() => connection.Client.GetResponseAsync([new(ChatRole.User, "hello")]));
        Assert.Equal("https://res.openai.azure.com/openai/v1/chat/completions", network.Last?.AbsoluteUri);
    }

    [Fact]
    public async Task Documents_reach_the_model_as_they_stand_and_come_back_cited()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.KeepsRequests = true;
        var run = await SummarizeAsync(server, "good");
        Assert.Equal("language-model", run.Manifest.Engine);
        Assert.True(server.Requests.TryDequeue(out var request));
        var call = new ChatCall(System.Text.Json.Nodes.JsonNode.Parse(request.Body)!.AsObject(), request.Body);
        Assert.Equal(Note.TrimEnd('\n'), call.Sources[0].Text.TrimEnd('\n'));
        Assert.True((bool?)call.Body["logprobs"]);
        Assert.Equal("json_schema", (string?)call.Body["response_format"]!["type"]);
        Assert.Contains(run.Statements, s => s is { Section: "allergies", Status: StatementStatus.Supported });
        Assert.All(run.Statements.SelectMany(s => s.Citations), c => Assert.Equal(c.Quote, c.Span.In(Note)));
    }

    [Fact]
    public async Task A_recording_replays_without_network_to_the_same_bytes()
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory().FullName, "recording.tsv");
        byte[] first, second;
        Uri endpoint;
        await using (var server = await ScriptedServer.StartAsync())
        {
            endpoint = server.Endpoint;
            first = HealthcareLlm.Export.ResultFileWriter.Write(await SummarizeAsync(new() { Endpoint = endpoint.AbsoluteUri, Model = "script:repaired-once", Record = file }));
        }

        second = HealthcareLlm.Export.ResultFileWriter.Write(await SummarizeAsync(new() { Endpoint = endpoint.AbsoluteUri, Model = "script:repaired-once", Replay = file }));
        // The whole file is the same; but nothing was sent anywhere the second time, and it says so.
        Assert.Equal(Encoding.UTF8.GetString(first).Replace(endpoint.Authority, "none", StringComparison.Ordinal), Encoding.UTF8.GetString(second));
        var other = await SummarizeAsync(new() { Endpoint = endpoint.AbsoluteUri, Model = "another", Replay = file });
        Assert.Equal("not-recorded", other.Manifest.Model!.Fallback);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task The_cache_answers_the_very_same_request_alone_and_shows_nothing_without_its_key()
    {
        string root = Directory.CreateTempSubdirectory().FullName, folder = Path.Combine(root, "cache"), key = Path.Combine(root, "key");
        await using var server = await ScriptedServer.StartAsync();
        LanguageModelSettings Settings(string model) => new() { Endpoint = server.Endpoint.AbsoluteUri, Model = model, CacheFolder = folder, CacheKeyFile = key };
        await SummarizeAsync(Settings("good"));
        await SummarizeAsync(Settings("good"));
        Assert.Equal(1, server.Calls["good"]);
        await SummarizeAsync(Settings("script:fenced"));
        Assert.Equal(1, server.Calls["script:fenced"]);
        string kept = Directory.GetFiles(folder)[0];
        Assert.DoesNotContain("sulfa", Encoding.UTF8.GetString(await File.ReadAllBytesAsync(kept)), StringComparison.Ordinal);
        // A changed file, or another key, is no answer.
        foreach (string path in Directory.GetFiles(folder))
        {
            byte[] bytes = await File.ReadAllBytesAsync(path);
            bytes[^1] ^= 1;
            await File.WriteAllBytesAsync(path, bytes);
        }

        await SummarizeAsync(Settings("good"));
        Assert.Equal(2, server.Calls["good"]);
    }

    [Theory]
    [InlineData("401", ModelFailure.NotAuthorized)]
    [InlineData("404-model", ModelFailure.UnknownModel)]
    [InlineData("400", ModelFailure.Rejected)]
    [InlineData("refusal", ModelFailure.Refused)]
    [InlineData("content-filter", ModelFailure.ContentFiltered)]
    [InlineData("html-200", ModelFailure.AnswerNotReadable)]
    [InlineData("50-megabytes", ModelFailure.AnswerNotReadable)]
    [InlineData("prose", ModelFailure.AnswerNotUsable)]
    [InlineData("nothing", ModelFailure.AnswerIncomplete)]
    public async Task What_fails_falls_back_and_says_why(string script, ModelFailure failure)
    {
        await using var server = await ScriptedServer.StartAsync();
        var run = await SummarizeAsync(server, "script:" + script);
        Assert.Equal("offline", run.Manifest.Engine);
        Assert.Equal(HealthcareLlm.Documents.Names.Of(failure), run.Manifest.Model!.Fallback);
        Assert.Contains(run.Issues, i => i.Code == HealthcareLlm.Documents.IssueCode.ModelFallback);
    }

    [Theory]
    [InlineData("2", null, 2.0)]
    [InlineData("-5", null, null)]
    [InlineData("soon", null, null)]
    [InlineData(null, "1500", 1.5)]
    [InlineData("Thu, 26 Nov 2026 12:00:10 GMT", null, 10.0)]
    [InlineData("Thu, 26 Nov 2026 11:00:00 GMT", null, 0.0)]
    public void Retry_after_is_read_in_seconds_milliseconds_and_dates(string? seconds, string? milliseconds, double? expected)
    {
        using var response = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
        if (seconds is not null) response.Headers.TryAddWithoutValidation("Retry-After", seconds);
        if (milliseconds is not null) response.Headers.TryAddWithoutValidation("retry-after-ms", milliseconds);
        Assert.Equal(expected, ModelResilience.Wait(response, new FixedClock(new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero)))?.TotalSeconds);
    }

    [Theory]
    [InlineData(2000, 0, 0)] // one document
    [InlineData(0, 9000, 0)] // one day: what it may answer is counted too
    [InlineData(0, 0, 0.001)]
    public async Task A_call_that_would_exceed_a_budget_is_not_made(int document, long day, double cost)
    {
        var network = new CountingNetwork();
        using var connection = new ModelConnection(new() { Endpoint = "http://127.0.0.1:9/v1", Model = "m", MaximumTokensPerDocument = document, MaximumTokensPerDay = day, MaximumCostPerDay = (decimal)cost, CostPerMillionTokens = 1 }, network: network);
        var failure = await Assert.ThrowsAsync<ModelFailureException>(() => connection.Client.GetResponseAsync([new(ChatRole.User, string.Join(' ', Enumerable.Repeat("cough", 1500)))], new() { MaxOutputTokens = 8000 }));
        Assert.Equal(ModelFailure.OverBudget, failure.Failure);
        Assert.Equal(0, network.Requests);
    }

    [Fact]
    public void The_tokens_of_a_day_are_kept_over_processes_and_begin_anew_the_next_day()
    {
        string file = Path.GetTempFileName();
        File.Delete(file);
        var today = new FixedClock(new(2026, 11, 26, 23, 0, 0, TimeSpan.Zero));
        new UsageLedger(file, today).Add(70);
        Assert.Equal(70, new UsageLedger(file, today).Today());
        Assert.Equal(0, new UsageLedger(file, new FixedClock(new(2026, 11, 27, 1, 0, 0, TimeSpan.Zero))).Today());
        File.Delete(file);
    }

    [Fact]
    public void Behaviours_are_at_least_forty_and_each_has_its_own_name()
    {
        Assert.True(Behaviour.All.Count >= 40);
        Assert.Equal(Behaviour.All.Count, Behaviour.All.Select(b => b.Name).Distinct().Count());
    }

    private static Task<GuardedSummary> SummarizeAsync(ScriptedServer server, string model) => SummarizeAsync(new() { Endpoint = server.Endpoint.AbsoluteUri, Model = model, Surrogates = false });

    private static Task<GuardedSummary> SummarizeAsync(LanguageModelSettings settings) => ModelRun.SummarizeAsync(settings);

    private sealed class CountingNetwork : HttpMessageHandler
    {
        internal int Requests { get; private set; }

        internal Uri? Last { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests++;
            Last = request.RequestUri;
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.Unauthorized) { Content = new StringContent("{}") });
        }
    }

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}

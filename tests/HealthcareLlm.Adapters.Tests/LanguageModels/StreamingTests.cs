using System.ClientModel;
using HealthcareLlm.Adapters.LanguageModels;
using HealthcareLlm.Drafting.LanguageModel;
using HealthcareLlm.ModelServer;
using Microsoft.Extensions.AI;
using OpenAI;

namespace HealthcareLlm.Adapters.Tests.LanguageModels;

/// <summary>The engine asks for whole answers; servers that stream all the same are understood.</summary>
public class StreamingTests
{
    [Theory]
    [InlineData("script:streams-unasked")]
    [InlineData("script:stream-keep-alive")]
    public async Task An_answer_that_is_streamed_unasked_is_the_answer(string model)
    {
        await using var server = await ScriptedServer.StartAsync();
        var whole = await ModelRun.SummarizeAsync(Settings(server, "good"));
        var streamed = await ModelRun.SummarizeAsync(Settings(server, model));
        Assert.Equal("language-model", streamed.Manifest.Engine);
        Assert.Equal(Told(whole), Told(streamed));
        // Tokens come from the stream's own usage: to count them here would give others.
        Assert.Equal(whole.Manifest.Model!.OutputTokens, streamed.Manifest.Model!.OutputTokens);
        Assert.Equal(1, streamed.Manifest.Model.Calls);
    }

    [Theory]
    [InlineData("script:stream-ends-early", "unreachable", 3)] // as a broken connection, it is tried again
    [InlineData("script:stream-error", "server-error", 3)]
    [InlineData("script:stream-not-json", "answer-not-readable", 1)]
    public async Task A_stream_that_breaks_is_no_answer(string model, string fallback, int tries)
    {
        var time = new HealthcareLlm.ModelTrial.AcceleratedTime(60);
        await using var server = await ScriptedServer.StartAsync(clock: time);
        using var connection = new ModelConnection(Settings(server, model), time);
        var run = await ModelRun.WithAsync(connection);
        Assert.Equal(fallback, run.Manifest.Model!.Fallback);
        Assert.Equal(tries, server.Calls[model]);
    }

    [Fact]
    public async Task Log_probabilities_of_a_stream_count()
    {
        await using var server = await ScriptedServer.StartAsync();
        using var connection = new ModelConnection(Settings(server, "script:streams-unasked"));
        var response = await connection.Client.GetResponseAsync([new(ChatRole.User, "<<<k BEGIN D1P1>>>\nALLERGIES: sulfa (hives).\n<<<k END D1P1>>>")]);
        var tokens = Assert.IsType<System.Collections.Immutable.ImmutableArray<TokenLogProbability>>(response.AdditionalProperties![TokenLogProbability.Key]);
        Assert.Equal(response.Text, string.Concat(tokens.Select(static t => t.Token)));
    }

    [Fact]
    public async Task Who_asks_this_client_for_a_stream_gets_the_whole_answer_under_the_same_budgets()
    {
        await using var server = await ScriptedServer.StartAsync();
        using var connection = new ModelConnection(Settings(server, "good"));
        ChatMessage[] messages = [new(ChatRole.User, "<<<k BEGIN D1P1>>>\nALLERGIES: sulfa (hives).\n<<<k END D1P1>>>")];
        string whole = (await connection.Client.GetResponseAsync(messages)).Text;
        Assert.Equal(whole, (await connection.Client.GetStreamingResponseAsync(messages).ToChatResponseAsync()).Text);
        using var poor = new ModelConnection(Settings(server, "good") with { MaximumTokensPerDocument = 10 });
        var failure = await Assert.ThrowsAsync<ModelFailureException>(async () => await poor.Client.GetStreamingResponseAsync(messages).ToChatResponseAsync());
        Assert.Equal(ModelFailure.OverBudget, failure.Failure);
    }

    [Fact]
    public async Task The_server_for_tests_streams_as_the_protocol_has_it_when_asked()
    {
        await using var server = await ScriptedServer.StartAsync();
        var client = new OpenAIClient(new ApiKeyCredential("none"), new OpenAIClientOptions { Endpoint = server.Endpoint }).GetChatClient("good").AsIChatClient();
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in client.GetStreamingResponseAsync([new(ChatRole.User, "<<<k BEGIN D1P1>>>\nALLERGIES: sulfa (hives).\n<<<k END D1P1>>>")])) updates.Add(update);
        Assert.True(updates.Count > 2);
        var response = updates.ToChatResponse();
        Assert.StartsWith("{\"", response.Text, StringComparison.Ordinal);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
        Assert.True(response.Usage?.OutputTokenCount > 0);
    }

    private static LanguageModelSettings Settings(ScriptedServer server, string model) => new() { Endpoint = server.Endpoint.AbsoluteUri, Model = model };

    private static IEnumerable<string> Told(HealthcareLlm.Guards.GuardedSummary run) => run.Statements.Select(static s => s.Section + ": " + s.Text + " " + s.Status);
}

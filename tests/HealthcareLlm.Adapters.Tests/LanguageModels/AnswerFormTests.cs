using System.Text.Json.Nodes;
using HealthcareLlm.Adapters.LanguageModels;
using HealthcareLlm.Drafting.LanguageModel;
using HealthcareLlm.ModelServer;

namespace HealthcareLlm.Adapters.Tests.LanguageModels;

/// <summary>By JSON schema, as plain JSON, by words: the strictest that the server takes.</summary>
public class AnswerFormTests
{
    [Theory]
    [InlineData("good", "json-schema", "json_schema", AnswerForm.JsonSchema)]
    [InlineData("good", "json-object", "json_object", AnswerForm.JsonObject)]
    [InlineData("good", "none", "-", AnswerForm.Words)]
    [InlineData("script:400-json-schema", "json-schema", "json_schema json_object", AnswerForm.JsonObject)]
    [InlineData("script:422-response-format", "json-schema", "json_schema json_object -", AnswerForm.Words)]
    [InlineData("script:422-response-format", "none", "-", AnswerForm.Words)]
    public async Task The_next_weaker_form_follows_one_that_the_server_refuses(string model, string configured, string asked, AnswerForm taken)
    {
        await using var server = await ScriptedServer.StartAsync();
        server.KeepsRequests = true;
        var run = await ModelRun.SummarizeAsync(new() { Endpoint = server.Endpoint.AbsoluteUri, Model = model, StructuredOutput = configured });
        Assert.Equal("language-model", run.Manifest.Engine);
        Assert.Equal(taken, run.Manifest.Model!.AnswerForm);
        string[] forms = [.. server.Requests.Select(static r => JsonNode.Parse(r.Body)!["response_format"]).Select(static f => (string?)f?["type"] ?? "-")];
        Assert.Equal(asked.Split(' '), forms);
        Assert.Equal(forms.Length, run.Manifest.Model.Calls);
    }

    [Fact]
    public async Task What_a_server_takes_is_learned_once()
    {
        await using var server = await ScriptedServer.StartAsync();
        using var connection = new ModelConnection(new() { Endpoint = server.Endpoint.AbsoluteUri, Model = "script:422-response-format" });
        var pipeline = ModelRun.Pipeline(connection);
        await pipeline.SummarizeAsync(ModelRun.Input(), null, CancellationToken.None);
        Assert.Equal(3, server.Calls["script:422-response-format"]);
        await pipeline.SummarizeAsync(ModelRun.Input(), null, CancellationToken.None);
        Assert.Equal(4, server.Calls["script:422-response-format"]);
    }

    [Fact]
    public async Task A_server_that_refuses_everything_teaches_nothing()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.KeepsRequests = true;
        using var connection = new ModelConnection(new() { Endpoint = server.Endpoint.AbsoluteUri, Model = "script:400" });
        var pipeline = ModelRun.Pipeline(connection);
        for (int i = 0; i < 2; i++)
        {
            var run = (await pipeline.SummarizeAsync(ModelRun.Input(), null, CancellationToken.None)).Result;
            Assert.Equal("rejected", run.Manifest.Model!.Fallback);
        }

        Assert.Equal(["json_schema", "json_object", null, "json_schema", "json_object", null], server.Requests.Select(static r => (string?)JsonNode.Parse(r.Body)!["response_format"]?["type"]));
    }

    [Fact]
    public async Task A_call_that_is_too_long_is_not_taken_for_a_form_refused()
    {
        await using var server = await ScriptedServer.StartAsync();
        var run = await ModelRun.SummarizeAsync(new() { Endpoint = server.Endpoint.AbsoluteUri, Model = "script:400-context-length" });
        Assert.Equal("too-long", run.Manifest.Model!.Fallback);
        Assert.Equal(1, server.Calls["script:400-context-length"]);
    }

    [Theory]
    [InlineData("good", AnswerForm.JsonSchema, null)]
    [InlineData("script:400-json-schema", AnswerForm.JsonObject, null)]
    [InlineData("script:422-response-format", AnswerForm.Words, null)]
    [InlineData("script:400", AnswerForm.Words, ModelFailure.Rejected)]
    public async Task The_doctor_tells_which_form_the_server_takes(string model, AnswerForm form, ModelFailure? failure)
    {
        await using var server = await ScriptedServer.StartAsync();
        var check = await ModelCheck.RunAsync(new() { Endpoint = server.Endpoint.AbsoluteUri, Model = model }, CancellationToken.None);
        Assert.Equal(failure, check.Failure);
        Assert.Equal(form, check.Form);
    }

    [Fact]
    public async Task The_schema_is_asked_for_strictly()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.KeepsRequests = true;
        await ModelRun.SummarizeAsync(new() { Endpoint = server.Endpoint.AbsoluteUri, Model = "good" });
        var body = JsonNode.Parse(Assert.Single(server.Requests).Body)!;
        Assert.True((bool?)body["response_format"]!["json_schema"]!["strict"]);
        Assert.Null(body["strict"]);
    }

    [Theory]
    [InlineData("json-schema", true)]
    [InlineData("json-object", true)]
    [InlineData("none", true)]
    [InlineData("true", false)]
    [InlineData("", false)]
    public void A_form_that_there_is_not_is_refused_at_the_start(string written, bool good) => Assert.Equal(good, !new LanguageModelSettings { StructuredOutput = written }.Faults().Any());
}

using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using HealthcareLlm.Drafting;
using HealthcareLlm.Drafting.LanguageModel;
using HealthcareLlm.Drafting.Offline;
using HealthcareLlm.Export;
using HealthcareLlm.Guards;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Tests.Drafting.LanguageModel;

/// <summary>What a model says, read where the result leaves: in the file.</summary>
public class LanguageModelEngineTests
{
    private const string Form = "PRIOR AUTHORIZATION REQUEST\nPatient name: Jane Roe\nDate of birth: 01/02/1960\nMember ID: W123456\nRequesting provider: Ann Lee, MD\nRequesting provider NPI: 1234567893\nProcedure code: 73721 MRI right knee\nUrgency: standard\nNo evidence of pneumonia.\n";

    private static readonly (string Path, string Value, string Quote)[] Right =
    [
        ("patient.name", "Jane Roe", "Patient name: Jane Roe"), ("patient.birthDate", "1960-01-02", "Date of birth: 01/02/1960"), ("patient.memberId", "W123456", "Member ID: W123456"),
        ("requestingProvider.npi", "1234567893", "Requesting provider NPI: 1234567893"), ("request.services[0].code", "73721", "Procedure code: 73721"), ("request.urgency", "standard", "Urgency: standard"),
    ];

    [Fact]
    public async Task What_both_engines_read_is_given()
    {
        var (file, _) = await ExtractAsync(Fields(Right));
        Assert.Equal("language-model", (string?)file["manifest"]!["engine"]);
        Assert.Equal("extracted", Status(file, "patient", "memberId"));
        Assert.StartsWith("prior-auth-request/v1 sha256:", (string?)file["manifest"]!["prompts"]![0], StringComparison.Ordinal);
        Assert.Equal(1, (int?)file["manifest"]!["model"]!["calls"]);
    }

    [Fact]
    public async Task A_critical_value_that_the_model_alone_gives_is_shown_and_held_back()
    {
        // The offline engine reads W123456 beside the label; the model says another number, which stands there as well.
        var (file, _) = await ExtractAsync(Fields([.. Right.Where(r => r.Path != "patient.memberId"), ("patient.memberId", "1234567893", "Requesting provider NPI: 1234567893")]));
        Assert.Equal("refused", Status(file, "patient", "memberId"));
        Assert.Equal(2, file["record"]!["patient"]!["memberId"]!["candidates"]!.AsArray().Count);
    }

    [Fact]
    public async Task What_the_model_leaves_out_is_shown_and_never_lost_in_silence()
    {
        var (file, _) = await ExtractAsync(Fields([.. Right.Where(r => r.Path != "patient.memberId")]));
        var field = file["record"]!["patient"]!["memberId"]!;
        Assert.Equal("refused", (string?)field["status"]);
        Assert.StartsWith("second-opinion", (string?)field["reason"], StringComparison.Ordinal);
        Assert.Equal("W123456", (string?)field["candidates"]![0]!["value"]);
    }

    [Theory]
    [InlineData("patient.memberId", "W123457", "Member ID: W123456")] // a wrong digit
    [InlineData("clinical.labs[0].value", "7.9", "A1c 7.9")] // the quote stands nowhere
    [InlineData("patient.sex", "female", "Patient name: Jane Roe")] // nothing in the quote says so
    [InlineData("clinical.findings[0]", "evidence of pneumonia", "evidence of pneumonia")] // the chart denies it
    [InlineData("diagnoses[0].code", "C50.911", "MRI right knee")] // invented
    [InlineData("request.urgency", "expedited", "Urgency: standard")]
    public async Task What_is_not_borne_out_is_never_given(string path, string value, string quote)
    {
        var (file, _) = await ExtractAsync(Fields([.. Right.Where(r => r.Path != path), (path, value, quote)]));
        Assert.DoesNotContain(Given(file["record"]!), g => g == value);
    }

    [Fact]
    public async Task A_broken_answer_is_asked_for_again_and_told_which_rule_it_breaks()
    {
        var (file, client) = await ExtractAsync("{\"fields\":[", Fields(Right));
        Assert.Equal(2, client.Calls.Count);
        Assert.Contains("not-json at the answer", client.Calls[1][^1].Text, StringComparison.Ordinal);
        Assert.Equal(1, (int?)file["manifest"]!["model"]!["repairs"]);
        Assert.Equal("extracted", Status(file, "patient", "memberId"));
    }

    [Fact]
    public async Task After_two_repair_turns_the_offline_engine_drafts_the_whole_result_and_says_so()
    {
        var (file, client) = await ExtractAsync("no");
        Assert.Equal(3, client.Calls.Count);
        Assert.Equal("offline", (string?)file["manifest"]!["engine"]);
        Assert.Equal("answer-not-usable", (string?)file["manifest"]!["model"]!["fallback"]);
        Assert.Contains(file["issues"]!.AsArray(), i => (string?)i!["code"] == "model-fallback");
        Assert.Equal("extracted", Status(file, "patient", "memberId"));
    }

    [Fact]
    public async Task An_empty_answer_does_not_empty_the_result()
    {
        var (file, _) = await ExtractAsync("{\"fields\":[]}");
        Assert.Equal("answer-incomplete", (string?)file["manifest"]!["model"]!["fallback"]);
        Assert.Equal("extracted", Status(file, "patient", "memberId"));
    }

    [Fact]
    public async Task Documents_are_shown_inside_borders_as_they_stand()
    {
        var (_, client) = await ExtractAsync(Fields(Right));
        Assert.Contains("BEGIN D1P1>>>\n" + Form.TrimEnd('\n'), client.Calls[0][^1].Text.Replace("\r", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_fails_falls_back()
    {
        var (file, _) = await ExtractAsync([() => throw new ModelFailureException(ModelFailure.RateLimited)]);
        Assert.Equal("rate-limited", (string?)file["manifest"]!["model"]!["fallback"]);
        Assert.Equal("offline", (string?)file["manifest"]!["engine"]);
    }

    [Fact]
    public void The_least_probability_over_a_value_s_tokens_counts()
    {
        string answer = Fields(Right);
        Assert.Equal(0.25, TokenLogProbability.Least(Tokens(answer, 0.25), answer, "W123456")!.Value, 6);
        Assert.Null(TokenLogProbability.Least(Tokens(answer, 0.25), answer, "absent"));
    }

    [Fact]
    public async Task A_value_that_the_model_does_not_say_again_loses_score()
    {
        string wavering = Fields([.. Right.Where(r => r.Path != "patient.memberId"), ("patient.memberId", "W123457", "Member ID: W123456")]);
        double alone = Score(await SampledAsync(1, Fields(Right))), sure = Score(await SampledAsync(3, Fields(Right), Fields(Right), Fields(Right)));
        double half = Score(await SampledAsync(3, Fields(Right), wavering, Fields(Right))), never = Score(await SampledAsync(3, Fields(Right), wavering, wavering));
        Assert.Equal(alone, sure, 6);
        // What the second opinion reads as well keeps what that one gives it.
        Assert.True(never <= half && half < sure, "what does not come again scores less");
    }

    [Theory]
    [InlineData(null, 0.55)]
    [InlineData(1.0, 0.55)]
    [InlineData(0.5, 0.4125)] // below the threshold of ordinary leaves: what half of the samples say is held back
    public void A_value_that_the_model_alone_gives_scores_by_how_often_it_says_it(double? agreement, double score)
    {
        var evidence = new Evidence(HealthcareLlm.Documents.DocumentId.Of("x"u8), "Sex: F", new(0, 6));
        var draft = RequestAssembly.Assemble([new("patient.sex", "female", evidence, null) { Agreement = agreement }], new([]));
        Assert.Equal(score, Assert.Single(Assert.Single(draft.Fields).Candidates).Score, 9);
    }

    [Fact]
    public async Task Samples_are_asked_with_seeds_of_their_own_and_counted()
    {
        var (file, client) = await ExtractAsync([() => Fields(Right), () => "no", () => Fields(Right)], samples: 3);
        Assert.Equal([(0f, 1L), (0.7f, 2L), (0.7f, 3L)], client.Options.Select(static o => (o.Temperature!.Value, o.Seed!.Value)));
        Assert.Equal(3, (int?)file["manifest"]!["model"]!["calls"]);
        // One of the three could not be used: two were compared, and nothing was asked again.
        Assert.Equal(2, (int?)file["manifest"]!["model"]!["samples"]);
        Assert.Equal(0, (int?)file["manifest"]!["model"]!["repairs"]);
        Assert.Equal("extracted", Status(file, "patient", "memberId"));
    }

    [Fact]
    public async Task A_sample_that_fails_takes_nothing_from_the_first_answer()
    {
        var (file, _) = await ExtractAsync([() => Fields(Right), () => throw new ModelFailureException(ModelFailure.OverBudget)], samples: 3);
        Assert.Equal("language-model", (string?)file["manifest"]!["engine"]);
        Assert.Equal(1, (int?)file["manifest"]!["model"]!["samples"]);
    }

    [Fact]
    public void A_calibration_of_one_model_is_none_of_another_s()
    {
        string Version(string model, int samples = 1) => "language-model " + new LanguageModelDraftingEngine(new ScriptedClient(), new OfflineDraftingEngine(), new() { Model = model, Host = "here", Samples = samples }).Version;
        Assert.True(HealthcareLlm.Drafting.EngineVersion.ScoreAlike(Version("a"), Version("a")));
        Assert.False(HealthcareLlm.Drafting.EngineVersion.ScoreAlike(Version("a"), Version("b")));
        Assert.False(HealthcareLlm.Drafting.EngineVersion.ScoreAlike(Version("a"), Version("a", 3)));
        Assert.EndsWith(new OfflineDraftingEngine().Version.Split('-')[2], Version("a"), StringComparison.Ordinal);
    }

    private static async Task<JsonNode> SampledAsync(int samples, params string[] answers) => (await ExtractAsync([.. answers.Select(a => (Func<string>)(() => a))], samples)).File;

    private static double Score(JsonNode file)
    {
        var field = file["record"]!["patient"]!["memberId"]!;
        return (double?)field["score"] ?? (double)field["candidates"]!.AsArray().First(c => (string?)c!["value"] == "W123456")!["score"]!;
    }

    private static Microsoft.Extensions.AI.ChatResponse Tokens(string answer, double probability)
    {
        int at = answer.IndexOf("W123456", StringComparison.Ordinal);
        ImmutableArray<TokenLogProbability> tokens = [new(answer[..(at + 2)], -0.001), new(answer[(at + 2)..(at + 4)], Math.Log(probability)), new(answer[(at + 4)..], -0.001)];
        return new() { AdditionalProperties = new() { [TokenLogProbability.Key] = tokens } };
    }

    private static string Fields(params (string Path, string Value, string Quote)[] fields) =>
        JsonSerializer.Serialize(new { fields = fields.Select(f => new { path = f.Path, value = f.Value, source = "D1P1", quote = f.Quote }) });

    private static Task<(JsonNode File, ScriptedClient Client)> ExtractAsync(params string[] answers) => ExtractAsync([.. answers.Select(a => (Func<string>)(() => a))]);

    private static async Task<(JsonNode File, ScriptedClient Client)> ExtractAsync(Func<string>[] answers, int samples = 1)
    {
        var client = new ScriptedClient(answers);
        var engine = new LanguageModelDraftingEngine(client, new OfflineDraftingEngine(), new() { Model = "m", Host = "here", Surrogates = false, Samples = samples });
        var pipeline = new CasePipeline(new DocumentIngestion(HealthcareLlm.Adapters.Readers.DocumentReaders.All(new()), new()), engine, new());
        var run = await pipeline.ExtractAsync(new InputFiles([new("form.txt", System.Text.Encoding.UTF8.GetBytes(Form))], []), null, CancellationToken.None);
        byte[] written = ResultFileWriter.Write(run.Result);
        Assert.Empty(SchemaValidator.Validate("prior-auth-request/v1", written));
        return (JsonNode.Parse(written)!, client);
    }

    private static string? Status(JsonNode file, string part, string leaf) => (string?)file["record"]![part]![leaf]!["status"];

    private static IEnumerable<string?> Given(JsonNode node) => node switch
    {
        JsonObject field when (string?)field["status"] == "extracted" => [(string?)field["value"]],
        JsonObject other => other.SelectMany(m => m.Value is null ? [] : Given(m.Value)),
        JsonArray list => list.SelectMany(i => Given(i!)),
        _ => [],
    };
}

using System.Text;
using System.Text.Json.Nodes;
using HealthcareLlm.Adapters.LanguageModels;
using HealthcareLlm.Adapters.Policies;
using HealthcareLlm.Drafting.LanguageModel;
using HealthcareLlm.ModelServer;
using HealthcareLlm.Policies;
using HealthcareLlm.Policies.Retrieval;

namespace HealthcareLlm.Adapters.Tests.Policies;

/// <summary>Passages ranked by vectors as well: after the filters, kept with their model's name, under every rule that holds for calls to a model.</summary>
public sealed class PolicyVectorTests : IDisposable
{
    private static readonly DateOnly Day = new(2025, 6, 1);
    private static readonly PolicyQuery Query = new("weeks of physical therapy", Day);

    private readonly string _folder = Directory.CreateTempSubdirectory("healthcarellm-vectors-").FullName;
    private readonly SqlitePolicyStore _store;

    public PolicyVectorTests() => _store = SqlitePolicyStore.Open(Path.Combine(_folder, "policies.db"), create: true, TimeProvider.System);

    [Fact]
    public async Task Nearness_moves_a_passage_up_and_the_answer_says_how_it_was_ranked()
    {
        await AddAsync("A-1", "2.1 The member tried six weeks of physical therapy.\n\n2.2 Physical therapy notes cover weeks of visits.\n\n2.3 Exercises under a therapist, twelve sessions of physical work.\n", approve: true);
        await using var server = await ScriptedServer.StartAsync();
        server.Meaning = static text => text.Contains("2.3", StringComparison.Ordinal) || text == Query.Text ? [1, 0, 0] : text.Contains("2.1", StringComparison.Ordinal) ? [0.9f, 0.1f, 0] : [0, 0, 1];
        var words = new SqlitePolicyIndex(_store, new()).Search(Query);
        var fused = Index(server, "m").Search(Query);
        Assert.Equal("words", words.Ranking);
        Assert.Equal("words and vectors of m", fused.Ranking);
        Assert.True(Place(fused, "2.3") < Place(words, "2.3"), "nearness counts");
        Assert.Equal(words.Coverage, fused.Coverage);
    }

    [Fact]
    public async Task Neither_drafts_nor_policies_out_of_date_are_shown_to_the_model_or_given()
    {
        await AddAsync("A-1", "2.1 The member tried six weeks of physical therapy.\n", approve: true);
        await AddAsync("A-2", "2.1 Draft words: weeks of physical therapy, unapproved.\n", approve: false);
        await AddAsync("A-3", "2.1 Later words: weeks of physical therapy, next year.\n", approve: true, from: "2026-01-01");
        await using var server = await ScriptedServer.StartAsync();
        server.KeepsRequests = true;
        // Vectors of everything are alike: only the filters divide.
        server.Meaning = static _ => [1, 1];
        var index = Index(server, "m");
        var answer = index.Search(Query);
        Assert.All(answer.Hits, static h => Assert.Equal("A-1", h.Policy.Number));
        string sent = string.Join('\n', server.Requests.Select(static r => r.Body));
        Assert.Contains("six weeks", sent, StringComparison.Ordinal);
        Assert.DoesNotContain("unapproved", sent, StringComparison.Ordinal);
        Assert.DoesNotContain("next year", sent, StringComparison.Ordinal);

        // What has vectors and is withdrawn is gone from the next answer.
        _store.Retire(new("northmoor-health-plan/A-1", "1"), "Bob", "withdrawn");
        Assert.Empty(index.Search(Query).Hits);
    }

    [Fact]
    public async Task Vectors_are_kept_with_their_model_and_made_anew_for_another()
    {
        await AddAsync("A-1", "2.1 The member tried six weeks of physical therapy.\n\n2.2 A progressive weakness is documented.\n", approve: true);
        await using var server = await ScriptedServer.StartAsync();
        server.KeepsRequests = true;
        Index(server, "m").Search(Query);
        int all = Inputs(server);
        Assert.True(all >= 3, "question and passages");
        Index(server, "m").Search(Query);
        Assert.Equal(1, Inputs(server)); // the question alone
        Index(server, "other").Search(Query);
        Assert.Equal(all, Inputs(server));
        // The same name with vectors of another length is another model.
        server.Meaning = static t => [t.Length, 1];
        var answer = Index(server, "other").Search(Query);
        Assert.Equal(all, Inputs(server));
        Assert.Equal("words and vectors of other", answer.Ranking);
    }

    [Theory]
    [InlineData("wrong-count", "answer-not-readable")]
    [InlineData("one-too-many", "answer-not-readable")]
    [InlineData("wrong-dimension", "answer-not-readable")]
    [InlineData("nan", "answer-not-readable")]
    [InlineData("infinite", "answer-not-readable")]
    [InlineData("zero", "answer-not-readable")]
    [InlineData("empty", "answer-not-readable")]
    [InlineData("same-index", "answer-not-readable")]
    [InlineData("not-json", "answer-not-readable")]
    [InlineData("500", "server-error")]
    [InlineData("429-always", "rate-limited")]
    public async Task Where_there_are_no_vectors_words_rank_alone_and_the_answer_says_why(string script, string why)
    {
        await AddAsync("A-1", "2.1 The member tried six weeks of physical therapy.\n\n2.2 A progressive weakness is documented.\n", approve: true);
        await using var server = await ScriptedServer.StartAsync();
        var words = new SqlitePolicyIndex(_store, new()).Search(Query);
        var answer = Index(server, "script:" + script, retries: 0).Search(Query);
        Assert.Equal($"words (no vectors of script:{script}: {why})", answer.Ranking);
        Assert.Equal(words.Hits.Select(static h => (h.Passage.Number, h.Score)), answer.Hits.Select(static h => (h.Passage.Number, h.Score)));
    }

    [Fact]
    public async Task Places_that_the_server_names_count_and_not_their_order()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Meaning = static t => [t.Length, 1];
        using var connection = new ModelConnection(Settings(server, "script:shuffled"));
        var vectors = await connection.Embeddings()!.GenerateAsync(["a", "bb", "cccc"]);
        Assert.Equal([1f, 2f, 4f], vectors.Select(static v => v.Vector.Span[0]));
    }

    [Fact]
    public async Task What_is_asked_to_wait_is_asked_again()
    {
        var time = new HealthcareLlm.ModelTrial.AcceleratedTime(60);
        await using var server = await ScriptedServer.StartAsync(clock: time);
        using var connection = new ModelConnection(Settings(server, "script:429-once"), time);
        Assert.Single(await connection.Embeddings()!.GenerateAsync(["a"]));
        Assert.Equal(2, server.Calls["script:429-once"]);
    }

    [Fact]
    public async Task Budgets_the_guard_of_hosts_and_the_audit_hold_for_vectors_as_well()
    {
        await using var server = await ScriptedServer.StartAsync();
        string audit = Path.Combine(_folder, "audit.jsonl");
        using var poor = new ModelConnection(Settings(server, "m") with { MaximumTokensPerDocument = 3, AuditFile = audit });
        var failure = await Assert.ThrowsAsync<ModelFailureException>(() => poor.Embeddings()!.GenerateAsync(["one two three four five six zebrafinch"]));
        Assert.Equal(ModelFailure.OverBudget, failure.Failure);
        Assert.False(server.Calls.ContainsKey("m"));

        using var elsewhere = new ModelConnection(Settings(server, "m") with { EmbeddingEndpoint = "https://elsewhere.invalid/v1", AuditFile = audit });
        failure = await Assert.ThrowsAsync<ModelFailureException>(() => elsewhere.Embeddings()!.GenerateAsync(["zebrafinch"]));
        Assert.Equal(ModelFailure.HostNotAllowed, failure.Failure);
        Assert.Contains((Settings(server, "m") with { EmbeddingEndpoint = "https://elsewhere.invalid/v1" }).Faults(), static f => f.Contains("elsewhere.invalid is another machine", StringComparison.Ordinal));

        using var day = new ModelConnection(Settings(server, "m") with { MaximumTokensPerDay = 8, AuditFile = audit });
        var generator = day.Embeddings()!;
        await generator.GenerateAsync(["zebrafinch one two"]);
        await generator.GenerateAsync(["zebrafinch one two"]);
        failure = await Assert.ThrowsAsync<ModelFailureException>(() => generator.GenerateAsync(["zebrafinch zebrafinch zebrafinch zebrafinch"]));
        Assert.Equal(ModelFailure.OverBudget, failure.Failure);

        string[] lines = await File.ReadAllLinesAsync(audit);
        Assert.Equal(["over-budget", "host-not-allowed", null, null, "over-budget"], lines.Select(static l => (string?)JsonNode.Parse(l)!["fallback"]));
        Assert.Equal([0, 0, 18, 18, 0], lines.Select(static l => (int)JsonNode.Parse(l)!["charactersSent"]!));
        Assert.All(lines, static l => Assert.Equal("embed", (string?)JsonNode.Parse(l)!["task"]));
        Assert.DoesNotContain("zebrafinch", string.Concat(lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_vector_is_of_a_passage_that_is_there()
    {
        await AddAsync("A-1", "2.1 The member tried six weeks of physical therapy.\n", approve: true);
        await using var server = await ScriptedServer.StartAsync();
        Index(server, "m").Search(Query);
        Assert.NotEqual(0, Vectors());
        Assert.Equal(Vectors(), Rows.Read(_store.Connection, "SELECT count(*) FROM vector v JOIN passage p ON p.policy = v.policy AND p.number = v.number", static r => r.GetInt32(0))[0]);
    }

    public void Dispose()
    {
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private int Vectors() => Rows.Read(_store.Connection, "SELECT count(*) FROM vector", static r => r.GetInt32(0))[0];

    private static int Place(SearchAnswer answer, string clause) => answer.Hits.Select(static (h, i) => (h.Passage.Clause, i)).First(h => h.Clause == clause).i;

    private static int Inputs(ScriptedServer server)
    {
        int inputs = 0;
        while (server.Requests.TryDequeue(out var request)) inputs += JsonNode.Parse(request.Body)!["input"]!.AsArray().Count;
        return inputs;
    }

    private static LanguageModelSettings Settings(ScriptedServer server, string model) => new() { Endpoint = server.Endpoint.AbsoluteUri, Model = "good", EmbeddingModel = model };

    private SqlitePolicyIndex Index(ScriptedServer server, string model, int retries = 2)
    {
        var connection = new ModelConnection(Settings(server, model) with { Retries = retries });
        return new(_store, new(), new(connection.Embeddings()!, model));
    }

    private async Task AddAsync(string number, string text, bool approve, string from = "2025-01-01")
    {
        var document = new PolicyFile("p.md", Encoding.UTF8.GetBytes("# Lumbar imaging\n\n## 2 Criteria\n\n" + text));
        var sheet = new PolicyFile("s.yaml", Encoding.UTF8.GetBytes(
            $"schema: medical-policy/v1\npayer: Northmoor Health Plan\nnumber: {number}\ntitle: Lumbar imaging\nversion: \"1\"\neffectiveFrom: {from}\ncodes: [CPT 72148]\ncriteria: {{initial: {{id: pt, criterion: Therapy was tried., clause: \"2.1\", ask: {{of: prescriber, text: Please send it.}}}}}}\n"));
        var reading = await new PolicyIntake(new()).ReadAsync(document, default);
        _store.Add(document, sheet, PolicyIntake.Sheet(sheet, reading.Passages).Sheet!, reading.Passages, reading.Reading, "Ann", false);
        if (approve) Assert.IsType<StatusChange.Done>(_store.Approve(new("northmoor-health-plan/" + number, "1"), "Bob", 1));
    }
}

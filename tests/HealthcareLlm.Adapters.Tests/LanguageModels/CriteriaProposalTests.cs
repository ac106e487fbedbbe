using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HealthcareLlm.Adapters.LanguageModels;
using HealthcareLlm.Adapters.Policies;
using HealthcareLlm.Guards;
using HealthcareLlm.ModelServer;
using HealthcareLlm.Policies;
using HealthcareLlm.Policies.Sheets;

namespace HealthcareLlm.Adapters.Tests.LanguageModels;

/// <summary>A model's proposal of criteria, from the server to the library.</summary>
public class CriteriaProposalTests
{
    private const string Policy = "# Lumbar imaging\n\n## 3 Criteria\n\n3.1 The member is 18 years of age or older.\n\n3.2 At least six weeks of physical therapy without relief.\n";

    private static readonly object[] Good =
    [
        Criterion("age", "3.1", "The member is 18 years of age or older.", "The member is 18 years of age or older.", ("age.atLeast", "18")),
        Criterion("therapy", "3.2", "At least six weeks of physical therapy without relief.", "At least six weeks of physical therapy without relief.", ("therapy.anyOf", "physical therapy"), ("therapy.minimumDays", "42"), ("therapy.outcomes", "failed")),
    ];

    [Fact]
    public async Task A_proposal_reaches_nobody_before_a_person_has_mended_and_approved_it()
    {
        var (proposal, passages, requests) = await AskAsync("good", JsonSerializer.Serialize(new { criteria = Good }));
        Assert.Equal(2, proposal.Nodes.Length);
        Assert.Equal("model-criteria-v1", (string?)requests[0]["response_format"]!["json_schema"]!["name"]);
        var judged = CriteriaProposalGuard.Judge(proposal.Nodes, passages);
        Assert.All(judged, static j => Assert.Null(j.Fault ?? j.TestFault));
        string sheet = ProposalSheet.Write("p.md", passages, judged, proposal.Prompt);
        // A person fills the heading and the questions, and forgets the mark.
        sheet = sheet.Replace("effectiveFrom: TODO", "effectiveFrom: 2025-01-01", StringComparison.Ordinal).Replace("codes: [TODO]", "codes: [CPT 72148]", StringComparison.Ordinal).Replace("TODO", "filled", StringComparison.Ordinal);
        string folder = Directory.CreateTempSubdirectory("healthcarellm-proposal-").FullName;
        using var store = SqlitePolicyStore.Open(Path.Combine(folder, "policies.db"), create: true, TimeProvider.System);
        var file = new PolicyFile("s.yaml", Encoding.UTF8.GetBytes(sheet));
        var read = PolicyIntake.Sheet(file, passages);
        Assert.Empty(read.Faults);
        store.Add(new("p.md", Encoding.UTF8.GetBytes(Policy)), file, read.Sheet!, passages, "text", "Ann", false);
        Assert.Contains("proposed by a program", Assert.IsType<StatusChange.NotDone>(store.Approve(Assert.Single(store.All()).Key, "Bob", 1)).Reason, StringComparison.Ordinal);
        Assert.Empty(new SqlitePolicyIndex(store, new()).InForce(new(2025, 6, 1)));
    }

    [Fact]
    public async Task A_quote_that_is_not_in_the_policy_is_asked_for_again_and_then_withheld()
    {
        object[] bad = [Good[0], Criterion("therapy", "3.2", "At least six months of physical therapy without relief.", "At least six months of physical therapy without relief.")];
        var (proposal, passages, requests) = await AskAsync("good", JsonSerializer.Serialize(new { criteria = bad }));
        Assert.Equal(3, requests.Length);
        Assert.Contains("quote-not-verbatim at criteria[1].quote", (string)requests[1]["messages"]!.AsArray()[^1]!["content"]!, StringComparison.Ordinal);
        var judged = CriteriaProposalGuard.Judge(proposal.Nodes, passages);
        Assert.Null(judged[0].Fault);
        Assert.StartsWith("quote-not-in-clause", judged[1].Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("script:401", "not-authorized")]
    [InlineData("script:prose", "answer-not-usable")]
    [InlineData("script:duplicate-keys", "answer-not-usable")]
    public async Task Where_the_model_cannot_be_used_there_is_no_proposal_and_it_is_said(string model, string why)
    {
        string audit = Path.Combine(Directory.CreateTempSubdirectory("healthcarellm-proposal-").FullName, "audit.jsonl");
        var (proposal, _, _) = await AskAsync(model, JsonSerializer.Serialize(new { criteria = Good }), audit);
        Assert.Empty(proposal.Nodes);
        Assert.Equal(why, proposal.Use.Fallback);
        var line = JsonNode.Parse(Assert.Single(await File.ReadAllLinesAsync(audit)))!;
        Assert.Equal(("draft-criteria", why), ((string?)line["task"], (string?)line["fallback"]));
    }

    private static object Criterion(string id, string clause, string quote, string text, params (string Name, string Value)[] test) =>
        new { tree = "initial", id, parent = string.Empty, kind = "criterion", clause, quote, text, test = test.Select(static t => new { name = t.Name, value = t.Value }) };

    private static async Task<(HealthcareLlm.Drafting.LanguageModel.CriteriaProposal Proposal, ImmutableArray<PolicyPassage> Passages, JsonNode[] Requests)> AskAsync(string model, string answer, string? audit = null)
    {
        await using var server = await ScriptedServer.StartAsync();
        server.KeepsRequests = true;
        server.Answer = _ => answer;
        var reading = await new PolicyIntake(new()).ReadAsync(new("p.md", Encoding.UTF8.GetBytes(Policy)), default);
        using var connection = new ModelConnection(new() { Endpoint = server.Endpoint.AbsoluteUri, Model = model, Retries = 0, AuditFile = audit });
        var proposal = await connection.ProposeCriteriaAsync(reading.Passages, CancellationToken.None);
        return (proposal, reading.Passages, [.. server.Requests.Select(static r => JsonNode.Parse(r.Body)!)]);
    }
}

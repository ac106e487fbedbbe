using System.Text;
using System.Text.Json;
using HealthcareLlm.Adapters.LanguageModels;
using HealthcareLlm.Adapters.Policies;
using HealthcareLlm.Adapters.Readers;
using HealthcareLlm.Drafting.LanguageModel;
using HealthcareLlm.Drafting.Offline;
using HealthcareLlm.Ingestion;
using HealthcareLlm.ModelServer;
using Microsoft.SemanticKernel;

namespace HealthcareLlm.Adapters.Tests.LanguageModels;

/// <summary>What functions of the kernel may read, and what is written down of their use.</summary>
public class KernelTests
{
    [Fact]
    public async Task The_policies_of_a_kernel_are_the_approved_ones_alone_and_nobody_can_write_through_it()
    {
        string folder = Directory.CreateTempSubdirectory("healthcarellm-plugin-").FullName;
        using var store = SqlitePolicyStore.Open(Path.Combine(folder, "policies.db"), create: true, TimeProvider.System);
        var document = new PolicyFile("p.md", Encoding.UTF8.GetBytes("# Lumbar imaging\n\n## 2 Criteria\n\n2.1 The member tried six weeks of physical therapy.\n"));
        var sheet = new PolicyFile("s.yaml", Encoding.UTF8.GetBytes("schema: medical-policy/v1\npayer: Northmoor Health Plan\nnumber: IMG-014\ntitle: Lumbar imaging\nversion: \"1\"\neffectiveFrom: 2025-01-01\ncodes: [CPT 72148]\ncriteria: {initial: {id: pt, criterion: Therapy was tried., clause: \"2.1\", ask: {of: prescriber, text: Please send it.}}}\n"));
        var reading = await new PolicyIntake(new()).ReadAsync(document, default);
        store.Add(document, sheet, PolicyIntake.Sheet(sheet, reading.Passages).Sheet!, reading.Passages, reading.Reading, "Ann", false);
        var kernel = Kernel.CreateBuilder().Build();
        var plugin = kernel.Plugins.AddFromObject(new PolicyPlugin(new SqlitePolicyIndex(store, new()), new(2025, 6, 1)), PolicyPlugin.Name);
        Assert.Equal(["search"], plugin.Select(static f => f.Name));
        Assert.StartsWith("No approved policy found", await AskAsync(), StringComparison.Ordinal);
        store.Approve(new("northmoor-health-plan/IMG-014", "1"), "Bob", 1);
        Assert.Contains("six weeks of physical therapy", await AskAsync(), StringComparison.Ordinal);
        Assert.Contains("clause 2.1", await AskAsync(), StringComparison.Ordinal);
        store.Retire(new("northmoor-health-plan/IMG-014", "1"), "Bob", "withdrawn");
        Assert.StartsWith("No approved policy found", await AskAsync(), StringComparison.Ordinal);

        async Task<string> AskAsync() => (await kernel.InvokeAsync<string>(PolicyPlugin.Name, "search", new() { ["question"] = "weeks of physical therapy" }))!;
    }

    [Theory]
    [InlineData("good", null)]
    [InlineData("script:401", "not-authorized")]
    public async Task Every_use_is_written_down_without_a_word_of_the_documents(string model, string? fallback)
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("healthcarellm-audit-").FullName, "audit.jsonl");
        await using var server = await ScriptedServer.StartAsync();
        using var connection = new ModelConnection(new() { Endpoint = server.Endpoint.AbsoluteUri, Model = model, AuditFile = file, Retries = 0 });
        var pipeline = new CasePipeline(new DocumentIngestion(DocumentReaders.All(new()), new()), connection.Engine(new OfflineDraftingEngine()), new());
        await pipeline.SummarizeAsync(new InputFiles([new("zebrafinch.txt", Encoding.UTF8.GetBytes("CHIEF COMPLAINT: Shortness of breath.\nALLERGIES: sulfa (hives).\n"))], []), null, CancellationToken.None);
        string line = Assert.Single(await File.ReadAllLinesAsync(file));
        using var json = JsonDocument.Parse(line);
        Assert.Equal("summarize", json.RootElement.GetProperty("task").GetString());
        Assert.Equal(1, json.RootElement.GetProperty("calls").GetInt32());
        Assert.Equal(fallback, json.RootElement.TryGetProperty("fallback", out var why) ? why.GetString() : null);
        Assert.DoesNotContain("sulfa", line, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("zebrafinch", line, StringComparison.OrdinalIgnoreCase);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Theory]
    [InlineData("prior-auth-request")]
    [InlineData("discharge-summary")]
    [InlineData("policy-criteria")]
    public void A_prompt_is_never_edited_in_place(string task)
    {
        string[] kept = File.ReadAllLines(Path.Combine(ModelRun.Root(), "prompts", "hashes.txt"));
        Assert.All(kept.Where(k => k.StartsWith(task + "/", StringComparison.Ordinal)), k => Assert.Equal(k, Prompt.Load(task, k.Split('/', ' ')[1]).Id));
        Assert.Contains(kept, k => k.StartsWith(task + "/v1 ", StringComparison.Ordinal));
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using HealthcareLlm.Drafting.LanguageModel;
using HealthcareLlm.Drafting.Offline;
using HealthcareLlm.Export;
using HealthcareLlm.Guards;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Tests.Drafting.LanguageModel;

/// <summary>What would be withheld is told to the model, and only a second wording that is borne out takes its place.</summary>
public class AmendmentTests
{
    private const string Note = "PROGRESS NOTE 03/04/2026\nPatient: Jane Roe  DOB 01/02/1960\n\nHospital course: Cellulitis of the left leg, treated with cefazolin 2 g IV every 8 hours.\nBlood cultures negative.\nLisinopril 10 mg daily held for AKI, creatinine 2.1.\nNo fever since 03/02/2026.\n";

    private static readonly (string, string, string) Course = ("hospitalCourse", "Cellulitis of the left leg was treated with cefazolin 2 g IV every 8 hours.", "Cellulitis of the left leg, treated with cefazolin 2 g IV every 8 hours.");

    private static readonly (string, string, string) WrongDose = ("hospitalCourse", "Lisinopril 20 mg daily was held for AKI with a creatinine of 2.1.", "Lisinopril 10 mg daily held for AKI, creatinine 2.1.");

    private static readonly (string, string, string) RightDose = WrongDose with { Item2 = "Lisinopril 10 mg daily was held for AKI with a creatinine of 2.1." };

    [Fact]
    public async Task What_would_be_withheld_is_told_and_its_second_wording_is_given()
    {
        var (given, withheld, client, file) = await SummarizeAsync(Answer(Course, WrongDose), Answer(RightDose));
        Assert.Equal(2, client.Calls.Count);
        string told = client.Calls[1][^1].Text;
        Assert.Contains("Lisinopril 20 mg daily was held", told, StringComparison.Ordinal);
        Assert.Contains("20", told, StringComparison.Ordinal);
        Assert.DoesNotContain("Cellulitis", told, StringComparison.Ordinal);
        Assert.Contains(RightDose.Item2, given);
        Assert.Contains(Course.Item2, given);
        Assert.DoesNotContain(WrongDose.Item2, withheld);
        Assert.Equal(1, (int?)file["manifest"]!["model"]!["repairs"]);
    }

    [Fact]
    public async Task What_is_borne_out_at_once_takes_no_second_turn()
    {
        var (_, _, client, file) = await SummarizeAsync(Answer(Course, RightDose));
        Assert.Single(client.Calls);
        Assert.Equal(0, (int?)file["manifest"]!["model"]!["repairs"] ?? 0);
    }

    [Fact]
    public async Task A_second_wording_that_is_wrong_too_changes_nothing_and_the_first_is_shown_withheld()
    {
        var (given, withheld, client, _) = await SummarizeAsync(Answer(Course, WrongDose), Answer(WrongDose with { Item2 = "Lisinopril 30 mg daily was held for AKI with a creatinine of 2.1." }));
        Assert.Equal(2, client.Calls.Count);
        Assert.DoesNotContain(given, static g => g.Contains("Lisinopril", StringComparison.Ordinal));
        Assert.Contains(WrongDose.Item2, withheld);
    }

    [Fact]
    public async Task A_second_answer_that_fails_loses_nothing_of_the_first()
    {
        var (given, withheld, _, file) = await SummarizeAsync((Func<string>[])[() => Answer(Course, WrongDose), () => throw new ModelFailureException(ModelFailure.Unreachable)]);
        Assert.Contains(Course.Item2, given);
        Assert.Contains(WrongDose.Item2, withheld);
        Assert.Equal("language-model", (string?)file["manifest"]!["engine"]);
    }

    [Fact]
    public async Task What_nobody_asked_for_is_not_taken()
    {
        var other = ("allergies", "No fever since 03/02/2026.", "No fever since 03/02/2026.");
        var (given, _, _, _) = await SummarizeAsync(Answer(Course, WrongDose), Answer(RightDose, other));
        Assert.Contains(RightDose.Item2, given);
        Assert.DoesNotContain(other.Item2, given);
    }

    [Fact]
    public async Task A_second_wording_that_drops_a_number_leaves_the_first_to_be_seen()
    {
        var less = WrongDose with { Item2 = "Lisinopril was held for AKI." };
        var (given, withheld, _, _) = await SummarizeAsync(Answer(Course, WrongDose), Answer(less), Answer());
        Assert.Contains(less.Item2, given);
        Assert.Contains(WrongDose.Item2, withheld);
    }

    [Fact]
    public async Task A_part_that_does_not_stand_in_the_quotes_is_told_too()
    {
        const string quote = "Lisinopril 10 mg daily held for AKI, creatinine 2.1.";
        string Row(string dose) => JsonSerializer.Serialize(new { statements = new[] { new { section = "dischargeMedications", text = "Lisinopril 10 mg daily, held.", quotes = new[] { new { source = "D1P1", quote } }, parts = new[] { new { name = "name", value = "Lisinopril" }, new { name = "dose", value = dose } } } } });
        var (given, _, client, file) = await SummarizeAsync(Row("40 mg"), Row("10 mg"));
        Assert.Contains("its part dose", client.Calls[1][^1].Text, StringComparison.Ordinal);
        Assert.Single(given, "Lisinopril 10 mg daily, held.");
        Assert.Contains("\"value\":\"10 mg\"", file.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("40 mg", file.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_that_the_model_was_not_shown_are_not_told()
    {
        // With surrogates the model speaks of another name; the verification speaks of the chart's.
        var (_, _, client, _) = await SummarizeAsync((Func<string>[])[() => Answer(WrongDose with { Item2 = "Jane Roe had lisinopril 20 mg daily held for AKI with a creatinine of 2.1." })], surrogates: true);
        Assert.All(client.Calls, static c => Assert.DoesNotContain("Roe", c[^1].Text.Replace("Jane Roe had", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal));
    }

    private static string Answer(params (string Section, string Text, string Quote)[] statements) =>
        JsonSerializer.Serialize(new { statements = statements.Select(static s => new { section = s.Section, text = s.Text, quotes = new[] { new { source = "D1P1", quote = s.Quote } }, parts = Array.Empty<object>() }) });

    private static Task<(List<string> Given, List<string> Withheld, ScriptedClient Client, JsonNode File)> SummarizeAsync(params string[] answers) => SummarizeAsync([.. answers.Select(static a => (Func<string>)(() => a))]);

    private static async Task<(List<string> Given, List<string> Withheld, ScriptedClient Client, JsonNode File)> SummarizeAsync(Func<string>[] answers, bool surrogates = false)
    {
        var client = new ScriptedClient(answers);
        var engine = new LanguageModelDraftingEngine(client, new OfflineDraftingEngine(), new() { Model = "m", Host = "here", Surrogates = surrogates, MinimumCompleteness = 0 });
        var pipeline = new CasePipeline(new DocumentIngestion(HealthcareLlm.Adapters.Readers.DocumentReaders.All(new()), new()), engine, new());
        var run = await pipeline.SummarizeAsync(new InputFiles([new("note.txt", System.Text.Encoding.UTF8.GetBytes(Note))], []), null, CancellationToken.None);
        byte[] written = ResultFileWriter.Write(run.Result);
        Assert.Empty(SchemaValidator.Validate("discharge-summary/v1", written));
        var statements = run.Result.Statements;
        return ([.. statements.Where(static s => s.Status == StatementStatus.Supported).Select(static s => s.Text)], [.. statements.Where(static s => s.Status != StatementStatus.Supported).Select(static s => s.Text)], client, JsonNode.Parse(written)!);
    }
}

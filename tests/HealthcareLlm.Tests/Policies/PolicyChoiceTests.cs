using System.Text;
using System.Text.Json.Nodes;
using HealthcareLlm.Drafting.Offline;
using HealthcareLlm.Export;
using HealthcareLlm.Guards;
using HealthcareLlm.Ingestion;
using HealthcareLlm.Policies;
using HealthcareLlm.Policies.Criteria;
using HealthcareLlm.Policies.Deciding;

namespace HealthcareLlm.Tests.Policies;

/// <summary>The choice of the policy from the papers themselves: what a short form says once suffices, and what it leaves open stays with a person.</summary>
public class PolicyChoiceTests
{
    private const string Form = "Northmoor Health Plan\nPrior Authorization Request                                   Date of request: 04/22/2026\n\nMEMBER\nName: Balthasar Okine\nDate of birth: 09/09/1956\nMember ID: NMH27731408\nPlan: Northmoor Health Plan\n\n" +
        "ORDERING CLINICIAN\nName: Signe Carrow, MD\nNPI: 1588401723\nSpecialty: Sleep Medicine\nPhone: (802) 555-0133\n\nSERVICE\nType of request: Initial\nUrgency: Standard\nCode: E0601\nDescription: auto-titrating CPAP\nQuantity: 1\nStart date: 05/04/2026\nDiagnosis code: G47.33\nDiagnosis: obstructive sleep apnea\n";

    private static readonly CriteriaTree Age = new CriteriaTree.Leaf(new("adult", "An adult.", null!, new AgeTest(18, null), "date of birth", new("prescriber", "Please send it.")));
    private static readonly CriteriaTree Arthritis = new CriteriaTree.Leaf(new("diagnosis", "Arthritis.", null!, new DiagnosisTest(["M05"], []), "code", new("prescriber", "Please send it.")));

    private static async Task<JsonNode> RunAsync(params string[] texts)
    {
        var pipeline = new CasePipeline(new DocumentIngestion(HealthcareLlm.Adapters.Readers.DocumentReaders.All(new()), new()), new OfflineDraftingEngine(), new());
        var question = new CriteriaQuestion(new CriteriaPipelineTests.OnePolicy("northmoor-cpap-1"));
        var run = await pipeline.ExtractAsync(new InputFiles([.. texts.Select(static (t, i) => new SourceFile($"{i}.txt", Encoding.UTF8.GetBytes(t)))], []), question, null, default);
        return JsonNode.Parse(ResultFileWriter.Write(run.Result))!["criteria"]!;
    }

    [Fact]
    public async Task AShortFormWithOneServiceGivesItsDay() => Assert.Equal("chosen", (string?)(await RunAsync(Form))["choice"]);

    [Theory]
    [InlineData("Start date: 05/04/2026", "Start date:")]
    [InlineData("Start date: 05/04/2026", "Start date: to be arranged")]
    [InlineData("Code: E0601\nDescription: auto-titrating CPAP\n", "")]
    [InlineData("Northmoor Health Plan", "Eastwick Health Plan")]
    public async Task WhatTheFormDoesNotSayIsNotGuessed(string from, string to) => Assert.NotEqual("chosen", (string?)(await RunAsync(Form.Replace(from, to, StringComparison.Ordinal)))["choice"]);

    [Fact]
    public async Task TwoDaysForOneServiceStayWithAPerson() => Assert.NotEqual("chosen", (string?)(await RunAsync(Form, Form.Replace("05/04/2026", "01/04/2025", StringComparison.Ordinal)))["choice"]);

    [Fact]
    public async Task ASecondServiceIsNeverPassedOver()
    {
        var criteria = await RunAsync(Form.Replace("Diagnosis code:", "Code: E0470\nDescription: bilevel device\nQuantity: 1\nStart date: 05/11/2026\nDiagnosis code:", StringComparison.Ordinal));
        Assert.True((string?)criteria["choice"] != "chosen" || criteria["submission"]!.AsArray().Any(static i => (string?)i!["kind"] == "service"));
        Assert.NotEqual("ready-to-submit", (string?)criteria["outcome"]);
    }

    private static PolicyChoice Choose(CriteriaTree tree, string diagnosis, int policies = 1)
    {
        var sample = new CriteriaPipelineTests.OnePolicy("lakemont-biologics-ra-2").InForce(new(2026, 7, 14))[0];
        IReadOnlyList<ApprovedPolicy> library = [.. Enumerable.Range(0, policies).Select(i => ApprovedPolicy.On(sample.Day, sample.Policy with { Number = "DRUG-0" + i }, sample.Passages, new(tree, null))!)];
        var none = Fact.Absent.Instance;
        Fact Known(string text) => new Fact.Known(text, []);
        var facts = new CaseFacts
        {
            Payer = Known("Lakemont Health Plan"),
            LineOfBusiness = none,
            State = none,
            BirthDate = none,
            Specialty = none,
            RequestType = none,
            Services = [new(Known("J0129"), none, none, none, none, Known("2026-07-14"))],
            Diagnoses = [new(Known(diagnosis), none)],
            Treatments = [],
            Labs = [],
            Chart = new([], static (_, _) => true),
        };
        return PolicyChooser.Choose(facts, _ => library);
    }

    [Fact]
    public void TheOnlyPolicyForTheServiceSaysItselfThatTheDiagnosisIsAnother()
    {
        Assert.IsType<PolicyChoice.Chosen>(Choose(new CriteriaTree.All("a", [Age, Arthritis]), "L40.59"));
        Assert.IsType<PolicyChoice.Chosen>(Choose(new CriteriaTree.All("a", [Age, Arthritis]), "M05.79"));
    }

    [Fact]
    public void APolicyThatCouldBeMetWithAnotherDiagnosisIsNotChosenForIt()
    {
        Assert.IsType<PolicyChoice.NotFound>(Choose(new CriteriaTree.All("a", [Age]), "L40.59"));
        Assert.IsType<PolicyChoice.NotFound>(Choose(new CriteriaTree.Any("a", [Age, Arthritis]), "L40.59"));
        Assert.IsType<PolicyChoice.NotFound>(Choose(new CriteriaTree.All("a", [Age, Arthritis]), "L40.59", policies: 2));
    }
}

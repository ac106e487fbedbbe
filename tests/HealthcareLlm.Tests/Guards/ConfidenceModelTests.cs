using System.Text;
using System.Text.Json.Nodes;
using HealthcareLlm.Export;
using HealthcareLlm.Guards;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Tests.Guards;

/// <summary>Confidences, read where the result leaves.</summary>
public class ConfidenceModelTests
{
    private const string Form = "Member: Jane Roe\nDOB: 01/02/1960\nMember ID: W123456\nPlan: Blue Harbor Health\n";

    private static async Task<JsonNode> ExtractAsync(ConfidenceModel? model)
    {
        var engine = new ProposingEngine(d =>
        [
            new("patient.memberId", [ProposingEngine.Says(d, "W123456", "Member ID: W123456")]),
            new("patient.birthDate", [ProposingEngine.Says(d, "1960-01-02", "DOB: 01/02/1960", 0.65)]),
            new("coverage.payer", [ProposingEngine.Says(d, "Blue Harbor Health", "Blue Harbor Health")]),
        ]);
        var pipeline = new CasePipeline(new(HealthcareLlm.Adapters.Readers.DocumentReaders.All(new()), new()), engine, new(), confidence: model);
        var input = new InputFiles([new SourceFile("form.txt", Encoding.UTF8.GetBytes(Form))], []);
        byte[] file = ResultFileWriter.Write((await pipeline.ExtractAsync(input, null, default)).Result);
        Assert.Empty(SchemaValidator.Validate("prior-auth-request/v1", file));
        return JsonNode.Parse(file)!;
    }

    [Fact]
    public async Task AConfidenceStandsBesideTheScoreAndTheManifestNamesItsCalibration()
    {
        var file = await ExtractAsync(new("c/v1 abc", "offline test", (critical, score) => critical ? Math.Round(score * score, 4) : null));
        var member = file["record"]!["patient"]!["memberId"]!;
        Assert.Equal(("extracted", Math.Round((double)member["score"]! * (double)member["score"]!, 4)), ((string)member["status"]!, (double)member["confidence"]!));
        // A stratum that nobody fitted has none; a value that few of its score bear out is held back and shown.
        Assert.True(file["record"]!["coverage"]!["payer"]!.AsObject().ContainsKey("confidence"));
        Assert.Null(file["record"]!["coverage"]!["payer"]!["confidence"]);
        var birth = file["record"]!["patient"]!["birthDate"]!;
        Assert.Equal(("refused", "1960-01-02"), ((string)birth["status"]!, (string)birth["candidates"]![0]!["value"]!));
        Assert.StartsWith("low-confidence: ", (string)birth["reason"]!, StringComparison.Ordinal);
        Assert.Equal("c/v1 abc", (string)file["manifest"]!["calibration"]!);
    }

    [Theory]
    [InlineData("offline 1-aa-bb", "offline 1-aa-bb", true)]
    [InlineData("offline 1-aa-bb", "offline 1-aa-cc", true)]
    [InlineData("offline 1-aa-bb", "offline 1-ab-bb", false)]
    [InlineData("offline 1-aa-bb", "offline 2-aa-bb", false)]
    [InlineData("offline 1", "offline 1", true)]
    [InlineData("offline 1-aa", "offline 1-ab", false)]
    [InlineData("language-model 1", "language-model 2", false)]
    [InlineData("language-model 1-a", "language-model 1-b", false)]
    public void EnginesScoreAlikeWhereCodeAndWeightsAreTheSame(string first, string second, bool alike) => Assert.Equal(alike, HealthcareLlm.Drafting.EngineVersion.ScoreAlike(first, second));

    [Theory]
    [InlineData("offline 1", "none: c/v1 abc was fitted for offline 1")]
    [InlineData(null, "none")]
    public async Task ACalibrationOfAnotherEngineGivesNoneAndIsNamed(string? engine, string told)
    {
        var file = await ExtractAsync(engine is null ? null : new("c/v1 abc", engine, (_, _) => 0.99));
        var member = file["record"]!["patient"]!["memberId"]!;
        Assert.Equal("extracted", (string)member["status"]!);
        Assert.Null(member["confidence"]);
        Assert.Equal(told, (string)file["manifest"]!["calibration"]!);
    }

    [Theory]
    [InlineData("offline test", 0.5, "extracted")]
    [InlineData("offline test", 0.99, "refused")]
    [InlineData("offline test", null, "refused")] // none could be certified for the field
    [InlineData("another 1", 0.0, "refused")] // a promise about another engine is none about this one
    public async Task WhatDoesNotReachItsCertifiedThresholdIsRefused(string engine, double? least, string status)
    {
        var file = await ExtractAsync(new("c/v1 abc", engine, (_, _) => null) { Certified = new("t/v1 def", f => f == "patient.memberId" ? least : 0) });
        var member = file["record"]!["patient"]!["memberId"]!;
        Assert.Equal(status, (string)member["status"]!);
        if (status == "refused") Assert.StartsWith("below-certified: ", (string)member["reason"]!, StringComparison.Ordinal);
        Assert.EndsWith("; thresholds t/v1 def", (string)file["manifest"]!["calibration"]!, StringComparison.Ordinal);
        Assert.Equal(engine == "offline test" ? "extracted" : "refused", (string)file["record"]!["coverage"]!["payer"]!["status"]!);
    }
}

using HealthcareLlm.Policies.Sheets;

namespace HealthcareLlm.Tests.Policies;

/// <summary>Which test is proposed for a criterion: for any treatment that is known, and for nothing that is none.</summary>
public class CriteriaDrafterTests
{
    [Theory]
    [InlineData("At least six weeks of physical therapy without relief", "\"physical therapy\"", 42)]
    [InlineData("The member has completed 3 months of gabapentin.", "\"gabapentin\"", 90)]
    [InlineData("8 weeks of compression stockings were worn.", "\"compression therapy\"", 56)]
    [InlineData("Twelve weeks of a nonsteroidal anti-inflammatory drug", "\"class:nsaid\"", 84)]
    [InlineData("30 days of continuous positive airway pressure", "\"cpap\"", 30)]
    public void ATrialOfAnyKnownTreatmentIsProposed(string criterion, string accepted, int days)
    {
        string sheet = Draft(criterion);
        Assert.Contains($"anyOf: [{accepted}]", sheet, StringComparison.Ordinal);
        Assert.Contains($"minimumDays: {days}}}", sheet, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Six weeks of symptoms")]
    [InlineData("Notes of the last 3 months of care are attached")]
    public void WhatNamesNoTreatmentIsLeftToAPerson(string criterion) => Assert.DoesNotContain("therapy:", Draft(criterion), StringComparison.Ordinal);

    [Fact]
    public void WhatTheDocumentDoesNotSayStandsAsAGapAndIsRefused()
    {
        string sheet = Draft("Six weeks of physical therapy");
        var reading = SheetReader.Read("x", sheet, SheetReaderTests.Passages(Policy("Six weeks of physical therapy")));
        Assert.Contains(reading.Faults, static f => f.ToString().Contains("gap (TODO)", StringComparison.Ordinal));
    }

    private static string Policy(string criterion) => $"# Example policy\n\n## 1. Criteria\n\n1.1 {criterion}\n\n1.2 The member is 18 years or older.\n";

    private static string Draft(string criterion) => CriteriaDrafter.Draft("policy.md", SheetReaderTests.Passages(Policy(criterion)));
}

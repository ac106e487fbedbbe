using HealthcareLlm.Drafting.Offline.Request.Clinical;

namespace HealthcareLlm.Tests.Drafting;

public class TreatmentOutcomeTests
{
    [Theory]
    [InlineData("no better after six weeks", "failed")]
    [InlineData("then disease progression", "failed")]
    [InlineData("only a partial response", "inadequate")]
    [InlineData("effect waned by spring", "inadequate")]
    [InlineData("severe flu-like reaction, not repeated", "intolerant")]
    [InlineData("cannot be used because of low blood pressure", "contraindicated")]
    [InlineData("still uses it every night", "ongoing")]
    // What a treatment is for, or what says nothing of it, is no outcome.
    [InlineData("for neuropathy of the feet", null)]
    [InlineData("neuropathy", null)]
    [InlineData("ulcerative colitis", null)]
    [InlineData("vertigo", null)]
    [InlineData("hearing loss since 2019", null)]
    [InlineData("anemia", null)]
    [InlineData("progressed to a home program", null)]
    [InlineData("continued to walk daily", null)]
    [InlineData("remains active", null)]
    [InlineData("lost 11 pounds", null)]
    public void WhatIsSaidOfATreatmentTellsHowItWentOrNothing(string words, string? outcome) => Assert.Equal(outcome, Outcomes.Of(words)?.Rule.Value);
}

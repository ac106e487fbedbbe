using System.Collections.Immutable;
using HealthcareLlm.Documents;
using HealthcareLlm.Policies;
using HealthcareLlm.Policies.Retrieval;

namespace HealthcareLlm.Tests.Policies.Retrieval;

/// <summary>Words of questions, stems, ranks and what tells that nothing answers.</summary>
public sealed class PassageRankerTests
{
    private static PolicyWords Words(string title, params string[] passages) =>
        new([.. passages.Select((text, i) => new PolicyPassage(DocumentId.Of("d"u8.ToArray()), i, 1, new(0, text.Length), text, title, string.Empty, []))], title);

    private static readonly PolicyWords[] Library =
    [
        Words("Oxygen at home", "The member does not smoke in a home with oxygen.", "One concentrator is covered.", "An oxygen saturation of 88 % or less was measured."),
        Words("Total knee arthroplasty", "The body mass index is below 40.", "An injection of a corticosteroid into the knee was tried.", "Replacement after a fracture is reviewed one by one."),
    ];

    private static (ImmutableArray<RankedPassage> Best, double? Coverage) Ask(string question)
    {
        var (best, evidence) = PassageRanker.Rank(Library, QueryTerms.Of(question), 5);
        return (best, evidence?.Probability);
    }

    [Theory]
    [InlineData("Is BMI limited before TKA?", 1, 0)]
    [InlineData("does a cortisone shot count", 1, 1)]
    [InlineData("patient uses cigarettes", 0, 0)]
    [InlineData("pulse ox threshold", 0, 2)]
    [InlineData("broken bone", 1, 2)]
    public void OtherWordsFindThePassage(string question, int version, int passage)
    {
        var (best, coverage) = Ask(question);
        Assert.Equal((version, passage), (best[0].Version, best[0].Passage));
        Assert.True(coverage >= new PolicyOptions().MinimumCoverage);
    }

    [Theory]
    [InlineData("total hip arthroplasty")]
    [InlineData("rituximab for the knee")]
    [InlineData("oxygen for cluster headache")]
    public void WhatTheLibraryDoesNotTreatIsNotCovered(string question) => Assert.False(Ask(question).Coverage >= new PolicyOptions().MinimumCoverage);

    [Fact]
    public void RareWordsCountMoreThanCommonOnesAndRanksAreTheSameEachTime()
    {
        var first = Ask("member saturation");
        Assert.Equal((0, 2), (first.Best[0].Version, first.Best[0].Passage));
        Assert.Equal(first.Best.AsEnumerable(), Ask("member saturation").Best.AsEnumerable());
        Assert.True(first.Best.Zip(first.Best.Skip(1), static (a, b) => a.Score >= b.Score).All(static kept => kept));
    }

    [Fact]
    public void AQuestionWithoutAWordOfTheLibraryHasNoAnswer() => Assert.Null(Ask("zygomatic").Coverage);

    [Theory]
    [InlineData("caresses", "caress")]
    [InlineData("ponies", "poni")]
    [InlineData("hopping", "hop")]
    [InlineData("relational", "relat")]
    [InlineData("controlling", "control")]
    [InlineData("injections", "inject")]
    [InlineData("nightly", "night")]
    [InlineData("d2", "d2")]
    public void StemsArePorters(string word, string stem) => Assert.Equal(stem, Stemmer.Of(word));

    [Fact]
    public void NamesOfSeveralWordsAreTermsBesideTheirWords()
    {
        var terms = QueryTerms.Of("rheumatoid arthritis");
        Assert.Contains(terms, t => t is { Asked: "rheumatoid arthritis", IsWhole: true });
        Assert.Contains(terms, t => t.Asked == "arthritis");
        Assert.Empty(QueryTerms.Of("what does the policy say"));
    }

    [Fact]
    public void ADrugIsAskedForByAllItsNamesAndItsClass()
    {
        var term = Assert.Single(QueryTerms.Of("Rinvoq"));
        Assert.Contains("upadacitinib", term.Alternatives);
        Assert.Contains("jak inhibitor", term.Alternatives);
    }
}

using HealthcareLlm.Documents;
using HealthcareLlm.Policies;
using HealthcareLlm.Policies.Retrieval;

namespace HealthcareLlm.Tests.Policies.Retrieval;

/// <summary>How questions of strangers are read: slips of the pen, ideas, matters of a plan, codes and numbers, kinds of answers; and the evidence that something answers.</summary>
public sealed class QuestionReadingTests
{
    private static readonly PolicyWords[] Library =
    [
        Words("Oxygen at home", "The member does not smoke in a home with oxygen.", "Oxygen for chest pain, called angina, is not covered.", "A clinician saw the member within 30 days before delivery.", "One concentrator is covered at a time."),
        Words("Total knee arthroplasty", "The member is 50 years of age or older.", "Cirrhosis is no reason against methotrexate.", "Injections of hyaluronic acid are not covered.", "The surgeon was taught how to wear a brace.", "Nobody lies prostrate."),
    ];

    private static PolicyWords Words(string title, params string[] passages) =>
        new([.. passages.Select((text, i) => new PolicyPassage(DocumentId.Of("d"u8.ToArray()), i, 1, new(0, text.Length), text, title, string.Empty, []))], title);

    [Theory]
    [InlineData("oxigen for agina", "oxygen for angina")]
    [InlineData("METHOTREXAT and cirrosis?", "methotrexate and cirrhosis?")]
    [InlineData("injectoins of hyaluronic acid", "injections of hyaluronic acid")]
    [InlineData("becuase", "because")]
    public void ASlipOfThePenIsRead(string written, string read) => Assert.Equal(read, Spelling.Mend(written, Library));

    [Theory]
    // Another word: letters that do not sound alike, a short word, a word of the clinical lists, another form of a word that is known.
    [InlineData("weaning of a ventilator")]
    [InlineData("need")]
    [InlineData("knees hurt")]
    [InlineData("angioma")]
    [InlineData("infliximab")]
    [InlineData("concentrators")]
    [InlineData("cancer of the prostate")]
    public void AnotherWordIsNoSlip(string written) => Assert.Equal(written, Spelling.Mend(written, Library));

    [Theory]
    [InlineData("oxigen", "oxygen", 1)]
    [InlineData("histroy", "history", 1)]
    [InlineData("agina", "angina", 1)]
    [InlineData("weaning", "wearing", 2)]
    [InlineData("oxygen", "oxygenation", 3)]
    public void SlipsAreCounted(string a, string b, int slips) => Assert.Equal(slips, Math.Min(3, Spelling.Slips(a, b, 2)));

    [Fact]
    public void AWordOfOneIdeaFindsLessThanTheWordItself()
    {
        var term = QueryTerms.Of("instruction").Single(static t => !t.IsKind);
        Assert.True(term.Alternatives.IndexOf("taught") >= term.Same);
        Assert.Equal((1, 3), (Best("instruction").Version, Best("instruction").Passage));
        Assert.DoesNotContain("taught", QueryTerms.Of("instrument").SelectMany(static t => t.Alternatives));
        Assert.True(Best("taught").Score > Best("instruction").Score);
    }

    [Fact]
    public void EveryRowOfIdeasHasSeveralWordsAndACounterExampleOfAnotherIdea()
    {
        foreach (string[] row in RuleFiles.Read("policy-ideas.tsv", 3))
        {
            string[] words = row[0].Split('|');
            Assert.True(words.Length > 1 && words.Distinct(StringComparer.Ordinal).Count() == words.Length, row[0]);
            Assert.DoesNotContain(row[2], words);
            Assert.True(row[1].Length > 0);
        }
    }

    [Fact]
    public void EveryNameOfAMatterIsReadAsOneAndNoCounterExample()
    {
        foreach (string[] row in RuleFiles.Read("policy-matters.tsv", 3))
        {
            foreach (string name in row[0].Split('|')) Assert.True(QueryTerms.Of(name).Any(static t => t.IsMatter), name);
            Assert.False(QueryTerms.Of(row[2]).Any(static t => t.IsMatter), row[2]);
        }
    }

    [Theory]
    [InlineData("J1745", true)]
    [InlineData("70553", true)]
    [InlineData("M17", true)]
    [InlineData("104", false)]
    [InlineData("2026", false)]
    [InlineData("knee", false)]
    public void CodesAreWhatAQuestionIsAboutAndNumbersAreNot(string word, bool subject)
    {
        var term = QueryTerms.Of(word).First(static t => !t.IsKind);
        Assert.Equal(subject, term.IsSubject);
        Assert.Equal(subject || word == "knee", term.Weight >= 1);
    }

    [Theory]
    [InlineData("how old may the order be", "#time")]
    [InlineData("how often can a mask be replaced", "#often")]
    [InlineData("minimum age", "#age")]
    [InlineData("how many devices", "#count")]
    [InlineData("who must order it", "#who")]
    [InlineData("how high may it be", "#amount")]
    public void TheKindOfAnswerIsAskedFor(string question, string kind) => Assert.Contains(kind, QueryTerms.Of(question).Select(static t => t.Asked));

    [Theory]
    [InlineData("is an old order a reason")]
    [InlineData("the stage of the disease")]
    [InlineData("high fever")]
    public void OtherQuestionsAskForNone(string question) => Assert.DoesNotContain(QueryTerms.Of(question), static t => t.IsKind);

    [Theory]
    [InlineData("Seen within 30 days before delivery.", "#count #time")]
    [InlineData("Fifty-five or less.", "#amount #count")]
    [InlineData("For members of 18 years of age.", "#age #count #time")]
    [InlineData("Every week.", "#often")]
    [InlineData("A surgeon decides.", "#who")]
    [InlineData("The first device in the hospital.", "")]
    public void KindsOfAPassageAreTold(string passage, string kinds) => Assert.Equal(kinds, string.Join(' ', AnswerKinds.Of([.. PolicyWords.Stems(passage)])));

    [Fact]
    public void TheKindDecidesAmongPassagesWithTheSameWords()
    {
        PolicyWords[] visits = [Words("Visits", "The visit is noted by the member.", "The visit is noted within 30 days.")];
        Assert.Equal(1, PassageRanker.Rank(visits, QueryTerms.Of("how old may the visit be"), 1).Best[0].Passage);
        Assert.Equal(0, PassageRanker.Rank(visits, QueryTerms.Of("visit"), 1).Best[0].Passage);
    }

    [Theory]
    [InlineData("oxygen while smoking", "oxygen copay")]
    [InlineData("who must see the member and how long before delivery", "what is the appeal deadline for oxygen")]
    [InlineData("oxygen for angina", "oxygen for cluster headache")]
    public void WhatIsAnsweredHasMoreEvidenceThanItsNearMiss(string answered, string nearMiss)
    {
        double least = new PolicyOptions().MinimumCoverage;
        Assert.True(Evidence(answered) >= least, answered);
        Assert.True(Evidence(nearMiss) < least, nearMiss);
    }

    [Fact]
    public void EveryFeatureOfTheEvidenceHasItsWeightAndMissingSubjectsSpeakAgainst()
    {
        var rows = RuleFiles.Read("policy-evidence.tsv", 3).ToDictionary(static r => r[0], static r => double.Parse(r[1], System.Globalization.CultureInfo.InvariantCulture), StringComparer.Ordinal);
        Assert.Equal(AnswerEvidence.Features.Order(StringComparer.Ordinal), rows.Keys.Order(StringComparer.Ordinal));
        Assert.All(rows.Where(static r => r.Key.EndsWith("-missing", StringComparison.Ordinal)), static r => Assert.True(r.Value < 0, r.Key));
        Assert.All(rows.Where(static r => r.Key is "all" or "passage" or "kind-there"), static r => Assert.True(r.Value > 0, r.Key));
    }

    private static RankedPassage Best(string question) => PassageRanker.Rank(Library, QueryTerms.Of(question), 1).Best[0];

    private static double Evidence(string question) => PassageRanker.Rank(Library, QueryTerms.Of(Spelling.Mend(question, Library)), 5).Evidence?.Probability ?? 0;
}

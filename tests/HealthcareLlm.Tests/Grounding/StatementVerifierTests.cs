using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Grounding;
using HealthcareLlm.Tests.ClinicalText;

namespace HealthcareLlm.Tests.Grounding;

/// <summary>What a statement says must stand in what it cites, for words that no lexicon knows too.</summary>
public class StatementVerifierTests
{
    [Theory]
    [InlineData("Denies chest pain.", "Reports chest pain.")]
    [InlineData("Reports a gritty feeling in both eyes.", "Denies a gritty feeling in both eyes.")]
    [InlineData("There is moderate protein in the urine.", "There is no moderate protein in the urine.")]
    [InlineData("No wound leak.", "Wound leak.")]
    [InlineData("Walks without assistance.", "Walks with assistance.")]
    [InlineData("There was no significant change of the nodule.", "There was significant change of the nodule.")]
    [InlineData("Pneumonia was ruled out.", "Pneumonia was confirmed.")]
    [InlineData("She does not have pets.", "She has pets.")]
    [InlineData("Strep test negative.", "Strep test positive.")]
    [InlineData("Seen on July 20, 2008.", "Seen on June 20, 2008.")]
    [InlineData("Seen on July 20, 2008.", "Seen on July 21, 2008.")]
    [InlineData("Transplant in July of 2006, rejection in April of 2008.", "Transplant in April of 2006.")]
    [InlineData("Given 2 units on 09/02/2026.", "Given 2 units on 02/09/2027.")]
    [InlineData("Blood pressure 120/80.", "Blood pressure 80/120.")]
    [InlineData("Follow-up in October.", "Follow-up in November.")]
    [InlineData("Metoprolol 25 mg b.i.d.", "Metoprolol 25 mg daily.")]
    [InlineData("Metoprolol 25 mg daily.", "Metoprolol 25 mg twice daily.")]
    [InlineData("Vancomycin 1 g q12h.", "Vancomycin 1 g every 8 hours.")]
    [InlineData("Warfarin nightly.", "Warfarin every morning.")]
    [InlineData("Heparin level 0.4.", "Insulin level 0.4.")]
    [InlineData("Started on Zylomentrix 40 mg.", "Started on Brevanoxil 40 mg.")]
    [InlineData("Pain in the left knee.", "Pain in the right knee.")]
    public void What_the_source_does_not_say_is_caught(string source, string statement) => Assert.NotNull(Fault(source, statement));

    [Theory]
    [InlineData("Denies chest pain, dyspnea, or fever.", "No fever.")]
    [InlineData("No fever or chills.", "Denies chills.")]
    [InlineData("Chest pain: denied.", "No chest pain.")]
    [InlineData("No fever but has a cough.", "Has a cough.")]
    [InlineData("She was not only hypoxic but confused.", "Hypoxic and confused.")]
    [InlineData("CT: No evidence of leak.", "03/08/2026: No evidence of leak.", "03/08/2026\n")]
    [InlineData("Metoprolol 25 mg b.i.d.", "Metoprolol 25 mg twice daily.")]
    [InlineData("Vancomycin 1 g q12h.", "Vancomycin 1 g every 12 hours.")]
    [InlineData("Warfarin every evening.", "Warfarin daily.")]
    [InlineData("Seen 09/14/2026.", "Seen on September 14, 2026.")]
    [InlineData("Seen on September 14, 2026.", "Seen in September 2026.")]
    [InlineData("She may march on.", "She may march on.")]
    [InlineData("Took Coumadin 5 mg.", "Took warfarin 5 mg.")]
    public void What_it_says_in_other_words_is_not(string source, string statement, string before = "") => Assert.Null(Fault(before + source, statement));

    private static (Verdict Verdict, string Token)? Fault(string source, string statement)
    {
        var document = ClinicalTextAnnotator.Annotate(Notes.Document(source));
        return StatementVerifier.FirstFault(statement, [CitedSpan.Of(document, new TextSpan(0, source.Length))]);
    }

    [Fact]
    public void Frequencies_are_the_same_and_not_the_same_as_their_rules_say()
    {
        var wrong = new List<string>();
        foreach (string[] row in RuleFiles.Read("spoken-frequencies.tsv", 6))
        {
            string[] same = row[4].Split(" = "), other = row[5].Split(" = ");
            if (SpokenFrequencies.FirstMissing(same[1], same[0]) is not null) wrong.Add(row[0] + ": " + row[4]);
            if (SpokenFrequencies.FirstMissing(other[1], other[0]) is null) wrong.Add(row[0] + ": " + row[5]);
        }

        Assert.Empty(wrong);
    }
}

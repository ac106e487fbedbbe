using System.Collections.Immutable;
using HealthcareLlm.Evaluation;

namespace HealthcareLlm.Tests.Evaluation.Summaries;

public class OwnWordsTests
{
    [Theory]
    [InlineData("Started on carvedilol 6.25 mg twice daily.", "Started on carvedilol 6.25 mg BID", true)]
    [InlineData("Started on bisoprolol 6.25 mg twice daily.", "Started on carvedilol 6.25 mg BID", false)]
    [InlineData("Started on carvedilol 6.25 mg once daily.", "Started on carvedilol 6.25 mg BID", false)]
    [InlineData("Petechial hemorrhage R putamen.", "petechial hemorrhage L putamen", false)]
    [InlineData("Petechial hemorrhage L putamen.", "petechial hemorrhage of the left putamen", true)]
    [InlineData("Vancomycin 125 mg IV.", "vancomycin 125 mg PO", false)]
    [InlineData("Vancomycin 125 mg PO.", "vancomycin 125 mg by mouth", true)]
    [InlineData("Chief complaint: hip pain.", "hip pain", true)]
    [InlineData("Blood cultures grew Klebsiella.", "Blood cultures grew E. coli", false)]
    public void A_word_that_no_quote_has(string text, string quote, bool has) =>
        Assert.Equal(has, CitedWords.HasEveryWord(new("hospitalCourse", text, "supported", ImmutableSortedDictionary<string, string>.Empty, [quote])));

    [Theory]
    [InlineData("Visit 10:20 PM", "visit 10:20 AM", false)]
    [InlineData("LVEF 45% (30% in 2024)", "LVEF 30% (45% in 2024)", false)]
    [InlineData("Weight 84.1 lb", "weight 84.1 kg", false)]
    [InlineData("Apixaban 5 mg every 12 hours", "apixaban 5 mg BID", true)]
    [InlineData("Discharged 2/15/26", "discharged 02/15/2026", true)]
    [InlineData("Force since FEB 26", "force since FEB 19, 2026", false)]
    public void Numbers_of_a_citation(string text, string quote, bool has) =>
        Assert.Equal(has, CitedWords.HasEveryNumber(new("hospitalCourse", text, "supported", ImmutableSortedDictionary<string, string>.Empty, [quote])));
}

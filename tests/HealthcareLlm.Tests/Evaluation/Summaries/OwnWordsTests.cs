using System.Collections.Immutable;
using HealthcareLlm.Evaluation;
using HealthcareLlm.Evaluation.Summaries;

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
    // Two writings of one thing, and beside each its near miss.
    [InlineData("Chronic kidney disease.", "CKD", true)]
    [InlineData("Chronic kidney disease on dialysis.", "CKD", false)]
    [InlineData("Essential hypertension.", "HTN", true)]
    [InlineData("Gestational hypertension.", "HTN", false)]
    [InlineData("Low potassium.", "Hypokalemia", true)]
    [InlineData("Hyponatremia.", "Hypokalemia", false)]
    [InlineData("Albuterol q6h as needed.", "albuterol every 6 hours PRN", true)]
    [InlineData("Albuterol q6h as needed.", "albuterol every 6 hours", false)]
    [InlineData("Creatinine below 1.3.", "creatinine < 1.3", true)]
    [InlineData("Creatinine above 1.3.", "creatinine < 1.3", false)]
    [InlineData("No lifting over 10 lb.", "NO LIFTING OVER 10 POUNDS", true)]
    [InlineData("No lifting over 10 kilograms.", "NO LIFTING OVER 10 POUNDS", false)]
    [InlineData("Losartan decreased from 50 mg to 25 mg.", "Losartan 25 mg - CHANGED from 50 mg", true)]
    [InlineData("Losartan increased from 50 mg to 25 mg.", "Losartan 25 mg - CHANGED from 50 mg", false)]
    [InlineData("Walked the hall without dyspnea.", "Walked the hall, no dyspnea", true)]
    [InlineData("Afebrile.", "no fever", true)]
    [InlineData("Afebrile.", "no cough; fever 39.1", false)]
    [InlineData("Clinic on Friday 2/13/2026.", "clinic 02/13/2026", true)]
    [InlineData("Clinic on Thursday 2/13/2026.", "clinic 02/13/2026", false)]
    public void A_word_that_no_quote_has(string text, string quote, bool has) =>
        Assert.Equal(has, CitedWords.HasEveryWord(new("hospitalCourse", text, "supported", ImmutableSortedDictionary<string, string>.Empty, [quote])));

    [Theory]
    [InlineData("Visit 10:20 PM", "visit 10:20 AM", false)]
    // A half of the day without an hour.
    [InlineData("TTE in PM", "TTE in AM", false)]
    [InlineData("TTE in AM", "TTE in AM", true)]
    [InlineData("TTE in AM", "TTE in the morning", true)]
    [InlineData("Apixaban tomorrow p.m.", "hold apixaban tonight and tomorrow AM dose, PM dose as usual", true)]
    [InlineData("Weighed at 8 AM", "I am told that he was weighed at 8 AM", true)]
    [InlineData("LVEF 45% (30% in 2024)", "LVEF 30% (45% in 2024)", false)]
    [InlineData("Weight 84.1 lb", "weight 84.1 kg", false)]
    [InlineData("Apixaban 5 mg every 12 hours", "apixaban 5 mg BID", true)]
    [InlineData("Discharged 2/15/26", "discharged 02/15/2026", true)]
    [InlineData("Force since FEB 26", "force since FEB 19, 2026", false)]
    [InlineData("Metformin 1 g", "metformin 1,000 mg", true)]
    [InlineData("Metformin 1 g", "metformin 100 mg", false)]
    [InlineData("Enoxaparin for 4 weeks", "enoxaparin for 28 days", true)]
    [InlineData("Enoxaparin for 4 weeks", "enoxaparin for 14 days", false)]
    [InlineData("Losartan from 50 mg to 25 mg daily", "losartan 25 mg daily (was 50 mg)", true)]
    [InlineData("Losartan from 25 mg to 50 mg daily", "losartan 25 mg daily (was 50 mg)", false)]
    // A day and a time are one each, and no numbers strewn over a quote.
    [InlineData("2026-03-25: Metoprolol 25 mg BID", "2026-03-22: Metoprolol 25 mg BID", false)]
    [InlineData("2025-03-22: Metoprolol 25 mg BID", "2026-03-22: Metoprolol 25 mg BID", false)]
    [InlineData("03/22: Metoprolol 25 mg BID", "2026-03-22: Metoprolol 25 mg BID", true)]
    [InlineData("April 10: bolus of 10 mL/kg", "April 11: bolus of 10 mL/kg", false)]
    [InlineData("May 11: he may eat", "April 11: he may eat", false)]
    [InlineData("02/02/2026: extubated", "02/15/2026: extubated 2 days after", false)]
    [InlineData("Visit 02/13/2026 13:30", "visit 02/13/2026 10:30", false)]
    [InlineData("Visit 02/13/2026 10:30", "visit 02/13/2026 at 10:30 AM", true)]
    [InlineData("Visit 02/13/2026 2:30 PM", "visit 02/13/2026 1430", true)]
    [InlineData("Visit 02/13/2026 14:30", "visit 02/13/2026 2:30 p.m.", true)]
    [InlineData("Visit 02/13/2026 15:30", "visit 02/13/2026 1430, bring 15 tablets", false)]
    public void Numbers_of_a_citation(string text, string quote, bool has) =>
        Assert.Equal(has, CitedWords.HasEveryNumber(new("hospitalCourse", text, "supported", ImmutableSortedDictionary<string, string>.Empty, [quote])));

    [Theory]
    [InlineData("Paused: Metformin.", "held", true)]
    [InlineData("Unchanged: Metformin.", "continued", false)]
    [InlineData("Paused: Metformin.", "stopped", false)]
    public void What_became_of_a_drug_is_said_by_its_part(string text, string change, bool has) =>
        Assert.Equal(has, CitedWords.HasEveryWord(new("dischargeMedications", text, "supported", ImmutableSortedDictionary<string, string>.Empty.Add("change", change), ["HOLD metformin"])));

    [Theory]
    [InlineData("COPD.", "Chronic obstructive pulmonary disease", true)]
    [InlineData("Persistent severe cough.", "COPD", false)]
    // The letters of 'intensive care unit' do not make the rest small.
    [InlineData("ICU psychosis after lorazepam.", "ICU delirium", false)]
    public void Most_of_the_words(string text, string quote, bool has) =>
        Assert.Equal(has, CitedWords.HasMostWords(new("hospitalCourse", text, "supported", ImmutableSortedDictionary<string, string>.Empty, [quote])));

    /// <summary>Each row of <c>summary-words.tsv</c>, as its head says.</summary>
    [Fact]
    public void Every_word_of_a_summary_is_read_as_its_rule_says()
    {
        foreach (var rule in SummaryWords.All)
        {
            string[] example = rule.Example.Split(" = "), counter = rule.CounterExample.Split(" = ");
            switch (rule.Kind)
            {
                case "frame" or "beginning":
                    Assert.True(CitedWords.HasEveryWord(Statement(example[0], example[1])), rule.Id);
                    Assert.False(CitedWords.HasEveryWord(Statement(counter[0], counter[1])), rule.Id + " counter-example");
                    break;
                case "change":
                    Assert.Equal(example[1], SummaryWords.Changes[NormalForm.Words(example[0])[0]]);
                    Assert.NotEqual(counter[1], SummaryWords.Changes[NormalForm.Words(counter[0])[0]]);
                    break;
                case "side" or "side-short" or "side-in":
                    Assert.Equal(example[1], SummaryWords.SidesAnywhere[NormalForm.Words(example[0])[0]]);
                    Assert.NotEqual(counter[1], SummaryWords.SidesAnywhere[NormalForm.Words(counter[0])[0]]);
                    break;
                default:
                    Assert.Equal(Sense.None, LostSense.Of(Statement(example[1], example[0]), static c => c.Quote));
                    Assert.NotEqual(Sense.None, LostSense.Of(Statement(counter[1], counter[0]), static c => c.Quote));
                    break;
            }
        }

        static ReadStatement Statement(string text, string quote) => new("hospitalCourse", text, "supported", ImmutableSortedDictionary<string, string>.Empty, [quote]) { Citations = [new ReadCitation("x", 1, null, null, quote, [])] };
    }

    [Theory]
    [InlineData("Echo 02/05/2026.", "echo on February 5", true)]
    [InlineData("Echo 02/05/2026.", "echo on 2/5/2024", false)]
    [InlineData("Echo 02/05/2027.", "echo on February 5", false)]
    public void A_date_may_have_the_year_of_the_stay_where_its_quote_has_none(string text, string quote, bool has) =>
        Assert.Equal(has, CitedWords.HasEveryNumber(new("hospitalCourse", text, "supported", ImmutableSortedDictionary<string, string>.Empty, [quote]), 2026));
}

using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Grounding;
using HealthcareLlm.Tests.ClinicalText;

namespace HealthcareLlm.Tests.Grounding;

/// <summary>A number, date, side or drug that stands in the quote, and of something else there, is caught; the same said of the right thing is not.</summary>
public class BindingTests
{
    [Theory]
    [InlineData("Metoprolol tartrate 25 mg BID; donepezil 10 mg at bedtime; finasteride 5 mg daily", "Metoprolol tartrate 10 mg twice a day.")]
    [InlineData("Metoprolol tartrate 25 mg BID; donepezil 10 mg at bedtime; finasteride 5 mg daily", "Metoprolol 5 mg twice a day, donepezil 10 mg at bedtime.")]
    [InlineData("Prednisolone 15 mg/5 mL, 17 mg (5.7 mL) PO daily", "Prednisolone 15 mg/5 mL, 15 mg (5.7 mL) PO daily")]
    [InlineData("CHANGED Carvedilol 25 mg PO BID (was 12.5 mg BID)", "Carvedilol 12.5 mg PO BID")]
    [InlineData("R IJ central line and left radial arterial line placed.", "The right radial arterial line was placed.")]
    [InlineData("Pleural fluid (right): protein 2.1 g/dL, LDH 88 U/L.", "Pleural fluid of the left: protein 2.1 g/dL.")]
    [InlineData("Cr 3.4 on 02/16/2026. Cr 1.5 on 02/20/2026.", "Cr 3.4 (02/20/2026), then 1.5 (02/20/2026).")]
    [InlineData("Stop amlodipine (two calcium channel blockers), replaced by diltiazem.", "Stop diltiazem (two calcium channel blockers).")]
    [InlineData("Apixaban 5 mg BID started 02/03/2026.", "Apixaban 2 mg BID started 02/03/2026.")]
    public void What_stands_there_of_something_else_is_caught(string source, string statement) => Assert.NotNull(Fault(source, statement));

    [Theory]
    [InlineData("Metoprolol tartrate 25 mg BID; donepezil 10 mg at bedtime; finasteride 5 mg daily", "Finasteride 5 mg once daily, donepezil 10 mg at night and metoprolol 25 mg twice a day.")]
    [InlineData("CHANGED Carvedilol 25 mg PO BID (was 12.5 mg BID)", "Carvedilol raised from 12.5 mg to 25 mg twice a day.")]
    [InlineData("R IJ central line and left radial arterial line placed.", "Lines: right IJ, left radial.")]
    [InlineData("oxycodone 2.5 mg every 6 h as needed", "Oxycodone 2.5 mg every 6 hours.")]
    [InlineData("afebrile 48h", "Without fever for 48 hours.")]
    [InlineData("Lisinopril 20 mg - stopped", "Lisinopril 20 mg was left out.")]
    public void What_is_said_of_the_right_thing_is_not(string source, string statement) => Assert.Null(Fault(source, statement));

    [Fact]
    public void Each_fact_of_a_statement_has_its_own_verdict()
    {
        const string Source = "Apixaban 5 mg BID. No evidence of bleeding.", Statement = "She takes apixaban 5 mg twice a day; bleeding was found; warfarin 3 mg was added.";
        var facts = AtomicFact.Of(Statement, [.. StatementVerifier.Faults(Statement, Cite(Source))]);
        Assert.Equal([FactVerdict.Supported, FactVerdict.Contradicted, FactVerdict.NotAddressed], facts.Select(static f => f.Verdict));
        Assert.Equal(["She takes apixaban 5 mg twice a day", "bleeding was found", "warfarin 3 mg was added."], facts.Select(f => f.Span.In(Statement)));
    }

    [Fact]
    public void Equivalents_are_the_same_and_not_the_same_as_their_rules_say()
    {
        var wrong = new List<string>();
        foreach (string[] row in RuleFiles.Read("spoken-equivalents.tsv", 6))
        {
            var said = Pattern.Of(row[1], System.Text.RegularExpressions.RegexOptions.IgnoreCase).Value;
            foreach (bool same in (bool[])[true, false])
            {
                string[] pair = row[same ? 4 : 5].Split(" = ");
                string name = said.Match(pair[0]).Value;
                bool bears = row[0].StartsWith("not-", StringComparison.Ordinal) ? SpokenEquivalents.Deny(name, pair[1]) : SpokenEquivalents.Bears(name, pair[1]);
                if (name.Length == 0 || bears != same) wrong.Add(row[0] + ": " + row[same ? 4 : 5]);
            }
        }

        Assert.Empty(wrong);
    }

    private static (Verdict Verdict, string Token)? Fault(string source, string statement) => StatementVerifier.FirstFault(statement, Cite(source));

    private static CitedSpan[] Cite(string source) => [CitedSpan.Of(ClinicalTextAnnotator.Annotate(Notes.Document(source)), new TextSpan(0, source.Length))];
}

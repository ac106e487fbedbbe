using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline;
using HealthcareLlm.Grounding;
using HealthcareLlm.Tests.ClinicalText;

namespace HealthcareLlm.Tests.Documents;

/// <summary>A pattern takes the digits of every script for digits: what reads the number must not stop the case at them.</summary>
public class DigitRunTests
{
    [Theory]
    [InlineData("07", 7)]
    [InlineData("2026", 2026)]
    [InlineData("\u0662\u0660\u0662\u0666", 2026)]
    [InlineData("\u09671", 11)]
    public void Digits_of_every_script_are_read(string digits, int number) => Assert.Equal(number, DigitRun.Number(digits));

    [Theory]
    [InlineData("")]
    [InlineData("1a")]
    [InlineData("1234567890")]
    public void What_is_no_run_of_digits_is_refused(string text) => Assert.Throws<FormatException>(() => DigitRun.Number(text));

    [Fact]
    public async Task Dates_and_times_in_digits_of_another_script_do_not_stop_a_summary()
    {
        const string Western = "DISCHARGE SUMMARY 02/14/2026 10:30 AM\nHOSPITAL COURSE: Admitted Feb 10, 2026 with pneumonia. Improved on 2/12 at 8 pm. Follow up on March 3, 2026 at 9:15 am with Dr. Roe.\n";
        string other = string.Concat(Western.Select(static c => char.IsAsciiDigit(c) ? (char)('\u0660' + (c - '0')) : c));
        var document = ClinicalTextAnnotator.Annotate(Notes.Document(other));
        var draft = await new OfflineDraftingEngine().DraftSummaryAsync(new([document], PatientAssessor.Assess([document])), CancellationToken.None);
        Assert.Equal(draft.Statements.Length, Grounder.Ground(draft, [document]).Statements.Length);
        Assert.NotEmpty(draft.Statements);
    }
}

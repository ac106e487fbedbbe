using System.Text;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Tests.ClinicalText.Forms;

/// <summary>Runs of dots or strokes between a label and its value.</summary>
public sealed class LeaderTests
{
    [Theory]
    [InlineData("Date of birth ........ 04/05/1971", "birthDate", "04/05/1971")]
    [InlineData("Date of birth........04/05/1971", "birthDate", "04/05/1971")]
    [InlineData("Date of birth . . . . . 04/05/1971", "birthDate", "04/05/1971")]
    [InlineData("Date of birth ........    04/05/1971", "birthDate", "04/05/1971")]
    [InlineData("Ordering physician . Owen Brightman, MD", "name", "Owen Brightman, MD")]
    [InlineData("Member number -> QX4410022", "memberId", "QX4410022")]
    [InlineData("Group ----- 88-120", "groupNumber", "88-120")]
    [InlineData("Health plan … Northlake Health", "payer", "Northlake Health")]
    public void LeadFromALabelToItsValue(string line, string target, string value) => Assert.Contains((target, value), Values(line));

    [Fact]
    public void ThatLeadNowhereLeaveTheValueBlank() => Assert.Contains(("birthDate", string.Empty), Values("Date of birth ........\nSex ........ F"));

    [Fact]
    public void AFullStopOfASentenceIsNone() => Assert.DoesNotContain(Values("We called the plan. Northlake answered."), v => v.Target == "payer");

    [Fact]
    public void StrokesBehindAHeadingAreARule() => Assert.Contains(("npi", "1234567893"), Values("--- 2. PRESCRIBER -----------------\n   NPI ......... 1234567893"));

    private static List<(string Target, string Value)> Values(string text)
    {
        var document = DocumentComposer.ComposeText(new SourceFile("page.txt", Encoding.UTF8.GetBytes(text)), text, []);
        return [.. FormReader.Read(new SectionedText(document, [], [])).Select(v => (v.Target, v.ValueSpan.In(document.Text)))];
    }
}

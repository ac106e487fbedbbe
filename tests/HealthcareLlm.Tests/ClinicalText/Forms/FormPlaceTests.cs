using System.Text;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Tests.ClinicalText.Forms;

/// <summary>Where a label's value stands: beside it without a colon, beside boxes of another question, behind a question numbered in a margin; forms of our own.</summary>
public class FormPlaceTests
{
    private static List<(string Target, string Value)> Read(string text)
    {
        var document = DocumentComposer.ComposeText(new SourceFile("f.txt", Encoding.UTF8.GetBytes(text)), text, []);
        return [.. FormReader.Read(new SectionedText(document, [], [])).Select(v => (v.Target, v.ValueSpan.In(document.Text)))];
    }

    [Fact]
    public void ANameBehindItsLabelIsNoHeading()
    {
        var read = Read("PERSON TESTED                 COVERAGE\nLast Abernathy-Kowal          Insurer Ohio River Community Plan\nFirst, M.I. Juniper L.        Kind [ ] Private [x] Medicaid\nDOB 07/19/1998                Sex [x] F [ ] M\n");
        Assert.Contains(("lastName", "Abernathy-Kowal"), read);
        Assert.Contains(("firstName", "Juniper L."), read);
        Assert.Contains(("birthDate", "07/19/1998"), read);
        // The boxes are those of the question in their own cell.
        Assert.DoesNotContain(read, static v => v.Target is "firstName" or "birthDate" && v.Value.Contains('[', StringComparison.Ordinal));
        Assert.Contains((string.Empty, "[x] F"), read);
    }

    [Fact]
    public void ALabelWithoutAValueOfItsOwnAsksForTheBoxes() => Assert.Contains(("urgency", "[x] standard"), Read("Member name: Jane Roe\nUrgency              [x] standard [ ] expedited\n"));

    [Fact]
    public void QuestionsMayBeNumberedInAMargin()
    {
        var read = Read("1     Who is the enrollee? Give the name as on the card.     Ottoline M Vasquez\n2     Enrollee's birth date and sex?     3/8/1953, female\n3     Enrollee's number (begins with LM)?     LM-60318-7742\n4     If the enrollee is not the subscriber, who is, and how are they related?     Hector Vasquez, born 11/30/1950; spouse\n5     Who prescribes, and what is the field of practice?     Imogen Thackeray, MD - Endocrinology\n6     Prescriber's NPI?     1208420657\n");
        Assert.Contains(("name", "Ottoline M Vasquez"), read);
        Assert.Contains(("birthDate", "3/8/1953"), read);
        Assert.Contains(("memberId", "LM-60318-7742"), read);
        Assert.Contains(read, static v => v.Target == "npi" && v.Value == "1208420657");
    }

    [Fact]
    public void RowsOfATableWithNumbersInAMarginAreNoQuestions()
    {
        var read = Read("Line   HCPCS    Drug             Units   First date\n1      J9271    Pembrolizumab    800     11/09/2026\n2      J9305    Pemetrexed       392     11/09/2026\n");
        Assert.Equal(["J9271", "J9305"], read.Where(static v => v.Target == "service.code").Select(static v => v.Value));
    }

    [Fact]
    public void AnAnswerOfCellsWithoutWordsIsReadAsWell()
    {
        var read = Read("1. Which procedure codes are asked for, how many units and when?\n36475   1   12/08/2026\n37765   1   12/08/2026\n2. What is the member's number?\nW 3388 01 9526\n3. When was the patient born?\n3 October 1969\n4. Is this urgent?\nno\n");
        Assert.Contains(("birthDate", "3 October 1969"), read);
    }

    [Fact]
    public void AnswersInAColumnBesideTheirQuestionsAreReadWithThem()
    {
        string[] rows =
        [
            "Who is the recipient? Write the name and      |Araminta Josephine Lovelace is her name,",
            "the birth date, the Medicaid number, and      |she was born on 05/11/2002, and she has",
            "how to reach her by day and by night.         |recipient number 3307 118 4652 on her card.",
            "",
            "Who asks for this? Name, field, NPI and       |Henrike Vandermolen, CNM, nurse-midwifery,",
            "telephone and fax of who will sign this.      |NPI 1250399890, telephone 843-555-0170.",
            "",
            "What has been tried, from when to when        |Doxylamine-pyridoxine from May until June",
            "and with what result for the patient?         |of this year did not help her at all.",
            "",
            "Would a wait of three days endanger her       |Yes, it would: ketones are high, and her",
            "so that we should hurry with this case?       |weight went down by nine percent in all.",
        ];
        var document = HealthcareLlm.Tests.Ingestion.Layout.RuledOrderTests.Document(string.Join('\n', rows.Select(static r => r.Replace('|', ' '))));
        Assert.True(document.Text.IndexOf("3307", StringComparison.Ordinal) < document.Text.IndexOf("Who asks", StringComparison.Ordinal), document.Text);
        Assert.True(document.Text.IndexOf("reach her", StringComparison.Ordinal) < document.Text.IndexOf("Araminta", StringComparison.Ordinal), document.Text);
        var read = FormReader.Read(new SectionedText(document, [], [])).Select(v => (v.Target, Value: v.ValueSpan.In(document.Text))).ToList();
        Assert.Contains(read, static v => v.Target == "npi" && v.Value == "1250399890");
        Assert.Contains(read, static v => v.Target == "birthDate" && v.Value.Contains("05/11/2002", StringComparison.Ordinal));
    }

    [Fact]
    public void TwoColumnsOfProseAreReadOneAfterTheOther()
    {
        string[] rows = [.. Enumerable.Range(0, 8).Select(static i => $"left {i} words of a letter that goes on and on {(char)('a' + i)}     right {i} words of a letter that goes on and on {(char)('a' + i)}")];
        string text = HealthcareLlm.Tests.Ingestion.Layout.RuledOrderTests.Document(string.Join('\n', rows)).Text;
        Assert.True(text.IndexOf("left 7", StringComparison.Ordinal) < text.IndexOf("right 0", StringComparison.Ordinal), text);
    }
}

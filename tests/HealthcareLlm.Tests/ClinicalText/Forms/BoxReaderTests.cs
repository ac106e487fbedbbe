using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Tests.Ingestion.Layout;

namespace HealthcareLlm.Tests.ClinicalText.Forms;

public sealed class BoxReaderTests
{
    private static Dictionary<string, string> Read(string drawing)
    {
        var document = ClinicalTextAnnotator.Annotate(RuledOrderTests.Document(drawing));
        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var value in document.LabelledValues.Where(v => v.Target.Length > 0 && v.Target != "ignore"))
        {
            string words = string.Join(' ', new[] { value.ValueSpan }.Concat(value.MoreSpans).Select(s => s.IsEmpty ? string.Empty : s.In(document.Text)));
            if (value.Box is { } box) words = (box.HasFlag(WordMarks.CheckBoxMarked) ? "+" : "-") + words;
            string key = value.Topic + "." + value.Target;
            read[key] = read.TryGetValue(key, out string? had) ? had + "|" + words : words;
        }

        return read;
    }

    [Fact]
    public void A_value_belongs_to_the_label_of_its_box_and_an_empty_box_takes_none()
    {
        var read = Read("""
            +----------------------------+-----------------+----------------+
            | `1. `PATIENT `NAME         | `2. `BIRTH `DATE| `3. `MEMBER `ID|
            | ROE, JANE                  | 03 / 17 / 1968  |                |
            +--------------------+-------+--------+--------+----------------+
            | `4. `PRESCRIBER    | `4A. `NPI      | `4B. `TELEPHONE         |
            | KAY, ANN MD        |                | 555-010-0177            |
            +--------------------+----------------+-------------------------+
            | `5. `SUPPLIER `OF `EQUIPMENT        | `5A. `TELEPHONE         |
            | NOWHERE OXYGEN LLC                  | 555-010-0190            |
            +-------------------------------------+-------------------------+
            """);
        Assert.Equal("ROE, JANE", read["Patient.name"]);
        Assert.Equal("03 / 17 / 1968", read["Patient.birthDate"]);
        Assert.Equal(string.Empty, read["Patient.memberId"]);
        Assert.Equal("KAY, ANN MD", read["Requesting.name"]);
        Assert.Equal(string.Empty, read["Requesting.npi"]);
        Assert.Equal("555-010-0177", read["Requesting.phone"]);
        Assert.Equal("NOWHERE OXYGEN LLC", read["Servicing.name"]);
        Assert.Equal("555-010-0190", read["Servicing.phone"]);
    }

    [Fact]
    public void A_label_s_value_is_the_box_right_of_it_unless_that_is_a_label_too()
    {
        var read = Read("""
            +------------------------------------------------------------+
            | B. PRESCRIBER INFORMATION                                  |
            +---------------+--------------+---------+-------------------+
            | Name          | Ann Kay, MD  | NPI     |                   |
            +---------------+--------------+---------+-------------------+
            | Tax ID        |              | Phone   | 555-010-0135      |
            +---------------+--------------+---------+-------------------+
            | Specialty     | Sports       | Fax     | 555-010-0136      |
            |               | Medicine     |         |                   |
            +---------------+--------------+---------+-------------------+
            """);
        Assert.Equal(string.Empty, read["Requesting.npi"]);
        Assert.Equal(string.Empty, read["Requesting.taxId"]);
        Assert.Equal("555-010-0135", read["Requesting.phone"]);
        Assert.Equal("Sports Medicine", read["Requesting.specialty"]);
    }

    [Fact]
    public void A_label_within_a_value_ends_it_and_options_belong_to_their_box()
    {
        var read = Read("""
            +-----------------------------------+------------------------+
            | `Cardholder                       | `Sex                   |
            | Roe, Lionel DOB: 02/19/1966       | [x] F [ ] M            |
            +-----------------------------------+------------------------+
            | `Kind `of `review                 | `Telephone             |
            | [ ] Expedited [x] Standard        | 555-010-0001           |
            +-----------------------------------+------------------------+
            """.Replace("[ ]", "☐", StringComparison.Ordinal).Replace("[x]", "☒", StringComparison.Ordinal));
        Assert.Equal("Roe, Lionel", read["None.subscriber.name"]);
        Assert.DoesNotContain("Patient.birthDate", read.Keys);
    }

    [Fact]
    public void What_a_section_on_other_coverage_holds_is_of_no_use()
    {
        var read = Read("""
            +------------------------------------------------------------+
            | OTHER COVERAGE (only where the member has it)              |
            +-------------------------+-------------------+--------------+
            | `9. `POLICYHOLDER       | `9A. `POLICY `NO. | `9B. `ENDED  |
            | ROE, RUTH               | HBX-338-20194     | 12/31/2024   |
            +-------------------------+-------------------+--------------+
            | ABOUT THE PATIENT                                          |
            +-------------------------+-------------------+--------------+
            | `10. `NAME              | `11. `MEMBER `ID  | `12. `SEX    |
            | ROE, JOHN               | 7044182           | M            |
            +-------------------------+-------------------+--------------+
            """);
        Assert.DoesNotContain(read, r => r.Value.Contains("RUTH", StringComparison.Ordinal) || r.Value.Contains("HBX", StringComparison.Ordinal));
        Assert.Equal("ROE, JOHN", read["Patient.name"]);
        Assert.Equal("7044182", read["Patient.memberId"]);
    }

    [Fact]
    public void Rows_of_a_table_of_parties_are_about_whom_their_first_box_names()
    {
        var read = Read("""
            +--------------+-----------------------+------------+--------------+
            | Role         | Name                  | NPI        | Phone        |
            +--------------+-----------------------+------------+--------------+
            | Ordering     | Ann Kay, MD           | 1356831317 | 555-010-0133 |
            +--------------+-----------------------+------------+--------------+
            | Rendering    | Otter Therapy Group   | 1596263776 |              |
            +--------------+-----------------------+------------+--------------+
            | Primary care | Jay Gull, NP          | 1642864619 | 555-010-0109 |
            +--------------+-----------------------+------------+--------------+
            """);
        Assert.Equal("1356831317", read["Requesting.npi"]);
        Assert.Equal("Otter Therapy Group", read["Servicing.name"]);
        Assert.Equal("1642864619", read["Other.npi"]);
        Assert.DoesNotContain("Servicing.phone", read.Keys);
    }

    [Fact]
    public void The_look_of_a_column_tells_labels_that_nobody_knows()
    {
        var read = Read("""
            +---------------+--------------+------------+----------------+
            | Name          | Jane Roe     | DOB        | 1/2/1960       |
            +---------------+--------------+------------+----------------+
            | Member ID     | 7044182      | Sex        | F              |
            +---------------+--------------+------------+----------------+
            | Home colour   | 555-010-0135 | Phone      |                |
            +---------------+--------------+------------+----------------+
            | Address       | 1 Elm St     | Group      | 77             |
            +---------------+--------------+------------+----------------+
            """);
        Assert.Equal(string.Empty, read["None.phone"]);
        Assert.Equal("77", read["None.groupNumber"]);
    }
}

using HealthcareLlm.Drafting.Offline.Request.Tables;

namespace HealthcareLlm.Tests.Drafting.Request;

/// <summary>Tables, boxes and lists in which forms ask for services, on layouts of our own; each with what looks like an amount, code or diagnosis and is none.</summary>
public class ServiceTableTests
{
    private const string Head = "PRIOR AUTHORIZATION REQUEST FORM\nMember Name: Jane Roe      DOB: 03/04/1961      Member ID: ABC123456\n";

    [Theory]
    [InlineData("A. FROM", ColumnRole.Start)]
    [InlineData("Dates of service To", ColumnRole.End)]
    [InlineData("From - to", ColumnRole.Dates)]
    [InlineData("CPT/HCPCS code", ColumnRole.Code)]
    [InlineData("CPT description", ColumnRole.Description)]
    [InlineData("Mod1", ColumnRole.Modifiers)]
    [InlineData("G. QTY", ColumnRole.Quantity)]
    [InlineData("Qty per 30 days", ColumnRole.Quantity)]
    [InlineData("Per week", ColumnRole.Frequency)]
    [InlineData("Days' supply", ColumnRole.DaysSupply)]
    [InlineData("$ Charges", ColumnRole.Ignored)]
    [InlineData("Charge ea.", ColumnRole.Ignored)]
    [InlineData("Dx pointer", ColumnRole.Ignored)]
    [InlineData("ICD-10-CM", ColumnRole.DiagnosisCode)]
    [InlineData("How taken", ColumnRole.Directions)]
    [InlineData("Why stopped", ColumnRole.Outcome)]
    [InlineData("Reference range", ColumnRole.Range)]
    [InlineData("Item #", ColumnRole.Line)]
    [InlineData("Expected length", ColumnRole.Duration)]
    public void AHeadingIsReadByTheMeaningOfItsWords(string heading, object role) => Assert.Equal(role, ColumnRoles.Of(heading));

    [Fact]
    public void AClaimStyleGridGivesDaysModifiersAndUnitsAndNoCharges()
    {
        var packet = new Packet(Head + """
            24. A. DATE(S) OF SERVICE        B.      D. PROCEDURES, SERVICES    E.          F.           G.
                From         To              PLACE   CPT/HCPCS    MODIFIER      DIAGNOSIS   $ CHARGES    DAYS OR
                                                     CODE                       POINTER                  UNITS
                05/04/2026   05/06/2026      24      29881        LT            AB          3200.00      1
                05/04/2026   05/04/2026      24      29876        LT 59         B           1100.00      2
            Signature ________   Date 04/02/2026
            """);
        packet.Has(
            ("request.services[0].code", "29881"), ("request.services[0].quantity", "1"), ("request.services[0].startDate", "2026-05-04"), ("request.services[0].endDate", "2026-05-06"),
            ("request.services[0].modifiers[0]", "LT"), ("request.services[1].code", "29876"), ("request.services[1].quantity", "2"), ("request.services[1].modifiers[1]", "59"), ("request.services[2].code", null));
    }

    [Fact]
    public void APriceIsNoAmountNoDiagnosisAndNoDescription()
    {
        var packet = new Packet(Head + """
            Dx: M62.81 Muscle weakness (generalized)

            Item #   HCPCS    Qty    Rent/Purch   Item description                Unit price    Line total
            1        K0001    1      Rent         Standard wheelchair             45.00         45.00
            2        E0973    2      Purch        Adjustable height armrest       61.25         122.50

            Length of need (months): 13
            Items E0100 and E0105 need no authorization.
            """);
        packet.Has(
            ("request.services[0].code", "K0001"), ("request.services[0].quantity", "1"), ("request.services[0].description", "Standard wheelchair"), ("request.services[1].quantity", "2"),
            ("request.services[1].description", "Adjustable height armrest"), ("request.services[0].duration", "13 months"), ("request.services[2].code", null), ("diagnoses[0].code", "M62.81"), ("diagnoses[1].code", null));
    }

    [Fact]
    public void OfOptionsWithACodeEachOnlyTheTickedOnesAreAskedFor()
    {
        var packet = new Packet(Head + """
            Equipment wanted (mark all) - number beside
            [x] E2103 Non-adjunctive receiver              1 each
            [ ] E2102 Adjunctive receiver
            [x] A4239 Sensor supply allowance              12 months
            [ ] E0607 Home glucose meter

            Diagnosis (mark one)
            [ ] E10.9 Type 1, no complication
            [x] E10.65 Type 1 with hyperglycemia
            [ ] E11.65 Type 2 with hyperglycemia
            """);
        packet.Has(
            ("request.services[0].code", "E2103"), ("request.services[0].quantity", "1"), ("request.services[0].description", "Non-adjunctive receiver"), ("request.services[1].code", "A4239"),
            ("request.services[1].quantity", "12"), ("request.services[1].unit", "months"), ("request.services[2].code", null), ("diagnoses[0].code", "E10.65"), ("diagnoses[1].code", null));
    }

    [Fact]
    public void ADrugsRowGivesDirectionsSupplyAndRefills()
    {
        var packet = new Packet(Head + """
            DRUG ASKED FOR
            Medication / strength        Sig                               Disp qty   Days supply   Refills
            Zelvanta 300 mg/2 mL pen     300 mg subcut every 2 weeks       2 pens     28            5
            Plan limit: 4 pens per 28 days; preferred products that need no review: exenatide (NDC 0169-4060-13).
            """);
        packet.Has(
            ("request.services[0].description", "Zelvanta 300 mg/2 mL pen"), ("request.services[0].dose", "300 mg"), ("request.services[0].frequency", "every 2 weeks"), ("request.services[0].quantity", "2"),
            ("request.services[0].unit", "pens"), ("request.services[0].daysSupply", "28"), ("request.services[0].refills", "5"), ("request.services[0].code", null), ("request.services[1].description", null));
    }

    [Theory]
    [InlineData("Diagnoses (ICD-10-CM) - most important first. Example of correct entry: R53.1 WEAKNESS\nA    G12.21    AMYOTROPHIC LATERAL SCLEROSIS\nB    J96.12    CHRONIC RESP FAILURE", "G12.21|AMYOTROPHIC LATERAL SCLEROSIS", "J96.12|CHRONIC RESP FAILURE")]
    [InlineData("Associated diagnoses\n- Spondylosis, lumbar region (primary) [M47.816]\n- Other chronic pain [G89.29]", "M47.816|Spondylosis, lumbar region", "G89.29|Other chronic pain")]
    [InlineData("ICD-10: B18.2 (chronic hepatitis C), K74.00 (hepatic fibrosis)", "B18.2|chronic hepatitis C", "K74.00|hepatic fibrosis")]
    [InlineData("Diagnosis: tension headache, not intractable  ICD-10-CM: G44.209 (e.g. G43.009, G44.009)", "G44.209|tension headache, not intractable")]
    [InlineData("Diagnosis code: M54.16   Does the member also have myelopathy (G95.9)? No", "M54.16|")]
    public void EachDiagnosisHasTheWordsOfItsOwnLine(string lines, params string[] expected)
    {
        var packet = new Packet(Head + "CPT: 99999   Units: 1\n" + lines + "\n");
        string[] rows = [.. Enumerable.Range(0, 4).Select(i => packet[$"diagnoses[{i}].code"] + "|" + packet[$"diagnoses[{i}].description"]).Where(r => r != "|")];
        Assert.Equal(expected, rows);
    }

    private const string Asked = Head + """
        Services requested
        Code     Service                       Units   From         Through
        75561    Heart MRI before and after    1       12/01/2026   02/28/2027

        """;

    [Fact]
    public void OtherRequestsOfTheMemberAreNotAskedFor()
    {
        const string others = """

            Other requests of this member, last 12 months
            Number            Requested    Service                            Status                   Provider
            PA-2609-0031442   09/21/2026   75574 heart CT with dye, vessels   Denied 10/02/2026        H. Stitt, DO
            PA-2602-0007190   02/18/2026   78452 perfusion scan               Approved, used 02/25     I. Farrant, MD
            """;
        Assert.Equal(["75561"], new Packet(Asked + others).Codes().Distinct());
        // Alone, a row that was decided is none either; one in review is asked for.
        string alone = others.Replace("Other requests of this member, last 12 months", "Lines", StringComparison.Ordinal);
        Assert.DoesNotContain("75574", new Packet(Head + alone).Codes());
        Assert.Contains("75574", new Packet(Head + alone.Replace("Denied 10/02/2026", "In review        ", StringComparison.Ordinal)).Codes());
    }

    [Fact]
    public void ADrugWhoseMarkStandsForNotAskedInTheKeyOfTheTableIsNone()
    {
        const string regimen = Head + """
            REGIMEN mark each drug that is asked for. A = asked, S = support, needs no approval
            Mark   Code    Drug            Dose, way      Units in all   From
            A      J9271   pembrolizumab   200 mg IV      800            12/03/2026
            A      J9045   carboplatin     550 mg IV      44             12/03/2026
            S      J1100   dexamethasone   12 mg IV       12             12/03/2026
            """;
        Assert.Equal(["J9271", "J9045"], new Packet(regimen).Codes().Distinct());
        // Without such a key a letter says nothing.
        Assert.Contains("J1100", new Packet(regimen.Replace("S = support, needs no approval", "S = single dose vial", StringComparison.Ordinal)).Codes());
    }
}

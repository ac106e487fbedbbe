namespace HealthcareLlm.Tests.Drafting.Request;

/// <summary>What stands at a place but must not become a value: it is refused with what was seen, never missing, never another place's value.</summary>
public sealed class HeldBackTests
{
    private const string Form =
        """
        PRIOR AUTHORIZATION REQUEST FORM

        Patient name: Petra Vandermolen      DOB: 03/14/1961
        Member ID: QXR4481207                Phone: {0}
        Weight: {1}                          Sex: Female

        Requesting provider: Anselm Okwuosa, MD     NPI: 1234567893
        Phone: 555-201-4400                  Fax: 555-201-4401
        """;

    private static string Filled(string phone, string weight = "70 kg") => string.Format(System.Globalization.CultureInfo.InvariantCulture, Form, phone, weight);

    [Theory]
    [InlineData("^555-201-7733", "handwritten")]
    [InlineData("~555-201-7733", "struck-out")]
    [InlineData("^SSS-2e!-7f33", "handwritten")]
    [InlineData("^[handwritten]", "handwritten")]
    [InlineData("``5S5-2O!-77", "unreadable")]
    public void APlaceThatHoldsWritingIsRefused(string phone, string reason)
    {
        var scan = new Scan(Filled(phone));
        Assert.Equal(reason, scan.Reason("patient.phone"));
        Assert.Equal("Petra Vandermolen", scan["patient.name"]);
        Assert.Equal("1234567893", scan["requestingProvider.npi"]);
    }

    [Theory]
    [InlineData("Policy: QXR4481270", "conflict")] // two digits swapped
    [InlineData("Policy: QXR4481207", "QXR4481207")]
    [InlineData("Policy: QXR448I2O7", "QXR4481207")] // read badly
    [InlineData("Policy: 77310042", "QXR4481207")] // a number of another kind
    public void ANumberThatTwoPagesWriteDifferentlyIsGivenByNeither(string onNote, string expected) =>
        Assert.Equal(expected, new Scan(Filled("555-201-7733"), "PROGRESS NOTE  02/03/2026\n\nPatient name: Petra Vandermolen    DOB: 03/14/1961\n" + onNote)["patient.memberId"]);

    [Fact]
    public void AnEmptyPlaceIsMissing() => Assert.Null(new Scan(Filled(string.Empty))["patient.phone"]);

    [Fact]
    public void WritingOnTheFormOutranksPrintOnANote()
    {
        const string Note =
            """
            PROGRESS NOTE  02/03/2026
            Patient name: Petra Vandermolen    DOB: 03/14/1961
            Weight: {0}
            """;
        string note = string.Format(System.Globalization.CultureInfo.InvariantCulture, Note, "74 kg");
        Assert.Equal("handwritten", new Scan(Filled("555-201-7733", "^91 ^kg"), note).Reason("patient.weight"));
        // The other way round the form's print stands.
        Assert.Equal("70 kg", new Scan(Filled("555-201-7733"), string.Format(System.Globalization.CultureInfo.InvariantCulture, Note, "^74 ^kg"))["patient.weight"]);
    }

    [Fact]
    public void PoorPrintOfALabelOrOfAWholeCodeIsNoDoubt()
    {
        var scan = new Scan(
            """
            PRIOR AUTHORIZATION REQUEST FORM

            Patient name: Petra Vandermolen      DOB: 03/14/1961
            Member ID: QXR4481207                `Phone: 555-201-7733

            Requesting provider: Anselm Okwuosa, MD     `NPI: `1234567893

            CPT       Description             Units     Start date
            `72148    MRI lumbar spine        1         04/02/2026
            ``72i#1   MRI cervical spine      1         04/02/2026
            """);
        Assert.Equal("5552017733", scan["patient.phone"]);
        Assert.Equal("1234567893", scan["requestingProvider.npi"]);
        Assert.Equal("72148", scan["request.services[0].code"]);
        Assert.Equal("unreadable", scan.Reason("request.services[1].code"));
    }

    [Fact]
    public void OneStruckCellIsRefusedAndAStruckRowIsNotAskedFor()
    {
        var scan = new Scan(
            """
            PRIOR AUTHORIZATION REQUEST FORM

            Patient name: Petra Vandermolen      DOB: 03/14/1961
            Member ID: QXR4481207

            CPT       Description             Units     Start date
            97110     Therapeutic exercise    ~12       04/02/2026
            97140     ~Manual ~therapy        ~12       ~04/02/2026
            97112     Balance training        6         04/09/2026
            """);
        Assert.Equal("struck-out", scan.Reason("request.services[0].quantity"));
        Assert.Equal("97110", scan["request.services[0].code"]);
        Assert.Equal("97112", scan["request.services[1].code"]);
        Assert.Null(scan["request.services[2].code"]);
    }

    [Fact]
    public void AnOrderThatACorrectedOneReplacesIsNotUsed()
    {
        const string Old = "RIVERBEND CLINIC   ORDER 55120\n\nPatient name: Petra Vandermolen   DOB: 03/14/1961\nProcedure code: 72148   Units: 1";
        const string New = "RIVERBEND CLINIC   ORDER 55177\n\nCORRECTED REQUEST. Replaces order 55120 of 02/10/2026.\n\nPatient name: Petra Vandermolen   DOB: 03/14/1961\nMember ID: QXR4481207\nProcedure code: 72141   Units: 1\nRequesting provider: Anselm Okwuosa, MD   NPI: 1234567893";
        var packet = new Packet(Old, New);
        Assert.Equal("72141", packet["request.services[0].code"]);
        Assert.Null(packet["request.services[1].code"]);
        // An order of another number stands.
        Assert.Contains("72148", new Packet(Old.Replace("55120", "55121", StringComparison.Ordinal), New).Codes());
    }

    [Fact]
    public void AMisreadNameAndDateDoNotHideAnotherPatientsPage()
    {
        var scan = new Scan(
            "ORDER FOR EQUIPMENT\n\nBeneficiary: Osric lvanova-Nash      Born: 12/03/1970\nTelephone: 555-201-7733",
            "CLINIC NOTE\n\nPatient: Ivanova-Nash, Osric      DOB: 12/08/1970\nKnee pain, walks with a cane.",
            "CLINIC NOTE\n\nPATIENT:   MARCHETTI,   DELIA     DOB:   02/27/1961\nMEMBER:   5QD9H31WM62\nAllergy: latex");
        Assert.Equal([3], scan.Patient.SetAside.Select(p => p.Page));
    }

    [Fact]
    public void AWeightOfWhichOneDigitWasReadIsNotGiven()
    {
        const string head = "PRIOR AUTHORIZATION REQUEST FORM\nMember Name: Jane Roe      DOB: 03/04/1961      Member ID: ABC123456\n";
        Assert.Equal("142 lb", new Scan(head + "Weight: 142 lb")["patient.weight"]);
        Assert.Null(new Scan(head + "Weight: 5\\ vy)")["patient.weight"] is { } read && !read.StartsWith('?') ? read : null);
    }

    [Theory]
    [InlineData("Weight in kilograms: 88", "88 kilograms", null)]
    [InlineData("Weight (kg): 88", "88 kg", null)]
    [InlineData("Weight (in kg): 88", "88 kg", null)]
    [InlineData("Height in centimeters: 168", null, "168 centimeters")]
    [InlineData("Height (in): 66", null, "66 in")]
    [InlineData("Height in inches: 66", null, "66 inches")]
    public void TheUnitOfALabelIsOneOfItsMeasure(string line, string? weight, string? height)
    {
        var scan = new Scan("PRIOR AUTHORIZATION REQUEST FORM\nMember Name: Jane Roe      DOB: 03/04/1961      Member ID: ABC123456\n" + line);
        Assert.Equal(weight, scan["patient.weight"]);
        Assert.Equal(height, scan["patient.height"]);
    }

    /// <summary>A title that denies is no title of what it stands over: 'Not found: intellectual disability' is no finding of a disability.</summary>
    [Theory]
    [InlineData("Not found")]
    [InlineData("Ruled out")]
    [InlineData("Absent")]
    [InlineData("Pertinent negatives")]
    public void ATitleThatDeniesIsNotCutOff(string title)
    {
        var scan = new Scan("PRIOR AUTHORIZATION REQUEST FORM\nMember Name: Jane Roe      DOB: 03/04/1961      Member ID: ABC123456\n", "DEVELOPMENTAL EVALUATION\n\nExam: severe language delay with loss of words, cannot dress herself.\n" + title + ": intellectual disability (F79 on the school's form is an error).\nShe cannot walk more than 10 feet.");
        string[] findings = [.. Enumerable.Range(0, 14).Select(i => scan[string.Create(System.Globalization.CultureInfo.InvariantCulture, $"clinical.findings[{i}]")]).OfType<string>()];
        Assert.Contains(findings, static f => f.Contains("10 feet", StringComparison.Ordinal));
        Assert.DoesNotContain(findings, f => f.Contains("disability", StringComparison.Ordinal) && !f.StartsWith(title, StringComparison.Ordinal));
    }
}

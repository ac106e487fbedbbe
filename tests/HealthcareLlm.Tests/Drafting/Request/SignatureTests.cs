namespace HealthcareLlm.Tests.Drafting.Request;

/// <summary>Places to sign under captions of any wording, what is stated in words, and the day of the request.</summary>
public class SignatureTests
{
    private const string Head = """
        Request for Coverage Review
        Member name: Ines Abernathy     Date of birth: 09/30/1971     Member ID: CVH3320118
        Requesting provider: Judith Whitaker, MD     NPI: 1234567893

        """;

    [Theory]
    [InlineData("J Whitaker            10/02/2026\nphysician signs by own hand      date asked", "signed", "2026-10-02")]
    [InlineData("J. Whitakr             03/13/2026\nOrdering physician, in ink     Day of this request", "signed", "2026-03-13")]
    [InlineData("Ordering provider signs\n/e/ Judith Whitaker MD, authenticated in chart", "signed", null)]
    [InlineData("Signature\nWhat I wrote is true. /s/ Judith Whitaker, MD, signed electronically 10-Jan-2026", "signed", "2026-01-10")]
    [InlineData("Only ticked lines are ordered. I have seen this client within one year and she benefits.\nPhysician signature:            Date:", "unsigned", null)]
    [InlineData("Authorizing provider sig.: NOT YET SIGNED", "unsigned", null)]
    [InlineData("Prescriber's signature ....... ______________________\nDate of request .............. 07/08/2026", "unsigned", "2026-07-08")]
    [InlineData("Member's signature: Ines Abernathy     Date: 07/08/2026", null, null)]
    [InlineData("SIGNS AND SYMPTOMS: back pain. Unsigned requests are returned.", null, null)]
    public void ASignatureIsToldByItsPlace(string lines, string? signature, string? date) =>
        new Packet(Head + lines).Has(("requestingProvider.signature", signature), ("request.date", date));

    [Fact]
    public void APicturesEmptyLineMayHoldInkSoThatAPersonIsAsked()
    {
        var scan = new Scan(Head + "Prescriber's signature: ______________________   Date:");
        Assert.Equal("? unsigned", scan["requestingProvider.signature"]);
        Assert.Equal("unsigned", new Scan(Head + "Authorizing provider sig.: NOT YET SIGNED")["requestingProvider.signature"]);
    }

    [Theory]
    [InlineData("Specialty: Rheumatology", "Rheumatology")]
    [InlineData("Specialty: Neurosurgery", "Neurosurgery")]
    [InlineData("Specialty: Prior", null)]
    [InlineData("Specialty: 485550263", null)]
    [InlineData("Specialty: Allergy and", null)]
    public void ASpecialtyNamesAFieldOfMedicine(string line, string? specialty) => new Packet(Head.TrimEnd() + "\n" + line + "\n").Has(("requestingProvider.specialty", specialty));

    [Theory]
    [InlineData("Servicing facility: Coldwater Surgical Pavilion", "Coldwater Surgical Pavilion")]
    [InlineData("Servicing facility: Coldwater Surgical", null)]
    [InlineData("Servicing facility: Specialty Pharmacy", null)]
    [InlineData("Servicing facility: Program Ocotillo Day Hospital", "Ocotillo Day Hospital")]
    [InlineData("Servicing facility: Oquirrh Surgery Center NPI", "Oquirrh Surgery Center")]
    public void TheNameOfAnOrganizationHasAWordOfItsOwnAndAnEnd(string line, string? name) => new Packet(Head.TrimEnd() + "\n" + line + "\n").Has(("servicingProvider.name", name));

    [Theory]
    [InlineData("Health plan: Granite Coast Insurance. Fax", "Granite Coast Insurance")]
    [InlineData("Health plan: Havenbridge Behavioral Health ID", "Havenbridge Behavioral Health")]
    [InlineData("Health plan: Granite Coast Insurance", "Granite Coast Insurance")]
    [InlineData("Health plan: Northstar Prime Health (Medicare", "Northstar Prime Health")]
    public void TheLabelOfTheNextPlaceIsNoPartOfAPayersName(string line, string payer) => new Packet(Head.TrimEnd() + "\n" + line + "\n").Has(("coverage.payer", payer));

    [Theory]
    [InlineData("Member address: 56 Shrimp Boat Row, Beaufort, SC 29902", "56 Shrimp Boat Row, Beaufort, SC 29902")]
    [InlineData("Member address: PO Box 12, Beaufort, SC 29902", "PO Box 12, Beaufort, SC 29902")]
    [InlineData("Member address: with his wife", null)]
    [InlineData("Member address: 402-555-0117", null)]
    public void AnAddressHasANumberAndAStreet(string line, string? address) => new Packet(Head.TrimEnd() + "\n" + line + "\n").Has(("patient.address", address));

    [Theory]
    [InlineData("Summary of request\nRequest 26-0617-448   Submitted 06/17/2026 2:36 PM", "2026-06-17")]
    [InlineData("Order placed 04/22/2026   Authorization: new start", "2026-04-22")]
    [InlineData("On 08/13/2026 I, Judith Whitaker, ask for treatment of this member.", "2026-08-13")]
    [InlineData("Order expires 04/22/2026. Planned start 05/01/2026. Last seen 03/01/2026", null)]
    public void WordsOfAskingTellTheDay(string lines, string? date) => new Packet(Head + lines).Has(("request.date", date));
}

using System.Text;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Drafting;
using HealthcareLlm.Drafting.Offline.Request.Tables;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Tests.Drafting.Request;

/// <summary>What a form offers and nobody asks for, codes that stand side by side, and numbers that are none of a drug; papers of our own.</summary>
public class OfferedServiceTests
{
    private const string Head = "PRIOR AUTHORIZATION REQUEST FORM\nMember Name: Jane Roe      DOB: 03/04/1961      Member ID: ABC123456\n";

    [Theory]
    [InlineData("Visits in last span", ColumnRole.Ignored)]
    [InlineData("Units already used", ColumnRole.Ignored)]
    [InlineData("Previous units", ColumnRole.Ignored)]
    [InlineData("Last approval (10/01/2025 to 03/31/2026)", ColumnRole.Ignored)]
    [InlineData("Visits now asked", ColumnRole.Quantity)]
    [InlineData("Last date", ColumnRole.End)]
    [InlineData("Previous treatment", ColumnRole.Description)]
    public void AmountsAndDaysOfThePastAreNotAskedFor(string heading, object role) => Assert.Equal(role, ColumnRoles.Of(heading));

    [Fact]
    public void ARowInWhichNobodyWroteIsShownAndNotGiven()
    {
        var packet = new Packet(Head + """
            Code     Procedure in plain words                 Level    Left    Right    Units
            62321    Interlaminar, neck
            64483    Transforaminal, low back, first level    L5-S1            X        1
            64484    Transforaminal, each further level       L4-5             X        2
            64493    Facet joint, low back
            """);
        var given = packet.Codes().ToList();
        Assert.Contains("64493", given);
        string[] asked = [.. Enumerable.Range(0, 4).Select(i => packet[$"request.services[{i}].code"]).OfType<string>()];
        Assert.Equal(["64483", "64484"], asked);
        int first = Enumerable.Range(0, 4).First(i => packet[$"request.services[{i}].code"] == "64483");
        packet.Has(($"request.services[{first}].laterality", "right"), ($"request.services[{first}].quantity", "1"), ($"request.services[{first + 1}].quantity", "2"));
        Assert.All(packet.Of("request.services[0].code"), static c => Assert.Equal(Doubt.UnclearMark, c.Candidate.Doubt));
    }

    [Fact]
    public void RowsThatAllLackAmountsAreAskedFor() => new Packet(Head + """
        Code     Procedure in plain words
        64483    Transforaminal, low back, first level
        64484    Transforaminal, each further level
        """).Has(("request.services[0].code", "64483"), ("request.services[1].code", "64484"));

    [Fact]
    public void AnNdcBesideItsHcpcsCodeIsNoSecondService()
    {
        var packet = new Packet("Re: authorization for Jane Roe, born 03/04/1961\n\nI request authorization of lanadelumab, HCPCS J0593, NDC 47783-644-01, 300 mg under the skin every 2 weeks.\n");
        packet.Has(("request.services[0].code", "J0593"), ("request.services[0].ndc", "47783064401"), ("request.services[1].code", null));
    }

    [Theory]
    [InlineData("identification no. NSH 5589-0331-02", null)]
    [InlineData("Group # 5589-0331-02", null)]
    [InlineData("Drug NDC 5589-0331-02", "05589033102")]
    [InlineData("100 mL vial 5589-0331-02", "05589033102")]
    public void AnIdInThreePartsIsNoDrug(string words, string? code)
    {
        var document = DocumentComposer.ComposeText(new SourceFile("a.txt", Encoding.UTF8.GetBytes(words)), words, []);
        Assert.Equal(code, CodeFinder.Read(new SectionedText(document, [], [])).Where(static c => c.System == "NDC").Select(static c => c.Code).FirstOrDefault());
    }

    [Fact]
    public void ACodeGoesToTheDrugOfItsOwnColumn() => new Packet(Head + """
        Drug, strength  valbenazine 40 mg capsule        Drug, strength  valbenazine 80 mg capsule
        NDC             70370-1048-7                     NDC             70370-1080-1
        Quantity        7 capsules                       Quantity        30 capsules
        """).Has(("request.services[0].code", "70370104807"), ("request.services[0].quantity", "7"), ("request.services[1].code", "70370108001"), ("request.services[1].quantity", "30"));

    [Fact]
    public void ItemsOfAListWhoseCodesRecognitionDamagedAreNotLost()
    {
        var packet = new Packet("PRIOR AUTHORIZATION REQUEST - WHEELED MOBILITY\nRecipient: Wendell P. Stroud   Born: 04/17/1968\n\nWe ask for purchase of:\n1) KO861 NU - power wheelchair, group 3. Qty 1\n2) E1002 NU - power tilt seating. Qty 1\n3) E2603 NU - skin protection cushion. Qty 2\n");
        packet.Has(("request.services[1].code", "E1002"), ("request.services[1].modifiers[0]", "NU"), ("request.services[1].description", "power tilt seating"), ("request.services[2].quantity", "2"));
        // Mended, and said so.
        var mended = Assert.Single(packet.Of("request.services[0].code"));
        Assert.Equal(("K0861", true), (mended.Candidate.Value, mended.Candidate.Repaired));
    }
}

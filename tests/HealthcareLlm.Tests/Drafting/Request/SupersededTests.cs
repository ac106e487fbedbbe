using HealthcareLlm.Drafting;

namespace HealthcareLlm.Tests.Drafting.Request;

/// <summary>Which of two requests holds, in many wordings; what is not used is told, and in doubt both stay.</summary>
public class SupersededTests
{
    private static string Form(string code, string date, string above = "", string below = "", string title = "Outpatient Surgery Request") =>
        $"""
        {above}
        {title}
        Corran Valley Health Plan

        Patient name: Petra Vandermolen      DOB: 03/14/1961
        Member ID: QXR4481207                Date of request: {date}
        Requesting provider: Anselm Okwuosa, MD     NPI: 1234567893

        CPT       Description             Units     Start date
        {code}     Arthroscopy, shoulder   1         04/02/2026
        Diagnosis code: M75.21

        {below}
        """;

    [Theory]
    [InlineData("VOID")]
    [InlineData("VOID - SEE CORRECTED")]
    [InlineData("V0ID see corrected")]
    [InlineData("CANCELLED")]
    [InlineData("CANCELED 02/16/2026")]
    [InlineData("*** SUPERSEDED ***")]
    [InlineData("SUPERSEOED")]
    [InlineData("Withdrawn by office")]
    [InlineData("DO NOT PROCESS")]
    [InlineData("Do not use this form - replaced")]
    [InlineData("OBSOLETE")]
    [InlineData("Sent in error")]
    public void AStampedFormIsNotUsed(string stamp)
    {
        var old = Form("29827", "02/09/2026", above: stamp);
        Replaced(new Packet(old, Form("29828", "02/16/2026")), 0, Supersession.Voided);
        Replaced(new Packet(Form("29828", "02/16/2026"), Form("29827", "02/09/2026", below: stamp)), 1, Supersession.Voided);
    }

    [Theory]
    [InlineData("CORRECTED - replaces our form of 02/09/2026")]
    [InlineData("CORRECTED REQUEST")]
    [InlineData("C0RRECTED REQUEST")]
    [InlineData("Amended authorization form")]
    [InlineData("REVISED")]
    [InlineData("Resubmission")]
    [InlineData("Re-send: replaces the request faxed on 02/09/2026")]
    [InlineData("2nd SEND - please discard the earlier form.")]
    [InlineData("This form supersedes the one sent 02/09/2026")]
    [InlineData("Please disregard our previous fax.")]
    [InlineData("[x] Corrected request   [ ] New request")]
    [InlineData("Corrected request: Yes")]
    [InlineData("Version 2")]
    [InlineData("In place of our request dated February 9, 2026")]
    public void ACorrectedFormTakesThePlaceOfTheEarlierOne(string mark)
    {
        Replaced(new Packet(Form("29827", "02/09/2026"), Form("29828", "02/16/2026", above: mark)), 0, Supersession.Replaced);
        Replaced(new Packet(Form("29828", "02/16/2026", below: mark.Contains("02", StringComparison.Ordinal) ? mark : "", above: mark), Form("29827", "02/09/2026")), 1, Supersession.Replaced);
    }

    [Theory]
    [InlineData("[ ] Corrected request   [x] New request")]
    [InlineData("Is this a corrected request? No")]
    [InlineData("Form SR-12, revised 01/2025")]
    [InlineData("If you are not the intended recipient, destroy the original transmission.")]
    [InlineData("Void if altered")]
    [InlineData("Not valid without signature")]
    [InlineData("Updated: 02/16/2026")]
    public void PrintOnEveryFormVoidsNothing(string print)
    {
        var packet = new Packet(Form("29827", "02/09/2026", above: print), Form("29828", "02/16/2026", above: print));
        Assert.Empty(packet.Superseded);
        Assert.Equal(["29827", "29828"], packet.Codes().Order());
    }

    [Fact]
    public void InDoubtBothStay()
    {
        // The other one is later, or is not the one that is named.
        var later = new Packet(Form("29827", "02/20/2026"), Form("29828", "02/16/2026", above: "CORRECTED REQUEST"));
        Assert.Equal([(0, Supersession.Doubtful)], later.Superseded);
        var another = new Packet(Form("29827", "02/03/2026"), Form("29828", "02/16/2026", above: "CORRECTED - replaces our form of 01/22/2026"));
        Assert.Equal([(0, Supersession.Doubtful)], another.Superseded);
        Assert.Contains("29827", another.Codes());
    }

    [Fact]
    public void OfTwoCorrectedOnesTheLaterHolds() =>
        Replaced(new Packet(Form("29828", "02/16/2026", above: "CORRECTED REQUEST"), Form("29827", "02/12/2026", above: "CORRECTED REQUEST")), 1, Supersession.Replaced);

    [Fact]
    public void ACoverSaysWhatItReplaces()
    {
        const string Cover = "FAX COVER SHEET\nTo: Corran Valley Health Plan      From: Okwuosa Orthopedics\nPages: 3\n\nThis replaces our request of 02/09/2026.\n";
        Replaced(new Packet(Cover, Form("29827", "02/09/2026"), Form("29828", "02/16/2026")), 1, Supersession.Replaced);
    }

    [Fact]
    public void ACorrectedFormLeavesOtherPapersAlone()
    {
        // A questionnaire of the same payer, and a second page of the corrected form.
        var packet = new Packet(
            Form("29828", "02/16/2026", above: "CORRECTED REQUEST"),
            "Shoulder Questionnaire\nCorran Valley Health Plan\n\nPatient name: Petra Vandermolen      DOB: 03/14/1961\nMember ID: QXR4481207\nAllergies: penicillin\nCurrent medications: naproxen 500 mg twice daily\n");
        Assert.Empty(packet.Superseded);
        Assert.Equal("penicillin", packet["clinical.allergies[0]"]);
    }

    [Fact]
    public void APageBehindAVoidedFormStandsForItself()
    {
        var scan = new Scan(
            "VOID SEE\nCORRECTED\n" + Form("29827", "02/09/2026"),
            Form("29828", "02/16/2026", below: "CORRECTED - replaces our form of 02/09/2026"));
        Assert.Equal("29828", scan["request.services[0].code"]);
        Assert.Equal("QXR4481207", scan["patient.memberId"]);
        Assert.Null(scan["request.services[1].code"]);
    }

    private static void Replaced(Packet packet, int old, Supersession standing)
    {
        Assert.Equal([(old, standing)], packet.Superseded);
        Assert.Equal("29828", packet["request.services[0].code"]);
        Assert.DoesNotContain("29827", packet.Codes());
        Assert.Equal("QXR4481207", packet["patient.memberId"]);
    }
}

namespace HealthcareLlm.Tests.Drafting.Request;

/// <summary>Letters and messages in which ids, persons, urgency and the rest stand in sentences.</summary>
public sealed class ProseTests
{
    [Fact]
    public void AMessageTellsAllInSentences()
    {
        var packet = new Packet(
            """
            From: Owen Brightman, MD <o.brightman@harrowvale.example>
            To: Northlake Health Plan, prior authorization desk
            Date: Tue, 2 Jun 2026 09:14:07 -0400
            Subject: URGENT - MRI for Ines Calloway

            Hello,

            Please expedite this one: the tumor presses on the nerve and her sight is failing. I need an MRI of the orbits with contrast,
            CPT 70543, one study, on June 5, 2026 at Lindenwood Imaging (NPI 1992999999), outpatient. This is a first request.

            She is a member of Northlake Health Plan, her ID is QXT77340125, and she was born on July 23, 1988. Her husband, Anton
            Calloway (born 03/22/1985), is not insured with you. She lives at 27 Teasel Court, Kestrel, NE 68797, telephone 402-555-0186.

            Thanks,
            Owen Brightman, MD
            Harrow Vale Neurology
            NPI 1234567893 | direct 555-301-8821
            """);
        packet.Has(
            ("patient.name", "Ines Calloway"), ("patient.birthDate", "1988-07-23"), ("patient.memberId", "QXT77340125"), ("patient.phone", "4025550186"), ("patient.address", "27 Teasel Court, Kestrel, NE 68797"),
            ("requestingProvider.name", "Owen Brightman"), ("requestingProvider.npi", "1234567893"), ("requestingProvider.phone", "5553018821"),
            ("servicingProvider.name", "Lindenwood Imaging"), ("servicingProvider.npi", "1992999999"), ("request.type", "initial"), ("request.setting", "outpatient"),
            ("request.urgency", "expedited"), ("request.urgencyReason", "the tumor presses on the nerve and her sight is failing"), ("request.services[0].code", "70543"), ("request.services[0].startDate", "2026-06-05"));
    }

    [Theory]
    [InlineData("I am asking you to cover Rinvoq 15 mg (upadacitinib) once daily, 30 tablets every 30 days.", "30", "tablets")]
    // How often it is given is no amount.
    [InlineData("I am asking you to cover Rinvoq 15 mg (upadacitinib), every 30 days.", null, null)]
    [InlineData("I am asking you to cover Rinvoq 15 mg (upadacitinib), 1 tablet every 24 hours.", null, null)]
    public void AFillIsAnAmountAndAnIntervalIsNone(string sentence, string? quantity, string? unit) =>
        Letter(sentence).Has(("request.services[0].quantity", quantity), ("request.services[0].unit", unit));

    [Fact]
    public void ANoteAsksForWhatItRequestsByCodeAndNotForWhatItPlans()
    {
        const string Head = "OFFICE VISIT NOTE\nPatient: Odell Grange   DOB: 09/09/1955   Date of service: 02/20/2026\n\nHPI: Low back pain for two years.\nPE: SLR positive on the right.\n";
        Assert.Equal(["64483"], new Packet(Head + "A/P: Lumbar radiculopathy. We request authorization of CPT 64483, transforaminal epidural, right L5, 1 unit.\n").Codes());
        Assert.Empty(new Packet(Head + "A/P: Lumbar radiculopathy. CPT 64483 was done in 2024. Consider 63650 later.\n").Codes());
    }

    [Theory]
    [InlineData("This is a standard request.", "standard")]
    [InlineData("There is no need for expedited handling.", "standard")]
    [InlineData("The usual review time is sufficient.", "standard")]
    [InlineData("No rush, routine handling please.", "standard")]
    [InlineData("Please run it as expedited - she may need blood if we wait.", "expedited")]
    [InlineData("I ask for an urgent review.", "expedited")]
    [InlineData("Nobody marked this as urgent.", null)]
    [InlineData("He was seen at urgent care for routine labs.", null)]
    [InlineData("If the pain grows worse we will ask for an expedited review.", null)]
    [InlineData("Our earlier expedited request was closed.", null)]
    public void SentencesSayHowSoonItIsNeeded(string sentence, string? urgency) => Assert.Equal(urgency, Letter(sentence)["request.urgency"]);

    [Theory]
    [InlineData("I ask you to renew approval of the drug.", "renewal")]
    [InlineData("We ask for an extension of home health.", "extension")]
    [InlineData("This letter asks for first-time approval of the drug.", "initial")]
    [InlineData("I am writing to appeal your decision.", "appeal")]
    [InlineData("Her first visit was in May, and an extension of the arm is painful.", null)]
    [InlineData("The renewal of last year was approved.", null)]
    public void SentencesSayWhatKindOfRequestItIs(string sentence, string? type) => Assert.Equal(type, Letter(sentence)["request.type"]);

    [Theory]
    [InlineData("She has epilepsy, not controlled by medicine (G40.219).", "G40.219")]
    [InlineData("She has osteoporosis without current fracture (M81.0).", "M81.0")]
    [InlineData("Her daughter, insured through her father, has hypopituitarism (E23.0).", "E23.0")]
    [InlineData("Her brother has diabetes (E10.9).", null)]
    [InlineData("Sister: selective IgA deficiency (D80.2).", null)]
    [InlineData("She has no pneumonia (J18.9).", null)]
    [InlineData("She was not diagnosed with epilepsy (G40.909).", null)]
    [InlineData("She is without pneumonia (J18.9).", null)]
    public void SentencesSayWhoHasWhat(string sentence, string? code) => Assert.Equal(code, Letter(sentence)["diagnoses[0].code"]);

    [Fact]
    public void NumbersBelongToTheNameBeforeThem()
    {
        var packet = new Packet(
            """
            EHR ORDER                                        printed 05/20/2026
            Patient:    CALLOWAY, INES        MRN: 00481220     DOB: 04/05/1971     Sex: F
            Order:      ARTHROSCOPY OF THE KNEE  [CPT 29881]
            Ordering provider:   Owen Brightman, MD (Orthopedic Surgery)   NPI 1234567893
            Perform at:          Lindenwood Surgery Center   NPI 1992999999
            PCP:                 Gordon Tay, DO   NPI 1245319599
            """);
        packet.Has(("requestingProvider.name", "Owen Brightman"), ("requestingProvider.npi", "1234567893"), ("servicingProvider.name", "Lindenwood Surgery Center"), ("servicingProvider.npi", "1992999999"));
    }

    [Fact]
    public void AnAddendumChangesALetterInPart()
    {
        var packet = new Packet(
            """
            April 6, 2026
            Dear Reviewer:
            I am writing about Ines Calloway, born 04/05/1971. I ask for your authorization of two tests: first, an MRI of the brain
            without contrast (CPT 70551), one study; second, long-term EEG with video (CPT 95720), two units. The usual review time is acceptable.
            Sincerely,
            Owen Brightman, MD
            """,
            """
            URGENT ADDENDUM
            April 9, 2026
            Re: Ines Calloway, born 04/05/1971
            Please change our request in two ways:
            1. In place of the MRI without contrast, authorize an MRI of the brain without and with contrast, CPT 70553, one study.
               The earlier code is withdrawn. The video EEG (95720, two units) stays as it was.
            2. Handle the request as EXPEDITED. Reason: new weakness and a cluster of seizures.
            Owen Brightman, MD
            """);
        packet.Has(
            ("request.services[0].code", "70553"), ("request.services[0].quantity", "1"), ("request.services[1].code", "95720"), ("request.services[1].quantity", "2"), ("request.services[2].code", null),
            ("request.urgency", "expedited"));
    }

    [Theory]
    [InlineData("In February we asked for another drug (J1559). You declined it.", "J1559")]
    [InlineData("Last year I requested a bypass (43644), which was denied.", "43644")]
    [InlineData("Your authorization SBA-26-\n30917 has ended.", "30917")]
    public void WhatWasAskedBeforeIsNotAskedNow(string sentence, string code) => Assert.DoesNotContain(code, Letter("I request an infusion (J1569). " + sentence).Codes());

    [Fact]
    public void AnAppealAsksForWhatWasDenied() => Assert.Contains("43775", Letter("This is an appeal. Please overturn the denial and approve 43775.").Codes());

    [Fact]
    public void ColleaguesNumbersUnderALetterAreNotTheSigners()
    {
        var packet = new Packet(
            """
            May 4, 2026

            Dear Reviewer:
            I am writing about Ines Calloway, born 04/05/1971. I request an infusion (J1569).

            Sincerely,
            Owen Brightman, MD
            Neurology

            R. Halvorsen, MD, NPI 1992999999 - O. Brightman, MD, NPI 1234567893 - K. Bui, NP, NPI 1245319599
            """);
        packet.Has(("requestingProvider.name", "Owen Brightman"), ("requestingProvider.npi", "1234567893"), ("requestingProvider.specialty", "Neurology"));
    }

    private static Packet Letter(string sentence) => new(
        $"""
        May 4, 2026

        Dear Reviewer:
        I am writing about Ines Calloway, born 04/05/1971. {sentence}

        Sincerely,
        Owen Brightman, MD
        """);
}

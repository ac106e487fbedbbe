namespace HealthcareLlm.Tests.Drafting.Request;

/// <summary>Services and diagnoses that sentences and orders without columns name, and those that they take back, deny or give to others.</summary>
public sealed class AskedInTextTests
{
    [Fact]
    public void ALetterAsksForEachCodeWithItsOwnWords()
    {
        var packet = new Packet(
            """
            Harrow Vale Orthopedics
            March 2, 2026

            Re: Ines Calloway, date of birth 04/05/1971

            Dear Reviewer:
            I ask that you authorize open repair of the rotator cuff on the left (CPT 23412, modifier LT, one unit)
            and a shoulder abduction brace (HCPCS L3960, 2 units). Surgery is set for April 14, 2026.
            She is a 54-year-old woman with a complete rotator cuff tear (M75.122). There is no frozen shoulder (M75.02),
            and her brother has gout (M10.9). If pain stays, a replacement (23472) would be requested later.

            Sincerely,
            Owen Brightman, MD
            """);
        packet.Has(
            ("request.services[0].code", "23412"), ("request.services[0].description", "open repair of the rotator cuff"), ("request.services[0].quantity", "1"),
            ("request.services[0].modifiers[0]", "LT"), ("request.services[0].laterality", "left"), ("request.services[0].startDate", "2026-04-14"),
            ("request.services[1].code", "L3960"), ("request.services[1].description", "shoulder abduction brace"), ("request.services[1].quantity", "2"),
            ("diagnoses[0].code", "M75.122"), ("diagnoses[0].description", "complete rotator cuff tear"), ("diagnoses[1].code", null));
        Assert.DoesNotContain("23472", packet.Codes());
    }

    [Fact]
    public void CodesThatAnswersOrTheRestOfTheClauseTakeBackAreNoDiagnoses()
    {
        var packet = new Packet(
            """
            PRIOR AUTHORIZATION REQUEST
            Patient name: Ines Calloway    DOB: 04/05/1971
            Member ID: QX4410022
            Diagnosis: [x] K50.80 Crohn's disease of both bowels  [ ] K51.90 Ulcerative colitis  [ ]
            L40.0 Plaque psoriasis
            Tuberculosis (A15.0)     [ ] yes  [x] no
            Heart failure (I50.9)    [x] no   [ ] yes
            Before each dose: diphenhydramine 25 mg (J1200)
            """,
            """
            March 2, 2026
            Re: Ines Calloway, date of birth 04/05/1971

            Dear Reviewer:
            She has Crohn's disease of both bowels (K50.80). Behcet disease (M35.2) was at first considered and then ruled out.

            Sincerely,
            Owen Brightman, MD
            """);
        packet.Has(("diagnoses[0].code", "K50.80"), ("diagnoses[1].code", null));
    }

    [Fact]
    public void NumberedOrderLinesAreServicesUnlessCancelled()
    {
        var packet = new Packet(
            """
            RADIOLOGY ORDER EXPORT   prior authorization request
            Patient name: Ines Calloway    DOB: 04/05/1971
            Member ID: QX4410022
            LINE 1;   72148   MRI of the lumbar spine   MOD TC
                      QTY 1 STUDY   DOS 04/21/2026
            LINE 2;   CANCELLED BY RAD ;; 72158 MRI WITH CONTRAST

            Diagnosis: M54.16 Radiculopathy, lumbar region
            """);
        packet.Has(("request.services[0].code", "72148"), ("request.services[0].description", "MRI of the lumbar spine"), ("request.services[0].quantity", "1"), ("request.services[0].startDate", "2026-04-21"));
        Assert.DoesNotContain("72158", packet.Codes());
    }

    [Fact]
    public void ItemsUnderAHeadingThatAsksAreServicesWithTheirContinuationLines()
    {
        var packet = new Packet(
            """
            PRIOR AUTHORIZATION REQUEST (typed)
            Patient ............ Ines Calloway
            Born ............... 5 April 1971
            Member number ...... QX 4410 022

            Asked for:
              1) J3380  vedolizumab   300 mg IV every 8 weeks   quantity 300 units
                 start 2026-05-04, end 2026-11-03
              2) 96365  infusion of a drug, first hour; 4 visits
                 start 2026-05-04
              (not asked for: S9379, listed by mistake)

            Previously approved:
              1) J1745  infliximab   quantity 60 units
            """);
        packet.Has(
            ("request.services[0].code", "J3380"), ("request.services[0].description", "vedolizumab"), ("request.services[0].dose", "300 mg"), ("request.services[0].route", "IV"),
            ("request.services[0].frequency", "every 8 weeks"), ("request.services[0].quantity", "300"), ("request.services[0].startDate", "2026-05-04"), ("request.services[0].endDate", "2026-11-03"),
            ("request.services[1].code", "96365"), ("request.services[1].quantity", "4"), ("request.services[1].unit", "visits"), ("request.services[2].code", null));
        Assert.DoesNotContain("S9379", packet.Codes());
        Assert.DoesNotContain("J1745", packet.Codes());
    }

    [Fact]
    public void ADrugThatIsPrescribedInOneSentenceHasItsAmountsInTheNext()
    {
        var packet = new Packet(
            """
            May 4, 2026
            To whom it may concern:
            I have prescribed apremilast 30 mg, one tablet by mouth twice daily, for my patient Ines Calloway, and I request that
            you cover it. NDC 55513-137-60. Dispense 60 tablets (30-day supply), 2 refills, to start on 05/11/2026. In 2024 she was
            approved for adalimumab (J0139), which failed. If it fails, secukinumab (J3490) may be requested.

            Sincerely,
            Owen Brightman, MD
            """);
        packet.Has(
            ("request.services[0].code", "55513013760"), ("request.services[0].description", "apremilast"), ("request.services[0].dose", "30 mg"), ("request.services[0].quantity", "60"),
            ("request.services[0].unit", "tablets"), ("request.services[0].daysSupply", "30"), ("request.services[0].refills", "2"), ("request.services[0].startDate", "2026-05-11"), ("request.services[1].code", null));
        Assert.DoesNotContain("J0139", packet.Codes());
        Assert.DoesNotContain("J3490", packet.Codes());
    }

    [Fact]
    public void WhatAMessageQuotesOfEarlierOnesIsNotAskedFor()
    {
        var packet = new Packet(
            """
            From: Owen Brightman <ob@harrowvale.example>
            To: auth@northlake.example
            Date: Mon, 9 Mar 2026 10:00:00 -0500
            Subject: RE: imaging for I. Calloway

            Hello,
            Please ignore our first message below, the doctor changed the test. What we need is an MRI of the lumbar spine, CPT 72148,
            one study, on 3/18/2026, outpatient, for Ines Calloway, born 04/05/1971, member QX4410022. She has had leg pain for ten weeks.

            On Tue, 24 Feb 2026 at 16:40, Owen Brightman wrote:
            > Please open an authorization: CT of the lumbar spine, CPT 72131 x 1, on 3/4/2026.
            > Thank you
            """);
        packet.Has(("request.services[0].code", "72148"), ("request.services[0].quantity", "1"), ("request.services[0].startDate", "2026-03-18"), ("request.services[1].code", null));
        Assert.DoesNotContain("72131", packet.Codes());
    }
}

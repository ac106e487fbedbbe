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
}

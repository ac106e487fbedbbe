namespace HealthcareLlm.Tests.Drafting.Request;

/// <summary>Requests for a drug: options with a box each, places that hold more or other than their label says, answers whose question was not known.</summary>
public class DrugRequestTests
{
    private const string Head = "PRIOR AUTHORIZATION REQUEST FORM\nMember Name: Jane Roe      DOB: 03/14/1961      Member ID: ABC123456\n";

    [Fact]
    public void OfDrugsWithABoxEachOnlyTheMarkedOneIsAskedFor()
    {
        var packet = new Packet(Head + """
            PRODUCT WANTED (MARK ONE)
            [ ] somatropin 5 mg/1.5 mL pen NDC 00169-7704-21
            [ ] somatropin 10 mg/1.5 mL pen NDC 00169-7705-21
            [x] somapacitan 10 mg/1.5 mL pen NDC 00169-2035-11
            Dose 4.2 mg Route subcutaneous
            How often? [ ] daily [x] once weekly
            Quantity. 2 pens per 28 days' supply   Refills: 11
            """);
        packet.Has(
            ("request.services[0].code", "00169203511"), ("request.services[0].description", "somapacitan 10 mg/1.5 mL pen"), ("request.services[0].quantity", "2"), ("request.services[0].unit", "pens"),
            ("request.services[0].daysSupply", "28"), ("request.services[0].refills", "11"), ("request.services[1].code", null));
    }

    [Fact]
    public void APlaceForAStrengthMayHoldTheDrugAndAPairOfLabelsTwoNumbers()
    {
        var packet = new Packet(Head + """
            Drug and strength: Mavyret 100-40 mg tablet
            NDC: 0074-2625-28
            Qty / days supply: 84 / 28
            Refills: t
            Past hepatitis C therapy: Peginterferon alfa-2a with ribavirin, 02/2011 to 07/2011, failed
            """);
        packet.Has(
            ("request.services[0].code", "00074262528"), ("request.services[0].description", "Mavyret 100-40 mg tablet"), ("request.services[0].quantity", "84"), ("request.services[0].daysSupply", "28"),
            ("request.services[0].refills", null), ("request.services[1].description", null));
    }

    [Fact]
    public void TheOnlyHcpcsCodeThatBeginsAnEntryIsAskedForAndAnExampleIsNot()
    {
        var packet = new Packet(Head + """
            Which medicine? Give its HCPCS code (for example J2182 or J0517).
                                                  J2356, tezepelumab-ekko, 1 mg
            Amounts and days
                                                  2,730 units (13 doses), 08/17/2026 through 08/16/2027
            """);
        packet.Has(
            ("request.services[0].code", "J2356"), ("request.services[0].quantity", "2730"), ("request.services[0].startDate", "2026-08-17"), ("request.services[0].endDate", "2027-08-16"),
            ("request.services[1].code", null));
    }

    [Fact]
    public void ABodyWeightIsNoDoseAndADiagnosisNoService() =>
        new Packet(Head + """
            CPT: 73721   Description: MRI of the knee
            Weight used for dose: 26.3 kg
            Diagnoses
            Code        Words
            S83.241D    Other tear of medial meniscus, left knee
            """).Has(("request.services[0].code", "73721"), ("request.services[0].dose", null), ("request.services[1].description", null));
}

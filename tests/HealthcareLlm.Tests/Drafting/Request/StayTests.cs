namespace HealthcareLlm.Tests.Drafting.Request;

/// <summary>Stays that forms ask for beside or without a procedure.</summary>
public class StayTests
{
    private const string Head = "INPATIENT PRE-CERTIFICATION FORM\nMember Name: Jane Roe      DOB: 03/14/1961      Member ID: ABC123456\n";

    [Fact]
    public void AStayBesideAProcedureIsAServiceOfItsOwn()
    {
        var packet = new Packet(Head + """
            Admit date 10/16/2026      Expected discharge 10/20/2026
            CPT 44207      Count 1      Surgery date 10/16/2026
            Stay Inpatient med/surg bed      Days asked for 4
            """);
        packet.Has(
            ("request.services[0].code", "44207"), ("request.services[0].quantity", "1"), ("request.services[0].endDate", null), ("request.services[1].description", "Inpatient med/surg bed"),
            ("request.services[1].quantity", "4"), ("request.services[1].unit", "days"), ("request.services[1].startDate", "2026-10-16"), ("request.services[1].endDate", "2026-10-20"));
    }

    [Fact]
    public void AStayMayBeAskedForInOneLine() =>
        new Packet(Head + """
            What you want covered
            Admission to acute inpatient rehabilitation facility, 14 days, beginning 08/20/2026
            """).Has(("request.services[0].description", "Admission to acute inpatient rehabilitation facility"), ("request.services[0].quantity", "14"), ("request.services[0].startDate", "2026-08-20"));

    [Theory]
    [InlineData("Days of symptoms 4")]
    [InlineData("Business days requested: 4")]
    [InlineData("Inpatient stay for pneumonia, 4 days, in 03/2025, was approved before")]
    public void OtherDaysAreNoStay(string line) =>
        new Packet(Head + "CPT: 73721   Description: MRI of the knee   Units: 1\n" + line).Has(("request.services[0].code", "73721"), ("request.services[1].description", null), ("request.services[1].quantity", null));
}

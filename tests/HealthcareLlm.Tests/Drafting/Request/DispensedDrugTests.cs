using System.Text;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Drafting.Offline.Request;
using HealthcareLlm.Drafting.Offline.Request.Roles;
using HealthcareLlm.Drafting.Offline.Request.Tables;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Tests.Drafting.Request;

/// <summary>How the only drug is taken and dispensed, on lay-outs of our own; each with a limit, an example or another drug beside it.</summary>
public class DispensedDrugTests
{
    private const string Head = "PHARMACY PRIOR AUTHORIZATION FORM\nMember Name: Jane Roe      DOB: 03/04/1961      Member ID: ABC123456\nDrug requested: Emgality 120 mg/mL pen\n";

    private const string End = "\nPrescriber: Ada Winslow, MD\nSignature ________   Date 04/02/2026\n";

    [Theory]
    [InlineData("4. How will it be taken?  120 mg under the skin every month", "120 mg", "under the skin")]
    [InlineData("5. How much at a time, by what way and how often?\n240 mg subcutaneously every month", "240 mg", "subcutaneously")]
    [InlineData("Plan: Emgality 120 mg SC monthly", "120 mg", "SC")]
    public void TheDoseThatAFormAnnouncesIsRead(string lines, string dose, string route) => new Packet(Head + lines + End).Has(("request.services[0].dose", dose), ("request.services[0].route", route));

    [Theory]
    [InlineData("4. How will it be taken?  120 mg under the skin monthly\nDose at the clinic: 60 mg intramuscularly")]
    [InlineData("Tried and failed: how taken: 70 mg SC monthly")]
    [InlineData("Other drugs: sertraline liquid, oral")]
    [InlineData("Emgality 120 mg/mL subcutaneous, ready to use")]
    [InlineData("Emgality 120 mg oral solution")]
    public void TwoDosesAnEarlierDrugAndAStrengthGiveNone(string lines) => Assert.Empty(new Packet(Head + lines + End).Of("request.services[0].route"));

    [Theory]
    [InlineData("Days in each fill: 28   Times to be refilled: 11", "28", "11")]
    [InlineData("1 pen for 28 days, 5 refills", "28", "5")]
    [InlineData("Days’ supply / refills    28 / 4", "28", "4")]
    public void DaysAndRefillsAreRead(string lines, string days, string refills) => new Packet(Head + lines + End).Has(("request.services[0].daysSupply", days), ("request.services[0].refills", refills));

    [Theory]
    [InlineData("The plan pays for 1 pen per 30 days, at most 3 refills")]
    [InlineData("1 pen for 28 days, 5 refills\n3 pens for 84 days, 1 refill")]
    public void ALimitAndTwoAnswersGiveNone(string lines) => new Packet(Head + lines + End).Has(("request.services[0].daysSupply", null), ("request.services[0].refills", null));

    [Theory]
    [InlineData("Fill covers", ColumnRole.DaysSupply)]
    [InlineData("Days per fill", ColumnRole.DaysSupply)]
    [InlineData("Dose, route", ColumnRole.Directions)]
    [InlineData("Dose", ColumnRole.Dose)]
    [InlineData("Route", ColumnRole.Route)]
    public void HeadsOfFillsAndOfDoseWithRoute(string heading, object role) => Assert.Equal(role, ColumnRoles.Of(heading));

    [Theory]
    [InlineData("Days requested    15", "days")]
    [InlineData("Number of visits asked: 15", "visits")]
    [InlineData("PT, one hour more    15", null)]
    [InlineData("Qty / days supply .. 15 / 30", null)]
    [InlineData("Months in care 7, then 15", null)]
    public void AUnitBeforeANumberIsThatOfItsLabel(string line, string? unit)
    {
        var page = RequestContext.Of(new([ClinicalTextAnnotator.Annotate(DocumentComposer.ComposeText(new SourceFile("a.txt", Encoding.UTF8.GetBytes(line)), line, []))], PatientAssessment.None)).Pages[0];
        int at = line.IndexOf("15", StringComparison.Ordinal);
        Assert.Equal(unit, ServiceUnits.Find(page, new(at, at + 2))?.In(page.Text).ToLowerInvariant());
    }
}

using HealthcareLlm.Drafting.Offline.Request.Tables;

namespace HealthcareLlm.Tests.Drafting.Request;

/// <summary>Tables whose headings are nobody's usual words: what stands under them tells what they ask for.</summary>
public class TableSenseTests
{
    private const string Head = "PRIOR AUTHORIZATION REQUEST FORM\nMember Name: Jane Roe      DOB: 03/04/1961      Member ID: ABC123456\n";

    [Theory]
    [InlineData("04/06/2026", CellKind.Day)]
    [InlineData("6 Apr 2026", CellKind.Day)]
    [InlineData("04/06/2026 - 05/06/2026", CellKind.Days)]
    [InlineData("12", CellKind.Number)]
    [InlineData("2,730", CellKind.Number)]
    [InlineData("12 visits", CellKind.Counted)]
    [InlineData("1 each", CellKind.Counted)]
    [InlineData("2 x week", CellKind.Often)]
    [InlineData("every 3 months", CellKind.Often)]
    [InlineData("6 weeks", CellKind.Long)]
    [InlineData("RT 59", CellKind.Modifiers)]
    [InlineData("Right", CellKind.Side)]
    [InlineData("40 mg", CellKind.Other)]
    [InlineData("1,250.00", CellKind.Other)]
    [InlineData("Manual therapy", CellKind.Words)]
    public void ACellTellsItsKindByItsOwnGrammar(string words, object kind) => Assert.Equal(kind, CellKinds.Of(words));

    [Theory]
    [InlineData("Service from", ColumnRole.Start)]
    [InlineData("Therapy end", ColumnRole.End)]
    [InlineData("Service", ColumnRole.Description)]
    [InlineData("Hours/week", ColumnRole.Frequency)]
    [InlineData("Units asked", ColumnRole.Quantity)]
    public void AHeadingOfTimeIsNoThing(string heading, object role) => Assert.Equal(role, ColumnRoles.Of(heading));

    [Fact]
    public void UnknownHeadingsAreToldByWhatStandsUnderThem()
    {
        var packet = new Packet(Head + """
            Therapy asked for
            #   In plain language              CPT      Rhythm       Span        Sum
            1   Gait training                  97116    2 x week     6 weeks     12 visits
            2   Balance exercises              97112    2 x week     6 weeks     11 visits
            """);
        packet.Has(
            ("request.services[0].code", "97116"), ("request.services[0].description", "Gait training"), ("request.services[0].quantity", "12"), ("request.services[0].unit", "visits"),
            ("request.services[0].frequency", "2 x week"), ("request.services[0].duration", "6 weeks"), ("request.services[1].quantity", "11"));
    }

    [Fact]
    public void OneCodeForEachSideIsTwoServices()
    {
        var packet = new Packet(Head + """
            Code     Mod.   Article                      Side     Qty    Needed from    Until
            L1960    RT     Ankle orthosis, rigid        right    1      05/18/2026     05/17/2027
            L1960    LT     Ankle orthosis, rigid        left     1      05/18/2026     05/17/2027
            """);
        packet.Has(
            ("request.services[0].modifiers[0]", "RT"), ("request.services[0].laterality", "right"), ("request.services[1].code", "L1960"), ("request.services[1].modifiers[0]", "LT"),
            ("request.services[1].laterality", "left"), ("request.services[1].endDate", "2027-05-17"), ("request.services[2].code", null));
    }

    [Fact]
    public void TheHeadingTellsWhatIsCountedButNotFromWhatItIsPer()
    {
        var packet = new Packet(Head + """
            Code     What                         Sessions    From          To
            90867    mapping                      1           05/04/2026    07/03/2026
            90868    daily session                34          05/04/2026    07/03/2026
            Diagnosis 1: F33.2 Major depression, recurrent, severe. Diagnosis 2: F41.1 Generalized anxiety, first seen 02/03/2025
            """);
        packet.Has(("request.services[0].unit", "sessions"), ("request.services[1].quantity", "34"), ("request.services[1].description", "daily session"), ("request.services[2].description", null));
    }

    [Fact]
    public void OfAMenuOnlyTheCrossedLinesAreAskedFor()
    {
        var packet = new Packet(Head + """
            Family       Mark     CPT      Plain words                      Units
            MRI heart    -        75557    structure, plain
                         X        75563    without, then with contrast      1
            CT heart     -        75571    calcium score
                         -        75574    coronary angiogram
            """);
        packet.Has(("request.services[0].code", "75563"), ("request.services[0].quantity", "1"), ("request.services[0].unit", "units"), ("request.services[1].code", null));
    }

    [Fact]
    public void AColumnThatThePlanLeftEmptyMakesNoDecision()
    {
        var packet = new Packet(Head + """
            HCPCS    What                Hours/week    Units asked    Units approved (plan)
            T1002    RN services         56            2016
            T1019    Personal care       14            504
            10. Authorization now running: no. 77, 01/19/2026 to 03/22/2026, T1002 2520 units
            """);
        packet.Has(
            ("request.services[0].quantity", "2016"), ("request.services[0].frequency", "56 hours/week"), ("request.services[1].code", "T1019"), ("request.services[1].quantity", "504"),
            ("request.services[2].code", null));
    }
}

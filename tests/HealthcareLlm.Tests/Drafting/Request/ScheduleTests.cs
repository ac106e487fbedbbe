using HealthcareLlm.Drafting.Offline.Request;

namespace HealthcareLlm.Tests.Drafting.Request;

/// <summary>Days that a packet sets once for all that it asks for, and dates that look like these and are none.</summary>
public class ScheduleTests
{
    private const string Head = "PRIOR AUTHORIZATION REQUEST FORM\nMember Name: Jane Roe      DOB: 03/14/1961      Member ID: ABC123456\nCPT: 73721   Description: MRI of the knee   Units: 1\n";

    [Theory]
    [InlineData("treatment to begin", ServiceDay.First)]
    [InlineData("to be finished by", ServiceDay.Last)]
    [InlineData("ship from", ServiceDay.First)]
    [InlineData("planned day", ServiceDay.First)]
    [InlineData("expected date", ServiceDay.First)]
    [InlineData("surgery date", ServiceDay.First)]
    [InlineData("first day would be", ServiceDay.First)]
    [InlineData("expected discharge", ServiceDay.Discharge)]
    [InlineData("requested on", ServiceDay.None)]
    [InlineData("date of this request", ServiceDay.None)]
    [InlineData("last dose", ServiceDay.None)]
    [InlineData("test date", ServiceDay.None)]
    [InlineData("last visit on", ServiceDay.None)]
    [InlineData("treatment started on", ServiceDay.None)]
    [InlineData("coverage effective from", ServiceDay.None)]
    [InlineData("approval expires on", ServiceDay.None)]
    [InlineData("next appointment", ServiceDay.None)]
    public void WordsTellWhichDayADateIs(string words, object day) => Assert.Equal(day, DayWords.Of(words.Split(' ')));

    [Fact]
    public void DaysOutsideOfTheLinesHoldForAll()
    {
        var packet = new Packet("""
            PRIOR AUTHORIZATION REQUEST FORM
            Member Name: Jane Roe      DOB: 03/14/1961      Member ID: ABC123456
            #   Treatment            CPT      Total asked
            1   Gait training        97116    12 visits
            2   Balance exercises    97112    11 visits
            Treatment to begin: 23-Mar-2026   To be finished by: 01-May-2026
            Seen 02/27/2026   Injury date 11/14/2025
            """);
        packet.Has(
            ("request.services[0].startDate", "2026-03-23"), ("request.services[0].endDate", "2026-05-01"), ("request.services[1].startDate", "2026-03-23"), ("request.services[1].endDate", "2026-05-01"));
    }

    [Fact]
    public void TwoDaysThatDifferSetNone() =>
        new Packet(Head + "Planned day 05/14/2026\nShip from 05/28/2026").Has(("request.services[0].startDate", null));

    [Fact]
    public void AHeadingThatOrdersAsksForItsItemsByName()
    {
        var packet = new Packet("""
            PRE-ADMISSION ORDER FORM
            Pt: Jane Roe   DOB 14 Mar 1961   Member ID: ABC123456
            Ordered by Nina Poole, MD on 20 Apr 2026

            WHAT IS ORDERED
              (1) Inpatient stay, monitoring unit ........ 5 days, 05/18/2026 to 05/23/2026
              (2) CPT 95720 video-EEG, daily reading ..... 5 units, same dates
              Not ordered at this time: intracranial grid (61760)
            """);
        packet.Has(
            ("request.services[0].description", "Inpatient stay, monitoring unit"), ("request.services[0].quantity", "5"), ("request.services[0].endDate", "2026-05-23"),
            ("request.services[1].code", "95720"), ("request.services[1].startDate", "2026-05-18"), ("request.services[1].frequency", null), ("request.services[2].code", null));
    }

    [Fact]
    public void AStrengthInTheWordsOfABilledDrugIsNoDose() =>
        new Packet("""
            PRIOR AUTHORIZATION REQUEST FORM
            Member Name: Jane Roe      DOB: 03/14/1961      Member ID: ABC123456
            HCPCS    Item                                Qty    Counted in
            J1335    Ertapenem sodium injection, 500 mg  84     units
            """).Has(("request.services[0].code", "J1335"), ("request.services[0].unit", "units"), ("request.services[0].dose", null));
}

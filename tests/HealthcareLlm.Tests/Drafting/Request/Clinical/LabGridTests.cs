namespace HealthcareLlm.Tests.Drafting.Request.Clinical;

/// <summary>Grids of results with a column or a row a day; near misses are measures, scores and rows of other grids.</summary>
public class LabGridTests
{
    private const string Head = "Oak Hill Clinic - office note\nPatient: Jane Roe   DOB: 03/04/1961   Member ID: ABC123456\nSeen 11/20/2026.\n\n";

    private static string Row(Packet packet, int i) => string.Join('|', new[] { "name", "value", "unit", "date" }.Select(l => packet[$"clinical.labs[{i}].{l}"]));

    private static List<string> Rows(string text)
    {
        var packet = new Packet(Head + text);
        return [.. Enumerable.Range(0, 12).Select(i => Row(packet, i)).Where(r => r != "|||")];
    }

    [Fact]
    public void AColumnADayDatesWhatStandsUnderIt()
    {
        Assert.Equal(
            ["Creatinine|0.96|mg/dL|2026-11-18", "Creatinine|0.91|mg/dL|2026-07-02", "Hemoglobin|12.8|g/dL|2026-11-18", "Hemoglobin|13.9|g/dL|2026-07-02"],
            Rows("Results\n                    11/18/2026    07/02/2026\nCreatinine, mg/dL   0.96          0.91\nHemoglobin, g/dL    12.8          13.9\n"));
        Assert.Equal(
            ["Platelets|212|10^3/uL|2026-11-23", "Platelets|148|10^3/uL|2026-10-12", "Creatinine|0.82|mg/dL|2026-11-23"],
            Rows("Results\nTest          11/23/2026    10/12/2026    Unit        Expected\nPlatelets     212           148           10^3/uL     150 - 400\nCreatinine    0.82                        mg/dL       0.5 - 1.1\nTroponin      pending                     ng/L\n"));
    }

    [Fact]
    public void ARowADayGivesEachTestItsOwnDay()
    {
        Assert.Equal(
            ["Creatinine|1.31|mg/dL|2026-11-21", "Sodium|134|mmol/L|2026-11-21", "Creatinine|0.94|mg/dL|2026-11-27"],
            Rows("Laboratory, selected\nDrawn         Creatinine mg/dL   Sodium mmol/L   Hemoglobin g/dL\n11/21/2026    1.31               134\n11/27/2026    0.94               -               pending\n"));
        Assert.Equal(
            ["Hemoglobin|13.4|g/dL|2026-11-02", "Platelets|268|K/uL|2026-11-02", "INR|1.0||2026-11-02"],
            Rows("Blood, 11/02/2026   Hemoglobin   Platelets   INR\nResult              13.4         268         1.0\nUnit                g/dL         K/uL\n"));
    }

    [Theory]
    [InlineData("Growth\nDate                 12/05/2024    11/10/2026\nWeight               5.6 kg        9.8 kg\nLength               61 cm         80.5 cm\nWeight-for-length z  -3.4          -2.1\n")] // measures
    [InlineData("Scales\nTest      11/16/2026    10/02/2026\nPHQ-9     21            17\n")] // scores
    [InlineData("Ultrasound, veins, laboratory report\nVein                    Right, mm   s     Left, mm   s\nGreat saphenous, groin  4.1         0.2   9.4        3.8\nSmall saphenous         2.8         0     2.9        0\n")] // several numbers that are no results
    [InlineData("Visits\nDate          Sodium mmol/L\n11/21/2026    see chart\n")]
    public void MeasuresAndScoresAreNoResults(string text) => Assert.Empty(Rows(text));

    [Fact]
    public void ASignBeforeANumberIsNotDropped() => Assert.DoesNotContain(Rows("Results\nTest           11/18/2026   07/02/2026\nBase excess    -4.0         2.0\nCreatinine     0.96         0.91\n"), r => r.Contains("|4.0|", StringComparison.Ordinal));

    [Fact]
    public void WhereColumnsAreNotStraightTheOrderTellsOrNothingDoes()
    {
        const string heads = "Labs\n              sodium mmol/L    creatinine mg/dL   potassium mmol/L\n";
        Assert.Equal(["sodium|140|mmol/L|2026-11-12", "creatinine|0.88|mg/dL|2026-11-12", "potassium|4.1|mmol/L|2026-11-12"], Rows(heads + "11/12/2026    140        0.88       4.1\n"));
        // Two values under one heading, and none that could be counted off: neither is given.
        Assert.Empty(Rows(heads + "11/12/2026    140        0.88\n"));
    }
}

namespace HealthcareLlm.Tests.Drafting.Request.Clinical;

/// <summary>Runs of results in sentences: whose day is whose, names that no lexicon holds, words for results, and what only looks like one.</summary>
public class ResultRunTests
{
    private const string Head = "OFFICE VISIT NOTE\nPatient: Odell Grange   DOB: 09/09/1955   Date of service: 02/20/2026\n\n";

    [Theory]
    // A day before a colon is that of all behind it; a number in a name is none of its value.
    [InlineData("HPI: Labs of 02/09/2026: hemoglobin 13.2 g/dL, platelets 248 K/uL, CA 15-3 18 U/mL (reference below 30).", "hemoglobin|13.2|g/dL|2026-02-09", "platelets|248|K/uL|2026-02-09", "CA 15-3|18|U/mL|2026-02-09")]
    [InlineData("DATA\nBMP 01/02/2026: creatinine 1.41 mg/dL, eGFR 53 mL/min. PSA 02/10/2026: 1.9 ng/mL (ref 0-4.0).", "creatinine|1.41|mg/dL|2026-01-02", "eGFR|53|mL/min|2026-01-02", "PSA|1.9|ng/mL|2026-02-10")]
    // A day of one's own is no neighbour's; the title's is that of the others.
    [InlineData("24. Laboratory at discharge 01/03/2026\nBNP 212 pg/mL; A1c (01/23/2026)\n7.4 %. Wound culture: no growth.", "BNP|212|pg/mL|2026-01-03", "A1c|7.4|%|2026-01-23", "Wound culture|no growth||2026-01-03")]
    [InlineData("HPI: Ferritin on 01/12/2026 was 9 ng/mL. On the same day hemoglobin was 10.1 g/dL, albumin 4.2 g/dL.", "Ferritin|9|ng/mL|2026-01-12", "hemoglobin|10.1|g/dL|2026-01-12", "albumin|4.2|g/dL|2026-01-12")]
    [InlineData("HPI: Core biopsy on 01/20/2026 found carcinoma, estrogen receptor 95%, HER2 negative (IHC 1+), Ki-67 22%.", "estrogen receptor|95|%|2026-01-20", "HER2|negative (IHC 1+)||2026-01-20", "Ki-67|22|%|2026-01-20")]
    [InlineData("HPI: TB blood test and HBsAg both negative.", "TB blood test|negative||", "HBsAg|negative||")]
    [InlineData("RESULTS\nAQP4-IgG negative 01/05/2026. JC virus index 0.31\n01/06/2026.", "AQP4-IgG|negative||2026-01-05", "JC virus index|0.31||2026-01-06")]
    [InlineData("Labs:\nIgG   612 L   mg/dL   02/02/2026", "IgG|612|mg/dL|2026-02-02")]
    // Signs, doses, goals, days of a visit, the harm of a drug, tests that are ordered.
    [InlineData("EXAM\nStraight leg raise positive, Lachman negative. Stenosis 40%, weight 171 lb.")]
    [InlineData("HPI: Pain fell 30%, walking distance rose 20%.")]
    [InlineData("HPI: Dimethyl fumarate was stopped for flushing and lymphocytes down to 400.")]
    [InlineData("Caleb Nystrom, PT, DPT  02-09-2026")]
    [InlineData("Tests ordered\n83993  Fecal calprotectin  2  tests  03/30/2026\n[ ]  BRCA1, known family variant  81215")]
    [InlineData("Diagnosis. Invasive ductal carcinoma, grade 3. Estrogen\nreceptor 0 %, progesterone receptor 0 %, Ki-67 72 %.")]
    public void ARunGivesItsResultsWithTheirDays(string text, params string[] expected)
    {
        var packet = new Packet(Head + text + "\n");
        Assert.Equal(expected, Enumerable.Range(0, 8).Select(i => string.Join('|', new[] { "name", "value", "unit", "date" }.Select(l => packet[$"clinical.labs[{i}].{l}"]))).Where(r => r != "|||"));
    }

    [Fact]
    public void WhatAStoryTellsIsNotOfTheDayOfATable()
    {
        var packet = new Packet(Head + "HISTORY\nA1c was 8.4 % on two drugs.\n\nLABORATORY (COLLECTED 02/03/2026)\nTest   Result   Units\nGlucose   211   mg/dL\n");
        var rows = Enumerable.Range(0, 3).Select(i => packet[$"clinical.labs[{i}].name"] + "|" + packet[$"clinical.labs[{i}].date"]).ToList();
        Assert.Contains("A1c|", rows);
        Assert.Contains("Glucose|2026-02-03", rows);
    }

    [Theory]
    [InlineData("SpO2    86    %    01/22/2026", "SpO2|86|%|2026-01-22")]
    [InlineData("Hemoglobin A1c    8.0    %    02/12/2026", "Hemoglobin A1c|8.0|%|2026-02-12")]
    // An empty cell: nothing takes its place, and no part of the day is a unit.
    [InlineData("SpO2    86         01/22/2026", "SpO2|86||2026-01-22")]
    // The name of a test is neither its unit, nor its range, nor its day; a rating of a person is no result of a laboratory.
    [InlineData("Lipase U/L 13-60    2,914        07/02/2026", "Lipase|2,914||2026-07-02")]
    [InlineData("CA 19-9 (02/26/2026)    61    U/mL    02/26/2026", "CA 19-9|61|U/mL|2026-02-26")]
    [InlineData("PHQ-9    22        02/26/2026", "|||")]
    public void RowsThatKeepToNoColumnsGiveWholeDaysAndTheirUnits(string row, string expected)
    {
        var packet = new Packet(Head + "LABORATORY RESULTS\nTest    Result    Unit    Date\n" + row + "\n");
        Assert.Equal(expected, string.Join('|', new[] { "name", "value", "unit", "date" }.Select(l => packet[$"clinical.labs[0].{l}"])));
    }
}

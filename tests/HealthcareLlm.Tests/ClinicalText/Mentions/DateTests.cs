using HealthcareLlm.ClinicalText.Mentions;

namespace HealthcareLlm.Tests.ClinicalText.Mentions;

public sealed class DateTests
{
    private static readonly DateEvidence UnitedStates = new(DateOrder.MonthFirst, 2026, null);

    [Theory]
    [InlineData("03/04/2026", "2026-03-04")]
    [InlineData("3-4-26", "2026-03-04")]
    [InlineData("03.04.2026", "2026-03-04")]
    [InlineData("2026-03-04", "2026-03-04")]
    [InlineData("March 4, 2026", "2026-03-04")]
    [InlineData("MARCH 4, 2026", "2026-03-04")]
    [InlineData("4 Mar 2026", "2026-03-04")]
    [InlineData("04-Mar-2026", "2026-03-04")]
    [InlineData("Mar 4th '26", "2026-03-04")]
    [InlineData("Mar. 4th, 2026", "2026-03-04")]
    [InlineData("0 3 0 4 2 0 2 6", "2026-03-04")]
    [InlineData("03042026", "2026-03-04")]
    [InlineData("O3/04/2026", "2026-03-04")]
    [InlineData("March 2026", "2026-03")]
    [InlineData("03/2026", "2026-03")]
    [InlineData("since 2019", "2019")]
    [InlineData("25/12/2025", "2025-12-25")]
    [InlineData("02/30/2026", null)]
    [InlineData("30 February 2026", null)]
    [InlineData("13/13/2026", null)]
    [InlineData("120/80", null)]
    [InlineData("L4-5", null)]
    [InlineData("555-234-5678", null)]
    [InlineData("5/5 strength", null)]
    [InlineData("1.2.3.4", null)]
    [InlineData("may 10 mg", null)]
    public void Writing(string text, string? value) =>
        Assert.Equal(value, DateReader.ReadOne(text, UnitedStates, DateRole.Service)?.Value);

    [Theory]
    [InlineData("seen 03/04/2026", null)]
    [InlineData("seen 03/04/2026, again 03/25/2026", "2026-03-04")]
    [InlineData("seen 03/04/2026, again 25/03/2026", "2026-04-03")]
    [InlineData("seen 03/04/2026, glucose 120 mg/dL", "2026-03-04")]
    [InlineData("seen 04/04/2026", "2026-04-04")]
    public void OrderIsTheDocumentsOwn(string text, string? first)
    {
        var dates = DateReader.Read(text, DateEvidence.From(text), _ => DateRole.Service);
        Assert.Equal(first, dates[0].Value);
        Assert.Equal(first is null, dates[0].Ambiguous);
    }

    [Theory]
    [InlineData("01/15/58", 2026, null, "1958-01-15")]
    [InlineData("01/15/12", 2026, null, "2012-01-15")]
    [InlineData("01/15/20", 2026, null, null)]
    [InlineData("01/15/20", 2026, 106, "1920-01-15")]
    [InlineData("01/15/30", 2026, null, "1930-01-15")]
    public void CenturyOfBirth(string text, int latest, int? age, string? value) =>
        Assert.Equal(value, DateReader.ReadOne(text, new(DateOrder.MonthFirst, latest, age), DateRole.Birth)?.Value);

    [Theory]
    [InlineData("tried 05/01/2025-09/15/2025, failed", "2025-05-01|2025-09-15")]
    [InlineData("tried 5/1/25-9/15/25, failed", "2025-05-01|2025-09-15")]
    [InlineData("case 4471-05/01/2025", "")] // a part of an id
    [InlineData("case 05/01/2025-77", "")]
    [InlineData("case 05/01/2025-09/15/2025-3", "")]
    public void AHyphenPartsTwoWholeDates(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', DateReader.Read(text, UnitedStates, _ => DateRole.Service).Select(d => d.Value)));
}

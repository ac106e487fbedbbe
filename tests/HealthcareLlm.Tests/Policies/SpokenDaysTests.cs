using HealthcareLlm.Policies.Deciding;

namespace HealthcareLlm.Tests.Policies;

/// <summary>Days that charts name: holidays, and days without a year.</summary>
public class SpokenDaysTests
{
    private static readonly PartialDate Note = new(new(2026, 2, 27), new(2026, 2, 27));

    [Fact]
    public void EveryHolidayIsFoundInItsExampleAndNotInItsCounterExample()
    {
        var wrong = SpokenDays.Examples.Where(static e => !e.Pattern.IsMatch(e.Example) || e.Pattern.IsMatch(e.CounterExample)).Select(static e => e.Name).ToList();
        Assert.True(wrong.Count == 0, string.Join(", ", wrong));
    }

    [Theory]
    [InlineData(2024, "2024-03-31")]
    [InlineData(2025, "2025-04-20")]
    [InlineData(2026, "2026-04-05")]
    [InlineData(2038, "2038-04-25")]
    public void EasterIsAsTheCalendarHasIt(int year, string day) => Assert.Equal(DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), SpokenDays.Easter(year));

    [Theory]
    [InlineData("the day after Labor Day 2025", "2025-09-02")]
    [InlineData("Labor Day", "2025-09-01")]
    [InlineData("Mon after Thanksgiving", "2025-12-01")]
    [InlineData("Memorial Day", "2025-05-26")]
    [InlineData("Valentine's Day", "2026-02-14")]
    [InlineData("Valentine's Day last year", "2025-02-14")]
    [InlineData("Easter", "2025-04-20")]
    [InlineData("finished on December 5", "2025-12-05")]
    [InlineData("took 2/3 off", "2026-02-03")]
    [InlineData("strength 4/5", null)]
    [InlineData("Dr. Easter", null)]
    [InlineData("Labor Day (9/1/25)", null)]
    public void ADayWithoutAYearIsTheLastBeforeTheNote(string text, string? day)
    {
        int written = text.IndexOf("9/1/25", StringComparison.Ordinal);
        var found = SpokenDays.In(text, new(0, text.Length), written < 0 ? [] : [new(written, written + 6)]).ToList();
        if (day is null) Assert.Empty(found);
        else Assert.Equal(PartialDate.Parse(day), Assert.Single(found).UpTo(Note));
    }

    // Coverage that never ends does so in 9999; a day behind it is none, and no case is lost by it.
    [Theory]
    [InlineData("Labor Day", 9999)]
    [InlineData("December 5", 9999)]
    [InlineData("since June", 9999)]
    [InlineData("New Year's Day", 1)]
    public void AYearOfNoChartHasNoDays(string text, int year)
    {
        PartialDate end = new(new(year, 12, 31), new(year, 12, 31));
        var found = Assert.Single(SpokenDays.In(text, new(0, text.Length), []));
        Assert.Null(found.From(end));
        Assert.Null(found.UpTo(end));
    }
}

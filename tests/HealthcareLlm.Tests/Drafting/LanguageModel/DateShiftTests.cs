using System.Collections.Immutable;
using System.Globalization;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.LanguageModel;

namespace HealthcareLlm.Tests.Drafting.LanguageModel;

/// <summary>Dates moved before text leaves, and moved back.</summary>
public class DateShiftTests
{
    private static readonly string[] Writings =
    [
        "03/14/2025", "3/4/2025", "03-14-2025", "03.14.2025", "03/14/25", "2025-03-14", "2025/03/14", "March 14, 2025", "Mar 14, 2025", "MAR 14, 2025", "Mar. 14, 2025", "March 14th, 2025", "14 March 2025", "14-Mar-2025", "14th of March 2025",
        "March 14 2025", "Mar 14, '25", "0 3 / 1 4 / 2 0 2 5", "0 3 1 4 2 0 2 5", "03142025", "20250314", "14MAR2025", "March 2025", "Mar 2025", "03/2025", "March 14", "Sept 2, 2024", "September 2, 2024", "May 5, 2024", "12/31/2024", "02/29/2024", "1/1/2025",
    ];

    public static TheoryData<string> Written => [.. Writings];

    [Theory]
    [MemberData(nameof(Written))]
    public void A_date_is_shown_as_another_in_the_same_writing_and_comes_back(string written)
    {
        string text = "Seen " + written + " in clinic.\n";
        var (surrogates, block) = Hidden(text);
        Assert.DoesNotContain(written, block.Shown, StringComparison.Ordinal);
        Assert.Equal(text, surrogates.Restore(block.Shown));
        // The same form: letters stay letters, divisions divisions.
        string shown = block.Shown["Seen ".Length..^" in clinic.\n".Length];
        Assert.Equal(Form(written), Form(shown));
    }

    [Theory]
    [InlineData("since 2019", "2019")]
    [InlineData("on 4/6 he", "4/6")]
    [InlineData("labs 04/06 and", "04/06")]
    [InlineData("4/6: stable", "4/6")]
    public void So_are_years_alone_and_days_without_a_year(string text, string written)
    {
        var (surrogates, block) = Hidden(text);
        Assert.DoesNotContain(written, block.Shown, StringComparison.Ordinal);
        Assert.Equal(text, surrogates.Restore(block.Shown));
    }

    [Theory]
    [InlineData("strength 4/5, pain 3/10, BP 120/80, half (1/2) a tablet, 20/40 vision, murmur 2/6")]
    [InlineData("may take 2 tablets; march 5 steps; dose 2025 mg; room 2031; ratio 1/2")]
    [InlineData("CPT 72148, ICD M54.16, NPI 1234567893, phone 555-062-2201")]
    public void What_is_no_date_stays(string text) => Assert.Equal(text, Hidden(text).Block.Shown);

    [Fact]
    public void Days_keep_their_distances_their_order_and_their_weekdays()
    {
        string[] days = ["2024-12-28", "2025-01-03", "2025-02-28", "2025-03-01", "2025-03-14", "1960-01-02"];
        string shown = Hidden(string.Join('\n', days)).Block.Shown;
        DateOnly[] before = [.. days.Select(Day)], after = [.. shown.Split('\n').Select(Day)];
        int moved = after[0].DayNumber - before[0].DayNumber;
        Assert.InRange(moved, -7 * 208, -7 * 53);
        Assert.All(before.Zip(after), p => Assert.Equal(moved, p.Second.DayNumber - p.First.DayNumber));
        Assert.All(before.Zip(after), static p => Assert.Equal(p.First.DayOfWeek, p.Second.DayOfWeek));
        string months = Hidden("Dec 2024\nJan 2025\nFeb 2025\nMar 2025").Block.Shown;
        int[] numbers = [.. months.Split('\n').Select(static m => DateTime.ParseExact(m, "MMM yyyy", CultureInfo.InvariantCulture)).Select(static d => (d.Year * 12) + d.Month)];
        Assert.Equal([0, 1, 2, 3], numbers.Select(n => n - numbers[0]));
    }

    [Fact]
    public void What_the_model_writes_in_another_form_comes_back_too()
    {
        string text = "Date of birth: 01/02/1960\nAdmitted March 14, 2025; smoker since 2019.\n";
        var (surrogates, block) = Hidden(text);
        var dates = DateWriting.Find(block.Shown, DateEvidence.None);
        var birth = dates[0];
        Assert.Equal("1960-01-02", surrogates.Restore(string.Create(CultureInfo.InvariantCulture, $"{birth.Year:D4}-{birth.Month:D2}-{birth.Day:D2}")));
        var admitted = dates[1];
        Assert.Equal("She came on 03/14/2025.", surrogates.Restore(string.Create(CultureInfo.InvariantCulture, $"She came on {admitted.Month:D2}/{admitted.Day:D2}/{admitted.Year}.")));
        Assert.Equal("A smoker (2019).", surrogates.Restore($"A smoker ({dates[2].Year})."));
    }

    [Fact]
    public void No_day_that_is_shown_is_another_day_of_the_documents()
    {
        // A day every week for two years: of the shifts that there are a third lands on one of them, and each case has its own.
        var first = new DateOnly(2022, 1, 3);
        var days = Enumerable.Range(0, 104).Select(i => first.AddDays(7 * i)).ToList();
        for (int one = 0; one < 40; one++)
        {
            string text = string.Join('\n', days.Select(static d => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))) + "\ncase " + (char)('A' + (one % 26)) + (char)('A' + (one / 26));
            Assert.All(Hidden(text).Block.Shown.Split('\n').SkipLast(1), d => Assert.DoesNotContain(Day(d), days));
        }
    }

    [Fact]
    public void Places_are_exact_after_dates_of_other_lengths()
    {
        string text = "Seen 1/1/2025, then September 2, 2024 and May 5, 2024: fever.\n";
        var (_, block) = Hidden(text);
        int at = block.Shown.IndexOf("fever", StringComparison.Ordinal);
        Assert.Equal("fever", block.ToDocument(new(at, at + 5)).In(text));
        Assert.Equal(text.Length, block.ToDocument(new(0, block.Shown.Length)).End);
    }

    private static DateOnly Day(string iso) => DateOnly.ParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Form(string written) => System.Text.RegularExpressions.Regex.Replace(System.Text.RegularExpressions.Regex.Replace(written, "[0-9]+", "9"), "[A-Za-z]+", "a");

    private static (Surrogates Surrogates, SourceBlock Block) Hidden(string text)
    {
        var id = DocumentId.Of(System.Text.Encoding.UTF8.GetBytes(text));
        var surrogates = Surrogates.For(SurrogateTerms.None, [text], DateShift.For([text], [id]));
        return (surrogates, surrogates.Hide(new("D1P1", id, 1, new(0, text.Length), text, ImmutableArray<Replacement>.Empty)));
    }
}

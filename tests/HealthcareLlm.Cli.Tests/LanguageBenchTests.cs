using HealthcareLlm.Cli.Bench.Language;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Cli.Tests;

/// <summary>The measures of clinical language measure, and say where they cannot.</summary>
public class LanguageBenchTests
{
    private static BenchTexts Own => new(null, Evalsets());

    [Fact]
    public void What_is_not_there_is_said_and_not_measured()
    {
        var texts = new BenchTexts(null, Path.Combine(Path.GetTempPath(), "healthcarellm-no-such-folder"));
        LanguageRow[] rows = [.. new AssertionMeasures(texts, null).Rows(), .. new TitleMeasures(texts, null).Rows(), .. new SectionMeasures(texts).Rows(), .. new SpeedMeasures(texts).Speed(null)];
        Assert.True(rows.Length >= 10);
        Assert.All(rows, r => Assert.StartsWith("not measured: data not present", r.Reached, StringComparison.Ordinal));
        Assert.All(rows, r => Assert.Null(r.Holds));
    }

    [Fact]
    public void Our_own_notes_about_the_past_keep_what_was_reached()
    {
        var rows = new AssertionMeasures(Own, null).Rows().Where(r => r.What.StartsWith("own notes", StringComparison.Ordinal)).ToList();
        Assert.Equal([207, 206], rows.Select(r => r.Count));
        Assert.All(rows, r => Assert.True(double.Parse(r.Reached, System.Globalization.CultureInfo.InvariantCulture) >= 0.86, r.What + " " + r.Reached));
    }

    [Fact]
    public void Faults_of_the_part_for_measuring_are_not_told()
    {
        var told = new List<string>();
        _ = new AssertionMeasures(Own, told.Add).Rows().ToList();
        var measuring = MarkedNotes.Read(File.ReadAllText(Path.Combine(Evalsets(), "language-v1", "historical", "test.txt"))).Select(n => n.Id).ToHashSet();
        Assert.NotEmpty(told);
        Assert.DoesNotContain(told, t => measuring.Contains(t.Split(' ')[0]));
    }

    [Fact]
    public void A_wrong_tally_is_seen()
    {
        var tally = new Tally();
        tally.Add(expected: true, found: true);
        tally.Add(expected: true, found: false);
        tally.Add(expected: false, found: true);
        Assert.Equal(0.5, tally.F1);
        Assert.False(LanguageRow.AtLeast("x", tally.F1, 3, 0.51).Holds);
        Assert.True(LanguageRow.AtLeast("x", tally.F1, 3, 0.5).Holds);
    }

    [Fact]
    public void Damage_is_the_same_each_time_and_changes_each_title()
    {
        const string Text = "ASSESSMENT: a\nPLAN: b\nPAST MEDICAL HISTORY: c";
        List<TextSpan> titles = [new(0, 10), new(14, 18), new(22, 42)];
        var (made, moved) = OcrDamage.Of(Text, titles, "key");
        Assert.Equal((made, moved), (OcrDamage.Of(Text, titles, "key").Text, moved));
        Assert.Equal(3, moved.Count);
        Assert.Contains(Enumerable.Range(0, 3), i => moved[i].In(made) != titles[i].In(Text));
        Assert.EndsWith(": c", made, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Dose", "Metoprolol 25 mg was given.")]
    [InlineData("Side", "Pain of the left knee.")]
    [InlineData("Drug", "She takes warfarin.")]
    [InlineData("Date", "Seen on 03/04/2026.")]
    [InlineData("Negation", "He denies chest pain.")]
    [InlineData("Frequency", "Metoprolol twice daily.")]
    public void What_is_planted_is_another_fact(string kind, string statement)
    {
        var parsed = Enum.Parse<Planted>(kind);
        Assert.NotEqual(statement, Plantings.Plant(parsed, statement, 1));
        Assert.NotNull(Plantings.Plant(parsed, statement, 1));
        Assert.Null(Plantings.Plant(parsed, "Nothing of the kind stands here", 1));
    }

    [Fact]
    public void Tables_are_read_with_quotes_and_line_ends_inside()
    {
        string path = Path.GetTempFileName();
        File.WriteAllText(path, "a,b\n1,\"x, \"\"y\"\"\nz\"\n2,w\n");
        var rows = Csv.Read(path).ToList();
        File.Delete(path);
        Assert.Equal(["x, \"y\"\nz", "w"], rows.Select(r => r["b"]));
    }

    private static string Evalsets()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "HealthcareLlm.sln"))) folder = Path.GetDirectoryName(folder)!;
        return Path.Combine(folder, "evalsets");
    }
}

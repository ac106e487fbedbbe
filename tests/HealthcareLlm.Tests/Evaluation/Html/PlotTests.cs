using System.Collections.Immutable;
using HealthcareLlm.Evaluation;
using HealthcareLlm.Evaluation.Html;
using HealthcareLlm.Evaluation.Subgroups;

namespace HealthcareLlm.Tests.Evaluation.Html;

public class PlotTests
{
    [Fact]
    public void Marks_stand_where_the_axes_put_them()
    {
        var plot = new Plot("title", "what") { X = (0, 1), Y = (0, 1) };
        plot.Point(0.5, 0.25, "critical", "a < b");
        plot.Bar(0.5, 0, 1, "critical");
        plot.Line([(0, 0), (1, 1)], "other");
        string svg = plot.Svg();
        // The frame is 440 × 300 with margins 52, 16, 12, 44: x = 52 + 372 × 0.5 = 238; y = 256 − 244 × 0.25 = 195.
        Assert.Contains("cx=\"238\" cy=\"195\"", svg, StringComparison.Ordinal);
        Assert.Contains("M238 256V12", svg, StringComparison.Ordinal);
        Assert.Contains("points=\"52,256 424,12\"", svg, StringComparison.Ordinal);
        Assert.Contains("<title>a &lt; b</title>", svg, StringComparison.Ordinal);
        Assert.Contains("role=\"img\" aria-label=\"title. what\"", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Control_characters_of_tags_and_fields_leave_every_plot_well_formed()
    {
        // XML holds none of them but tab and line ends, not even as a reference.
        string odd = string.Concat(Enumerable.Range(0, 32).Concat([0x7f, 0x85, 0x9f]).Select(c => "a" + (char)c)) + "<&\"'>";
        var plot = new Plot(odd, odd) { XName = odd, YName = odd };
        plot.Point(0.5, 0.25, "critical", odd);
        var figure = new SubgroupFigure(odd, "b" + odd, "critical.right", 50, 10, 100, 50, 50, 100, (-0.1, 0.1), 0.001, 0.05) { Corrected = 0.01 };
        string[] drawn = [plot.Svg(), new Plot("t", "d") { Steps = [odd], XName = odd }.Svg(), Assert.Single(SubgroupPlot.Of(new([figure], [], []))).Svg];
        Assert.All(drawn, svg =>
        {
            Assert.DoesNotContain(svg, c => char.IsControl(c) && c is not ('\t' or '\n' or '\r'));
            Assert.Contains("a\ufffda\ufffd", System.Xml.Linq.XDocument.Parse(svg).Root!.Value, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_strip_shows_interval_value_and_bound()
    {
        // 4 + 152 × share: 0.5 is 80, 0.25 is 42, 0.75 is 118, the bound 1 is 156.
        string svg = Plot.Strip(0.5, 0.25, 0.75, atLeast: 1);
        Assert.Contains("d=\"M42 8H118\"", svg, StringComparison.Ordinal);
        Assert.Contains("cx=\"80\"", svg, StringComparison.Ordinal);
        Assert.Contains("class=\"bound\" d=\"M156 1V15\"", svg, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("critical.right", 10, "worse")]
    [InlineData("critical.right", 90, "better")]
    [InlineData("critical.wrongOrInvented", 10, "better")]
    [InlineData("critical.wrongOrInvented", 90, "worse")]
    public void A_subgroup_is_drawn_as_worse_or_better_by_what_the_measure_counts(string measure, int count, string kind)
    {
        var figure = new SubgroupFigure("sex", "female", measure, 50, count, 100, 50, 50, 100, (-0.1, 0.1), 0.001, 0.05) { Corrected = 0.01 };
        var drawn = Assert.Single(SubgroupPlot.Of(new([figure], [], [])));
        Assert.Contains("class=\"point " + kind + "\"", drawn.Svg, StringComparison.Ordinal);
        Assert.Contains("class=\"point few\"", Assert.Single(SubgroupPlot.Of(new([figure with { Packets = 5 }], [], []))).Svg, StringComparison.Ordinal);
    }

    [Fact]
    public void A_legend_shows_lines_as_the_plot_draws_them()
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream("report/report.css")!;
        using var reader = new StreamReader(stream);
        string css = reader.ReadToEnd();
        // Broken in the plot where it is in the legend, and whole where it is not; intervals of subgroups are bars, all others lines.
        bool IsBroken(string kind, string mark) => System.Text.RegularExpressions.Regex.IsMatch(css, $@"\.{mark}\.{kind} \{{[^}}]*stroke-dasharray");
        bool IsBrokenInLegend(string kind) => System.Text.RegularExpressions.Regex.IsMatch(css, $@"\.swatch\.{kind} \{{[^}}]*(dotted|dashed)");
        var figure = new SubgroupFigure("sex", "female", "critical.right", 50, 10, 100, 50, 50, 100, (-0.1, 0.1), 0.001, 0.05) { Corrected = 0.01 };
        var drawn = Assert.Single(SubgroupPlot.Of(new([figure, figure with { Packets = 5, Value = "male" }], [], [])));
        Assert.Equal(["worse", "better", "same", "few"], drawn.Legend.Select(l => l.Kind));
        Assert.All(drawn.Legend, l => Assert.Equal(IsBrokenInLegend(l.Kind), IsBroken(l.Kind, "bar")));
        Assert.True(IsBroken("few", "bar"));
        Assert.Contains("class=\"bar few\"", drawn.Svg, StringComparison.Ordinal);
        Assert.Contains("Dotted and hollow: fewer than 20 packets", drawn.Note, StringComparison.Ordinal);
        Assert.All((string[])["critical", "other", "wrong", "diagonal"], kind => Assert.Equal(IsBrokenInLegend(kind) || kind == "diagonal", IsBroken(kind, "line")));
    }

    [Fact]
    public void A_measure_that_counts_faults_is_zero_for_a_result_without_faults_and_another_is_one()
    {
        var measures = MeasureBook.Take([SmallPacket.Score(SmallPacket.Perfect())]).Where(m => m.Group == "all" && m.Of > 0).ToList();
        Assert.True(measures.Count > 10);
        // The perfect result has no citations: these two count against it.
        Assert.All(measures.Where(m => m.Id is not ("citations.support" or "values.rightWrongCitation")), m => Assert.Equal(MeasureDirection.CountsFaults(m.Id) ? 0 : 1, m.Value));
        Assert.Contains(measures, m => MeasureDirection.CountsFaults(m.Id));
    }

    [Fact]
    public void A_table_writes_text_as_text_tells_what_is_left_out_and_has_its_caption()
    {
        var table = new ReportTable("Cases (of <one> run)", ["case", "n"], [.. Enumerable.Range(0, 20).Select(i => (ImmutableArray<string>)["<b>" + i, "12.5 %"])]);
        string html = Markup.Table(table, ["case"], most: 5);
        Assert.Contains("<caption>Cases<span class=\"note\">of &lt;one&gt; run</span></caption>", html, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"row\">&lt;b&gt;4</th><td class=\"n\">12.5 %</td>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("&lt;b&gt;5", html, StringComparison.Ordinal);
        Assert.Contains("15 more rows", html, StringComparison.Ordinal);
        Assert.Contains("data-pick", html, StringComparison.Ordinal);
        Assert.Contains("class=\"empty\"", Markup.Table(table with { Rows = [] }), StringComparison.Ordinal);
    }
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using HealthcareLlm.Evaluation.Subgroups;

namespace HealthcareLlm.Evaluation.Html;

/// <summary>Differences of subgroups from the rest, with their intervals: one row each, about a line at no difference.</summary>
internal static class SubgroupPlot
{
    /// <summary>Most rows: those of the surest difference.</summary>
    private const int Most = 24;

    private const int Name = 230, Width = 760, Row = 20, Top = 26;

    private static readonly ImmutableArray<string> Shown = ["critical.right", "critical.wrongOrInvented", "summary.must", "summary.traps"];

    internal static ImmutableArray<Figure> Of(SubgroupReport report) => [.. Shown.Select(m => Of(report, m)).OfType<Figure>()];

    private static Figure? Of(SubgroupReport report, string measure)
    {
        var all = report.Figures.Where(f => f.Measure == measure && f.Interval is not null && f.Difference is not null && f.Tag != "layout").ToList();
        if (all.Count == 0) return null;
        var shown = all.OrderBy(f => f.Corrected ?? 2).ThenByDescending(f => Math.Abs(f.Difference!.Value)).Take(Most).OrderBy(f => f.Tag, StringComparer.Ordinal).ThenBy(f => f.Value, StringComparer.Ordinal).ToList();
        double reach = Math.Max(0.05, Math.Ceiling(20 * shown.Max(f => Math.Max(Math.Abs(f.Interval!.Value.Lower), Math.Abs(f.Interval.Value.Upper)))) / 20);
        int height = Top + (shown.Count * Row) + 8;
        string what = $"{measure}: subgroup less rest, with 95 % intervals by packet";
        var svg = new StringBuilder().Append(CultureInfo.InvariantCulture, $"<svg class=\"plot wide\" viewBox=\"0 0 {Width} {height}\" role=\"img\" aria-label=\"{Markup.Text(what)}\"><title>{Markup.Text(what)}</title>");
        foreach (double tick in new[] { -reach, -reach / 2, 0, reach / 2, reach })
        {
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"{(tick == 0 ? "axis" : "grid")}\" d=\"M{Plot.Number(At(tick))} {Top - 6}V{height - 4}\"/><text class=\"tick\" x=\"{Plot.Number(At(tick))}\" y=\"13\" text-anchor=\"middle\">{(100 * tick).ToString("+0.#;-0.#;0", CultureInfo.InvariantCulture)}</text>");
        }

        for (int i = 0; i < shown.Count; i++)
        {
            var f = shown[i];
            int y = Top + (i * Row) + (Row / 2);
            string kind = f.TooFew ? "few" : !f.Differs ? "same" : f.Direction < 0 ? "worse" : "better";
            string told = string.Create(CultureInfo.InvariantCulture, $"{f.Tag} {f.Value}: {f.Share:0.0 %} of {f.Of} in {f.Packets} packets; rest {f.RestShare:0.0 %}");
            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"row\" x=\"{Name - 10}\" y=\"{y + 4}\" text-anchor=\"end\">{Markup.Text(Cut(f.Tag + " " + f.Value))} <tspan class=\"tick\">n {f.Packets}</tspan></text>");
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"bar {kind}\" d=\"M{Plot.Number(At(f.Interval!.Value.Lower))} {y}H{Plot.Number(At(f.Interval.Value.Upper))}\"/><circle class=\"point {kind}\" cx=\"{Plot.Number(At(f.Difference!.Value))}\" cy=\"{y}\" r=\"4\"><title>{Markup.Text(told)}</title></circle>");
        }

        string left = all.Count > shown.Count ? string.Create(CultureInfo.InvariantCulture, $" The {shown.Count} surest of {all.Count}; the tables have every one.") : string.Empty;
        return new("Subgroups: " + measure, $"In percentage points; {(MeasureDirection.CountsFaults(measure) ? "to the right is worse" : "to the left is worse")}. A line is the 95 % interval of that difference taken by itself; the colour is after Holm's correction for all of them, so that a line may miss 0 and still show no difference. Dotted and hollow: fewer than {SubgroupFigure.LeastPackets} packets on a side, no claim.{left}", svg.Append("</svg>").ToString(),
            [("worse", "worse after Holm's correction"), ("better", "better after it"), ("same", "no difference shown"), ("few", "dotted: too few packets for a claim")]);

        double At(double difference) => Name + 8 + ((Width - Name - 24) * (difference + reach) / (2 * reach));
    }

    private static string Cut(string text) => text.Length <= 34 ? text : text[..33] + "…";
}

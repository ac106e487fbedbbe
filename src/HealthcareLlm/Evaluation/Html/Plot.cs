using System.Globalization;
using System.Text;

namespace HealthcareLlm.Evaluation.Html;

/// <summary>A plot as inline SVG: a frame with axes, and marks in the units of the axes. Colours come from the page's style sheet, so that light, dark and print each have their own.</summary>
/// <param name="title">What it shows; read out by a screen reader.</param>
/// <param name="description">What is to be seen in it, in a sentence.</param>
internal sealed class Plot(string title, string description)
{
    private const int Width = 440, Height = 300, Left = 52, Right = 16, Top = 12, Bottom = 44;

    private readonly StringBuilder _marks = new();

    /// <summary>Lowest and highest of the x axis.</summary>
    internal (double From, double To) X { get; init; } = (0, 1);

    /// <summary>Lowest and highest of the y axis.</summary>
    internal (double From, double To) Y { get; init; } = (0, 1);

    /// <summary>Names of equal steps in place of numbers on the x axis; then x is 0, 1, 2 …</summary>
    internal IReadOnlyList<string> Steps { get; init; } = [];

    /// <summary>Name of the x axis.</summary>
    internal string XName { get; init; } = string.Empty;

    /// <summary>Name of the y axis.</summary>
    internal string YName { get; init; } = string.Empty;

    internal void Line(IEnumerable<(double X, double Y)> points, string kind) =>
        _marks.Append("<polyline class=\"line ").Append(kind).Append("\" points=\"").AppendJoin(' ', points.Select(p => Number(AtX(p.X)) + "," + Number(AtY(p.Y)))).Append("\"/>");

    internal void Bar(double x, double from, double to, string kind) => _marks.Append(CultureInfo.InvariantCulture, $"<path class=\"bar {kind}\" d=\"M{Number(AtX(x))} {Number(AtY(from))}V{Number(AtY(to))}\"/>");

    internal void Point(double x, double y, string kind, string told) =>
        _marks.Append(CultureInfo.InvariantCulture, $"<circle class=\"point {kind}\" cx=\"{Number(AtX(x))}\" cy=\"{Number(AtY(y))}\" r=\"4\"><title>{Markup.Text(told)}</title></circle>");

    /// <summary>The figure's SVG.</summary>
    internal string Svg()
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg class=\"plot\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Markup.Text(title + ". " + description)}\"><title>{Markup.Text(title)}</title>");
        Axes(svg);
        return svg.Append(_marks).Append("</svg>").ToString();
    }

    /// <summary>A share of an interval's strip: track, interval, point and the bounds of a gate, 0 to 1.</summary>
    internal static string Strip(double value, double lower, double upper, double? atLeast = null, double? atMost = null)
    {
        static string At(double share) => Number(4 + (Math.Clamp(share, 0, 1) * 152));
        var svg = new StringBuilder().Append(CultureInfo.InvariantCulture, $"<svg class=\"strip\" viewBox=\"0 0 160 16\" aria-hidden=\"true\"><path class=\"track\" d=\"M4 8H156\"/><path class=\"interval\" d=\"M{At(lower)} 8H{At(upper)}\"/>");
        foreach (double bound in new[] { atLeast, atMost }.OfType<double>()) svg.Append(CultureInfo.InvariantCulture, $"<path class=\"bound\" d=\"M{At(bound)} 1V15\"/>");
        return svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"dot\" cx=\"{At(value)}\" cy=\"8\" r=\"3.5\"/></svg>").ToString();
    }

    internal static string Number(double value) => Math.Round(value, 1).ToString("0.#", CultureInfo.InvariantCulture);

    private void Axes(StringBuilder svg)
    {
        foreach (double tick in Ticks(Y)) svg.Append(CultureInfo.InvariantCulture, $"<path class=\"grid\" d=\"M{Left} {Number(AtY(tick))}H{Width - Right}\"/><text class=\"tick\" x=\"{Left - 7}\" y=\"{Number(AtY(tick) + 4)}\" text-anchor=\"end\">{Label(tick, Y)}</text>");
        if (Steps.Count > 0)
        {
            for (int i = 0; i < Steps.Count; i++) svg.Append(CultureInfo.InvariantCulture, $"<text class=\"tick\" x=\"{Number(AtX(i))}\" y=\"{Height - Bottom + 17}\" text-anchor=\"middle\">{Markup.Text(Steps[i])}</text>");
        }
        else
        {
            foreach (double tick in Ticks(X)) svg.Append(CultureInfo.InvariantCulture, $"<path class=\"grid\" d=\"M{Number(AtX(tick))} {Top}V{Height - Bottom}\"/><text class=\"tick\" x=\"{Number(AtX(tick))}\" y=\"{Height - Bottom + 17}\" text-anchor=\"middle\">{Label(tick, X)}</text>");
        }

        svg.Append(CultureInfo.InvariantCulture, $"<path class=\"axis\" d=\"M{Left} {Top}V{Height - Bottom}H{Width - Right}\"/>");
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"name\" x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 6}\" text-anchor=\"middle\">{Markup.Text(XName)}</text>");
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"name\" transform=\"translate(12 {(Top + Height - Bottom) / 2}) rotate(-90)\" text-anchor=\"middle\">{Markup.Text(YName)}</text>");
    }

    private double AtX(double x) => Steps.Count > 0
        ? Left + ((Width - Left - Right) * (x + 0.5) / Steps.Count)
        : Left + ((Width - Left - Right) * (x - X.From) / (X.To - X.From));

    private double AtY(double y) => Height - Bottom - ((Height - Top - Bottom) * (y - Y.From) / (Y.To - Y.From));

    private static IEnumerable<double> Ticks((double From, double To) axis) => Enumerable.Range(0, 6).Select(i => axis.From + ((axis.To - axis.From) * i / 5));

    private static string Label(double tick, (double From, double To) axis) => (100 * tick).ToString(axis.To - axis.From < 0.1 ? "0.0" : "0.#", CultureInfo.InvariantCulture) + " %";
}

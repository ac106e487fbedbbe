using System.Collections.Immutable;

namespace HealthcareLlm.Adapters.Evaluation;

/// <summary>How a document is made worse. Every effect that is left out is absent; the order is that of a page's way: paper, turning, scanner, line, fax.</summary>
public sealed record ScanQuality
{
    /// <summary>Pixels an inch at which the page is rendered, 50 to 600.</summary>
    public double Dpi { get; init; } = 200;

    /// <summary>A fax: 196 lines an inch (fine) or 98 (standard), at 204 pixels an inch across and one bit a pixel (ITU-T T.4); null for none.</summary>
    public int? FaxLines { get; init; }

    /// <summary>Quarter turns to the right, 0 to 3.</summary>
    public int QuarterTurns { get; init; }

    /// <summary>Largest skew in degrees, 0 to 10; each page gets one between minus and plus this, by the seed.</summary>
    public double Skew { get; init; }

    /// <summary>Standard deviation of a Gaussian blur, in pixels at the rendered resolution, 0 to 5.</summary>
    public double Blur { get; init; }

    /// <summary>Contrast that is left, 0.1 to 1; ink and paper move towards grey.</summary>
    public double Contrast { get; init; } = 1;

    /// <summary>Share of pixels that a speck begins at, 0 to 0.1; half are dark, half light, of one to two pixels.</summary>
    public double Speckle { get; init; }

    /// <summary>Quality of a JPEG compression that the page goes through, 1 to 100; null for none.</summary>
    public int? Jpeg { get; init; }

    /// <summary>Whether a line is printed over the top, as fax machines do.</summary>
    public bool Header { get; init; }

    /// <summary>The grade of DESIGN.md that it comes nearest to: <c>clean</c>, <c>fair</c> or <c>fax</c>.</summary>
    public string Grade => FaxLines is not null ? "fax" : Dpi >= 200 && Skew <= 0.5 && Speckle == 0 && Contrast >= 0.9 ? "clean" : "fair";

    /// <summary>Quality of the steps of a curve over scan quality, best first.</summary>
    public static ImmutableArray<(string Name, ScanQuality Quality)> Steps { get; } =
    [
        ("0-scan300", new() { Dpi = 300 }),
        ("1-scan200", new() { Dpi = 200, Skew = 0.3, Blur = 0.4, Jpeg = 85 }),
        ("2-scan150", new() { Dpi = 150, Skew = 0.8, Blur = 0.5, Contrast = 0.85, Speckle = 0.0002, Jpeg = 60 }),
        ("3-fax-fine", new() { FaxLines = 196, Skew = 0.7, Speckle = 0.0003, Header = true }),
        ("4-fax-standard", new() { FaxLines = 98, Skew = 0.7, Speckle = 0.0003, Header = true }),
        ("5-fax-bad", new() { FaxLines = 98, Skew = 1.5, Blur = 0.8, Contrast = 0.7, Speckle = 0.0015, Header = true }),
    ];

    /// <summary>What is out of range, in plain words.</summary>
    public IEnumerable<string> Faults()
    {
        if (Dpi is not (>= 50 and <= 600)) yield return "dpi must lie between 50 and 600";
        if (FaxLines is not (null or 98 or 196)) yield return "a fax has 98 or 196 lines an inch";
        if (QuarterTurns is not (>= 0 and <= 3)) yield return "rotation must be 0, 90, 180 or 270 degrees";
        if (Skew is not (>= 0 and <= 10)) yield return "skew must lie between 0 and 10 degrees";
        if (Blur is not (>= 0 and <= 5)) yield return "blur must lie between 0 and 5 pixels";
        if (Contrast is not (>= 0.1 and <= 1)) yield return "contrast must lie between 0.1 and 1";
        if (Speckle is not (>= 0 and <= 0.1)) yield return "speckle must lie between 0 and 0.1";
        if (Jpeg is not (null or (>= 1 and <= 100))) yield return "jpeg must lie between 1 and 100";
    }
}

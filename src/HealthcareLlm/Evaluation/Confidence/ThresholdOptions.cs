using System.Collections.Immutable;

namespace HealthcareLlm.Evaluation.Confidence;

/// <summary>What a threshold has to promise, and where it is looked for.</summary>
/// <param name="Risk">
/// Target error α, above 0 and below 1: of the packets in which a value of the field is accepted unseen, at most this share has a wrong one among them. Default 0.01.
/// </param>
/// <param name="Confidence">1−δ: probability, over the draw of the labelled packets, that the promise is true. Default 0.95.</param>
public sealed record ThresholdOptions(double Risk = 0.01, double Confidence = 0.95)
{
    /// <summary>The fixed grid of thresholds, rising. Fixed before any label is seen: 0.40 to 0.95 by 0.05, then 0.96 to 0.99.</summary>
    public ImmutableArray<double> Grid { get; init; } = [0.40, 0.45, 0.50, 0.55, 0.60, 0.65, 0.70, 0.75, 0.80, 0.85, 0.90, 0.95, 0.96, 0.97, 0.98, 0.99];

    /// <summary>δ.</summary>
    public double Delta => 1 - Confidence;

    /// <summary>
    /// Fewest packets with an accepted value, all without an error, that can carry the promise when one threshold is tested: the least n with
    /// (1−α)^n ≤ δ. 299 for 1 % at 95 %.
    /// </summary>
    public int LeastPackets => LeastAt(Delta);

    /// <summary>The same where no learning part orders the grid: Holm's first step shares δ among all thresholds of the grid. 574 for 1 % at 95 % over sixteen.</summary>
    public int LeastPacketsByHolm => LeastAt(Delta / Grid.Length);

    private int LeastAt(double level) => (int)Math.Ceiling((Math.Log(level) / Math.Log(1 - Risk)) - 1e-9);

    /// <summary>The options, if they make sense.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Risk or confidence is not between 0 and 1, or the grid is empty or does not rise.</exception>
    public ThresholdOptions Checked()
    {
        if (Risk is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(Risk), "the risk must lie between 0 and 1");
        if (Confidence is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(Confidence), "the confidence must lie between 0 and 1");
        if (Grid.IsEmpty || Grid.Zip(Grid.Skip(1)).Any(p => p.First >= p.Second)) throw new ArgumentOutOfRangeException(nameof(Grid), "the grid must rise");
        return this;
    }
}

/// <summary>What accepting from a threshold up showed.</summary>
/// <param name="Threshold">Lowest accepted score.</param>
/// <param name="Packets">Packets in which a value was accepted.</param>
/// <param name="Wrong">Of these, with a wrong value among the accepted.</param>
public sealed record ThresholdTest(double Threshold, int Packets, int Wrong)
{
    /// <summary>Probability of so few errors were the true share just the risk: small says that the true share is lower.</summary>
    /// <param name="risk">α.</param>
    public double PValue(double risk) => Packets == 0 ? 1 : BinomialBound.AtMost(Wrong, Packets, risk);
}

/// <summary>One field's threshold.</summary>
/// <param name="Field">Path without indexes.</param>
/// <param name="Threshold">Lowest score that is accepted unseen; null: nothing is.</param>
/// <param name="Why">What it rests on, or why nothing is accepted.</param>
/// <param name="Packets">Packets of the certifying part in which the field has a scored value.</param>
/// <param name="Accepted">Of these, with a value accepted at the threshold; 0 where there is none.</param>
/// <param name="Wrong">Of these, with a wrong one.</param>
public sealed record CertifiedThreshold(string Field, double? Threshold, string Why, int Packets, int Accepted, int Wrong)
{
    /// <summary>Values of the certifying part that the threshold would accept and that nobody judged, for the gold neither has nor denies them; where there is one, nothing is certified.</summary>
    public int Unjudged { get; init; }
}

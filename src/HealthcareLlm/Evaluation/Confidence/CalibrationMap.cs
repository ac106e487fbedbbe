using System.Collections.Immutable;

namespace HealthcareLlm.Evaluation.Confidence;

/// <summary>How a score becomes a probability of being right. Maps never fall: a higher score never has a lower probability.</summary>
public abstract record CalibrationMap
{
    private CalibrationMap()
    {
    }

    /// <summary>The probability, 0 to 1.</summary>
    /// <param name="score">Score, 0 to 1.</param>
    public abstract double Of(double score);

    /// <summary>Fitted by pooling adjacent violators (Ayer et al. 1955; Zadrozny and Elkan 2002); straight between the knots, level beyond them.</summary>
    /// <param name="Knots">Score and probability (six decimals), both rising.</param>
    public sealed record Isotonic(ImmutableArray<(double Score, double Probability)> Knots) : CalibrationMap
    {
        /// <inheritdoc/>
        public override double Of(double score)
        {
            int above = 0;
            while (above < Knots.Length && Knots[above].Score < score) above++;
            if (above == 0) return Knots[0].Probability;
            if (above == Knots.Length) return Knots[^1].Probability;
            var (low, high) = (Knots[above - 1], Knots[above]);
            return low.Probability + ((high.Probability - low.Probability) * (score - low.Score) / (high.Score - low.Score));
        }

        /// <inheritdoc/>
        public bool Equals(Isotonic? other) => other is not null && Knots.AsSpan().SequenceEqual(other.Knots.AsSpan());

        /// <inheritdoc/>
        public override int GetHashCode() => Knots.Length;
    }

    /// <summary>1 / (1 + exp(-(slope × logit(score) + intercept))): slope 1 and intercept 0 leave a score as it is. The score is kept 0.001 from both ends.</summary>
    /// <param name="Slope">Never below 0.</param>
    /// <param name="Intercept">In logits.</param>
    public sealed record Logistic(double Slope, double Intercept) : CalibrationMap
    {
        /// <inheritdoc/>
        public override double Of(double score) => 1 / (1 + Math.Exp(-((Slope * Logit(score)) + Intercept)));

        internal static double Logit(double score)
        {
            double kept = Math.Clamp(score, 0.001, 0.999);
            return Math.Log(kept / (1 - kept));
        }
    }
}

/// <summary>Fits maps. Deterministic: the same values in any order give the same map.</summary>
public static class CalibrationFit
{
    /// <summary>
    /// Isotonic regression of rightness on the score. No probability is 0 or 1, which no count of values can show: a level of n values that are all right
    /// is given (n + 1) / (n + 2), all wrong 1 / (n + 2) (Laplace's rule), as far as the levels beside it allow.
    /// </summary>
    /// <exception cref="ArgumentException">There are no values.</exception>
    public static CalibrationMap.Isotonic Isotonic(IReadOnlyCollection<ScoredValue> values)
    {
        if (values.Count == 0) throw new ArgumentException("no values to fit on", nameof(values));
        var blocks = new List<(double From, double To, int Count, int Right)>();
        foreach (var level in values.GroupBy(v => v.Score).OrderBy(g => g.Key))
        {
            blocks.Add((level.Key, level.Key, level.Count(), level.Count(v => v.Right)));
            while (blocks.Count > 1 && (long)blocks[^2].Right * blocks[^1].Count >= (long)blocks[^1].Right * blocks[^2].Count)
            {
                var (low, high) = (blocks[^2], blocks[^1]);
                blocks.RemoveAt(blocks.Count - 1);
                blocks[^1] = (low.From, high.To, low.Count + high.Count, low.Right + high.Right);
            }
        }

        double[] levels = [.. blocks.Select(b => (double)b.Right / b.Count)];
        if (blocks[^1].Right == blocks[^1].Count) levels[^1] = Math.Max((blocks[^1].Count + 1.0) / (blocks[^1].Count + 2), levels.Length > 1 ? levels[^2] : 0);
        if (blocks[0].Right == 0) levels[0] = Math.Min(1.0 / (blocks[0].Count + 2), levels.Length > 1 ? levels[1] : 1);
        return new([.. blocks.SelectMany((b, i) => (b.From == b.To ? [b.From] : new[] { b.From, b.To }).Select(s => (s, Math.Round(levels[i], 6))))]);
    }

    /// <summary>
    /// Logistic regression of rightness on the score's logit (Platt 1999) with his smoothed targets, by Newton steps that are halved until they help
    /// (Lin, Lin and Weng 2007). Were the slope below 0, the score ranks the wrong way and the map is level.
    /// </summary>
    /// <exception cref="ArgumentException">There are no values.</exception>
    public static CalibrationMap.Logistic Logistic(IReadOnlyCollection<ScoredValue> values)
    {
        if (values.Count == 0) throw new ArgumentException("no values to fit on", nameof(values));
        int right = values.Count(v => v.Right), wrong = values.Count - right;
        double high = (right + 1.0) / (right + 2), low = 1.0 / (wrong + 2);
        var points = values.GroupBy(v => (v.Score, v.Right)).OrderBy(g => g.Key.Score).ThenBy(g => g.Key.Right)
            .Select(g => (X: CalibrationMap.Logistic.Logit(g.Key.Score), Target: g.Key.Right ? high : low, Count: g.Count())).ToList();
        var (slope, intercept) = Newton(points, withSlope: true, Math.Log((right + 1.0) / (wrong + 1)));
        if (slope < 0) (slope, intercept) = Newton(points, withSlope: false, Math.Log((right + 1.0) / (wrong + 1)));
        return new(Math.Round(slope, 6), Math.Round(intercept, 6));
    }

    private static (double Slope, double Intercept) Newton(List<(double X, double Target, int Count)> points, bool withSlope, double start)
    {
        double a = 0, b = start, loss = Loss(points, a, b);
        for (int step = 0; step < 100; step++)
        {
            double gradientA = 0, gradientB = 0, aa = 1e-12, ab = 0, bb = 1e-12;
            foreach (var (x, target, count) in points)
            {
                double p = 1 / (1 + Math.Exp(-((a * x) + b))), weight = count * p * (1 - p), gap = count * (p - target);
                (gradientA, gradientB, aa, ab, bb) = (gradientA + (gap * x), gradientB + gap, aa + (weight * x * x), ab + (weight * x), bb + weight);
            }

            double determinant = (aa * bb) - (ab * ab);
            double moveA = withSlope ? ((bb * gradientA) - (ab * gradientB)) / determinant : 0, moveB = withSlope ? ((aa * gradientB) - (ab * gradientA)) / determinant : gradientB / bb;
            if (withSlope && determinant <= 1e-9 * aa * bb) (moveA, moveB) = (0, gradientB / bb);
            double share = 1, tried = Loss(points, a - moveA, b - moveB);
            while (tried > loss && share > 1e-10)
            {
                share /= 2;
                tried = Loss(points, a - (share * moveA), b - (share * moveB));
            }

            if (tried >= loss - 1e-13) break;
            (a, b, loss) = (a - (share * moveA), b - (share * moveB), tried);
        }

        return (a, b);
    }

    /// <summary>Cross-entropy; log(1 + exp(z)) without overflow.</summary>
    private static double Loss(List<(double X, double Target, int Count)> points, double a, double b) => points.Sum(p =>
    {
        double z = (a * p.X) + b;
        return p.Count * (Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z))) - (p.Target * z));
    });
}

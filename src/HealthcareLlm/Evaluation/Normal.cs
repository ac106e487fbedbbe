namespace HealthcareLlm.Evaluation;

/// <summary>The normal distribution.</summary>
internal static class Normal
{
    /// <summary>Probability of a standard normal value at or below <paramref name="x"/>; absolute error below 1e-13.</summary>
    internal static double Below(double x)
    {
        if (x < -8) return 0;
        if (x > 8) return 1;

        // Phi(x) = 1/2 + phi(x) (x + x^3/3 + x^5/(3*5) + ...), Marsaglia 2004; every term has the sign of x.
        double term = x, sum = x;
        for (int k = 3; Math.Abs(term) > 1e-17 * Math.Abs(sum) && k < 1000; k += 2)
        {
            term *= x * x / k;
            sum += term;
        }

        return 0.5 + (sum * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI));
    }

    /// <summary>Mean of the absolute value of a normal variable (the folded normal).</summary>
    /// <param name="mean">Its mean.</param>
    /// <param name="deviation">Its standard deviation, above 0.</param>
    internal static double MeanOfFolded(double mean, double deviation)
    {
        double ratio = mean / deviation;
        return (deviation * Math.Sqrt(2 / Math.PI) * Math.Exp(-ratio * ratio / 2)) + (mean * ((2 * Below(ratio)) - 1));
    }
}

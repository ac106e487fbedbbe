namespace HealthcareLlm.Evaluation;

/// <summary>Exact bounds of a share that was counted (Clopper and Pearson 1934).</summary>
public static class BinomialBound
{
    /// <summary>
    /// The exact one-sided upper 95 % bound: the share, 0 to 1, at which <paramref name="count"/> or fewer of <paramref name="of"/> would be seen
    /// in one trial of twenty. 1 where nothing was counted.
    /// </summary>
    public static double Upper95(int count, int of)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, of);
        if (count == of) return 1;
        double low = (double)count / of, high = 1;
        for (int step = 0; step < 60; step++)
        {
            double middle = (low + high) / 2;
            if (AtMost(count, of, middle) > 0.05) low = middle;
            else high = middle;
        }

        return high;
    }

    /// <summary>The exact one-sided lower 95 % bound, 0 to 1; 0 where nothing was counted.</summary>
    public static double Lower95(int count, int of) => of == 0 ? 0 : 1 - Upper95(of - count, of);

    private static double AtMost(int count, int of, double share)
    {
        double logTerm = of * Math.Log(1 - share), odds = Math.Log(share) - Math.Log(1 - share), sum = 0;
        for (int k = 0; k <= count; k++)
        {
            if (k > 0) logTerm += Math.Log((double)(of - k + 1) / k) + odds;
            sum += Math.Exp(logTerm);
        }

        return sum;
    }
}

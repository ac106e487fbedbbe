namespace HealthcareLlm.Evaluation;

/// <summary>Bounds of a share that was counted: exact (Clopper and Pearson 1934) and by score (Wilson 1927). Both take the counted as independent; where they are fields of a few documents, a bootstrap by document stands beside them.</summary>
public static class BinomialBound
{
    /// <summary>Trials up to which the tail is summed term by term; beyond, the incomplete beta function gives the same at once.</summary>
    private const int SumsUpTo = 200;

    private const double Z95 = 1.959963984540054;

    /// <summary>
    /// The exact one-sided upper 95 % bound: the share, 0 to 1, at which <paramref name="count"/> or fewer of <paramref name="of"/> would be seen
    /// in one trial of twenty. 1 where nothing was counted.
    /// </summary>
    public static double Upper95(int count, int of) => Upper(count, of, 0.05);

    /// <summary>The exact one-sided lower 95 % bound, 0 to 1; 0 where nothing was counted.</summary>
    public static double Lower95(int count, int of) => Lower(count, of, 0.05);

    /// <summary>The exact one-sided upper bound that fails with a probability of <paramref name="tail"/> at most; 1 where nothing was counted. Half the tail gives one side of a two-sided interval.</summary>
    /// <param name="count">How many.</param>
    /// <param name="of">Of how many.</param>
    /// <param name="tail">Probability, above 0 and below 1.</param>
    public static double Upper(int count, int of, double tail)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, of);
        if (count == of) return 1;
        double low = (double)count / of, high = 1;
        for (int step = 0; step < 60; step++)
        {
            double middle = (low + high) / 2;
            if (AtMost(count, of, middle) > tail) low = middle;
            else high = middle;
        }

        return high;
    }

    /// <summary>The exact one-sided lower bound, as <see cref="Upper"/>; 0 where nothing was counted.</summary>
    public static double Lower(int count, int of, double tail) => of == 0 ? 0 : 1 - Upper(of - count, of, tail);

    /// <summary>Wilson's two-sided 95 % interval of a share; 0 to 1 where nothing was counted.</summary>
    public static (double Lower, double Upper) Wilson95(int count, int of)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, of);
        if (of == 0) return (0, 1);
        double share = (double)count / of, z2 = Z95 * Z95, middle = share + (z2 / (2 * of)), half = Z95 * Math.Sqrt(((share * (1 - share)) + (z2 / (4.0 * of))) / of);
        return (Math.Max(0, (middle - half) / (1 + (z2 / of))), Math.Min(1, (middle + half) / (1 + (z2 / of))));
    }

    /// <summary>Probability that at most <paramref name="count"/> of <paramref name="of"/> independent trials succeed.</summary>
    /// <param name="count">How many.</param>
    /// <param name="of">Of how many.</param>
    /// <param name="share">Probability of one success, 0 to 1.</param>
    public static double AtMost(int count, int of, double share)
    {
        if (count >= of || share <= 0) return 1;
        if (share >= 1) return 0;
        if (of > SumsUpTo) return IncompleteBeta.Of(of - count, count + 1, 1 - share);
        double logTerm = of * Math.Log(1 - share), odds = Math.Log(share) - Math.Log(1 - share), sum = 0;
        for (int k = 0; k <= count; k++)
        {
            if (k > 0) logTerm += Math.Log((double)(of - k + 1) / k) + odds;
            sum += Math.Exp(logTerm);
        }

        return Math.Min(1, sum);
    }
}

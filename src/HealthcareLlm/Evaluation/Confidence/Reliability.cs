using System.Collections.Immutable;

namespace HealthcareLlm.Evaluation.Confidence;

/// <summary>One bin of a reliability diagram.</summary>
/// <param name="From">Lowest score in it.</param>
/// <param name="To">Highest score in it.</param>
/// <param name="Count">Values.</param>
/// <param name="Right">Of these, right.</param>
/// <param name="MeanScore">Mean of their scores, 0 to 1.</param>
public sealed record ReliabilityBin(double From, double To, int Count, int Right, double MeanScore)
{
    /// <summary>Share that is right, 0 to 1.</summary>
    public double ShareRight => (double)Right / Count;

    /// <summary>Wilson's 95 % interval of that share.</summary>
    public (double Lower, double Upper) Interval => BinomialBound.Wilson95(Right, Count);
}

/// <summary>
/// How far a score is from the share that is right. Bins of equal mass: as many values in each as ties allow; values of one score are never parted, so that the
/// order of values does not matter and a score of few levels has few bins. What is left between two frequent scores and is less than half of a bin's mass joins the
/// neighbour with fewer values: a bin of one value measures nothing.
/// </summary>
/// <param name="Bins">Bins from the lowest score up; empty where there are no values.</param>
/// <param name="Brier">Mean squared difference of score and rightness (Brier 1950), 0 to 1; 0 where there are no values: see <see cref="Count"/>.</param>
/// <param name="BrierOfShare">Brier score of giving everything the share that is right: a score that is not below it tells nothing.</param>
public sealed record Reliability(ImmutableArray<ReliabilityBin> Bins, double Brier, double BrierOfShare)
{
    /// <summary>Default number of bins.</summary>
    public const int DefaultBins = 10;

    /// <summary>Fewest bins that a score must fill to be able to rank.</summary>
    public const int LeastBins = 3;

    /// <summary>Values measured.</summary>
    public int Count => Bins.Sum(b => b.Count);

    /// <summary>Whether the score fills fewer than three bins: nearly everything gets the same number, and such a score cannot rank.</summary>
    public bool IsDegenerate => Bins.Length < LeastBins;

    /// <summary>Expected calibration error over the bins as counted, 0 to 1 (Naeini et al. 2015); too high where bins are small.</summary>
    public double Ece => Bins.Sum(b => Weight(b) * Math.Abs(Gap(b)));

    /// <summary>
    /// Expected calibration error without the bias of small bins, 0 to 1: per bin twice the gap less the gap's expectation were the share drawn anew from a
    /// normal distribution about what was counted (Kumar, Liang and Ma 2019, appendix; here in closed form by the folded normal, so without a seed). 0 where the
    /// correction is greater than the gap.
    /// </summary>
    public double DebiasedEce => Math.Max(0, Bins.Sum(b => Weight(b) * ((2 * Math.Abs(Gap(b))) - ExpectedGap(b))));

    /// <summary>Root of the debiased squared calibration error (Kumar, Liang and Ma 2019, definition 4.2), 0 to 1; a bin of one value has no variance and is taken as counted.</summary>
    public double DebiasedRms => Math.Sqrt(Math.Max(0, Bins.Sum(b => Weight(b) * ((Gap(b) * Gap(b)) - (b.Count > 1 ? b.ShareRight * (1 - b.ShareRight) / (b.Count - 1) : 0)))));

    /// <summary>Measures these values.</summary>
    /// <param name="values">Judged values.</param>
    /// <param name="bins">Bins wanted, at least 1.</param>
    public static Reliability Of(IReadOnlyCollection<ScoredValue> values, int bins = DefaultBins)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        return OfLevels(ScoreLevel.Of(values), bins);
    }

    /// <summary>Measures values that were counted by score.</summary>
    internal static Reliability OfLevels(List<ScoreLevel> levels, int bins = DefaultBins)
    {
        if (levels.Count == 0) return new([], 0, 0);
        int all = levels.Sum(l => l.Count);
        List<ReliabilityBin> made = [];
        int at = 0, before = 0;
        while (at < levels.Count)
        {
            int from = at, count = 0, right = 0;
            double sum = 0, until = before + ((double)all / bins);
            do
            {
                (count, right, sum) = (count + levels[at].Count, right + levels[at].Right, sum + (levels[at].Score * levels[at].Count));
                at++;
            }
            while (at < levels.Count && before + count < until && (before + count + levels[at].Count) - until <= until - (before + count));
            before += count;
            made.Add(new(levels[from].Score, levels[at - 1].Score, count, right, sum / count));
        }

        JoinSmall(made, (double)all / bins / 2);
        double share = (double)levels.Sum(l => l.Right) / all, squares = levels.Sum(l => (l.Right * Square(l.Score - 1)) + ((l.Count - l.Right) * Square(l.Score)));
        return new([.. made], squares / all, share * (1 - share));
    }

    /// <summary>Joins bins of fewer values with a neighbour, the smallest first and, of those as small, the lowest.</summary>
    private static void JoinSmall(List<ReliabilityBin> bins, double fewest)
    {
        while (bins.Count > 1)
        {
            int at = 0;
            for (int i = 1; i < bins.Count; i++)
            {
                if (bins[i].Count < bins[at].Count) at = i;
            }

            if (bins[at].Count >= fewest) return;
            int lower = at > 0 && (at + 1 == bins.Count || bins[at - 1].Count <= bins[at + 1].Count) ? at - 1 : at;
            var (one, other) = (bins[lower], bins[lower + 1]);
            int count = one.Count + other.Count;
            bins[lower] = new(one.From, other.To, count, one.Right + other.Right, ((one.MeanScore * one.Count) + (other.MeanScore * other.Count)) / count);
            bins.RemoveAt(lower + 1);
        }
    }

    private static double Gap(ReliabilityBin bin) => bin.MeanScore - bin.ShareRight;

    private double Weight(ReliabilityBin bin) => (double)bin.Count / Count;

    private static double ExpectedGap(ReliabilityBin bin)
    {
        double gap = Gap(bin), deviation = Math.Sqrt(bin.ShareRight * (1 - bin.ShareRight) / bin.Count);
        return deviation <= 0 ? Math.Abs(gap) : Normal.MeanOfFolded(gap, deviation);
    }

    private static double Square(double x) => x * x;
}

using HealthcareLlm.Evaluation;

namespace HealthcareLlm.Tests.Evaluation;

public class BinomialBoundTests
{
    [Theory]
    // 'Rule of three': 1 - 0.05^(1/n) for none seen; the others from the beta distribution's quantile (R: qbeta(0.95, k + 1, n - k)).
    [InlineData(0, 100, 0.02951)]
    [InlineData(0, 10, 0.25887)]
    [InlineData(1, 10, 0.39416)]
    [InlineData(2, 100, 0.06162)]
    [InlineData(5, 5, 1)]
    [InlineData(0, 0, 1)]
    public void The_upper_bound_is_the_exact_one(int count, int of, double bound) => Assert.Equal(bound, BinomialBound.Upper95(count, of), 4);

    [Fact]
    public void The_bound_lies_above_the_share_and_falls_with_more_cases()
    {
        double last = 1;
        foreach (int n in new[] { 10, 100, 1000, 10000 })
        {
            double bound = BinomialBound.Upper95(n / 10, n);
            Assert.InRange(bound, 0.1, last);
            last = bound;
        }
    }

    [Theory]
    [InlineData(0, 201, 0.01)]
    [InlineData(3, 299, 0.01)]
    [InlineData(27, 1163, 0.03)]
    [InlineData(900, 1000, 0.9)]
    [InlineData(999, 1000, 0.5)]
    [InlineData(4000, 5000, 0.81)]
    public void The_tail_of_many_trials_is_the_sum_of_its_terms(int count, int of, double share)
    {
        // Term by term, each from the one before: C(n, k) p^k (1-p)^(n-k), in logarithms.
        double log = of * Math.Log(1 - share), sum = 0;
        for (int k = 0; k <= count; k++)
        {
            if (k > 0) log += Math.Log((double)(of - k + 1) / k) + Math.Log(share / (1 - share));
            sum += Math.Exp(log);
        }

        Assert.Equal(sum, BinomialBound.AtMost(count, of, share), 9);
    }

    [Fact]
    public void Half_a_million_fields_have_a_bound_at_once()
    {
        // Normal: 0.8 + 1.644854 * sqrt(0.16 / 500000) = 0.800930.
        Assert.Equal(0.800930, BinomialBound.Upper95(400_000, 500_000), 4);
    }
}

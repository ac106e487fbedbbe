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
}

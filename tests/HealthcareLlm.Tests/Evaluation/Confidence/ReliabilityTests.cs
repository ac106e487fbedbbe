using HealthcareLlm.Evaluation;
using HealthcareLlm.Evaluation.Confidence;

namespace HealthcareLlm.Tests.Evaluation.Confidence;

public class ReliabilityTests
{
    [Fact]
    public void Brier_and_error_are_those_computed_by_hand()
    {
        // Brier: (0.1^2 + 0.2^2 + 0.7^2 + 0.4^2 + 0.5^2) / 5 = (0.01 + 0.04 + 0.49 + 0.16 + 0.25) / 5 = 0.19; of the share 3/5: 0.6 * 0.4 = 0.24.
        var measured = Reliability.Of(Values.Of((0.9, true), (0.8, true), (0.7, false), (0.6, true), (0.5, false)), 1);
        Assert.Equal(0.19, measured.Brier, 10);
        Assert.Equal(0.24, measured.BrierOfShare, 10);

        // One bin: mean score 3.5 / 5 = 0.7, share right 0.6: error 0.1.
        Assert.Equal(0.1, measured.Ece, 10);
    }

    [Fact]
    public void Bins_of_equal_mass_hold_as_many_values_each_and_never_part_a_score()
    {
        // Two bins of 2: {0.1, 0.2} mean 0.15, share 0.5, gap 0.35; {0.8, 0.9} mean 0.85, share 1, gap 0.15: (0.35 + 0.15) / 2 = 0.25.
        var even = Reliability.Of(Values.Of((0.9, true), (0.1, false), (0.8, true), (0.2, true)), 2);
        Assert.Equal([2, 2], even.Bins.Select(b => b.Count));
        Assert.Equal(0.25, even.Ece, 10);

        // Eight of ten share a score: with five bins wanted of two each, they stay one bin, and the others do not become bins of one.
        var lump = Reliability.Of([.. Values.Level(0.5, 8, 4), .. Values.Of((0.6, true), (0.7, true))], 5);
        Assert.Equal([8, 2], lump.Bins.Select(b => b.Count));
    }

    [Fact]
    public void A_stray_score_between_two_frequent_ones_makes_no_bin_and_no_ranking()
    {
        // 201 values, ten bins wanted of 20 each: the one value of 0.6 joins the 99, the fewer of its neighbours.
        var stray = Reliability.Of([.. Values.Level(0.5, 101, 50), .. Values.Level(0.6, 1, 0), .. Values.Level(0.9, 99, 90)]);
        Assert.Equal([101, 100], stray.Bins.Select(b => b.Count));
        Assert.Equal((0.6, 0.9, 90), (stray.Bins[1].From, stray.Bins[1].To, stray.Bins[1].Right));
        Assert.Equal(((99 * 0.9) + 0.6) / 100, stray.Bins[1].MeanScore, 10);
        Assert.True(stray.IsDegenerate);

        // The last and the first have one neighbour each; what is half of a bin's mass stays.
        Assert.Equal([101, 100], Reliability.Of([.. Values.Level(0.5, 101, 50), .. Values.Level(0.9, 99, 90), .. Values.Level(0.95, 1, 0)]).Bins.Select(b => b.Count));
        Assert.Equal([102, 99], Reliability.Of([.. Values.Level(0.4, 1, 0), .. Values.Level(0.5, 101, 50), .. Values.Level(0.9, 99, 90)]).Bins.Select(b => b.Count));
        Assert.Equal([95, 10, 95], Reliability.Of([.. Values.Level(0.5, 95, 50), .. Values.Level(0.6, 10, 0), .. Values.Level(0.9, 95, 90)]).Bins.Select(b => b.Count));
        Assert.Equal([96, 104], Reliability.Of([.. Values.Level(0.5, 96, 50), .. Values.Level(0.6, 9, 0), .. Values.Level(0.9, 95, 90)]).Bins.Select(b => b.Count));
    }

    [Fact]
    public void The_order_of_values_does_not_matter()
    {
        var values = Enumerable.Range(0, 101).Select(i => new ScoredValue("c" + i, Values.Field, true, i % 37 / 37.0, i % 3 > 0)).ToList();
        var forwards = Reliability.Of(values);
        values.Reverse();
        Assert.Equal(forwards.Bins.ToArray(), Reliability.Of(values).Bins.ToArray());
        Assert.Equal(101, forwards.Count);
    }

    [Fact]
    public void The_debiased_error_is_twice_the_gap_less_its_expectation()
    {
        // n 10, right 8, mean 0.9: gap 0.1, deviation sqrt(0.8 * 0.2 / 10) = 0.126491. Mean of |N(0.1, 0.126491)| = 0.126491 * sqrt(2/pi) * exp(-0.3125)
        // + 0.1 * erf(0.790569 / sqrt(2)) = 0.073840 + 0.057080 = 0.130919 (by Python's math.erf); 0.2 - 0.130919 = 0.069081.
        var measured = Reliability.Of(Values.Level(0.9, 10, 8));
        Assert.Equal(0.1, measured.Ece, 10);
        Assert.Equal(0.069081, measured.DebiasedEce, 5);

        // 0.1^2 - 0.16 / 9 is below 0; with n 100: sqrt(0.01 - 0.16 / 99) = 0.091563.
        Assert.Equal(0, measured.DebiasedRms);
        Assert.Equal(0.091563, Reliability.Of(Values.Level(0.9, 100, 80)).DebiasedRms, 5);
    }

    [Fact]
    public void Where_the_score_is_true_the_debiased_error_is_smaller_than_the_plain_one()
    {
        var random = new Random(3);
        double plain = 0, debiased = 0;
        for (int run = 0; run < 200; run++)
        {
            ScoredValue[] values = [.. Enumerable.Range(0, 100).Select(i => (Score: random.NextDouble(), I: i)).Select(s => new ScoredValue("c" + s.I, Values.Field, true, s.Score, random.NextDouble() < s.Score))];
            var measured = Reliability.Of(values);
            (plain, debiased) = (plain + (measured.Ece / 200), debiased + (measured.DebiasedEce / 200));
        }

        Assert.InRange(plain, 0.08, 0.12);
        Assert.InRange(debiased, 0, 0.75 * plain);
    }

    [Fact]
    public void A_score_in_fewer_than_three_bins_is_degenerate_and_is_given_no_auroc()
    {
        var two = Reliability.Of([.. Values.Level(0.9, 50, 45), .. Values.Level(0.95, 50, 50)]);
        Assert.True(two.IsDegenerate);
        Assert.Null(Selection.Of(Values.Level(0.9, 50, 45), two.IsDegenerate).Auroc);
        Assert.False(Reliability.Of([.. Values.Level(0.9, 50, 45), .. Values.Level(0.95, 50, 50), .. Values.Level(0.5, 50, 5)]).IsDegenerate);
    }

    [Fact]
    public void Nothing_measured_has_no_bins()
    {
        var nothing = Reliability.Of([]);
        Assert.Equal((0, true), (nothing.Count, nothing.IsDegenerate));
    }

    [Theory]
    // (p + z^2/2n ± z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n), by a second program.
    [InlineData(8, 10, 0.490162, 0.943318)]
    [InlineData(0, 10, 0, 0.277533)]
    [InlineData(10, 10, 0.722467, 1)]
    [InlineData(0, 0, 0, 1)]
    public void Wilson_s_interval_is_his(int count, int of, double lower, double upper)
    {
        var (low, high) = BinomialBound.Wilson95(count, of);
        Assert.Equal(lower, low, 5);
        Assert.Equal(upper, high, 5);
    }

    [Fact]
    public void The_exact_two_sided_interval_is_that_of_r()
    {
        // R: binom.test(8, 10)$conf.int = 0.4439045 0.9747893.
        Assert.Equal(0.4439045, BinomialBound.Lower(8, 10, 0.025), 5);
        Assert.Equal(0.9747893, BinomialBound.Upper(8, 10, 0.025), 5);
    }
}

using HealthcareLlm.Evaluation;
using HealthcareLlm.Evaluation.Confidence;

namespace HealthcareLlm.Tests.Evaluation.Confidence;

public class SelectionTests
{
    private static readonly Selection Five = Selection.Of(Values.Of((0.9, true), (0.8, true), (0.7, false), (0.6, true), (0.5, false)), false);

    [Fact]
    public void Auroc_counts_the_pairs_that_are_ranked_rightly()
    {
        // Right 0.9, 0.8, 0.6; wrong 0.7, 0.5: 0.9 and 0.8 beat both, 0.6 beats 0.5: 5 of 6 pairs.
        Assert.Equal(5 / 6.0, Five.Auroc!.Value, 10);

        // A tie is half a pair: 0.9 right beats 0.9 wrong by half: 0.5.
        Assert.Equal(0.5, Selection.Of(Values.Of((0.9, true), (0.9, false)), false).Auroc!.Value, 10);
        Assert.Equal(0, Selection.Of(Values.Of((0.1, true), (0.9, false)), false).Auroc!.Value, 10);
        Assert.Null(Selection.Of(Values.Of((0.1, true), (0.9, true)), false).Auroc);
    }

    [Fact]
    public void Aurc_is_the_mean_risk_over_every_coverage()
    {
        // Risks 0, 0, 1/3, 1/4, 2/5: 0.983333 / 5 = 0.196667; ranked best 0, 0, 0, 1/4, 2/5: 0.65 / 5 = 0.13.
        Assert.Equal(0.196667, Five.Aurc!.Value, 5);
        Assert.Equal(0.13, Five.BestAurc!.Value, 10);

        // Ties in the mean order: half a wrong one of one, one of two: (0.5 + 0.5) / 2.
        Assert.Equal(0.5, Selection.Of(Values.Of((0.9, true), (0.9, false)), false).Aurc!.Value, 10);
    }

    [Fact]
    public void The_curve_has_one_point_a_score_from_the_highest_down()
    {
        Assert.Equal([(0.9, 1, 0), (0.8, 2, 0), (0.7, 3, 1), (0.6, 4, 1), (0.5, 5, 2)], Five.Curve.Select(p => (p.Threshold, p.Accepted, p.Wrong)));
        Assert.Equal(0.4, Five.Curve[^1].Risk, 10);
        Assert.Equal(0.4, Five.Curve[1].Coverage, 10);
    }

    [Fact]
    public void Coverage_at_a_precision_is_the_greatest_that_has_it()
    {
        // 0.75 is reached last at four accepted of five (3 right), although three accepted have only 2/3.
        Assert.Equal(0.8, Five.At(0.75).Observed!.Coverage, 10);
        Assert.Equal(0.4, Five.At(0.99).Observed!.Coverage, 10);
        Assert.Null(Five.At(0.99).Bounded);
        Assert.Null(Selection.Of(Values.Of((0.9, false)), false).At(0.99).Observed);
    }

    [Fact]
    public void A_bound_of_99_of_100_wants_299_without_an_error()
    {
        // 0.05^(1/299) = 0.990031, 0.05^(1/298) = 0.989998.
        Assert.NotNull(Selection.Of(Values.Level(0.9, 299, 299), false).At(0.99).Bounded);
        Assert.Null(Selection.Of(Values.Level(0.9, 298, 298), false).At(0.99).Bounded);
    }

    [Fact]
    public void Extra_findings_and_values_without_a_score_are_left_out_and_counted()
    {
        var score = Values.Case("a", "test", (0.9, LeafOutcome.Right), (0.8, LeafOutcome.Extra), (null, LeafOutcome.Wrong), (0.7, LeafOutcome.Invented), (null, LeafOutcome.Missed));
        Assert.Equal([(0.9, true), (0.7, false)], ScoredValue.Of([score]).Select(v => (v.Score, v.Right)));
        Assert.Equal(1, ScoredValue.Without([score]));
    }
}

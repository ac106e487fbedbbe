using HealthcareLlm.Policies.Retrieval;

namespace HealthcareLlm.Tests.Policies;

/// <summary>Reciprocal rank fusion, by hand.</summary>
public class RankFusionTests
{
    [Fact]
    public void A_passage_scores_the_sum_of_its_reciprocal_ranks()
    {
        // (0,0): 1/61 + 1/63; (0,1): 1/62 + 1/61; (1,0): 1/62 alone; (1,1): 1/63 alone.
        var fused = RankFusion.Fuse([[new(0, 0, 9), new(0, 1, 3), new(1, 1, 1)], [new(0, 1, 0.9), new(1, 0, 0.8), new(0, 0, 0.7)]], 10);
        Assert.Equal([(0, 1), (0, 0), (1, 0), (1, 1)], fused.Select(static f => (f.Version, f.Passage)));
        Assert.Equal((1 / 62.0) + (1 / 61.0), fused[0].Score, 12);
        Assert.Equal((1 / 61.0) + (1 / 63.0), fused[1].Score, 12);
    }

    [Fact]
    public void Ties_go_by_version_and_passage_and_no_more_are_given_than_asked_for()
    {
        var fused = RankFusion.Fuse([[new(2, 0, 1)], [new(0, 5, 1)], [new(0, 4, 1)]], 2);
        Assert.Equal([(0, 4), (0, 5)], fused.Select(static f => (f.Version, f.Passage)));
    }
}

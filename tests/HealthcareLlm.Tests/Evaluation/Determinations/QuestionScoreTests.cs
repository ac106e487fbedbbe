using HealthcareLlm.Evaluation.Determinations;

namespace HealthcareLlm.Tests.Evaluation.Determinations;

/// <summary>Figures of known-item questions against those counted by hand.</summary>
public class QuestionScoreTests
{
    private static QuestionScore Answered(string? clause, params string[] given) =>
        new(new("q", "a question", null, "2026-01-01", clause is null ? null : "p", clause), [.. given.Select(static g => new GivenPassage("p", g, 0, 1))]);

    [Fact]
    public void FiguresAreThoseCountedByHand()
    {
        // Answerable: rank 1, rank 2, rank 6 (too late), refused. Unanswerable: refused, answered.
        // First five 2 of 4; reciprocal ranks 1 + 1/2 + 0 + 0 = 1.5, so 1500 of 4000 thousandths; refused when unanswerable 1 of 2; refused wrongly 1 of 4.
        var figures = QuestionScore.Figures([Answered("1", "1", "2"), Answered("2", "1", "2"), Answered("6", "1", "2", "3", "4", "5", "6"), Answered("1"), Answered(null), Answered(null, "1")]);
        Assert.Equal([(2, 4), (1500, 4000), (1, 2), (1, 4)], figures.Select(f => (f.Right, f.Of)));
        Assert.All(figures, f => Assert.False(f.IsKept));
    }

    [Fact]
    public void TheSameClauseOfAnotherPolicyIsNotRight() =>
        Assert.Equal(0, new QuestionScore(new("q", "a question", null, "2026-01-01", "p", "3.1"), [new("other", "3.1", 0, 1)]).Rank);

    [Theory]
    [InlineData(10, 20, 1)]
    [InlineData(15, 20, 1)]
    [InlineData(16, 20, 0)]
    [InlineData(10, 15, 0)]
    public void AGoldenPlaceIsAnsweredByThePassageAroundIt(int start, int end, int rank) =>
        Assert.Equal(rank, new QuestionScore(new("q", "a question", null, "2026-01-01", "p", null) { At = 15 }, [new("p", "whatever", start, end)]).Rank);

    [Fact]
    public void TheQuestionsAreTwoHundredAndHalfOfThemHaveNoAnswer()
    {
        var questions = GoldQuestion.Read(Repository.Folder("evalsets", "policies-v1", "questions.jsonl"));
        Assert.Equal((100, 100), (questions.Count(q => q.IsAnswerable), questions.Count(q => !q.IsAnswerable)));
        Assert.Equal(200, questions.Select(q => q.Text).Distinct().Count());
    }
}

using System.Text;
using HealthcareLlm.Evaluation.Determinations;

namespace HealthcareLlm.Tests.Evaluation.Determinations;

/// <summary>The scorer of determinations against figures counted by hand, and each fault that it must see.</summary>
public class DeterminationScoreTests
{
    private static readonly GoldDetermination Gold = new("c", "f", "chosen", "p/1", "2", "clinical-review",
        [new("age", "Met", ["DOB: 1960"]), new("lab", "NotMet", ["9.8"]), new("note", "NotDocumented", [])]);

    private static byte[] File(string age = "Met", string lab = "NotMet", string note = "NotDocumented", string quote = "DOB: 1960", string choice = "chosen", string version = "2", string outcome = "clinical-review", string more = "") => Encoding.UTF8.GetBytes($$$"""
        {"criteria": {"choice": "{{{choice}}}", "outcome": "{{{outcome}}}", "policyId": "p/1", "version": "{{{version}}}", "tree": [
          {"id": "root", "op": "all", "state": "NotMet"},
          {"id": "age", "op": "leaf", "state": "{{{age}}}", "evidence": [{"quote": "{{{quote}}}"}]},
          {"id": "lab", "op": "leaf", "state": "{{{lab}}}", "evidence": [{"quote": "9.8"}]},
          {"id": "note", "op": "leaf", "state": "{{{note}}}", "evidence": []}{{{more}}}]
        }}
        """);

    [Fact]
    public void WhatIsRightIsRight()
    {
        var score = DeterminationScore.Judge(Gold, File());
        Assert.True(score.ChoiceRight && score.OutcomeRight && !score.ReadyWrongly && score.Extra == 0);
        Assert.All(score.Criteria, c => Assert.True(c.IsRight));
        Assert.Equal([true, true, null], score.Criteria.Select(c => c.EvidenceRight));
    }

    [Fact]
    public void EveryFaultIsSeen()
    {
        Assert.False(DeterminationScore.Judge(Gold, File(lab: "Met")).Criteria[1].IsRight);
        Assert.False(DeterminationScore.Judge(Gold, File(quote: "another place")).Criteria[0].EvidenceRight);
        Assert.True(DeterminationScore.Judge(Gold, File(outcome: "ready-to-submit")).ReadyWrongly);
        Assert.Equal(1, DeterminationScore.Judge(Gold, File(more: ",{\"id\": \"x\", \"op\": \"leaf\", \"state\": \"Met\", \"evidence\": []}")).Extra);
        // The wrong version: nothing is right by chance.
        var other = DeterminationScore.Judge(Gold, File(version: "1"));
        Assert.False(other.ChoiceRight);
        Assert.All(other.Criteria, c => Assert.Equal("absent", c.Got));
        Assert.All(DeterminationScore.Judge(Gold, "{}"u8).Criteria, c => Assert.Equal("absent", c.Got));
    }

    [Fact]
    public void FiguresAreThoseCountedByHand()
    {
        // Three cases of three criteria: gold Met 3, NotMet 3, NotDocumented 3. Found wrong: one NotMet called Met, one NotDocumented called Met.
        // Met 3 of 3; NotMet 2 of 3; NotDocumented 2 of 3; called Met that are not 2 of 6; outcome 2 of 3; ready wrongly 1 of 3; evidence 6 of 6.
        var report = new DeterminationReport([DeterminationScore.Judge(Gold, File()), DeterminationScore.Judge(Gold, File(lab: "Met", outcome: "ready-to-submit")), DeterminationScore.Judge(Gold, File(note: "Met"))]);
        var figures = report.Figures().ToDictionary(f => f.Measure, f => f);
        Assert.Equal((3, 3, true), Of(figures["criteria right: Met"]));
        Assert.Equal((2, 3, false), Of(figures["criteria right: NotMet"]));
        Assert.Equal((2, 3, false), Of(figures["criteria right: NotDocumented"]));
        Assert.Equal((0, 0, false), Of(figures["criteria right: Conflicting"]));
        Assert.Equal((2, 6, false), Of(figures["called Met that are not"]));
        Assert.Equal((2, 3, false), Of(figures["outcome right"]));
        Assert.Equal((1, 3, false), Of(figures["'ready to submit' given wrongly"]));
        Assert.Equal((6, 6, true), Of(figures["evidence right"]));
        Assert.Equal((7, 9, false), Of(figures["criteria right: p/1"]));
        Assert.Equal((3, 9, true), Of(figures["commonest golden state"]));
        Assert.Equal((string[])["NotMet", "1", "2", "0", "0", "0"], report.Tables()[0].Rows[1].ToArray());
    }

    [Fact]
    public void TheGoldenSetIsWholeAndNoStateIsTheMajority()
    {
        var cases = GoldDetermination.Read(Repository.Folder("evalsets", "policies-v1"));
        Assert.True(cases.Length >= 60);
        Assert.True(cases.Select(c => c.Policy).Where(p => p.Length > 0).Distinct().Count() >= 8);
        var states = cases.SelectMany(c => c.Criteria).GroupBy(c => c.State).ToDictionary(g => g.Key, g => g.Count());
        Assert.Equal(4, states.Count);
        Assert.All(states.Values, count => Assert.True(2 * count < states.Values.Sum()));
        foreach (var gold in cases)
        {
            string text = File(Path.Combine(gold.Folder, "documents", "packet.txt"));
            Assert.All(gold.Criteria.SelectMany(c => c.Evidence), e => Assert.Contains(e, text, StringComparison.Ordinal));
            Assert.All(gold.Criteria.Where(c => c.State is "Met" or "NotMet" or "Conflicting"), c => Assert.NotEmpty(c.Evidence));
        }

        static string File(string path) => System.IO.File.ReadAllText(path);
    }

    private static (int, int, bool) Of(BoundedFigure figure) => (figure.Right, figure.Of, figure.IsKept);
}

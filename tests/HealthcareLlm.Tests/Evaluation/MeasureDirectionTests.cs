using HealthcareLlm.Evaluation;

namespace HealthcareLlm.Tests.Evaluation;

public class MeasureDirectionTests
{
    /// <summary>What a perfect engine has much of is good, and what it has little of counts faults: a measure that is told the other way would call each change for the worse a better one.</summary>
    [Fact]
    public void Every_measure_of_a_perfect_engine_tells_its_direction()
    {
        var encounters = EvalsetReader.Read(Repository.Folder("evalsets", "encounters-v1"));
        var report = new EvaluationReport([new("s", 1, MeasureBook.Request), new("e", 1, MeasureBook.Summary)], null, [SmallPacket.Score(SmallPacket.Perfect()), .. encounters.Cases.Select(c => CaseScorer.Score("e", c, PerfectSummary.Of(c)))]);
        // The results of these tests keep no text and cite by quotes alone, and their rows have no parts: of these nothing is told here, but for the faults that statements have.
        string[] told = ["critical.wrongOrInvented", "summary.senseLost", "summary.partsNotCited", "summary.partsNotInText", "summary.must"], rows = ["summary.rows", "summary.critical.right", "summary.other.right", "summary.medications.whole"];
        var measured = report.Measures.Where(m => m.Group == "all" && m.Of > 0 && !m.Id.Contains("citations", StringComparison.Ordinal) && !m.Id.StartsWith("values.", StringComparison.Ordinal) && !rows.Contains(m.Id)).ToList();
        Assert.Subset(measured.Select(m => m.Id).ToHashSet(), told.ToHashSet());
        Assert.All(MeasureBook.Tasks.Keys.Where(id => id.EndsWith(".wrongOrInvented", StringComparison.Ordinal)), id => Assert.True(MeasureDirection.CountsFaults(id), id));
        Assert.Equal(string.Empty, string.Join(' ', measured.Where(m => MeasureDirection.CountsFaults(m.Id) != (m.Value < 0.5)).Select(m => m.Id + " " + ReportTables.Share(m.Value))));
    }
}

using HealthcareLlm.Adapters.Readers;
using HealthcareLlm.Drafting.Offline;
using HealthcareLlm.Evaluation;
using HealthcareLlm.Export;
using HealthcareLlm.Guards;
using HealthcareLlm.Ingestion;
using HealthcareLlm.Tests.Evaluation;

namespace HealthcareLlm.Tests.Checker;

/// <summary>The program's own results on the golden encounters, held against the independent checker.</summary>
public class SuiteTests
{
    private static readonly Evalset Set = EvalsetReader.Read(Repository.Folder("evalsets", "encounters-v1"));

    public static TheoryData<string> Encounters() => [.. Set.Cases.Select(c => c.Id)];

    [Theory]
    [MemberData(nameof(Encounters))]
    public async Task Every_summary_passes_the_independent_checker(string id)
    {
        var golden = Set.Cases.Single(c => c.Id == id);
        var limits = new IngestionLimits();
        var pipeline = new CasePipeline(new DocumentIngestion(DocumentReaders.All(limits), limits), new OfflineDraftingEngine(), new GuardOptions());
        var run = await pipeline.SummarizeAsync(InputFiles.Load([.. golden.Paths], limits), null, CancellationToken.None);
        var texts = run.Result.Documents.ToDictionary(d => d.Id.Hex, d => d.Text, StringComparer.Ordinal);
        var failures = ResultChecker.Check(id, ResultFileWriter.Write(run.Result), texts.GetValueOrDefault, golden);
        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }
}

using HealthcareLlm.Adapters.Readers;
using HealthcareLlm.Drafting.Offline;
using HealthcareLlm.Evaluation;
using HealthcareLlm.Export;
using HealthcareLlm.Guards;
using HealthcareLlm.Ingestion;
using HealthcareLlm.Tests.Evaluation;

namespace HealthcareLlm.Tests.Checker;

/// <summary>The program's own results on the golden sets, held against the independent checker.</summary>
public class SuiteTests
{
    private static readonly Evalset Set = EvalsetReader.Read(Repository.Folder("evalsets", "encounters-v1"));
    private static readonly Evalset Packets = EvalsetReader.Read(Repository.Folder("evalsets", "prior-auth-v1"));
    private static readonly IngestionLimits Limits = new();

    public static TheoryData<string> Encounters() => [.. Set.Cases.Select(c => c.Id)];

    /// <summary>Those packets that were made first: the last ones are for one score, not for looking at again and again.</summary>
    public static TheoryData<string> PacketIds() => [.. Packets.Cases.Where(c => c.Tags.GetValueOrDefault("made") != "last").Select(c => c.Id)];

    private static CasePipeline Pipeline() => new(new DocumentIngestion(DocumentReaders.All(Limits), Limits), new OfflineDraftingEngine(), new GuardOptions());

    private static void Check(GoldenCase golden, GuardedResult result)
    {
        var texts = result.Documents.ToDictionary(d => d.Id.Hex, d => d.Text, StringComparer.Ordinal);
        var failures = ResultChecker.Check(golden.Id, ResultFileWriter.Write(result), texts.GetValueOrDefault, golden);
        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    [Theory]
    [MemberData(nameof(Encounters))]
    public async Task Every_summary_passes_the_independent_checker(string id)
    {
        var golden = Set.Cases.Single(c => c.Id == id);
        Check(golden, (await Pipeline().SummarizeAsync(InputFiles.Load([.. golden.Paths], Limits), null, CancellationToken.None)).Result);
    }

    [Theory]
    [MemberData(nameof(PacketIds))]
    public async Task Every_request_passes_the_independent_checker(string id)
    {
        var golden = Packets.Cases.Single(c => c.Id == id);
        Check(golden, (await Pipeline().ExtractAsync(InputFiles.Load([.. golden.Paths], Limits), null, CancellationToken.None)).Result);
    }
}

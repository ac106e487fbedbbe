using BenchmarkDotNet.Attributes;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting;
using HealthcareLlm.Drafting.Offline;
using HealthcareLlm.Grounding;

namespace HealthcareLlm.Benchmarks;

/// <summary>From the notes of one stay to a grounded summary, stage by stage; each method answers with how much it made.</summary>
[MemoryDiagnoser]
public class SummaryBenchmarks
{
    private readonly OfflineDraftingEngine _engine = new();
    private IReadOnlyList<SourceDocument> _notes = null!;
    private CaseDocuments _case = null!;
    private DischargeSummaryDraft _draft = null!;

    /// <summary>Reads and understands the notes.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        Pattern.Compiles = true;
        _notes = BenchmarkInputs.Encounter();
        _case = BenchmarkInputs.Understood(_notes);
        _draft = Drafted(_case);
    }

    /// <summary>The draft of annotated notes.</summary>
    [Benchmark]
    public int Draft() => Drafted(_case).Statements.Length;

    /// <summary>Every statement brought to its places and verified there.</summary>
    [Benchmark]
    public int Ground() => Grounder.Ground(_draft, _case.Documents).Statements.Length;

    /// <summary>Text to grounded summary: what <c>./run bench language --only speed</c> counts by the second.</summary>
    [Benchmark(Baseline = true)]
    public int Whole()
    {
        var documents = BenchmarkInputs.Understood(_notes);
        return Grounder.Ground(Drafted(documents), documents.Documents).Statements.Length;
    }

    private DischargeSummaryDraft Drafted(CaseDocuments documents) => _engine.DraftSummaryAsync(documents, CancellationToken.None).GetAwaiter().GetResult();
}

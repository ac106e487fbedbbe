using BenchmarkDotNet.Attributes;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting;
using HealthcareLlm.Drafting.Offline;
using HealthcareLlm.Grounding;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Benchmarks;

/// <summary>From a digital packet to its grounded fields, stage by stage; each method answers with how much it made.</summary>
[MemoryDiagnoser]
public class PacketBenchmarks
{
    private readonly OfflineDraftingEngine _engine = new();
    private readonly DocumentIngestion _ingestion = BenchmarkInputs.Ingestion();
    private InputFiles _files = null!;
    private IReadOnlyList<SourceDocument> _documents = null!;
    private CaseDocuments _case = null!;
    private PriorAuthorizationDraft _draft = null!;

    /// <summary>Reads and understands the packet.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        Pattern.Compiles = true;
        _files = BenchmarkInputs.PacketFiles();
        _documents = [.. BenchmarkInputs.Packet().Documents.Select(static d => d.Document)];
        _case = BenchmarkInputs.Understood(_documents);
        _draft = Drafted(_case);
    }

    /// <summary>The packet's text out of its bytes, one core: text layer, rules, ticks, and the picture that must bear it out.</summary>
    [Benchmark]
    public int ReadText() => _ingestion.ReadAsync(_files.Files, null, CancellationToken.None).GetAwaiter().GetResult().Documents.Sum(static d => d.Document.Text.Length);

    /// <summary>Sections, mentions, assertions of all its pages.</summary>
    [Benchmark]
    public int Annotate() => BenchmarkInputs.Understood(_documents).Documents.Sum(static d => d.Mentions.Length);

    /// <summary>The candidates of every field.</summary>
    [Benchmark]
    public int Draft() => Drafted(_case).Fields.Length;

    /// <summary>Every candidate brought to its places and verified there.</summary>
    [Benchmark]
    public int Ground() => Grounder.Ground(_draft, _case.Documents).Fields.Length;

    /// <summary>Text to grounded fields.</summary>
    [Benchmark(Baseline = true)]
    public int Extract()
    {
        var documents = BenchmarkInputs.Understood(_documents);
        return Grounder.Ground(Drafted(documents), documents.Documents).Fields.Length;
    }

    private PriorAuthorizationDraft Drafted(CaseDocuments documents) => _engine.DraftRequestAsync(documents, CancellationToken.None).GetAwaiter().GetResult();
}

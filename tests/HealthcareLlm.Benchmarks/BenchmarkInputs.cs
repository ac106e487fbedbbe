using HealthcareLlm.Adapters.Readers;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Benchmarks;

/// <summary>What is measured on: development cases of the repository's own golden sets; all people are invented.</summary>
public static class BenchmarkInputs
{
    private static readonly IngestionLimits s_limits = new() { Parallelism = 1 };

    /// <summary>The repository's folder, above the program wherever BenchmarkDotNet has built it.</summary>
    /// <exception cref="InvalidOperationException">No folder above the program is the repository.</exception>
    public static string Root()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "HealthcareLlm.sln"))) folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("no repository above the program");
        return folder;
    }

    /// <summary>One note of some 2,800 characters: history, examination, results, medications and a plan.</summary>
    public static SourceDocument Note() => Encounter()[0];

    /// <summary>The eight notes of one stay.</summary>
    public static IReadOnlyList<SourceDocument> Encounter() => [.. Read("encounters-v1", "medicine-heart-failure").Documents.Select(static d => d.Document)];

    /// <summary>A packet of several pages, as files and as they are read.</summary>
    public static InputFiles PacketFiles() => Files("prior-auth-v1", "c02-infusion-label-below");

    /// <summary>The same packet, read.</summary>
    public static IngestedCase Packet() => Read("prior-auth-v1", "c02-infusion-label-below");

    /// <summary>Readers that use one core.</summary>
    public static DocumentIngestion Ingestion() => new(DocumentReaders.All(s_limits), s_limits);

    /// <summary>Documents with what is understood of them.</summary>
    public static CaseDocuments Understood(IEnumerable<SourceDocument> documents)
    {
        List<AnnotatedDocument> annotated = [.. documents.Select(ClinicalTextAnnotator.Annotate)];
        return new([.. annotated], PatientAssessor.Assess(annotated));
    }

    private static InputFiles Files(string set, string id) => InputFiles.Load([Path.Combine(Root(), "evalsets", set, "cases", id, "documents")], s_limits);

    private static IngestedCase Read(string set, string id) => Ingestion().ReadAsync(Files(set, id).Files, null, CancellationToken.None).GetAwaiter().GetResult();
}

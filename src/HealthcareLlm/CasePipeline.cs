using System.Collections.Immutable;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting;
using HealthcareLlm.Grounding;
using HealthcareLlm.Guards;
using HealthcareLlm.Ingestion;
using HealthcareLlm.Policies.Deciding;
using HealthcareLlm.Terminology;

namespace HealthcareLlm;

/// <summary>A guarded result and the documents it came from, whose pictures can still be asked for.</summary>
/// <param name="Result">The result.</param>
/// <param name="Ingested">The documents, with their readers.</param>
public sealed record CaseRun<T>(T Result, IngestedCase Ingested)
    where T : GuardedResult;

/// <summary>The main job, from bytes to a guarded result: read, understand, draft, ground, confirm at the picture, guard.</summary>
/// <param name="ingestion">Reads files.</param>
/// <param name="engine">Proposes; never trusted.</param>
/// <param name="options">Thresholds of the guards.</param>
/// <param name="codes">Code sets by which codes are judged at their date of service; null where none was imported.</param>
/// <param name="confidence">Turns scores of packets into probabilities; null where none was fitted. One of another engine than the one that drafted gives none, and the manifest says so.</param>
public sealed class CasePipeline(DocumentIngestion ingestion, IDraftingEngine engine, GuardOptions options, CodeBook? codes = null, ConfidenceModel? confidence = null)
{
    private static int s_prepared;

    /// <summary>The fields of one prior-authorization packet.</summary>
    public Task<CaseRun<GuardedRequest>> ExtractAsync(InputFiles input, IProgress<IngestionProgress>? progress, CancellationToken cancellation) => ExtractAsync(input, null, progress, cancellation);

    /// <summary>The fields of one prior-authorization packet, and where a library is given the criteria of the medical policy that rules it.</summary>
    public async Task<CaseRun<GuardedRequest>> ExtractAsync(InputFiles input, CriteriaQuestion? criteria, IProgress<IngestionProgress>? progress, CancellationToken cancellation)
    {
        PrepareRequest(input, cancellation);
        var ingested = await ingestion.ReadAsync(input.Files, progress, cancellation).ConfigureAwait(false);
        for (bool again = true; ; again = false)
        {
            var documents = Understand(ingested);
            var draft = await engine.DraftRequestAsync(documents, cancellation).ConfigureAwait(false);
            var grounded = Grounder.Ground(draft, documents.Documents);
            var findings = await PictureConfirmation.LookAsync(Confirmed.CitationsOf(grounded), ingested, cancellation).ConfigureAwait(false);
            if (again && findings.Contradicted.Length > 0)
            {
                ingested = await DocumentIngestion.ReadPicturesAsync(ingested, findings.Contradicted, cancellation).ConfigureAwait(false);
                continue;
            }

            var issues = Issues(input, ingested, draft, Confirmed.Issues(findings, Confirmed.CitationsOf(grounded)));
            var guarded = RequestGuard.Guard(Confirmed.With(grounded, findings), documents, issues, ManifestOf(ingested, "prior-auth-request/v1", draft.Origin), options, codes, confidence);
            if (criteria is not null) guarded = await DecideAsync(guarded, documents, criteria, ingested, cancellation).ConfigureAwait(false);
            return new(guarded with { Documents = Sources(ingested) }, ingested);
        }
    }

    /// <summary>The discharge summary of one encounter.</summary>
    public async Task<CaseRun<GuardedSummary>> SummarizeAsync(InputFiles input, IProgress<IngestionProgress>? progress, CancellationToken cancellation)
    {
        var ingested = await ingestion.ReadAsync(input.Files, progress, cancellation).ConfigureAwait(false);
        for (bool again = true; ; again = false)
        {
            var documents = Understand(ingested);
            var known = new VerifiedStatements();
            documents = documents with { Check = Grounder.Check(documents.Documents, known) };
            var draft = await engine.DraftSummaryAsync(documents, cancellation).ConfigureAwait(false);
            var grounded = Grounder.Ground(draft, documents.Documents, known);
            var findings = await PictureConfirmation.LookAsync(Confirmed.CitationsOf(grounded), ingested, cancellation).ConfigureAwait(false);
            if (again && findings.Contradicted.Length > 0)
            {
                ingested = await DocumentIngestion.ReadPicturesAsync(ingested, findings.Contradicted, cancellation).ConfigureAwait(false);
                continue;
            }

            var issues = Issues(input, ingested, draft, Confirmed.Issues(findings, Confirmed.CitationsOf(grounded)));
            var guarded = SummaryGuard.Guard(Confirmed.With(grounded, findings), documents, issues, ManifestOf(ingested, "discharge-summary/v1", draft.Origin), options);
            return new(guarded with { Documents = Sources(ingested) }, ingested);
        }
    }

    /// <summary>Decides the criteria; where the picture contradicts a place that one rests on, again without that place.</summary>
    private static async Task<GuardedRequest> DecideAsync(GuardedRequest guarded, CaseDocuments documents, CriteriaQuestion criteria, IngestedCase ingested, CancellationToken cancellation)
    {
        var unconfirmed = ImmutableHashSet<Place>.Empty;
        while (true)
        {
            var decided = CriteriaGuard.Decide(guarded, documents, criteria, unconfirmed);
            var findings = await PictureConfirmation.LookAsync(CriteriaGuard.CitationsOf(decided), ingested, cancellation).ConfigureAwait(false);
            var contradicted = findings.Readings.Where(static r => r.Value == PictureAgreement.Contradicted).Select(static r => new Place(r.Key.DocumentId, r.Key.Span)).Where(p => !unconfirmed.Contains(p)).ToList();
            if (contradicted.Count == 0) return decided;
            unconfirmed = unconfirmed.Union(contradicted);
        }
    }

    /// <summary>What is understood of the documents that have pages, and whom they are about.</summary>
    public static CaseDocuments Understand(IngestedCase ingested)
    {
        ImmutableArray<AnnotatedDocument> documents =
            [.. ingested.Documents.Where(d => d.Document.Pages.Length > 0).AsParallel().AsOrdered().Select(d => ClinicalTextAnnotator.Annotate(d.Document))];
        return new(documents, PatientAssessor.Assess(documents));
    }

    /// <summary>While pictures are read, what comes after is made ready, once a process: with a second core it costs no time.</summary>
    private void PrepareRequest(InputFiles input, CancellationToken cancellation)
    {
        if (Environment.ProcessorCount < 2 || input.Files.All(static f => FileTypes.Of(f.Bytes.Span) is FileType.Text or FileType.Empty) || Interlocked.Exchange(ref s_prepared, 1) == 1) return;
        _ = Task.Run(
            () =>
            {
                engine.Prepare(cancellation);
                _ = SchemaValidator.Validate("prior-auth-request/v1", "{}"u8);
            },
            cancellation);
    }

    private static ImmutableArray<SourceDocument> Sources(IngestedCase ingested) => [.. ingested.Documents.Select(d => d.Document)];

    private static ImmutableArray<Issue> Issues(InputFiles input, IngestedCase ingested, Draft draft, ImmutableArray<Issue> unconfirmed) =>
        [.. input.Issues, .. ingested.AllIssues, .. draft.Origin?.Issues ?? [], .. unconfirmed];

    private Manifest ManifestOf(IngestedCase ingested, string schema, DraftOrigin? origin) => new(
        origin?.Engine ?? engine.Name,
        origin?.Version ?? engine.Version,
        [.. ingested.Documents.SelectMany(d => d.Document.Readers).Distinct().Order(StringComparer.Ordinal)],
        SchemaValidator.HashOf(schema),
        [.. options.Named()],
        [.. ingested.Documents.Select(d => d.Document.Id)])
    {
        Prompts = origin?.Prompts ?? [],
        Model = origin?.Use,
    };
}

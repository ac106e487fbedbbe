using HealthcareLlm.Adapters.Readers;
using HealthcareLlm.Documents;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Adapters.Tests.Pdf;

/// <summary>One set of readers for all tests of this folder: engines are slow to start.</summary>
public static class PdfFixture
{
    public static IngestionLimits Limits { get; } = new();

    private static readonly Lazy<IReadOnlyList<IDocumentReader>> Readers = new(static () => DocumentReaders.All(Limits));

    public static IDocumentReader ReaderOf(SourceFile file) => Readers.Value.First(r => r.CanRead(file));

    public static Task<SourceDocument> Read(SourceFile file) => ReaderOf(file).ReadAsync(file, DistrustedPages.None, CancellationToken.None);

    public static Word Word(this SourceDocument document, string text) => document.Pages.SelectMany(p => p.Words).First(w => w.Text == text);

    public static bool Has(this SourceDocument document, IssueCode code, int page = 1) => document.Issues.Any(i => i.Code == code && i.Page == page);
}

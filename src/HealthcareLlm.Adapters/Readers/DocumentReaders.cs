using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Adapters.Readers;

/// <summary>All readers of this product.</summary>
public static class DocumentReaders
{
    /// <summary>Readers for PDF, pictures and plain text, in the order in which they are asked.</summary>
    public static IReadOnlyList<IDocumentReader> All(IngestionLimits limits) => [new PlainTextReader(limits)];
}

using HealthcareLlm.Adapters.Pdf;
using HealthcareLlm.Adapters.Tesseract;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Adapters.Readers;

/// <summary>All readers of this product.</summary>
public static class DocumentReaders
{
    /// <summary>Readers for PDF, pictures and plain text, in the order in which they are asked. They share one pool of recognition engines, which lives as long as they do.</summary>
    public static IReadOnlyList<IDocumentReader> All(IngestionLimits limits)
    {
        var pool = new OcrEnginePool(limits);
        return [new PdfReader(pool, limits), new ImageReader(pool, limits), new PlainTextReader(limits)];
    }
}

using HealthcareLlm.Documents;

namespace HealthcareLlm.Ingestion;

/// <summary>The bytes of one input file.</summary>
/// <param name="FileName">Name without folder.</param>
/// <param name="Bytes">Content; may be empty.</param>
public sealed record SourceFile(string FileName, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>SHA-256 of the content.</summary>
    public DocumentId Id { get; } = DocumentId.Of(Bytes.Span);
}

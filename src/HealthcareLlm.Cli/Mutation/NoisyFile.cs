using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Cli.Mutation;

/// <summary>A noisy copy of a document.</summary>
internal static class NoisyFile
{
    /// <summary>The copy; null for plain text.</summary>
    internal static SourceFile? Of(SourceFile file) => null;
}

using HealthcareLlm.Export;
using HealthcareLlm.Guards;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Cli.Output;

/// <summary>Writes the self-contained page of a result, with the pictures of its pages.</summary>
internal static class HtmlOutput
{
    internal static async Task WriteAsync(string path, GuardedResult result, IngestedCase ingested, CancellationToken cancellation) =>
        AtomicFile.Write(path, await HtmlPage.WriteAsync(result, ingested, cancellation).ConfigureAwait(false));
}

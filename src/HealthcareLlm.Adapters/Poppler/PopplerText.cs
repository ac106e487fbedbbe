using System.Text;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Adapters.Poppler;

/// <summary>Takes the whole output of one of poppler's programs as text.</summary>
internal static class PopplerText
{
    // A page of text is some kilobytes; this much is an attack.
    private const int MaximumCharacters = 20_000_000;

    /// <summary>Runs a program and gives what it prints; null where it fails or hangs.</summary>
    internal static async Task<string?> RunAsync(string program, IEnumerable<string> arguments, IngestionLimits limits, CancellationToken cancellation)
    {
        using var process = PopplerProcess.Start(program, arguments, limits, 1);
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timer.CancelAfter(limits.PageTime);
        try
        {
            using var reader = new StreamReader(process.Output, Encoding.UTF8);
            var text = new StringBuilder();
            char[] buffer = new char[8192];
            int count;
            while ((count = await reader.ReadAsync(buffer, timer.Token).ConfigureAwait(false)) > 0)
            {
                text.Append(buffer, 0, count);
                if (text.Length > MaximumCharacters) return null;
            }

            return await process.ExitAsync(timer.Token).ConfigureAwait(false) == 0 ? text.ToString() : null;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }
}

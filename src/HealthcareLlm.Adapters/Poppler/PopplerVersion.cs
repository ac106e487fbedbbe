using System.Diagnostics;
using System.Text.RegularExpressions;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Adapters.Poppler;

/// <summary>The version of poppler on this machine, asked once.</summary>
internal static partial class PopplerVersion
{
    private static string? _known;

    /// <summary>Such as <c>22.12.0</c>; null where it is absent.</summary>
    internal static async Task<string?> GetAsync(IngestionLimits limits, CancellationToken cancellation)
    {
        if (_known is { } known) return known;
        var start = new ProcessStartInfo("pdftoppm", ["-v"]) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        try
        {
            using var process = Process.Start(start);
            if (process is null) return null;
            using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            timer.CancelAfter(limits.PageTime);
            string text = await process.StandardError.ReadToEndAsync(timer.Token).ConfigureAwait(false);
            var match = Version().Match(text);
            return match.Success ? _known = match.Groups[1].Value : null;
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return null;
        }
    }

    [GeneratedRegex(@"version ([0-9.]{1,20})", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Version();
}

using System.Globalization;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Adapters.Poppler;

/// <summary>Asks <c>pdfinfo</c> how many pages poppler sees in a file.</summary>
internal static class PageCount
{
    /// <summary>Number of pages; 0 where poppler cannot open the file.</summary>
    internal static async Task<int> OfAsync(string path, IngestionLimits limits, CancellationToken cancellation)
    {
        string? text = await PopplerText.RunAsync("pdfinfo", [path], limits, cancellation).ConfigureAwait(false);
        foreach (string line in (text ?? string.Empty).Split('\n'))
        {
            if (line.StartsWith("Pages:", StringComparison.Ordinal)
                && int.TryParse(line.AsSpan(6).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int pages))
            {
                return pages;
            }
        }

        return 0;
    }
}

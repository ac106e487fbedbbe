using System.Net;
using System.Text;
using HealthcareLlm.Guards;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Export;

/// <summary>
/// The self-contained page of a result: fields or statements on one side, the pages that bear them on the other. One file, no network. All text of
/// documents is put in as JSON and shown as text, never as mark-up.
/// </summary>
public static class HtmlPage
{
    /// <summary>The page as UTF-8.</summary>
    public static async Task<byte[]> WriteAsync(GuardedResult result, IngestedCase ingested, CancellationToken cancellation)
    {
        string sources = await PageSources.WriteAsync(result, ingested, cancellation).ConfigureAwait(false);
        var page = new StringBuilder(sources.Length + 200_000);
        foreach (string piece in Template.Value)
        {
            page.Append(piece switch
            {
                "{{title}}" => WebUtility.HtmlEncode(result is GuardedRequest ? "Prior-authorization request" : "Discharge summary"),
                "{{result}}" => Script(Encoding.UTF8.GetString(ResultFileWriter.Write(result))),
                "{{sources}}" => Script(sources),
                _ => piece,
            });
        }

        return Encoding.UTF8.GetBytes(page.ToString());
    }

    private static readonly Lazy<string[]> Template = new(() =>
    {
        string html = Resource("page.html").Replace("{{css}}", Resource("page.css"), StringComparison.Ordinal).Replace("{{script}}", Resource("page.js"), StringComparison.Ordinal);
        var pieces = new List<string>();
        foreach (string name in (string[])["{{title}}", "{{result}}", "{{sources}}"])
        {
            int at = html.IndexOf(name, StringComparison.Ordinal);
            pieces.Add(html[..at]);
            pieces.Add(name);
            html = html[(at + name.Length)..];
        }

        pieces.Add(html);
        return [.. pieces];
    });

    // JSON inside a script element: '<' is written as an escape, so that no text of a document can end the element or begin a comment.
    private static string Script(string json) => json.Replace("<", "\\u003c", StringComparison.Ordinal);

    private static string Resource(string name)
    {
        using var stream = typeof(HtmlPage).Assembly.GetManifestResourceStream("page/" + name) ?? throw new InvalidOperationException(name + " is not embedded");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

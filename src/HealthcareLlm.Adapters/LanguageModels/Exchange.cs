using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace HealthcareLlm.Adapters.LanguageModels;

/// <summary>An answer as it came over the network: what recordings and the cache keep.</summary>
/// <param name="Status">Status.</param>
/// <param name="ContentType">Media type of the body.</param>
/// <param name="Body">The body's bytes.</param>
internal sealed record Exchange(int Status, string ContentType, byte[] Body)
{
    /// <summary>Names a request by all that it holds (model, prompt, schema, parameters, documents): SHA-256 over address and body.</summary>
    internal static async Task<string> KeyOfAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        byte[] body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false);
        return Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes(request.Method + " " + request.RequestUri?.AbsolutePath + "\n"), .. body]));
    }

    internal static async Task<Exchange> OfAsync(HttpResponseMessage response, CancellationToken cancellation) =>
        new((int)response.StatusCode, response.Content.Headers.ContentType?.ToString() ?? "application/json", await response.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false));

    internal HttpResponseMessage ToResponse(HttpRequestMessage request)
    {
        var content = new ByteArrayContent(Body);
        content.Headers.ContentType = MediaTypeHeaderValue.TryParse(ContentType, out var type) ? type : null;
        return new((HttpStatusCode)Status) { RequestMessage = request, Content = content };
    }
}

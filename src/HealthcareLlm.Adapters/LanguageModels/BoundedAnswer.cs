using HealthcareLlm.Drafting.LanguageModel;

namespace HealthcareLlm.Adapters.LanguageModels;

/// <summary>Reads the whole answer before it is given on, so that a slow body counts against the attempt's time, and no more of it than the limit.</summary>
/// <param name="maximumBytes">Most bytes of a body.</param>
internal sealed class BoundedAnswer(int maximumBytes) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            using var whole = new MemoryStream();
            byte[] buffer = new byte[16_384];
            for (int read; (read = await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
            {
                if (whole.Length + read > maximumBytes) throw new ModelFailureException(ModelFailure.AnswerNotReadable);
                whole.Write(buffer, 0, read);
            }

            var content = new ByteArrayContent(whole.ToArray());
            foreach (var header in response.Content.Headers.Where(static h => !h.Key.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))) content.Headers.TryAddWithoutValidation(header.Key, header.Value);
            response.Content.Dispose();
            response.Content = content;
            return response;
        }
        catch (IOException e)
        {
            response.Dispose();
            throw new HttpRequestException("the connection broke within the answer", e);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}

namespace HealthcareLlm.ModelTrial;

/// <summary>The real network, watched: what goes to another host than the server's is counted and not sent.</summary>
/// <param name="allowed">The server.</param>
internal sealed class WatchedNetwork(Uri allowed) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false })
{
    private long _strayBytes;

    /// <summary>Bytes that would have gone elsewhere.</summary>
    internal long StrayBytes => Interlocked.Read(ref _strayBytes);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri?.Authority == allowed.Authority) return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        byte[] body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        Interlocked.Add(ref _strayBytes, body.Length + 1);
        return new(System.Net.HttpStatusCode.OK);
    }
}

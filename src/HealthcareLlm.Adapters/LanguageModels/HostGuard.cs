using System.Collections.Immutable;
using HealthcareLlm.Drafting.LanguageModel;

namespace HealthcareLlm.Adapters.LanguageModels;

/// <summary>Lets requests pass to this machine and to the hosts allowed, and to nowhere else: the last station before the network, whatever was configured or redirected before it.</summary>
/// <param name="allowed">Names of the hosts allowed.</param>
internal sealed class HostGuard(ImmutableHashSet<string> allowed) : DelegatingHandler
{
    internal static ImmutableHashSet<string> Hosts(string written) =>
        written.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToImmutableHashSet(StringComparer.OrdinalIgnoreCase);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        bool may = request.RequestUri is { IsAbsoluteUri: true } uri && (uri.IsLoopback || (allowed.Contains(uri.Host) && uri.Scheme == Uri.UriSchemeHttps));
        return may ? base.SendAsync(request, cancellationToken) : throw new ModelFailureException(ModelFailure.HostNotAllowed);
    }
}

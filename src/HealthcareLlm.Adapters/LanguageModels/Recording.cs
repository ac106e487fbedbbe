using System.Globalization;
using HealthcareLlm.Drafting.LanguageModel;

namespace HealthcareLlm.Adapters.LanguageModels;

/// <summary>Writes every exchange to a file, one line each: key of the request, status, media type, body in base 64. The file holds what the model answered, so it is as sensitive as the documents.</summary>
/// <param name="path">The file; lines are added.</param>
internal sealed class RecordingHandler(string path) : DelegatingHandler
{
    private readonly Lock _lock = new();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string key = await Exchange.KeyOfAsync(request, cancellationToken).ConfigureAwait(false);
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var exchange = await Exchange.OfAsync(response, cancellationToken).ConfigureAwait(false);
        lock (_lock)
        {
            using var file = PrivateFile.Append(path);
            using var writer = new StreamWriter(file);
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"{key}\t{exchange.Status}\t{exchange.ContentType}\t{Convert.ToBase64String(exchange.Body)}\n"));
        }

        return response;
    }
}

/// <summary>Answers from a recording and never touches the network; the same request again and again gets its answers in the order in which they were recorded, the last one for ever.</summary>
internal sealed class ReplayHandler : HttpMessageHandler
{
    private readonly Dictionary<string, Queue<Exchange>> _exchanges = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>Loads a recording.</summary>
    /// <exception cref="InvalidDataException">It cannot be read.</exception>
    internal ReplayHandler(string path)
    {
        try
        {
            foreach (string line in File.ReadLines(path))
            {
                if (line.Split('\t') is not [var key, var status, var type, var body]) throw new InvalidDataException("LanguageModel:Replay is no recording");
                if (!_exchanges.TryGetValue(key, out var queue)) _exchanges[key] = queue = new();
                queue.Enqueue(new(int.Parse(status, CultureInfo.InvariantCulture), type, Convert.FromBase64String(body)));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new InvalidDataException("LanguageModel:Replay cannot be read", e);
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string key = await Exchange.KeyOfAsync(request, cancellationToken).ConfigureAwait(false);
        lock (_lock)
        {
            if (!_exchanges.TryGetValue(key, out var queue)) throw new ModelFailureException(ModelFailure.NotRecorded);
            return (queue.Count > 1 ? queue.Dequeue() : queue.Peek()).ToResponse(request);
        }
    }
}

/// <summary>Files that only their owner may read.</summary>
internal static class PrivateFile
{
    internal static FileStream Append(string path) => Open(path, FileMode.Append);

    internal static FileStream Create(string path) => Open(path, FileMode.Create);

    private static FileStream Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new(path, options);
    }
}

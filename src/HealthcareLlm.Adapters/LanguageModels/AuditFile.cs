using System.Globalization;
using System.Text.Json;
using HealthcareLlm.Drafting;

namespace HealthcareLlm.Adapters.LanguageModels;

/// <summary>Writes every use of a model to a file, one line of JSON each: when, which task, model and host, calls, tokens, characters sent, why the offline engine took over. It holds counts and names of our own, never text or a name of a document.</summary>
/// <param name="path">The file; lines are added, its owner alone may read it.</param>
/// <param name="time">The clock.</param>
public sealed class AuditFile(string path, TimeProvider time) : IModelAudit
{
    private readonly Lock _lock = new();

    /// <inheritdoc />
    /// <exception cref="IOException">The line cannot be written: a use that leaves no trace must not pass for one that does.</exception>
    public void Used(string function, ModelUse use)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteString("at", time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            json.WriteString("task", function);
            json.WriteString("model", use.Model);
            json.WriteString("host", use.Host);
            json.WriteBoolean("remote", use.IsRemote);
            json.WriteNumber("calls", use.Calls);
            json.WriteNumber("repairs", use.Repairs);
            json.WriteNumber("inputTokens", use.InputTokens);
            json.WriteNumber("outputTokens", use.OutputTokens);
            json.WriteNumber("charactersSent", use.CharactersSent);
            if (use.Surrogates is { } surrogates) json.WriteNumber("surrogates", surrogates);
            if (use.Fallback is { } fallback) json.WriteString("fallback", fallback);
            json.WriteEndObject();
        }

        lock (_lock)
        {
            using var file = PrivateFile.Append(path);
            file.Write([.. line.ToArray(), (byte)'\n']);
        }
    }
}

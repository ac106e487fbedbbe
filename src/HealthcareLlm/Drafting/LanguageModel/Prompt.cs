using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace HealthcareLlm.Drafting.LanguageModel;

/// <summary>An example of a prompt: sources and the answer that a careful model gives.</summary>
/// <param name="Sources">Name and text of each source.</param>
/// <param name="Answer">The answer, as JSON.</param>
public sealed record PromptExample(ImmutableArray<KeyValuePair<string, string>> Sources, string Answer);

/// <summary>One version of a task's prompt: the files of <c>prompts/&lt;task&gt;/&lt;version&gt;</c>, never changed in place.</summary>
public sealed class Prompt
{
    private static readonly string[] Files = ["prompt.json", "system.md", "user.md", "repair.md", "examples.json"];

    // Of later versions.
    private const string AmendFile = "amend.md";

    private Prompt(string task, string version, IReadOnlyDictionary<string, string> files)
    {
        Task = task;
        Version = version;
        System = files["system.md"];
        User = files["user.md"];
        Repair = files["repair.md"];
        Amend = files.GetValueOrDefault(AmendFile);
        Schema = JsonDocument.Parse(files["prompt.json"]).RootElement.GetProperty("schema").GetString()!;
        SchemaText = Resource("schemas/" + Schema + ".json")!;
        Examples = [.. JsonDocument.Parse(files["examples.json"]).RootElement.EnumerateArray().Select(Example)];
        Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', Files.Append(AmendFile).Where(files.ContainsKey).Select(f => files[f])) + '\0' + SchemaText)));
    }

    /// <summary>Name of the task, such as <c>discharge-summary</c>.</summary>
    public string Task { get; }

    /// <summary>Version, such as <c>v1</c>.</summary>
    public string Version { get; }

    /// <summary>System message, with its placeholders.</summary>
    public string System { get; }

    /// <summary>User message, with its placeholders.</summary>
    public string User { get; }

    /// <summary>Message of a repair turn, with its placeholders.</summary>
    public string Repair { get; }

    /// <summary>Message of a turn that tells which items would be withheld, with its placeholders; null where the version has none.</summary>
    public string? Amend { get; }

    /// <summary>Name of the answer's schema, such as <c>model-summary/v1</c>.</summary>
    public string Schema { get; }

    /// <summary>The answer's schema.</summary>
    public string SchemaText { get; }

    /// <summary>Examples shown to the model.</summary>
    public ImmutableArray<PromptExample> Examples { get; }

    /// <summary>SHA-256 over every file of the prompt and its schema, 64 lower-case hexadecimal digits.</summary>
    public string Hash { get; }

    /// <summary>Name for manifests: <c>task/version sha256:hash</c>.</summary>
    public string Id => $"{Task}/{Version} sha256:{Hash}";

    /// <summary>The prompt of a task and version.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static Prompt Load(string task, string version) =>
        new(task, version, Files.Append(AmendFile).Select(f => (File: f, Text: Resource($"prompts/{task}/{version}/{f}", f == AmendFile))).Where(static f => f.Text is not null).ToDictionary(f => f.File, f => f.Text!, StringComparer.Ordinal));

    private static PromptExample Example(JsonElement element) => new(
        [.. element.GetProperty("sources").EnumerateArray().Select(s => KeyValuePair.Create(s.GetProperty("name").GetString()!, s.GetProperty("text").GetString()!))],
        element.GetProperty("answer").GetRawText());

    private static string? Resource(string name, bool mayLack = false)
    {
        using var stream = typeof(Prompt).Assembly.GetManifestResourceStream(name);
        if (stream is null) return mayLack ? null : throw new InvalidOperationException(name + " is not embedded");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using HealthcareLlm.Drafting;

namespace HealthcareLlm.Evaluation.GoldenSets;

/// <summary>A JSON file of a golden set, opened with the lines of its members; what is wrong with it as JSON, its version and its schema.</summary>
internal sealed class CaseFile : IDisposable
{
    private readonly JsonDocument? _json;
    private readonly Lazy<JsonPlaces>? _places;
    private List<(JsonElement Leaf, string At, RecordField Field)>? _leaves;
    private ImmutableArray<SetFault>.Builder _faults = ImmutableArray.CreateBuilder<SetFault>();

    private CaseFile(string path, JsonDocument? json, Lazy<JsonPlaces>? places)
    {
        Path = path;
        _json = json;
        _places = places;
    }

    /// <summary>Path of the file.</summary>
    internal string Path { get; }

    /// <summary>Root of the file; of kind undefined where it is no JSON object.</summary>
    internal JsonElement Root => _json?.RootElement ?? default;

    /// <summary>Every leaf of the gold record, with its path in the file and its field: walked once, however many checks ask. Empty where the case has no record.</summary>
    internal List<(JsonElement Leaf, string At, RecordField Field)> Leaves => _leaves ??= Root.ValueKind == JsonValueKind.Object && Root.TryGetProperty("record"u8, out var record) ? RecordWalk.Leaves(record, "record") : [];

    /// <summary>Whether the file is a JSON object.</summary>
    internal bool IsRead => _json is not null;

    /// <summary>What is wrong, in order of lines.</summary>
    internal ImmutableArray<SetFault> Faults => [.. _faults.OrderBy(f => f.Line).ThenBy(f => f.Path, StringComparer.Ordinal)];

    /// <summary>Opens a file and holds it against its schema.</summary>
    /// <param name="path">Path.</param>
    /// <param name="schema">The schema that it must keep to, such as <c>golden-case/v1</c>.</param>
    /// <param name="named">Whether the file must name its schema.</param>
    internal static CaseFile Open(string path, string schema, bool named)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Broken(path, 1, e is FileNotFoundException or DirectoryNotFoundException ? "the file is not there" : "the file cannot be opened");
        }

        try
        {
            if (bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) bytes = bytes[3..];
            if (!Utf8.IsValid(bytes)) return Broken(path, 1, "is not encoded in UTF-8");
            // Lines are looked for where there is a fault to name; most files have none.
            var places = new Lazy<JsonPlaces>(() => JsonPlaces.Read(bytes));
            if (JsonReading.LoneSurrogate(bytes)) return Broken(path, 1, "bears half of a character (a lone surrogate), which is no text");
            if (Unrepeated(bytes) is { } sound && sound.RootElement.ValueKind == JsonValueKind.Object && sound.RootElement.Text("schema") == schema && GoldenSchema.IsSurelyKept(schema, sound.RootElement)) return new CaseFile(path, sound, places);
            var json = JsonDocument.Parse(bytes);
            var file = new CaseFile(path, json, places);
            if (json.RootElement.ValueKind != JsonValueKind.Object) return Broken(path, 1, "is no JSON object");
            foreach (var (member, line) in places.Value.Repeated) file._faults.Add(new(path, line, member, FaultWeight.Error, SetRules.Format, "stands twice; only one of the two would be read"));
            file.HoldAgainst(schema, Encoding.UTF8.GetString(bytes), named);
            return file;
        }
        catch (JsonException e)
        {
            return Broken(path, JsonFault.Line(e), "is no JSON: " + JsonFault.Of(e, bytes));
        }
    }

    /// <summary>Opens a file that was checked before and did not change since.</summary>
    /// <param name="path">Path.</param>
    internal static CaseFile OpenSound(string path)
    {
        try
        {
            byte[] bytes = File.ReadAllBytes(path);
            if (bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) bytes = bytes[3..];
            return new(path, JsonDocument.Parse(bytes), new(() => JsonPlaces.Read(bytes)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return Broken(path, 1, "it was changed while it was read");
        }
    }

    /// <summary>The file where it is JSON in which no member stands twice; null where a closer look must say what is wrong.</summary>
    private static JsonDocument? Unrepeated(byte[] bytes)
    {
        try
        {
            return JsonDocument.Parse(bytes, new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Adds a fault at a path.</summary>
    internal void Add(string at, string rule, string message, FaultWeight weight = FaultWeight.Error) => _faults.Add(new(Path, LineOf(at), at, weight, rule, message));

    private UInt128? _content;

    /// <summary>Key of all of it but its id.</summary>
    internal UInt128 Content => _content ??= ContentOf();

    private UInt128 ContentOf()
    {
        var key = ContentKey.Begin();
        foreach (var member in Root.EnumerateObject())
        {
            if (!member.NameEquals("id"u8)) key.Add(member.Name).Add(JsonMarshal.GetRawUtf8Value(member.Value));
        }

        return key.End();
    }

    /// <summary>The faults that a check finds, which are not added.</summary>
    internal ImmutableArray<(string At, string Rule, string Message, FaultWeight Weight)> Aside(Action check)
    {
        var own = _faults;
        _faults = ImmutableArray.CreateBuilder<SetFault>();
        try
        {
            check();
            return [.. _faults.Select(static f => (f.Path, f.Rule, f.Message, f.Weight))];
        }
        finally
        {
            _faults = own;
        }
    }

    /// <summary>The line of a path.</summary>
    internal int LineOf(string at) => _places?.Value.LineOf(at) ?? 1;

    /// <summary>Closes the file.</summary>
    public void Dispose() => _json?.Dispose();

    private static CaseFile Broken(string path, int line, string message)
    {
        var file = new CaseFile(path, null, null);
        file._faults.Add(new(path, line, string.Empty, FaultWeight.Error, SetRules.Format, message));
        return file;
    }

    private void HoldAgainst(string schema, string text, bool named)
    {
        string? found = Root.Text("schema");
        if (found is not null && found != schema)
        {
            Add("schema", SetRules.Format, $"is {found}, and this version reads {schema}. {SchemaVersions.HowToMigrate}");
            return;
        }

        if (found is null && named)
        {
            Add(string.Empty, SetRules.Format, $"names no schema; add \"schema\": \"{schema}\"");
            return;
        }

        foreach (var (path, message) in GoldenSchema.Faults(schema, text)) Add(path, SetRules.Format, message);
    }
}

/// <summary>What to do about a file of another schema version.</summary>
public static class SchemaVersions
{
    /// <summary>The way to migrate, for a person.</summary>
    public const string HowToMigrate = "Use the version of the program that it was made for, or bring it to this version's schema: evalsets/README.md, 'Other versions'";
}

using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using NJsonSchema;
using NJsonSchema.Validation;

namespace HealthcareLlm.Guards;

/// <summary>A place where a result file breaks its schema.</summary>
/// <param name="Path">Path in the file, such as <c>#/record.patient</c>.</param>
/// <param name="Rule">Name of the rule broken.</param>
public sealed record SchemaFault(string Path, string Rule);

/// <summary>
/// Validates result files against the schemas in <c>schemas/</c>, which are embedded. NJsonSchema is at the level of draft 4; the schemas keep to keywords
/// that it enforces (a test proves it for each). Rules across fields stand in <see cref="ResultRules"/>.
/// </summary>
public static class SchemaValidator
{
    private static readonly ImmutableHashSet<string> Names = ["prior-auth-request/v1", "discharge-summary/v1"];

    private static readonly Dictionary<string, Lazy<(JsonSchema Schema, string Hash)>> Loaded =
        Names.ToDictionary(n => n, n => new Lazy<(JsonSchema, string)>(() => Load(n)), StringComparer.Ordinal);

    /// <summary>SHA-256 of a schema's bytes, 64 lower-case hexadecimal digits.</summary>
    public static string HashOf(string schema) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text(schema))));

    /// <summary>The text of a schema by its name, such as <c>prior-auth-request/v1</c>.</summary>
    /// <exception cref="ArgumentException">There is none of this name.</exception>
    public static string Text(string schema)
    {
        if (!Names.Contains(schema)) throw new ArgumentException("no schema of this name", nameof(schema));
        using var stream = typeof(SchemaValidator).Assembly.GetManifestResourceStream("schemas/" + schema + ".json")
            ?? throw new InvalidOperationException("the schema is not embedded");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>What is wrong with a file of the named schema; empty where nothing is.</summary>
    public static ImmutableArray<SchemaFault> Validate(string schema, ReadOnlySpan<byte> json)
    {
        var faults = ImmutableArray.CreateBuilder<SchemaFault>();
        foreach (var error in Loaded[schema].Value.Schema.Validate(Encoding.UTF8.GetString(json))) Flatten(error, faults);
        if (faults.Count == 0) faults.AddRange(ResultRules.Check(json));
        return faults.ToImmutable();
    }

    private static (JsonSchema Schema, string Hash) Load(string name)
    {
        string text = Text(name);
        return (JsonSchema.FromJsonAsync(text).GetAwaiter().GetResult(), HashOf(name));
    }

    private static void Flatten(ValidationError error, ImmutableArray<SchemaFault>.Builder faults)
    {
        faults.Add(new(error.Path ?? "#", error.Kind.ToString()));
        if (error is not ChildSchemaValidationError parent) return;
        foreach (var child in parent.Errors.Values.SelectMany(e => e)) Flatten(child, faults);
    }
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using NJsonSchema;
using NJsonSchema.Validation;

namespace HealthcareLlm.Evaluation.GoldenSets;

/// <summary>The embedded schemas of golden sets, <c>schemas/evalset/v1.json</c> and <c>schemas/golden-case/v1.json</c>, and of a run's report.</summary>
public static class GoldenSchema
{
    /// <summary>The schema of <c>evalset.json</c> that this version reads.</summary>
    public const string Set = "evalset/v1";

    /// <summary>The schema of <c>case.json</c> that this version reads.</summary>
    public const string Case = "golden-case/v1";

    /// <summary>The schema of <c>report.json</c> that this version writes.</summary>
    public const string Report = "run-report/v1";

    private static readonly ImmutableDictionary<string, Lazy<JsonSchema>> Loaded =
        new[] { Set, Case, Report }.ToImmutableDictionary(n => n, n => new Lazy<JsonSchema>(() => Load(n)), StringComparer.Ordinal);

    private static readonly ImmutableDictionary<string, Lazy<QuickSchema>> Quick =
        new[] { Set, Case, Report }.ToImmutableDictionary(n => n, n => new Lazy<QuickSchema>(() => new(TextOf(n))), StringComparer.Ordinal);

    /// <summary>Whether a file surely keeps to its schema; where not, <see cref="Faults"/> tells.</summary>
    internal static bool IsSurelyKept(string schema, JsonElement root) => Quick[schema].Value.IsSurelyKept(root);

    /// <summary>Where a file breaks its schema: path without the leading <c>#/</c>, and what is wrong in plain words; empty where nothing is.</summary>
    /// <param name="schema"><see cref="Set"/>, <see cref="Case"/> or <see cref="Report"/>.</param>
    /// <param name="json">Text of the file, which must be JSON.</param>
    public static ImmutableArray<(string Path, string Message)> Faults(string schema, string json)
    {
        var faults = ImmutableArray.CreateBuilder<(string, string)>();
        foreach (var error in Loaded[schema].Value.Validate(json)) Add(error, faults);
        return faults.ToImmutable();
    }

    private static void Add(ValidationError error, ImmutableArray<(string, string)>.Builder faults)
    {
        if (error is ChildSchemaValidationError parent)
        {
            foreach (var child in parent.Errors.Values.SelectMany(e => e)) Add(child, faults);
            return;
        }

        faults.Add(((error.Path ?? string.Empty).TrimStart('#', '/'), Said(error)));
    }

    private static string Said(ValidationError error) => error.Kind switch
    {
        ValidationErrorKind.PropertyRequired => "'" + error.Property + "' must stand here and does not",
        ValidationErrorKind.NoAdditionalPropertiesAllowed => "the format has no '" + error.Property + "' here",
        ValidationErrorKind.NotInEnumeration => "must be one of " + string.Join(", ", error.Schema.Enumeration.Select(e => Convert.ToString(e, CultureInfo.InvariantCulture))),
        ValidationErrorKind.PatternMismatch => "is not written as " + error.Schema.Pattern + " asks",
        ValidationErrorKind.StringExpected => "must be a text in quotes",
        ValidationErrorKind.IntegerExpected => "must be a whole number",
        ValidationErrorKind.NumberExpected => "must be a number",
        ValidationErrorKind.BooleanExpected => "must be true or false",
        ValidationErrorKind.ArrayExpected => "must be a list",
        ValidationErrorKind.ObjectExpected => "must be an object",
        ValidationErrorKind.StringTooShort => "must not be empty",
        ValidationErrorKind.NumberTooSmall or ValidationErrorKind.IntegerTooBig or ValidationErrorKind.NumberTooBig => "is outside its range",
        ValidationErrorKind.TooFewItems or ValidationErrorKind.TooManyItems => "has too few or too many entries",
        _ => "breaks the format (" + error.Kind + ")",
    };

    private static JsonSchema Load(string name) => JsonSchema.FromJsonAsync(TextOf(name)).GetAwaiter().GetResult();

    private static string TextOf(string name)
    {
        using var stream = typeof(GoldenSchema).Assembly.GetManifestResourceStream("schemas/" + name + ".json") ?? throw new InvalidOperationException("the schema is not embedded");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}

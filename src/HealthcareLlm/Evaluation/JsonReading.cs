using System.Collections.Immutable;
using System.Text.Json;

namespace HealthcareLlm.Evaluation;

/// <summary>Reads optional members of JSON objects. A name in UTF-8, as it stands in the file, is found without being written anew: a run reads many millions.</summary>
internal static class JsonReading
{
    /// <summary>Whether a string of a JSON text is none: a half of a surrogate pair, which only an escape can write. Asked of the few files that have such an escape.</summary>
    internal static bool LoneSurrogate(ReadOnlySpan<byte> json)
    {
        if (json.IndexOf("\\ud"u8) < 0 && json.IndexOf("\\uD"u8) < 0) return false;
        var reader = new Utf8JsonReader(json);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName) _ = reader.GetString();
            }
        }
        catch (InvalidOperationException)
        {
            return true;
        }
        catch (JsonException)
        {
            // What is no JSON is told where it is read.
        }

        return false;
    }

    /// <summary>The member's text (a number as it is written); null where it is absent or of another kind.</summary>
    internal static string? Text(this JsonElement element, string name) => TextOf(Member(element, name));

    /// <inheritdoc cref="Text(JsonElement, string)"/>
    internal static string? Text(this JsonElement element, ReadOnlySpan<byte> name) => TextOf(Member(element, name));

    /// <summary>The member's whole number; null where it is absent or none.</summary>
    internal static int? Whole(this JsonElement element, string name) => WholeOf(Member(element, name));

    /// <inheritdoc cref="Whole(JsonElement, string)"/>
    internal static int? Whole(this JsonElement element, ReadOnlySpan<byte> name) => WholeOf(Member(element, name));

    /// <summary>The member's number where it is one from 0 to 1; null otherwise.</summary>
    internal static double? Share(this JsonElement element, string name) => ShareOf(Member(element, name));

    /// <inheritdoc cref="Share(JsonElement, string)"/>
    internal static double? Share(this JsonElement element, ReadOnlySpan<byte> name) => ShareOf(Member(element, name));

    /// <summary>The entries of an array; none where it is absent or of another kind.</summary>
    internal static ImmutableArray<JsonElement> Array(this JsonElement element, string name) => ArrayOf(Member(element, name));

    /// <inheritdoc cref="Array(JsonElement, string)"/>
    internal static ImmutableArray<JsonElement> Array(this JsonElement element, ReadOnlySpan<byte> name) => ArrayOf(Member(element, name));

    /// <summary>The strings of an array.</summary>
    internal static ImmutableArray<string> Texts(this JsonElement element, string name) => element.Array(name).Texts();

    /// <inheritdoc cref="Texts(JsonElement, string)"/>
    internal static ImmutableArray<string> Texts(this JsonElement element, ReadOnlySpan<byte> name) => element.Array(name).Texts();

    /// <summary>The strings among these elements.</summary>
    internal static ImmutableArray<string> Texts(this ImmutableArray<JsonElement> elements)
    {
        if (elements.IsEmpty) return [];
        var texts = ImmutableArray.CreateBuilder<string>(elements.Length);
        foreach (var element in elements)
        {
            if (element.ValueKind == JsonValueKind.String) texts.Add(element.GetString()!);
        }

        return texts.DrainToImmutable();
    }

    private static JsonElement Member(JsonElement element, string name) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;

    private static JsonElement Member(JsonElement element, ReadOnlySpan<byte> name) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;

    private static string? TextOf(JsonElement member) => member.ValueKind switch
    {
        JsonValueKind.String => member.GetString(),
        JsonValueKind.Number => member.GetRawText(),
        _ => null,
    };

    private static int? WholeOf(JsonElement member) => member.ValueKind == JsonValueKind.Number && member.TryGetInt32(out int number) ? number : null;

    private static double? ShareOf(JsonElement member) => member.ValueKind == JsonValueKind.Number && member.TryGetDouble(out double number) && number is >= 0 and <= 1 ? number : null;

    private static ImmutableArray<JsonElement> ArrayOf(JsonElement member)
    {
        if (member.ValueKind != JsonValueKind.Array) return [];
        var entries = ImmutableArray.CreateBuilder<JsonElement>(member.GetArrayLength());
        foreach (var entry in member.EnumerateArray()) entries.Add(entry);
        return entries.MoveToImmutable();
    }
}

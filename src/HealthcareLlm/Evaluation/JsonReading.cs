using System.Collections.Immutable;
using System.Text.Json;

namespace HealthcareLlm.Evaluation;

/// <summary>Reads optional members of JSON objects.</summary>
internal static class JsonReading
{
    /// <summary>The member's text (a number as it is written); null where it is absent or of another kind.</summary>
    internal static string? Text(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member.ValueKind switch
        {
            JsonValueKind.String => member.GetString(),
            JsonValueKind.Number => member.GetRawText(),
            _ => null,
        }
        : null;

    /// <summary>The member's whole number; null where it is absent or none.</summary>
    internal static int? Whole(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member)
        && member.ValueKind == JsonValueKind.Number && member.TryGetInt32(out int number) ? number : null;

    /// <summary>The member's number where it is one from 0 to 1; null otherwise.</summary>
    internal static double? Share(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member)
        && member.ValueKind == JsonValueKind.Number && member.TryGetDouble(out double number) && number is >= 0 and <= 1 ? number : null;

    /// <summary>The entries of an array; none where it is absent or of another kind.</summary>
    internal static ImmutableArray<JsonElement> Array(this JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var member) || member.ValueKind != JsonValueKind.Array) return [];
        var entries = ImmutableArray.CreateBuilder<JsonElement>(member.GetArrayLength());
        foreach (var entry in member.EnumerateArray()) entries.Add(entry);
        return entries.MoveToImmutable();
    }

    /// <summary>The strings of an array.</summary>
    internal static ImmutableArray<string> Texts(this JsonElement element, string name) => element.Array(name).Texts();

    /// <summary>The strings among these elements.</summary>
    internal static ImmutableArray<string> Texts(this ImmutableArray<JsonElement> elements) =>
        [.. elements.Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString()!)];
}

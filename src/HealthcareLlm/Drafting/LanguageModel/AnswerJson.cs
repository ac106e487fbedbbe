using System.Text.Json;

namespace HealthcareLlm.Drafting.LanguageModel;

/// <summary>Reads an answer's JSON strictly: one object, no member twice, no NaN, no comment, bounded depth; words or code fences around it are left aside.</summary>
internal static class AnswerJson
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    internal static (JsonElement? Root, AnswerFault? Fault) Read(string answer, string list)
    {
        int open = answer.IndexOf('{', StringComparison.Ordinal), close = answer.LastIndexOf('}');
        if (open < 0 || close < open) return (null, AnswerFault.NotJson("no object"));
        try
        {
            using var document = JsonDocument.Parse(answer.AsMemory(open, close - open + 1), Options);
            var root = document.RootElement;
            if (root.EnumerateObject().Count() != 1 || !root.TryGetProperty(list, out var items) || items.ValueKind != JsonValueKind.Array) return (null, AnswerFault.Shape("the answer", $"It has one member, '{list}', an array"));
            return (items.Clone(), null);
        }
        catch (JsonException)
        {
            return (null, AnswerFault.NotJson("it breaks off, names a member twice, or holds what JSON has not"));
        }
        catch (InvalidOperationException)
        {
            return (null, AnswerFault.NotJson("a string holds broken characters"));
        }
    }

    /// <summary>The text members of an object; null where one lacks, is no text, or another stands beside them.</summary>
    internal static string[]? Texts(JsonElement item, params ReadOnlySpan<string> names)
    {
        if (item.ValueKind != JsonValueKind.Object || item.EnumerateObject().Count() != names.Length) return null;
        string[] values = new string[names.Length];
        for (int i = 0; i < names.Length; i++)
        {
            if (!item.TryGetProperty(names[i], out var member) || Text(member) is not { } value) return null;
            values[i] = value;
        }

        return values;
    }

    /// <summary>A string's characters; null for anything else, or where it holds half a pair of surrogate units.</summary>
    internal static string? Text(JsonElement member)
    {
        if (member.ValueKind != JsonValueKind.String) return null;
        try
        {
            return member.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}

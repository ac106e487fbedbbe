using System.Collections.Frozen;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace HealthcareLlm.Evaluation.GoldenSets;

/// <summary>
/// Tells at once that a file keeps to its schema; where it does not, or where that is not sure, the full validator looks again and says what is wrong. It knows the few words that the schemas
/// of golden sets use; a schema with any other is never sure.
/// </summary>
internal sealed class QuickSchema
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, Node> _definitions = new(StringComparer.Ordinal);
    private readonly Node? _root;

    /// <summary>Reads a schema.</summary>
    /// <param name="schema">Its text.</param>
    internal QuickSchema(string schema)
    {
        using var json = JsonDocument.Parse(schema);
        try
        {
            if (json.RootElement.TryGetProperty("definitions", out var definitions))
            {
                foreach (var definition in definitions.EnumerateObject()) _definitions["#/definitions/" + definition.Name] = Read(definition.Value);
            }

            _root = Read(json.RootElement);
        }
        catch (NotSupportedException)
        {
            _root = null;
        }
    }

    /// <summary>Whether the value surely keeps to the schema.</summary>
    internal bool IsSurelyKept(JsonElement value) => _root is not null && Keeps(_root, value);

    private bool Keeps(Node node, JsonElement value)
    {
        if (node.Reference is { } reference) return _definitions.TryGetValue(reference, out var named) && Keeps(named, value);
        return value.ValueKind switch
        {
            JsonValueKind.Object => node.Type is null or "object" && KeepsObject(node, value),
            JsonValueKind.Array => node.Type is null or "array" && value.GetArrayLength() >= node.LeastItems && value.GetArrayLength() <= node.MostItems && (node.Items is null || KeepEach(node.Items, value)),
            JsonValueKind.String => node.Type is null or "string" && KeepsText(node, value.GetString()!),
            JsonValueKind.True or JsonValueKind.False => node.Type is null or "boolean",
            JsonValueKind.Number => (node.Type is null or "number" || (node.Type == "integer" && value.TryGetInt64(out _))) && (node.Minimum is not { } least || value.GetDouble() >= least),
            _ => false,
        };
    }

    private bool KeepEach(Node node, JsonElement list)
    {
        foreach (var entry in list.EnumerateArray())
        {
            if (!Keeps(node, entry)) return false;
        }

        return true;
    }

    private bool KeepsObject(Node node, JsonElement value)
    {
        int found = 0;
        foreach (var member in value.EnumerateObject())
        {
            string name = member.Name;
            if (node.Required.Contains(name)) found++;
            if (node.Properties.TryGetValue(name, out var own) ? !Keeps(own, member.Value) : !node.AllowsOthers || (node.Others is not null && !Keeps(node.Others, member.Value))) return false;
        }

        return found == node.Required.Count;
    }

    private static bool KeepsText(Node node, string text) =>
        text.Length >= node.LeastLength && (node.Allowed is null || node.Allowed.Contains(text)) && (node.Pattern is null || node.Pattern.IsMatch(text));

    private static Node Read(JsonElement schema)
    {
        var node = new Node();
        foreach (var word in schema.EnumerateObject())
        {
            switch (word.Name)
            {
                case "$schema" or "title" or "description" or "definitions":
                    break;
                case "$ref":
                    node.Reference = word.Value.GetString();
                    break;
                case "type" when word.Value.ValueKind == JsonValueKind.String:
                    node.Type = word.Value.GetString();
                    break;
                case "enum":
                    node.Allowed = word.Value.EnumerateArray().Select(v => v.GetString() ?? throw new NotSupportedException()).ToFrozenSet(StringComparer.Ordinal);
                    break;
                case "pattern":
                    node.Pattern = new(word.Value.GetString()!, RegexOptions.CultureInvariant, Limit);
                    break;
                case "minLength":
                    node.LeastLength = word.Value.GetInt32();
                    break;
                case "minimum":
                    node.Minimum = word.Value.GetDouble();
                    break;
                case "minItems":
                    node.LeastItems = word.Value.GetInt32();
                    break;
                case "maxItems":
                    node.MostItems = word.Value.GetInt32();
                    break;
                case "items":
                    node.Items = Read(word.Value);
                    break;
                case "required":
                    node.Required = word.Value.EnumerateArray().Select(v => v.GetString()!).ToFrozenSet(StringComparer.Ordinal);
                    break;
                case "properties":
                    node.Properties = word.Value.EnumerateObject().ToFrozenDictionary(p => p.Name, p => Read(p.Value), StringComparer.Ordinal);
                    break;
                case "additionalProperties":
                    node.AllowsOthers = word.Value.ValueKind != JsonValueKind.False;
                    if (word.Value.ValueKind == JsonValueKind.Object) node.Others = Read(word.Value);
                    break;
                default:
                    throw new NotSupportedException();
            }
        }

        return node;
    }

    private sealed class Node
    {
        internal string? Reference { get; set; }

        internal string? Type { get; set; }

        internal FrozenSet<string>? Allowed { get; set; }

        internal Regex? Pattern { get; set; }

        internal int LeastLength { get; set; }

        internal double? Minimum { get; set; }

        internal int LeastItems { get; set; }

        internal int MostItems { get; set; } = int.MaxValue;

        internal Node? Items { get; set; }

        internal FrozenSet<string> Required { get; set; } = [];

        internal FrozenDictionary<string, Node> Properties { get; set; } = FrozenDictionary<string, Node>.Empty;

        internal bool AllowsOthers { get; set; } = true;

        internal Node? Others { get; set; }
    }
}

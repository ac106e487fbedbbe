using System.Globalization;
using System.Text.Json;
using HealthcareLlm.Drafting;

namespace HealthcareLlm.Evaluation.GoldenSets;

/// <summary>Walks the JSON of a gold record.</summary>
internal static class RecordWalk
{
    /// <summary>Every leaf of the contract below an element, with its path in the file and its field.</summary>
    internal static List<(JsonElement Leaf, string At, RecordField Field)> Leaves(JsonElement element, string at)
    {
        var leaves = new List<(JsonElement Leaf, string At, RecordField Field)>();
        Add(leaves, element, at);
        return leaves;
    }

    private static void Add(List<(JsonElement Leaf, string At, RecordField Field)> leaves, JsonElement element, string at)
    {
        string path = at.Length > "record".Length ? at["record.".Length..] : string.Empty;
        if (path.Length > 0 && RecordFields.Find(path) is { } field)
        {
            if (element.ValueKind == JsonValueKind.Object) leaves.Add((element, at, field));
            return;
        }

        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in element.EnumerateObject()) Add(leaves, member.Value, at + "." + member.Name);
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            int i = 0;
            foreach (var entry in element.EnumerateArray()) Add(leaves, entry, string.Create(CultureInfo.InvariantCulture, $"{at}[{i++}]"));
        }
    }

    /// <summary>Every place that the leaves name, with its path in the file.</summary>
    internal static IEnumerable<(JsonElement Place, string At)> Places(IEnumerable<(JsonElement Leaf, string At, RecordField Field)> leaves) =>
        leaves.SelectMany(l => l.Leaf.Array("at"u8).Select((p, i) => (p, string.Create(CultureInfo.InvariantCulture, $"{l.At}.at[{i}]"))));
}

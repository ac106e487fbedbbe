using System.Globalization;
using System.Text.Json;
using HealthcareLlm.Drafting;

namespace HealthcareLlm.Evaluation.GoldenSets;

/// <summary>Walks the JSON of a gold record.</summary>
internal static class RecordWalk
{
    /// <summary>Every leaf of the contract below an element, with its path in the file and its field.</summary>
    internal static IEnumerable<(JsonElement Leaf, string At, RecordField Field)> Leaves(JsonElement element, string at)
    {
        string path = at.Length > "record".Length ? at["record.".Length..] : string.Empty;
        if (path.Length > 0 && RecordFields.Find(path) is { } field)
        {
            if (element.ValueKind == JsonValueKind.Object) yield return (element, at, field);
            yield break;
        }

        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var found in element.EnumerateObject().SelectMany(m => Leaves(m.Value, at + "." + m.Name))) yield return found;
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            int i = 0;
            foreach (var entry in element.EnumerateArray())
            {
                foreach (var found in Leaves(entry, string.Create(CultureInfo.InvariantCulture, $"{at}[{i}]"))) yield return found;
                i++;
            }
        }
    }

    /// <summary>Every place that a leaf names, with its path in the file.</summary>
    internal static IEnumerable<(JsonElement Place, string At)> Places(JsonElement record, string at) =>
        Leaves(record, at).SelectMany(l => l.Leaf.Array("at").Select((p, i) => (p, string.Create(CultureInfo.InvariantCulture, $"{l.At}.at[{i}]"))));
}

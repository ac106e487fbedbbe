using System.Text.Json.Nodes;

namespace HealthcareLlm.Evaluation.GoldenSets;

/// <summary>Makes the <c>entries</c> of a golden encounter from the rows of a result that a person has corrected, as the judge itself reads them.</summary>
internal static class EntriesFromResult
{
    /// <summary>Every section of rows that the result has and that holds no conflict, with the values that stand. A section without a row is left out: that there is nothing is for a person to say.</summary>
    /// <param name="result">Bytes of the result file.</param>
    internal static JsonObject Of(ReadOnlyMemory<byte> result)
    {
        var view = ResultView.Read(result);
        var conflicting = view.Statements.Where(static s => s.Status == "conflicting").Select(static s => s.Section).ToHashSet(StringComparer.Ordinal);
        var entries = new JsonObject();
        var record = SummaryRecord.Of(view);
        foreach (var section in RecordShape.Children(GoldFields.Summary).Where(s => !conflicting.Contains(s.Name)))
        {
            if (record.Child(section.Name) is not { } tree) continue;
            if (!section.IsList)
            {
                if (Row(tree, section.Path) is { Count: > 0 } parts) entries[section.Name] = parts;
                continue;
            }

            JsonNode[] rows = [.. tree.Listed.Select(t => Row(t, section.Path)).Where(static r => r.Count > 0)];
            if (rows.Length > 0) entries[section.Name] = new JsonArray(rows);
        }

        return entries;
    }

    private static JsonObject Row(LeafTree<ReadField> tree, string path)
    {
        var row = new JsonObject();
        foreach (var part in RecordShape.Children(path))
        {
            if (tree.Child(part.Name) is LeafTree<ReadField>.Leaf { Value: { IsGiven: true, Value: { Length: > 0 } value } }) row[part.Name] = new JsonObject { ["value"] = value };
        }

        return row;
    }
}

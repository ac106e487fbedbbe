using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;

namespace HealthcareLlm.Evaluation.GoldenSets;

/// <summary>Makes the <c>entries</c> of a golden encounter from the rows of a result that a person has corrected, as the judge itself reads them.</summary>
internal static class EntriesFromResult
{
    /// <summary>Every section of rows that the result has and that holds no conflict, with the values that stand. A section without a row is left out: that there is nothing is for a person to say.</summary>
    /// <param name="result">Bytes of the result file.</param>
    /// <param name="doubts">Gets a line for each value that was left out, since it has no normal form: no right result could meet it.</param>
    internal static JsonObject Of(ReadOnlyMemory<byte> result, ImmutableArray<string>.Builder doubts)
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
                if (Row(tree, section.Path, "entries." + section.Name, doubts) is { Count: > 0 } parts) entries[section.Name] = parts;
                continue;
            }

            var rows = new JsonArray();
            foreach (var listed in tree.Listed)
            {
                if (Row(listed, section.Path, string.Create(CultureInfo.InvariantCulture, $"entries.{section.Name}[{rows.Count}]"), doubts) is { Count: > 0 } row) rows.Add((JsonNode)row);
            }

            if (rows.Count > 0) entries[section.Name] = rows;
        }

        return entries;
    }

    private static JsonObject Row(LeafTree<ReadField> tree, string path, string at, ImmutableArray<string>.Builder doubts)
    {
        var row = new JsonObject();
        foreach (var part in RecordShape.Children(path))
        {
            if (tree.Child(part.Name) is not LeafTree<ReadField>.Leaf { Value: { IsGiven: true, Value: { Length: > 0 } value } } || GoldFields.Find(part.Path) is not { } field) continue;
            string normal = LeafForm.Normal(field, value);
            if (LeafForm.Fault(field, normal) is not { } fault) row[part.Name] = new JsonObject { ["value"] = normal };
            else doubts.Add($"{at}.{part.Name} was left out, for its value in the result {fault}: write it");
        }

        return row;
    }
}

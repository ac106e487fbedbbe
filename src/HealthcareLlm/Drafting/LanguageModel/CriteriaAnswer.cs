using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using HealthcareLlm.Policies.Sheets;

namespace HealthcareLlm.Drafting.LanguageModel;

/// <summary>Reads the answer of a proposal of criteria.</summary>
internal static class CriteriaAnswer
{
    internal const string List = "criteria";

    private const int MostNodes = 200, MostTests = 20, LongestText = 600;

    private static readonly string[] Members = ["tree", "id", "parent", "kind", "clause", "quote", "text"];
    private static readonly string[] Trees = ["initial", "continuation"];
    private static readonly string[] Kinds = ["criterion", "all", "any", "at-least"];

    internal static AnswerReading<ProposedNode> Read(string answer, SourceIndex sources)
    {
        var (items, fault) = AnswerJson.Read(answer, List);
        if (items is not { } array) return new([], [fault!.Value]);
        var nodes = ImmutableArray.CreateBuilder<ProposedNode>();
        var faults = ImmutableArray.CreateBuilder<AnswerFault>();
        int i = 0;
        foreach (var item in array.EnumerateArray())
        {
            string place = string.Create(CultureInfo.InvariantCulture, $"criteria[{i++}]");
            if (i > MostNodes) return new(nodes.ToImmutable(), faults.ToImmutable().Add(AnswerFault.Shape(place, "There are too many items")));
            if (Node(item) is not { } node)
            {
                faults.Add(AnswerFault.Shape(place, "An item has the text members tree, id, parent, kind, clause, quote and text and the array test, and no other") with { IsWhole = false });
                continue;
            }

            if (!Trees.Contains(node.Tree)) faults.Add(AnswerFault.Unknown(place + ".tree", "tree"));
            else if (!Kinds.Contains(node.Kind)) faults.Add(AnswerFault.Unknown(place + ".kind", "kind"));
            else if (node.Id.Length is 0 or > 60 || node.Text.Length is 0 or > LongestText) faults.Add(AnswerFault.Empty(place));
            else
            {
                if (sources.Find(node.Clause, node.Quote, place + ".quote").Fault is { } broken) faults.Add(broken with { IsKept = true });
                nodes.Add(node);
            }
        }

        return new(nodes.ToImmutable(), faults.ToImmutable());
    }

    private static ProposedNode? Node(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object || item.EnumerateObject().Count() != Members.Length + 1 || !item.TryGetProperty("test", out var tests) || tests.ValueKind != JsonValueKind.Array || tests.GetArrayLength() > MostTests) return null;
        var read = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        foreach (var test in tests.EnumerateArray())
        {
            if (AnswerJson.Texts(test, "name", "value") is not [var name, var value] || value.Length > 200) return null;
            read.Add(new(name, value.Trim()));
        }

        string?[] texts = [.. Members.Select(m => item.TryGetProperty(m, out var member) ? AnswerJson.Text(member)?.Trim() : null)];
        return texts.Contains(null) ? null : new(texts[0]!, texts[1]!, texts[2]!, texts[3]!, texts[4]!, texts[5]!, texts[6]!, read.ToImmutable());
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace HealthcareLlm.Tests.Evaluation;

/// <summary>A golden packet whose every given value has its place, and the result that says and cites exactly that: the text has one value a line.</summary>
internal sealed class CitedPacket
{
    private CitedPacket(JsonObject gold, JsonObject result, string text, string id) => (Gold, Result, Text, DocumentId) = (gold, result, text, id);

    /// <summary>The golden case.</summary>
    internal JsonObject Gold { get; }

    /// <summary>The perfect result.</summary>
    internal JsonObject Result { get; }

    /// <summary>Text of its one document, whose first line has nothing of any value.</summary>
    internal string Text { get; }

    /// <summary>SHA-256 of the document and of its text.</summary>
    internal string DocumentId { get; }

    /// <summary>Values that stand, with their paths in the order of the text.</summary>
    internal List<(string Path, JsonObject Field)> Values { get; } = [];

    /// <summary>A citation of that part of the text.</summary>
    internal JsonObject Citation(int start, int end, int page, int y) => new()
    {
        ["documentId"] = DocumentId,
        ["page"] = page,
        ["start"] = start,
        ["end"] = end,
        ["quote"] = Text[start..end],
        ["boxes"] = new JsonArray(new JsonArray(100, y, 300, 16)),
    };

    /// <summary>The packet of a number; right values have scores from 0.70 to 0.99.</summary>
    internal static CitedPacket Of(int number)
    {
        string id = string.Create(CultureInfo.InvariantCulture, $"p{number:00}");
        var gold = JsonNode.Parse(SmallPacket.Case)!.AsObject();
        (gold["id"], gold["tags"]!["grade"]) = (id, "digital");
        gold["traps"]!.AsArray().Add(new JsonObject { ["id"] = "t3", ["kind"] = "negated", ["path"] = "clinical.findings[]", ["value"] = "effusion" });
        gold["traps"]!.AsArray().Add(new JsonObject { ["id"] = "t4", ["kind"] = "look-alike", ["path"] = "clinical.findings[]", ["value"] = "older film" });
        var result = SmallPacket.Perfect();
        var values = new List<(string Path, JsonObject Field, JsonObject Gold)>();
        Collect(string.Empty, gold["record"]!, result["record"]!, values);
        var text = new StringBuilder("sheet of packet ").Append(id).Append('\n');
        var places = new List<(int Start, int End)>();
        foreach (var (_, _, leaf) in values)
        {
            int start = text.Length;
            text.Append((string)leaf["value"]!);
            places.Add((start, text.Length));
            text.Append('\n');
        }

        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
        var packet = new CitedPacket(gold, result, text.ToString(), hash);
        for (int i = 0; i < values.Count; i++)
        {
            int y = 100 + (20 * i);
            // Each value stands twice, side by side, and is cited at both places.
            values[i].Gold["at"] = new JsonArray(Place(100, y), Place(600, y));
            var second = packet.Citation(places[i].Start, places[i].End, 1, y);
            second["boxes"] = new JsonArray(new JsonArray(600, y, 300, 16));
            values[i].Field["citations"] = new JsonArray(packet.Citation(places[i].Start, places[i].End, 1, y), second);
            values[i].Field["score"] = 0.70 + (0.01 * ((i + number) % 30));
            packet.Values.Add((values[i].Path, values[i].Field));
        }

        result["documents"]![0] = new JsonObject { ["documentId"] = hash, ["fileName"] = "packet.txt", ["textSha256"] = hash, ["pages"] = new JsonArray([.. Enumerable.Range(1, 3).Select(n => (JsonNode)new JsonObject { ["number"] = n, ["width"] = 1000, ["height"] = 1400 })]) };
        foreach (var page in result["setAside"]!.AsArray()) page!["documentId"] = hash;
        return packet;
    }

    private static JsonObject Place(int x, int y) => new() { ["file"] = "packet.txt", ["page"] = 1, ["box"] = new JsonArray(x, y, 300, 16) };

    private static void Collect(string path, JsonNode gold, JsonNode given, List<(string, JsonObject, JsonObject)> values)
    {
        if (gold is JsonArray list)
        {
            for (int i = 0; i < list.Count; i++) Collect(string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), list[i]!, given[i]!, values);
        }
        else if (gold is JsonObject leaf && (leaf.ContainsKey("value") || leaf.ContainsKey("status")) && leaf["value"] is not JsonObject)
        {
            if (!leaf.ContainsKey("status")) values.Add((path, given.AsObject(), leaf));
        }
        else
        {
            foreach (var member in gold.AsObject()) Collect(path.Length == 0 ? member.Key : path + "." + member.Key, member.Value!, given[member.Key]!, values);
        }
    }
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HealthcareLlm.Drafting;
using HealthcareLlm.Evaluation;

namespace HealthcareLlm.Tests.Evaluation;

/// <summary>A summary that says what its golden case asks for, in the words of the notes, and nothing else.</summary>
internal static class PerfectSummary
{
    internal static byte[] Of(GoldenCase golden) => Encoding.UTF8.GetBytes(Node(golden).ToJsonString());

    internal static JsonObject Node(GoldenCase golden)
    {
        string notes = string.Join('\n', golden.Documents.Where(d => golden.SetAside.All(p => p.File != d.File)).Select(d => GoldenEncountersTests.Text(golden, d.File)));
        var summary = new JsonObject();
        foreach (var section in SummarySections.All) summary[section.Name] = new JsonArray();
        foreach (var (section, rows) in Rows(golden, false)) foreach (var row in rows) summary[section]!.AsArray().Add(row);
        var optional = Rows(golden, true);
        foreach (var fact in golden.Facts)
        {
            if (fact.Sections.Any(s => summary[s]!.AsArray().Any(row => Holds(fact, row!)))) continue;
            if (fact.Sections.FirstOrDefault(s => golden.Entries?.Child(s) is not null && optional.TryGetValue(s, out var more) && more.Exists(row => Holds(fact, row))) is { } other)
            {
                summary[other]!.AsArray().Add(optional[other].First(row => Holds(fact, row)).DeepClone());
                continue;
            }

            var alternative = fact.AnyOf.First(all => all.All(p => First(p, notes) is not null));
            string text = string.Join(" ", alternative.Select(p => First(p, notes)));
            string section = fact.Sections.FirstOrDefault(s => golden.Entries?.Child(s) is null) ?? fact.Sections[0];
            // Of a complete section the row that it belongs to says it; another row would be invented.
            var own = golden.Entries?.Child(section) is null ? null : summary[section]!.AsArray().FirstOrDefault(row => alternative.Any(p => First(p, Said(row!)) is not null)) ?? summary[section]!.AsArray().FirstOrDefault();
            if (own is null)
            {
                summary[section]!.AsArray().Add(Statement(fact.Id + ": " + text, "supported", fact.Change));
                continue;
            }

            own["text"] = (string)own["text"]! + " (" + text + ")";
            own["citations"]![0]!["quote"] = (string)own["citations"]![0]!["quote"]! + " (" + text + ")";
        }

        foreach (var conflict in golden.Conflicts)
        {
            summary["conflicts"]!.AsArray().Add(Statement(conflict.Id + ": " + string.Join(" or ", conflict.Sides.Select(s => First(s, notes))), "conflicting", null));
        }

        var documents = new JsonArray([.. golden.Documents.Select(d => new JsonObject { ["documentId"] = d.File, ["fileName"] = d.File })]);
        return new JsonObject
        {
            ["schema"] = "discharge-summary/v1",
            ["outcome"] = "done",
            ["summary"] = summary,
            ["missing"] = new JsonArray([.. golden.Missing.Select(m => new JsonObject { ["path"] = m })]),
            ["omissions"] = new JsonArray(),
            ["setAside"] = new JsonArray([.. golden.SetAside.Select(p => new JsonObject { ["documentId"] = p.File, ["page"] = p.Page, ["reason"] = p.Reason })]),
            ["issues"] = new JsonArray(),
            ["documents"] = documents,
        };
    }

    /// <summary>The rows that the gold's entries ask for, or those that may be left out: by section, each part as its own quote.</summary>
    internal static Dictionary<string, List<JsonObject>> Rows(GoldenCase golden, bool optional)
    {
        var rows = new Dictionary<string, List<JsonObject>>(StringComparer.Ordinal);
        if (golden.Entries is null) return rows;
        foreach (var section in SummarySections.All)
        {
            var entries = golden.Entries.Child(section.Name) switch { LeafTree<GoldLeaf>.Items items => items.Entries, { } one when !optional => [one], _ => [] };
            rows[section.Name] = [.. entries.Where(e => e.Leaves().All(static l => l is GoldLeaf.Given { IsOptional: true }) == optional).Select(e => Row(golden.Documents[0].File, section.Name, e, optional))];
        }

        return rows;
    }

    private static JsonObject Row(string file, string section, LeafTree<GoldLeaf> entry, bool optional)
    {
        var values = ((LeafTree<GoldLeaf>.Branch)entry).Children.Select(static c => (c.Name, Leaf: (GoldLeaf.Given)((LeafTree<GoldLeaf>.Leaf)c.Tree).Value)).Where(v => optional || !v.Leaf.IsOptional).Select(static v => (v.Name, v.Leaf.Value)).ToList();
        if (section == "codeStatus") return At(file, Statement("Code status: " + values[0].Value + ".", "supported", null));
        string change = values.Find(static v => v.Name == "change").Value is { } word ? char.ToUpperInvariant(word[0]) + word[1..] + ": " : string.Empty;
        var row = Statement(change + string.Join(' ', values.Where(static v => v.Name != "change").Select(static v => v.Value)) + ".", "supported", null);
        row["parts"] = new JsonObject([.. values.Select(p => KeyValuePair.Create(p.Name, (JsonNode?)new JsonObject { ["status"] = "extracted", ["value"] = p.Value, ["score"] = 1, ["citations"] = new JsonArray(new JsonObject { ["documentId"] = file, ["page"] = 1, ["start"] = 0, ["end"] = p.Value.Length, ["quote"] = p.Value }) }))]);
        return At(file, row);
    }

    private static JsonObject At(string file, JsonObject row)
    {
        var citation = row["citations"]![0]!;
        (citation["documentId"], citation["start"], citation["end"]) = (file, 0, ((string)citation["quote"]!).Length);
        return row;
    }

    private static string Said(JsonNode row) => string.Join(" | ", [(string)row["text"]!, .. row["parts"]?.AsObject().Select(static p => (string)p.Value!["value"]!) ?? []]);

    private static bool Holds(GoldFact fact, JsonNode row) => fact.AnyOf.Any(all => all.All(p => First(p, Said(row)) is not null)) && (fact.Change is null || (string?)row["parts"]?["change"]?["value"] == fact.Change);

    internal static JsonObject Statement(string text, string status, string? change, string? quote = null)
    {
        var statement = new JsonObject
        {
            ["text"] = text,
            ["status"] = status,
            ["score"] = 1,
            ["citations"] = new JsonArray(new JsonObject { ["documentId"] = "x", ["page"] = 1, ["quote"] = quote ?? text }),
        };
        if (change is not null) statement["parts"] = new JsonObject { ["change"] = new JsonObject { ["status"] = "extracted", ["value"] = change } };
        return statement;
    }

    /// <summary>Writes the text of the summary's first document, every quote on a line, into the folder of a run's texts, and gives every citation its place there.</summary>
    internal static void Keep(JsonObject result, string folder)
    {
        var statements = result["summary"]!.AsObject().SelectMany(static s => s.Value!.AsArray()).ToList();
        var citations = statements.SelectMany(static s => s!["citations"]!.AsArray().Concat(s["parts"]?.AsObject().SelectMany(static p => p.Value!["citations"]?.AsArray() ?? []) ?? [])).Select(static c => c!.AsObject()).ToList();
        var text = new StringBuilder();
        var starts = new List<int>();
        foreach (var citation in citations)
        {
            starts.Add(text.Length);
            text.Append((string)citation["quote"]!).Append('\n');
        }

        byte[] bytes = Encoding.UTF8.GetBytes(text.ToString());
        string hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        File.WriteAllBytes(Path.Combine(folder, hash + ".txt"), bytes);
        result["documents"]![0] = new JsonObject { ["documentId"] = hash, ["fileName"] = (string)result["documents"]![0]!["fileName"]!, ["textSha256"] = hash };
        for (int i = 0; i < citations.Count; i++)
        {
            citations[i]["documentId"] = hash;
            citations[i]["start"] = starts[i];
            citations[i]["end"] = starts[i] + ((string)citations[i]["quote"]!).Length;
        }
    }

    private static string? First(string pattern, string notes) =>
        Regex.Match(notes, pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5)) is { Success: true } match ? match.Value : null;
}

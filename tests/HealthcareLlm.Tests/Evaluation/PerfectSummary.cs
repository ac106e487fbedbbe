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
        foreach (var fact in golden.Facts)
        {
            var alternative = fact.AnyOf.First(all => all.All(p => First(p, notes) is not null));
            string text = fact.Id + ": " + string.Join(" ", alternative.Select(p => First(p, notes)));
            summary[fact.Sections[0]]!.AsArray().Add(Statement(text, "supported", fact.Change));
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
        var citations = result["summary"]!.AsObject().SelectMany(s => s.Value!.AsArray()).SelectMany(s => s!["citations"]!.AsArray()).Select(c => c!.AsObject()).ToList();
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

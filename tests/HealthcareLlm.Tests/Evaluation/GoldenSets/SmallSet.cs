using System.Text;
using System.Text.Json.Nodes;
using HealthcareLlm.Evaluation.GoldenSets;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Tests.Evaluation.GoldenSets;

/// <summary>A small golden set on disk that keeps every promise, to be broken in one place after another.</summary>
internal sealed class SmallSet : IDisposable
{
    internal const string Note = "Patient Name: Jane A Doe\nDate of Birth: 03/04/1961\nMember ID: XQZ123456\nPayer: Blue Harbor Health\nShe denies chest pain.\nDiagnosis: M17.12 Unilateral primary osteoarthritis, left knee\n";

    internal const string Card = "# data card\nSource: invented. Licence: Apache-2.0. Annotated by one person, so no agreement can be given.\n## Known faults\nnone\n";

    internal SmallSet()
    {
        Folder = Path.Combine(Root, "small");
        Directory.CreateDirectory(Path.Combine(Folder, "cases"));
        File.WriteAllText(Path.Combine(Folder, "README.md"), Card);
        AddCase("one", Case("one", "development"), Note);
        var other = Case("two", "test");
        other["record"]!["patient"]!["name"]!["value"] = "Rolf Stein";
        other["record"]!["patient"]!["memberId"]!["value"] = "KLM777888";
        other["record"]!["patient"]!["memberId"]!["at"]!.AsArray().Clear();
        other["record"]!["diagnoses"]!.AsArray().Clear();
        AddCase("two", other, "Stein, Rolf. Another person's note, which says nothing that the first one says, at all. Born on March 4, 1961. Insured as KLM777888.\n");
    }

    internal string Root { get; } = Directory.CreateTempSubdirectory("set").FullName;

    internal string Folder { get; }

    internal string File1 => Path.Combine(Folder, "cases", "one", "case.json");

    internal void AddCase(string id, JsonObject golden, string note)
    {
        string folder = Path.Combine(Folder, "cases", id);
        Directory.CreateDirectory(Path.Combine(folder, "documents"));
        File.WriteAllText(Path.Combine(folder, "documents", "note.txt"), note);
        Write(Path.Combine(folder, "case.json"), golden);
        string[] ids = [.. Directory.GetDirectories(Path.Combine(Folder, "cases")).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal)];
        List(ids);
    }

    internal void List(params string[] ids) => Write(
        Path.Combine(Folder, "evalset.json"), new JsonObject { ["id"] = "small", ["version"] = 1, ["task"] = "prior-auth-request", ["cases"] = new JsonArray([.. ids.Select(i => JsonValue.Create(i))]) });

    internal static JsonObject Case(string id, string part) => new()
    {
        ["schema"] = "golden-case/v1",
        ["id"] = id,
        ["task"] = "prior-auth-request",
        ["date"] = "2026-03-04",
        ["part"] = part,
        ["tags"] = new JsonObject { ["grade"] = "digital", ["sex"] = "female", ["ageBand"] = "40-64" },
        ["documents"] = new JsonArray(new JsonObject { ["file"] = "note.txt", ["pages"] = 1 }),
        ["record"] = new JsonObject
        {
            ["patient"] = new JsonObject
            {
                ["name"] = new JsonObject { ["value"] = "Jane A Doe" },
                ["birthDate"] = new JsonObject { ["value"] = "1961-03-04" },
                ["memberId"] = new JsonObject { ["value"] = "XQZ123456", ["at"] = new JsonArray(new JsonObject { ["file"] = "note.txt", ["page"] = 1 }) },
            },
            ["diagnoses"] = new JsonArray(new JsonObject { ["code"] = new JsonObject { ["value"] = "M17.12", ["at"] = new JsonArray(new JsonObject { ["file"] = "note.txt", ["quote"] = "Diagnosis: M17.12" }) } }),
        },
        ["missing"] = new JsonArray("requestingProvider.npi"),
        ["traps"] = new JsonArray(new JsonObject { ["id"] = "t1", ["kind"] = "negated", ["path"] = "diagnoses[].code", ["value"] = "R07.9" }),
    };

    /// <summary>Changes the first case and gives the line on which a text then stands, from 1.</summary>
    internal int Break(Action<JsonObject> change, string text)
    {
        var golden = JsonNode.Parse(File.ReadAllText(File1))!.AsObject();
        change(golden);
        Write(File1, golden);
        return Array.FindIndex(File.ReadAllLines(File1), l => l.Contains(text, StringComparison.Ordinal)) + 1;
    }

    internal Task<SetReport> CheckAsync(LookAtDocument? look = null, string? outside = null) =>
        new GoldenSetChecker(look ?? Look, (_, _) => Task.FromResult<string?>(null), outside).CheckAsync([Folder]);

    internal static Task<DocumentFacts?> Look(string path, CancellationToken cancellation)
    {
        string text = TextDecoding.Decode(File.ReadAllBytes(path))!.Text;
        return Task.FromResult<DocumentFacts?>(new([.. text.Split('\f').Select(p => new PageFacts(null, null, p, []))], text));
    }

    public void Dispose() => Directory.Delete(Root, true);

    private static void Write(string path, JsonObject json) => File.WriteAllText(path, json.ToJsonString(new() { WriteIndented = true, NewLine = "\n" }) + "\n", new UTF8Encoding(false));
}

using System.Text;
using System.Text.Json.Nodes;
using HealthcareLlm.Drafting;
using HealthcareLlm.Evaluation;

namespace HealthcareLlm.Tests.Evaluation;

/// <summary>A small golden packet of our own and the perfect result for it.</summary>
internal static class SmallPacket
{
    internal const string Case = """
        { "schema": "golden-case/v1", "id": "small", "task": "prior-auth-request", "date": "2026-03-04", "part": "development",
          "tags": { "grade": "clean", "made": "last" },
          "documents": [ { "file": "packet.txt", "pages": 3 } ],
          "record": {
            "patient": { "name": { "value": "Jane A Doe" }, "birthDate": { "value": "1961-03-04" }, "memberId": { "value": "XQZ123456" }, "phone": { "status": "refused", "value": "5125550143", "why": "handwritten" } },
            "coverage": { "payer": { "value": "Blue Harbor Health" }, "groupNumber": { "status": "conflicting", "sides": ["G100", "G200"] } },
            "requestingProvider": { "name": { "value": "Ann Lee" }, "npi": { "status": "refused", "value": "1234567890", "why": "check-digit" } },
            "request": { "urgency": { "value": "standard" },
              "services": [
                { "code": { "value": "27447" }, "codeSystem": { "value": "CPT" }, "description": { "value": "Total knee arthroplasty, left" }, "laterality": { "value": "left" }, "quantity": { "value": "1" }, "startDate": { "value": "2026-03-20" }, "modifiers": [ { "value": "LT" } ] },
                { "code": { "value": "97110" }, "codeSystem": { "value": "CPT" }, "description": { "value": "Therapeutic exercise" }, "quantity": { "value": "12" }, "unit": { "value": "visits" }, "duration": { "value": "6 weeks" } } ] },
            "diagnoses": [ { "code": { "value": "M17.12" }, "description": { "value": "Unilateral primary osteoarthritis, left knee" } }, { "code": { "value": "E66.9" }, "description": { "value": "Obesity" } } ],
            "clinical": {
              "priorTreatments": [ { "treatment": { "value": "naproxen" }, "outcome": { "value": "failed" }, "startDate": { "value": "2025-06" } } ],
              "currentMedications": [ { "name": { "value": "metformin" }, "dose": { "value": "500 mg" }, "frequency": { "value": "twice daily" } } ],
              "allergies": [ { "value": "penicillin" } ],
              "labs": [ { "name": { "value": "Hemoglobin A1c" }, "value": { "value": "7.2" }, "unit": { "value": "%" }, "date": { "value": "2026-02-01" } } ],
              "findings": [ { "value": "Kellgren-Lawrence grade 4 on film", "pattern": "kellgren.{0,40}(4|iv)" } ] } },
          "missing": [ "requestingProvider.npi" ],
          "setAside": [ { "file": "packet.txt", "page": 3, "reason": "other-patient" } ],
          "traps": [ { "id": "t1", "kind": "negated", "path": "diagnoses[].code", "value": "M06.9" }, { "id": "t2", "kind": "other-patient", "path": "clinical.findings[]", "value": "torn meniscus" } ] }
        """;

    internal static GoldenCase Golden()
    {
        string folder = Directory.CreateTempSubdirectory("golden").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "documents"));
        File.WriteAllText(Path.Combine(folder, "documents", "packet.txt"), "nothing");
        File.WriteAllText(Path.Combine(folder, "case.json"), Case);
        return EvalsetReader.ReadCase(folder, "prior-auth-request");
    }

    /// <summary>The result that says exactly what the golden case says.</summary>
    internal static JsonObject Perfect()
    {
        var gold = JsonNode.Parse(Case)!;
        return new JsonObject
        {
            ["schema"] = "prior-auth-request/v1",
            ["outcome"] = "needs-review",
            ["record"] = Tree(string.Empty, gold["record"]),
            ["missing"] = new JsonArray(new JsonObject { ["path"] = "requestingProvider.npi", ["requiredBy"] = "submission", ["request"] = "Please send it." }),
            ["setAside"] = new JsonArray(new JsonObject { ["documentId"] = "d1", ["page"] = 3, ["reason"] = "other-patient" }),
            ["issues"] = new JsonArray(),
            ["documents"] = new JsonArray(new JsonObject { ["documentId"] = "d1", ["fileName"] = "packet.txt" }),
        };
    }

    internal static CaseScore Score(JsonObject result) => CaseScorer.Score("set", Golden(), Encoding.UTF8.GetBytes(result.ToJsonString()));

    internal static JsonObject Extracted(string value) => new() { ["status"] = "extracted", ["value"] = value, ["score"] = 1, ["citations"] = new JsonArray() };

    internal static JsonObject HeldBack(string status, params string[] candidates) =>
        new() { ["status"] = status, ["candidates"] = new JsonArray([.. candidates.Select(c => new JsonObject { ["value"] = c, ["score"] = 0.5 })]), ["reason"] = "why" };

    private static JsonObject Tree(string shape, JsonNode? gold)
    {
        if (RecordFields.Find(shape) is not null) return Leaf(gold);
        string prefix = shape.Length == 0 ? string.Empty : shape + ".";
        var made = new JsonObject();
        foreach (string name in RecordFields.All.Select(f => f.Path).Where(p => p.StartsWith(prefix, StringComparison.Ordinal)).Select(p => p[prefix.Length..].Split('.')[0]).Distinct())
        {
            bool isList = name.EndsWith("[]", StringComparison.Ordinal);
            string plain = isList ? name[..^2] : name;
            made[plain] = isList ? new JsonArray([.. (gold?[plain]?.AsArray() ?? []).Select(e => Tree(prefix + name, e))]) : Tree(prefix + name, gold?[plain]);
        }

        return made;
    }

    private static JsonObject Leaf(JsonNode? gold) => gold switch
    {
        null => new JsonObject { ["status"] = "missing" },
        _ when (string?)gold["status"] == "refused" => HeldBack("refused", (string)gold["value"]!),
        _ when (string?)gold["status"] == "conflicting" => HeldBack("conflicting", [.. gold["sides"]!.AsArray().Select(s => (string)s!)]),
        _ => Extracted((string)gold["value"]!),
    };
}

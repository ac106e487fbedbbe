using System.Text.Json;

namespace HealthcareLlm.Guards;

/// <summary>Rules of the result file that a schema of draft 4 cannot say: which members stand together, and that spans and pages are real.</summary>
internal static class ResultRules
{
    internal static IEnumerable<SchemaFault> Check(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        var pages = new Dictionary<string, HashSet<int>>(StringComparer.Ordinal);
        foreach (var source in root.GetProperty("documents").EnumerateArray())
        {
            pages[source.GetProperty("documentId").GetString()!] = [.. source.GetProperty("pages").EnumerateArray().Select(p => p.GetProperty("number").GetInt32())];
        }

        var faults = new List<SchemaFault>();
        if (root.TryGetProperty("criteria", out var criteria)) CheckCriteria(criteria, faults);
        Walk(root, "#", pages, faults);
        return faults;
    }

    private static void Walk(JsonElement element, string path, Dictionary<string, HashSet<int>> pages, List<SchemaFault> faults)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            int i = 0;
            foreach (var item in element.EnumerateArray()) Walk(item, $"{path}[{i++}]", pages, faults);
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            // The clause of a policy stands in the policy's document, not in one of the case.
            if (element.TryGetProperty("quote", out _) && element.TryGetProperty("clause", out _)) CheckLength(element, path, faults);
            else if (element.TryGetProperty("quote", out _)) CheckCitation(element, path, pages, faults);
            else if (element.TryGetProperty("status", out var status)) CheckStatus(element, status.GetString()!, path, faults);
            foreach (var member in element.EnumerateObject()) Walk(member.Value, path + "." + member.Name, pages, faults);
        }
    }

    private static void CheckCitation(JsonElement citation, string path, Dictionary<string, HashSet<int>> pages, List<SchemaFault> faults)
    {
        CheckLength(citation, path, faults);
        if (!pages.TryGetValue(citation.GetProperty("documentId").GetString()!, out var numbers)) faults.Add(new(path, "UnknownDocument"));
        else if (!numbers.Contains(citation.GetProperty("page").GetInt32())) faults.Add(new(path, "UnknownPage"));
    }

    private static void CheckLength(JsonElement citation, string path, List<SchemaFault> faults)
    {
        int length = citation.GetProperty("end").GetInt32() - citation.GetProperty("start").GetInt32();
        if (length != citation.GetProperty("quote").GetString()!.Length) faults.Add(new(path, "QuoteLength"));
    }

    /// <summary>'N of N criteria evaluated' is counted again: no criterion is left out, a met one has evidence or a reviewer, and nothing that is open is ready.</summary>
    private static void CheckCriteria(JsonElement criteria, List<SchemaFault> faults)
    {
        if (!criteria.TryGetProperty("tree", out var tree))
        {
            if (criteria.GetProperty("choice").GetString() == "chosen" || criteria.GetProperty("outcome").GetString() == "ready-to-submit") faults.Add(new("#.criteria", "NoTree"));
            return;
        }

        var leaves = tree.EnumerateArray().Where(static n => n.GetProperty("op").GetString() == "leaf").ToList();
        if (leaves.Count != criteria.GetProperty("total").GetInt32() || criteria.GetProperty("evaluated").GetInt32() > leaves.Count) faults.Add(new("#.criteria", "CriteriaCount"));
        if (!criteria.GetProperty("sentence").GetString()!.StartsWith($"{criteria.GetProperty("evaluated").GetInt32()} of {leaves.Count} criteria evaluated, policy ", StringComparison.Ordinal)) faults.Add(new("#.criteria", "CriteriaSentence"));
        if (leaves.Exists(static l => l.GetProperty("state").GetString() != "NotDocumented" && !l.TryGetProperty("override", out _) && l.GetProperty("evidence").GetArrayLength() == 0)) faults.Add(new("#.criteria", "CriterionWithoutEvidence"));
        bool ready = criteria.GetProperty("outcome").GetString() == "ready-to-submit";
        if (ready && (tree[0].GetProperty("state").GetString() != "Met" || criteria.GetProperty("submission").GetArrayLength() > 0)) faults.Add(new("#.criteria", "NotReady"));
    }

    private static void CheckStatus(JsonElement element, string status, string path, List<SchemaFault> faults)
    {
        bool value = element.TryGetProperty("value", out _), candidates = element.TryGetProperty("candidates", out var sides);
        bool cited = element.TryGetProperty("citations", out var citations) && citations.GetArrayLength() > 0;
        bool isStatement = element.TryGetProperty("text", out _);
        bool holds = status switch
        {
            "extracted" => value && cited && !candidates && element.TryGetProperty("score", out _) && element.TryGetProperty("confidence", out _),
            "missing" => element.EnumerateObject().Count() == 1,
            "refused" when isStatement => element.TryGetProperty("reason", out _),
            "refused" => !value && candidates && element.TryGetProperty("reason", out _),
            "conflicting" when isStatement => cited,
            "conflicting" => !value && candidates && sides.GetArrayLength() > 1,
            "supported" => cited && isStatement,
            _ => false,
        };
        if (!holds) faults.Add(new(path, "StatusMembers"));
    }
}

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
            if (element.TryGetProperty("quote", out _)) CheckCitation(element, path, pages, faults);
            else if (element.TryGetProperty("status", out var status)) CheckStatus(element, status.GetString()!, path, faults);
            foreach (var member in element.EnumerateObject()) Walk(member.Value, path + "." + member.Name, pages, faults);
        }
    }

    private static void CheckCitation(JsonElement citation, string path, Dictionary<string, HashSet<int>> pages, List<SchemaFault> faults)
    {
        int length = citation.GetProperty("end").GetInt32() - citation.GetProperty("start").GetInt32();
        if (length != citation.GetProperty("quote").GetString()!.Length) faults.Add(new(path, "QuoteLength"));
        if (!pages.TryGetValue(citation.GetProperty("documentId").GetString()!, out var numbers)) faults.Add(new(path, "UnknownDocument"));
        else if (!numbers.Contains(citation.GetProperty("page").GetInt32())) faults.Add(new(path, "UnknownPage"));
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

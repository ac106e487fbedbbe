using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HealthcareLlm.Drafting;

namespace HealthcareLlm.Evaluation.GoldenSets;

/// <summary>
/// Makes the answers of a golden case from a result file that a person has corrected: what stands as a value is right, what is missing no document gives, what is
/// refused must be refused, and a conflict is one.
/// </summary>
public sealed class CaseFromResult
{
    private readonly JsonElement _root;
    private readonly bool _hashed;
    private readonly Dictionary<string, (string File, bool IsText)> _documents;
    private readonly ImmutableArray<string>.Builder _doubts = ImmutableArray.CreateBuilder<string>();

    private CaseFromResult(JsonElement root, bool hashed)
    {
        _root = root;
        _hashed = hashed;
        _documents = root.Array("documents").Where(d => d.Text("documentId") is not null)
            .ToDictionary(d => d.Text("documentId")!, d => (d.Text("fileName") ?? string.Empty, d.Text("mediaType") == "text/plain"), StringComparer.Ordinal);
    }

    /// <summary>Adds the answers to a case.</summary>
    /// <param name="golden">The case; gets <c>record</c> or <c>facts</c> and <c>conflicts</c>, <c>missing</c> and <c>setAside</c>.</param>
    /// <param name="result">Bytes of the corrected result file.</param>
    /// <param name="hashes">SHA-256 of each document that is given, by name.</param>
    /// <param name="hashed">Whether quotes are kept by offsets and hash, since the documents stay outside of the set.</param>
    /// <returns>What a person must still decide, one line each.</returns>
    /// <exception cref="InvalidDataException">It is no result file of this version, or of other documents.</exception>
    public static ImmutableArray<string> Fill(JsonObject golden, ReadOnlyMemory<byte> result, IReadOnlyDictionary<string, string> hashes, bool hashed)
    {
        try
        {
            using var json = JsonDocument.Parse(result);
            var made = new CaseFromResult(json.RootElement, hashed);
            made.Fill(golden, hashes);
            if (golden.ContainsKey("facts")) made.Entries(golden, result);
            return made._doubts.ToImmutable();
        }
        catch (JsonException e)
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"the result is no JSON, at line {(e.LineNumber ?? 0) + 1}"), e);
        }
    }

    /// <summary>Task of a result file; null where it is none of this version.</summary>
    public static string? TaskOf(ReadOnlyMemory<byte> result)
    {
        using var json = JsonDocument.Parse(result);
        return json.RootElement.Text("schema") is "prior-auth-request/v1" or "discharge-summary/v1" ? json.RootElement.Text("schema")![..^3] : null;
    }

    private void Fill(JsonObject golden, IReadOnlyDictionary<string, string> hashes)
    {
        foreach (var (hash, (file, _)) in _documents)
        {
            if (!hashes.Values.Contains(hash, StringComparer.Ordinal)) throw new InvalidDataException($"the result is of a document {file} that is not among those given, or whose bytes are other");
        }

        if (_root.TryGetProperty("record", out var record)) golden["record"] = Tree(record, string.Empty);
        if (_root.TryGetProperty("summary", out var summary)) Facts(golden, summary);
        golden["missing"] = new JsonArray([.. _root.Array("missing").Select(m => m.Text("path")).OfType<string>().Where(p => !Stands(record, p)).Select(p => (JsonNode)p)]);
        golden["setAside"] = new JsonArray([.. _root.Array("setAside").Where(p => _documents.ContainsKey(p.Text("documentId") ?? string.Empty)).Select(p => new JsonObject
        {
            ["file"] = _documents[p.Text("documentId")!].File,
            ["page"] = p.Whole("page") ?? 1,
            ["reason"] = p.Text("reason") ?? "other-patient",
        })]);
    }

    private JsonNode? Tree(JsonElement element, string path)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            return new JsonArray([.. element.EnumerateArray().Select((e, i) => Tree(e, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"))).Where(n => n is not null)]);
        }

        if (RecordFields.Find(path) is not null) return Leaf(element, path);
        if (element.ValueKind != JsonValueKind.Object || element.TryGetProperty("status", out var status) && status.ValueKind == JsonValueKind.String) throw new InvalidDataException($"record.{path} of the result is no field of the contract");
        var made = new JsonObject();
        foreach (var member in element.EnumerateObject())
        {
            if (Tree(member.Value, path.Length == 0 ? member.Name : path + "." + member.Name) is { } child && child is not JsonArray { Count: 0 } and not JsonObject { Count: 0 }) made[member.Name] = child;
        }

        return made;
    }

    private JsonObject? Leaf(JsonElement field, string path)
    {
        var candidates = field.Array("candidates");
        switch (field.Text("status"))
        {
            case "extracted":
                var leaf = new JsonObject { ["value"] = field.Text("value") ?? throw new InvalidDataException($"record.{path} of the result is extracted and has no value: give it one, or the status missing") };
                JsonNode[] places = [.. field.Array("citations").Select(Place).OfType<JsonNode>()];
                if (places.Length > 0) leaf["at"] = new JsonArray(places);
                return leaf;
            case "refused":
                return Refused(field.Text("reason") ?? string.Empty, candidates, path);
            case "conflicting":
                return new JsonObject { ["status"] = "conflicting", ["sides"] = new JsonArray([.. candidates.Select(c => c.Text("value")).OfType<string>().Distinct(StringComparer.Ordinal).Select(v => (JsonNode)v)]) };
            case "missing":
                return null;
            default:
                // What a person wrote there would be lost without a word.
                throw new InvalidDataException($"record.{path} of the result has no status that the contract knows (extracted, missing, refused, conflicting)");
        }
    }

    private JsonObject Refused(string reason, ImmutableArray<JsonElement> candidates, string path)
    {
        string rule = reason.Split(':')[0];
        bool known = rule is "handwritten" or "struck-out" or "check-digit" or "not-a-code" or "ambiguous-date";
        if (!known) _doubts.Add($"{path} was left refused ({rule}): is it right that it must be refused, or has it a value, or is it missing?");
        var leaf = new JsonObject { ["status"] = "refused", ["why"] = known ? rule : "unreadable" };
        if (candidates.Select(c => c.Text("value")).FirstOrDefault(v => v is not null) is { } value) leaf["value"] = value;
        return leaf;
    }

    private JsonObject? Place(JsonElement citation)
    {
        if (!_documents.TryGetValue(citation.Text("documentId") ?? string.Empty, out var document)) return null;
        var place = new JsonObject { ["file"] = document.File, ["page"] = citation.Whole("page") ?? 1 };
        var boxes = citation.Array("boxes").Where(b => b.ValueKind == JsonValueKind.Array && b.GetArrayLength() == 4).Select(b => b.EnumerateArray().Select(n => n.GetDouble()).ToArray()).ToList();
        if (boxes.Count > 0)
        {
            double x = boxes.Min(b => b[0]), y = boxes.Min(b => b[1]);
            place["box"] = new JsonArray([.. new[] { x, y, boxes.Max(b => b[0] + b[2]) - x, boxes.Max(b => b[1] + b[3]) - y }.Select(n => (JsonNode)Math.Round(n, 1))]);
        }

        // Offsets into a recognized text hold for one version of the program only; those of a plain text hold for ever.
        if (!document.IsText || citation.Text("quote") is not { Length: > 0 } quote || citation.Whole("start") is not { } start || citation.Whole("end") is not { } end) return place;
        place["start"] = start;
        place["end"] = end;
        if (_hashed) place["quoteSha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(quote)));
        else place["quote"] = quote;
        return place;
    }

    private void Facts(JsonObject golden, JsonElement summary)
    {
        var facts = new JsonArray();
        var conflicts = new JsonArray();
        if (summary.ValueKind != JsonValueKind.Object) throw new InvalidDataException("summary of the result is no object");
        foreach (var member in summary.EnumerateObject())
        {
            if (SummarySections.All.All(s => s.Name != member.Name) || member.Value.ValueKind != JsonValueKind.Array) throw new InvalidDataException($"summary.{member.Name} of the result is no section of the contract");
        }

        foreach (var section in SummarySections.All)
        {
            int at = 0;
            foreach (var statement in summary.Array(section.Name))
            {
                string path = string.Create(CultureInfo.InvariantCulture, $"summary.{section.Name}[{at++}]");
                if (StatementParts.Fault(statement, section) is { } fault) throw new InvalidDataException($"{path} of the result: {fault}");
                if (statement.Text("status") == "conflicting" || (section.Name == "conflicts" && statement.Text("status") == "supported"))
                {
                    string[] sides = [.. statement.Array("citations").Select(c => c.Text("quote")).OfType<string>().Distinct(StringComparer.Ordinal).Select(q => string.Join(".*", FactPatterns.Of(q)))];
                    if (sides.Length >= 2) conflicts.Add(new JsonObject { ["id"] = Id("c", conflicts.Count), ["about"] = Short(statement.Text("text")), ["sides"] = new JsonArray([.. sides.Select(s => (JsonNode)s)]) });
                    else _doubts.Add($"{path} is a conflict of which fewer than two sides are quoted, and was left out: write it into 'conflicts'");
                }
                else if (statement.Text("status") == "supported")
                {
                    facts.Add(Fact(statement, section, Id("f", facts.Count)));
                    if (StatementParts.HasWordsOfItsOwn(statement, section)) _doubts.Add($"{path} has numbers or words that neither its parts nor its quotes have, so no pattern has them: add them to its fact f{facts.Count:00}");
                    if (section.Name == "dischargeMedications" && Beside(statement, section).Except(OfDrug(statement, section), StringComparer.Ordinal).Any()) _doubts.Add($"{path} has numbers that are years or that no quote has beside the drug and its dose, and no pattern has them: add those that are the drug's own to its fact f{facts.Count:00}");
                }
            }
        }

        golden["facts"] = facts;
        golden["conflicts"] = conflicts;
        if (facts.Count > 0) _doubts.Add(string.Create(CultureInfo.InvariantCulture, $"{facts.Count} facts were made from the words of the statements: widen their patterns to other right wordings, tighten them where a wrong frequency or a denial would pass, and set 'must'"));
    }

    private void Entries(JsonObject golden, ReadOnlyMemory<byte> result)
    {
        var entries = EntriesFromResult.Of(result, _doubts);
        if (entries.Count == 0) return;
        golden["entries"] = entries;
        _doubts.Add("entries were made from the rows of the result: a section that stands there is complete, and every other row would count as invented; add what else is right ('anyOf', rows with 'optional')");
    }

    private static JsonObject Fact(JsonElement statement, SummarySection section, string id)
    {
        // One alternative for the one entry that the statement is: a medication's name, dose and frequency belong together.
        var values = StatementParts.Told(statement, section);
        string text = statement.Text("text") ?? string.Empty;
        var numbers = section.Name == "dischargeMedications" ? OfDrug(statement, section) : Beside(statement, section);
        ImmutableArray<string> patterns = !values.IsEmpty ? [.. values.Select(FactPatterns.Joined).Concat(numbers).Distinct(StringComparer.Ordinal)]
            : section.Name == "codeStatus" ? FactPatterns.OfEveryWord(text, "code", "status") : FactPatterns.Of(text);
        // An entry of a drug has its change, and what must not be taken is judged by its own part.
        if (section.Name != "dischargeMedications") patterns = [.. patterns, .. FactPatterns.Sense(text, patterns)];
        var fact = new JsonObject
        {
            ["id"] = id,
            ["section"] = section.Name,
            ["must"] = section.Required,
            ["anyOf"] = new JsonArray(new JsonArray([.. patterns.Select(p => (JsonNode)p)])),
        };
        if (StatementParts.Value(statement, "change") is { } change and ("new" or "changed" or "continued" or "held" or "stopped")) fact["change"] = change;
        return fact;
    }

    /// <summary>Numbers beside the parts by which a statement is told; none where its text alone tells it, whose patterns have them.</summary>
    private static IEnumerable<string> Beside(JsonElement statement, SummarySection section) =>
        StatementParts.Told(statement, section) is { IsEmpty: false } told ? FactPatterns.NumbersBeside(statement.Text("text") ?? string.Empty, told) : [];

    private static IEnumerable<string> OfDrug(JsonElement statement, SummarySection section) =>
        FactPatterns.NumbersOfDrug(statement.Text("text") ?? string.Empty, StatementParts.Told(statement, section), [.. statement.Array("citations").Select(static c => c.Text("quote")).OfType<string>()]);

    private static string Id(string letter, int count) => letter + (count + 1).ToString("00", CultureInfo.InvariantCulture);

    private static string Short(string? text) => text is null ? string.Empty : text.Length <= 80 ? text : text[..80];

    private static bool Stands(JsonElement record, string path)
    {
        if (record.ValueKind != JsonValueKind.Object) return false;
        return RecordWalk.Leaves(record, "record").Any(l => l.At == "record." + path && l.Leaf.Text("status") == "extracted");
    }
}

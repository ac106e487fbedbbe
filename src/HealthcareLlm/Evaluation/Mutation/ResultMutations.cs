using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace HealthcareLlm.Evaluation.Mutation;

/// <summary>A finished summary with one fault planted in it.</summary>
/// <param name="Kind">What was planted.</param>
/// <param name="Where">Section and place of the statement, from 0.</param>
/// <param name="Result">The result file with the fault.</param>
public sealed record ResultMutation(MutationKind Kind, string Where, ReadOnlyMemory<byte> Result);

/// <summary>
/// Plants faults into a finished summary, where no guard stands any more: whether the harness sees what an engine and its guards let through. Each changes one statement, and its quote
/// stays what it was; an invented entry is cited as if a document gave it.
/// </summary>
public static class ResultMutations
{
    private const string Drugs = "dischargeMedications";

    /// <summary>Sections whose statements say what the patient has.</summary>
    private static readonly ImmutableArray<string> Conditions = ["principalDiagnosis", "secondaryDiagnoses", "significantFindings", "reasonForAdmission"];

    private static readonly ImmutableArray<string> Frequencies = ["three times daily", "once daily"];

    /// <summary>What can be planted, at most so many of a kind.</summary>
    /// <param name="golden">The case: an encounter.</param>
    /// <param name="result">Its clean result.</param>
    /// <param name="perKind">How many of a kind, at most.</param>
    /// <param name="seed">Which of them.</param>
    public static ImmutableArray<ResultMutation> Of(GoldenCase golden, ReadOnlyMemory<byte> result, int perKind, int seed)
    {
        if (JsonNode.Parse(result.Span)?["summary"] is not JsonObject summary) return [];
        var places = summary.Where(s => s.Key != "conflicts" && s.Value is JsonArray).SelectMany(s => s.Value!.AsArray().Select((v, i) => (Section: s.Key, At: i, Statement: v!.AsObject())))
            .Where(p => Text(p.Statement["status"]) == "supported" && Text(p.Statement["text"]) is not null).ToList();
        var planted = ImmutableArray.CreateBuilder<ResultMutation>();
        foreach (var kind in MutationKinds.BehindGuards)
        {
            if (kind == MutationKind.InventedEntry)
            {
                planted.AddRange(Invented(golden, result, summary).OrderBy(m => Order(golden.Id, kind, m.Where, seed), StringComparer.Ordinal).Take(perKind));
                continue;
            }

            var order = places.OrderBy(p => Order(golden.Id, kind, Where(p.Section, p.At), seed), StringComparer.Ordinal);
            planted.AddRange(order.Select(p => Plant(kind, p.Section, p.At, result)).OfType<ResultMutation>().Take(perKind));
        }

        return planted.ToImmutable();
    }

    private static ResultMutation? Plant(MutationKind kind, string section, int at, ReadOnlyMemory<byte> result)
    {
        var root = JsonNode.Parse(result.Span)!;
        var statement = root["summary"]![section]![at]!.AsObject();
        string text = Text(statement["text"])!;
        string? changed = kind switch
        {
            MutationKind.FrequencyInResult when section == Drugs => OtherFrequency(statement, text, root["summary"]![Drugs]!.AsArray()),
            MutationKind.DoseInResult when section == Drugs && Part(statement, "dose") is { } dose && TextMutations.DoubledDose(dose) is var (old, doubled) => InBoth(statement, text, "dose", dose, dose.Replace(old, doubled, StringComparison.Ordinal)),
            MutationKind.SideInResult when section == "procedures" || Conditions.Contains(section) => OtherSide(statement, text),
            MutationKind.LostNegation when section != Drugs && TextMutations.WithoutDenial(text) is { } affirmed => InEveryPart(statement, affirmed, v => TextMutations.WithoutDenial(v) ?? v),
            MutationKind.OtherExperiencer when Conditions.Contains(section) => InEveryPart(statement, "Father: " + text, static v => v, "description", "Father: "),
            MutationKind.OtherChange when section == Drugs && Part(statement, "change") is { } change => Relabelled(statement, text, change, Other(change), inPart: true),
            MutationKind.ChangeInText when section == Drugs && Part(statement, "change") is { } change && Relabelled(statement, text, change, Other(change), inPart: false) is var relabelled && relabelled != text => relabelled,
            _ => null,
        };
        if (changed is null) return null;
        statement["text"] = changed;
        return new(kind, Where(section, at), Encoding.UTF8.GetBytes(root.ToJsonString()));
    }

    private static IEnumerable<ResultMutation> Invented(GoldenCase golden, ReadOnlyMemory<byte> result, JsonObject summary)
    {
        var words = NormalForm.Words(summary.ToJsonString()).Concat(golden.Facts.SelectMany(f => f.AnyOf).SelectMany(a => a).SelectMany(p => NormalForm.Words(p))).ToHashSet(StringComparer.Ordinal);
        // Cited where some statement is: only the quote is of what was invented.
        if (summary.Where(s => s.Key != "conflicts" && s.Value is JsonArray).SelectMany(s => s.Value!.AsArray()).SelectMany(s => s?["citations"] as JsonArray ?? []).FirstOrDefault() is not JsonObject cited) yield break;
        foreach (var entry in PlantedEntry.All.Where(e => e.IsInvented(words)))
        {
            var root = JsonNode.Parse(result.Span)!;
            if (root["summary"]![entry.Section] is not JsonArray section) continue;
            JsonArray Cited(string quote)
            {
                var citation = cited.DeepClone().AsObject();
                (citation["quote"], citation["end"]) = (quote, (int)(citation["start"] ?? 0)! + quote.Length);
                return new JsonArray(citation);
            }

            var statement = new JsonObject { ["text"] = entry.Text, ["status"] = "supported", ["score"] = 0.8, ["confidence"] = null, ["citations"] = Cited(entry.Text) };
            if (!entry.Parts.IsEmpty) statement["parts"] = new JsonObject([.. entry.Parts.Select(p => KeyValuePair.Create(p.Name, (JsonNode?)new JsonObject { ["status"] = "extracted", ["value"] = p.Value, ["score"] = 0.8, ["confidence"] = null, ["citations"] = Cited(p.Value) }))]);
            section.Add(statement);
            yield return new(MutationKind.InventedEntry, entry.Section + " " + entry.Id, Encoding.UTF8.GetBytes(root.ToJsonString()));
        }
    }

    private static string? OtherFrequency(JsonObject statement, string text, JsonArray drugs)
    {
        if (Part(statement, "frequency") is not { } own) return null;
        string? other = drugs.Select(d => Part(d!.AsObject(), "frequency")).OfType<string>().Order(StringComparer.Ordinal).Concat(Frequencies).FirstOrDefault(f => !IsSame(own, f));
        return other is null ? null : InBoth(statement, text, "frequency", own, other);
    }

    private static bool IsSame(string one, string two) => Comparator.Same("clinical.currentMedications[].frequency", one, two) || Comparator.Same("clinical.currentMedications[].frequency", two, one);

    /// <summary>Another value in the part and in the text; null where the text does not have the old one.</summary>
    private static string? InBoth(JsonObject statement, string text, string part, string old, string other)
    {
        if (!text.Contains(old, StringComparison.OrdinalIgnoreCase)) return null;
        statement["parts"]![part]!["value"] = other;
        return text.Replace(old, other, StringComparison.OrdinalIgnoreCase);
    }

    private static string? OtherSide(JsonObject statement, string text) => TextMutations.OtherSide(text) is { } other ? InEveryPart(statement, other, v => TextMutations.OtherSide(v) ?? v) : null;

    /// <summary>Changes the values of parts alike, so that text and parts agree.</summary>
    private static string InEveryPart(JsonObject statement, string text, Func<string, string> change, string? only = null, string before = "")
    {
        foreach (var (name, part) in statement["parts"] as JsonObject ?? [])
        {
            if (Text(part?["value"]) is { } value && (only is null || only == name)) part!["value"] = before + change(value);
        }

        return text;
    }

    private static string Other(string change) => change.Equals("continued", StringComparison.OrdinalIgnoreCase) ? "stopped" : "continued";

    /// <summary>The text with another change at its head, where it stands there ('Stopped: …').</summary>
    private static string Relabelled(JsonObject statement, string text, string change, string other, bool inPart)
    {
        if (inPart) statement["parts"]!["change"]!["value"] = other;
        return text.StartsWith(change + ":", StringComparison.OrdinalIgnoreCase) ? char.ToUpperInvariant(other[0]) + other[1..] + text[change.Length..] : text;
    }

    private static string? Part(JsonObject statement, string name) => Text(statement["parts"]?[name]?["status"]) == "extracted" ? Text(statement["parts"]![name]!["value"]) : null;

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static string Where(string section, int at) => string.Create(CultureInfo.InvariantCulture, $"{section}[{at}]");

    private static string Order(string id, MutationKind kind, string where, int seed) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed} {id} {kind} {where}"))));
}

using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using HealthcareLlm.Drafting;

namespace HealthcareLlm.Evaluation.GoldenSets;

/// <summary>The parts of a statement in a result that a person has corrected, and whether they still say what its text says.</summary>
internal static class StatementParts
{
    /// <summary>Parts by which a fact is told, where the statement has them.</summary>
    private static readonly FrozenSet<string> Telling = FrozenSet.Create(StringComparer.Ordinal, "name", "dose", "route", "frequency", "duration", "description", "value", "date", "substance", "reaction", "test", "laterality", "admissionDate", "dischargeDate", "disposition");

    /// <summary>Parts that may come from elsewhere than the text: a rule maps them, or another sentence gives them.</summary>
    private static readonly FrozenSet<string> Apart = FrozenSet.Create(StringComparer.Ordinal, "change", "direction", "laterality", "reason", "responsible", "problem", "operator", "code", "about");

    /// <summary>What is wrong with a statement, so that a correction in it would be lost; null where nothing is.</summary>
    internal static string? Fault(JsonElement statement, SummarySection section)
    {
        if (statement.ValueKind != JsonValueKind.Object || statement.Text("status") is not ("supported" or "refused" or "conflicting")) return "it has no status that the contract knows (supported, refused, conflicting)";
        if (string.IsNullOrWhiteSpace(statement.Text("text"))) return "it has no text";
        if (!statement.TryGetProperty("parts", out var parts)) return null;
        if (parts.ValueKind != JsonValueKind.Object) return "its parts are no object";
        foreach (var part in parts.EnumerateObject())
        {
            if (!section.Parts.Contains(part.Name)) return $"the contract has no part {part.Name} there";
            if (part.Value.ValueKind != JsonValueKind.Object || part.Value.Text("status") is not ("extracted" or "missing" or "refused" or "conflicting")) return $"its part {part.Name} has no status that the contract knows (extracted, missing, refused, conflicting)";
            if (part.Value.Text("status") != "extracted") continue;
            if (part.Value.Text("value") is not { } value) return $"its part {part.Name} is extracted and has no value";
            if (statement.Text("status") == "supported" && !Apart.Contains(part.Name) && !Stands(value, statement.Text("text")!)) return $"its text and its parts differ: correct both ({part.Name})";
        }

        return null;
    }

    /// <summary>Values of the parts by which the fact is told, in the contract's order; empty where the text alone tells it.</summary>
    internal static ImmutableArray<string> Told(JsonElement statement, SummarySection section)
    {
        ImmutableArray<string> told = [.. section.Parts.Where(Telling.Contains).Select(p => Value(statement, p)).OfType<string>()];
        return told;
    }

    /// <summary>Value of a part that stands; null for none.</summary>
    internal static string? Value(JsonElement statement, string part) =>
        statement.TryGetProperty("parts", out var parts) && parts.ValueKind == JsonValueKind.Object && parts.TryGetProperty(part, out var field) && field.Text("status") == "extracted" ? field.Text("value") : null;

    /// <summary>Whether a statement that is told by its parts has a number, or of a medication any word, that stands neither in a part nor in a quote: a person wrote it, and no pattern has it.</summary>
    internal static bool HasWordsOfItsOwn(JsonElement statement, SummarySection section)
    {
        if (Told(statement, section).IsEmpty) return false;
        var known = section.Parts.Select(p => Value(statement, p)).Concat(statement.Array("citations").Select(c => c.Text("quote"))).OfType<string>().SelectMany(t => NormalForm.Words(t)).ToHashSet(StringComparer.Ordinal);
        return NormalForm.Words(statement.Text("text") ?? string.Empty).Any(w => !known.Contains(w) && (NormalForm.IsNumber(w) || section.Name == "dischargeMedications"));
    }

    /// <summary>Whether the text has the value's words side by side; of a day, whether no other day than it stands in the text.</summary>
    private static bool Stands(string value, string text)
    {
        if (DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            var named = FactPatterns.Dates(text).ToList();
            return named.Count == 0 || named.Exists(d => d.Day == day.Day && d.Month == day.Month && (d.Year == 0 || d.Year == day.Year || (d.Year < 100 && d.Year == day.Year % 100)));
        }

        var (sought, words) = (NormalForm.Words(value), NormalForm.Words(text));
        return Enumerable.Range(0, Math.Max(0, words.Length - sought.Length + 1)).Any(at => words.AsSpan(at, sought.Length).SequenceEqual(sought.AsSpan()));
    }
}

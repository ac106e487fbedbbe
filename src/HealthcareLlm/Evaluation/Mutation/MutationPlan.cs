using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HealthcareLlm.Drafting;

namespace HealthcareLlm.Evaluation.Mutation;

/// <summary>A mutation that can be planted: what the documents then say, what the engine goes on saying, and what is right.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Where">Path of the leaf with indexes, or section of the statement.</param>
/// <param name="Old">What the engine says: the value, or the statement's text.</param>
/// <param name="Edits">Changes of the documents.</param>
/// <param name="Moved">What the engine cites in place of the right places; empty where it cites these.</param>
/// <param name="Gold">The case as it is right now.</param>
public sealed record PlannedMutation(MutationKind Kind, string Where, string Old, ImmutableArray<TextEdit> Edits, ImmutableArray<CitedPlace> Moved, GoldenCase Gold);

/// <summary>Finds what can be planted in a case whose clean result is known: only values that are right, cited, and stand once, so that each outcome means something.</summary>
public static class MutationPlan
{
    private static readonly MutationKind[] Kinds =
        [MutationKind.NegationFlip, MutationKind.DigitChange, MutationKind.DoseChange, MutationKind.OtherSide, MutationKind.YearShift, MutationKind.CitationShift];

    /// <summary>The mutations of a packet.</summary>
    /// <param name="golden">The case.</param>
    /// <param name="result">Its clean result.</param>
    /// <param name="texts">The documents' texts; places in others are left alone.</param>
    /// <param name="perKind">How many of a kind, at most.</param>
    /// <param name="seed">Which of them.</param>
    public static ImmutableArray<PlannedMutation> Request(GoldenCase golden, JsonElement result, ImmutableArray<PlantingText> texts, int perKind, int seed)
    {
        if (golden.Record is null || !result.TryGetProperty("record", out var record)) return [];
        var fields = Fields(record, string.Empty).Where(f => f.Field.Text("status") == "extracted" && f.Field.Text("value") is not null).ToList();
        var planned = ImmutableArray.CreateBuilder<PlannedMutation>();
        foreach (var kind in Kinds)
        {
            var order = fields.OrderBy(f => Order(golden.Id, kind, f.Path, seed), StringComparer.Ordinal);
            planned.AddRange(order.Select(f => Plan(golden, kind, f.Path, f.Field, fields, texts)).OfType<PlannedMutation>().Take(perKind));
        }

        return planned.ToImmutable();
    }

    /// <summary>The mutations of an encounter.</summary>
    public static ImmutableArray<PlannedMutation> Summary(GoldenCase golden, JsonElement result, ImmutableArray<PlantingText> texts, int perKind, int seed)
    {
        if (!result.TryGetProperty("summary", out var summary)) return [];
        var statements = summary.EnumerateObject().Where(s => s.Name != "conflicts").SelectMany(s => s.Value.EnumerateArray().Select(v => (Section: s.Name, Statement: v)))
            .Where(s => s.Statement.Text("status") == "supported" && s.Statement.Text("text") is not null).ToList();
        var planned = ImmutableArray.CreateBuilder<PlannedMutation>();
        foreach (var kind in Kinds)
        {
            var order = statements.Where(s => statements.Count(o => o.Statement.Text("text") == s.Statement.Text("text")) == 1).OrderBy(s => Order(golden.Id, kind, s.Statement.Text("text")!, seed), StringComparer.Ordinal);
            planned.AddRange(order.Select(s => Plan(golden, kind, s.Section, s.Statement, texts)).OfType<PlannedMutation>().Take(perKind));
        }

        return planned.ToImmutable();
    }

    private static PlannedMutation? Plan(GoldenCase golden, MutationKind kind, string path, JsonElement field, List<(string Path, JsonElement Field)> fields, ImmutableArray<PlantingText> texts)
    {
        string value = field.Text("value")!, shape = RecordFields.WithoutIndexes(path);
        var places = Places(field, texts);
        if (places.IsEmpty || RecordFields.Find(shape) is not { } contract || GoldEdit.At(golden, path) is not GoldLeaf.Given gold || !Comparator.IsRight(shape, gold, value)) return null;
        // The same value elsewhere in the list would stand rightly, and say nothing.
        if (fields.Count(f => RecordFields.WithoutIndexes(f.Path) == shape && Comparator.Same(shape, value, f.Field.Text("value")!)) > 1) return null;
        var changed = kind switch
        {
            MutationKind.DigitChange when contract.Kind is FieldKind.Identifier or FieldKind.Npi or FieldKind.DiagnosisCode or FieldKind.ServiceCode or FieldKind.Phone or FieldKind.Number => TextMutations.Digit(value, places, texts),
            MutationKind.DoseChange when shape.EndsWith(".dose", StringComparison.Ordinal) => TextMutations.Dose(value, places, texts),
            MutationKind.OtherSide when shape.EndsWith(".laterality", StringComparison.Ordinal) || (contract.Kind == FieldKind.Text && HasSide(value)) => TextMutations.Side(value, places, texts),
            MutationKind.YearShift when contract.Kind is FieldKind.Date or FieldKind.PartialDate => TextMutations.Year(value, places, texts),
            _ => null,
        };
        if (changed is { } change && !Comparator.Same(shape, value, change.Value))
        {
            GoldLeaf right = contract.Kind == FieldKind.Npi ? new GoldLeaf.Refused(change.Value, "check-digit") : new GoldLeaf.Given(change.Value, [], null, []);
            return new(kind, path, value, change.Edits, [], GoldEdit.With(golden, path, right));
        }

        if (kind == MutationKind.NegationFlip && shape is "diagnoses[].description" or "diagnoses[].code" or "clinical.findings[]" or "clinical.priorTreatments[].treatment" && TextMutations.Negation(value, shape == "clinical.priorTreatments[].treatment" ? "never received " : "no evidence of ", places, texts) is { } denied)
        {
            return new(kind, path, value, denied, [], GoldEdit.WithTrap(GoldEdit.With(golden, path, null), path, value));
        }

        return kind == MutationKind.CitationShift && contract.Critical && TextMutations.NextLines(value, places, texts) is { } moved ? new(kind, path, value, [], moved, golden) : null;
    }

    private static PlannedMutation? Plan(GoldenCase golden, MutationKind kind, string section, JsonElement statement, ImmutableArray<PlantingText> texts)
    {
        string text = statement.Text("text")!;
        var places = Places(statement, texts);
        if (places.IsEmpty) return null;
        ImmutableArray<TextEdit>? edits = kind switch
        {
            MutationKind.DigitChange => NormalForm.Numbers(text).Where(n => n.Length >= 2).Select(n => TextMutations.Digit(n, places, texts)).FirstOrDefault(c => c is not null)?.Edits,
            MutationKind.DoseChange => TextMutations.Dose(text, places, texts)?.Edits,
            MutationKind.OtherSide when HasSide(text) => TextMutations.Side(text, places, texts)?.Edits,
            MutationKind.YearShift => TextMutations.Year(text, places, texts)?.Edits,
            MutationKind.NegationFlip when section is "principalDiagnosis" or "secondaryDiagnoses" or "significantFindings" => TextMutations.Negation(text, "no evidence of ", places, texts),
            _ => null,
        };
        // What is denied now is a trap of the case: the statement itself.
        if (edits is { } planted) return new(kind, section, text, planted, [], golden with { Traps = [new("mutation", "mutation", null, null, [System.Text.RegularExpressions.Regex.Escape(text)], [])] });
        return kind == MutationKind.CitationShift && TextMutations.NextLines(text, places, texts) is { } moved ? new(kind, section, text, [], moved, golden) : null;
    }

    private static bool HasSide(string text) => NormalForm.Words(text).Any(w => w is "left" or "right");

    /// <summary>The cited places; none where one of them lies in a document that nothing can be planted in.</summary>
    private static ImmutableArray<CitedPlace> Places(JsonElement cited, ImmutableArray<PlantingText> texts)
    {
        var places = ImmutableArray.CreateBuilder<CitedPlace>();
        foreach (var citation in cited.Array("citations"))
        {
            var document = texts.FirstOrDefault(t => t.Id.Hex == citation.Text("documentId"));
            if (document is null || citation.Whole("start") is not { } start || citation.Whole("end") is not { } end || end > document.Text.Length) return [];
            places.Add(new(document.Id, new(start, end)));
        }

        return places.ToImmutable();
    }

    internal static IEnumerable<(string Path, JsonElement Field)> Fields(JsonElement element, string path)
    {
        if (path.Length > 0 && RecordFields.Find(path) is not null) return [(path, element)];
        return element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject().SelectMany(m => Fields(m.Value, path.Length == 0 ? m.Name : path + "." + m.Name)),
            JsonValueKind.Array => element.EnumerateArray().SelectMany((e, i) => Fields(e, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{path}[{i}]"))),
            _ => [],
        };
    }

    private static string Order(string id, MutationKind kind, string path, int seed) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{seed} {id} {kind} {path}"))));
}

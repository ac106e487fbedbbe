using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace HealthcareLlm.Evaluation.GoldenSets;

/// <summary>Checks the <c>entries</c> of an encounter, by which every row of a summary is judged: normal forms, patterns, rows that stand twice, and drugs, substances and doses that no document has.</summary>
internal static class EntriesCheck
{
    // Characters within which the dose of a drug stands behind or before its name.
    private const int Reach = 240;

    /// <summary>Checks what can be told without the documents.</summary>
    /// <param name="file">The case.</param>
    /// <param name="pattern">Checks a pattern at a place.</param>
    internal static void Check(CaseFile file, Action<JsonElement, string> pattern)
    {
        foreach (var (section, entry, at) in Entries(file.Root))
        {
            foreach (var part in entry.EnumerateObject().Where(static p => p.Value.ValueKind == JsonValueKind.Object))
            {
                string where = at + "." + part.Name;
                if (GoldFields.Find(PathOf(section, part.Name)) is not { } field) continue;
                if (part.Value.Text("value"u8) is { } value && LeafForm.Fault(field, value) is { } fault) file.Add(where + ".value", SetRules.Values, fault);
                if (part.Value.TryGetProperty("pattern"u8, out var own)) pattern(own, where + ".pattern");
                if (part.Value.Text("value"u8) is null && part.Value.Text("pattern"u8) is null) file.Add(where, SetRules.Values, "has neither value nor pattern");
            }
        }

        foreach (var section in Entries(file.Root).GroupBy(static e => e.Section, StringComparer.Ordinal))
        {
            // Diagnoses and tests may stand in two wordings, of which a summary has one.
            if (section.Key is not ("dischargeMedications" or "allergies" or "codeStatus")) continue;
            var keys = RecordScorer.KeysOf(GoldFields.Summary + "." + section.Key + "[]");
            string path = PathOf(section.Key, keys[0]);
            // A drug of two strengths is two rows.
            var seen = new List<(string Value, string Dose)>();
            foreach (var (_, entry, at) in section)
            {
                if (Value(entry, keys[0]) is not { } value) continue;
                string dose = Value(entry, "dose") ?? Value(entry, "date") ?? string.Empty;
                if (seen.Exists(s => s.Dose == dose && Comparator.Same(path, s.Value, value))) file.Add(at, SetRules.Values, $"the same row stands twice: {keys[0]}");
                seen.Add((value, dose));
            }
        }
    }

    /// <summary>Whether every drug and substance is named in a document, and the dose of a drug near its name.</summary>
    /// <param name="file">The case.</param>
    /// <param name="texts">Text of every document; null where one has none.</param>
    /// <param name="tally">Counts what was and what could not be checked.</param>
    internal static void InDocuments(CaseFile file, ImmutableArray<string>? texts, SetTally tally)
    {
        foreach (var (section, entry, at) in Entries(file.Root))
        {
            string? key = section switch { "dischargeMedications" => "name", "allergies" => "substance", _ => null };
            if (key is null || !entry.TryGetProperty(key, out var leaf)) continue;
            if (texts is null)
            {
                tally.NotChecked("drugs and substances of entries, in cases of which a document has no text");
                continue;
            }

            tally.Checked("drugs and substances of entries, looked for in every document");
            var names = Writings(leaf).Select(static w => NormalForm.Words(w).Where(static x => x.Length > 2).MaxBy(static x => x.Length)).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
            var places = texts.Value.SelectMany(t => names.SelectMany(n => Places(t, n).Select(p => t[Math.Max(0, p - Reach)..Math.Min(t.Length, p + Reach)]))).ToList();
            if (places.Count == 0 && !(section == "allergies" && Writings(leaf).Any(static w => w.Contains("none", StringComparison.OrdinalIgnoreCase) || w.Contains("no ", StringComparison.OrdinalIgnoreCase)))) file.Add(at + "." + key, SetRules.Quotes, "no document names it");
            if (places.Count == 0 || !entry.TryGetProperty("dose"u8, out var dose)) continue;
            if (!Writings(dose).Any(d => NormalForm.Numbers(d) is var numbers && places.Exists(p => NormalForm.Words(p) is var words && numbers.All(words.Contains)))) file.Add(at + ".dose", SetRules.Quotes, "no document has this dose near the drug's name");
        }
    }

    private static string PathOf(string section, string part) => GoldFields.Summary + "." + section + (section == "encounter" ? "." : "[].") + part;

    private static string? Value(JsonElement entry, string part) => entry.TryGetProperty(part, out var leaf) && leaf.ValueKind == JsonValueKind.Object ? leaf.Text("value"u8) : null;

    private static IEnumerable<string> Writings(JsonElement leaf) => [.. leaf.Text("value"u8) is { } value ? [value] : Array.Empty<string>(), .. leaf.Texts("anyOf"u8)];

    private static IEnumerable<int> Places(string text, string word)
    {
        for (int at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(word, at + word.Length, StringComparison.OrdinalIgnoreCase)) yield return at;
    }

    private static IEnumerable<(string Section, JsonElement Entry, string At)> Entries(JsonElement root)
    {
        if (!root.TryGetProperty("entries"u8, out var entries) || entries.ValueKind != JsonValueKind.Object) yield break;
        foreach (var section in entries.EnumerateObject())
        {
            if (section.Value.ValueKind == JsonValueKind.Object) yield return (section.Name, section.Value, "entries." + section.Name);
            if (section.Value.ValueKind != JsonValueKind.Array) continue;
            int i = 0;
            foreach (var entry in section.Value.EnumerateArray())
            {
                string at = string.Create(CultureInfo.InvariantCulture, $"entries.{section.Name}[{i++}]");
                if (entry.ValueKind == JsonValueKind.Object) yield return (section.Name, entry, at);
            }
        }
    }
}

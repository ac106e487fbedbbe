using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using HealthcareLlm.Drafting;

namespace HealthcareLlm.Evaluation.GoldenSets;

/// <summary>Checks a <c>case.json</c> for what can be told without its documents: format, names, paths, values, patterns.</summary>
internal static class CaseCheck
{
    private const string Request = "prior-auth-request";

    private const string MatchesAnything = "matches an empty text, or nearly any";

    // Texts that have nothing in common but their trade: what matches most of them tells nothing.
    private static readonly ImmutableArray<string> Unlike =
        ["aspirin 81 mg", "left knee effusion", "no known drug allergies", "Hgb 9.4", "two weeks after discharge", "full code", "colonoscopy", "CT of the chest", "home", "E11.9", "BUN", "Dr. Ngo"];

    /// <summary>Opens a case and adds its faults. The caller disposes of it.</summary>
    /// <param name="folder">The case's folder.</param>
    /// <param name="task">The set's task; null where any will do.</param>
    internal static CaseFile Open(string folder, string? task)
    {
        var file = CaseFile.Open(Path.Combine(folder, "case.json"), GoldenSchema.Case, named: true);
        if (!file.IsRead || file.Faults.Any(f => f.Path == "schema")) return file;
        var root = file.Root;
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));
        if (root.Text("id"u8) is { } id && id != name) file.Add("id", SetRules.Names, $"is {id}, and the folder is called {name}");
        string? found = root.Text("task"u8);
        if (task is not null && found is not null && found != task) file.Add("task", SetRules.Names, $"is {found}, and the set's task is {task}");
        if (root.Text("date"u8) is { } date && !DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) file.Add("date", SetRules.Values, "is no day of the calendar");
        foreach (var fault in KnownFaults.Of(file.Content, static (_, its) => Within(its.file, its.found), (file, found))) file.Add(fault.At, fault.Rule, fault.Message, fault.Weight);
        return file;
    }

    // A set is read for every run, and what does not change is as sound as it was.
    private static readonly KnownTexts<UInt128, ImmutableArray<(string At, string Rule, string Message, FaultWeight Weight)>> KnownFaults = new(20_000);

    /// <summary>What is wrong with a file whatever it is called.</summary>
    private static ImmutableArray<(string At, string Rule, string Message, FaultWeight Weight)> Within(CaseFile file, string? task) => file.Aside(() =>
    {
        Unique(file, "documents", "file");
        foreach (string list in (ImmutableArray<string>)["traps", "facts", "conflicts"]) Unique(file, list, "id");
        if (task == Request) CheckRequest(file);
        else CheckEncounter(file);
        if (task != Request)
        {
            EncounterCheck.Check(file);
            EntriesCheck.Check(file, (pattern, at) => Pattern(file, pattern, at));
        }

        Traps(file, task == Request);
        PageReferences(file);
    });

    private static void Unique(CaseFile file, string list, string name)
    {
        if (file.Root.Array(list).Length < 2) return;
        // Names of files are one where the case of letters is not told apart.
        var seen = new Dictionary<string, string>(name == "file" ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (var (entry, at) in Entries(file, list))
        {
            if (entry.Text(name) is not { } value || seen.TryAdd(value, value)) continue;
            file.Add(at, SetRules.Names, seen[value] == value ? $"'{value}' stands twice among {list}" : $"'{value}' differs from '{seen[value]}' in the case of letters alone: on some systems they would be one file");
        }
    }

    private static void CheckRequest(CaseFile file)
    {
        if (!file.Root.TryGetProperty("record", out var record)) file.Add(string.Empty, SetRules.Format, "a case of prior-auth-request needs a 'record'");
        else Walk(file);
        foreach (string odd in (ImmutableArray<string>)["facts", "conflicts", "assertions"])
        {
            if (!file.Root.Array(odd).IsEmpty) file.Add(odd, SetRules.Format, "belongs to an encounter, not to a packet");
        }

        var needed = RecordFields.Needed.Select(n => RecordFields.WithoutIndexes(n.Path)).ToHashSet(StringComparer.Ordinal);
        for (int i = 0; i < file.Root.Array("missing"u8).Length; i++)
        {
            string at = Index("missing", i), path = file.Root.Array("missing"u8)[i].GetString() ?? string.Empty;
            if (!needed.Contains(RecordFields.WithoutIndexes(path))) file.Add(at, SetRules.Paths, $"{path} is not among what the contract needs to submit");
            else if (At(record, path) is { } leaf && leaf.Text("status"u8) is null or "extracted" && leaf.ValueKind == JsonValueKind.Object && leaf.Text("value"u8) is not null) file.Add(at, SetRules.Values, $"{path} is said to be missing and has a value");
        }
    }

    private static void CheckEncounter(CaseFile file)
    {
        if (file.Root.TryGetProperty("record", out _)) file.Add("record", SetRules.Format, "belongs to a packet, not to an encounter");
        var sections = SummarySections.All.Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (fact, at) in Entries(file, "facts"))
        {
            foreach (string section in (fact.Text("section"u8) ?? string.Empty).Split('|').Where(s => !sections.Contains(s))) file.Add(at + ".section", SetRules.Paths, $"the contract has no section '{section}'");
            var alternatives = fact.Array("anyOf"u8);
            for (int i = 0; i < alternatives.Length; i++)
            {
                if (alternatives[i].ValueKind == JsonValueKind.Array) Patterns(file, alternatives[i], Index(at + ".anyOf", i), together: true);
            }
        }

        foreach (var (conflict, at) in Entries(file, "conflicts")) Patterns(file, conflict.TryGetProperty("sides", out var sides) ? sides : default, at + ".sides", together: false);
        for (int i = 0; i < file.Root.Array("missing"u8).Length; i++)
        {
            string section = (file.Root.Array("missing"u8)[i].GetString() ?? string.Empty).Split('.', '[')[0];
            if (!sections.Contains(section)) file.Add(Index("missing", i), SetRules.Paths, $"the contract has no section '{section}'");
        }

        foreach (var (assertion, at) in Entries(file, "assertions"))
        {
            bool quoted = assertion.Text("quote"u8) is not null, hashed = assertion.Text("quoteSha256"u8) is not null && assertion.Whole("start"u8) is not null && assertion.Whole("end"u8) is not null;
            if (quoted == hashed) file.Add(at, SetRules.Quotes, "needs either its quote, or start, end and quoteSha256");
            if (assertion.Text("quote"u8) is { } quote && assertion.Text("about"u8) is { } about && !quote.Contains(about, StringComparison.Ordinal)) file.Add(at + ".about", SetRules.Quotes, "does not stand in the quote");
        }
    }

    private static void Traps(CaseFile file, bool isRequest)
    {
        foreach (var (trap, at) in Entries(file, "traps"))
        {
            if (trap.TryGetProperty("patterns", out var patterns)) Patterns(file, patterns, at + ".patterns", together: true);
            if (!isRequest)
            {
                if (trap.Array("patterns"u8).IsEmpty) file.Add(at, SetRules.Format, "a trap of an encounter needs patterns");
                // A trap that no section holds can never spring.
                foreach (string section in trap.Texts("sections"u8).Where(static s => SummarySections.All.All(known => known.Name != s))) file.Add(at + ".sections", SetRules.Paths, $"the contract has no section '{section}'");
                continue;
            }

            if (trap.Text("path"u8) is not { } path || trap.Text("value"u8) is null) file.Add(at, SetRules.Format, "a trap of a packet needs a path and a value");
            else if (!RecordShape.IsLeaf(RecordFields.WithoutIndexes(path))) file.Add(at + ".path", SetRules.Paths, $"the contract has no leaf {path}");
            else if (SprungBy(file, path, trap.Text("value"u8)!) is { } right) file.Add(at + ".value", SetRules.Values, $"a right result would spring this trap: it is the gold's own value at {right}");
        }
    }

    /// <summary>Where the gold has a value that would spring the trap, as the judge decides it; null where nowhere. What must be refused, or is conflicting, is given by no right result.</summary>
    private static string? SprungBy(CaseFile file, string path, string trap)
    {
        string shape = RecordFields.WithoutIndexes(path);
        return file.Leaves.Where(l => l.Field.Path == shape && l.Leaf.Text("status"u8) is null or "extracted")
            .FirstOrDefault(l => l.Leaf.Texts("anyOf"u8).Append(l.Leaf.Text("value"u8) ?? string.Empty).Any(v => TrapJudge.IsSprung(path, trap, v))).At;
    }

    private static void PageReferences(CaseFile file)
    {
        var pages = Entries(file, "documents").GroupBy(d => d.Entry.Text("file"u8) ?? string.Empty, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Entry.Whole("pages"u8) ?? 1, StringComparer.Ordinal);
        foreach (string list in (ImmutableArray<string>)["setAside", "traps", "assertions"])
        {
            foreach (var (entry, at) in Entries(file, list)) Reference(file, entry, at, pages);
        }

        foreach (var (place, at) in RecordWalk.Places(file.Leaves)) Reference(file, place, at, pages);
    }

    private static void Reference(CaseFile file, JsonElement entry, string at, Dictionary<string, int> pages)
    {
        if (entry.Text("file"u8) is not { } name) return;
        if (!pages.TryGetValue(name, out int count)) file.Add(at + ".file", SetRules.Documents, $"{name} is not among the documents");
        else if (entry.Whole("page"u8) > count) file.Add(at + ".page", SetRules.Documents, string.Create(CultureInfo.InvariantCulture, $"{name} is said to have {count} pages"));
    }

    private static void Walk(CaseFile file)
    {
        foreach (var (leaf, at, field) in file.Leaves) Leaf(file, leaf, at, field);
    }

    private static void Leaf(CaseFile file, JsonElement leaf, string at, RecordField field)
    {
        string? value = leaf.Text("value"u8), pattern = leaf.Text("pattern"u8);
        if (leaf.TryGetProperty("pattern", out var written)) Pattern(file, written, at + ".pattern");
        switch (leaf.Text("status"u8))
        {
            case "conflicting":
                if (leaf.Array("sides"u8).Length < 2) file.Add(at, SetRules.Values, "a conflict needs two sides or more");
                else if (leaf.Texts("sides"u8) is var sides && sides.Any(s => sides.Count(o => Comparator.Same(field.Path, s, o)) > 1)) file.Add(at + ".sides", SetRules.Values, "two sides of the conflict are the same");
                return;
            case "refused":
                if (leaf.Text("why"u8) is null) file.Add(at, SetRules.Values, "what must be refused needs 'why'");
                return;
        }

        if (value is null && pattern is null) file.Add(at, SetRules.Values, "has neither value nor pattern");
        if (leaf.Text("why"u8) is not null || !leaf.Array("sides"u8).IsEmpty) file.Add(at, SetRules.Values, "has 'why' or 'sides' and is neither refused nor conflicting");
        if (pattern is not null && field.Kind != FieldKind.Text) file.Add(at + ".pattern", SetRules.Values, "only free text may be told by a pattern");
        if (value is not null && LeafForm.Fault(field, value) is { } fault) file.Add(at + ".value", SetRules.Values, fault);
        if (value is not null && pattern is not null && GoldPatterns.IsSound(pattern) && !GoldPatterns.Matches(pattern, value)) file.Add(at + ".pattern", SetRules.Patterns, "does not match the value beside it", FaultWeight.Warning);
    }

    /// <summary>Patterns of a list. Of those that must match together one may say what must not stand there, and so match an empty text; all of them may not.</summary>
    private static void Patterns(CaseFile file, JsonElement patterns, string at, bool together)
    {
        if (patterns.ValueKind != JsonValueKind.Array) return;
        int i = 0, empty = 0;
        foreach (var pattern in patterns.EnumerateArray())
        {
            string where = Index(at, i++);
            if (!Compiles(file, pattern, where) || !IsAnything(pattern.GetString()!)) continue;
            empty++;
            if (!together) file.Add(where, SetRules.Patterns, MatchesAnything);
        }

        if (together && i == empty) file.Add(at, SetRules.Patterns, i == 0 ? "has no pattern, and would match anything" : MatchesAnything);
    }

    private static void Pattern(CaseFile file, JsonElement pattern, string at)
    {
        if (Compiles(file, pattern, at) && IsAnything(pattern.GetString()!)) file.Add(at, SetRules.Patterns, MatchesAnything);
    }

    private static bool IsAnything(string pattern) => GoldPatterns.Matches(pattern, string.Empty) || 3 * Unlike.Count(t => GoldPatterns.Matches(pattern, t)) >= 2 * Unlike.Length;

    private static bool Compiles(CaseFile file, JsonElement pattern, string at)
    {
        if (pattern.ValueKind != JsonValueKind.String) return false;
        try
        {
            GoldPatterns.Compile(pattern.GetString()!, string.Empty);
            return true;
        }
        catch (InvalidDataException)
        {
            file.Add(at, SetRules.Patterns, "does not compile");
            return false;
        }
    }

    private static JsonElement? At(JsonElement record, string path)
    {
        var at = record;
        foreach (string step in path.Split('.'))
        {
            string name = step.Split('[')[0];
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at)) return null;
            if (!step.Contains('[', StringComparison.Ordinal)) continue;
            int index = int.TryParse(step[(step.IndexOf('[', StringComparison.Ordinal) + 1)..^1], NumberStyles.None, CultureInfo.InvariantCulture, out int n) ? n : 0;
            if (at.ValueKind != JsonValueKind.Array || index >= at.GetArrayLength()) return null;
            at = at[index];
        }

        return at;
    }

    private static IEnumerable<(JsonElement Entry, string At)> Entries(CaseFile file, string list) => file.Root.Array(list).Select((e, i) => (e, Index(list, i)));

    private static string Index(string list, int index) => string.Create(CultureInfo.InvariantCulture, $"{list}[{index}]");
}

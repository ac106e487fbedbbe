using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace HealthcareLlm.Evaluation.GoldenSets;

/// <summary>Checks whether what a case of an encounter says holds together, and whether the numbers of its facts stand in its documents.</summary>
internal static class EncounterCheck
{
    /// <summary>Characters within which the words and numbers of one fact stand in a document.</summary>
    private const int Reach = 240;

    /// <summary>Checks what can be told without the documents.</summary>
    internal static void Check(CaseFile file)
    {
        var facts = file.Root.Array("facts"u8);
        for (int i = 0; i < file.Root.Array("missing"u8).Length; i++)
        {
            string section = (file.Root.Array("missing"u8)[i].GetString() ?? string.Empty).Split('.', '[')[0];
            if (facts.Any(f => IsMust(f) && f.Text("section"u8) == section)) file.Add(At("missing", i), SetRules.Values, $"{section} is said to be missing, and a fact that must stand is in it");
        }

        for (int i = 0; i < file.Root.Array("traps"u8).Length; i++) Trap(file, file.Root.Array("traps"u8)[i], facts, At("traps", i));
        for (int i = 0; i < file.Root.Array("assertions"u8).Length; i++) Assertion(file, file.Root.Array("assertions"u8)[i], At("assertions", i));
    }

    /// <summary>A case that a person has not filled in yet judges nothing. It is read all the same, for it was made to be filled in.</summary>
    internal static void Emptiness(CaseFile file)
    {
        if (file.Root.TryGetProperty("record", out _))
        {
            if (file.Leaves.Count == 0) file.Add("record", SetRules.Values, "has no leaf: nothing of a result could be judged");
        }
        else if (file.Root.Array("facts"u8).IsEmpty && !file.Root.TryGetProperty("entries", out _))
        {
            file.Add("facts", SetRules.Values, "there is no fact: nothing of what a summary says could be judged");
        }
    }

    /// <summary>Whether the numbers of each fact stand in a document, and those of a drug near its name.</summary>
    /// <param name="file">The case.</param>
    /// <param name="texts">Text of every document; null where one has none.</param>
    /// <param name="tally">Counts what was and what could not be checked.</param>
    internal static void InDocuments(CaseFile file, ImmutableArray<string>? texts, SetTally tally)
    {
        var facts = file.Root.Array("facts"u8);
        for (int i = 0; i < facts.Length; i++)
        {
            bool isDrug = (facts[i].Text("section"u8) ?? string.Empty).Split('|').Contains("dischargeMedications");
            ImmutableArray<ImmutableArray<string>> alternatives = [.. Alternatives(facts[i]).Select(a => Told(a, isDrug))];
            if (alternatives.IsEmpty || alternatives.Any(a => a.IsEmpty)) continue;
            if (texts is null)
            {
                tally.NotChecked("numbers of facts, in cases of which a document has no text");
                continue;
            }

            tally.Checked("numbers of facts, looked for in every document");
            if (!alternatives.Any(a => isDrug ? texts.Value.Any(t => StandNear(a, t)) : a.All(p => texts.Value.Any(t => GoldPatterns.Matches(p, t))))) file.Add(At("facts", i), SetRules.Quotes, $"no document has {string.Join(" or ", alternatives.Select(a => string.Join(" with ", a)))}{(isDrug ? ", one near the other" : string.Empty)}");
        }
    }

    /// <summary>Patterns that hold a number which is no date (a heading may bear it, in another writing), and of a drug the first, which names it.</summary>
    private static ImmutableArray<string> Told(ImmutableArray<string> patterns, bool isDrug)
    {
        ImmutableArray<string> numbers = [.. patterns.Where(HasNumber)];
        return isDrug && !patterns.IsEmpty && !numbers.Contains(patterns[0]) ? [patterns[0], .. numbers] : numbers;
    }

    /// <summary>Whether a pattern asks for a number; what it counts of its own (<c>.{0,40}</c>) is none.</summary>
    private static bool HasNumber(string pattern) => SampleTexts.Of(pattern) is { IsEmpty: false } samples && samples.All(static s => s.Any(char.IsAsciiDigit) && !FactPatterns.Dates(s).Any());

    private static bool StandNear(ImmutableArray<string> patterns, string text) =>
        GoldPatterns.Places(patterns[0], text).Any(p =>
        {
            string near = text[Math.Max(0, p.Start - Reach)..Math.Min(text.Length, p.End + Reach)];
            return patterns.All(other => GoldPatterns.Matches(other, near));
        });

    /// <summary>A trap that a right summary would spring judges nothing.</summary>
    private static void Trap(CaseFile file, JsonElement trap, ImmutableArray<JsonElement> facts, string at)
    {
        string[] patterns = [.. trap.Texts("patterns"u8).Where(GoldPatterns.IsSound)], sections = [.. trap.Texts("sections"u8)];
        if (patterns.Length == 0 || patterns.Length < trap.Array("patterns"u8).Length) return;
        foreach (var fact in facts)
        {
            if (!(fact.Text("section"u8) ?? string.Empty).Split('|').Any(s => sections.Length == 0 ? s != "conflicts" : sections.Contains(s))) continue;
            var alternatives = Alternatives(fact);
            // Every text of every alternative, or some text of one.
            ImmutableArray<ImmutableArray<string>> shown = [.. alternatives.Select(a => Statements(a, fact.Text("change"u8)))];
            bool Springs(string text) => patterns.All(p => GoldPatterns.Matches(p, text));
            bool isAll = shown.All(t => !t.IsEmpty && t.All(Springs));
            if (!isAll && !shown.Any(t => t.Any(Springs))) continue;
            file.Add(at + ".patterns", SetRules.Values, isAll ? $"a right summary would spring this trap: whatever shows the fact '{fact.Text("id"u8)}' matches it" : $"a right summary could spring this trap: one writing of the fact '{fact.Text("id"u8)}' matches it", isAll ? FaultWeight.Error : FaultWeight.Warning);
            return;
        }
    }

    /// <summary>Statements that show an alternative of a fact: one of each pattern's own texts.</summary>
    private static ImmutableArray<string> Statements(ImmutableArray<string> patterns, string? change)
    {
        // An entry of a drug tells the change in its text and as a part.
        ImmutableArray<string> texts = change is null ? [string.Empty] : [change, change + ":"];
        foreach (string pattern in patterns)
        {
            var samples = SampleTexts.Of(pattern);
            if (samples.IsEmpty) return [];
            texts = [.. texts.SelectMany(t => samples.Select(s => t + " " + s)).Take(256)];
        }

        return texts;
    }

    /// <summary>Warns of an assertion whose quote says the opposite of its polarity.</summary>
    private static void Assertion(CaseFile file, JsonElement assertion, string at)
    {
        if (assertion.Text("quote"u8) is not { } quote || assertion.Text("about"u8) is not { Length: > 0 } about || quote.IndexOf(about, StringComparison.Ordinal) is not (>= 0 and var from)) return;
        // Behind what it is about a denial is close, or of something else: 'if it does not shrink'.
        bool isDenied = Clauses.About(quote, from, from + about.Length).Governed.Any(Comparator.Denies)
            && (Clauses.About(quote[..(from + about.Length)], from, from + about.Length).Governed.Any(Comparator.Denies) || Statement.Words(quote[(from + about.Length)..]).Take(2).Any(Comparator.Denies)), mayBe = isDenied || Statement.Words(quote).Any(w => Comparator.Denies(w) || TurningWords.IsStatus(w));
        if (assertion.Text("polarity"u8) == "affirmed" && isDenied) file.Add(at + ".polarity", SetRules.Values, "is affirmed, and the quote denies what it is about", FaultWeight.Warning);
        else if (assertion.Text("polarity"u8) == "negated" && !mayBe) file.Add(at + ".polarity", SetRules.Values, "is negated, and no word of the quote denies", FaultWeight.Warning);
    }

    private static ImmutableArray<ImmutableArray<string>> Alternatives(JsonElement fact) =>
    [
        .. fact.Array("anyOf"u8).Where(a => a.ValueKind == JsonValueKind.Array).Select(a => a.EnumerateArray().Where(p => p.ValueKind == JsonValueKind.String).Select(p => p.GetString()!).Where(GoldPatterns.IsSound).ToImmutableArray()),
    ];

    private static bool IsMust(JsonElement fact) => fact.TryGetProperty("must", out var must) && must.ValueKind == JsonValueKind.True;

    private static string At(string list, int index) => string.Create(CultureInfo.InvariantCulture, $"{list}[{index}]");
}

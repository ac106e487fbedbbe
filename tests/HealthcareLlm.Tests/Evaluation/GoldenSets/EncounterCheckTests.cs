using System.Text.Json.Nodes;
using HealthcareLlm.Evaluation.GoldenSets;

namespace HealthcareLlm.Tests.Evaluation.GoldenSets;

/// <summary>What a case of an encounter says must hold together, and the numbers of its facts must stand in its documents.</summary>
public sealed class EncounterCheckTests : IDisposable
{
    private const string Note = "Discharged on torsemide 20 mg once daily. Warfarin was stopped. Denies chest pain.\nWeight 60 kg.\n";

    private readonly string _root = Directory.CreateTempSubdirectory("encounter").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static JsonObject Case() => JsonNode.Parse("""
        { "schema": "golden-case/v1", "id": "one", "task": "discharge-summary", "date": "2026-03-04", "part": "development", "tags": { "grade": "digital" },
          "documents": [ { "file": "note.txt", "pages": 1 } ],
          "facts": [ { "id": "f1", "section": "dischargeMedications", "must": true, "anyOf": [ ["torsemide", "20\\s*mg", "daily"] ], "change": "continued" },
                     { "id": "f2", "section": "hospitalCourse", "must": false, "anyOf": [ ["chest pain", "den(y|ies|ied)"] ] } ],
          "missing": ["codeStatus"],
          "traps": [ { "id": "t1", "kind": "stopped", "patterns": ["warfarin"], "sections": ["dischargeMedications"] } ],
          "assertions": [ { "file": "note.txt", "quote": "Denies chest pain", "about": "chest pain", "polarity": "negated" } ] }
        """)!.AsObject();

    private async Task<List<SetFault>> FaultsAsync(Action<JsonObject> change)
    {
        string folder = Path.Combine(_root, "set"), one = Path.Combine(folder, "cases", "one");
        Directory.CreateDirectory(Path.Combine(one, "documents"));
        File.WriteAllText(Path.Combine(one, "documents", "note.txt"), Note);
        var golden = Case();
        change(golden);
        File.WriteAllText(Path.Combine(one, "case.json"), golden.ToJsonString());
        File.WriteAllText(Path.Combine(folder, "evalset.json"), """{ "id": "set", "version": 1, "task": "discharge-summary", "cases": ["one"] }""");
        var report = await new GoldenSetChecker(SmallSet.Look, (_, _) => Task.FromResult<string?>(null), null).CheckAsync([folder]);
        return [.. report.Faults.Where(f => f.File.EndsWith("case.json", StringComparison.Ordinal))];
    }

    private static JsonArray Any(params string[] patterns) => new(new JsonArray([.. patterns.Select(p => (JsonNode)p)]));

    [Fact]
    public async Task What_holds_together_has_no_fault() => Assert.Equal(string.Empty, string.Join(";;", await FaultsAsync(_ => { })));

    [Fact]
    public async Task A_drug_or_a_dose_that_no_document_has_is_named()
    {
        foreach (string[] patterns in new string[][] { ["apixaban", "5\\s*mg"], ["torsemide", "60\\s*mg"], ["lisinopril"] })
        {
            var fault = Assert.Single(await FaultsAsync(g => g["facts"]![0]!["anyOf"] = Any(patterns)));
            Assert.Equal(("facts[0]", FaultWeight.Error, SetRules.Quotes), (fault.Path, fault.Weight, fault.Rule));
        }

        Assert.Empty(await FaultsAsync(g => g["facts"]![0]!["anyOf"] = new JsonArray(new JsonArray("lasix"), new JsonArray("torsemide", "20"))));
    }

    [Fact]
    public async Task A_trap_that_the_facts_spring_is_named()
    {
        Assert.Contains(await FaultsAsync(g => g["traps"]![0]!["patterns"] = new JsonArray("torsemide")), f => f is { Path: "traps[0].patterns", Weight: FaultWeight.Error } && f.Message.Contains("'f1'", StringComparison.Ordinal));
        Assert.Contains(await FaultsAsync(g => { g["traps"]![0]!["sections"] = new JsonArray("hospitalCourse"); g["traps"]![0]!["patterns"] = new JsonArray("denies chest|pain denies"); }), f => f is { Path: "traps[0].patterns", Weight: FaultWeight.Warning });
        Assert.Empty(await FaultsAsync(g => g["traps"]![0]!["patterns"] = new JsonArray("torsemide", "^(?!.*continued)")));
    }

    [Fact]
    public async Task A_missing_section_that_has_a_fact_is_named_and_so_is_a_case_that_judges_nothing()
    {
        Assert.Equal("missing[0]", Assert.Single(await FaultsAsync(g => g["missing"] = new JsonArray("dischargeMedications"))).Path);
        Assert.Empty(await FaultsAsync(g => g["missing"] = new JsonArray("hospitalCourse")));
        Assert.Contains(await FaultsAsync(g => g["facts"] = new JsonArray()), f => f is { Path: "facts", Weight: FaultWeight.Error });
    }

    [Fact]
    public async Task A_polarity_against_the_words_of_the_quote_is_warned_of()
    {
        Assert.Contains(await FaultsAsync(g => g["assertions"]![0]!["polarity"] = "affirmed"), f => f is { Path: "assertions[0].polarity", Weight: FaultWeight.Warning });
        Assert.Contains(await FaultsAsync(g => { g["assertions"]![0]!["quote"] = "Weight 60 kg"; g["assertions"]![0]!["about"] = "Weight"; }), f => f is { Path: "assertions[0].polarity", Weight: FaultWeight.Warning });
    }

    [Theory]
    [InlineData("a|e|i")]
    [InlineData(".")]
    [InlineData("\\w")]
    [InlineData("(?=.)")]
    public async Task A_pattern_that_matches_nearly_any_text_is_named(string pattern) =>
        Assert.Contains(await FaultsAsync(g => g["facts"]![1]!["anyOf"] = Any(pattern)), f => f is { Rule: SetRules.Patterns, Weight: FaultWeight.Error });

    [Fact]
    public void Texts_of_a_pattern_are_matched_by_it()
    {
        Assert.Equal("deny denies", string.Join(' ', SampleTexts.Of("den(y|ies)")));
        Assert.Contains("20 mg", SampleTexts.Of("20\\s*mg"));
        Assert.Contains("acute heart failure", SampleTexts.Of("(?:acute|chronic).{0,20}heart failure(?!.*ruled)"));
        Assert.Empty(SampleTexts.Of("(?=x)y"));
    }

    [Fact]
    public async Task A_trap_in_no_section_is_named() => Assert.Contains(await FaultsAsync(g => g["traps"]![0]!["sections"] = new JsonArray("secondaryDiagnosis")), static f => f is { Path: "traps[0].sections", Rule: SetRules.Paths });

    private static JsonNode Entries() => JsonNode.Parse("""
        { "encounter": { "dischargeDate": { "value": "2026-03-04" } },
          "dischargeMedications": [ { "name": { "value": "torsemide" }, "dose": { "value": "20 mg" }, "frequency": { "value": "once daily" }, "change": { "value": "continued" } }, { "name": { "value": "warfarin" }, "change": { "value": "stopped" } } ],
          "codeStatus": [ { "status": { "value": "full" }, "optional": true } ] }
        """)!;

    [Fact]
    public async Task Entries_that_hold_have_no_fault() => Assert.Empty(await FaultsAsync(static g => g["entries"] = Entries()));

    [Theory]
    [InlineData("encounter", 0, "dischargeDate", "03/04/2026", "entries.encounter.dischargeDate.value")]
    [InlineData("dischargeMedications", 0, "change", "increased", "entries.dischargeMedications[0].change.value")]
    [InlineData("codeStatus", 0, "status", "DNR status", "entries.codeStatus[0].status.value")]
    [InlineData("dischargeMedications", 0, "name", "bumetanide", "entries.dischargeMedications[0].name")]
    [InlineData("dischargeMedications", 0, "dose", "25 mg", "entries.dischargeMedications[0].dose")]
    [InlineData("dischargeMedications", 1, "name", "torsemide", "entries.dischargeMedications[1]")]
    public async Task An_entry_that_no_right_summary_could_meet_is_named(string section, int row, string part, string value, string at)
    {
        var faults = await FaultsAsync(g =>
        {
            var entries = Entries();
            var entry = entries[section] is JsonArray rows ? rows[row]! : entries[section]!;
            entry[part]!["value"] = value;
            if (at == "entries.dischargeMedications[1]") entry["dose"] = new JsonObject { ["value"] = "20 mg" };
            g["entries"] = entries;
        });
        Assert.Contains(faults, f => f.Path == at && f.Weight == FaultWeight.Error);
    }

    [Fact]
    public async Task A_pattern_of_an_entry_that_matches_anything_is_named() => Assert.Contains(await FaultsAsync(static g =>
    {
        g["entries"] = Entries();
        g["entries"]!["encounter"]!["disposition"] = new JsonObject { ["value"] = "home", ["pattern"] = ".*" };
    }), static f => f is { Path: "entries.encounter.disposition.pattern", Rule: SetRules.Patterns });
}

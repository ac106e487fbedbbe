using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using HealthcareLlm.Evaluation;
using HealthcareLlm.Evaluation.GoldenSets;

namespace HealthcareLlm.Tests.Evaluation.GoldenSets;

/// <summary>A case that is made from a right summary must not pass the opposite, by its facts alone and by its entries alone.</summary>
public sealed class CaseFromSummaryTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("made").FullName;

    private ImmutableArray<string> _todo = [];

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("codeStatus", "Code status: full code.", "Code status: DNR.")]
    [InlineData("codeStatus", "DNR/DNI.", "Not DNR, full code.")]
    [InlineData("hospitalCourse", "A pulmonary embolism was found.", "No pulmonary embolism was found.")]
    [InlineData("hospitalCourse", "No pulmonary embolism was found.", "A pulmonary embolism was found.")]
    [InlineData("hospitalCourse", "Pneumonia treated with ceftriaxone.", "Possible pneumonia treated with ceftriaxone.")]
    [InlineData("hospitalCourse", "Effusion of the left lung was drained.", "Effusion of the right lung was drained.")]
    public async Task The_sense_of_a_text_is_in_its_facts(string section, string right, string wrong)
    {
        var golden = await MadeAsync(Summary(section, Statement(right)));
        Assert.Equal(FactState.Present, FactOf(golden, Summary(section, Statement(right))));
        Assert.NotEqual(FactState.Present, FactOf(golden, Summary(section, Statement(wrong))));
    }

    [Theory]
    [InlineData("allergies", "Penicillin: rash.", "substance=Penicillin;reaction=rash", "Penicillin: anaphylaxis.", "substance=Penicillin;reaction=anaphylaxis")]
    [InlineData("procedures", "Right thoracentesis 02/11/2026.", "name=Right thoracentesis;date=2026-02-11;laterality=right", "Left thoracentesis 02/11/2026.", "name=Left thoracentesis;date=2026-02-11;laterality=left")]
    [InlineData("procedures", "Right thoracentesis 02/11/2026.", "name=Right thoracentesis;date=2026-02-11;laterality=right", "Right thoracentesis 02/13/2026.", "name=Right thoracentesis;date=2026-02-13;laterality=right")]
    [InlineData("significantFindings", "TTE: LVEF 30 %.", "name=TTE", "TTE: LVEF 60 %.", "name=TTE")]
    [InlineData("dischargeMedications", "Started apixaban 5 mg PO twice daily.", "name=apixaban;dose=5 mg;route=PO;frequency=twice daily;change=new", "Started apixaban 5 mg IV twice daily.", "name=apixaban;dose=5 mg;route=IV;frequency=twice daily;change=new")]
    public async Task Each_part_and_number_is_in_the_fact(string section, string right, string parts, string wrong, string others)
    {
        var golden = await MadeAsync(Summary(section, Statement(right, parts)));
        Assert.Equal(FactState.Present, FactOf(golden, Summary(section, Statement(right, parts))));
        Assert.NotEqual(FactState.Present, FactOf(golden, Summary(section, Statement(wrong, others))));
    }

    [Theory]
    [InlineData("codeStatus", "Code status: full code.", "", "Code status: DNR.", "")]
    [InlineData("allergies", "Penicillin: rash.", "substance=Penicillin;reaction=rash", "Penicillin: anaphylaxis.", "substance=Penicillin;reaction=anaphylaxis")]
    [InlineData("procedures", "Right thoracentesis 02/11/2026.", "name=Right thoracentesis;date=2026-02-11;laterality=right", "Right thoracentesis 02/13/2026.", "name=Right thoracentesis;date=2026-02-13;laterality=right")]
    [InlineData("dischargeMedications", "Torsemide 20 mg PO daily.", "name=Torsemide;dose=20 mg;route=PO;frequency=daily;change=new", "Torsemide 20 mg PO twice daily.", "name=Torsemide;dose=20 mg;route=PO;frequency=twice daily;change=new")]
    [InlineData("dischargeMedications", "Torsemide 20 mg PO daily.", "name=Torsemide;dose=20 mg;route=PO;frequency=daily;change=new", "Torsemide 20 mg PO daily.", "name=Torsemide;dose=20 mg;route=PO;frequency=daily;change=stopped")]
    public async Task The_entries_judge_each_part_as_it_stands(string section, string right, string parts, string wrong, string others)
    {
        var golden = await MadeAsync(Summary(section, Statement(right, parts)));
        Assert.All(LeavesOf(golden, Summary(section, Statement(right, parts))), static l => Assert.True(l.Outcome is LeafOutcome.Right or LeafOutcome.RightlyMissing, l.Path));
        Assert.Contains(LeavesOf(golden, Summary(section, Statement(wrong, others))), static l => l.Outcome is LeafOutcome.Wrong or LeafOutcome.Invented);
        // A further row that says another thing is bad, however it is paired.
        Assert.Contains(LeavesOf(golden, Summary(section, Statement(right, parts), Statement(wrong, others))), static l => l.Outcome is LeafOutcome.Invented or LeafOutcome.Wrong);
    }

    [Fact]
    public async Task A_section_with_a_conflict_is_not_said_to_be_complete()
    {
        var conflict = Statement("Torsemide 20 mg or 40 mg.", "name=Torsemide");
        conflict["status"] = "conflicting";
        var golden = await MadeAsync(Summary("dischargeMedications", Statement("Apixaban 5 mg PO twice daily.", "name=Apixaban;dose=5 mg"), conflict));
        Assert.Null(golden.Entries?.Child("dischargeMedications"));
    }

    [Theory]
    [InlineData("procedures", "Thoracentesis, RIGHT 02/11/2026.", "name=Thoracentesis;date=02/11/2026;laterality=RIGHT", "procedures[].laterality", "right")]
    [InlineData("procedures", "Thoracentesis, RIGHT 02/11/2026.", "name=Thoracentesis;date=02/11/2026;laterality=RIGHT", "procedures[].date", "2026-02-11")]
    [InlineData("procedures", "Nephrectomy, L.", "name=Nephrectomy;laterality=L", "procedures[].laterality", "left")]
    [InlineData("principalDiagnosis", "Heart failure i5023.", "description=Heart failure;code=i5023", "principalDiagnosis[].code", "I50.23")]
    [InlineData("dischargeMedications", "New: Torsemide 20 mg daily.", "name=Torsemide;dose=20 mg;frequency=daily;change=New", "dischargeMedications[].change", "new")]
    // What has no normal form is left to a person, in words that do not tell it.
    [InlineData("procedures", "Thoracentesis, dorsal.", "name=Thoracentesis;laterality=dorsal", "procedures[].laterality", null)]
    [InlineData("procedures", "Thoracentesis in spring 2026.", "name=Thoracentesis;date=spring 2026", "procedures[].date", null)]
    public async Task Entries_are_written_in_the_normal_form_that_the_check_asks_for(string section, string text, string parts, string path, string? expected)
    {
        var golden = await MadeAsync(Summary(section, Statement(text, parts)));
        string at = "summary." + path;
        var leaf = golden.Entries!.Child(section)!.Listed.Single().Child(path.Split('.')[^1]) is LeafTree<GoldLeaf>.Leaf { Value: GoldLeaf.Given given } ? given.Value : null;
        Assert.Equal(expected, leaf);
        if (leaf is not null) Assert.Null(LeafForm.Fault(GoldFields.Find(at)!, leaf));
        string[] todo = [.. _todo.Where(t => t.StartsWith("entries." + section + "[0]", StringComparison.Ordinal))];
        if (expected is not null) Assert.Empty(todo);
        else Assert.True(Assert.Single(todo) is var told && told.Contains("was left out", StringComparison.Ordinal) && !told.Contains(parts.Split('=')[^1], StringComparison.Ordinal), todo[0]);
    }

    [Theory]
    // A year of something else, and a number that stands in another quote than the drug and its dose.
    [InlineData("Stopped: Clopidogrel 75 mg daily, stent 2018.", "Clopidogrel 75 mg daily, stent 2018", null, "")]
    [InlineData("Stopped: Clopidogrel 75 mg daily, stent 2018 in the LAD.", "Clopidogrel 75 mg daily, stent 2018 in the LAD", null, "")]
    [InlineData("Stopped: Clopidogrel 75 mg daily, EF 35.", "Clopidogrel 75 mg daily", "EF 35, clopidogrel is not needed", "")]
    [InlineData("New: Clopidogrel 75 mg daily after a load of 300 mg.", "Clopidogrel 75 mg daily after a load of 300 mg", null, "300")]
    [InlineData("New: Clopidogrel 75 mg daily after 2000 units of heparin.", "Clopidogrel 75 mg daily after 2000 units of heparin", null, "2000")]
    public async Task A_drug_s_fact_has_the_numbers_that_stand_beside_the_drug_and_no_year(string text, string quote, string? other, string expected)
    {
        var statement = Statement(text, "name=Clopidogrel;dose=75 mg;frequency=daily");
        statement["citations"] = new JsonArray([.. new[] { quote, other }.OfType<string>().Select(static q => new JsonObject { ["documentId"] = "x", ["page"] = 1, ["quote"] = q })]);
        var fact = Assert.Single((await MadeAsync(Summary("dischargeMedications", statement))).Facts);
        string[] patterns = ["Clopidogrel", @"75\s*mg", "daily", .. expected.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        Assert.Equal(patterns, Assert.Single(fact.AnyOf).ToArray());
        // What is left out is said.
        Assert.Equal(expected.Length == 0, _todo.Any(static t => t.Contains("that no quote has beside the drug", StringComparison.Ordinal)));
    }

    private static FactState FactOf(GoldenCase golden, byte[] result) => Assert.Single(CaseScorer.Score("set", golden, result).Summary!.Facts).State;

    private static ImmutableArray<LeafScore> LeavesOf(GoldenCase golden, byte[] result) => CaseScorer.Score("set", golden, result).Leaves;

    private async Task<GoldenCase> MadeAsync(byte[] result)
    {
        string note = Path.Combine(_root, "note.txt"), set = Path.Combine(_root, "set");
        await File.WriteAllTextAsync(note, SmallSet.Note);
        _todo = await new NewCase(set, "one", "discharge-summary", "development", "2026-03-04", ImmutableSortedDictionary<string, string>.Empty, [note], false, (ReadOnlyMemory<byte>)result).MakeAsync(SmallSet.Look, default);
        return EvalsetReader.Read(set).Cases.Single();
    }

    private static JsonObject Statement(string text, string parts = "")
    {
        var statement = PerfectSummary.Statement(text, "supported", null);
        if (parts.Length > 0) statement["parts"] = new JsonObject(parts.Split(';').Select(static p => KeyValuePair.Create(p.Split('=')[0], (JsonNode?)SmallPacket.Extracted(p.Split('=')[1]))));
        return statement;
    }

    private static byte[] Summary(string section, params JsonObject[] statements) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["schema"] = "discharge-summary/v1",
        ["outcome"] = "done",
        ["summary"] = new JsonObject { [section] = new JsonArray([.. statements]) },
        ["missing"] = new JsonArray(),
        ["setAside"] = new JsonArray(),
        ["issues"] = new JsonArray(),
        ["documents"] = new JsonArray(),
    }.ToJsonString());
}

using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using HealthcareLlm.Evaluation;
using HealthcareLlm.Evaluation.GoldenSets;

namespace HealthcareLlm.Tests.Evaluation.GoldenSets;

public sealed class NewCaseTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("new").FullName;

    private string Set => Path.Combine(_root, "set");

    public void Dispose() => Directory.Delete(_root, true);

    [Fact]
    public async Task A_corrected_result_becomes_a_case_by_which_that_result_is_wholly_right()
    {
        byte[] result = Result(SmallSet.Note);
        Assert.NotEmpty(await New("one", result).MakeAsync(SmallSet.Look, default));
        var golden = EvalsetReader.Read(Set).Cases.Single();
        var score = CaseScorer.Score("set", golden, result);
        Assert.Null(score.NotScored);
        Assert.Empty(CaseFaults.Of(score));
        Assert.Equal(LeafOutcome.RefusedRightly, score.Leaves.Single(l => l.Path == "requestingProvider.npi").Outcome);
        Assert.Equal(LeafOutcome.ConflictingRightly, score.Leaves.Single(l => l.Path == "coverage.groupNumber").Outcome);
        Assert.Equal(LeafOutcome.Right, score.Leaves.Single(l => l.Path == "diagnoses[0].code").Outcome);
        // What the same result is wrong in after a value was changed: exactly that value.
        var changed = JsonNode.Parse(result)!;
        changed["record"]!["patient"]!["memberId"]!["value"] = "XQZ123465";
        Assert.Equal("patient.memberId", Assert.Single(CaseFaults.Of(CaseScorer.Score("set", golden, Encoding.UTF8.GetBytes(changed.ToJsonString())))).Where);
    }

    [Fact]
    public async Task The_new_set_keeps_its_promises_but_for_the_card_that_a_person_must_fill_in()
    {
        await New("one", Result(SmallSet.Note)).MakeAsync(SmallSet.Look, default);
        var report = await new GoldenSetChecker(SmallSet.Look, (_, _) => Task.FromResult<string?>(null)).CheckAsync([Set]);
        // The result is of a larger packet than the note: its values without a place stand nowhere.
        Assert.All(report.Faults.Where(f => f.Weight == FaultWeight.Error && !f.Message.Contains("has no place", StringComparison.Ordinal)), f => Assert.Equal(SetRules.Card, f.Rule));
        Assert.Equal(1, report.Counts["quotes"]);
        Assert.Equal(1, EvalsetReader.Read(Set).Version);
    }

    [Fact]
    public async Task Documents_outside_are_named_by_hash_and_quoted_by_offsets()
    {
        await (New("one", Result(SmallSet.Note)) with { IsOutside = true }).MakeAsync(SmallSet.Look, default);
        string text = await File.ReadAllTextAsync(Path.Combine(Set, "cases", "one", "case.json"));
        Assert.DoesNotContain("Member ID: XQZ123456", text, StringComparison.Ordinal);
        Assert.Contains("quoteSha256", text, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.Combine(Set, "cases", "one", "documents")));
        var report = await new GoldenSetChecker(SmallSet.Look, (_, _) => Task.FromResult<string?>(null), _root).CheckAsync([Set]);
        // The result is of a larger packet than the note: its values without a place stand nowhere.
        Assert.All(report.Faults.Where(f => f.Weight == FaultWeight.Error && !f.Message.Contains("has no place", StringComparison.Ordinal)), f => Assert.Equal(SetRules.Card, f.Rule));
        Assert.Equal(1, report.Counts["quotes"]);
    }

    [Fact]
    public async Task A_summary_becomes_facts_by_which_it_is_right()
    {
        var statement = PerfectSummary.Statement("Started metoprolol 50 mg twice daily.", "supported", null);
        var result = new JsonObject
        {
            ["schema"] = "discharge-summary/v1",
            ["outcome"] = "done",
            ["summary"] = new JsonObject { ["hospitalCourse"] = new JsonArray(statement) },
            ["missing"] = new JsonArray(new JsonObject { ["path"] = "followUp" }),
            ["setAside"] = new JsonArray(),
            ["issues"] = new JsonArray(),
            ["documents"] = new JsonArray(),
        };
        byte[] bytes = Encoding.UTF8.GetBytes(result.ToJsonString());
        await (New("one", bytes) with { Task = "discharge-summary" }).MakeAsync(SmallSet.Look, default);
        var golden = EvalsetReader.Read(Set).Cases.Single();
        Assert.Equal("followUp", Assert.Single(golden.Missing));
        Assert.Equal(FactState.Present, Assert.Single(CaseScorer.Score("set", golden, bytes).Summary!.Facts).State);
        result["summary"]!["hospitalCourse"]![0]!["text"] = "Started metoprolol 25 mg twice daily.";
        Assert.NotEqual(FactState.Present, Assert.Single(CaseScorer.Score("set", golden, Encoding.UTF8.GetBytes(result.ToJsonString())).Summary!.Facts).State);
    }

    [Theory]
    [InlineData("coverage", "payer", "kaputt", "record.coverage.payer")]
    [InlineData("coverage", "payer", null, "record.coverage.payer")]
    [InlineData("patient", "memberId", "Extracted", "record.patient.memberId")]
    public async Task A_leaf_of_a_status_that_is_not_known_is_refused_with_its_path(string group, string leaf, string? status, string path)
    {
        var changed = JsonNode.Parse(Result(SmallSet.Note))!;
        changed["record"]![group]![leaf]!["status"] = status;
        if (status is null) changed["record"]![group]![leaf] = "what a person wrote";
        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => New("one", Encoding.UTF8.GetBytes(changed.ToJsonString())).MakeAsync(SmallSet.Look, default));
        Assert.Contains(path + " ", refused.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Set));
    }

    [Theory]
    [InlineData("Apixaban 2.5 mg PO twice daily.", "supported", "extracted", "its text and its parts differ: correct both (dose)")]
    [InlineData("Rivaroxaban 5 mg PO twice daily.", "supported", "extracted", "its text and its parts differ: correct both (name)")]
    [InlineData("Apixaban 15 mg PO twice daily for 5 days.", "supported", "extracted", "its text and its parts differ: correct both (dose)")]
    [InlineData("Apixaban 5 mg PO twice a day.", "supported", "extracted", "its text and its parts differ: correct both (frequency)")]
    [InlineData("Apixaban 5 mg PO twice daily.", "kaputt", "extracted", "no status")]
    [InlineData("Apixaban 5 mg PO twice daily.", "supported", "kaputt", "no status")]
    [InlineData("Apixaban 5 mg PO twice daily.", "supported", "extracted", null)]
    public async Task A_statement_whose_text_and_parts_differ_is_refused_by_its_name(string text, string status, string part, string? told)
    {
        var statement = Medication(text, part);
        statement["status"] = status;
        byte[] bytes = Summary("dischargeMedications", statement);
        var made = () => (New("one", bytes) with { Task = "discharge-summary" }).MakeAsync(SmallSet.Look, default);
        if (told is null)
        {
            await made();
            Assert.Single(EvalsetReader.Read(Set).Cases.Single().Facts);
            return;
        }

        var refused = await Assert.ThrowsAsync<InvalidDataException>(made);
        Assert.StartsWith("summary.dischargeMedications[0] of the result: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(told, refused.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Set));
    }

    [Theory]
    [InlineData("Hemoglobin 8.8 (03/04/2026).", false)]
    [InlineData("Hemoglobin 8.8 (04MAR26).", false)]
    [InlineData("Hemoglobin 8.8 (MARCH 3, 2026).", true)]
    [InlineData("Hemoglobin 8.8 (03/03/26).", true)]
    [InlineData("Hemoglobin 8.8.", true)]
    public async Task A_day_of_the_text_that_is_not_that_of_the_parts_is_refused(string text, bool isTaken)
    {
        var statement = PerfectSummary.Statement(text, "supported", null);
        statement["parts"] = new JsonObject { ["name"] = SmallPacket.Extracted("Hemoglobin"), ["value"] = SmallPacket.Extracted("8.8"), ["date"] = SmallPacket.Extracted("2026-03-03") };
        var made = () => (New("one", Summary("significantFindings", statement)) with { Task = "discharge-summary" }).MakeAsync(SmallSet.Look, default);
        if (isTaken) await made();
        else Assert.Contains("summary.significantFindings[0]", (await Assert.ThrowsAsync<InvalidDataException>(made)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_section_that_the_contract_does_not_have_is_refused()
    {
        byte[] bytes = Summary("dischargeMedication", Medication("Apixaban 5 mg PO twice daily.", "extracted"));
        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => (New("one", bytes) with { Task = "discharge-summary" }).MakeAsync(SmallSet.Look, default));
        Assert.Contains("summary.dischargeMedication ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_medication_is_one_alternative_of_name_dose_and_frequency()
    {
        byte[] bytes = Summary("dischargeMedications", Medication("Apixaban 5 mg PO twice daily.", "extracted"));
        var todo = await (New("one", bytes) with { Task = "discharge-summary" }).MakeAsync(SmallSet.Look, default);
        Assert.DoesNotContain(todo, t => t.Contains("summary.dischargeMedications[0]", StringComparison.Ordinal));
        var fact = Assert.Single(EvalsetReader.Read(Set).Cases.Single().Facts);
        Assert.Equal(@"Apixaban & 5\s*mg & twice\s*daily", string.Join(" & ", Assert.Single(fact.AnyOf)));
    }

    [Fact]
    public async Task What_only_the_text_of_a_medication_has_is_left_to_a_person()
    {
        var statement = Medication("Apixaban 5 mg PO twice daily for 30 days.", "extracted");
        statement["citations"]![0]!["quote"] = "Apixaban 5 mg PO twice daily";
        var todo = await (New("one", Summary("dischargeMedications", statement)) with { Task = "discharge-summary" }).MakeAsync(SmallSet.Look, default);
        Assert.Contains(todo, t => t.StartsWith("summary.dischargeMedications[0] ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Seen 03/02/2026.", "Seen 3/2/2026.", "Seen 02/03/2026.", "Seen 13/02/2026.", "Seen 03/02/2025.")]
    [InlineData("Seen 03/02/2026.", "Seen 03/02/26.", "Seen 3/20/26.", "Seen 03/02/1926.")]
    [InlineData("Seen March 2, 2026.", "Seen Mar. 02 2026.", "Seen March 20, 2026.", "Seen May 2, 2026.", "Seen 2 times, March 2026.")]
    [InlineData("Seen 05JAN26.", "Seen 5 January 2026.", "Seen 15JAN26.", "Seen 05JAN2027.", "Seen 05JUN26.")]
    [InlineData("7 JAN 0415: potassium 5.9.", "07 JAN 0415 potassium 5.9", "17 JAN 0415 potassium 5.9", "7 JAN 0416 potassium 5.9")]
    [InlineData("BP 120/80.", "BP 120/80", "BP 80/120", "BP 120/805")]
    [InlineData("Given 1,500 mL.", "Given 1500 mL.", "Given 500 mL.", "Given 11,500 mL.")]
    [InlineData("Metoprolol 25 mg.", "metoprolol 25.0 mg", "metoprolol 250 mg", "metoprolol 125 mg", "metoprolol 2.5 mg")]
    [InlineData("Given 0.5 mg.", "Given .5 mg", "Given 5 mg", "Given 0.55 mg", "Given 10.5 mg")]
    public void Dates_and_numbers_of_a_text_are_whole_and_in_their_order(string text, string right, params string[] wrong)
    {
        bool Holds(string other) => FactPatterns.Of(text).All(p => GoldPatterns.Matches(p, other));
        Assert.True(Holds(text), text);
        Assert.True(Holds(right), right);
        foreach (string other in wrong) Assert.False(Holds(other), other);
    }

    [Fact]
    public async Task A_case_is_never_overwritten_and_a_result_of_other_documents_is_refused()
    {
        await Assert.ThrowsAsync<InvalidDataException>(() => New("one", Result("another text")).MakeAsync(SmallSet.Look, default));
        Assert.False(Directory.Exists(Set));
        await New("one", null).MakeAsync(SmallSet.Look, default);
        await Assert.ThrowsAsync<InvalidDataException>(() => New("one", null).MakeAsync(SmallSet.Look, default));
        await New("two", null).MakeAsync(SmallSet.Look, default);
        Assert.Equal(["one", "two"], EvalsetReader.Read(Set).Cases.Select(c => c.Id));
        Assert.Equal(2, EvalsetReader.Read(Set).Version);
    }

    [Fact]
    public async Task An_id_that_only_the_case_of_letters_parts_from_another_is_refused()
    {
        await New("a1", null).MakeAsync(SmallSet.Look, default);
        var fault = await Assert.ThrowsAsync<InvalidDataException>(() => New("A1", null).MakeAsync(SmallSet.Look, default));
        Assert.Contains("a1", fault.Message, StringComparison.Ordinal);
        // Also where the other is only listed, and its folder is not there.
        Directory.Move(Path.Combine(Set, "cases", "a1"), Path.Combine(_root, "away"));
        await Assert.ThrowsAsync<InvalidDataException>(() => New("A1", null).MakeAsync(SmallSet.Look, default));
        Assert.False(Directory.Exists(Path.Combine(Set, "cases", "A1")));
        await New("a2", null).MakeAsync(SmallSet.Look, default);
    }

    private NewCase New(string id, byte[]? result)
    {
        string note = Path.Combine(_root, "note.txt");
        File.WriteAllText(note, SmallSet.Note);
        return new(Set, id, "prior-auth-request", "development", "2026-03-04", ImmutableSortedDictionary<string, string>.Empty, [note], false, result is null ? (ReadOnlyMemory<byte>?)null : result);
    }

    private static JsonObject Medication(string text, string status)
    {
        var statement = PerfectSummary.Statement(text, "supported", null);
        var dose = SmallPacket.Extracted("5 mg");
        dose["status"] = status;
        statement["parts"] = new JsonObject { ["change"] = SmallPacket.Extracted("new"), ["dose"] = dose, ["frequency"] = SmallPacket.Extracted("twice daily"), ["name"] = SmallPacket.Extracted("Apixaban") };
        return statement;
    }

    private static byte[] Summary(string section, JsonObject statement) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["schema"] = "discharge-summary/v1",
        ["outcome"] = "done",
        ["summary"] = new JsonObject { [section] = new JsonArray(statement) },
        ["missing"] = new JsonArray(),
        ["setAside"] = new JsonArray(),
        ["issues"] = new JsonArray(),
        ["documents"] = new JsonArray(),
    }.ToJsonString());

    private static byte[] Result(string note)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(note)));
        int start = SmallSet.Note.IndexOf("Member ID: XQZ123456", StringComparison.Ordinal);
        var member = SmallPacket.Extracted("XQZ123456");
        member["citations"] = new JsonArray(new JsonObject { ["documentId"] = hash, ["page"] = 1, ["start"] = start, ["end"] = start + 20, ["quote"] = "Member ID: XQZ123456", ["boxes"] = new JsonArray() });
        var result = SmallPacket.Perfect();
        result["record"]!["patient"]!["memberId"] = member;
        result["setAside"] = new JsonArray();
        result["documents"] = new JsonArray(new JsonObject { ["documentId"] = hash, ["fileName"] = "note.txt", ["mediaType"] = "text/plain" });
        return Encoding.UTF8.GetBytes(result.ToJsonString());
    }
}

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
        Assert.All(report.Faults.Where(f => f.Weight == FaultWeight.Error), f => Assert.Equal(SetRules.Card, f.Rule));
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
        Assert.All(report.Faults.Where(f => f.Weight == FaultWeight.Error), f => Assert.Equal(SetRules.Card, f.Rule));
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

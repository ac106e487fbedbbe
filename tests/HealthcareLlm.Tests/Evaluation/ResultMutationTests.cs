using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using HealthcareLlm.Drafting;
using HealthcareLlm.Evaluation;
using HealthcareLlm.Evaluation.Mutation;

namespace HealthcareLlm.Tests.Evaluation;

public class ResultMutationTests
{
    private static readonly GoldenCase Golden = EvalsetReader.ReadCase(Repository.Folder("evalsets", "encounters-v1", "cases", "medicine-heart-failure"), "discharge-summary") with { Entries = null, Facts = [], Traps = [], Conflicts = [] };

    /// <summary>A case whose one fact and trap are known.</summary>
    private static GoldenCase With(ImmutableArray<GoldFact> facts, params GoldTrap[] traps) => Golden with { Facts = facts, Traps = [.. traps] };

    private static byte[] Result()
    {
        var result = PerfectSummary.Node(Golden);
        void Add(string section, string text, string quote, params (string Name, string Value)[] parts)
        {
            var statement = PerfectSummary.Statement(text, "supported", null, quote);
            statement["parts"] = new JsonObject([.. parts.Select(p => KeyValuePair.Create(p.Name, (JsonNode?)new JsonObject { ["status"] = "extracted", ["value"] = p.Value }))]);
            result["summary"]![section]!.AsArray().Add(statement);
        }

        Add("dischargeMedications", "New: Torsemide 40 mg PO daily.", "torsemide 40 mg PO daily", ("name", "torsemide"), ("dose", "40 mg"), ("frequency", "daily"), ("change", "new"));
        Add("dischargeMedications", "Continued: Apixaban 5 mg PO BID.", "apixaban 5 mg PO BID", ("name", "apixaban"), ("dose", "5 mg"), ("frequency", "BID"), ("change", "continued"));
        Add("secondaryDiagnoses", "No deep vein thrombosis of the left leg.", "no DVT left leg: no deep vein thrombosis", ("description", "No deep vein thrombosis of the left leg"));
        return Encoding.UTF8.GetBytes(result.ToJsonString());
    }

    private static JsonObject Statement(ResultMutation mutation, string section, int at) => JsonNode.Parse(mutation.Result.Span)!["summary"]![section]![at]!.AsObject();

    private static ImmutableArray<ResultMutation> Planted(MutationKind kind) => [.. ResultMutations.Of(Golden, Result(), 50, 1).Where(m => m.Kind == kind)];

    private static (string Text, string? Part) Of(MutationKind kind, string where, string part)
    {
        var mutation = Planted(kind).Single(m => m.Where == where);
        var statement = Statement(mutation, where.Split('[')[0], where[^2] - '0');
        return ((string)statement["text"]!, (string?)statement["parts"]?[part]?["value"]);
    }

    [Fact]
    public void Each_kind_changes_one_statement_and_leaves_its_quote()
    {
        // Of the other drug, as it is written there.
        Assert.Equal(("New: Torsemide 40 mg PO BID.", "BID"), Of(MutationKind.FrequencyInResult, "dischargeMedications[0]", "frequency"));
        Assert.Equal(("Continued: Apixaban 5 mg PO daily.", "daily"), Of(MutationKind.FrequencyInResult, "dischargeMedications[1]", "frequency"));
        Assert.Equal(("New: Torsemide 80 mg PO daily.", "80 mg"), Of(MutationKind.DoseInResult, "dischargeMedications[0]", "dose"));
        Assert.Equal(("No deep vein thrombosis of the right leg.", "No deep vein thrombosis of the right leg"), Of(MutationKind.SideInResult, "secondaryDiagnoses[0]", "description"));
        Assert.Equal(("deep vein thrombosis of the left leg.", "deep vein thrombosis of the left leg"), Of(MutationKind.LostNegation, "secondaryDiagnoses[0]", "description"));
        Assert.Equal(("Father: No deep vein thrombosis of the left leg.", "Father: No deep vein thrombosis of the left leg"), Of(MutationKind.OtherExperiencer, "secondaryDiagnoses[0]", "description"));
        Assert.Equal(("Continued: Torsemide 40 mg PO daily.", "continued"), Of(MutationKind.OtherChange, "dischargeMedications[0]", "change"));
        Assert.Equal(("Stopped: Apixaban 5 mg PO BID.", "continued"), Of(MutationKind.ChangeInText, "dischargeMedications[1]", "change"));
        foreach (var mutation in ResultMutations.Of(Golden, Result(), 50, 1).Where(m => m.Kind != MutationKind.InventedEntry))
        {
            var (before, after) = (JsonNode.Parse(Result())!["summary"]!.AsObject(), JsonNode.Parse(mutation.Result.Span)!["summary"]!.AsObject());
            var changed = before.SelectMany(s => s.Value!.AsArray().Select((v, i) => (v, after[s.Key]![i]))).Where(p => !JsonNode.DeepEquals(p.v, p.Item2)).ToList();
            Assert.True(JsonNode.DeepEquals(Assert.Single(changed).v!["citations"], changed[0].Item2!["citations"]));
        }
    }

    [Fact]
    public void What_is_invented_is_told_nowhere_and_is_cited_as_if_a_document_gave_it()
    {
        Assert.Equal(PlantedEntry.All.Length, Planted(MutationKind.InventedEntry).Length);
        var warfarin = Planted(MutationKind.InventedEntry).Single(m => m.Where.EndsWith(" warfarin", StringComparison.Ordinal));
        var statement = Statement(warfarin, "dischargeMedications", 2);
        Assert.Equal(("Continued: Warfarin 5 mg PO daily.", "Continued: Warfarin 5 mg PO daily.", "5 mg"), ((string)statement["text"]!, (string)statement["citations"]![0]!["quote"]!, (string)statement["parts"]!["dose"]!["value"]!));
        // Where the gold tells of it, it is not invented.
        var told = With([new("f1", ["dischargeMedications"], true, [["warfarin"]], null)]);
        Assert.DoesNotContain(ResultMutations.Of(told, Result(), 50, 1), m => m.Where.EndsWith(" warfarin", StringComparison.Ordinal));
        Assert.All(PlantedEntry.All, e =>
        {
            var section = SummarySections.All.Single(s => s.Name == e.Section);
            Assert.All(e.Parts, p => Assert.Contains(p.Name, section.Parts));
            Assert.All(e.Parts.Where(p => p.Name != "change"), p => Assert.Contains(p.Value, e.Text, StringComparison.OrdinalIgnoreCase));
            Assert.Contains(NormalForm.Words(e.Text), w => e.Key.Contains(w));
        });
    }

    [Fact]
    public void The_same_seed_plants_the_same_and_no_more_than_asked()
    {
        var (one, two) = (ResultMutations.Of(Golden, Result(), 1, 7), ResultMutations.Of(Golden, Result(), 1, 7));
        Assert.Equal(one.Select(m => (m.Kind, m.Where)), two.Select(m => (m.Kind, m.Where)));
        Assert.Equal(MutationKinds.BehindGuards, one.Select(m => m.Kind));
    }

    [Fact]
    public void What_makes_a_measure_worse_is_seen_and_what_makes_none_worse_is_told_unseen()
    {
        var facts = With([new("f1", ["dischargeMedications"], true, [["torsemide", "40\\s*mg"]], "new")], new GoldTrap("t1", "negated", null, null, ["^deep vein"], []));
        MutationResult Judged(MutationKind kind, string where, GoldenCase golden) => MutationJudge.Judge(golden, Result(), Planted(kind).Single(m => m.Where == where));
        var dose = Judged(MutationKind.DoseInResult, "dischargeMedications[0]", facts);
        Assert.Equal(MutationOutcome.ScoredWrong, dose.Outcome);
        Assert.Contains("summary.must", dose.Why.Split(' '));
        Assert.Contains("summary.numbersNotCited", dose.Why.Split(' '));
        var change = Judged(MutationKind.OtherChange, "dischargeMedications[0]", facts);
        Assert.Equal((MutationOutcome.ScoredWrong, true), (change.Outcome, change.Why.Split(' ').Contains("summary.changeRight")));
        Assert.Equal((MutationOutcome.ScoredWrong, true), Judged(MutationKind.LostNegation, "secondaryDiagnoses[0]", facts) is var lost ? (lost.Outcome, lost.Why.Split(' ').Contains("summary.traps")) : default);
        // A further entry repeats words and adds quotes that nobody keeps: neither is a sight of it.
        var other = Planted(MutationKind.InventedEntry)[0];
        var padded = JsonNode.Parse(Result())!;
        padded["summary"]!["hospitalCourse"]!.AsArray().Add(PerfectSummary.Statement("New: Torsemide 40 mg PO daily.", "supported", null));
        var cited = padded["summary"]!["hospitalCourse"]![0]!["citations"]![0]!;
        (cited["documentId"], cited["start"], cited["end"]) = (Golden.Documents[0].File, 0, 30);
        var form = MutationJudge.Judge(Golden, Result(), other with { Result = Encoding.UTF8.GetBytes(padded.ToJsonString()) });
        Assert.Equal((MutationOutcome.Unseen, string.Empty), (form.Outcome, form.Why));
    }

    [Fact]
    public void The_tables_tell_shares_and_what_was_left_out()
    {
        MutationResult One(MutationOutcome outcome, string why, string id = "c1") => new(id, "discharge-summary", MutationKind.DoseInResult, "dischargeMedications[0]", outcome, why);
        var behind = PlantingTables.Behind([One(MutationOutcome.ScoredWrong, "summary.must summary.other"), One(MutationOutcome.ScoredWrong, "summary.must", "c2"), One(MutationOutcome.Unseen, "")]).Rows;
        // 2 of 3: the exact lower bound is where P(2 or 3 of 3) = 0.05, 0.1354.
        Assert.Equal("dose-in-result|3|2|2|1|66.7 %|13.5 %|summary.must 2, summary.other 1", string.Join('|', behind.Single(r => r[0] == "dose-in-result")));
        Assert.Equal("nothing to plant", behind.Single(r => r[0] == "lost-negation")[5]);
        ImmutableArray<PlantingNote> notes = [new("c1", "discharge-summary", MutationKind.OtherSide, 2, ""), new("c2", "discharge-summary", MutationKind.OtherSide, 0, "pictures"), new("c3", "discharge-summary", MutationKind.OtherSide, 0, "pictures"), new("c4", "discharge-summary", MutationKind.OtherSide, 0, "no side")];
        ImmutableArray<PlantedDocuments> documents = [new("c1", 3, ["b.pdf"], "not word for word"), new("c2", 1, ["a.tif"], "pictures"), new("c3", 1, ["a.tif"], "pictures"), new("c4", 2, [], "")];
        Assert.Equal("discharge-summary|other-side|1|4|2: pictures; 1: no side", string.Join('|', Assert.Single(PlantingTables.Kinds(notes).Rows)));
        Assert.Equal("Planted in 1 of 4 cases; text can be changed in 4 of 7 documents", PlantingTables.Told(notes, documents));
        Assert.Equal(["c1|2|3|1|b.pdf|not word for word", "c2|0|1|1|a.tif|pictures", "c3|0|1|1|a.tif|pictures", "c4|0|2|0||no side"], PlantingTables.LeftOut(notes, documents).Rows.Select(r => string.Join('|', r)));
    }
}

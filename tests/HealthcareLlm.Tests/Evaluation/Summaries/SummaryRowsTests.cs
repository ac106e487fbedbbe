using System.Text;
using System.Text.Json.Nodes;
using HealthcareLlm.Drafting;
using HealthcareLlm.Evaluation;

namespace HealthcareLlm.Tests.Evaluation.Summaries;

/// <summary>Rows of a summary against the entries of a golden encounter: first all right, then one planted fault each.</summary>
public class SummaryRowsTests
{
    private static readonly GoldenCase Golden = EvalsetReader.ReadCase(Repository.Folder("evalsets", "encounters-v1", "cases", "medicine-heart-failure"), "discharge-summary");

    /// <summary>The rows that the gold asks for, each part as its own quote.</summary>
    private static JsonObject Right(GoldenCase golden)
    {
        var summary = new JsonObject();
        foreach (var section in SummarySections.All)
        {
            var rows = new JsonArray();
            foreach (var row in PerfectSummary.Rows(golden, false)[section.Name]) rows.Add(row);
            summary[section.Name] = rows;
        }

        return new JsonObject
        {
            ["schema"] = "discharge-summary/v1",
            ["outcome"] = "done",
            ["summary"] = summary,
            ["missing"] = new JsonArray(),
            ["omissions"] = new JsonArray(),
            ["setAside"] = new JsonArray(),
            ["issues"] = new JsonArray(),
            ["documents"] = new JsonArray([.. golden.Documents.Select(static d => new JsonObject { ["documentId"] = d.File, ["fileName"] = d.File })]),
        };
    }

    private static JsonObject Statement(string text, params (string Name, string Value)[] parts) => Of(Golden.Documents[0].File, text, parts);

    private static JsonObject Of(string file, string text, params (string Name, string Value)[] parts)
    {
        static JsonArray Cited(string file, string quote) => [new JsonObject { ["documentId"] = file, ["page"] = 1, ["start"] = 0, ["end"] = quote.Length, ["quote"] = quote }];
        var statement = new JsonObject { ["text"] = text, ["status"] = "supported", ["score"] = 1, ["citations"] = Cited(file, text) };
        if (parts.Length > 0) statement["parts"] = new JsonObject([.. parts.Select(p => KeyValuePair.Create(p.Name, (JsonNode?)new JsonObject { ["status"] = "extracted", ["value"] = p.Value, ["score"] = 1, ["citations"] = Cited(file, p.Value) }))]);
        return statement;
    }

    private static CaseScore Score(JsonObject result) => CaseScorer.Score("set", Golden, Encoding.UTF8.GetBytes(result.ToJsonString()));

    private static JsonArray Section(JsonObject result, string name) => result["summary"]![name]!.AsArray();

    private static JsonNode Row(JsonObject result, string section, string word) => Section(result, section).First(s => ((string)s!["text"]!).Contains(word, StringComparison.OrdinalIgnoreCase))!;

    private static void Set(JsonNode row, string part, string value)
    {
        string old = (string)row["parts"]![part]!["value"]!;
        row["parts"]![part]!["value"] = value;
        row["text"] = ((string)row["text"]!).Replace(old, value, StringComparison.Ordinal);
    }

    private static List<string> Faults(CaseScore score) => [.. score.Leaves.Where(static l => l.Class is not (ErrorClass.Right or ErrorClass.RightlyMissing)).Select(static l => l.Field["summary.".Length..] + " " + l.Class)];

    [Theory]
    [InlineData("encounters-v1", "medicine-heart-failure")]
    [InlineData("encounters-v1", "neurology-stroke")]
    [InlineData("encounters-v2", "q03-septicshock")]
    [InlineData("encounters-v2", "s01-copd-afib-taper")]
    public void What_the_gold_asks_for_is_right_in_every_part(string set, string id)
    {
        var golden = EvalsetReader.ReadCase(Repository.Folder("evalsets", set, "cases", id), "discharge-summary");
        var score = CaseScorer.Score("set", golden, Encoding.UTF8.GetBytes(Right(golden).ToJsonString()));
        Assert.Empty(Faults(score));
        Assert.True(score.Leaves.Count(static l => l.Class == ErrorClass.Right) > 40);
        Assert.Empty(score.Summary!.PartsNotInText);
        Assert.Empty(score.Summary.PartsNotCited);
        Assert.Contains(score.Lists, static l => l is { Field: "summary.dischargeMedications[]", Matched: > 5 } && l.Matched == l.Gold && l.Whole == l.Gold);
    }

    public static TheoryData<string, string, string, string, string> OtherValues => new()
    {
        { "dischargeMedications", "torsemide", "dose", "80 mg", "dischargeMedications[].dose WrongValue" },
        { "dischargeMedications", "torsemide", "frequency", "twice daily", "dischargeMedications[].frequency WrongValue" },
        { "dischargeMedications", "torsemide", "name", "bumetanide", "dischargeMedications[].name Invented" },
        { "dischargeMedications", "lisinopril", "change", "continued", "dischargeMedications[].change WrongValue" },
        { "encounter", "2026", "admissionDate", "2026-02-13", "encounter.admissionDate WrongValue" },
        { "encounter", "2026", "dischargeDate", "2025-02-07", "encounter.dischargeDate WrongValue" },
        { "followUp", "2026-02-13", "when", "2026-03-13", "followUp[].when WrongValue" },
    };

    [Theory]
    [MemberData(nameof(OtherValues))]
    public void Another_value_is_wrong(string section, string word, string part, string value, string fault)
    {
        var result = Right(Golden);
        Set(Row(result, section, word), part, value);
        Assert.Contains(fault, Faults(Score(result)));
    }

    [Fact]
    public void What_the_gold_has_not_is_invented_and_what_the_summary_has_not_is_missed()
    {
        var result = Right(Golden);
        Section(result, "dischargeMedications").Add(Statement("New: warfarin 5 mg daily.", ("name", "warfarin"), ("dose", "5 mg"), ("change", "new")));
        Section(result, "allergies").Add(Statement("Latex.", ("substance", "latex")));
        Section(result, "codeStatus").Add(Statement("Code status: DNR."));
        Section(result, "dischargeMedications").Remove(Row(result, "dischargeMedications", "torsemide"));
        var faults = Faults(Score(result));
        Assert.Contains("dischargeMedications[].name Invented", faults);
        Assert.Contains("allergies[].substance Invented", faults);
        Assert.Contains("codeStatus[].status Invented", faults);
        Assert.Contains("dischargeMedications[].name Missed", faults);
    }

    [Fact]
    public void A_drug_that_stands_twice_is_invented_once()
    {
        var result = Right(Golden);
        Section(result, "dischargeMedications").Add(Statement("Continued: lisinopril.", ("name", "lisinopril"), ("change", "continued")));
        Assert.Contains("dischargeMedications[].change Invented", Faults(Score(result)));
    }

    [Fact]
    public void A_row_that_is_held_back_gives_nothing()
    {
        var result = Right(Golden);
        Row(result, "dischargeMedications", "torsemide")["status"] = "refused";
        var faults = Faults(Score(result));
        Assert.Contains("dischargeMedications[].dose WronglyRefused", faults);
        Assert.DoesNotContain("dischargeMedications[].dose Missed", faults);
    }

    [Fact]
    public void A_row_that_is_called_conflicting_gives_no_value()
    {
        var result = Right(Golden);
        Row(result, "dischargeMedications", "torsemide")["status"] = "conflicting";
        Assert.Equal(LeafOutcome.ConflictingWrongly, Score(result).Leaves.Single(static l => l.Field == "summary.dischargeMedications[].name" && l.Gold == "torsemide").Outcome);
    }

    [Fact]
    public void A_day_that_is_told_twice_otherwise_is_wrong()
    {
        var result = Right(Golden);
        Section(result, "encounter").Add(Statement("Admitted 2026-01-30.", ("admissionDate", "2026-01-30")));
        Assert.Contains("encounter.admissionDate WrongValue", Faults(Score(result)));
    }

    [Fact]
    public void A_section_that_the_gold_does_not_give_is_not_judged()
    {
        var open = Golden with { Entries = ((LeafTree<GoldLeaf>.Branch)Golden.Entries!).With("allergies", null) };
        var result = Right(Golden);
        Section(result, "allergies").Add(Statement("Latex.", ("substance", "latex")));
        Assert.DoesNotContain(CaseScorer.Score("set", open, Encoding.UTF8.GetBytes(result.ToJsonString())).Leaves, static l => l.Field.StartsWith("summary.allergies", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("full code", "full")]
    [InlineData("Attempt resuscitation", "full")]
    [InlineData("DNR/DNI", "dnr-dni")]
    [InlineData("Do not resuscitate, do not intubate", "dnr-dni")]
    [InlineData("DNR, intubation acceptable", "dnr")]
    [InlineData("not DNR/DNI", "full")]
    [InlineData("DNR rescinded", "full")]
    [InlineData("comfort measures only", "comfort")]
    [InlineData("to be discussed", "to be discussed")]
    [InlineData("DNR; was full code before", "DNR; was full code before")]
    public void What_a_text_says_of_resuscitation(string text, string status) => Assert.Equal(status, SummaryRecord.StatusOf(text));
}

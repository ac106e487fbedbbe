using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HealthcareLlm.Documents;
using HealthcareLlm.Evaluation;
using HealthcareLlm.Evaluation.Mutation;

namespace HealthcareLlm.Tests.Evaluation;

public class MutationTests
{
    private const string Text = "Member ID: XQZ-123 456\nDOB: 03/04/1961 (Born 03/04/1961)\nTake metformin 500 mg twice daily\nPain in the Left knee, LT side\nMember: XQZ-123 456\n";

    private static readonly ImmutableArray<PlantingText> Texts = [new(DocumentId.Of("d"u8), Text)];

    private static ImmutableArray<CitedPlace> Place(string quote) => [new(Texts[0].Id, new(Text.IndexOf(quote, StringComparison.Ordinal), Text.IndexOf(quote, StringComparison.Ordinal) + quote.Length))];

    private static string After(ImmutableArray<TextEdit> edits) => new EditedText(edits, Texts[0].Id).Apply(Text);

    [Fact]
    public void A_digit_changes_everywhere_that_it_is_written_so()
    {
        var (edits, value) = TextMutations.Digit("XQZ123456", Place("Member ID: XQZ-123 456"), Texts)!.Value;
        Assert.Equal("XQZ123457", value);
        Assert.Equal(Text.Replace("XQZ-123 456", "XQZ-123 457", StringComparison.Ordinal), After(edits));
        Assert.Null(TextMutations.Digit("XQZ123456", Place("Take metformin"), Texts));
    }

    [Fact]
    public void A_dose_a_side_and_a_year_change()
    {
        var dose = TextMutations.Dose("500 mg", Place("metformin 500 mg twice daily"), Texts)!.Value;
        Assert.Equal("1000 mg", dose.Value);
        Assert.Contains("metformin 1000 mg twice", After(dose.Edits), StringComparison.Ordinal);
        var side = TextMutations.Side("Left knee pain", Place("Pain in the Left knee, LT side"), Texts)!.Value;
        Assert.Equal("Right knee pain", side.Value);
        Assert.Contains("Pain in the Right knee, RT side", After(side.Edits), StringComparison.Ordinal);
        var year = TextMutations.Year("1961-03-04", Place("DOB: 03/04/1961"), Texts)!.Value;
        Assert.Equal("1958-03-04", year.Value);
        Assert.Equal(Text.Replace("1961", "1958", StringComparison.Ordinal), After(year.Edits));
    }

    [Fact]
    public void A_denial_stands_before_what_an_engine_goes_on_citing()
    {
        var edits = TextMutations.Negation("Left knee", "no evidence of ", Place("Left knee"), Texts)!.Value;
        Assert.Contains("Pain in the no evidence of Left knee", After(edits), StringComparison.Ordinal);
        Assert.Equal("Left knee", new EditedText(edits, Texts[0].Id).Map(Place("Left knee")[0].Span).In(After(edits)));
        Assert.Equal("Pain in the no evidence of Left knee", new EditedText(edits, Texts[0].Id).Map(Place("Pain in the Left knee")[0].Span).In(After(edits)));
    }

    [Fact]
    public void The_next_line_is_cited_only_where_it_does_not_say_the_value_too()
    {
        var moved = TextMutations.NextLines("XQZ123456", Place("Member ID: XQZ-123 456"), Texts)!.Value;
        Assert.Equal("DOB: 03/04/1961 (Born 03/04/1961)", moved[0].Span.In(Text));
        Assert.Null(TextMutations.NextLines("XQZ123456", Place("Pain in the Left knee"), Texts));
    }

    [Theory]
    [InlineData("extracted", "XQZ123456", MutationOutcome.ScoredWrong)] // the old value stands, the gold is another
    [InlineData("refused", "XQZ123456", MutationOutcome.HeldBack)]
    [InlineData("missing", null, MutationOutcome.Gone)]
    [InlineData("extracted", "XQZ123457", MutationOutcome.Gone)] // the old value is gone: the new one stands
    public void What_became_of_a_mutation_is_told(string status, string? value, MutationOutcome expected)
    {
        var result = SmallPacket.Perfect();
        result["record"]!["patient"]!["memberId"] = status switch { "extracted" => SmallPacket.Extracted(value!), "refused" => SmallPacket.HeldBack("refused", value!), _ => new JsonObject { ["status"] = "missing" } };
        var gold = GoldEdit.With(SmallPacket.Golden(), "patient.memberId", new GoldLeaf.Given("XQZ123457", [], null, []));
        Assert.Equal(expected, Judge(new(MutationKind.DigitChange, "patient.memberId", "XQZ123456", [], [], gold), result).Outcome);
    }

    [Fact]
    public void What_stands_and_is_scored_right_has_escaped()
    {
        // The gold was not changed with the document: the harness cannot see the fault, and the table says so.
        var escaped = Judge(new(MutationKind.DigitChange, "patient.memberId", "XQZ123456", [], [], SmallPacket.Golden()), SmallPacket.Perfect());
        Assert.Equal(MutationOutcome.Escaped, escaped.Outcome);
        var held = escaped with { Outcome = MutationOutcome.HeldBack };
        // 1 of 2 caught, the lower exact bound of 1 of 2 is 1 - sqrt(0.95) = 0.0253; 1 of 2 seen.
        var rows = MutationTable.Of([escaped, held], ["prior-auth-request"]).Rows;
        Assert.Equal("prior-auth-request digit-change 2 1 0  0 1 50.0 % 2.5 % 50.0 %", string.Join(' ', rows.Single(r => r[1] == "digit-change")));
        // Kinds of which nothing was planted stand there with 0.
        Assert.Equal(MutationKinds.BeforeGuards.Select(k => Names.Of(k)), rows.Select(r => r[1]));
        Assert.All(rows.Where(r => r[1] != "digit-change"), r => Assert.Equal(("0", "nothing to plant"), (r[2], r[8])));
        // What was not asked for is not called absent; what was planted all the same is told.
        rows = MutationTable.Of([escaped, held], ["prior-auth-request"], MutationKind.OcrNoise, MutationKind.DigitChange).Rows;
        Assert.Equal(["not asked for"], rows.Where(r => r[1] != "digit-change").Select(r => r[8]).Where(r => r != "nothing to plant"));
        Assert.Equal(("ocr-noise", "50.0 %"), (rows.Single(r => r[8] == "not asked for")[1], rows.Single(r => r[1] == "digit-change")[8]));
    }

    [Fact]
    public void A_denied_diagnosis_that_stands_springs_the_planted_trap()
    {
        var gold = GoldEdit.WithTrap(GoldEdit.With(SmallPacket.Golden(), "diagnoses[1].description", null), "diagnoses[1].description", "Obesity");
        Assert.Null(GoldEdit.At(gold, "diagnoses[1].description"));
        Assert.Equal(MutationOutcome.ScoredWrong, Judge(new(MutationKind.NegationFlip, "diagnoses[1].description", "Obesity", [], [], gold), SmallPacket.Perfect()).Outcome);
    }

    [Fact]
    public void Only_right_cited_values_that_stand_once_are_planted_in_and_the_same_seed_chooses_the_same()
    {
        var result = SmallPacket.Perfect();
        var id = SmallPacket.Extracted("XQZ123456");
        id["citations"] = new JsonArray(new JsonObject { ["documentId"] = Texts[0].Id.Hex, ["page"] = 1, ["start"] = 0, ["end"] = 22, ["quote"] = "Member ID: XQZ-123 456" });
        result["record"]!["patient"]!["memberId"] = id;
        using var json = JsonDocument.Parse(result.ToJsonString());
        var planned = MutationPlan.Request(SmallPacket.Golden(), json.RootElement, Texts, 5, 1);
        Assert.Equal([MutationKind.DigitChange, MutationKind.CitationShift], planned.Select(p => p.Kind));
        Assert.Equal(new GoldLeaf.Given("XQZ123457", [], null, []).Value, ((GoldLeaf.Given)GoldEdit.At(planned[0].Gold, "patient.memberId")!).Value);
        id["value"] = "XQZ123465";
        using var wrong = JsonDocument.Parse(result.ToJsonString());
        Assert.Empty(MutationPlan.Request(SmallPacket.Golden(), wrong.RootElement, Texts, 5, 1));
    }

    private static MutationResult Judge(PlannedMutation mutation, JsonObject result) => MutationJudge.Judge(mutation, Encoding.UTF8.GetBytes(result.ToJsonString()));
}

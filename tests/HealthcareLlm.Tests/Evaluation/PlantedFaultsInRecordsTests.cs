using System.Text.Json.Nodes;
using HealthcareLlm.Evaluation;

namespace HealthcareLlm.Tests.Evaluation;

/// <summary>A judge that cannot find fault is worthless: a perfect result is broken in one place after another, and each must be seen where it is.</summary>
public class PlantedFaultsInRecordsTests
{
    private static readonly LeafOutcome[] Fine = [LeafOutcome.Right, LeafOutcome.RightlyMissing, LeafOutcome.RefusedRightly, LeafOutcome.ConflictingRightly];

    [Fact]
    public void A_perfect_result_has_no_fault()
    {
        var score = SmallPacket.Score(SmallPacket.Perfect());
        Assert.Null(score.NotScored);
        Assert.All(score.Leaves, l => Assert.Contains(l.Outcome, Fine));
        Assert.All(score.Lists, l => Assert.Equal((l.Gold, l.Given), (l.Matched, l.Matched)));
        Assert.All(score.Traps, t => Assert.False(t.Sprung));
        Assert.Equal((1, 1, 0), (score.Missing!.Expected, score.Missing.Reported, score.Missing.SaidMissing));
        Assert.Equal(1, score.SetAside!.Rightly);
        Assert.Empty(CaseFaults.Of(score));
        var measures = MeasureBook.Take([score]).ToDictionary(m => (m.Id, m.Group));
        Assert.Equal(1, measures[("critical.right", "grade:digital+clean")].Value);
        Assert.Equal(1, measures[("lists.f1", "all")].Value);
        Assert.Equal(0, measures[("critical.wrongOrInvented", "made:last")].Value);
    }

    [Theory]
    [InlineData("patient.birthDate", "1961-04-03", LeafOutcome.Wrong)]
    [InlineData("patient.memberId", "XQZ123465", LeafOutcome.Wrong)]
    [InlineData("patient.name", "Jane B Doe", LeafOutcome.Wrong)]
    [InlineData("patient.sex", "female", LeafOutcome.Invented)]
    [InlineData("patient.phone", "5125550143", LeafOutcome.Wrong)]
    [InlineData("requestingProvider.npi", "1234567890", LeafOutcome.Wrong)]
    [InlineData("coverage.groupNumber", "G100", LeafOutcome.Wrong)]
    [InlineData("request.urgency", "expedited", LeafOutcome.Wrong)]
    [InlineData("request.services[0].code", "27474", LeafOutcome.Wrong)]
    [InlineData("request.services[0].laterality", "right", LeafOutcome.Wrong)]
    [InlineData("request.services[0].description", "Total knee arthroplasty, right", LeafOutcome.Wrong)]
    [InlineData("request.services[0].startDate", "2025-03-20", LeafOutcome.Wrong)]
    [InlineData("request.services[0].modifiers[0]", "RT", LeafOutcome.Missed)]
    [InlineData("request.services[1].quantity", "6", LeafOutcome.Wrong)]
    [InlineData("request.services[1].dose", "40 mg", LeafOutcome.Invented)]
    [InlineData("diagnoses[0].code", "M17.11", LeafOutcome.Wrong)]
    [InlineData("clinical.currentMedications[0].dose", "850 mg", LeafOutcome.Wrong)]
    [InlineData("clinical.labs[0].value", "2.7", LeafOutcome.Wrong)]
    [InlineData("clinical.priorTreatments[0].outcome", "ongoing", LeafOutcome.Wrong)]
    [InlineData("clinical.allergies[0]", "none", LeafOutcome.Missed)]
    public void A_changed_value_is_seen(string path, string value, LeafOutcome outcome)
    {
        var result = SmallPacket.Perfect();
        Set(result, path, SmallPacket.Extracted(value));
        var score = SmallPacket.Score(result);
        Assert.Equal(outcome, score.Leaves.Single(l => l.Path == path).Outcome);
        Assert.NotEmpty(CaseFaults.Of(score));
        Assert.True(MeasureBook.Take([score]).Single(m => m.Group == "all" && m.Id == (score.Leaves.Single(l => l.Path == path).Critical ? "critical.wrongOrInvented" : "other.wrongOrInvented")).Count > 0);
    }

    [Fact]
    public void A_primary_diagnosis_that_does_not_stand_first_is_seen()
    {
        static (int, int) First(JsonObject result) => MeasureBook.Take([SmallPacket.Score(result)]).Where(m => m is { Id: "diagnoses.primaryFirst", Group: "all" }).Select(m => (m.Count, m.Of)).Single();
        Assert.Equal((1, 1), First(SmallPacket.Perfect()));
        var result = SmallPacket.Perfect();
        var diagnoses = result["record"]!["diagnoses"]!.AsArray();
        var primary = diagnoses[0];
        diagnoses.RemoveAt(0);
        diagnoses.Add(primary);
        Assert.Equal((0, 1), First(result));
        Assert.All(SmallPacket.Score(result).Leaves.Where(l => l.Path.StartsWith("diagnoses", StringComparison.Ordinal)), static l => Assert.Contains(l.Outcome, Fine));
    }

    [Fact]
    public void An_entry_without_a_name_is_the_one_whose_other_leaves_agree()
    {
        var result = SmallPacket.Perfect();
        var service = result["record"]!["request"]!["services"]![1]!.AsObject();
        service.Remove("code");
        service.Remove("description");
        var score = SmallPacket.Score(result);
        Assert.Equal(LeafOutcome.Missed, score.Leaves.Single(l => l.Path == "request.services[1].code").Outcome);
        Assert.Equal(LeafOutcome.Right, score.Leaves.Single(l => l.Path == "request.services[1].quantity").Outcome);
        Assert.DoesNotContain(score.Leaves, static l => l.Outcome == LeafOutcome.Invented);
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("setAside")]
    [InlineData("issues")]
    [InlineData("documents")]
    public void A_result_without_one_of_its_lists_could_not_be_scored(string list)
    {
        var result = SmallPacket.Perfect();
        result.Remove(list);
        Assert.Contains(list, SmallPacket.Score(result).NotScored, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("clinical.labs[0].name", "Hemoglobin A1c % 4.0-5.6", "clinical.labs[0].value")]
    [InlineData("clinical.priorTreatments[0].treatment", "naproxen or celecoxib", "clinical.priorTreatments[0].outcome")]
    [InlineData("clinical.currentMedications[0].name", "metformin glipizide", "clinical.currentMedications[0].dose")]
    public void An_entry_whose_name_says_more_is_that_entry_with_a_wrong_name(string name, string value, string beside)
    {
        var result = SmallPacket.Perfect();
        Set(result, name, SmallPacket.Extracted(value));
        var score = SmallPacket.Score(result);
        Assert.Equal(LeafOutcome.Wrong, score.Leaves.Single(l => l.Path == name).Outcome);
        Assert.Equal(LeafOutcome.Right, score.Leaves.Single(l => l.Path == beside).Outcome);
        Assert.Equal(score.Lists.Sum(l => l.Gold) - 1, score.Lists.Sum(l => l.Matched));
    }

    [Fact]
    public void A_value_said_to_be_missing_is_missed()
    {
        var result = SmallPacket.Perfect();
        Set(result, "patient.memberId", new JsonObject { ["status"] = "missing" });
        result["missing"]!.AsArray().Add(new JsonObject { ["path"] = "patient.memberId" });
        var score = SmallPacket.Score(result);
        Assert.Equal(LeafOutcome.Missed, score.Leaves.Single(l => l.Path == "patient.memberId").Outcome);
        Assert.Equal("patient.memberId", Assert.Single(score.Missing!.False));
    }

    [Fact]
    public void What_must_be_refused_and_is_silently_missing_is_missed()
    {
        var result = SmallPacket.Perfect();
        Set(result, "requestingProvider.npi", new JsonObject { ["status"] = "missing" });
        Assert.Equal(LeafOutcome.Missed, SmallPacket.Score(result).Leaves.Single(l => l.Path == "requestingProvider.npi").Outcome);
    }

    [Theory]
    [InlineData("XQZ123456", true)]
    [InlineData("XQZ123465", false)]
    public void A_refused_field_counts_by_what_its_candidates_show(string candidate, bool right)
    {
        var result = SmallPacket.Perfect();
        Set(result, "patient.memberId", SmallPacket.HeldBack("refused", "other", candidate));
        var leaf = SmallPacket.Score(result).Leaves.Single(l => l.Path == "patient.memberId");
        Assert.Equal(LeafOutcome.RefusedWrongly, leaf.Outcome);
        Assert.Equal(right, leaf.RightAmongCandidates);
    }

    [Fact]
    public void A_conflict_without_every_side_is_not_shown()
    {
        var result = SmallPacket.Perfect();
        Set(result, "coverage.groupNumber", SmallPacket.HeldBack("conflicting", "G100", "G300"));
        Assert.Equal(LeafOutcome.ConflictingWrongly, SmallPacket.Score(result).Leaves.Single(l => l.Path == "coverage.groupNumber").Outcome);
    }

    [Fact]
    public void A_lost_and_an_added_entry_of_a_list_are_seen_and_the_rest_keeps_its_place()
    {
        var result = SmallPacket.Perfect();
        var services = result["record"]!["request"]!["services"]!.AsArray();
        services.RemoveAt(0);
        var diagnoses = result["record"]!["diagnoses"]!.AsArray();
        diagnoses.Insert(0, new JsonObject { ["code"] = SmallPacket.Extracted("M06.9"), ["description"] = new JsonObject { ["status"] = "missing" } });
        var score = SmallPacket.Score(result);
        Assert.Equal(LeafOutcome.Missed, score.Leaves.Single(l => l.Path == "request.services[0].code").Outcome);
        Assert.Equal(LeafOutcome.Right, score.Leaves.Single(l => l.Path == "request.services[1].code").Outcome);
        Assert.Equal(LeafOutcome.Invented, score.Leaves.Single(l => l.Path == "diagnoses[+0].code").Outcome);
        Assert.Equal("diagnoses[].code", score.Traps.Single(t => t.Sprung).Where);
        Assert.Equal((2, 1, 1), score.Lists.Where(l => l.Field == "request.services[]").Select(l => (l.Gold, l.Given, l.Matched)).Single());
        Assert.Equal((2, 3, 2), score.Lists.Where(l => l.Field == "diagnoses[]").Select(l => (l.Gold, l.Given, l.Matched)).Single());
    }

    [Fact]
    public void A_changed_order_is_seen()
    {
        var result = SmallPacket.Perfect();
        var diagnoses = result["record"]!["diagnoses"]!.AsArray();
        var first = diagnoses[0];
        diagnoses.RemoveAt(0);
        diagnoses.Add(first);
        Assert.False(SmallPacket.Score(result).Lists.Single(l => l.Field == "diagnoses[]").OrderKept);
    }

    [Fact]
    public void A_finding_of_the_other_patient_springs_its_trap()
    {
        var result = SmallPacket.Perfect();
        result["record"]!["clinical"]!["findings"]!.AsArray().Add(SmallPacket.Extracted("MRI shows a torn meniscus"));
        var score = SmallPacket.Score(result);
        Assert.True(score.Traps.Single(t => t.Id == "t2").Sprung);
        Assert.Equal(LeafOutcome.Extra, score.Leaves.Single(l => l.Path == "clinical.findings[+1]").Outcome);
    }

    [Fact]
    public void Pages_set_aside_wrongly_or_not_at_all_are_seen()
    {
        var result = SmallPacket.Perfect();
        result["setAside"]![0]!["page"] = 2;
        var score = SmallPacket.Score(result);
        Assert.Equal("packet.txt#3", Assert.Single(score.SetAside!.Missed));
        Assert.Equal("packet.txt#2", Assert.Single(score.SetAside.Wrongly));
    }

    [Fact]
    public void A_lost_report_of_what_is_missing_is_seen()
    {
        var result = SmallPacket.Perfect();
        result["missing"]!.AsArray().Clear();
        Assert.Equal("requestingProvider.npi", Assert.Single(SmallPacket.Score(result).Missing!.Lost));
    }

    [Fact]
    public void An_unknown_status_and_an_unreadable_file_are_not_scored_rather_than_right_or_wrong()
    {
        var result = SmallPacket.Perfect();
        Set(result, "patient.name", new JsonObject { ["status"] = "maybe", ["value"] = "Jane A Doe" });
        Assert.Equal(LeafOutcome.NotScored, SmallPacket.Score(result).Leaves.Single(l => l.Path == "patient.name").Outcome);
        Assert.NotNull(CaseScorer.Score("set", SmallPacket.Golden(), "not json"u8.ToArray()).NotScored);
        Assert.NotNull(CaseScorer.Score("set", SmallPacket.Golden(), """{ "schema": "discharge-summary/v1", "summary": {} }"""u8.ToArray()).NotScored);
    }

    private static void Set(JsonObject result, string path, JsonObject leaf)
    {
        JsonNode at = result["record"]!;
        string[] steps = path.Split('.');
        for (int i = 0; i < steps.Length; i++)
        {
            int open = steps[i].IndexOf('[', StringComparison.Ordinal);
            string name = open < 0 ? steps[i] : steps[i][..open];
            int? index = open < 0 ? null : int.Parse(steps[i][(open + 1)..^1], System.Globalization.CultureInfo.InvariantCulture);
            bool isLast = i == steps.Length - 1;
            if (!isLast) at = index is { } n ? at[name]![n]! : at[name]!;
            else if (index is { } m) at[name]![m] = leaf;
            else at[name] = leaf;
        }
    }
}

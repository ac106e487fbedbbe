using System.Text.Json.Nodes;
using HealthcareLlm.Evaluation;

namespace HealthcareLlm.Tests.Evaluation;

public class ErrorClassTests
{
    private static LeafScore Leaf(string path, Action<JsonObject> change)
    {
        var result = SmallPacket.Perfect();
        change(result["record"]!.AsObject());
        return SmallPacket.Score(result).Leaves.Single(l => l.Path == path);
    }

    private static JsonObject Cited(string value, int page)
    {
        var field = SmallPacket.Extracted(value);
        field["citations"] = new JsonArray(new JsonObject { ["documentId"] = "d1", ["page"] = page, ["start"] = 0, ["end"] = 3, ["quote"] = value });
        return field;
    }

    [Fact]
    public void Each_kind_of_error_has_its_class()
    {
        Assert.Equal(ErrorClass.WrongValue, Leaf("patient.memberId", r => r["patient"]!["memberId"] = Cited("XQZ123465", 1)).Class);
        Assert.Equal(ErrorClass.Invented, Leaf("patient.sex", r => r["patient"]!["sex"] = Cited("female", 1)).Class);
        Assert.Equal(ErrorClass.Missed, Leaf("patient.memberId", r => r["patient"]!["memberId"] = new JsonObject { ["status"] = "missing" }).Class);
        Assert.Equal(ErrorClass.WronglyRefused, Leaf("patient.memberId", r => r["patient"]!["memberId"] = SmallPacket.HeldBack("refused", "XQZ123456")).Class);
        Assert.Equal(ErrorClass.WronglyRefused, Leaf("patient.sex", r => r["patient"]!["sex"] = SmallPacket.HeldBack("refused", "female")).Class);
        Assert.Equal(ErrorClass.RightlyRefused, Leaf("requestingProvider.npi", _ => { }).Class);
        Assert.Equal(ErrorClass.RightlyRefused, Leaf("coverage.groupNumber", _ => { }).Class);
        Assert.Equal(ErrorClass.RightlyMissing, Leaf("patient.sex", _ => { }).Class);
    }

    [Fact]
    public void What_a_document_denies_is_a_wrong_assertion_and_another_patient_s_value_is_that()
    {
        // Trap t1 plants the negated M06.9 among the diagnoses; page 3 is another patient's.
        Assert.Equal(ErrorClass.WrongAssertion, Leaf("diagnoses[1].code", r => r["diagnoses"]![1]!["code"] = Cited("M06.9", 1)).Class);
        Assert.Equal(ErrorClass.WrongValue, Leaf("diagnoses[1].code", r => r["diagnoses"]![1]!["code"] = Cited("E66.8", 1)).Class);
        Assert.Equal(ErrorClass.OtherPatient, Leaf("patient.memberId", r => r["patient"]!["memberId"] = Cited("ABC999", 3)).Class);
    }

    [Fact]
    public void A_finding_that_the_pattern_of_the_gold_names_and_that_denies_it_is_wrong_and_no_further_one()
    {
        Assert.Equal(ErrorClass.WrongValue, Leaf("clinical.findings[0]", r => r["clinical"]!["findings"]![0] = Cited("No evidence on film of the suspected Kellgren and Lawrence changes of grade 4", 1)).Class);
        Assert.Equal(ErrorClass.Missed, Leaf("clinical.findings[0]", r => r["clinical"]!["findings"]![0] = Cited("Joint space preserved", 1)).Class);
    }

    [Fact]
    public void A_right_value_with_a_citation_that_does_not_resolve_is_right_with_the_wrong_citation()
    {
        Assert.Equal(ErrorClass.Right, Leaf("patient.memberId", r => r["patient"]!["memberId"] = Cited("XQZ123456", 1)).Class);
        Assert.Equal(ErrorClass.RightValueWrongCitation, Leaf("patient.memberId", r => r["patient"]!["memberId"] = Cited("XQZ123456", 9)).Class);
        Assert.Equal(LeafOutcome.Right, Leaf("patient.memberId", r => r["patient"]!["memberId"] = Cited("XQZ123456", 9)).Outcome);
    }
}

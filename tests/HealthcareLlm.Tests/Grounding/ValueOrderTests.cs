using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting;
using HealthcareLlm.Grounding;
using HealthcareLlm.Tests.ClinicalText;

namespace HealthcareLlm.Tests.Grounding;

/// <summary>A value made of the words of its quotes may still say another thing.</summary>
public class ValueOrderTests
{
    [Theory]
    [InlineData("Pain 10 of 10 on most days", "Pain 8 of 10 on most days")]
    [InlineData("left 58 percent, right 14 percent", "left 14 percent, right 58 percent")]
    [InlineData("Right great toe 3/5, left 5/5", "Left great toe 3/5, right 5/5")]
    [InlineData("Drug 2 mg/300 mL syringe", "Drug 300 mg/2 mL syringe")]
    [InlineData("mass 7.4 x 7.4 cm", "mass 11.2 x 7.4 cm")]
    [InlineData("5 ft 5 in", "5 ft 8 in")]
    [InlineData("Canister 300 L", "Canister 300 mL")]
    [InlineData("1800", "BNP >1800")]
    [InlineData("<1800", ">1800")]
    public void A_number_or_a_side_in_place_of_another_is_seen(string value, string quote) => Assert.Equal(Verdict.TokenNotInSpan, ValueOrder.Fault(value, [quote]));

    [Theory]
    [InlineData("She herself has had cancer", "She herself has never had cancer")]
    [InlineData("no stenosis, recurrent herniation", "no stenosis, no recurrent herniation")]
    [InlineData("MRI lumbar spine and with contrast", "MRI lumbar spine without and with contrast")]
    [InlineData("MRI brain contrast", "MRI brain w/o contrast")]
    [InlineData("detected", "Not detected")]
    [InlineData("migraine aura", "migraine without aura")]
    [InlineData("walked a cane", "Within weeks he walked without a cane")]
    [InlineData("with contrast", "not with contrast")]
    [InlineData("smoker", "Non-smoker")]
    [InlineData("has not left her job", "cannot stand and has left her job, not working")]
    [InlineData("no pain", "pain, no fever")]
    [InlineData("She cannot cannot walk", "She cannot walk")]
    public void A_denial_that_is_lost_or_added_is_seen(string value, string quote) => Assert.Equal(Verdict.AssertionContradicts, ValueOrder.Fault(value, [quote]));

    [Theory]
    [InlineData("Pain 8 of 10", "Pain\n8 of 10 on most days")]
    [InlineData("migraine without aura", "Chronic migraine without aura, intractable")]
    [InlineData("left bundle branch block", "left", "bundle branch block")]
    [InlineData("varices without bleeding", "varices without", "bleeding")]
    [InlineData("Brandt Ottoline", "OTTOLINE", "BRANDT")]
    [InlineData("Lumbar fusion", "Prior surgery? No  Lumbar fusion")]
    [InlineData("Lumbar fusion", "Infection: no, Lumbar fusion")]
    [InlineData("AMP7Q20K551", "Card no.  AMP7Q20K551")]
    [InlineData(">= 90", "eGFR \u226590")]
    [InlineData("oxycodone", "No driving on oxycodone")]
    [InlineData("has a cough", "No fever, has a cough")]
    [InlineData("not detected", "HCV RNA not detected")]
    [InlineData("12 visits over 6 weeks", "12 visits", "over 6 weeks")]
    [InlineData("", "anything")]
    [InlineData("MRI without contrast", "MRI w/o contrast, without delay")]
    public void What_the_quotes_say_is_let_be(string value, params string[] quotes) => Assert.Null(ValueOrder.Fault(value, quotes));

    [Fact]
    public void A_denial_lost_between_two_quotes_is_seen() => Assert.Equal(Verdict.AssertionContradicts, ValueOrder.Fault("varices bleeding", ["varices without", "bleeding"]));

    [Theory]
    [InlineData("request.services[0].description", "MRI lumbar spine and with contrast", Verdict.AssertionContradicts)]
    [InlineData("request.services[0].description", "MRI lumbar spine without and with contrast", Verdict.Supported)]
    [InlineData("clinical.labs[0].value", "detected", Verdict.AssertionContradicts)]
    [InlineData("clinical.findings[0]", "Pain 10 of 10 on most days", Verdict.TokenNotInSpan)]
    public void What_is_proposed_for_a_field_is_held_to_it(string path, string value, Verdict verdict)
    {
        const string text = "MRI lumbar spine without and with contrast; HCV RNA not detected; Pain 8 of 10 on most days.";
        var document = ClinicalTextAnnotator.Annotate(Notes.Document(text));
        string quote = text.Split("; ")[path[..2] == "re" ? 0 : path.Contains("labs", StringComparison.Ordinal) ? 1 : 2];
        var place = new TextSpan(text.IndexOf(quote, StringComparison.Ordinal), text.IndexOf(quote, StringComparison.Ordinal) + quote.Length);
        var draft = new PriorAuthorizationDraft([new(path, [new(value, 0.9, [new(document.Source.Id, quote, place)], "model")])]);
        Assert.Equal(verdict, Grounder.Ground(draft, [document]).Fields[0].Candidates[0].Verdict);
    }

    [Theory]
    [InlineData("until potassium below 5.5", null)]
    [InlineData("2026-03-12", null)]
    [InlineData("potassium 5.5", null)]
    [InlineData("lisinopril 40 mg", Verdict.TokenNotInSpan)]
    [InlineData("lisinopril not given", Verdict.AssertionContradicts)]
    public void What_is_proposed_for_a_part_of_a_row_is_held_to_it(string value, Verdict? fault) =>
        Assert.Equal(fault, PartVerifier.Fault(value, ["03/12/2026: lisinopril 10 mg, 40 of 90 given, not renewed until potassium below 5.5"]));
}

using System.Collections.Immutable;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Tests.ClinicalText.Mentions;

/// <summary>Follow-up with and without a day: what is planned is found, what is over, denied or a warning is not.</summary>
public class FollowUpTests
{
    public static TheoryData<string, string, string> Rows()
    {
        var rows = new TheoryData<string, string, string>();
        foreach (string[] row in RuleFiles.Read("follow-up.tsv", 5)) rows.Add(row[0], row[3], row[4]);
        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Each_class_of_words_has_a_follow_up_and_a_near_miss(string kind, string example, string counter)
    {
        Assert.True(Of("PLAN:\n" + example).Length == 1, kind);
        Assert.True(Of("PLAN:\n" + counter).IsEmpty, kind);
    }

    [Theory]
    [InlineData("Please obtain follow-up, with Dr. Hale in 2 weeks.", true)]
    [InlineData("In follow-up, with Dr. Hale in 2 weeks of pain, he was found to be well.", false)]
    public void Follow_up_behind_a_word_that_only_ends_so_is_no_visit_in_the_past(string text, bool found) => Assert.Equal(found, Of("PLAN:\n" + text).Any(static m => m.Part("with") is not null));

    [Theory]
    [InlineData("We will check an A1c in the fall.", "A1c", "in the fall")]
    [InlineData("Return for stress echo.", "stress echo", null)]
    [InlineData("Repeat CBC next week.", "CBC", "next week")]
    [InlineData("Blood work at next visit.", "Blood work", "at next visit")]
    [InlineData("Needs colonoscopy as outpatient.", "colonoscopy", "as outpatient")]
    [InlineData("PCP to recheck creatinine.", "creatinine", null)]
    [InlineData("Wound check.", "Wound check", null)]
    [InlineData("Suture removal in 10 days.", "Suture removal", "in 10 days")]
    [InlineData("3. Check TSH.", "TSH", null)]
    [InlineData("CBC will be rechecked.", "CBC", null)]
    [InlineData("The liver function tests should be followed up.", "tests", null)]
    [InlineData("I recommend a repeat CT of the chest in 3 months.", "CT", "in 3 months")]
    [InlineData("She is scheduled for an angiogram.", "angiogram", null)]
    [InlineData("We will start iron and recheck ferritin.", "ferritin", null)]
    [InlineData("He is getting blood work done prior to his next visit.", "blood work", "prior to his next visit")]
    [InlineData("Will consult Cardiology.", null, null)]
    [InlineData("Refer to nephrology.", null, null)]
    [InlineData("We will have Dr. Hale see her.", null, null)]
    [InlineData("He likely needs a re-biopsy.", "re-biopsy", null)]
    [InlineData("She should followup with the Hillcrest Eye Institute.", null, null)]
    [InlineData("She should return to Endocrine Clinic in six weeks.", null, "in six weeks")]
    [InlineData("The patient will return to our office.", null, null)]
    [InlineData("She will meet with the dietitian.", null, null)]
    [InlineData("She should be seen again in the office.", null, null)]
    [InlineData("We will schedule this at the hospital.", null, null)]
    [InlineData("We will await results of the echocardiogram.", "results", null)]
    [InlineData("Followup will be in ten days for catheter removal.", "catheter removal", "in ten days")]
    public void Planned_care_is_found_without_a_day(string plan, string? what, string? when)
    {
        var mention = Assert.Single(Of("PLAN:\n" + plan));
        Assert.Equal(what, mention.Part("for")?.Value);
        Assert.Equal(when, mention.Part("when")?.Value);
    }

    [Theory]
    [InlineData("No follow-up needed.")]
    [InlineData("No follow-up with cardiology in 2 weeks.")]
    [InlineData("Follow-up with Dr. Hale is not needed.")]
    [InlineData("He does not need a repeat colonoscopy.")]
    [InlineData("She declines an MRI.")]
    [InlineData("We will not obtain an MRI.")]
    [InlineData("Call if you have a fever or need a test explained.")]
    [InlineData("Call for fever over 101.")]
    [InlineData("The patient comes back to see me today.")]
    [InlineData("He was supposed to have thyroid tests.")]
    [InlineData("She will meet him.")]
    [InlineData("A mass can be seen in the liver.")]
    [InlineData("He will take a calcium supplement and follow a low sodium diet.")]
    [InlineData("Return for fever or bleeding.")]
    [InlineData("Return to the emergency department for chest pain.")]
    [InlineData("He will return to work in 2 weeks.")]
    [InlineData("CBC was rechecked and is stable.")]
    [InlineData("He was seen in follow-up with Dr. Hale.")]
    [InlineData("He has been to see a neurologist.")]
    [InlineData("She decided to see Dr. Hale.")]
    [InlineData("His last appointment was in May 2004.")]
    [InlineData("She had followup with Dr. Hale.")]
    [InlineData("She returns for followup of asthma.")]
    [InlineData("In followup, he was seen by cardiology.")]
    [InlineData("Need for cardiac catheterization.")]
    [InlineData("Will continue lisinopril.")]
    [InlineData("He should have been tested.")]
    [InlineData("He needs to keep the wound clean.")]
    [InlineData("Several injections may be required.")]
    [InlineData("Echo showed normal function.")]
    [InlineData("CT on 3/4: normal.")]
    [InlineData("He should have had a CT.")]
    [InlineData("Hip surgery may be required.")]
    [InlineData("The mass could be seen again.")]
    [InlineData("Wound check in 2 weeks was missed.")]
    [InlineData("Colonoscopy in 5 years not needed.")]
    [InlineData("We will obtain the records and review them.")]
    public void What_is_over_denied_or_a_warning_is_no_follow_up(string plan) => Assert.Empty(Of("PLAN:\n" + plan));

    [Theory]
    [InlineData("PLAN:\nRepeat CBC.", 1)]
    [InlineData("HISTORY OF PRESENT ILLNESS:\nRepeat CBC.", 0)]
    [InlineData("FAMILY HISTORY:\nHer mother will need a colonoscopy.", 0)]
    [InlineData("FOLLOW-UP:\nCBC.", 1)]
    [InlineData("LABS:\nCBC.", 0)]
    public void An_order_in_few_words_is_one_where_orders_stand(string note, int count) => Assert.Equal(count, Of(note).Length);

    [Fact]
    public void A_second_doctor_behind_and_is_a_second_visit()
    {
        var found = Of("PLAN:\nFollow up with Dr. Hale in 2 weeks, and Dr. Moreno in 3 weeks.");
        Assert.Equal(["Dr. Hale", "Dr. Moreno"], found.Select(static m => m.Part("with")?.Value));
        Assert.Equal(["in 2 weeks", "in 3 weeks"], found.Select(static m => m.Part("when")?.Value));
        Assert.Single(Of("PLAN:\nFollow up with Dr. Hale in 2 weeks and take the tablets."));
    }

    [Fact]
    public void A_condition_makes_a_planned_act_conditional()
    {
        Assert.Equal(Temporality.Hypothetical, Assert.Single(Of("PLAN:\nIf the stool is positive we will schedule a colonoscopy.")).Assertion.Temporality);
        Assert.NotEqual(Temporality.Hypothetical, Assert.Single(Of("PLAN:\nThe stool is positive and we will schedule a colonoscopy.")).Assertion.Temporality);
    }

    [Fact]
    public void Two_acts_of_one_sentence_are_two_and_an_act_with_a_day_is_one()
    {
        Assert.Equal(2, Of("PLAN:\nWe will check a TSH, and we will obtain an echocardiogram.").Length);
        Assert.Single(Of("PLAN:\nWe will see her in 2 weeks."));
    }

    private static ImmutableArray<Mention> Of(string text) => [.. ClinicalTextAnnotator.Annotate(Notes.Document(text)).Mentions.Where(static m => m.Type == MentionType.FollowUp)];
}

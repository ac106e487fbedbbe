using System.Collections.Immutable;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Tests.ClinicalText;

public class DrugClassTests
{
    public static TheoryData<string, string> Rows()
    {
        var rows = new TheoryData<string, string>();
        foreach (string[] row in RuleFiles.Read("drug-classes.tsv", 4))
        {
            foreach (string words in row[0].Split('|')) rows.Add(row[1] == "alone" ? words : words + " medication", row[3]);
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_class_stands_for_drugs_and_its_counter_example_does_not(string words, string counter)
    {
        Assert.Contains(Of("The patient was started on " + words + " yesterday."), static m => m.Type is MentionType.DrugClass or MentionType.Medication or MentionType.Procedure or MentionType.Device);
        Assert.DoesNotContain(Of(counter + "."), static m => m.Type == MentionType.DrugClass);
    }

    [Theory]
    [InlineData("He was treated with antibiotics for a week.", "antibiotics")]
    [InlineData("Her pain was controlled with oral pain medicine.", "pain medicine")]
    [InlineData("He denies steroids.", "steroids")]
    public void A_class_is_a_mention_of_its_own_kind(string text, string name)
    {
        var mention = Assert.Single(Of(text), static m => m.Type == MentionType.DrugClass);
        Assert.Equal(name, mention.NameSpan.In(text));
        Assert.Equal(text.Contains("denies", StringComparison.Ordinal), mention.Assertion.Polarity == Polarity.Negated);
    }

    [Theory]
    [InlineData("Seen in the anticoagulation clinic.")]
    [InlineData("Opioid abuse in the past.")]
    [InlineData("Uses an Atrovent inhaler.")]
    [InlineData("The urine drug screen was positive for opiates.")]
    public void A_place_a_state_a_screen_and_the_form_of_a_named_drug_are_no_class(string text) => Assert.DoesNotContain(Of(text), static m => m.Type == MentionType.DrugClass);

    private static ImmutableArray<Mention> Of(string text) => ClinicalTextAnnotator.Annotate(Notes.Document(text)).Mentions;
}

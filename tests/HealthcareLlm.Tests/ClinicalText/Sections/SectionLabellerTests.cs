using HealthcareLlm.ClinicalText;
using HealthcareLlm.ClinicalText.Sections;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Tests.ClinicalText.Sections;

/// <summary>What a section without a title is about, by its words.</summary>
public class SectionLabellerTests
{
    [Theory]
    [InlineData("Father died of a heart attack at 61. Mother has diabetes. Two sisters are well.", SectionCategory.FamilyHistory)]
    [InlineData("She lives alone, does not smoke, and drinks wine on weekends. Retired teacher.", SectionCategory.SocialHistory)]
    [InlineData("Lisinopril 10 mg daily, metformin 500 mg b.i.d., aspirin 81 mg daily.", SectionCategory.Medications)]
    [InlineData("Allergic to penicillin, which gives her hives.", SectionCategory.Allergies)]
    [InlineData("Appendectomy, cholecystectomy, hysterectomy.", SectionCategory.SurgicalHistory)]
    [InlineData("The patient is a 54-year-old man who presents with two days of chest pain. The pain began after he shoveled snow, came on with effort and was relieved by rest. He denies nausea. He was seen for the same pain last month and was told to return if it came back. It has become worse since then, and he was brought in by his wife this morning.", SectionCategory.Hpi)]
    [InlineData("Heart regular without murmur. Lungs clear to auscultation. Abdomen soft, nontender.", SectionCategory.Exam)]
    public void It_is_told_by_its_words(string text, SectionCategory category) => Assert.Equal(category, SectionLabeller.Guess(text)[0].Category);

    [Fact]
    public void Shares_add_up_and_no_words_give_none()
    {
        Assert.Equal(1, SectionLabeller.Guess("Zzz qqq.").Sum(g => g.Score), 9);
        Assert.Empty(SectionLabeller.Guess("  "));
    }

    [Fact]
    public void The_model_holds_words_and_nobody_s_text()
    {
        // Features are single words or pairs of neighbours that stood in at least five texts.
        Assert.All(RuleFiles.Read("section-words.tsv", 2), r => Assert.True(r[0].Split(' ').Length <= 4, r[0]));
    }
}

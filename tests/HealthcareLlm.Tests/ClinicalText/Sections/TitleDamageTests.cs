using HealthcareLlm.ClinicalText;
using HealthcareLlm.ClinicalText.Sections;

namespace HealthcareLlm.Tests.ClinicalText.Sections;

/// <summary>Titles as recognition reads them.</summary>
public class TitleDamageTests
{
    [Theory]
    [InlineData("ASSE5SMENT:", SectionCategory.Assessment)]
    [InlineData("PAST MEDlCAL HlSTORY:", SectionCategory.PastHistory)]
    [InlineData("FAMILY HIST0RY:", SectionCategory.FamilyHistory)]
    [InlineData("ALLERG1ES:", SectionCategory.Allergies)]
    [InlineData("CURRENT MEDICATI0NS:", SectionCategory.Medications)]
    [InlineData("P1AN:", SectionCategory.Plan)]
    [InlineData("SOCIAL H1ST0RY:", SectionCategory.SocialHistory)]
    [InlineData("HISTORY OF PRES ENT ILLNES5:", SectionCategory.Hpi)]
    public void A_damaged_title_opens_its_section(string title, SectionCategory category)
    {
        Assert.Equal(category, Opened(title + " text of it").Category);
        // Inside a line too, behind a comma in place of a line end.
        Assert.Equal(category, Opened("Fell at home.," + title + ", text of it").Category);
    }

    [Theory]
    [InlineData("PLATE: removed")]
    [InlineData("CLASP: removed")]
    [InlineData("KEYS: lost")]
    [InlineData("He needs a p1an: none.")]
    public void Another_word_opens_none(string text) => Assert.DoesNotContain(Notes.Sectioned(text).Sections, s => s.Rule.StartsWith("title-", StringComparison.Ordinal));

    [Theory]
    [InlineData("plan", "plan", 0)]
    [InlineData("p1an", "plan", 1)]
    [InlineData("pan", "plan", 2)]
    [InlineData("farnily", "family", 1)]
    [InlineData("hist0ry", "history", 1)]
    public void Look_alikes_count_half(string read, string written, int distance) => Assert.Equal(distance, TitleDistance.Between(read, written, 8));

    [Fact]
    public void A_text_without_a_full_stop_is_cut_into_sentences_of_bounded_length()
    {
        var text = Notes.Sectioned(string.Concat(Enumerable.Repeat("no pain ", 5_000)));
        Assert.All(text.Sentences, s => Assert.InRange(s.Span.Length, 1, SentenceBreaker.Longest + 10));
        Assert.Equal(5_000, text.Sentences.Sum(s => s.Span.In(text.Text).Split("pain").Length - 1));
    }

    private static Section Opened(string text) => Notes.Sectioned(text).Sections.Last(s => !s.TitleSpan.IsEmpty);
}

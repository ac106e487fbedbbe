using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Summary.Chart;
using HealthcareLlm.Drafting.Offline.Summary.Course;
using HealthcareLlm.Drafting.Offline.Summary.Notes;
using HealthcareLlm.Drafting.Offline.Summary.Results;
using HealthcareLlm.Drafting.Offline.Summary.Writers;

namespace HealthcareLlm.Tests.Drafting.Offline.Summary;

public sealed class RuleFileTests
{
    [Fact]
    public void Note_kinds_know_their_examples()
    {
        foreach (var rule in NoteKindRules.All)
        {
            Assert.True(NoteKindRules.Match(rule.Example)?.Kind == rule.Kind, rule.Id);
            Assert.False(NoteKindRules.Match(rule.CounterExample)?.Id == rule.Id, rule.Id);
        }
    }

    [Fact]
    public void Embedded_instructions_know_their_examples()
    {
        foreach (var rule in EmbeddedInstructions.All)
        {
            Assert.True(rule.Pattern.IsMatch(rule.Example), rule.Id);
            Assert.False(EmbeddedInstructions.Addresses(rule.CounterExample), rule.Id);
        }
    }

    [Fact]
    public void Section_cues_know_their_examples()
    {
        foreach (var rule in CueRules.All)
        {
            Assert.True(rule.Pattern.IsMatch(rule.Example), rule.Id);
            Assert.False(rule.Pattern.IsMatch(rule.CounterExample), rule.Id);
        }
    }

    [Fact]
    public void Note_labels_know_their_examples()
    {
        foreach (var label in NoteSections.Labels)
        {
            Assert.Equal(label.Category, NoteSections.Match(label.Example, free: true)?.Category);
            Assert.Null(NoteSections.Match(label.CounterExample, free: true));
        }
    }

    [Fact]
    public void Course_cues_and_labs_know_their_examples()
    {
        foreach (string[] row in RuleFiles.Read("course-cues.tsv", 6)) Assert.True(CourseCues.Weigh(row[4]) != 0, row[0]);
        foreach (string[] row in RuleFiles.Read("summary-labs.tsv", 10)) Assert.Equal(row[0], LabLexicon.At(row[8], 0)?.Rule.Id);
    }

    [Fact]
    public void A_megabyte_of_hostile_text_is_read_in_time()
    {
        string text = string.Concat(Enumerable.Repeat("follow up pending 1.2.3, not - (( Cr -> : a ", 25_000));
        foreach (var rule in CueRules.All) rule.Pattern.Regex.IsMatch(text);
        foreach (var rule in EmbeddedInstructions.All) rule.Pattern.Regex.IsMatch(text);
        Assert.NotEqual(SectionCategory.Allergies, NoteSections.Match(text, free: true)?.Category);
    }
}

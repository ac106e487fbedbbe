using System.Text;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Tests.ClinicalText.Forms;

public class FormLexiconTests
{
    private static IEnumerable<string> TargetsOf(string line)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(line);
        var document = DocumentComposer.ComposeText(new SourceFile("line.txt", bytes), line, []);
        return FormReader.Read(new SectionedText(document, [], [])).Select(v => v.Rule);
    }

    [Fact]
    public void Each_label_rule_finds_its_example_and_not_its_counter_example()
    {
        var faults = new List<string>();
        foreach (var rule in LabelLexicon.Labels)
        {
            var page = Page(rule.Example);
            var match = LabelLexicon.MatchLabel(page, 0, page.Length, k => k);
            if (match?.Rule != rule.Id) faults.Add($"{rule.Id}: '{rule.Example}' gives {match?.Rule}");
            if (TargetsOf(rule.CounterExample).Contains(rule.Id)) faults.Add($"{rule.Id}: counter-example matched");
        }

        Assert.Empty(faults);
    }

    [Fact]
    public void Each_topic_rule_is_a_heading_at_its_example_and_not_at_its_counter_example()
    {
        var faults = new List<string>();
        foreach (var rule in LabelLexicon.Topics)
        {
            var page = Page(rule.Example);
            if (LabelLexicon.MatchHeading(page, 0, page.Length, k => k) is null) faults.Add(rule.Id + ": example");
            var counter = Page(rule.CounterExample);
            if (LabelLexicon.MatchHeading(counter, 0, counter.Length, k => k) == rule.Topic) faults.Add(rule.Id + ": counter-example");
        }

        Assert.Empty(faults);
    }

    [Theory]
    [InlineData("Prescrlber", "prescriber")]
    [InlineData("Dlagnosis", "diagnosis")]
    [InlineData("5ubscriber", "subscriber")]
    [InlineData("Mernber", "member")]
    [InlineData("Remember", "remember")]
    public void Damaged_words_are_read_as_the_lexicons(string written, string read) =>
        Assert.Equal(read, new WordReading(tolerant: true).Read(written.ToLowerInvariant()));

    private static FormToken[] Page(string line)
    {
        var document = DocumentComposer.ComposeText(new SourceFile("line.txt", Encoding.UTF8.GetBytes(line)), line, []);
        return FormTokenizer.Tokenize(document, document.Pages[0])[0].Tokens;
    }
}

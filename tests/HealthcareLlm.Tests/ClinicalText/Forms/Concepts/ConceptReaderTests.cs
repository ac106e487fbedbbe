using System.Text;
using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.ClinicalText.Forms.Concepts;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Tests.ClinicalText.Forms.Concepts;

public class ConceptReaderTests
{
    [Fact]
    public void Each_rule_reads_its_example_and_not_its_counter_example()
    {
        var faults = new List<string>();
        foreach (var rule in ConceptLexicon.Rules)
        {
            if (!Read(rule.Example).Concepts.Any(c => c.Rule == rule.Id)) faults.Add($"{rule.Id}: '{rule.Example}' gives {string.Join(' ', Read(rule.Example).Concepts.Select(c => c.Rule))}");
            if (Read(rule.CounterExample).Concepts.Any(c => c.Rule == rule.Id)) faults.Add($"{rule.Id}: '{rule.CounterExample}' matched");
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Theory]
    [InlineData("What is the member's full name, and when was she or he born?", "name/Patient birthDate/Patient")]
    [InlineData("What number stands on the front of the card? (Not the Rx number: RX0077120)", "memberId/Patient")]
    [InlineData("Who asks for the drug, and what is that person's NPI?", "name/Requesting npi/Requesting")]
    [InlineData("Which drug is asked for (HCPCS), how much, how often, and from when?", "service.description/None service.code/None item.quantity/None item.frequency/None item.start/None")]
    [InlineData("For which diagnosis?", "diagnosis/None")]
    [InlineData("Does the member also have myasthenia gravis (G70.00) or another neuromuscular disease?", "")]
    [InlineData("Is another toxin, e.g. J0586, to be given?", "")]
    [InlineData("Will it be given in an office, at home, or in a hospital?", "setting/None")]
    [InlineData("Has the member had it before?", "type/None")]
    [InlineData("How many headache days a month?", "finding/None")]
    [InlineData("Which preventives were tried, when, and with which result?", "treatment.list/None")]
    [InlineData("What does the member take now?", "medication.list/None")]
    [InlineData("Person who orders it; NPI", "name/Requesting npi/Requesting")]
    [InlineData("Height and weight", "heightWeight/Patient")]
    [InlineData("Name, NPI and telephone of the physician who orders the test", "name/Requesting npi/Requesting phone/Requesting")]
    [InlineData("Which facility will perform the procedure, and what is its NPI?", "name/Servicing npi/Servicing")]
    [InlineData("Insurance number of the patient", "memberId/Patient")]
    [InlineData("Is this an urgent matter?", "urgency/None")]
    [InlineData("Medicines and allergies", "medication.list/None allergy/None")]
    [InlineData("Could it be medication overuse headache?", "")]
    [InlineData("If the enrollee is not the subscriber, who is, and when was that person born?", "name/Subscriber birthDate/Subscriber")]
    [InlineData("Pp), If the enrollee is not the subscriber, who ts, and how are they related?", "name/Subscriber relationship/None")]
    [InlineData("If the patient is not the cardholder: cardholder's name", "subscriber.name/None name/Subscriber")]
    public void Labels_and_questions_are_read_by_their_words(string label, string concepts) =>
        Assert.Equal(concepts, string.Join(' ', Read(label).Concepts.Select(c => $"{c.Target}/{c.Topic}")));

    private static ConceptReading Read(string label)
    {
        var document = DocumentComposer.ComposeText(new SourceFile("line.txt", Encoding.UTF8.GetBytes(label)), label, []);
        var tokens = FormTokenizer.Tokenize(document, document.Pages[0])[0].Tokens;
        return ConceptReader.Read(tokens, 0, tokens.Length, k => k);
    }
}

using System.Text;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Tests.ClinicalText.Forms;

/// <summary>Whose a label is where the form itself, or the label beside it, tells.</summary>
public class PartyWordsTests
{
    [Fact]
    public void AFormSaysItselfWhatItCallsTheSubscriber()
    {
        var values = Values("Patient name: Marisol Etcheverry\nPatient date of birth: 08/30/1991\nParticipant (subscriber) name: Luis Etcheverry\nParticipant date of birth: 02/11/1989");
        Assert.Contains(("birthDate", FormTopic.Patient, "08/30/1991"), values);
        Assert.Contains(("birthDate", FormTopic.Subscriber, "02/11/1989"), values);
    }

    [Fact]
    public void WhereAFormHasOneWordForBothItMeansThePatient() =>
        Assert.Contains(("birthDate", FormTopic.Patient, "02/11/1989"), Values("Participant (subscriber) name: Luis Etcheverry\nParticipant date of birth: 02/11/1989"));

    [Fact]
    public void TelephoneAndFaxBesideAProvidersNumberAreTheProviders()
    {
        var values = Values("PATIENT\nName: Marisol Etcheverry   Phone: 555-010-2000\nTherapist NPI: 1234567893   Tel.: 555-010-3000   Fax: 555-010-3001");
        Assert.Contains(("phone", FormTopic.Requesting, "555-010-3000"), values);
        Assert.Contains(("fax", FormTopic.Requesting, "555-010-3001"), values);
        Assert.Contains(("phone", FormTopic.Patient, "555-010-2000"), values);
    }

    [Fact]
    public void AQuestionOverValuesWithLabelsBelowThemIsATitle()
    {
        var values = Values(
            """
            1. Who is the patient?
            Marisol Etcheverry       08/30/1991       F        555-010-2000
            Patient name             Date of birth    Sex      Telephone

            2. Who is asking for it?
            Ann Lee, MD              1234567893       555-010-3000
            Requesting provider      Provider NPI     Telephone

            3. Which goals are not met yet?
            Stairs with a load.
            4. Why can a home program alone not do it?
            Gait gives way.
            """);
        Assert.Contains(("birthDate", FormTopic.Patient, "08/30/1991"), values);
        Assert.Contains(("npi", FormTopic.Requesting, "1234567893"), values);
    }

    private static List<(string Target, FormTopic Topic, string Value)> Values(string text)
    {
        var document = DocumentComposer.ComposeText(new SourceFile("page.txt", Encoding.UTF8.GetBytes(text)), text, []);
        return [.. FormReader.Read(new SectionedText(document, [], [])).Select(v => (v.Target, v.Topic, v.ValueSpan.In(document.Text)))];
    }
}

using System.Text;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Tests.ClinicalText.Mentions;

public sealed class FinderTests
{
    [Theory]
    [InlineData("Advair 100/50, 1 puff b.i.d.", "100/50")]
    [InlineData("Vicodin 5/500 p.r.n.", "5/500")]
    [InlineData("Hyzaar 100/12.5 daily", "100/12.5")]
    // Days and years are none.
    [InlineData("Vicodin 5/20 p.r.n.", null)]
    [InlineData("Vicodin 5/2019 p.r.n.", null)]
    [InlineData("Vicodin started 5/500 p.r.n.", null)]
    public void StrengthsOfTwoSubstancesNeedNoUnit(string text, string? strength)
    {
        var mention = Annotate(text).First(static m => m.Type == MentionType.Medication);
        Assert.Equal(strength, Part(mention, "strength"));
    }

    [Theory]
    [InlineData("Take lisinopril 10 mg PO daily.", "lisinopril", "10 mg", "PO", "daily")]
    [InlineData("She takes lisinopril, foobarol 10 mg daily.", "lisinopril", null, null, null)]
    [InlineData("She was given 40 mg IV furosemide.", "furosemide", "40 mg", "IV", null)]
    [InlineData("amoxicillin-clavulanate 875-125 mg PO q12h", "amoxicillin-clavulanate", "875-125 mg", "PO", "q12h")]
    [InlineData("albuterol HFA 2 puffs q4h prn for wheezing", "albuterol", "2 puffs", null, "q4h")]
    [InlineData("oxyCODONE 5 mg 1-2 tabs by mouth every 4-6 hours as needed", "oxyCODONE", "1-2 tabs", "by mouth", "every 4-6 hours")]
    [InlineData("Lipitor 20 mg one p.o. once daily", "Lipitor", "20 mg", "p.o.", "once daily")]
    [InlineData("Increase Lasix to 40 b.i.d. today.", "Lasix", null, null, "b.i.d.")]
    [InlineData("NovoLog 20 units with each meal", "NovoLog", "20 units", null, "with each meal")]
    [InlineData("Robitussin to be taken twice a day", "Robitussin", null, null, "twice a day")]
    [InlineData("Metamucil one pack b.i.d.", "Metamucil", "one pack", null, "b.i.d.")]
    [InlineData("Started on ganciclovir once her serologies came back.", "ganciclovir", null, null, null)]
    [InlineData("Vytorin 10/40 mg one a day.", "Vytorin", "10/40 mg", null, "a day")]
    [InlineData("Lasix 20 mg b.i.d.", "Lasix", "20 mg", null, "b.i.d.")]
    [InlineData("metoprolol from 25 mg to 50 mg twice daily", "metoprolol", "50 mg", null, "twice daily")]
    [InlineData("Humira 40 mg SC every other week", "Humira", "40 mg", "SC", "every other week")]
    public void MedicationAttributes(string text, string name, string? dose, string? route, string? frequency)
    {
        var mention = Assert.Single(Annotate(text), m => m.Type == MentionType.Medication);
        Assert.Equal((name, dose, route, frequency), (Part(mention, "name"), Part(mention, "dose"), Part(mention, "route"), Part(mention, "frequency")));
    }

    [Theory]
    [InlineData("Stop lisinopril.", "lisinopril", "stopped")]
    [InlineData("Stop aspirin and ibuprofen.", "ibuprofen", "stopped")]
    [InlineData("Increase metoprolol to 50 mg.", "metoprolol", "changed")]
    [InlineData("Lisinopril was held due to AKI.", "lisinopril", "held")]
    [InlineData("Lisinopril discontinued due to cough.", "lisinopril", "stopped")]
    [InlineData("Switched from warfarin to apixaban.", "warfarin", "stopped")]
    [InlineData("Switched from warfarin to apixaban.", "apixaban", "new")]
    [InlineData("Started on ceftriaxone.", "ceftriaxone", "new")]
    [InlineData("Continue atorvastatin 40 mg.", "atorvastatin", "continued")]
    [InlineData("Aspirin was stopped; clopidogrel 75 mg.", "clopidogrel", null)]
    public void MedicationStatuses(string text, string concept, string? status) =>
        Assert.Equal(status, Part(Assert.Single(Annotate(text), m => m.Type == MentionType.Medication && m.Concept == concept), "status"));

    [Theory]
    [InlineData("digoxin level 0.8")]
    [InlineData("heparin-induced thrombocytopenia")]
    [InlineData("ASA class II")]
    [InlineData("allergic to penicillin")]
    [InlineData("Allergies: penicillin (rash)")]
    public void NoMedication(string text) => Assert.DoesNotContain(Annotate(text), m => m.Type == MentionType.Medication);

    [Theory]
    [InlineData("Na 138, K 4.2", "potassium", "4.2")]
    [InlineData("H/H 10.2/31", "hemoglobin and hematocrit", "10.2/31")]
    [InlineData("BP 120/80", "blood pressure", "120/80")]
    [InlineData("A1c 8.2 %", "hemoglobin a1c", "8.2")]
    [InlineData("Creatinine trended 2.1 -> 1.4", "creatinine", "1.4")]
    [InlineData("DAS28 5.8", "das28", "5.8")]
    [InlineData("CRP <0.5 mg/dL", "c-reactive protein", "<0.5")]
    [InlineData("pain 8/10, pain score 8/10", "pain score", "8/10")]
    [InlineData("Height: 5 feet 6 inches", "height", "5 feet 6 inches")]
    public void Results(string text, string concept, string value) =>
        Assert.Equal(value, Part(Assert.Single(Annotate(text), m => m.Concept == concept), "value"));

    [Theory]
    [InlineData("creatinine on 03/04/2026")]
    [InlineData("glucose checked 3 times daily")]
    [InlineData("BUN and creatinine are 5 and 0.6", "creatinine")]
    [InlineData("PT 3 times weekly")]
    [InlineData("potassium 40 mEq PO daily")]
    [InlineData("MCP and PIP 2")]
    public void NoResult(string text, string? concept = null) =>
        Assert.DoesNotContain(Annotate(text), m => m.Type is MentionType.Lab or MentionType.Vital && (concept is null || m.Concept == concept));

    [Theory]
    [InlineData("CPT 27447-RT, 20610", "27447 20610")]
    [InlineData("ICD-10: M1711, I10", "M17.11 I10")]
    [InlineData("Diagnosis code E1l.9", "E11.9")]
    [InlineData("Hypertension (I10)", "I10")]
    [InlineData("NDC 0074-4339-02", "00074433902")]
    [InlineData("infusion J1745", "J1745")]
    [InlineData("Fracture of T12, L4-L5 and C5/C6, vitamin B12, A1C 7.2, H1N1, S1Q3T3, G6PD", "")]
    [InlineData("Diagnosis: T12 fracture, P53 mutation", "")]
    [InlineData("Springfield, IL 62704; PO Box 12345; $27447; room 12345", "")]
    [InlineData("Phone 555-234-5678", "")]
    public void Codes(string text, string codes) =>
        Assert.Equal(codes, string.Join(' ', Annotate(text).Where(m => m.Type == MentionType.Code).Select(m => Part(m, "code"))));

    [Theory]
    [InlineData("NPI: 1234567893", "npi 1234567893")]
    [InlineData("Fax: (555) 234-5678", "fax 5552345678")]
    [InlineData("Tax ID 12-3456789", "taxId 123456789")]
    [InlineData("Member ID: ABC 123-456", "memberId ABC123456")]
    [InlineData("SSN 123-45-6789", "ssn 123456789")]
    [InlineData("group of 5, reflexes 2, chart from 2006", "")]
    public void Identifiers(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', Annotate(text).Where(m => m.Type == MentionType.Identifier).Select(m => Part(m, "kind") + " " + Part(m, "value"))));

    [Theory]
    [InlineData("Allergies: penicillin (rash)", "penicillin", "rash")]
    [InlineData("Allergies: sulfa - hives", "sulfa", "hives")]
    [InlineData("NKDA", "none", null)]
    [InlineData("Patient denies drug allergies.", "none", null)]
    [InlineData("Allergies: none known", "none", null)]
    public void Allergies(string text, string substance, string? reaction)
    {
        var mention = Assert.Single(Annotate(text), m => m.Type == MentionType.Allergy);
        Assert.Equal((substance, reaction), (Part(mention, "substance"), Part(mention, "reaction")));
    }

    [Fact]
    public void EveryPartStandsWhereItSays()
    {
        const string Text = "Lasix 20 mg PO daily. Na 138 mEq/L (135-145). Follow up with Dr. Roe in 2 weeks. Blood cultures pending. DNR/DNI. NPI 1234567893.";
        foreach (var mention in Annotate(Text))
        {
            Assert.True(mention.Span.Start >= 0 && mention.Span.End <= Text.Length);
            Assert.All(mention.Parts.Where(p => p.Name is "name" or "dose" or "route" or "frequency" or "value" or "unit" && mention.Type != MentionType.Person && mention.Type != MentionType.Duration),
                p => Assert.Equal(p.Value, p.Span.In(Text)));
        }
    }

    [Theory]
    [InlineData("1/")]
    [InlineData("Dr. A ")]
    [InlineData("aspirin ")]
    [InlineData("K 4 ")]
    [InlineData("A1")]
    [InlineData("one two ")]
    [InlineData("CPT 2")]
    [InlineData("123 A ")]
    public void HostileTextIsRead(string unit)
    {
        var text = new StringBuilder();
        while (text.Length < 100_000) text.Append(unit);
        var whole = text.ToString();
        var section = new Section(SectionCategory.Other, string.Empty, default, new(0, whole.Length), "test");
        var source = DocumentComposer.ComposeText(new SourceFile("x.txt", Encoding.UTF8.GetBytes(whole)), whole, []);
        Assert.NotNull(MentionFinder.Find(new SectionedText(source, [section], [])).Length.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    private static System.Collections.Immutable.ImmutableArray<Mention> Annotate(string text) =>
        ClinicalTextAnnotator.Annotate(DocumentComposer.ComposeText(new SourceFile("note.txt", Encoding.UTF8.GetBytes(text)), text, [])).Mentions;

    private static string? Part(Mention mention, string name) => mention.Part(name)?.Value;
}

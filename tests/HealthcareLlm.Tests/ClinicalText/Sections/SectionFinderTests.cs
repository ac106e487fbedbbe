using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Tests.ClinicalText.Sections;

public class SectionFinderTests
{
    [Fact]
    public void Each_rule_has_an_example_that_it_finds_and_a_counter_example_that_it_leaves()
    {
        var wrong = new List<string>();
        foreach (var row in RuleFiles.Read("sections.tsv", 6))
        {
            bool found = Notes.Sectioned(Unescape(row[4])).Sections.Any(s => s.Rule == row[0]);
            if (row[1] == "sub-exam") found = Notes.Sectioned(Unescape(row[4])).Sections is [{ Category: SectionCategory.Exam }];
            if (!found && row[1] is not "header" and not "signature") wrong.Add(row[0] + " misses its example");
            if (Notes.Sectioned(Unescape(row[5])).Sections.Any(s => s.Rule == row[0])) wrong.Add(row[0] + " takes its counter-example");
        }

        Assert.Empty(wrong);
    }

    [Theory]
    // One line holds several.
    [InlineData("Allergies: NKDA. Meds: lisinopril 10 mg daily.", "allergies medications")]
    [InlineData("PMH: DM2, HTN PSH: appendectomy", "pasthistory surgicalhistory")]
    [InlineData("ALLERGIES: , NKDA.,MEDICATIONS:,  None.", "allergies medications")]
    // Spellings, numbers, markup, damage by recognition.
    [InlineData("## Assessment & Plan\n1. Rest.", "assessmentandplan")]
    [InlineData("**Hospital Course:** did well", "hospitalcourse")]
    [InlineData("3. PAST MEDICAL HISTORY\nGout.", "pasthistory")]
    [InlineData("PAST MEDlCAL HlSTORY:\nGout.", "pasthistory")]
    [InlineData("DISCHARGE MEDICATI0NS\naspirin 81 mg", "medications")]
    [InlineData("PLAN - continue aspirin", "plan")]
    [InlineData("IMPRESSION Stable disease since the last study.", "assessment")]
    [InlineData("IMPRESSIONS: stable.", "assessment")]
    [InlineData("Labs on admission: WBC 12", "labs")]
    [InlineData("S: feels well\nO: lungs clear\nA: pneumonia\nP: antibiotics", "hpi exam assessment plan")]
    [InlineData("SECTION 3: DIAGNOSIS INFORMATION\nPrimary: gout", "diagnoses")]
    [InlineData("Return to the ED if:\n- fever", "instructions")]
    // None of these is a title.
    [InlineData("Glucose: 112 Sodium: 140", "")]
    [InlineData("Assessment tool: PHQ-9 score 4", "")]
    [InlineData("Pain assessment tool used. She agreed with the plan: rest and fluids.", "")]
    [InlineData("As in the history of present illness: he fell.", "")]
    [InlineData("She takes the following\nmedications\nat home and tolerates them.", "")]
    [InlineData("Metoprolol: 25 mg twice a day\nSeen at 10:30 in clinic", "")]
    public void Titles(string text, string categories)
    {
        var found = Notes.Sectioned(text).Sections.Where(s => !s.TitleSpan.IsEmpty).Select(s => s.Category.ToString().ToLowerInvariant());
        Assert.Equal(categories, string.Join(' ', found));
    }

    [Fact]
    public void Parts_of_an_examination_open_no_section_but_return_from_vital_signs()
    {
        var sections = Notes.Sectioned("PHYSICAL EXAM:\nHEENT: normal\nVitals: BP 120/80\nNeck: supple\nLungs: clear").Sections;
        Assert.Equal([SectionCategory.Exam, SectionCategory.Vitals, SectionCategory.Exam], sections.Select(s => s.Category));
    }

    [Fact]
    public void Items_of_a_plan_stay_in_the_plan()
    {
        var sections = Notes.Sectioned("PLAN:\n- Labs: CBC tomorrow\n- Meds: continue all\n- Diet: soft\nDISPOSITION: home").Sections;
        Assert.Equal([SectionCategory.Plan, SectionCategory.Disposition], sections.Select(s => s.Category));
    }

    [Fact]
    public void A_running_header_interrupts_a_section_that_goes_on_behind_it()
    {
        string text = "Mercy Clinic  Page 1 of 2\nPatient: Ann Abel  MRN: 1234\n\nFAMILY HISTORY:\nMother with gout.\nFather with\fMercy Clinic  Page 2 of 2\nPatient: Ann Abel  MRN: 1234\n\nbreast cancer.\n\nPLAN:\nRest.";
        var sections = Notes.Sectioned(text).Sections;
        Assert.Equal([SectionCategory.Header, SectionCategory.FamilyHistory, SectionCategory.Header, SectionCategory.FamilyHistory, SectionCategory.Plan], sections.Select(s => s.Category).SkipWhile(c => c == SectionCategory.Other).Where(c => c != SectionCategory.Other));
        Assert.Equal("section-continued", sections.Last(s => s.Category == SectionCategory.FamilyHistory).Rule);
    }

    [Fact]
    public void Labels_that_say_who_and_when_are_a_header_and_a_signature_ends_the_plan()
    {
        string text = "St. Example Hospital\nDISCHARGE SUMMARY\nPatient Name: Ann Abel\nDOB: 01/02/1950\nAdmission Date: 03/01/2026\n\nHPI: fell.\n\nPLAN: rest.\n\nElectronically signed by: Ruth Ames, MD\n03/04/2026 10:22";
        var sections = Notes.Sectioned(text).Sections;
        Assert.Equal([SectionCategory.Header, SectionCategory.Hpi, SectionCategory.Plan, SectionCategory.Signature], sections.Where(s => s.Category != SectionCategory.Other).Select(s => s.Category));
    }

    [Fact]
    public void Sections_cover_the_whole_text_and_sentences_stay_within_them()
    {
        foreach (string text in new[] { "", "\f\f", "Plan:", "HPI: a\f\nPMH: b. c.\r\nALL: d", "no title at all\n\n\nstill none" })
        {
            var sectioned = Notes.Sectioned(text);
            int at = 0;
            foreach (var section in sectioned.Sections)
            {
                Assert.Equal(at, section.Span.Start);
                at = section.Span.End;
            }

            Assert.Equal(text.Length, at);
            Assert.All(sectioned.Sentences, s => Assert.True(sectioned.Sections[s.Section].Span.Contains(s.Span) && !s.Span.IsEmpty));
        }
    }

    private static string Unescape(string cell) => cell.Replace("\\n", "\n", StringComparison.Ordinal);
}

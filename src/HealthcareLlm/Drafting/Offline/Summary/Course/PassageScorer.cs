using HealthcareLlm.ClinicalText;
using HealthcareLlm.Drafting.Offline.Summary.Chart;
using HealthcareLlm.Drafting.Offline.Summary.Notes;

namespace HealthcareLlm.Drafting.Offline.Summary.Course;

/// <summary>How much a sentence tells of what was found, done and how it went. A rank without unit; below 1 it is not worth a place.</summary>
internal static class PassageScorer
{
    private const int FewestWords = 3, GoodWords = 30;

    internal static double Score(Passage passage)
    {
        int words = Wording.CountWords(passage.Text);
        if (words < FewestWords || passage.Text.TrimEnd().EndsWith('?')) return 0;
        double place = Place(passage);
        if (place <= 0) return 0;
        double score = place + CourseCues.Weigh(passage.Text) + Content(passage);
        return words > GoodWords ? score * GoodWords / words : score;
    }

    private static double Place(Passage passage)
    {
        double section = passage.Category switch
        {
            SectionCategory.HospitalCourse => 6,
            SectionCategory.AssessmentAndPlan or SectionCategory.Assessment => 3,
            SectionCategory.EdCourse => 2,
            SectionCategory.Plan => 1.5,
            SectionCategory.Procedure => passage.Section.Title.Contains("descri", StringComparison.OrdinalIgnoreCase) || passage.Section.Title.Contains("detail", StringComparison.OrdinalIgnoreCase) ? 0 : 1,
            SectionCategory.Imaging or SectionCategory.OtherResults or SectionCategory.Labs => passage.Note.Kind == NoteKind.Results ? 0.5 : 1,
            SectionCategory.Hpi => passage.Note.Kind is NoteKind.Progress or NoteKind.Consult ? 1 : 0.3,
            SectionCategory.Condition or SectionCategory.Diagnoses or SectionCategory.Other => 0.7,
            _ => 0,
        };
        if (section <= 0) return 0;
        return section + passage.Note.Kind switch
        {
            NoteKind.DischargeSummary => 1.5,
            NoteKind.Consult or NoteKind.Procedure or NoteKind.Addendum => 1,
            NoteKind.Progress or NoteKind.HistoryAndPhysical or NoteKind.Emergency => 0.5,
            NoteKind.Nursing or NoteKind.CaseManagement or NoteKind.Results => -0.7,
            NoteKind.HomeMedications or NoteKind.Administration or NoteKind.DischargeMedications or NoteKind.DischargeOrder => -6,
            _ => 0,
        };
    }

    private static double Content(Passage passage)
    {
        double score = 0;
        foreach (var type in passage.Mentions.Where(m => m.Assertion.Experiencer == Experiencer.Patient).Select(m => m.Type).Distinct())
        {
            score += type switch
            {
                MentionType.Problem or MentionType.Procedure or MentionType.Medication => 1,
                MentionType.Finding or MentionType.Lab or MentionType.DrugClass => 0.6,
                MentionType.Device or MentionType.Vital or MentionType.Date => 0.3,
                _ => 0,
            };
        }

        int problems = passage.Mentions.Count(m => m.Type is MentionType.Problem or MentionType.Finding);
        int denied = passage.Mentions.Count(m => m.Type is MentionType.Problem or MentionType.Finding && m.Assertion.Polarity == Polarity.Negated);
        if (problems > 1 && denied == problems) score -= 2;
        if (passage.Mentions.Any(m => m.Assertion.Temporality == Temporality.Hypothetical)) score -= 1;
        if (passage.Fingerprint.Numbers.Length > 0) score += 0.5;
        if (!passage.Mentions.Any(m => m.Type == MentionType.Medication) && Medications.MedicationGrammar.Dose().IsMatch(passage.Text)) score += 1;
        return score;
    }
}

using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Summary.Chart;
using HealthcareLlm.Drafting.Offline.Summary.Course;
using HealthcareLlm.Drafting.Offline.Summary.Notes;

namespace HealthcareLlm.Drafting.Offline.Summary.Writers;

/// <summary>Writes the section <c>conditionAtDischarge</c> from the last notes: condition, last vital signs, mental status, function, wounds and devices.</summary>
internal static class ConditionWriter
{
    private const int Share = 18, Longest = 40, Most = 6;

    internal static IEnumerable<StatementDraft> Write(EncounterChart chart, ProseBudget budget)
    {
        int words = budget.Share(Share), count = 0;
        var written = new List<Fingerprint>();
        bool vitals = false;
        foreach (var (passage, _, isVitals) in Candidates(chart).OrderByDescending(c => c.Weight).ThenByDescending(c => c.Passage.Note.Order).ThenBy(c => c.Passage.Span))
        {
            if (isVitals && vitals) continue;
            var span = Recent.WithTitle(passage);
            string text = Wording.Sentence(span.In(passage.Note.Text));
            int length = Wording.CountWords(text);
            if (length > words || length > Longest || length < 2 || written.Exists(w => passage.Fingerprint.ContainedIn(w) > 0.6 || w.ContainedIn(passage.Fingerprint) > 0.8)) continue;
            vitals |= isVitals;
            written.Add(passage.Fingerprint);
            words -= length;
            budget.Spend(length);
            yield return Cite.Statement("conditionAtDischarge", text, 0.8, [Cite.Span(passage.Note, span)]);
            if (++count == Most) yield break;
        }
    }

    private static IEnumerable<(Passage Passage, double Weight, bool IsVitals)> Candidates(EncounterChart chart)
    {
        var lastWithVitals = chart.Passages.LastOrDefault(p => IsVitals(p) && IsTreating(p.Note))?.Note ?? chart.Passages.LastOrDefault(IsVitals)?.Note;
        foreach (var passage in chart.Usable)
        {
            bool condition = passage.Category == SectionCategory.Condition && !IsCode(passage);
            bool vitals = ReferenceEquals(passage.Note, lastWithVitals) && IsVitals(passage);
            if (!condition && !vitals && (!Recent.IsLast(chart, passage.Note) || Excluded(passage))) continue;
            if (chart.Notes.Length > 1 && condition && !Recent.IsLate(chart, passage.Note)) continue;
            if (chart.Notes.Length == 1 && !condition && passage.Category is SectionCategory.Exam or SectionCategory.Vitals && passage.Note.Kind is not NoteKind.Progress && !passage.Section.Title.Contains("disch", StringComparison.OrdinalIgnoreCase)) continue;
            double weight = CueRules.Weigh("conditionAtDischarge", passage.Text) + (condition ? 3 : 0) + (vitals ? 1.5 : 0);
            if (CueRules.Weigh("codeStatus", passage.Text) > 0 || CueRules.Weigh("followUp", passage.Text) >= 2 || CueRules.Weigh("patientInstructions", passage.Text) >= 2) weight -= 3;
            if (weight >= 1.5) yield return (passage, weight, vitals);
        }
    }

    private static bool IsTreating(Note note) => note.Kind is NoteKind.Progress or NoteKind.DischargeSummary or NoteKind.DischargeOrder or NoteKind.Nursing or NoteKind.Other or NoteKind.DischargeMedications;

    private static bool IsVitals(Passage passage) => Vital().Count(passage.Text) >= 2;

    private static bool IsCode(Passage passage) => passage.Section.Title.Contains("code", StringComparison.OrdinalIgnoreCase);

    private static bool Excluded(Passage passage) =>
        passage.Category is SectionCategory.Medications or SectionCategory.FollowUp or SectionCategory.Instructions or SectionCategory.PastHistory or SectionCategory.FamilyHistory or SectionCategory.SocialHistory
            or SectionCategory.Allergies or SectionCategory.Labs or SectionCategory.Imaging or SectionCategory.ChiefComplaint or SectionCategory.HospitalCourse or SectionCategory.EdCourse or SectionCategory.Diagnoses
            or SectionCategory.Disposition or SectionCategory.Header or SectionCategory.Procedure or SectionCategory.ReviewOfSystems
        || (passage.Category == SectionCategory.Hpi && passage.Note.Kind is not NoteKind.Progress);

    private static SievedPattern Vital() => VitalPattern.Value;

    private static readonly Lazy<SievedPattern> VitalPattern = Pattern.Sieved(@"\b(?:BP|blood pressure|HR|pulse|heart rate|RR|resp(?:irations?|iratory rate)?|SpO2|sats?|O2 sat\w*|T(?:emp(?:erature)?|max|m)?|wt|weight)\b\s*(?:is |of |was |:|=)?\s*\d", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}

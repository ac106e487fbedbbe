using HealthcareLlm.ClinicalText;
using HealthcareLlm.Drafting.Offline.Summary.Chart;
using HealthcareLlm.Drafting.Offline.Summary.Course;
using HealthcareLlm.Drafting.Offline.Summary.Notes;

namespace HealthcareLlm.Drafting.Offline.Summary.Writers;

/// <summary>Writes the section <c>patientInstructions</c>: diet, activity, wound care, when to return.</summary>
internal static class InstructionWriter
{
    private const int Share = 24, Longest = 60;

    internal static IEnumerable<StatementDraft> Write(EncounterChart chart, ProseBudget budget, IReadOnlyCollection<Fingerprint> said)
    {
        int words = budget.Share(Share);
        var written = new List<Fingerprint>();
        foreach (var (passage, _) in Candidates(chart).OrderByDescending(c => c.Weight).ThenByDescending(c => c.Passage.Note.Order).ThenBy(c => c.Passage.Span))
        {
            var span = passage.Category is SectionCategory.Instructions && !IsPlainTitle(passage) ? Recent.WithTitle(passage) : passage.Span;
            string text = Wording.Sentence(span.In(passage.Note.Text));
            int count = Wording.CountWords(text);
            var print = passage.Fingerprint;
            if (count > words || count > Longest || count < 2 || written.Exists(w => print.ContainedIn(w) > 0.7 || w.ContainedIn(print) > 0.8) || said.Any(s => print.ContainedIn(s) > 0.8)) continue;
            written.Add(print);
            words -= count;
            budget.Spend(count);
            yield return Cite.Statement("patientInstructions", text, 0.8, [Cite.Span(passage.Note, span)]);
        }
    }

    private static IEnumerable<(Passage Passage, double Weight)> Candidates(EncounterChart chart)
    {
        foreach (var passage in chart.Passages.Where(p => !p.IsCorrected))
        {
            bool listed = passage.Category == SectionCategory.Instructions && (Recent.IsLate(chart, passage.Note) || chart.Notes.Length < 3);
            bool may = Recent.IsLast(chart, passage.Note) || (passage.Note.Kind is NoteKind.Consult or NoteKind.CaseManagement or NoteKind.Procedure && Recent.IsLate(chart, passage.Note));
            if (!listed && (!may || IsHistory(passage.Category))) continue;
            double weight = CueRules.Weigh("patientInstructions", passage.Text) + (listed ? 2 : 0) + (Recent.IsLast(chart, passage.Note) ? 0.5 : 0);
            if (CueRules.Weigh("followUp", passage.Text) >= 2 && CueRules.Weigh("patientInstructions", passage.Text) < 3) weight -= 2;
            if (CueRules.Weigh("pendingResults", passage.Text) > 0 || (passage.Category == SectionCategory.Medications && Medications.MedicationGrammar.Dose().IsMatch(passage.Text))) continue;
            if (weight >= 2) yield return (passage, weight);
        }
    }

    private static bool IsPlainTitle(Passage passage) => passage.Section.Title.Contains("instruction", StringComparison.OrdinalIgnoreCase);

    private static bool IsHistory(SectionCategory category) =>
        category is SectionCategory.Hpi or SectionCategory.PastHistory or SectionCategory.FamilyHistory or SectionCategory.SocialHistory or SectionCategory.Exam
            or SectionCategory.ReviewOfSystems or SectionCategory.Allergies or SectionCategory.Labs or SectionCategory.Imaging or SectionCategory.Vitals;
}

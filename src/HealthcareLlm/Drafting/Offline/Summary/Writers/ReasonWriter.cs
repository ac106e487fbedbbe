using HealthcareLlm.ClinicalText;
using HealthcareLlm.Drafting.Offline.Summary.Chart;
using HealthcareLlm.Drafting.Offline.Summary.Course;
using HealthcareLlm.Drafting.Offline.Summary.Notes;

namespace HealthcareLlm.Drafting.Offline.Summary.Writers;

/// <summary>Writes the section <c>reasonForAdmission</c>: chief complaint and the first sentences of the presenting illness.</summary>
internal static class ReasonWriter
{
    private const int Share = 22, MostWords = 90, MostSentences = 4;

    internal static IEnumerable<StatementDraft> Write(EncounterChart chart, ProseBudget budget)
    {
        int words = Math.Min(MostWords, budget.Share(Share));
        var written = new List<Passage>();
        foreach (var passage in Candidates(chart))
        {
            int count = Wording.CountWords(passage.Text);
            if (count > words || written.Exists(w => passage.Fingerprint.ContainedIn(w.Fingerprint) > 0.7)) continue;
            written.Add(passage);
            words -= count;
            budget.Spend(count);
            yield return Cite.Statement("reasonForAdmission", Label(passage) + Wording.Sentence(passage.Text), 0.8, [passage.Evidence]);
            if (written.Count == MostSentences) yield break;
        }
    }

    private static string Label(Passage passage) =>
        passage.Category == SectionCategory.ChiefComplaint && !passage.Text.Contains("complain", StringComparison.OrdinalIgnoreCase) ? "Chief complaint: " : string.Empty;

    private static IEnumerable<Passage> Candidates(EncounterChart chart)
    {
        var complaint = First(chart, SectionCategory.ChiefComplaint);
        if (complaint.FirstOrDefault() is { } first) yield return first;
        // The admission note tells it best; the emergency note where there is none.
        foreach (var passage in First(chart, SectionCategory.Hpi)) yield return passage;
        foreach (var passage in complaint.Skip(1).Where(p => Wording.CountWords(p.Text) > 4)) yield return passage;
        var opening = chart.Notes.FirstOrDefault(n => n.Kind is NoteKind.HistoryAndPhysical) ?? chart.Notes.FirstOrDefault(n => n.Kind is NoteKind.Emergency) ?? chart.Notes.FirstOrDefault(n => n.Kind is not NoteKind.Results);
        foreach (var passage in chart.Usable.Where(p => ReferenceEquals(p.Note, opening) && p.Category is SectionCategory.Other or SectionCategory.Header && p.Mentions.Any(m => m.Type is MentionType.Problem or MentionType.Finding) && !NoteFinder.IsTitle(p.Text) && Wording.CountWords(p.Text) > 4).Take(2)) yield return passage;
    }

    private static List<Passage> First(EncounterChart chart, SectionCategory category)
    {
        var found = chart.Usable.Where(p => p.Category == category && Wording.CountWords(p.Text) > (category == SectionCategory.Hpi ? 4 : 0)).ToList();
        var note = found.Find(p => p.Note.Kind == NoteKind.HistoryAndPhysical)?.Note ?? found.FirstOrDefault()?.Note;
        return [.. found.Where(p => ReferenceEquals(p.Note, note))];
    }
}

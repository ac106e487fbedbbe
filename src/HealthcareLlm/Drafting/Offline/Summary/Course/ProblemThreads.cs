using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Summary.Chart;
using HealthcareLlm.Drafting.Offline.Summary.Notes;

namespace HealthcareLlm.Drafting.Offline.Summary.Course;

/// <summary>Gathers what the notes say by problem: first by the items of assessments, then by the problems that other sentences name.</summary>
internal static class ProblemThreads
{
    private const double SameProblem = 0.6;

    /// <summary>More problems than any stay has: what a text of a thousand headings says beyond is told of no problem, and its time stays bounded.</summary>
    private const int MostThreads = 300;

    /// <summary>The problems in order of importance. The last one, without a heading, is null and its sentences are those of no problem.</summary>
    internal static (List<ProblemThread> Threads, List<Passage> Others) Gather(EncounterChart chart)
    {
        var threads = new List<ProblemThread>();
        var rest = new List<Passage>();
        ProblemThread? current = null;
        Note? note = null;
        Section? section = null;
        int rank = 0;
        foreach (var passage in chart.Passages)
        {
            if (!ReferenceEquals(note, passage.Note)) rank = 0;
            if (!ReferenceEquals(note, passage.Note) || !ReferenceEquals(section, passage.Section)) current = null;
            (note, section) = (passage.Note, passage.Section);
            if (!IsAssessment(passage))
            {
                rest.Add(passage);
                continue;
            }

            if (ProblemHeading.Of(passage) is { IsEmpty: false } heading && IsProblem(passage, heading))
            {
                current = Find(threads, note, heading);
                if (current is not null) current.Extend(note, heading, rank);
                else if (threads.Count < MostThreads) threads.Add(current = new(note, heading, rank));
                rank++;
            }

            if (current is null) rest.Add(passage);
            else if (passage.IsUsable) current.Passages.Add(passage);
        }

        var alone = Attach(threads, rest);
        threads.Sort(static (a, b) => a.Weight != b.Weight ? b.Weight.CompareTo(a.Weight) : a.First.Order != b.First.Order ? a.First.Order.CompareTo(b.First.Order) : a.Rank.CompareTo(b.Rank));
        return (threads, alone);
    }

    private static bool IsAssessment(Passage passage) =>
        passage.Category is SectionCategory.Assessment or SectionCategory.AssessmentAndPlan or SectionCategory.Plan or SectionCategory.HospitalCourse
        && passage.Note.Kind is not (NoteKind.Nursing or NoteKind.CaseManagement or NoteKind.DischargeOrder or NoteKind.Results or NoteKind.Procedure);

    // A heading that names a drug alone ('metoprolol: continue') is an item of a plan and no problem.
    private static bool IsProblem(Passage passage, TextSpan heading)
    {
        var named = passage.Mentions.Where(m => heading.Contains(m.NameSpan)).ToList();
        if (named.Exists(m => m.Assertion.Experiencer == Experiencer.Other)) return false;
        return named.Count == 0 || named.Exists(m => m.Type is not (MentionType.Medication or MentionType.Lab or MentionType.Date));
    }

    private static ProblemThread? Find(List<ProblemThread> threads, Note note, TextSpan heading)
    {
        ProblemThread? best = null;
        double bestMatch = SameProblem - 0.001;
        var words = ProblemThread.KeyWords(heading.In(note.Text));
        List<string> concepts = [.. ProblemThread.ConceptsIn(note, heading)];
        foreach (var thread in threads)
        {
            double match = thread.Matches(concepts, words);
            if (match <= bestMatch) continue;
            bestMatch = match;
            best = thread;
        }

        return best;
    }

    private static List<Passage> Attach(List<ProblemThread> threads, List<Passage> rest)
    {
        var alone = new List<Passage>();
        foreach (var passage in rest)
        {
            if (!passage.IsUsable) continue;
            var thread = Named(threads, passage);
            if (thread is null) alone.Add(passage);
            else thread.Passages.Add(passage);
        }

        foreach (var thread in threads) thread.Passages.Sort(static (a, b) => a.Note.Order != b.Note.Order ? a.Note.Order.CompareTo(b.Note.Order) : a.Span.CompareTo(b.Span));
        return alone;
    }

    private static ProblemThread? Named(List<ProblemThread> threads, Passage passage)
    {
        foreach (var thread in threads)
        {
            if (passage.Mentions.Any(m => m.Concept is { } c && m.Type is MentionType.Problem or MentionType.Finding && thread.Concepts.Contains(c))) return thread;
        }

        ProblemThread? best = null;
        double bestShare = 0.5;
        foreach (var thread in threads)
        {
            if (thread.Words.Count == 0) continue;
            double share = (double)thread.Words.Count(passage.Fingerprint.Words.Contains) / Math.Min(thread.Words.Count, 3);
            if (share <= bestShare) continue;
            bestShare = share;
            best = thread;
        }

        return best;
    }
}

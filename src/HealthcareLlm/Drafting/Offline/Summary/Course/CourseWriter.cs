using HealthcareLlm.Drafting.Offline.Summary.Chart;
using HealthcareLlm.Drafting.Offline.Summary.Notes;

namespace HealthcareLlm.Drafting.Offline.Summary.Course;

/// <summary>Writes the hospital course by problem: the most telling sentences, near their words, in order of time, without repetition.</summary>
internal static class CourseWriter
{
    private const double LeastScore = 2.2, Repetition = 0.55;
    private const int LongestStatement = 45;

    private sealed record Choice(ProblemThread? Thread, Passage Passage, double Score);

    internal static IEnumerable<StatementDraft> Write(EncounterChart chart, List<ProblemThread> threads, List<Passage> others, ProseBudget budget, IReadOnlyCollection<Fingerprint> said)
    {
        var choices = Choose(Candidates(threads, others), budget, said);
        var written = new List<StatementDraft>();
        foreach (var thread in threads) written.AddRange(WriteThread(thread, [.. choices.Where(c => ReferenceEquals(c.Thread, thread)).Select(c => c.Passage)]));
        written.AddRange(WriteThread(null, [.. choices.Where(c => c.Thread is null).Select(c => c.Passage)]));
        return written;
    }

    private static List<Choice> Candidates(List<ProblemThread> threads, List<Passage> others)
    {
        var candidates = new List<Choice>();
        for (int i = 0; i < threads.Count; i++)
        {
            // The first problems of an assessment matter most.
            double bonus = Math.Max(0, 1.5 - (0.25 * Math.Min(threads[i].Rank, i))) + (threads[i].Headings > 1 ? 0.5 : 0);
            candidates.AddRange(threads[i].Passages.Select(p => new Choice(threads[i], p, Score(p) is var s && s > 0 ? s + bonus : 0)));
        }

        candidates.AddRange(others.Select(p => new Choice(null, p, Score(p))));
        candidates.RemoveAll(c => c.Score < LeastScore);
        candidates.Sort(static (a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score)
            : a.Passage.Note.Order != b.Passage.Note.Order ? a.Passage.Note.Order.CompareTo(b.Passage.Note.Order) : a.Passage.Span.CompareTo(b.Passage.Span));
        return candidates;
    }

    private static double Score(Passage passage)
    {
        if (Wording.CountWords(passage.Text) > LongestStatement * 2) return 0;
        return PassageScorer.Score(passage);
    }

    // Greedy: the best sentence first, less what its problem already has, nothing twice, until the words are used up.
    private static List<Choice> Choose(List<Choice> candidates, ProseBudget budget, IReadOnlyCollection<Fingerprint> said)
    {
        var chosen = new List<Choice>();
        // Of each problem the best one that is left waits in the queue: only when it is taken does what the problem has change. Of equals the earlier one goes first.
        var queue = new PriorityQueue<(Queue<(Choice Choice, int Place)> Left, int Have), (double Score, int Place)>();
        foreach (var thread in candidates.Select(static (c, i) => (Choice: c, Place: i)).GroupBy(static c => c.Choice.Thread)) Await(new(thread), 0);
        while (queue.TryDequeue(out var next, out var rank) && rank.Score < 0 && -rank.Score >= LeastScore - 1.5)
        {
            var (choice, _) = next.Left.Dequeue();
            int words = Wording.CountWords(choice.Passage.Text) + 1;
            var print = choice.Passage.Fingerprint;
            // The number of a list's item is no word of it: '2. Anemia: needs colonoscopy' is said where 'needs colonoscopy for anemia' is.
            var plain = char.IsAsciiDigit(choice.Passage.Text[0]) ? Fingerprint.Of(Wording.Phrase(choice.Passage.Text)) : print;
            if (words > budget.Left || said.Any(s => plain.ContainedIn(s) > 0.8) || chosen.Exists(c => Repeats(print, c.Passage.Fingerprint)))
            {
                Await(next.Left, next.Have);
                continue;
            }

            chosen.Add(choice);
            budget.Spend(words);
            Await(next.Left, next.Have + 1);
        }

        return chosen;

        void Await(Queue<(Choice Choice, int Place)> left, int have)
        {
            if (left.TryPeek(out var first)) queue.Enqueue((left, have), (-(first.Choice.Score - (0.9 * have)), first.Place));
        }
    }

    private static bool Repeats(Fingerprint a, Fingerprint b) => a.Similarity(b) > Repetition || a.ContainedIn(b) > 0.85 || b.ContainedIn(a) > 0.85;

    private static IEnumerable<StatementDraft> WriteThread(ProblemThread? thread, List<Passage> passages)
    {
        passages.Sort(static (a, b) => a.Note.Order != b.Note.Order ? a.Note.Order.CompareTo(b.Note.Order) : a.Span.CompareTo(b.Span));
        for (int i = 0; i < passages.Count;)
        {
            int end = i + 1, words = Wording.CountWords(passages[i].Text);
            while (end < passages.Count && ReferenceEquals(passages[end].Note, passages[i].Note) && passages[end].Index == passages[end - 1].Index + 1
                && ReferenceEquals(passages[end].Section, passages[i].Section) && words + Wording.CountWords(passages[end].Text) <= LongestStatement)
            {
                words += Wording.CountWords(passages[end].Text);
                end++;
            }

            yield return Statement(thread, passages.GetRange(i, end - i));
            i = end;
        }
    }

    private static StatementDraft Statement(ProblemThread? thread, List<Passage> passages)
    {
        var note = passages[0].Note;
        string text = string.Join(' ', passages.Select(p => Wording.Sentence(p.Text)));
        var evidence = passages.Select(p => p.Evidence).ToList();
        if (!note.DateSpan.IsEmpty && DateReader.First(text, new(0, text.Length)) is null)
        {
            text = Wording.Fold(note.DateSpan.In(note.Text)) + ": " + text;
            evidence.Add(Cite.Span(note, note.DateSpan));
        }

        PartDraft[] parts = thread is null ? [] : [Cite.Part("problem", thread.HeadingNote, thread.Heading)];
        return Cite.Statement("hospitalCourse", text, 0.8, evidence, parts);
    }
}

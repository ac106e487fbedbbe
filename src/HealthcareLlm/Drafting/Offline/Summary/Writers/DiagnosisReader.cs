using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Summary.Chart;
using HealthcareLlm.Drafting.Offline.Summary.Course;
using HealthcareLlm.Drafting.Offline.Summary.Notes;

namespace HealthcareLlm.Drafting.Offline.Summary.Writers;

/// <summary>A diagnosis of the patient.</summary>
/// <param name="Note">The note that states it best.</param>
/// <param name="Span">Its words.</param>
/// <param name="IsPrincipal">Whether it is the reason for the stay.</param>
internal sealed record Diagnosis(Note Note, TextSpan Span, bool IsPrincipal);

/// <summary>Reads the diagnoses of the stay and the lasting ones: affirmed, the patient's, not ruled out later.</summary>
internal static class DiagnosisReader
{
    private const int Most = 18, LongestWords = 16, Listed = -1, Enough = 3;

    internal static List<Diagnosis> Read(EncounterChart chart, List<ProblemThread> threads)
    {
        var refuted = Refuted(chart);
        var found = new List<(Note Note, TextSpan Span, int Rank)>();
        // What the last note lists stands first and as it is listed; other notes add what it leaves out.
        var listed = DischargeDiagnoses.Read(chart);
        foreach (var (note, span) in listed) found.Add((note, span, Listed));
        if (listed.Count == 0) found.AddRange(Labelled(chart, refuted));
        found.AddRange(FromThreads(threads, refuted, listed.Count > 0));
        if (listed.Count < Enough) found.AddRange(FromAssessments(chart, refuted));
        found.AddRange(FromHistory(chart, refuted));
        var chosen = new List<(Note Note, TextSpan Span, Fingerprint Print, HashSet<string> Concepts)>();
        foreach (var (note, span, rank) in found.OrderBy(f => f.Rank))
        {
            var print = Fingerprint.Of(span.In(note.Text));
            var concepts = ConceptsIn(note, span);
            if (rank == Listed)
            {
                if (!chosen.Exists(c => print.Similarity(c.Print) > 0.8)) chosen.Add((note, span, print, concepts));
                continue;
            }

            bool known = chosen.Skip(1).Any(c => Repeats(print, concepts, c.Print, c.Concepts));
            if (chosen.Count > 0 && !known && Differs(concepts, chosen[0].Concepts, print, chosen[0].Print))
            {
                chosen.Add((note, span, print, concepts));
                continue;
            }

            int same = chosen.FindIndex(c => Repeats(print, concepts, c.Print, c.Concepts) || (c.Concepts.Count > 0 && c.Concepts.IsSubsetOf(concepts)));
            if (same >= listed.Count && rank < 40 && print.Words.Count > chosen[same].Print.Words.Count && print.Words.Count <= 8 && (chosen[same].Concepts.IsSubsetOf(concepts) || chosen[same].Print.ContainedIn(print) > 0.9))
            {
                chosen[same] = (note, span, print, concepts);
            }

            if (print.Words.Count == 0 || same >= 0) continue;
            chosen.Add((note, span, print, concepts));
            if (chosen.Count >= Most) break;
        }

        // The principal one is the first that belongs to this stay, not to the history.
        int stay = found.Count(f => f.Rank < 40);
        return [.. chosen.Select((c, i) => new Diagnosis(c.Note, c.Span, i == 0 && stay > 0))];
    }

    // A principal diagnosis may name its cause: 'stroke from newly found atrial fibrillation'. The cause is a diagnosis of its own.
    private static bool Differs(HashSet<string> concepts, HashSet<string> principal, Fingerprint print, Fingerprint principalPrint) =>
        principal.Count > 1 && concepts.Count == 1 && concepts.IsSubsetOf(principal) && print.Words.Count * 3 < principalPrint.Words.Count && print.Words.Count > 1;

    private static bool Repeats(Fingerprint print, HashSet<string> concepts, Fingerprint old, HashSet<string> oldConcepts) =>
        print.Similarity(old) > 0.6 || print.ContainedIn(old) > 0.8 || (concepts.Count > 0 && concepts.IsSubsetOf(oldConcepts));

    private static IEnumerable<(Note, TextSpan, int)> Labelled(EncounterChart chart, HashSet<string> refuted)
    {
        int order = 0;
        foreach (var passage in chart.Passages.Where(p => !p.IsCorrected && p.Category == SectionCategory.Diagnoses).OrderByDescending(p => p.Note.Order))
        {
            string title = passage.Section.Title;
            if (Placeholder.Is(passage.Text) || NotDiagnosis().IsMatch(title) || Examined().IsMatch(passage.Text) || !IsAffirmed(passage, passage.Span, refuted)) continue;
            int rank = PrincipalTitle().IsMatch(title) ? 0 : FinalTitle().IsMatch(title) ? 2 : SecondaryTitle().IsMatch(title) ? 20 : 6;
            var problems = passage.Mentions.Where(m => m.Type == MentionType.Problem && m.Assertion.IsPatientFact && !(m.Concept is { } c && refuted.Contains(c))).ToList();
            if (problems.Count == 0) continue;
            bool list = problems.Count > 2 && (passage.Text.Count(c => c is ',' or ';') >= problems.Count - 1);
            var span = Clip(passage);
            order++;
            if (!list && !span.IsEmpty) yield return (passage.Note, span, rank + Math.Min(order / 4, 1));
            else foreach (var piece in Items(passage)) yield return (passage.Note, piece, rank + 10);
        }
    }

    // 'Other: UTI, dysphagia, hypertension': each is one.
    private static IEnumerable<TextSpan> Items(Passage passage)
    {
        string text = passage.Text;
        int start = ListMark().Match(text).Length;
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon is > 0 and < 20) start = colon + 1;
        for (int i = start; i <= text.Length; i++)
        {
            if (i < text.Length && text[i] is not (',' or ';')) continue;
            int from = start, to = i;
            while (from < to && char.IsWhiteSpace(text[from])) from++;
            while (to > from && (char.IsWhiteSpace(text[to - 1]) || text[to - 1] == '.')) to--;
            string piece = text[from..to];
            if (piece.StartsWith("and ", StringComparison.OrdinalIgnoreCase)) from += 4;
            if (to - from > 2 && Wording.CountWords(piece) <= 8 && !Negation().IsMatch(piece) && !Doubt().IsMatch(piece) && !Tail().IsMatch(piece)) yield return new(passage.Span.Start + from, passage.Span.Start + to);
            start = i + 1;
        }
    }

    private static IEnumerable<(Note, TextSpan, int)> FromThreads(List<ProblemThread> threads, HashSet<string> refuted, bool hasList)
    {
        for (int i = 0; i < threads.Count; i++)
        {
            var (note, heading) = (threads[i].HeadingNote, Balanced(threads[i].HeadingNote.Text, threads[i].Heading));
            if (hasList && threads[i].Headings < 2) continue;
            var mentions = note.Document.MentionsIn(heading).Where(m => m.Type is MentionType.Problem or MentionType.Finding).ToList();
            bool any = mentions.Exists(m => m.Assertion.IsPatientFact && m.Type == MentionType.Problem && !(m.Concept is { } c && refuted.Contains(c)));
            if (!any) continue;
            string words = heading.In(note.Text);
            bool plain = !Doubt().IsMatch(words) && !Negation().IsMatch(words) && !words.Any(char.IsAsciiDigit);
            var first = mentions.First(m => m.Assertion.IsPatientFact && m.Type == MentionType.Problem && !(m.Concept is { } c && refuted.Contains(c)));
            if (plain || !Doubt().IsMatch(words)) yield return (note, plain || (first.NameSpan.Start - heading.Start > 12 && !Negation().IsMatch(words)) ? heading : first.Span, i == 0 ? 4 : 10 + Math.Min(i, 9));
        }
    }

    // 'Acute urinary retention (BPH': a bracket that is not closed is cut off.
    private static TextSpan Balanced(string text, TextSpan span)
    {
        int open = text.LastIndexOf('(', span.End - 1, span.Length);
        if (open < 0 || text.IndexOf(')', open, span.End - open) >= 0) return span;
        while (open > span.Start && char.IsWhiteSpace(text[open - 1])) open--;
        return new(span.Start, open);
    }

    private static IEnumerable<(Note, TextSpan, int)> FromAssessments(EncounterChart chart, HashSet<string> refuted)
    {
        foreach (var passage in chart.Usable)
        {
            bool assessment = passage.Category is SectionCategory.Assessment or SectionCategory.AssessmentAndPlan or SectionCategory.HospitalCourse;
            if (!assessment || passage.Note.Kind is NoteKind.Nursing or NoteKind.CaseManagement or NoteKind.Results) continue;
            foreach (var mention in passage.Mentions.Where(m => m.Type == MentionType.Problem && m.Assertion.IsCurrentFact && !IsOfFamily(passage, m) && m.Concept is { } c && !refuted.Contains(c)))
            {
                bool leads = mention.Span.Start - passage.Span.Start < 12;
                yield return (passage.Note, mention.Span, leads ? 8 : 25);
            }
        }
    }

    private static IEnumerable<(Note, TextSpan, int)> FromHistory(EncounterChart chart, HashSet<string> refuted)
    {
        foreach (var passage in chart.Usable.Where(p => p.Category == SectionCategory.PastHistory && !Questioned().IsMatch(p.Text)))
        {
            foreach (var mention in passage.Mentions.Where(m => m.Type == MentionType.Problem && m.Assertion.IsPatientFact && !IsOfFamily(passage, m) && !(m.Concept is { } c && refuted.Contains(c))))
            {
                yield return (passage.Note, mention.Span, 50);
            }
        }
    }

    private static bool IsOfFamily(Passage passage, Mention mention)
    {
        string before = passage.Note.Text[Math.Max(passage.Span.Start, mention.Span.Start - 50)..mention.Span.Start];
        return Family().IsMatch(before);
    }

    // What an assessment says last counts: 'possible' on the first day and 'ruled out' on the second is no diagnosis.
    private static HashSet<string> Refuted(EncounterChart chart)
    {
        var last = new Dictionary<string, Assertion>(StringComparer.Ordinal);
        foreach (var passage in chart.Passages.Where(p => !p.IsCorrected && IsJudgement(p)))
        {
            foreach (var mention in passage.Mentions)
            {
                if (mention.Concept is not { } concept || mention.Type != MentionType.Problem || mention.Assertion.Experiencer != Experiencer.Patient || mention.Assertion.Temporality == Temporality.Hypothetical) continue;
                bool copied = passage.IsCopy && last.ContainsKey(concept);
                if (!copied) last[concept] = mention.Assertion;
            }
        }

        return [.. last.Where(l => l.Value.Polarity != Polarity.Affirmed).Select(l => l.Key)];
    }

    private static bool IsJudgement(Passage passage) =>
        passage.Category is SectionCategory.Assessment or SectionCategory.AssessmentAndPlan or SectionCategory.Plan or SectionCategory.HospitalCourse or SectionCategory.Diagnoses
            or SectionCategory.Imaging or SectionCategory.OtherResults or SectionCategory.Labs or SectionCategory.Other or SectionCategory.EdCourse;

    private static bool IsAffirmed(Passage passage, TextSpan span, HashSet<string> refuted)
    {
        if (Doubt().IsMatch(passage.Text)) return false;
        var problems = passage.Mentions.Where(m => m.Type is MentionType.Problem or MentionType.Finding && span.Contains(m.NameSpan)).ToList();
        return problems.Count == 0 || problems.Exists(m => m.Assertion.IsPatientFact && !(m.Concept is { } c && refuted.Contains(c)));
    }

    private static TextSpan Clip(Passage passage)
    {
        int skip = ListMark().Match(passage.Text).Length;
        int end = passage.Text.TrimEnd(' ', '.', ';', ',').Length;
        var span = new TextSpan(passage.Span.Start + skip, passage.Span.Start + Math.Max(skip, end));
        return Wording.CountWords(span.In(passage.Note.Text)) > LongestWords ? default : span;
    }

    private static HashSet<string> ConceptsIn(Note note, TextSpan span) =>
        note.Document.MentionsIn(span).Where(m => m.Type == MentionType.Problem && m.Concept is not null).Select(m => m.Concept!).ToHashSet(StringComparer.Ordinal);

    private static SievedPattern NotDiagnosis() => NotDiagnosisPattern.Value;

    private static readonly Lazy<SievedPattern> NotDiagnosisPattern = Pattern.Sieved(@"\b(?:pre-?op\w*|indication|complication|admi(?:t|ssion)\w*|differential|rule|working|provisional)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern PrincipalTitle() => PrincipalTitlePattern.Value;

    private static readonly Lazy<SievedPattern> PrincipalTitlePattern = Pattern.Sieved(@"\b(?:principal|primary)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern FinalTitle() => FinalTitlePattern.Value;

    private static readonly Lazy<SievedPattern> FinalTitlePattern = Pattern.Sieved(@"\b(?:final|discharge|post-?op\w*)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern SecondaryTitle() => SecondaryTitlePattern.Value;

    private static readonly Lazy<SievedPattern> SecondaryTitlePattern = Pattern.Sieved(@"\b(?:secondary|other|additional|comorbid\w*)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern Doubt() => DoubtPattern.Value;

    private static readonly Lazy<SievedPattern> DoubtPattern = Pattern.Sieved(@"\b(?:possible|possibly|probable|r/o|rule[- ]?out|ruled out|suspect(?:ed)?|suspicion|versus|vs\.?|concern for|questionable|unlikely|doubt\w*|cannot exclude|differential|ddx|not)\b|\?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern Questioned() => QuestionedPattern.Value;

    private static readonly Lazy<SievedPattern> QuestionedPattern = Pattern.Sieved(@"\b(?:questioned|questionable|possible|suspected|\?)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern ListMark() => ListMarkPattern.Value;

    private static readonly Lazy<SievedPattern> ListMarkPattern = Pattern.Sieved(@"^[\s#*•-]*(?:\(?\d{1,2}[.)](?!\d)\s*)?", RegexOptions.CultureInvariant);

    private static SievedPattern Negation() => NegationPattern.Value;

    private static readonly Lazy<SievedPattern> NegationPattern = Pattern.Sieved(@"\b(?:no|not|without|negative|denies|none)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern Examined() => ExaminedPattern.Value;

    private static readonly Lazy<SievedPattern> ExaminedPattern = Pattern.Sieved(@"\b(?:oriented|alert|walks|BP|vitals|SpO2|afebrile)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern Family() => FamilyPattern.Value;

    private static readonly Lazy<SievedPattern> FamilyPattern = Pattern.Sieved(@"\b(?:father|mother|brother|sister|aunt|uncle|grand\w+|family|parents?|cousin|son has|daughter has)\b[^.;]*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern Tail() => TailPattern.Value;

    private static readonly Lazy<SievedPattern> TailPattern = Pattern.Sieved(@"^(?:weight bearing|resolved|improv\w+|stable|on |treated|now |with |as )", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}

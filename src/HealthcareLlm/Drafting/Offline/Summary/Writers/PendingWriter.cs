using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Summary.Chart;
using HealthcareLlm.Drafting.Offline.Summary.Notes;

namespace HealthcareLlm.Drafting.Offline.Summary.Writers;

/// <summary>A test whose result is out.</summary>
/// <param name="Passage">The sentence that says so last.</param>
/// <param name="Clause">The part of it about this test.</param>
/// <param name="Test">The test.</param>
/// <param name="Words">Words that tell the test, lower case.</param>
internal sealed record PendingTest(Passage Passage, TextSpan Clause, TextSpan Test, HashSet<string> Words);

/// <summary>Writes the section <c>pendingResults</c>: tests that were out and of which no later note gives the result.</summary>
internal static class PendingWriter
{
    private static readonly HashSet<string> Vague =
    [
        "result", "final", "pend", "still", "await", "test", "report", "lab", "sent", "send", "repeat", "read", "outstand", "study", "studi", "level", "discharge", "time", "follow", "call", "will", "not", "yet", "back", "dr",
    ];

    internal static IEnumerable<StatementDraft> Write(EncounterChart chart)
    {
        foreach (var pending in Find(chart))
        {
            var note = pending.Passage.Note;
            var parts = new List<PartDraft> { Cite.Part("test", note, pending.Test) };
            var responsible = Responsible().Match(pending.Passage.Text);
            if (responsible.Success)
            {
                int start = pending.Passage.Span.Start + responsible.Groups["who"].Index;
                parts.Add(Cite.Part("responsible", note, new(start, start + responsible.Groups["who"].Length)));
            }

            yield return Cite.Statement("pendingResults", Wording.Sentence(pending.Clause.In(note.Text)), 0.8, [Cite.Span(note, pending.Clause)], parts);
        }
    }

    internal static List<PendingTest> Find(EncounterChart chart)
    {
        var found = new List<PendingTest?>();
        var words = new AlikeWords();
        foreach (var passage in chart.Passages)
        {
            if (passage.IsCorrected || passage.Category is SectionCategory.FamilyHistory or SectionCategory.SocialHistory) continue;
            bool listed = IsPendingTitle(passage) && (Recent.IsLate(chart, passage.Note) || passage.Note.Kind == NoteKind.Consult);
            var span = IsPendingTitle(passage) && !listed ? Recent.WithTitle(passage) : passage.Span;
            foreach (var clause in Clauses(passage.Note.Text, span))
            {
                bool says = CueRules.Weigh("pendingResults", clause.In(passage.Note.Text)) > 0;
                if (!says && !listed) continue;
                if ((says ? TestOf(passage, clause) : Listed(passage, clause)) is not { } test) continue;
                // What is said last of a test takes the place of what was said of it before.
                foreach (int same in words.Alike(test.Words))
                {
                    if (found[same] is { } earlier && IsSame(earlier.Words, test.Words)) found[same] = null;
                }

                words.Add(test.Words);
                found.Add(test);
            }
        }

        return WithoutResult(chart, [.. found.OfType<PendingTest>()]);
    }

    private static bool IsPendingTitle(Passage passage) => SectionLabels.Of(passage.Section.Title) == SectionTopic.Pending || passage.Section.Title.Contains("pending", StringComparison.OrdinalIgnoreCase);

    // Under a title that says so each item is out: 'GAD65 antibodies', 'SPEP - to Dr. Roe'. Who will tell of it is no test.
    private static PendingTest? Listed(Passage passage, TextSpan clause)
    {
        string text = clause.In(passage.Note.Text);
        if (Teller().IsMatch(text) || Placeholder.Is(text) || None().IsMatch(text)) return null;
        int end = Ends().Match(text) is { Success: true } match ? match.Index : text.Length;
        var test = Trim(passage.Note.Text, new(clause.Start, clause.Start + end));
        var words = Words(test.In(passage.Note.Text));
        return words.Count == 0 ? null : new(passage, clause, test, words);
    }

    // 'Cultures neg; SPEP pending': each clause speaks for itself. A colon or dash does not end one.
    private static IEnumerable<TextSpan> Clauses(string text, TextSpan span)
    {
        int start = span.Start;
        for (int i = span.Start; i < span.End; i++)
        {
            if (text[i] is not (';' or '\n') && !(text[i] == '.' && i + 1 < span.End && char.IsWhiteSpace(text[i + 1]))) continue;
            if (text[i] == '.' && i >= 2 && text[i - 1] == 'r' && text[i - 2] is 'D' or 'd' or 'M') continue;
            if (text[i] == '\n' && i + 1 < span.End && !IsBullet(text, i + 1)) continue;
            if (i > start) yield return Trim(text, new(start, i));
            start = i + 1;
        }

        if (start < span.End) yield return Trim(text, new(start, span.End));
    }

    private static bool IsBullet(string text, int at)
    {
        while (at < text.Length && text[at] == ' ') at++;
        return at < text.Length && text[at] is '-' or '*' or '•' or '#';
    }

    private static PendingTest? TestOf(Passage passage, TextSpan clause)
    {
        string text = clause.In(passage.Note.Text);
        var word = PendingWord().Match(text);
        int at = word.Success ? word.Index : 0;
        string before = text[..at];
        if (word.Success && ResultsOf().IsMatch(text[at..]))
        {
            var of = ResultsOf().Match(text, at);
            var named = Trim(passage.Note.Text, new(clause.Start + of.Groups["test"].Index, clause.Start + of.Groups["test"].Index + of.Groups["test"].Length));
            var ofWords = Words(named.In(passage.Note.Text));
            return ofWords.Count == 0 ? null : new(passage, clause, named, ofWords);
        }

        int start = before.LastIndexOf(',') + 1;
        var span = Trim(passage.Note.Text, new(clause.Start + start, clause.Start + at));
        if (Row().Match(span.In(passage.Note.Text)) is { Success: true } row) span = new(span.Start + row.Groups["test"].Index, span.Start + row.Groups["test"].Index + row.Groups["test"].Length);
        if (Words(span.In(passage.Note.Text)).Count == 0) span = After(passage, clause, word);
        if (span.IsEmpty) return null;
        var words = Words(span.In(passage.Note.Text));
        // 'vanc/pip-tazo pending cultures': a treatment until a result.
        bool drug = passage.Mentions.Any(m => m.Type == MentionType.Medication && span.Contains(m.NameSpan)) && !Level().IsMatch(text);
        // 'cecal mass, final pathology pending': of the sentence only what is said of the test.
        bool behind = start > 0 && span.Start > clause.Start && word.Success && word.Index > start;
        return words.Count == 0 || drug ? null : new(passage, behind ? new(span.Start, clause.End) : clause, span, words);
    }

    // 'Pending at discharge: blood culture 2/17', 'awaiting final pathology': the test follows.
    private static TextSpan After(Passage passage, TextSpan clause, Match word)
    {
        if (!word.Success) return default;
        string text = clause.In(passage.Note.Text);
        int from = word.Index + word.Length;
        int colon = text.IndexOf(':', from);
        if (colon >= 0 && colon - from < 40) from = colon + 1;
        int end = text.AsSpan(from).IndexOfAny('.', '(', '-') is var e && e < 0 ? text.Length : from + e;
        return Trim(passage.Note.Text, new(clause.Start + from, clause.Start + end));
    }

    private static HashSet<string> Words(string text)
    {
        var words = Fingerprint.Of(text).Words.Where(w => !Vague.Contains(w) && w.Length > 1).Take(6).ToHashSet(StringComparer.Ordinal);
        if (words.Remove("bcx") || words.Remove("bcxs")) words.UnionWith(["blood", "cultur"]);
        if (words.Remove("ucx")) words.UnionWith(["urine", "cultur"]);
        return words;
    }

    private static bool IsSame(HashSet<string> a, HashSet<string> b)
    {
        int common = a.Count(x => b.Any(y => AlikeWords.Are(x, y)));
        return common > 0 && common * 2 > Math.Min(a.Count, b.Count);
    }

    private static List<PendingTest> WithoutResult(EncounterChart chart, List<PendingTest> found)
    {
        if (found.Count == 0) return found;
        var results = new List<Passage>();
        var words = new AlikeWords();
        foreach (var passage in chart.Usable)
        {
            if (passage.Category is SectionCategory.FollowUp or SectionCategory.Instructions or SectionCategory.Plan || IsPendingTitle(passage)) continue;
            if (!ResultWord().IsMatch(passage.Text) || CueRules.Weigh("pendingResults", passage.Text) > 0) continue;
            results.Add(passage);
            words.Add(passage.Fingerprint.Words);
        }

        return found.FindAll(f => !words.WithAny(f.Words).Any(i => IsResult(results[i], f)));
    }

    private static bool IsResult(Passage passage, PendingTest pending)
    {
        bool later = passage.Note.Order > pending.Passage.Note.Order || (ReferenceEquals(passage.Note, pending.Passage.Note) && passage.Span.Start > pending.Passage.Span.Start);
        if (!later) return false;
        int held = pending.Words.Count(w => passage.Fingerprint.Words.Any(p => AlikeWords.Are(w, p)));
        return held * 3 >= pending.Words.Count * 2;
    }

    private static TextSpan Trim(string text, TextSpan span)
    {
        int start = span.Start, end = span.End;
        while (start < end && (char.IsWhiteSpace(text[start]) || text[start] is '-' or '*' or '•' or '#' or ':' or ',' or '(' or '.')) start++;
        while (end > start && (char.IsWhiteSpace(text[end - 1]) || text[end - 1] is ':' or '-' or ',' or '(' or ';' or '*' or '.')) end--;
        return new(start, Math.Max(start, end));
    }

    // A row of a laboratory's list: '17JAN 2210 Blood x2      no growth to date': when it was taken, and behind the gap what is known so far.
    private static SievedPattern Row() => RowPattern.Value;

    private static readonly Lazy<SievedPattern> RowPattern = Pattern.Sieved(@"^(?:[\d/-]*\d[\d/-]*(?:[A-Z]{3}\d*)?[ :]+(?:\d{1,2}:?\d\d +)?)?(?<test>\S+(?: \S+){0,5}?)\s{3,}\S", RegexOptions.CultureInvariant);

    private static SievedPattern Level() => LevelPattern.Value;

    private static readonly Lazy<SievedPattern> LevelPattern = Pattern.Sieved(@"\b(?:levels?|trough|assay|cultures?|sensitivit\w+|antibod\w+|titers?)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern Teller() => TellerPattern.Value;

    private static readonly Lazy<SievedPattern> TellerPattern = Pattern.Sieved(@"^\W*(?:[Dd]r\.?(?=\s)|DR\.?(?=\s)|(?:[Ww]e|WE|I|[Tt]he|[Oo]ur|your|PCP|[A-Z][\w-]+(?: clinic| team)?|(?:[\w-]+ ){1,3}(?:clinic|team|office|service|doctor|nurse|surgeon|pharmacist))\b)[^.;]{0,40}\b(?:will|WILL|to|is going to|should)\b (?:TELEPHONE|CALL|GIVE|telephone|give|call|tell|phone|follow|contact|notify|send|act|let|report|review|check)", RegexOptions.CultureInvariant);

    private static SievedPattern None() => NonePattern.Value;

    private static readonly Lazy<SievedPattern> NonePattern = Pattern.Sieved(@"^\W*(?:none|nothing|no (?:results?|labs?|tests?|studies|pending)|n/?a)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern Ends() => EndsPattern.Value;

    private static readonly Lazy<SievedPattern> EndsPattern = Pattern.Sieved(@"\s[-–—]\s|\s\(|,? (?:sent|collected|drawn|taken|from|on|will|to be|which)\b|\s{3,}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern PendingWord() => PendingWordPattern.Value;

    private static readonly Lazy<SievedPattern> PendingWordPattern = Pattern.Sieved(@"\b(?:(?:is|are|was|were|remains?|still|currently|result|results|final)\s+)*(?:pending|outstanding|not (?:yet )?(?:back|final\w*|resulted|available)|await(?:ing|ed|s)?|to follow)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern ResultWord() => ResultWordPattern.Value;

    private static readonly Lazy<SievedPattern> ResultWordPattern = Pattern.Sieved(@"\b(?:neg(?:ative)?|pos(?:itive)?|NGTD|no growth|grew|growing|final(?:ized)?|show(?:s|ed)|reveal\w*|result(?:s|ed)?|return(?:ed)?|normal|abnormal|elevated|came back|consistent with|confirmed|margins?|(?:was|is|=|(?<!\d):) ?[<>]?\d+(?:\.\d+)?(?!:)|\d+\.\d+|\d+ ?(?:%|percent)(?!\w))(?:\b|(?<=%))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern Responsible() => ResponsiblePattern.Value;

    private static readonly Lazy<SievedPattern> ResponsiblePattern = Pattern.Sieved(@"(?<who>\b[Dd]r\.? [A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?|\b(?:PCP|[A-Z][\w]+ clinic|ID|GI|[Cc]ardiology|[Oo]ncology|[Pp]ediatrician))\b", RegexOptions.CultureInvariant);

    // 'pending the results of the nuclear stress test': the test follows.
    private static SievedPattern ResultsOf() => ResultsOfPattern.Value;

    private static readonly Lazy<SievedPattern> ResultsOfPattern = Pattern.Sieved(@"\bpending (?:the )?(?:final )?(?:results?|reports?) (?:of|from) (?:the |his |her )?(?<test>[^.;,()]{3,50}?)(?= and |[.;,()]|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}

using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Summary.Notes;

namespace HealthcareLlm.Drafting.Offline.Summary.Chart;

/// <summary>A mention of the chart and the note it stands in.</summary>
/// <param name="Note">The note.</param>
/// <param name="Mention">The mention.</param>
internal sealed record ChartMention(Note Note, Mention Mention)
{
    /// <summary>The section it stands in.</summary>
    internal Section Section => Note.Document.Sections[Mention.Section];

    /// <summary>The sentence it stands in; the line where it stands in none.</summary>
    internal TextSpan Context => Mention.Sentence >= 0 ? Note.Document.Sentences[Mention.Sentence].Span : ChartLines.At(Note, Mention.Span.Start);

    /// <summary>The line it stands in.</summary>
    internal TextSpan Line => ChartLines.At(Note, Mention.NameSpan.Start);

    /// <summary>What tells that two mentions are the same thing.</summary>
    internal string Key => Mention.Concept ?? Wording.Fold(Mention.NameSpan.In(Note.Text)).ToLowerInvariant();
}

/// <summary>The notes of one encounter in order of time, with copies, corrections and embedded instructions known.</summary>
internal sealed class EncounterChart
{
    private readonly ImmutableArray<Correction> _corrections;
    private readonly Dictionary<MentionType, List<ChartMention>> _mentions = [];
    private readonly HashSet<(DocumentId, int)> _dropped;
    private readonly CorrectionIndex _index;
    private readonly HashSet<object> _correcting;
    private readonly ILookup<object?, Passage> _ofNotes;
    private readonly Lazy<List<(Passage Passage, TextSpan Span)>> _followUps;

    private EncounterChart(List<Note> notes, List<Passage> passages, List<Correction> corrections, HashSet<(DocumentId, int)> dropped)
    {
        Notes = [.. notes];
        _dropped = dropped;
        Passages = [.. passages];
        _corrections = [.. corrections];
        _index = new(corrections);
        _correcting = new(corrections.Select(static c => c.Passage), ReferenceEqualityComparer.Instance);
        _followUps = new(() => Writers.FollowUpWriter.Find(this));
        LastDay = Notes.LastOrDefault(n => n.Day is not null)?.Day;
        FirstDay = Notes.FirstOrDefault(n => n.Day is not null)?.Day;
        _ofNotes = passages.ToLookup(p => p.Note, ReferenceEqualityComparer.Instance);
        SourceWords = notes.Sum(n => Wording.CountWords(n.Span.In(n.Text)));
        foreach (var note in notes)
        {
            foreach (var mention in note.Document.MentionsIn(note.Span))
            {
                if (mention.Sentence >= 0 && dropped.Contains((note.Document.Source.Id, mention.Sentence))) continue;
                if (!_mentions.TryGetValue(mention.Type, out var list)) _mentions[mention.Type] = list = [];
                list.Add(new(note, mention));
            }
        }
    }

    /// <summary>The notes in order of time.</summary>
    internal ImmutableArray<Note> Notes { get; }

    /// <summary>All sentences in order of time, without embedded instructions and signatures.</summary>
    internal ImmutableArray<Passage> Passages { get; }

    /// <summary>Sentences that are neither copied nor corrected.</summary>
    internal IEnumerable<Passage> Usable => Passages.Where(p => p.IsUsable);

    /// <summary>The sentences of one note in order.</summary>
    internal IEnumerable<Passage> PassagesOf(Note note) => _ofNotes[note];

    /// <summary>Sentences that say that an earlier note was wrong.</summary>
    internal ImmutableArray<Correction> Corrected => _corrections;

    /// <summary>Appointments and tests after discharge, found once for all who ask (<see cref="Writers.FollowUpWriter.Find"/>).</summary>
    internal IReadOnlyList<(Passage Passage, TextSpan Span)> FollowUps => _followUps.Value;

    /// <summary>Whether a sentence says that an earlier note was wrong.</summary>
    internal bool Corrects(Passage passage) => _correcting.Contains(passage);

    /// <summary>Number of words of all notes.</summary>
    internal int SourceWords { get; }

    /// <summary>The last note of the encounter that is dated.</summary>
    internal DateOnly? LastDay { get; }

    /// <summary>The first day of the encounter.</summary>
    internal DateOnly? FirstDay { get; }

    /// <summary>Mentions of one type in order of time, corrected ones included.</summary>
    internal IReadOnlyList<ChartMention> Mentions(MentionType type) => _mentions.TryGetValue(type, out var list) ? list : [];

    /// <summary>Whether a later note says that this text of a note was wrong.</summary>
    internal bool IsCorrected(Note note, TextSpan span)
    {
        return !_corrections.IsEmpty && _index.Contradicts(note, span, span.In(note.Text));
    }

    /// <summary>Whether a place belongs to a text that addresses the program that reads it.</summary>
    internal bool IsDropped(Note note, TextSpan span)
    {
        if (_dropped.Count == 0) return false;
        var sentences = note.Document.Sentences;
        for (int i = Math.Max(0, Sorted.FirstFrom(sentences, span.Start, static s => s.Span.Start) - 1); i < sentences.Length && sentences[i].Span.Start <= span.End; i++)
        {
            if (sentences[i].Span.Overlaps(span) && _dropped.Contains((note.Document.Source.Id, i))) return true;
        }

        return false;
    }

    /// <summary>Reads the chart of a case.</summary>
    internal static EncounterChart Read(CaseDocuments documents)
    {
        var notes = NoteFinder.Find(documents).ConvertAll(n => n with { Sections = NoteSections.Of(n) });
        var passages = new List<Passage>();
        var dropped = new HashSet<(DocumentId, int)>();
        foreach (var note in notes) AddPassages(note, documents.Patient, passages, dropped);
        var corrections = Corrections.Find(passages).ToList();
        if (corrections.Count > 0)
        {
            var index = new CorrectionIndex(corrections);
            foreach (var passage in passages)
            {
                var whole = Writers.Recent.WithTitle(passage);
                passage.IsCorrected = index.Contradicts(passage.Note, passage.Span, whole.In(passage.Note.Text));
            }
        }

        VoidResults.Mark(passages);
        MarkCopies(passages);
        CarriedForward.Mark(passages);
        return new(notes, passages, corrections, dropped);
    }

    private static void AddPassages(Note note, PatientAssessment patient, List<Passage> passages, HashSet<(DocumentId, int)> dropped)
    {
        var document = note.Document;
        int mention = document.FirstMentionFrom(note.Span.Start);
        int droppedLineEnd = -1;
        var lists = new Dictionary<Section, bool>(ReferenceEqualityComparer.Instance);
        for (int i = Sorted.FirstFrom(document.Sentences, note.Span.Start, static s => s.Span.Start); i < document.Sentences.Length && document.Sentences[i].Span.Start <= note.Span.End; i++)
        {
            var sentence = document.Sentences[i];
            if (!note.Span.Contains(sentence.Span)) continue;
            while (mention < document.Mentions.Length && document.Mentions[mention].NameSpan.Start < sentence.Span.Start) mention++;
            string text = sentence.Span.In(document.Text);
            bool aside = patient.IsSetAside(document.Source.Id, document.Source.PageAt(sentence.Span.Start).Number);
            // What follows an instruction on its line belongs to it.
            if (aside || sentence.Span.Start < droppedLineEnd || EmbeddedInstructions.Addresses(text))
            {
                if (!aside) droppedLineEnd = Math.Max(droppedLineEnd, ChartLines.At(note, Math.Max(sentence.Span.Start, sentence.Span.End - 1)).End);
                dropped.Add((document.Source.Id, i));
                continue;
            }

            var section = SectionAt(note, sentence.Span) ?? document.Sections[sentence.Section];
            if (section.Category == SectionCategory.Signature || SignatureLine().IsMatch(text)) continue;
            // 'CODE: DNR': the title is the section's, the words behind it are the passage.
            var own = sentence.Span;
            if (!section.TitleSpan.IsEmpty && section.TitleSpan.Start >= own.Start && section.TitleSpan.End < own.End && own.Start >= section.Span.Start) own = AfterTitle(document.Text, section.TitleSpan.End, own.End);
            if (own.IsEmpty || IsTitle(note, own)) continue;
            if (!lists.TryGetValue(section, out bool list)) lists[section] = list = LineList.Is(note, section);
            foreach (var span in list && text.Contains('\n', StringComparison.Ordinal) ? LineList.Items(document.Text, own) : [own])
            {
                var inside = ImmutableArray.CreateBuilder<Mention>();
                for (int m = mention; m < document.Mentions.Length && document.Mentions[m].Span.Start < span.End; m++)
                {
                    if (span.Contains(document.Mentions[m].NameSpan)) inside.Add(document.Mentions[m]);
                }

                string words = span.In(document.Text);
                // 'The blood loss was transcribed as 90 mL. It was 900 mL.' is one statement: the first half alone would repeat the error.
                if (passages.Count > 0 && passages[^1] is var last && ReferenceEquals(last.Note, note) && last.Index >= i - 2 && Corrections.IsOpen(last.Text) && Corrections.GivesRight(words))
                {
                    var both = last.Span.Union(span);
                    passages[^1] = new(note, both, last.Section, i) { Fingerprint = Fingerprint.Of(both.In(document.Text)), Mentions = [.. last.Mentions, .. inside] };
                    continue;
                }

                passages.Add(new(note, span, section, i) { Fingerprint = Fingerprint.Of(words), Mentions = inside.ToImmutable() });
            }
        }
    }

    private static TextSpan AfterTitle(string text, int start, int end)
    {
        while (start < end && (char.IsWhiteSpace(text[start]) || text[start] is ':' or '*' or '_' || (text[start] is '-' or '–' && start + 1 < end && text[start + 1] == ' '))) start++;
        return new(start, Math.Max(start, end));
    }

    // The title of the note, perhaps with the name of the hospital, says nothing of the patient.
    private static bool IsTitle(Note note, TextSpan span)
    {
        if (note.Title.Length < 4 || note.IsEntry || note.Kind == NoteKind.Addendum || span.Start - note.Span.Start > 160) return false;
        string text = span.In(note.Text);
        int at = text.IndexOf(note.Title.Trim(), StringComparison.Ordinal);
        return at >= 0 && text[^1] != '.' && Wording.CountWords(text[..at]) + Wording.CountWords(text[(at + note.Title.Trim().Length)..]) <= 6;
    }

    private static Section? SectionAt(Note note, TextSpan span)
    {
        int behind = Sorted.FirstFrom(note.Sections, span.Start + 1, static s => s.Span.Start);
        return behind > 0 ? note.Sections[behind - 1] : null;
    }

    private static void MarkCopies(List<Passage> passages)
    {
        var seen = new Dictionary<string, (FingerprintIndex Prints, List<Passage> Passages)>(StringComparer.Ordinal);
        foreach (var passage in passages)
        {
            string key = string.Join(' ', passage.Fingerprint.Numbers);
            if (!seen.TryGetValue(key, out var same)) seen[key] = same = (new(), []);
            passage.IsCopy = passage.Fingerprint.Words.Count > 1 && same.Prints.Similar(passage.Fingerprint, Fingerprint.Same).Any(i => same.Passages[i].Fingerprint.IsSameAs(passage.Fingerprint));
            if (passage.IsCopy || passage.IsCorrected) continue;
            same.Passages.Add(passage);
            same.Prints.Add(passage.Fingerprint);
        }
    }

    private static SievedPattern SignatureLine() => SignatureLinePattern.Value;

    private static readonly Lazy<SievedPattern> SignatureLinePattern = Pattern.Sieved(@"^\W*(?:electronically signed|e-?signed|dictated|signed|/s/)|^\W*(?:[A-Z][\w.'’-]*,?\s+){1,4}(?:MD|DO|RN|NP|PA-C|PharmD|LCSW|MSW|PT|OT|CNM|CRNA|DPM|PGY-?\d)\b[\s,./-]*(?:PGY-?\d|\d[\d/: ]*|[A-Z][a-z]+ ?){0,3}\.?$", RegexOptions.CultureInvariant);
}

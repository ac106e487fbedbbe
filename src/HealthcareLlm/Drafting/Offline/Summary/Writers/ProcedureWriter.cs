using System.Globalization;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Summary.Chart;
using HealthcareLlm.Drafting.Offline.Summary.Notes;

namespace HealthcareLlm.Drafting.Offline.Summary.Writers;

/// <summary>Writes the section <c>procedures</c>: what was done in this stay, never what was planned.</summary>
internal static class ProcedureWriter
{
    private const int Most = 10, Longest = 45;

    internal static IEnumerable<StatementDraft> Write(EncounterChart chart)
    {
        var written = new List<Fingerprint>();
        foreach (var (note, span, name) in FromNotes(chart).Concat(FromSentences(chart)))
        {
            var print = Fingerprint.Of(span.In(note.Text));
            if (written.Count == Most || written.Exists(w => print.Similarity(w) > 0.5 || print.ContainedIn(w) > 0.7 || NamePrint(note, name).ContainedIn(w) > 0.7)) continue;
            written.Add(print);
            yield return Statement(note, span, name);
        }
    }

    private static Fingerprint NamePrint(Note note, TextSpan name) => Fingerprint.Of(name.In(note.Text));

    private static StatementDraft Statement(Note note, TextSpan span, TextSpan name)
    {
        string text = Wording.Sentence(span.In(note.Text));
        var evidence = new List<Evidence> { Cite.Span(note, span) };
        var parts = new List<PartDraft> { Cite.Part("name", note, name) };
        var own = DateReader.First(note.Text, span);
        if (own is null && !note.DateSpan.IsEmpty && note.Day is { } day)
        {
            text = Wording.Fold(note.DateSpan.In(note.Text)) + ": " + text;
            evidence.Add(Cite.Span(note, note.DateSpan));
            if (DateReader.First(note.Text, note.DateSpan)?.Year is not null) parts.Add(Cite.Part("date", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), note, note.DateSpan));
        }
        else if (own is { Year: not null } written && written.On(null) is { } on)
        {
            parts.Add(Cite.Part("date", on.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), note, written.Span));
        }

        if (note.Kind == NoteKind.Procedure && Operator(note) is { IsEmpty: false } operatorSpan) parts.Add(Cite.Part("operator", note, operatorSpan));
        var side = Side().Match(span.In(note.Text));
        if (side.Success) parts.Add(Cite.Part("laterality", note, new(span.Start + side.Index, span.Start + side.Index + side.Length)));
        return Cite.Statement("procedures", text, 0.8, evidence, parts);
    }

    private static IEnumerable<(Note, TextSpan, TextSpan)> FromNotes(EncounterChart chart)
    {
        foreach (var note in chart.Notes)
        {
            foreach (var line in ChartLines.Of(note))
            {
                var match = Label().Match(line.In(note.Text));
                if (!match.Success || chart.IsCorrected(note, line) || chart.IsDropped(note, line)) continue;
                var value = new TextSpan(line.Start + match.Groups["value"].Index, line.Start + match.Groups["value"].Index + match.Groups["value"].Length);
                value = new(value.Start, value.Start + FirstSentence(value.In(note.Text)));
                if (value.Length > 3 && !NotDone().IsMatch(value.In(note.Text)) && Wording.CountWords(value.In(note.Text)) <= Longest) yield return (note, value, value);
            }
        }
    }

    private static IEnumerable<(Note, TextSpan, TextSpan)> FromSentences(EncounterChart chart)
    {
        foreach (var passage in chart.Usable)
        {
            if (passage.Category is SectionCategory.SurgicalHistory or SectionCategory.PastHistory or SectionCategory.FamilyHistory or SectionCategory.SocialHistory or SectionCategory.FollowUp
                or SectionCategory.Medications or SectionCategory.Instructions or SectionCategory.Exam or SectionCategory.ObstetricHistory) continue;
            if (!Done().IsMatch(passage.Text) || NotDone().IsMatch(passage.Text) || Wording.CountWords(passage.Text) > Longest) continue;
            if (passage.Category == SectionCategory.Hpi && passage.Note.Kind is NoteKind.HistoryAndPhysical or NoteKind.Emergency or NoteKind.Consult) continue;
            if (passage.Category == SectionCategory.Procedure && passage.Note.Kind == NoteKind.Procedure) continue;
            var done = passage.Mentions.FirstOrDefault(m => m.Type is MentionType.Procedure or MentionType.Device && m.Assertion.IsCurrentFact && IsOperation(passage, m));
            if (done is not null) yield return (passage.Note, passage.Span, done.Span);
        }
    }

    private static bool IsOperation(Passage passage, Mention mention)
    {
        string name = mention.Span.In(passage.Note.Text);
        if (Study().IsMatch(name)) return false;
        return mention.Type == MentionType.Procedure || Placed().IsMatch(passage.Text);
    }

    private static int FirstSentence(string text)
    {
        for (int i = 1; i + 1 < text.Length; i++)
        {
            if (text[i] == '.' && text[i + 1] == ' ' && !(i > 1 && text[i - 2] is ' ' or 'D')) return i;
        }

        return text.TrimEnd(' ', '.').Length;
    }

    private static TextSpan Operator(Note note)
    {
        foreach (var line in ChartLines.Of(note))
        {
            var match = OperatorLabel().Match(line.In(note.Text));
            if (match.Success) return new(line.Start + match.Groups["name"].Index, line.Start + match.Groups["name"].Index + match.Groups["name"].Length);
        }

        return default;
    }

    private static Regex Label() => LabelPattern.Value;

    private static readonly Lazy<Regex> LabelPattern = Pattern.Of(@"^[\s\d.)#*-]*(?:procedures?|operations?)(?: ?\(s\))?(?: performed| done| title| name)?\s*:\s*(?<value>[A-Za-z0-9][^\n|]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex OperatorLabel() => OperatorLabelPattern.Value;

    private static readonly Lazy<Regex> OperatorLabelPattern = Pattern.Of(@"(?i:\b(?:surgeon|operator|performed by|proceduralist|delivering (?:provider|physician)|endoscopist))\s*:?\s*(?<name>(?:Dr\.? )?[A-Z](?:\.|[\w'’-]*)(?: [A-Z](?:\.|[\w'’-]*)){0,3}(?:, ?(?:MD|DO|CNM|DPM))?)", RegexOptions.CultureInvariant);

    private static Regex Done() => DonePattern.Value;

    private static readonly Lazy<Regex> DonePattern = Pattern.Of(@"\b(?:s/p|status post|underwent|performed|placed|placement|inserted|removed|out|done|completed|drained|repaired|excised|resected|intubated|extubated|taken to|POD|delivered|exchanged|tolerated|successful(?:ly)?|transfused|cardioverted|stented)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Placed() => PlacedPattern.Value;

    private static readonly Lazy<Regex> PlacedPattern = Pattern.Of(@"\b(?:placed|placement|inserted|insertion|exchanged|removed|changed)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex NotDone() => NotDonePattern.Value;

    private static readonly Lazy<Regex> NotDonePattern = Pattern.Of(@"\b(?:plan(?:ned|s)?|will|schedul\w+|consider\w*|recommend\w*|cancel+ed|deferred|declin\w+|refus\w+|not (?:done|performed|needed|required|indicated)|aborted|postponed|if|pending|none|N/A|to be|tomorrow|no indication|consent\w*|discuss\w*|versus|vs\.?|needs?|outpatient|outpt|\d{4} (?:at|for)|prior|previous|history of|h/o|remote|(?:19|20)[012]\d(?!\d|-\d))\b(?<!/20[0-9][0-9])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Study() => StudyPattern.Value;

    private static readonly Lazy<Regex> StudyPattern = Pattern.Of(@"\b(?:CT[A-Z]?|MR[IAV]|X-?rays?|CXR|XR|ECG|EKG|echo\w*|TTE|ultrasound|US|PT|OT|SLP|EEG|labs?|cultures?|KUB|doppler|duplex|scan|telemetry|physical therapy|occupational therapy|consult\w*|urinalysis|monitoring|therapy|imaging|ventilation|oxygen|blood pressure|screening)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Side() => SidePattern.Value;

    private static readonly Lazy<Regex> SidePattern = Pattern.Of(@"\b(?:left|right|bilateral|L|R)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
}

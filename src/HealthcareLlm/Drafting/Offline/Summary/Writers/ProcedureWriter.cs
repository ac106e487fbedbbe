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
    private const int Most = 12, Longest = 45, Enough = 3, FirstWords = 40;

    internal static IEnumerable<StatementDraft> Write(EncounterChart chart)
    {
        var written = new List<(Note Note, TextSpan Span, TextSpan Name, Fingerprint Print, bool Minor)>();
        foreach (var (note, span, name) in FromNotes(chart).Concat(FromSentences(chart)))
        {
            var print = Fingerprint.Of(span.In(note.Text));
            // 'Reintubated 2335' of the physician and 'reintub' of the nurse.
            if (written.Exists(w => IsShortFor(note.Text, name, w.Note.Text, w.Name))) continue;
            if (written.Exists(w => print.Similarity(w.Print) > 0.5 || print.ContainedIn(w.Print) > 0.7 || NamePrint(note, name).ContainedIn(w.Print) > 0.7)) continue;
            written.Add((note, span, name, print, Minor().IsMatch(name.In(note.Text))));
        }

        // A catheter or a line is told where there is room beside what was operated.
        return written.OrderBy(w => w.Minor).Take(Most).Where(w => !w.Minor || written.Count(x => !x.Minor) < Enough).OrderBy(w => w.Note.Order).ThenBy(w => w.Span).Select(w => Statement(w.Note, w.Span, w.Name));
    }

    /// <summary>Whether one name is one word and the other begins with its letters, or the other way round; five letters and more.</summary>
    private static bool IsShortFor(string text, TextSpan name, string otherText, TextSpan other)
    {
        string one = name.In(text).TrimEnd('.'), two = other.In(otherText).TrimEnd('.');
        if (one.Length > two.Length) (one, two) = (two, one);
        return one.Length >= 5 && one.Length < two.Length && !two.Contains(' ', StringComparison.Ordinal) && two.StartsWith(one, StringComparison.OrdinalIgnoreCase);
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
            foreach (var line in ChartLines.LinesOf(note))
            {
                if (Value(note, line) is not { Length: > 3 } value || chart.IsCorrected(note, line.Span) || chart.IsDropped(note, line.Span)) continue;
                value = new(value.Start, value.Start + FirstSentence(value.In(note.Text)));
                string words = value.In(note.Text);
                if (value.Length > 3 && !NotDone().IsMatch(words) && !Placeholder.Is(words) && Wording.CountWords(words) <= Longest) yield return (note, value, value);
            }
        }
    }

    // 'PROCEDURE: left hip hemiarthroplasty', or a table's row 'Procedure   Mechanical thrombectomy'.
    private static TextSpan? Value(Note note, Line line)
    {
        var match = Label().Match(line.Span.In(note.Text));
        if (match.Success)
        {
            var group = match.Groups["value"];
            var value = new TextSpan(line.Span.Start + group.Index, line.Span.Start + group.Index + group.Length);
            // 'Proc: nephrostomy, RIGHT        Date: 05JAN26 0610': the next cell is another thing.
            var cell = line.Cells.FirstOrDefault(c => c.Span.End > value.Start);
            return cell is not null && cell.Span.End < value.End ? new(value.Start, cell.Span.End) : value;
        }

        return note.Kind == NoteKind.Procedure && line.Cells.Length == 2 && CellLabel().IsMatch(line.Cells[0].Span.In(note.Text)) ? line.Cells[1].Span : null;
    }

    private static IEnumerable<(Note, TextSpan, TextSpan)> FromSentences(EncounterChart chart)
    {
        foreach (var passage in chart.Usable)
        {
            if (passage.Category is SectionCategory.SurgicalHistory or SectionCategory.PastHistory or SectionCategory.FamilyHistory or SectionCategory.SocialHistory or SectionCategory.FollowUp
                or SectionCategory.Medications or SectionCategory.Instructions or SectionCategory.Exam or SectionCategory.ObstetricHistory or SectionCategory.Diagnoses) continue;
            if (NotDone().IsMatch(passage.Text) || Wording.CountWords(passage.Text) > Longest) continue;
            bool blood = Blood().IsMatch(passage.Text);
            if (passage.Category == SectionCategory.Hpi && passage.Note.Kind is NoteKind.HistoryAndPhysical or NoteKind.Emergency or NoteKind.Consult && !blood) continue;
            if (passage.Category == SectionCategory.Procedure && passage.Note.Kind == NoteKind.Procedure && !blood) continue;
            var done = Done().IsMatch(passage.Text) ? passage.Mentions.FirstOrDefault(m => m.Type is MentionType.Procedure or MentionType.Device && m.Assertion.IsCurrentFact && IsOperation(passage, m) && !InsteadOf().IsMatch(passage.Note.Text[passage.Span.Start..m.Span.Start]))?.Span : null;
            if ((done ?? Act(passage)) is { } name) yield return (passage.Note, passage.Span, name);
        }
    }

    // Telegraphic: 'Perc trach at bedside 14JAN 0730', 'CRRT started 06JAN', 'Reintubated 2335', '1 unit PRBC'. The act begins the phrase and bears a time, or a verb stands with it.
    private static TextSpan? Act(Passage passage)
    {
        var act = Acts().Match(passage.Text);
        if (!act.Success || Denied().IsMatch(passage.Text[..act.Index]) || InsteadOf().IsMatch(passage.Text[..act.Index]) || passage.Mentions.Any(m => m.Assertion.Experiencer == Experiencer.Other)) return null;
        // 'intubated' alone is a state, with its hour, place or cause an event.
        bool verb = Verb().IsMatch(act.Value) ? Event().IsMatch(passage.Text) : Done().IsMatch(passage.Text);
        bool timed = act.Index < FirstWords && (At().IsMatch(passage.Text) || DateReader.First(passage.Text, new(0, passage.Text.Length)) is not null);
        bool blood = Blood().IsMatch(act.Value) && (act.Index < FirstWords || Wording.CountWords(passage.Text) < 10);
        if (Blood().IsMatch(act.Value) && !blood) return null;
        return verb || timed || blood ? new(passage.Span.Start + act.Index, passage.Span.Start + act.Index + act.Length) : null;
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

    private static SievedPattern CellLabel() => CellLabelPattern.Value;

    private static readonly Lazy<SievedPattern> CellLabelPattern = Pattern.Sieved(@"^(?:procedures?|operations?|proc)(?: ?\(s\)| performed| done)?:?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern Acts() => ActsPattern.Value;

    private static readonly Lazy<SievedPattern> ActsPattern = Pattern.Sieved(@"\b(?:(?:re-?)?intubat(?:ed|ion)|(?:re-?)?reintub|extubat(?:ed|ion)|(?:perc(?:utaneous)? |open |surgical )?trach(?:eostomy|eotomy|ed)?(?= (?:at|by|placed|done|today|on|performed|\d)|,)|CRRT|CVVHD?F?|(?:hemo)?dialysis|(?:percutaneous )?nephrostomy|thoracentesis|paracentesis|lumbar puncture|chest tube|pigtail(?: catheter| drain)?|cardiover(?:sion|ted)|DCCV|bronch(?:oscopy)?|EGD|colonoscopy|PCI|(?:R|L|right|left) heart cath\w*|thrombectomy|embolization|ablation|(?:perc )?PEG(?: tube)?|intraosseous(?: needle)?|I ?& ?D|debridement|washout|(?:(?:\d|one|two|three|four|five|six) ?(?:u|units?) (?:of )?(?:PRBCs?|pRBCs?|(?:packed )?red (?:blood )?cells|packed cells|packed|red|blood|platelets|FFP))|PRBCs?|transfused|\w{4,}(?:ectomy|plasty|ostomy|oscopy|otomy|rrhaphy|pexy|desis)|cesarean(?: section)?|(?:vaginal |forceps |vacuum )?delivery(?= of| at)|PICC|central line|ECMO|IABP|ORIF)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern Verb() => VerbPattern.Value;

    private static readonly Lazy<SievedPattern> VerbPattern = Pattern.Sieved(@"(?:ated|erted|ed|reintub)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern Event() => EventPattern.Value;

    private static readonly Lazy<SievedPattern> EventPattern = Pattern.Sieved(@"\b(?:for|due|by|in (?:the )?(?:ED|ER|field|OR|ICU)|because|on (?:\d|arrival)|after|yesterday|\d+ units?|two|one)\b|\b[0-2]\d[0-5]\d\b|\d{1,2}:\d\d|\d{1,2}/\d{1,2}|\b\d{1,2} ?(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern Blood() => BloodPattern.Value;

    private static readonly Lazy<SievedPattern> BloodPattern = Pattern.Sieved(@"\b(?:\d|one|two|three|four|five|six) ?(?:u|units?)\b (?:of )?(?:PRBCs?|pRBCs?|packed|red|blood|platelets|FFP)\b|\bPRBCs? \d+ units?|\btransfused \d", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern At() => AtPattern.Value;

    private static readonly Lazy<SievedPattern> AtPattern = Pattern.Sieved(@"\b(?:at (?:the )?bedside|today|this (?:morning|afternoon|am|pm)|overnight|last night|POD|[0-2]\d[0-5]\d|\d{1,2}:\d\d)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern Denied() => DeniedPattern.Value;

    private static readonly Lazy<SievedPattern> DeniedPattern = Pattern.Sieved(@"\b(?:no|not|without|never|denies|avoid\w*|before|after|until|since|for|requiring|indication for|off)(?: \w+){0,2}\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    // 'Midline rather than PICC': what stands behind was not done.
    private static SievedPattern InsteadOf() => InsteadOfPattern.Value;

    private static readonly Lazy<SievedPattern> InsteadOfPattern = Pattern.Sieved(@"\b(?:rather than|instead of|in lieu of|in place of|as opposed to|in preference to)\s+(?:(?:an?|the|another)\s+)?(?:[\w-]+\s+){0,2}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern Minor() => MinorPattern.Value;

    private static readonly Lazy<SievedPattern> MinorPattern = Pattern.Sieved(@"^(?:foley(?: catheter)?|(?:urinary|bladder|indwelling|external) catheter|PIVs?|IVs?|peripheral IV|(?:naso-?gastric|NG|OG|oro-?gastric|feeding) tube|NGT|OGT|cath|catheter|(?:arterial|art|IV) line|(?:HD|dialysis) cath\w*|dressing|monitor|sling|brace|hearing aids?|walker|splint|JP|telemetry|oxygen|nasal cannula)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern Label() => LabelPattern.Value;

    private static readonly Lazy<SievedPattern> LabelPattern = Pattern.Sieved(@"^[\s\d.)#*-]*(?:procedures?|operations?|proc)(?: ?\(s\))?(?: performed| done| title| name)?\s*:\s*(?<value>[A-Za-z0-9][^\n|]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern OperatorLabel() => OperatorLabelPattern.Value;

    private static readonly Lazy<SievedPattern> OperatorLabelPattern = Pattern.Sieved(@"(?i:\b(?:surgeon|operator|oper|performed by|proceduralist|delivering (?:provider|physician)|endoscopist))\b\s*:?\s*(?<name>(?:Dr\.? )?[A-Z](?:\.|[\w'’-]*)(?: [A-Z](?:\.|[\w'’-]*)){0,3}(?:, ?(?:MD|DO|CNM|DPM))?)", RegexOptions.CultureInvariant);

    private static SievedPattern Done() => DonePattern.Value;

    private static readonly Lazy<SievedPattern> DonePattern = Pattern.Sieved(@"\b(?:s/p|status post|underwent|performed|placed|placement|inserted|removed|out|done|completed|drained|repaired|excised|resected|intubated|extubated|taken to|POD|delivered|exchanged|tolerated|successful(?:ly)?|transfused|cardioverted|stented|started|stopped|given|received|reintubated|aspirated|evacuated|reduced|nailed|fixed|delivered)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern Placed() => PlacedPattern.Value;

    private static readonly Lazy<SievedPattern> PlacedPattern = Pattern.Sieved(@"\b(?:placed|placement|inserted|insertion|exchanged|removed|changed)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern NotDone() => NotDonePattern.Value;

    private static readonly Lazy<SievedPattern> NotDonePattern = Pattern.Sieved(@"\b(?:plan(?:ned|s)?|will|schedul\w+|consider\w*|recommend\w*|cancel+ed|deferred|declin\w+|refus\w+|not (?:done|performed|needed|required|indicated)|transfuse|type and (?:screen|cross)|aborted|postponed|if|pending|none|N/A|to be|tomorrow|no indication|consent\w*|discuss\w*|versus|vs\.?|needs?|outpatient|outpt|to recovery|to PACU|\d{4} (?:at|for)|prior|previous|history of|h/o|remote|(?:19|20)[012]\d(?!\d|-\d))\b(?<!/20[0-9][0-9])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern Study() => StudyPattern.Value;

    private static readonly Lazy<SievedPattern> StudyPattern = Pattern.Sieved(@"\b(?:CT[A-Z]?|MR[IAV]|X-?rays?|CXR|XR|ECG|EKG|echo\w*|TTE|ultrasound|US|PT|OT|SLP|EEG|labs?|cultures?|KUB|doppler|duplex|scan|telemetry|physical therapy|occupational therapy|consult\w*|urinalysis|monitoring|therapy|imaging|ventilation|oxygen|blood pressure|screening)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern Side() => SidePattern.Value;

    private static readonly Lazy<SievedPattern> SidePattern = Pattern.Sieved(@"\b(?:left|right|bilateral|L|R)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
}

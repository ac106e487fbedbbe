using System.Globalization;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Summary.Chart;
using HealthcareLlm.Drafting.Offline.Summary.Notes;

namespace HealthcareLlm.Drafting.Offline.Summary.Writers;

/// <summary>Writes the section <c>encounter</c>: admission and discharge dates, attending, service, disposition.</summary>
internal static class EncounterWriter
{
    private sealed record Found(Note Note, TextSpan Line, TextSpan Value);

    internal static IEnumerable<StatementDraft> Write(EncounterChart chart)
    {
        if (AdmissionDate(chart) is { } admission) yield return admission;
        if (DischargeDate(chart) is { } discharge) yield return discharge;
        if ((Last(chart, Attending()) ?? Signed(chart)) is { } attending) yield return Labelled("attending", "Attending", attending);
        if (Last(chart, ServiceLabel()) is { } service) yield return Labelled("service", "Service", service);
        if (Disposition(chart) is { } disposition) yield return disposition;
    }

    private static StatementDraft? AdmissionDate(EncounterChart chart)
    {
        if (LabelledDate(chart, AdmissionLabel()) is { } labelled) return Dated("admissionDate", "Admission date", labelled.Found, labelled.Date);
        // The note of the admission bears its date.
        var note = chart.Notes.FirstOrDefault(n => n.Kind is NoteKind.HistoryAndPhysical or NoteKind.Emergency && !n.DateSpan.IsEmpty);
        if (note?.Day is not { } day) return null;
        string title = note.Kind == NoteKind.Emergency ? "Emergency department note" : "Admission note";
        return Cite.Statement("encounter", $"{title}: {Wording.Fold(note.DateSpan.In(note.Text))}.", 0.6, [Cite.Span(note, note.DateSpan)], DatePart("admissionDate", note, note.DateSpan, day));
    }

    private static StatementDraft? DischargeDate(EncounterChart chart)
    {
        if (LabelledDate(chart, DischargeLabel()) is { } labelled) return Dated("dischargeDate", "Discharge date", labelled.Found, labelled.Date);
        var note = chart.Notes.LastOrDefault(n => n.IsOfDischarge && !n.DateSpan.IsEmpty && n.Day == chart.LastDay && n.Kind is not NoteKind.CaseManagement);
        note ??= chart.Notes.LastOrDefault(n => n.Kind is NoteKind.DischargeOrder or NoteKind.DischargeMedications or NoteKind.DischargeSummary && !n.DateSpan.IsEmpty);
        note ??= chart.Notes.LastOrDefault(n => !n.DateSpan.IsEmpty && DischargeDay().IsMatch(n.Title));
        note ??= chart.Notes.LastOrDefault(n => !n.DateSpan.IsEmpty && n.Day == chart.LastDay && chart.PassagesOf(n).Any(static p => DischargeToday().IsMatch(p.Text)));
        if (note?.Day is not { } day) return null;
        return Cite.Statement("encounter", $"Discharge: {Wording.Fold(note.DateSpan.In(note.Text))}.", 0.6, [Cite.Span(note, note.DateSpan)], DatePart("dischargeDate", note, note.DateSpan, day));
    }

    private static (Found Found, DateOnly Date)? LabelledDate(EncounterChart chart, SievedPattern label)
    {
        (Found, DateOnly)? best = null;
        foreach (var note in chart.Notes)
        {
            foreach (var line in ChartLines.Of(note))
            {
                var match = label.Match(line.In(note.Text));
                if (!match.Success || chart.IsCorrected(note, line)) continue;
                int from = line.Start + match.Index + match.Length;
                if (DateReader.First(note.Text, new(from, Math.Min(line.End, from + 24))) is not { } date || date.Span.Start > from + 6) continue;
                if (date.On(note.Day?.Year ?? chart.LastDay?.Year) is { } day) best = (new(note, new(line.Start + match.Index, date.Span.End), date.Span), day);
            }
        }

        return best;
    }

    private static StatementDraft Dated(string name, string label, Found found, DateOnly day) =>
        Cite.Statement("encounter", $"{label}: {Wording.Fold(found.Value.In(found.Note.Text))}.", 0.9, [Cite.Span(found.Note, found.Line)], DatePart(name, found.Note, found.Value, day));

    private static PartDraft DatePart(string name, Note note, TextSpan span, DateOnly day)
    {
        bool hasYear = DateReader.First(note.Text, span)?.Year is not null;
        return hasYear ? Cite.Part(name, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), note, span) : Cite.Part(name, note, span);
    }

    private static Found? Last(EncounterChart chart, SievedPattern label)
    {
        Found? best = null;
        foreach (var note in chart.Notes)
        {
            foreach (var line in ChartLines.Of(note))
            {
                var match = label.Match(line.In(note.Text));
                if (!match.Success) continue;
                var value = match.Groups["value"];
                var span = new TextSpan(line.Start + value.Index, line.Start + value.Index + value.Length);
                if (value.Length > 1 && (best is null || note.Kind is not (NoteKind.Consult or NoteKind.Results or NoteKind.Nursing or NoteKind.CaseManagement)))
                {
                    best = new(note, new(line.Start + match.Index, span.End), span);
                }
            }
        }

        return best;
    }

    // 'Jun-ho Carrasco, MD, attending, pediatrics' under the last note of the team.
    private static Found? Signed(EncounterChart chart)
    {
        foreach (var note in chart.Notes.Reverse().Where(n => n.Kind is not (NoteKind.Consult or NoteKind.Results or NoteKind.Nursing or NoteKind.CaseManagement or NoteKind.Procedure)))
        {
            foreach (var line in ChartLines.Of(note).Reverse().Take(4))
            {
                var match = AttendingSignature().Match(line.In(note.Text));
                if (match.Success) return new(note, new(line.Start + match.Index, line.Start + match.Index + match.Length), new(line.Start + match.Groups["value"].Index, line.Start + match.Groups["value"].Index + match.Groups["value"].Length));
            }
        }

        return null;
    }

    private static StatementDraft Labelled(string part, string label, Found found)
    {
        var value = Trim(found.Note.Text, found.Value);
        return Cite.Statement("encounter", $"{label}: {Wording.Sentence(value.In(found.Note.Text))}", 0.85, [Cite.Span(found.Note, found.Line)], Cite.Part(part, found.Note, value));
    }

    private static TextSpan Trim(string text, TextSpan span)
    {
        int start = span.Start, end = span.End;
        while (start < end && (char.IsWhiteSpace(text[start]) || text[start] is ',' or ':' or '-')) start++;
        while (end > start && (char.IsWhiteSpace(text[end - 1]) || text[end - 1] is '.' or ',' or ';' or '|' or '-')) end--;
        return new(start, end);
    }

    private static StatementDraft? Disposition(EncounterChart chart)
    {
        // Of the notes for going home first: elsewhere the word names the way out of a room, not of the stay.
        return InNotes(chart, n => n.IsOfDischarge) ?? InNotes(chart, n => Recent.IsLate(chart, n) && n.Kind is not (NoteKind.Procedure or NoteKind.Emergency or NoteKind.Results)) ?? InNotes(chart, n => n.Kind is not (NoteKind.Procedure or NoteKind.Emergency or NoteKind.Results));
    }

    private static StatementDraft? InNotes(EncounterChart chart, Func<Note, bool> which)
    {
        StatementDraft? labelled = null, said = null;
        foreach (var note in chart.Notes.Where(which))
        {
            foreach (var section in note.Sections.Where(s => s.Category == SectionCategory.Disposition && s.TitleSpan.Length > 0))
            {
                var body = new TextSpan(Math.Max(section.Body.Start, note.Span.Start), Math.Min(section.Body.End, note.Span.End));
                if (body.End <= body.Start || chart.IsDropped(note, body)) continue;
                var place = FirstSentence(note.Text, Trim(note.Text, body));
                string words = place.In(note.Text);
                if (place.Length > 2 && Wording.CountWords(words) < 20 && !NotYet().IsMatch(words) && !Placeholder.Is(words)) labelled = Place(note, place, place);
            }

            foreach (var line in ChartLines.Of(note))
            {
                if (chart.IsDropped(note, line) || chart.IsCorrected(note, line)) continue;
                string text = line.In(note.Text);
                var label = DispositionLabel().Match(text);
                if (label.Success && !NotYet().IsMatch(label.Groups["value"].Value)) labelled = Place(note, At(line, label.Groups["value"]), line);
            }

            foreach (var passage in chart.PassagesOf(note).Where(p => p.IsUsable))
            {
                var match = DischargedTo().Match(passage.Text);
                if (!match.Success) match = HomeTo().Match(passage.Text);
                if (match.Success && !NotYet().IsMatch(passage.Text[..(match.Index + match.Length)])) said = Place(note, At(passage.Span, match.Groups["place"]), passage.Span);
            }
        }

        return labelled ?? said;
    }

    private static StatementDraft Place(Note note, TextSpan place, TextSpan line)
    {
        var span = Trim(note.Text, place);
        return Cite.Statement("encounter", $"Disposition: {Wording.Sentence(span.In(note.Text))}", 0.8, [Cite.Span(note, line.Contains(span) ? line : span)], Cite.Part("disposition", note, span));
    }

    private static TextSpan At(TextSpan span, Group group) => new(span.Start + group.Index, span.Start + group.Index + group.Length);

    // 'Kestrel Bay LTACH, vent wean.   CODE: DNR': what stands behind a gap or a stop is another thing.
    private static TextSpan FirstSentence(string text, TextSpan span)
    {
        var gap = Gap().Match(text, span.Start, span.Length);
        return gap.Success ? new(span.Start, gap.Index) : span;
    }

    private static SievedPattern Gap() => GapPattern.Value;

    private static readonly Lazy<SievedPattern> GapPattern = Pattern.Sieved(@"\s{3,}|\t|\n|(?<=\w{3})\.\s", RegexOptions.CultureInvariant);

    // 'goes home today with his wife and a visiting nurse', 'home with both parents'.
    private static SievedPattern HomeTo() => HomeToPattern.Value;

    private static readonly Lazy<SievedPattern> HomeToPattern = Pattern.Sieved(@"\b(?:goes?|going|went|returns?|returning|return(?:ed)?|left|leaves|sent) (?<place>(?:back )?(?:to (?:[A-Z][\w'’-]+ ){0,3}(?:SNF|rehab\w*|LTACH?|hospice|nursing (?:home|facility)|assisted living|group home|shelter)|home)\b[^.;\n]{0,70})|^\W*(?<place>home (?:(?:today|now|this \w+) )?(?:with|to|alone|in the care)\b[^.;\n]{0,70})|\b(?:accepted|transfer(?:red)?|transport(?:ed)?)\b[^.;\n]{0,20}? (?:by|at|to) (?<place>(?:[A-Z][\w'’-]+ ){1,4}(?:SNF|Skilled|Rehab\w*|LTACH?|Hospice|Nursing|Care)\b[^.;\n]{0,40})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern AdmissionLabel() => AdmissionLabelPattern.Value;

    private static readonly Lazy<SievedPattern> AdmissionLabelPattern = Pattern.Sieved(@"\b(?:date of admission|admission date|admit date|admitted(?: on)?|date admitted|DOA|adm(?:it|ission)?(?: dt| date)?)\s*(?:\(?date\)?)?\s*[:\-]?\s*(?=\w)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern DischargeLabel() => DischargeLabelPattern.Value;

    private static readonly Lazy<SievedPattern> DischargeLabelPattern = Pattern.Sieved(@"\b(?:date of discharge|discharge date|d/c date|dc date|discharged(?: on)?|date discharged|DOD|disch(?:arge)?)\s*[:\-]?\s*(?=\w)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern DischargeToday() => DischargeTodayPattern.Value;

    private static readonly Lazy<SievedPattern> DischargeTodayPattern = Pattern.Sieved(@"\b(?:discharged?|d/c'?d?|dc)\b.{0,25}\b(?:today|home|now|this (?:morning|afternoon))\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern Attending() => AttendingPattern.Value;

    private static readonly Lazy<SievedPattern> AttendingPattern = Pattern.Sieved(@"(?:^|[\s|;])(?:attending(?: physician| of record| provider| md)?|attg|att'g|(?:responsible|treating|primary) physician|surgeon of record)\s*:\s*(?<value>(?:Dr\.? )?[A-Z][^\n|;:()]{1,40}?)(?=\s{2,}|\t|$|[|;(])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern AttendingSignature() => AttendingSignaturePattern.Value;

    private static readonly Lazy<SievedPattern> AttendingSignaturePattern = Pattern.Sieved(@"(?<![\w.'’-])(?<value>[A-Z][\w.'’-]{1,40}(?: [A-Z][\w.'’-]{0,40}\.?){1,3}, ?(?:MD|M\.D\.|DO|D\.O\.))\b[^\n]{0,40}?\battending\b", RegexOptions.CultureInvariant);

    private static SievedPattern ServiceLabel() => ServiceLabelPattern.Value;

    private static readonly Lazy<SievedPattern> ServiceLabelPattern = Pattern.Sieved(@"(?:^|[\s|;])(?:service|primary team|admitting service|primary service)\s*:\s*(?<value>[A-Z][^\n|;:]{1,40}?)(?=\s{2,}|\t|$|[|;])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern DispositionLabel() => DispositionLabelPattern.Value;

    private static readonly Lazy<SievedPattern> DispositionLabelPattern = Pattern.Sieved(@"(?:^|[\s|;#*.\d-])(?:(?:discharge )?disposition|dispo|discharged? to|dc to|d/c to|(?:discharge )?destination)\s*[:\-]\s*(?<value>[^\n|;]{2,90}?)(?=\s{2,}|\t|$|[|;]|\.\s|\.$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern DischargedTo() => DischargedToPattern.Value;

    private static readonly Lazy<SievedPattern> DischargedToPattern = Pattern.Sieved(@"\b(?:discharged?|d/c'?d?|dc'?d?|transferred)\b(?:\s*:)?(?: (?:today|now|this \w+|on)| \d[\d/-]+| [A-Z]{3,9}\.? \d{1,2},? ?\d{0,4}){0,3},? (?<place>(?:to (?:[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)+|home|a |an |the |SNF|skilled|rehab|acute|inpatient|LTAC|hospice|nursing|assisted|group|sub|her|his|another|outside)|home)\b[^.;\n]{0,70})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern NotYet() => NotYetPattern.Value;

    private static readonly Lazy<SievedPattern> NotYetPattern = Pattern.Sieved(@"\b(?:pending|possible|likely|anticipat\w+|TBD|undetermined|remain|if|once|when|not ready|continue|floor|ICU|tomorrow|expected|plan(?:ned)? (?:for|to)|goal|until)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern DischargeDay() => DischargeDayPattern.Value;

    private static readonly Lazy<SievedPattern> DischargeDayPattern = Pattern.Sieved(@"\b(?:discharge (?:day|note|summary|orders?|progress)|day of discharge)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}

using System.Globalization;
using System.Text.RegularExpressions;
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
        if (Last(chart, Attending()) is { } attending) yield return Labelled("attending", "Attending", attending);
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
        var note = chart.Notes.LastOrDefault(n => n.Kind is NoteKind.DischargeOrder or NoteKind.DischargeMedications or NoteKind.DischargeSummary && !n.DateSpan.IsEmpty);
        note ??= chart.Notes.LastOrDefault(n => !n.DateSpan.IsEmpty && DischargeDay().IsMatch(n.Title));
        note ??= chart.Notes.LastOrDefault(n => !n.DateSpan.IsEmpty && n.Day == chart.LastDay && chart.Passages.Any(p => ReferenceEquals(p.Note, n) && DischargeToday().IsMatch(p.Text)));
        if (note?.Day is not { } day) return null;
        return Cite.Statement("encounter", $"Discharge: {Wording.Fold(note.DateSpan.In(note.Text))}.", 0.6, [Cite.Span(note, note.DateSpan)], DatePart("dischargeDate", note, note.DateSpan, day));
    }

    private static (Found Found, DateOnly Date)? LabelledDate(EncounterChart chart, Regex label)
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

    private static Found? Last(EncounterChart chart, Regex label)
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
        if (Last(chart, DispositionLabel()) is { } labelled && !NotYet().IsMatch(labelled.Value.In(labelled.Note.Text))) return Labelled("disposition", "Disposition", labelled);
        var said = chart.Usable.LastOrDefault(p => DischargedTo().IsMatch(p.Text) && !NotYet().IsMatch(p.Text));
        if (said is null) return DispositionLine(chart);
        var match = DischargedTo().Match(said.Text);
        var place = match.Groups["place"];
        var span = Trim(said.Note.Text, new(said.Span.Start + place.Index, said.Span.Start + place.Index + place.Length));
        return Cite.Statement("encounter", $"Disposition: {Wording.Sentence(span.In(said.Note.Text))}", 0.75, [said.Evidence], Cite.Part("disposition", said.Note, span));
    }

    private static StatementDraft? DispositionLine(EncounterChart chart)
    {
        StatementDraft? best = null;
        foreach (var note in chart.Notes.Where(n => n.IsOfDischarge))
        {
            foreach (var line in ChartLines.Of(note))
            {
                var match = DischargedTo().Match(line.In(note.Text));
                if (!match.Success || NotYet().IsMatch(match.Value) || chart.IsDropped(note, line)) continue;
                var span = Trim(note.Text, new(line.Start + match.Groups["place"].Index, line.Start + match.Groups["place"].Index + match.Groups["place"].Length));
                best = Cite.Statement("encounter", $"Disposition: {Wording.Sentence(span.In(note.Text))}", 0.75, [Cite.Span(note, new TextSpan(line.Start + match.Index, span.End))], Cite.Part("disposition", note, span));
            }
        }

        return best;
    }

    private static Regex AdmissionLabel() => AdmissionLabelPattern.Value;

    private static readonly Lazy<Regex> AdmissionLabelPattern = Pattern.Of(@"\b(?:date of admission|admission date|admit date|admitted(?: on)?|date admitted|DOA|adm(?:it|ission)?(?: dt| date)?)\s*(?:\(?date\)?)?\s*[:\-]?\s*(?=\w)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex DischargeLabel() => DischargeLabelPattern.Value;

    private static readonly Lazy<Regex> DischargeLabelPattern = Pattern.Of(@"\b(?:date of discharge|discharge date|d/c date|dc date|discharged(?: on)?|date discharged|DOD|disch(?:arge)?)\s*[:\-]?\s*(?=\w)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex DischargeToday() => DischargeTodayPattern.Value;

    private static readonly Lazy<Regex> DischargeTodayPattern = Pattern.Of(@"\b(?:discharged?|d/c'?d?|dc)\b.{0,25}\b(?:today|home|now|this (?:morning|afternoon))\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Attending() => AttendingPattern.Value;

    private static readonly Lazy<Regex> AttendingPattern = Pattern.Of(@"(?:^|[\s|;])(?:attending(?: physician| of record| provider| md)?|attg)\s*:\s*(?<value>(?:Dr\.? )?[A-Z][^\n|;:()]{1,40}?)(?=\s{2,}|\t|$|[|;(])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex ServiceLabel() => ServiceLabelPattern.Value;

    private static readonly Lazy<Regex> ServiceLabelPattern = Pattern.Of(@"(?:^|[\s|;])(?:service|primary team|admitting service|primary service)\s*:\s*(?<value>[A-Z][^\n|;:]{1,40}?)(?=\s{2,}|\t|$|[|;])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex DispositionLabel() => DispositionLabelPattern.Value;

    private static readonly Lazy<Regex> DispositionLabelPattern = Pattern.Of(@"(?:^|[\s|;#*.\d-])(?:(?:discharge )?disposition|dispo|discharged? to|dc to|d/c to|discharge destination)\s*[:\-]\s*(?<value>[^\n|;]{2,90}?)(?=\s{2,}|\t|$|[|;]|\.\s|\.$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex DischargedTo() => DischargedToPattern.Value;

    private static readonly Lazy<Regex> DischargedToPattern = Pattern.Of(@"\b(?:discharged?|d/c'?d?|dc'?d?|transferred)\b(?: (?:today|now|this \w+|on)| \d[\d/-]+){0,2},? (?<place>(?:to (?:[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)+|home|a |an |the |SNF|skilled|rehab|acute|inpatient|LTAC|hospice|nursing|assisted|group|sub|her|his|another|outside)|home)\b[^.;\n]{0,70})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex NotYet() => NotYetPattern.Value;

    private static readonly Lazy<Regex> NotYetPattern = Pattern.Of(@"\b(?:pending|possible|likely|anticipat\w+|TBD|undetermined|remain|if|once|when|not ready|continue|floor|ICU|tomorrow|expected|plan(?:ned)? (?:for|to)|goal|until)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex DischargeDay() => DischargeDayPattern.Value;

    private static readonly Lazy<Regex> DischargeDayPattern = Pattern.Of(@"\b(?:discharge (?:day|note|summary|orders?|progress)|day of discharge)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}

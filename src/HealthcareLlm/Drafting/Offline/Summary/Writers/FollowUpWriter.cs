using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Summary.Chart;
using HealthcareLlm.Drafting.Offline.Summary.Notes;

namespace HealthcareLlm.Drafting.Offline.Summary.Writers;

/// <summary>Writes the section <c>followUp</c>: with whom, when, what for.</summary>
internal static class FollowUpWriter
{
    private const int Most = 12, LongestItem = 45;
    private const double SameWords = 0.6;

    internal static IEnumerable<StatementDraft> Write(EncounterChart chart)
    {
        foreach (var (passage, span) in chart.FollowUps.Take(Most))
        {
            yield return Cite.Statement("followUp", Wording.Sentence(span.In(passage.Note.Text)), 0.8, [Cite.Span(passage.Note, span)], Parts(passage.Note, span));
        }
    }

    /// <summary>Appointments and tests after discharge, the latest note's first, each once.</summary>
    internal static List<(Passage Passage, TextSpan Span)> Find(EncounterChart chart)
    {
        var found = new List<(Passage Passage, TextSpan Span, Fingerprint Print)>();
        var prints = new FingerprintIndex();
        foreach (var passage in chart.Passages.Where(p => !p.IsCorrected).OrderByDescending(p => Recent.IsLast(chart, p.Note)).ThenByDescending(p => p.Note.Order).ThenBy(p => p.Span))
        {
            bool listed = passage.Category == SectionCategory.FollowUp;
            if (!listed && !MaySpeak(chart, passage)) continue;
            var span = listed ? passage.Span : Recent.WithTitle(passage);
            if (Wording.CountWords(span.In(passage.Note.Text)) > LongestItem * 3) continue;
            foreach (var item in Items(passage.Note, passage.Span))
            {
                string text = item.In(passage.Note.Text);
                bool fits = (passage.Category == SectionCategory.Medications && IsOfDrug(passage, item, text)) || SectionLabels.Of(passage.Section.Title) == SectionTopic.Pending ? false
                    : listed ? IsItem(text) : Returns(text) ? false : CueRules.Weigh("followUp", text) >= 2 || IsToCome(chart, passage, item);
                if (!fits || IsPast(chart, passage.Note, item) || CueRules.Weigh("pendingResults", text) > 0) continue;
                var print = Fingerprint.Of(text);
                if (prints.Alike(print, SameWords).Concat(print.Numbers.Where(IsDay).SelectMany(prints.WithNumber)).Any(i => Repeats(print, found[i].Print))) continue;
                found.Add((passage, item, print));
                prints.Add(print);
            }
        }

        AddPlanned(chart, found);
        return [.. found.Select(f => (f.Passage, f.Span))];
    }

    /// <summary>The planned care of a sentence that is neither denied nor conditional: a test, procedure or visit to come that need have no day and no name with it; null where there is none.</summary>
    internal static Mention? Planned(Passage passage, TextSpan item)
    {
        foreach (var mention in passage.Mentions)
        {
            if (mention.Type == MentionType.FollowUp && item.Contains(mention.NameSpan) && mention.Assertion.Polarity != Polarity.Negated && (mention.Assertion.Temporality != Temporality.Hypothetical || !If().IsMatch(item.In(passage.Note.Text)))) return mention;
        }

        return null;
    }

    // What the notes for going home plan without a day comes last: 'needs colonoscopy as an outpatient'. What is named by an earlier item is not said again.
    private static void AddPlanned(EncounterChart chart, List<(Passage Passage, TextSpan Span, Fingerprint Print)> found)
    {
        foreach (var passage in chart.Passages.Where(p => !p.IsCorrected && p.Note.IsOfDischarge && p.Mentions.Any(static m => m.Type == MentionType.FollowUp)))
        {
            // A list of diagnoses is told as one: 'raised TSH, to be repeated'.
            if (passage.Category == SectionCategory.Diagnoses || !MaySpeak(chart, passage) || SectionLabels.Of(passage.Section.Title) == SectionTopic.Pending || Wording.CountWords(passage.Text) > LongestItem) continue;
            foreach (var item in Items(passage.Note, passage.Span))
            {
                string text = item.In(passage.Note.Text);
                if (Planned(passage, item) is not { } planned || IsOfDrug(passage, item, text) || Returns(text) || InHospital().IsMatch(text) || IsPast(chart, passage.Note, item) || CueRules.Weigh("pendingResults", text) > 0) continue;
                var print = Fingerprint.Of(text);
                if (found.Exists(f => f.Span == item || Repeats(print, f.Print) || Names(f.Passage, f.Span, planned))) continue;
                found.Add((passage, item, print));
            }
        }
    }

    private static bool Names(Passage passage, TextSpan span, Mention planned) =>
        planned.Part("for") is { } what && span.In(passage.Note.Text).Contains(what.Value, StringComparison.OrdinalIgnoreCase);

    /// <summary>The words that tell with whom a visit is: names of physicians, clinics and specialties, lower case.</summary>
    internal static HashSet<string> Party(string text)
    {
        var party = new HashSet<string>(StringComparer.Ordinal);
        foreach (Match match in Names().Matches(text))
        {
            foreach (string word in match.Value.ToLowerInvariant().Split([' ', '.', ','], StringSplitOptions.RemoveEmptyEntries))
            {
                if (word.Length > 3 && word is not ("clinic" or "office" or "with" or "outpatient" or "visit")) party.Add(word);
            }
        }

        return party;
    }

    private static bool MaySpeak(EncounterChart chart, Passage passage) =>
        !NoteFinder.IsTitle(passage.Text.Split('\n')[0])
        && passage.Category is not (SectionCategory.Disposition or SectionCategory.Header or SectionCategory.FamilyHistory or SectionCategory.PastHistory or SectionCategory.SocialHistory or SectionCategory.Hpi or SectionCategory.ReviewOfSystems
            or SectionCategory.Exam or SectionCategory.Imaging or SectionCategory.Labs or SectionCategory.ChiefComplaint)
        && passage.Note.Kind != NoteKind.Results && (Recent.IsLate(chart, passage.Note) || passage.Note.Kind is NoteKind.Consult or NoteKind.CaseManagement or NoteKind.Procedure);

    private static bool IsItem(string text) => Wording.CountWords(text) > 1 && !Instruction().IsMatch(text) && (text.Any(char.IsAsciiDigit) || Who().IsMatch(text) || CueRules.Weigh("followUp", text) > 0);

    private static bool IsOfDrug(Passage passage, TextSpan item, string text) =>
        Medications.MedicationGrammar.Dose().IsMatch(text) || NoVisit().IsMatch(text) || passage.Mentions.Any(m => m.Type == MentionType.Medication && item.Contains(m.NameSpan));

    // 'Call the clinic for a gain of 1.5 kg' is an instruction, not a visit.
    private static bool Returns(string text) => CueRules.Weigh("patientInstructions", text) >= 3 && !When().Match(text).Value.Any(c => c is '/' or ',');

    // In a note for going home a day after it is one on which something is to be done: 'he sees me on March 24 for staples'.
    private static bool IsToCome(EncounterChart chart, Passage passage, TextSpan item)
    {
        string text = item.In(passage.Note.Text);
        if (!passage.Note.IsOfDischarge || passage.Note.Kind == NoteKind.Results || chart.LastDay is not { } last || NoVisit().IsMatch(text) || Medications.MedicationGrammar.Dose().IsMatch(text)) return false;
        // A day without a year is near, and something is to happen on it: '10/5' may be a setting.
        return DateReader.Find(passage.Note.Text, item).Exists(d => d.On(d.Year ?? Year(d, last)) is { } day && day > last && day.DayNumber - last.DayNumber < (d.Year is null ? 120 : 400) && (d.Year is not null || ToDo().IsMatch(text)));
    }

    // A month that is past belongs to the next year.
    private static int Year(WrittenDate date, DateOnly last) => date.Month < last.Month - 1 ? last.Year + 1 : last.Year;

    // A visit on a day before the end of the stay is no follow-up.
    private static bool IsPast(EncounterChart chart, Note note, TextSpan item)
    {
        var dates = DateReader.Find(note.Text, item);
        if (dates.Count == 0 || chart.LastDay is not { } last) return false;
        return dates.TrueForAll(d => d.On(note.Day?.Year ?? last.Year) is { } day && day < last && last.DayNumber - day.DayNumber < 200);
    }

    // 'ID clinic 02/27/2026; urology 03/12/2026' are two.
    private static IEnumerable<TextSpan> Items(Note note, TextSpan span)
    {
        int start = span.Start;
        for (int i = span.Start; i < span.End; i++)
        {
            if (note.Text[i] != ';' || !HasTime(note.Text[start..i]) || !HasTime(note.Text[i..span.End])) continue;
            yield return Trim(note.Text, new(start, i));
            start = i + 1;
        }

        yield return Trim(note.Text, new(start, span.End));
    }

    private static bool HasTime(string text) => When().IsMatch(text) || text.Contains("to be ", StringComparison.OrdinalIgnoreCase);

    private static bool IsDay(string number) => number.Length > 3;

    private static bool Repeats(Fingerprint a, Fingerprint b)
    {
        if (a.Similarity(b) > SameWords || a.ContainedIn(b) > 0.8) return true;
        // The same day and a common word: the same visit.
        return a.Numbers.Any(n => IsDay(n) && b.Numbers.Contains(n)) && a.Words.Count(b.Words.Contains) * 2 >= Math.Min(a.Words.Count, b.Words.Count);
    }

    private static IEnumerable<PartDraft> Parts(Note note, TextSpan span)
    {
        string text = span.In(note.Text);
        var who = Who().Match(text);
        if (who.Success) yield return Cite.Part("with", note, At(span, who));
        var date = DateReader.Find(note.Text, span);
        if (date.Count > 0 && date[0].Year is not null && date[0].On(null) is { } day)
        {
            yield return Cite.Part("when", day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), note, date[0].Span);
        }
        else if (When().Match(text) is { Success: true } when)
        {
            yield return Cite.Part("when", note, At(span, when));
        }

        var why = What().Match(text);
        if (why.Success) yield return Cite.Part("for", note, Trim(note.Text, new(span.Start + why.Groups["what"].Index, span.Start + why.Groups["what"].Index + why.Groups["what"].Length)));
    }

    private static TextSpan At(TextSpan span, Match match) => new(span.Start + match.Index, span.Start + match.Index + match.Length);

    private static TextSpan Trim(string text, TextSpan span)
    {
        int start = span.Start, end = span.End;
        while (start < end && (char.IsWhiteSpace(text[start]) || text[start] is '-' or '*' or '•' or ';' or ':')) start++;
        while (end > start && (char.IsWhiteSpace(text[end - 1]) || text[end - 1] is ',' or ';' or '-')) end--;
        return new(start, end);
    }

    private static SievedPattern Who() => WhoPattern.Value;

    private static readonly Lazy<SievedPattern> WhoPattern = Pattern.Sieved(@"\b(?:[Dd]r\.? [A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?|(?:[A-Z]{2,4}|[Hh]eart failure|[\w]+ology|[Oo]rtho\w*|[Ss]urgery|[Ww]ound|[Pp]ain|[Ss]troke|[Ww]ell[- ]child|[Tt]rauma) clinic|PCP|[Pp]rimary care(?: \w+)?|[Pp]ediatrician|[Hh]ome health(?: RN| nurse)?|[\w]+ologist|[Ss]urgeon|[Pp]sychiatrist|[Tt]herapist|[A-Z][\w'’-]+ [A-Z][\w'’-]+, (?:MD|DO|NP|PA|CNM))", RegexOptions.CultureInvariant);

    private static SievedPattern ToDo() => ToDoPattern.Value;

    private static readonly Lazy<SievedPattern> ToDoPattern = Pattern.Sieved(@"\b(?:see(?:s|n)?|visit|clinic|appointment|appt|staples?|sutures?|remov\w+|out|trial|CBC|BMP|CMP|labs?|INR|check|re-?check|repeat|CT|MRI|x-?ray|echo|study|drain|scan|culture|therapy|dialysis|infusion|injection|vaccine|test|screen|call|office|Dr|with|surgery|procedure|colonoscopy|EGD)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern NoVisit() => NoVisitPattern.Value;

    private static readonly Lazy<SievedPattern> NoVisitPattern = Pattern.Sieved(@"\b(?:through|thru|until|till|stop(?:s|ped)?|hold|held|restart\w*|resum\w*|back to (?:school|work)|return to (?:school|work)|DOB|born|expires?|auth\w*|last dose|then stop)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern If() => IfPattern.Value;

    private static readonly Lazy<SievedPattern> IfPattern = Pattern.Sieved(@"\b(?:if|should (?:he|she|they|the|symptoms)|unless|in case)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern InHospital() => InHospitalPattern.Value;

    // What is done before going home is no follow-up.
    private static readonly Lazy<SievedPattern> InHospitalPattern = Pattern.Sieved(@"\b(?:today|tonight|overnight|this (?:morning|afternoon|evening)|(?:before|prior to) (?:discharge|going home|leaving)|in the (?:ED|ER)|now|stat)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern Names() => NamesPattern.Value;

    private static readonly Lazy<SievedPattern> NamesPattern = Pattern.Sieved(@"\b(?:[Dd]r|DR)\.? [A-Z][\w'’-]+|\b[A-Za-z]+(?: [a-z]+)? (?i:clinic)\b|\b(?i:[a-z]+olog(?:y|ist)|[a-z]+iatr(?:y|ics|ist|ician)|orthop\w+|surgery|PCP|primary care)\b", RegexOptions.CultureInvariant);

    private static SievedPattern When() => WhenPattern.Value;

    private static readonly Lazy<SievedPattern> WhenPattern = Pattern.Sieved(@"(?:\b\d{1,2}/\d{1,2}(?:/\d{2,4})?|\b\d{4}-\d\d-\d\d|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \d{1,2}(?:, \d{4})?|\b(?:in|within|after) (?:about |approximately )?(?:\d+(?: ?(?:-|–|to) ?\d+)?|one|two|three|four|six|a) ?(?:hours?|h|days?|weeks?|wks?|wk|months?|mos?)\b|\b\d+ ?(?:-|–|to) ?\d+ (?:days?|weeks?|wks?|months?)\b|\b(?:next week|next month)\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern What() => WhatPattern.Value;

    private static readonly Lazy<SievedPattern> WhatPattern = Pattern.Sieved(@"\b(?:for|re:?|regarding)\s+(?<what>(?!(?:\d|an appointment|appointment))[^.;,()]{3,60})|\((?<what>[a-z][^()]{4,60})\)", RegexOptions.CultureInvariant);

    private static SievedPattern Instruction() => InstructionPattern.Value;

    private static readonly Lazy<SievedPattern> InstructionPattern = Pattern.Sieved(@"^\W*(?:return|call|come back|no |avoid|diet|activity|may |shower|keep |take |drink )", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}

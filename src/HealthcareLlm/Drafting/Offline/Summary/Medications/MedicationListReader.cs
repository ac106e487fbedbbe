using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Summary.Chart;
using HealthcareLlm.Drafting.Offline.Summary.Notes;

namespace HealthcareLlm.Drafting.Offline.Summary.Medications;

/// <summary>Reads the lists of drugs of all notes, row by row.</summary>
internal static class MedicationListReader
{
    private const int LongestHeading = 70, NearWrap = 50;

    /// <summary>Every row of every list, in order of time.</summary>
    internal static List<MedicationItem> Read(EncounterChart chart)
    {
        var items = new List<MedicationItem>();
        foreach (var note in chart.Notes)
        {
            bool hasDischargeList = note.Sections.Any(s => s.Category == SectionCategory.Medications && OfDischarge().IsMatch(s.Title));
            foreach (var section in note.Sections)
            {
                if (ListOf(note, section, hasDischargeList) is not { } list) continue;
                var heading = MedicationActions.Find(section.Title);
                ReadSection(note, section, list, OfList(heading, section), items);
            }
        }

        items.RemoveAll(i => chart.IsCorrected(i.Note, i.Row) || chart.IsDropped(i.Note, i.Row));
        return items;
    }

    // 'Discharge medications (continue)' is a list with an action; 'Medications changed since admission' is none.
    private static (MedicationChange, TextSpan)? OfList(MedicationAction? action, Section section) =>
        action is { } a && !section.TitleSpan.IsEmpty ? (a.Change, section.TitleSpan) : null;

    private static MedicationList? ListOf(Note note, Section section, bool hasDischargeList)
    {
        bool listNote = note.Kind is NoteKind.HomeMedications or NoteKind.DischargeMedications or NoteKind.Administration;
        bool isList = section.Category == SectionCategory.Medications || (listNote && section.Category is SectionCategory.Other or SectionCategory.Header);
        if (!isList) return null;
        if (OfDischarge().IsMatch(section.Title)) return MedicationList.Discharge;
        if (OfHome().IsMatch(section.Title)) return MedicationList.Home;
        if (OfHospital().IsMatch(section.Title)) return MedicationList.Inpatient;
        if (note.Kind == NoteKind.Administration) return MedicationList.Inpatient;
        if (note.IsOfDischarge && !hasDischargeList) return MedicationList.Discharge;
        return note.Kind is NoteKind.HistoryAndPhysical or NoteKind.Emergency or NoteKind.HomeMedications || note.IsOfDischarge ? MedicationList.Home : MedicationList.Inpatient;
    }

    private static void ReadSection(Note note, Section section, MedicationList list, (MedicationChange Change, TextSpan Span)? heading, List<MedicationItem> items)
    {
        foreach (var row in Rows(note, section.Body))
        {
            if (HeadingAction(note, row) is { } subheading)
            {
                heading = subheading;
                continue;
            }

            if (IsPlainHeading(note, row)) heading = null;
            var read = MedicationRow.Read(note, list, row);
            if (heading is { } h) read = read.ConvertAll(i => i.Change == MedicationChange.Unsaid ? i with { Change = h.Change, ChangeSpan = h.Span } : i);
            items.AddRange(read);
        }
    }

    // Lines of the list; a line that goes on with the last one's words is joined to it.
    private static List<TextSpan> Rows(Note note, TextSpan body)
    {
        var rows = new List<TextSpan>();
        foreach (var line in ChartLines.Of(note))
        {
            if (!body.Overlaps(line)) continue;
            var part = new TextSpan(Math.Max(line.Start, body.Start), Math.Min(line.End, body.End));
            if (part.IsEmpty || string.IsNullOrWhiteSpace(part.In(note.Text))) continue;
            if (rows.Count > 0 && GoesOn(note.Text, rows[^1], part)) rows[^1] = rows[^1].Union(part);
            else rows.Add(part);
        }

        return rows;
    }

    private static bool GoesOn(string text, TextSpan last, TextSpan line)
    {
        string before = text[last.Start..last.End].TrimEnd();
        if (before.EndsWith(',') || before.EndsWith(" and", StringComparison.Ordinal)) return true;
        if (text.AsSpan(last.End, line.Start - last.End).Count('\n') > 1) return false;
        string start = line.In(text).TrimStart();
        if (start.Length == 0 || !(char.IsLower(start[0]) || char.IsAsciiDigit(start[0]) || start[0] == '(')) return false;
        if (NumberedRow().IsMatch(start)) return false;
        // A row that begins with a small letter may still be a drug: it is one where a dose follows its first words.
        var dose = MedicationGrammar.Dose().Match(start);
        bool listOfSmall = char.IsLower(before.TrimStart()[0]);
        bool looksLikeDrug = char.IsLower(start[0]) && ((dose.Success && dose.Index is > 2 and < 40) || (listOfSmall && !Connector().IsMatch(start)));
        return !looksLikeDrug && (before.Length > NearWrap || char.IsAsciiDigit(start[0]) || start[0] == '(' || MedicationGrammar.Frequency().Match(start) is { Success: true, Index: 0 });
    }

    private static (MedicationChange, TextSpan)? HeadingAction(Note note, TextSpan row)
    {
        string text = row.In(note.Text).Trim();
        if (text.Length > LongestHeading || MedicationGrammar.Dose().IsMatch(text)) return null;
        bool heading = text.EndsWith(':') || (text.Any(char.IsLetter) && !text.Any(char.IsLower) && !text.Contains('|') && Wording.CountWords(text) > 1);
        return heading && MedicationActions.Find(text) is { } action ? (action.Change, row) : null;
    }

    private static bool IsPlainHeading(Note note, TextSpan row) => row.In(note.Text).TrimEnd().EndsWith(':');

    private static Regex OfDischarge() => OfDischargePattern.Value;

    private static readonly Lazy<Regex> OfDischargePattern = Pattern.Of(@"\b(?:discharge|going home|go home|prescri\w+|d/c meds?|dc meds?|upon discharge|after discharge|new medications?|stop taking|continue taking|start taking|changes? how)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex OfHome() => OfHomePattern.Value;

    private static readonly Lazy<Regex> OfHomePattern = Pattern.Of(@"\b(?:home|prior to (?:admission|arrival)|pta|outpatient|pre-?admission|preadmission|on admission|at admission|admission|prior|before admission)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex OfHospital() => OfHospitalPattern.Value;

    private static readonly Lazy<Regex> OfHospitalPattern = Pattern.Of(@"\b(?:inpatient|hospital|scheduled|infusions?|drips?|mar|given|administered|transfer)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex NumberedRow() => NumberedRowPattern.Value;

    private static readonly Lazy<Regex> NumberedRowPattern = Pattern.Of(@"^\d{1,2}[.)]\s", RegexOptions.CultureInvariant);

    private static Regex Connector() => ConnectorPattern.Value;

    private static readonly Lazy<Regex> ConnectorPattern = Pattern.Of(@"^(?:and|or|with|for|of|until|till|daily|nightly|by|as|while|x|at|take|if|when|every|per|in|to|on|due|after|before|was|is|then|once|twice|prn|po|iv|tablets?|capsules?|b\.?i\.?d|t\.?i\.?d|q\w{1,3})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}

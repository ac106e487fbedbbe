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

    private const double Indent = 16;

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
        if (OfHospital().IsMatch(section.Title) && !(note.IsOfDischarge && section.Title.Contains("transfer", StringComparison.OrdinalIgnoreCase))) return MedicationList.Inpatient;
        if (note.Kind == NoteKind.Administration) return MedicationList.Inpatient;
        if (note.IsOfDischarge && !hasDischargeList) return MedicationList.Discharge;
        return note.Kind is NoteKind.HistoryAndPhysical or NoteKind.Emergency or NoteKind.HomeMedications || note.IsOfDischarge ? MedicationList.Home : MedicationList.Inpatient;
    }

    private static void ReadSection(Note note, Section section, MedicationList list, (MedicationChange Change, TextSpan Span)? heading, List<MedicationItem> items)
    {
        MedicationTable? table = null;
        foreach (var (row, line) in Rows(note, section.Body))
        {
            if (MedicationTable.Of(note.Text, line) is { } begins)
            {
                table = begins;
                continue;
            }

            if (HeadingAction(note, row) is { } subheading)
            {
                (heading, table) = (subheading, null);
                continue;
            }

            if (IsPlainHeading(note, row)) heading = null;
            if (table is not null && line.Cells.Length < 2) table = null;
            var read = table is null ? MedicationRow.Read(note, list, row) : [.. table.Read(note, list, line)];
            if (heading is { } h) read = read.ConvertAll(i => i.Change == MedicationChange.Unsaid && i.List == list ? i with { Change = h.Change, ChangeSpan = h.Span } : i);
            items.AddRange(read);
        }
    }

    // Lines of the list; a line that goes on with the last one's words is joined to it.
    private static List<(TextSpan Row, Line First)> Rows(Note note, TextSpan body)
    {
        var rows = new List<(TextSpan Row, Line First)>();
        foreach (var line in ChartLines.Over(note, body))
        {
            var part = new TextSpan(Math.Max(line.Span.Start, body.Start), Math.Min(line.Span.End, body.End));
            if (part.IsEmpty || string.IsNullOrWhiteSpace(part.In(note.Text))) continue;
            if (rows.Count > 0 && (GoesOn(note.Text, rows[^1].Row, part) || Hangs(rows[^1].First, line))) rows[^1] = (rows[^1].Row.Union(part), rows[^1].First);
            else rows.Add((part, line));
        }

        return rows;
    }

    // A line under the words of a row, not under its head, goes on with it: ' HOLD  warfarin 4 mg - hematoma. Do not restart' / '       before the visit'.
    private static bool Hangs(Line first, Line line) =>
        line.Cells.Length == 1 && line.Box.X > first.Box.X + Indent && line.Box.Y - first.Box.Bottom < first.Box.Height * 4 && first.Cells[0].WordCount > 0;

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
        bool heading = text.EndsWith(':') || ActionAlone().IsMatch(text) || (text.Any(char.IsLetter) && !text.Any(char.IsLower) && !text.Contains('|') && Wording.CountWords(text) > 1);
        return heading && MedicationActions.Find(text) is { } action ? (action.Change, row) : null;
    }

    // 'New', 'STOP TAKING', 'Changed doses'.
    private static SievedPattern ActionAlone() => ActionAlonePattern.Value;

    private static readonly Lazy<SievedPattern> ActionAlonePattern = Pattern.Sieved(@"^(?:please |the |these )*(?:new|start(?:ed|ing)?|add(?:ed)?|begin|chang(?:e|ed|es)|adjust(?:ed)?|continu(?:e|ed|ing)|resum(?:e|ed)|keep|unchanged|same|no change|stop(?:ped|ping)?|discontinu(?:e|ed)|hold|held|on hold|paused?|not to be taken)(?: (?:how you |the way you )?(?:tak\w+|doses?|drugs?|medications?|medicines?|meds?|these|home|as before|this (?:stay|admission)|in hospital|by us|for now|until \w+(?: \w+){0,3}))*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static bool IsPlainHeading(Note note, TextSpan row) => row.In(note.Text).TrimEnd().EndsWith(':');

    private static SievedPattern OfDischarge() => OfDischargePattern.Value;

    private static readonly Lazy<SievedPattern> OfDischargePattern = Pattern.Sieved(@"\b(?:discharge|discharged|going home|go home|leaving|home with|prescri\w+|d/c meds?|dc meds?|upon discharge|after discharge|new medications?|stop taking|continue taking|start taking|changes? how)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern OfHome() => OfHomePattern.Value;

    private static readonly Lazy<SievedPattern> OfHomePattern = Pattern.Sieved(@"\b(?:home|prior to (?:admission|arrival)|pta|outpatient|pre-?admission|preadmission|on admission|at admission|admission|prior|before admission)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern OfHospital() => OfHospitalPattern.Value;

    private static readonly Lazy<SievedPattern> OfHospitalPattern = Pattern.Sieved(@"\b(?:inpatient|hospital|scheduled|infusions?|drips?|mar|given|administered|transfer)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern NumberedRow() => NumberedRowPattern.Value;

    private static readonly Lazy<SievedPattern> NumberedRowPattern = Pattern.Sieved(@"^\d{1,2}[.)]\s", RegexOptions.CultureInvariant);

    private static SievedPattern Connector() => ConnectorPattern.Value;

    private static readonly Lazy<SievedPattern> ConnectorPattern = Pattern.Sieved(@"^(?:and|or|with|for|of|until|till|daily|nightly|by|as|while|x|at|take|if|when|every|per|in|to|on|due|after|before|was|is|then|once|twice|prn|po|iv|tablets?|capsules?|b\.?i\.?d|t\.?i\.?d|q\w{1,3})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}

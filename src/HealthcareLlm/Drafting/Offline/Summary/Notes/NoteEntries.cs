using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Summary.Notes;

/// <summary>
/// Finds the dated entries of a running document: 'MARCH 4, 2026.  POSTOPERATIVE DAY ONE …', '02/11/26 1610 (M. Quist RN)', 'SLP  2026-03-22 14:10', 'CT head 2026-03-24'.
/// One dated line alone makes no entry; two or more within the stay do.
/// </summary>
internal static class NoteEntries
{
    private const int MostTitleWords = 7, LongestRest = 90;

    /// <summary>Indexes of the lines at which entries begin; empty where the document is no running one.</summary>
    internal static List<int> Starts(string text, List<Line> lines, List<Note> notes, DateOnly? first, DateOnly? last)
    {
        var starts = new List<int>();
        int current = 0;
        for (int i = 0; i < lines.Count; i++)
        {
            while (current + 1 < notes.Count && notes[current + 1].Span.Start <= lines[i].Span.Start) current++;
            var note = notes[current];
            if (note.Kind is NoteKind.HomeMedications or NoteKind.Administration or NoteKind.DischargeMedications) continue;
            if (Head(text, lines[i], note) is not { } date || date.On(note.Day?.Year ?? first?.Year) is not { } day) continue;
            if ((first is { } from && day < from.AddDays(-2)) || (last is { } to && day > to)) continue;
            starts.Add(i);
        }

        // The date under the title of a note is its own.
        if (starts.Count > 0 && starts[0] < 6 && starts.Count < 3 && notes[0].DateSpan.Start >= lines[starts[0]].Span.Start && notes[0].DateSpan.End <= lines[starts[0]].Span.End) starts.RemoveAt(0);
        return starts.Count > 1 || (starts.Count == 1 && starts[0] > 5) ? starts : [];
    }

    /// <summary>The date at the head of an entry; null where the line begins none.</summary>
    private static WrittenDate? Head(string text, Line line, Note note)
    {
        if (DateReader.First(text, line.Span) is not { } date) return null;
        string before = text[line.Span.Start..date.Span.Start], after = text[date.Span.End..line.Span.End];
        string label = before.Trim(' ', '*', '=', '_', '#', '[', '(', '|', '\t');
        if (label.Length == 0 && before.Trim().Length == 0) return BeginsEntry(date, after, note) && Alone(text, line, date) ? date : null;
        string title = label.TrimEnd(',', ':', '-', '–', ' ');
        bool isTitle = title.Length > 1 && char.IsUpper(title[0]) && title.AsSpan().Count(' ') < MostTitleWords && !title.Contains(':', StringComparison.Ordinal) && !title.Contains('.', StringComparison.Ordinal);
        if (!isTitle || !OnlyTimeOrAuthor().IsMatch(after) || NotAnEntry().IsMatch(title)) return null;
        return NoteKindRules.Match(title) is not null ? date : null;
    }

    private static bool BeginsEntry(WrittenDate date, string after, Note note)
    {
        if (Range().IsMatch(after) || after.Length > 1 && DateReader.Find(after, new(0, after.Length)).Count > 1) return false;
        string rest = AfterTime().Replace(after, string.Empty).Trim(' ', '-', '–', ':', ',');
        if (rest.Length == 0) return true;
        // A row of results bears its date as other rows do.
        if (note.Kind == NoteKind.Results) return OnlyTimeOrAuthor().IsMatch(after);
        return date.Time is not null || (date.Year is not null && (after[0] is '.' or ':' || after.StartsWith("  ", StringComparison.Ordinal) || after.StartsWith(" -", StringComparison.Ordinal) || (after[0] == ',' && rest.Length < LongestRest)));
    }

    // A date that ends a wrapped sentence stands under an unfinished line.
    private static bool Alone(string text, Line line, WrittenDate date)
    {
        if (date.Time is not null && date.Span.End + 12 < line.Span.End) return true;
        int newLine = line.Span.Start - 1;
        while (newLine > 0 && char.IsWhiteSpace(text[newLine])) newLine--;
        bool gap = text.AsSpan(newLine + 1, line.Span.Start - newLine - 1).Count('\n') > 1;
        return gap || newLine <= 0 || text[newLine] is '.' or ')' or ':' or '-' or '=' or '*' || !char.IsLower(text[newLine]);
    }

    private static SievedPattern OnlyTimeOrAuthor() => OnlyTimeOrAuthorPattern.Value;

    private static readonly Lazy<SievedPattern> OnlyTimeOrAuthorPattern = Pattern.Sieved(@"^(?:[,@\s]*(?:at )?\d{1,2}:?\d\d\s?(?:[ap]\.?m\.?)?\b(?:\s?h(?:rs?)?)?)?(?:\s*(?:and|to|-|–) \d{1,2})?\s*[.:]?\s*(?:\([^()]{2,60}\))?\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern AfterTime() => AfterTimePattern.Value;

    private static readonly Lazy<SievedPattern> AfterTimePattern = Pattern.Sieved(@"^[,@\s]*(?:at )?\d{1,2}:?\d\d(?::\d\d)?\s?(?:[ap]\.?m\.?)?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern Range() => RangePattern.Value;

    private static readonly Lazy<SievedPattern> RangePattern = Pattern.Sieved(@"^\s*(?:to|through|thru|until|-|–|—)\s*(?:\d|[A-Z][a-z]{2,8} \d)", RegexOptions.CultureInvariant);

    private static SievedPattern NotAnEntry() => NotAnEntryPattern.Value;

    private static readonly Lazy<SievedPattern> NotAnEntryPattern = Pattern.Sieved(@"\b(?:date|admi\w*|discharged?|printed|born|birth|DOB|since|until|through|last|next|due|signed|dictated|from|on|in|appointment|visit|clinic|follow\w*|received|case)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}

using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Summary.Notes;

/// <summary>Divides documents into notes at note titles, and tells each note's kind, date and author.</summary>
internal static class NoteFinder
{
    private const int HeaderLines = 8, TopLines = 4, LinesToDate = 5, MaximumTitleWords = 12, MostAfterTitle = 30;

    /// <summary>The notes of a case in order of time; pages that were set aside belong to none.</summary>
    internal static List<Note> Find(CaseDocuments documents)
    {
        var parts = new List<(AnnotatedDocument Document, List<Line> Lines, List<Note> Notes)>();
        foreach (var document in documents.Documents)
        {
            var lines = document.Source.Pages.Where(p => !documents.Patient.IsSetAside(document.Source.Id, p.Number)).SelectMany(p => p.Lines).ToList();
            if (lines.Count > 0) parts.Add((document, lines, [.. Split(document, lines, TitleStarts(document, lines))]));
        }

        var days = parts.SelectMany(p => p.Notes).Select(n => n.Day).OfType<DateOnly>().ToList();
        int? year = days.Count > 0 ? days.Max().Year : null;
        var notes = new List<Note>();
        foreach (var (document, lines, whole) in parts)
        {
            var entries = NoteEntries.Starts(document.Text, lines, whole, days.Count > 0 ? days.Min() : null, days.Count > 0 ? days.Max() : null);
            bool again = entries.Count > 0 || whole.Exists(n => n.At is null);
            notes.AddRange(!again ? whole : Split(document, lines, [.. TitleStarts(document, lines).Concat(entries).Distinct().Order()], year, entries));
        }

        return Timeline.Order(notes);
    }

    private static List<int> TitleStarts(AnnotatedDocument document, List<Line> lines)
    {
        var starts = new List<int> { 0 };
        for (int i = 1; i < lines.Count; i++)
        {
            if (i - starts[^1] > 2 && StartsNote(document, lines, i)) starts.Add(i);
        }

        return starts;
    }

    private static IEnumerable<Note> Split(AnnotatedDocument document, List<Line> lines, List<int> starts, int? year = null, List<int>? entries = null)
    {
        Note? previous = null, parent = null;
        var documentYear = new Lazy<int?>(() => NoteReader.YearOf(document));
        var ofEntries = entries?.ToHashSet();
        for (int k = 0; k < starts.Count; k++)
        {
            int end = k + 1 < starts.Count ? starts[k + 1] : lines.Count;
            var own = lines.GetRange(starts[k], end - starts[k]);
            bool entry = ofEntries?.Contains(starts[k]) == true;
            var note = entry && parent is not null ? NoteReader.ReadEntry(document, own, parent, TitleOf(document.Text, own.GetRange(0, 1)), documentYear, year) : NoteReader.Read(document, own, TitleOf(document.Text, own), documentYear, year);
            if (!entry) parent = note;
            if (previous is not null && IsSame(previous, note))
            {
                previous = previous with { Span = previous.Span.Union(note.Span) };
                continue;
            }

            if (previous is not null) yield return previous;
            previous = note;
        }

        if (previous is not null) yield return previous;
    }

    // A header that is repeated on a later page does not begin a new note.
    private static bool IsSame(Note first, Note second) =>
        first.Kind == second.Kind && first.At == second.At && (first.At is not null || first.Kind == NoteKind.Other) && first.Author == (second.Author ?? first.Author)
        && first.Document.Source.PageAt(first.Span.Start).Number != first.Document.Source.PageAt(second.Span.Start).Number;

    private static string TitleOf(string text, List<Line> lines)
    {
        int index = 0;
        foreach (var line in lines.Take(HeaderLines))
        {
            string whole = line.Span.In(text);
            foreach (string written in Cells(whole))
            {
                // 'DISCHARGE INSTRUCTIONS: rest and fluids' is a section, not a title.
                if (index > 1 && written.Length - TitlePart(written).Length > MostAfterTitle && !TypeLabel().IsMatch(written)) continue;
                string title = TitlePart(written);
                if ((LooksLikeTitle(written) || (index < TopLines && LooksLikePhrase(title))) && NoteKindRules.Match(title) is not null) return title;
            }

            index++;
        }

        return string.Empty;
    }

    // 'ST. ELSEWHERE   Neurology daily notes   2026-03-22': parts of a header line stand apart; the line as a whole comes last.
    private static IEnumerable<string> Cells(string line)
    {
        string[] cells = CellGap().Split(line);
        if (cells.Length > 1)
        {
            foreach (string cell in cells.Where(c => c.Length > 1)) yield return cell;
        }

        yield return line;
    }

    // 'Day of discharge', 'Daily notes': a few words without a verb or an end, in small letters.
    private static bool LooksLikePhrase(string title) =>
        title.Trim() is { Length: > 3 and < 50 } words && char.IsUpper(words[0]) && words[^1] is not ('.' or ',' or ';') && words.AsSpan().Count(' ') < 7;

    private static bool StartsNote(AnnotatedDocument document, List<Line> lines, int at)
    {
        string text = document.Text;
        string line = lines[at].Span.In(text);
        if (!LooksLikeTitle(line) || NoteKindRules.Match(TitlePart(line)) is not { } rule) return false;
        bool afterSeparator = at > 0 && (Separator().IsMatch(lines[at - 1].Span.In(text)) || Page(document, lines[at]) != Page(document, lines[at - 1]));
        bool afterGap = afterSeparator || lines[at].Block != lines[at - 1].Block;
        if (!afterGap) return rule.Kind == NoteKind.Addendum && Addendum().IsMatch(line) && HasDate(text, lines[at]);
        bool dated = false;
        for (int i = at; i < Math.Min(at + LinesToDate, lines.Count) && !dated; i++) dated = HasDate(text, lines[i]) || AuthorLine().IsMatch(lines[i].Span.In(text));
        if (rule.Kind == NoteKind.Addendum) return Addendum().IsMatch(line);
        return (dated && (afterSeparator || IsStrong(line)));
    }

    private static int Page(AnnotatedDocument document, Line line) => document.Source.PageAt(line.Span.Start).Number;

    private static bool HasDate(string text, Line line) => DateReader.First(text, line.Span) is not null && !BirthDate().IsMatch(line.Span.In(text));

    /// <summary>Whether a line is the title of a note.</summary>
    internal static bool IsTitle(string line) => LooksLikeTitle(line) && IsStrong(line) && NoteKindRules.Match(TitlePart(line)) is not null;

    private static bool IsStrong(string line) => Strong().IsMatch(line);

    private static string TitlePart(string line)
    {
        var label = TypeLabel().Match(line);
        if (label.Success) return line[label.Length..];
        int colon = line.IndexOf(':', StringComparison.Ordinal);
        // The colon of a time of day does not end a title.
        while (colon > 0 && colon + 1 < line.Length && char.IsAsciiDigit(line[colon - 1]) && char.IsAsciiDigit(line[colon + 1])) colon = line.IndexOf(':', colon + 1);
        return colon > 0 ? line[..colon] : line;
    }

    internal static bool LooksLikeTitle(string line)
    {
        string title = TitlePart(line).Trim(' ', '=', '-', '*', '#', '_', '|', '[', ']');
        if (title.Length is 0 or > 100 || title[^1] is '.' or ',' or ';') return false;
        string[] words = title.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length > MaximumTitleWords) return false;
        int titled = words.Count(w => !char.IsLetter(w[0]) || char.IsUpper(w[0]) || w is "and" or "of" or "at" or "for" or "to" or "with" or "without" or "the" or "on" or "in");
        return titled * 10 >= words.Length * 7;
    }

    private static SievedPattern CellGap() => CellGapPattern.Value;

    private static readonly Lazy<SievedPattern> CellGapPattern = Pattern.Sieved(@"\s{2,}|\t|\s[|·*]\s", RegexOptions.CultureInvariant);

    private static SievedPattern Addendum() => AddendumPattern.Value;

    // A line that begins with the word: in 'VITAMIN D  *AMENDED 2/20: 14' it belongs to a row.
    private static readonly Lazy<SievedPattern> AddendumPattern = Pattern.Sieved(@"^\W*(?:[\w&]+ )?(?:addend\w+|late entry|correct(?:ion|ed)|amend\w+|clarification)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern Separator() => SeparatorPattern.Value;

    private static readonly Lazy<SievedPattern> SeparatorPattern = Pattern.Sieved(@"^\s*(?:[-=_*~#]\s?){4,}\s*$", RegexOptions.CultureInvariant);

    private static SievedPattern Strong() => StrongPattern.Value;

    private static readonly Lazy<SievedPattern> StrongPattern = Pattern.Sieved(@"\b(?:notes?|report|consult(?:ation)?|h ?& ?p|physical|summary|addendum|correction|record|reconciliation|orders?|late entry|evaluation|results|list|history)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern TypeLabel() => TypeLabelPattern.Value;

    private static readonly Lazy<SievedPattern> TypeLabelPattern = Pattern.Sieved(@"^\s*(?:note type|document type|type of note|(?:local |standard )?title|type|document|report|note)\s*:\s*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern AuthorLine() => AuthorLinePattern.Value;

    private static readonly Lazy<SievedPattern> AuthorLinePattern = Pattern.Sieved(@"^\s*(?:author|by|provider|signed|electronically signed|dictated by|surgeon|rn|nurse)\b\s*:?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern BirthDate() => BirthDatePattern.Value;

    private static readonly Lazy<SievedPattern> BirthDatePattern = Pattern.Sieved(@"\b(?:DOB|birth)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}

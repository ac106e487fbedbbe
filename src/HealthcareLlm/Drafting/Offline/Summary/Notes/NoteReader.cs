using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Summary.Notes;

/// <summary>Reads kind, date and author of one note from its title, header and signature.</summary>
internal static class NoteReader
{
    private const int HeaderLines = 12, SignatureLines = 6, TopLines = 8, CellEndLength = 4;

    /// <summary>Reads one note.</summary>
    /// <param name="document">Its document.</param>
    /// <param name="lines">Its lines.</param>
    /// <param name="title">Its title; empty where it has none.</param>
    /// <param name="documentYear">The year that the document's dates bear most often (<see cref="YearOf"/>), asked for once a document.</param>
    /// <param name="chartYear">The year of the chart; null where it is not known.</param>
    internal static Note Read(AnnotatedDocument document, List<Line> lines, string title, Lazy<int?> documentYear, int? chartYear = null)
    {
        string text = document.Text;
        var span = new TextSpan(lines[0].Span.Start, lines[^1].Span.End);
        var kind = NoteKindRules.Match(title)?.Kind ?? KindByContent(document, span);
        if (kind is NoteKind.DischargeOrder or NoteKind.DischargeMedications or NoteKind.HomeMedications && document.SectionsOver(span).Any(s => s.Category == SectionCategory.HospitalCourse && span.Contains(s.Span))) kind = NoteKind.DischargeSummary;
        int? year = ChartYear(text, span) ?? documentYear.Value ?? chartYear;
        var note = new Note(document, span, kind) { Title = title };
        if (FindDate(text, lines, kind) is { } date && date.On(date.Year ?? year) is { } day)
        {
            note = note with { At = day.ToDateTime(date.Time ?? TimeFromHeader(text, lines) ?? TimeOnly.MinValue), DateSpan = date.Span };
        }

        if (FindAuthor(text, lines) is { IsEmpty: false } author) note = note with { Author = author.In(text), AuthorSpan = author };
        return note;
    }

    /// <summary>An entry of a running document: its kind is its own title's or else the document's.</summary>
    internal static Note ReadEntry(AnnotatedDocument document, List<Line> lines, Note parent, string title, Lazy<int?> documentYear, int? chartYear)
    {
        var note = Read(document, lines, title, documentYear, parent.Day?.Year ?? chartYear);
        if (note.At is null && DateReader.First(document.Text, lines[0].Span) is { } date && date.On(date.Year ?? parent.Day?.Year ?? chartYear) is { } day)
        {
            note = note with { At = day.ToDateTime(date.Time ?? TimeOnly.MinValue), DateSpan = date.Span };
        }

        return note with { Kind = NoteKindRules.Match(title)?.Kind ?? (parent.Kind == NoteKind.Other ? note.Kind : parent.Kind), IsEntry = true };
    }

    private static NoteKind KindByContent(AnnotatedDocument document, TextSpan span)
    {
        var categories = document.SectionsOver(span).Select(s => s.Category).ToHashSet();
        if (categories.Contains(SectionCategory.HospitalCourse)) return NoteKind.DischargeSummary;
        if (categories.Contains(SectionCategory.ChiefComplaint) || (categories.Contains(SectionCategory.Hpi) && categories.Contains(SectionCategory.PastHistory))) return NoteKind.HistoryAndPhysical;
        if (categories.Contains(SectionCategory.Procedure)) return NoteKind.Procedure;
        return categories.Overlaps([SectionCategory.Assessment, SectionCategory.Plan, SectionCategory.AssessmentAndPlan]) ? NoteKind.Progress : NoteKind.Other;
    }

    /// <summary>The year that the dates of a whole document bear most often; null where none bears one.</summary>
    internal static int? YearOf(AnnotatedDocument document) => ChartYear(document.Text, new(0, document.Text.Length));

    // A date without a year takes the year that the note's other dates bear most often.
    private static int? ChartYear(string text, TextSpan span)
    {
        return DateReader.Find(text, span).Where(d => d.Year is > 2000).GroupBy(d => d.Year)
            .OrderByDescending(g => g.Count()).ThenByDescending(g => g.Key).FirstOrDefault()?.Key;
    }

    private static WrittenDate? FindDate(string text, List<Line> lines, NoteKind kind)
    {
        WrittenDate? best = null;
        int bestRank = 0;
        for (int i = 0; i < lines.Count; i++)
        {
            bool header = i < HeaderLines, signature = i >= lines.Count - SignatureLines;
            if (!header && !signature) continue;
            var head = new HeadLine(lines[i], lines[i].Span.In(text));
            foreach (var date in DateReader.Find(text, lines[i].Span))
            {
                int rank = Rank(text, head, date, kind, header, i);
                if (rank <= bestRank) continue;
                best = date;
                bestRank = rank;
            }
        }

        return best;
    }

    /// <summary>A line and what it looks like, told once for all its dates.</summary>
    private sealed class HeadLine(Line line, string words)
    {
        private readonly Lazy<bool> _isTitle = new(() => NoteFinder.LooksLikeTitle(words)), _isKind = new(() => NoteKindRules.Match(words) is not null), _isSigned = new(() => Signed().IsMatch(words));

        internal Line Line => line;

        internal bool IsTitle => _isTitle.Value;

        internal bool IsKind => _isKind.Value;

        internal bool IsSigned => _isSigned.Value;
    }

    private static int Rank(string text, HeadLine head, WrittenDate date, NoteKind kind, bool header, int index)
    {
        var line = head.Line;
        string before = text[Math.Max(line.Span.Start, date.Span.Start - 40)..date.Span.Start];
        var label = LastLabel().Match(before);
        // In a title the words before the date are no label of it.
        bool titled = header && index < 2 && !before.TrimEnd().EndsWith(':') && head.IsTitle;
        string name = label.Success ? label.Groups["label"].Value : string.Empty;
        // A cumulative print-out is of the day on which it was printed.
        if (kind == NoteKind.Results && header && Printed().IsMatch(name)) return 1;
        if (NotOfNote().IsMatch(name)) return 0;
        if (titled) name = string.Empty;
        if (StayLabel().IsMatch(name))
        {
            if (kind is NoteKind.HistoryAndPhysical or NoteKind.Emergency) return name.Contains("adm", StringComparison.OrdinalIgnoreCase) ? 2 : 0;
            return kind is NoteKind.DischargeOrder or NoteKind.DischargeMedications or NoteKind.DischargeSummary && name.Contains("disch", StringComparison.OrdinalIgnoreCase) ? 2 : 0;
        }

        if (date.Year is null && date.Day == 10 && name.Length == 0 && index > 1) return 0;
        bool spoken = name.Equals("on", StringComparison.OrdinalIgnoreCase) || name.EndsWith(" on", StringComparison.OrdinalIgnoreCase);
        if (spoken && (index > 3 || line.Span.Length > 70)) return 0;
        if (OfNote().IsMatch(name) && (header || Signing().IsMatch(name))) return header ? 10 - Math.Min(index, 3) : 4;
        if (header && index < TopLines && name.Length == 0 && IsOwnCell(text, line, date)) return 8 - Math.Min(index, 3);
        bool title = header && (index < 2 || (head.IsTitle && name.Length == 0 && head.IsKind));
        if (title) return date.Year is null && date.Time is null && index > 0 ? 3 : 9 - Math.Min(index, 3);
        if (!header) return head.IsSigned ? 5 : 0;
        bool aloneInLine = line.Span.Length - date.Span.Length < 24 && date.Year is not null;
        return aloneInLine ? 4 : 0;
    }

    // 'ROE, Jane | MRN 123 | 2/10/2026 11:14 AM | Hospital day 2', '05JAN26 0440   bed M-07': a date that is a cell of a header line.
    private static bool IsOwnCell(string text, Line line, WrittenDate date)
    {
        if (date.Year is null) return false;
        var before = text.AsSpan(line.Span.Start, date.Span.Start - line.Span.Start);
        // The end of a cell is told by its last characters: of a line of a thousand dates no more is looked at.
        bool begins = CellEnd().IsMatch(before[Math.Max(0, before.Length - CellEndLength)..]) || before.IsWhiteSpace();
        return begins && CellStart().IsMatch(text.AsSpan(date.Span.End, line.Span.End - date.Span.End));
    }

    private static TimeOnly? TimeFromHeader(string text, List<Line> lines)
    {
        foreach (var line in lines.Take(HeaderLines))
        {
            var match = LabelledTime().Match(line.Span.In(text));
            if (match.Success && int.Parse(match.Groups["h"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) is var hour and < 24
                && int.Parse(match.Groups["m"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) is var minute and < 60)
            {
                bool afternoon = match.Groups["p"].Success && match.Groups["p"].ValueSpan[0] is 'p' or 'P' && hour < 12;
                return new(afternoon ? hour + 12 : hour, minute);
            }
        }

        return null;
    }

    private static TextSpan FindAuthor(string text, List<Line> lines)
    {
        foreach (var line in lines.TakeLast(SignatureLines).Concat(lines.Take(HeaderLines)))
        {
            var match = Author().Match(line.Span.In(text));
            if (match.Success) return new(line.Span.Start + match.Groups["name"].Index, line.Span.Start + match.Groups["name"].Index + match.Groups["name"].Length);
        }

        return default;
    }

    private static SievedPattern LastLabel() => LastLabelPattern.Value;

    private static readonly Lazy<SievedPattern> LastLabelPattern = Pattern.Sieved(@"(?:^|[\s|;,(])(?<label>[A-Za-z][A-Za-z/&.]*(?: [A-Za-z/&.]+){0,4})(?:\s*:\s*|\s)\(?$", RegexOptions.CultureInvariant);

    private static SievedPattern NotOfNote() => NotOfNotePattern.Value;

    private static readonly Lazy<SievedPattern> NotOfNotePattern = Pattern.Sieved(@"\b(?:DOB|D\.O\.B|b|birth|born|print(?:ed)?|LMP|EDC|EDD|due|onset|since|until|through|thru|last|prior|previous|compar\w*|expires?|next|appt|appointment)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern Printed() => PrintedPattern.Value;

    private static readonly Lazy<SievedPattern> PrintedPattern = Pattern.Sieved(@"\b(?:print(?:ed)?|as of|through|thru)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern Signing() => SigningPattern.Value;

    private static readonly Lazy<SievedPattern> SigningPattern = Pattern.Sieved(@"\b(?:date|dictated|written|entered|signed|filed|time|dos)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern CellEnd() => CellEndPattern.Value;

    private static readonly Lazy<SievedPattern> CellEndPattern = Pattern.Sieved(@"(?:\s{2,}|\t|[|·•]\s*|\s[-–—]\s)$", RegexOptions.CultureInvariant);

    private static SievedPattern CellStart() => CellStartPattern.Value;

    private static readonly Lazy<SievedPattern> CellStartPattern = Pattern.Sieved(@"^(?:[,@\s]*(?:at )?\d{1,2}:?\d\d(?::\d\d)?\s?(?:[ap]\.?m\.?)?)?(?:\s{2,}|\t|\s*[|·•]|\s+[-–—]\s|\s*$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern StayLabel() => StayLabelPattern.Value;

    private static readonly Lazy<SievedPattern> StayLabelPattern = Pattern.Sieved(@"\b(?:admi\w*|adm|disch\w*|d/c|DOA|LOS)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern OfNote() => OfNotePattern.Value;

    private static readonly Lazy<SievedPattern> OfNotePattern = Pattern.Sieved(@"(?:\b(?:date|dos|service|dictated|written|entered|signed|collected|performed|exam|study|seen|time|filed|note|reported|resulted|procedure|surgery|operation|delivery)\b|^(?:seen |note )?on$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern Signed() => SignedPattern.Value;

    private static readonly Lazy<SievedPattern> SignedPattern = Pattern.Sieved(@"\b(?:signed|dictated|authenticated|MD|DO|RN|NP|PA-C|PharmD|LCSW|MSW|PT|OT|attending|resident)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static SievedPattern LabelledTime() => LabelledTimePattern.Value;

    private static readonly Lazy<SievedPattern> LabelledTimePattern = Pattern.Sieved(@"\btime\s*:?\s*(?<h>\d{1,2}):?(?<m>\d\d)\s?(?<p>[ap]m)?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern Author() => AuthorPattern.Value;

    private static readonly Lazy<SievedPattern> AuthorPattern = Pattern.Sieved(@"(?i:\b(?:electronically |e-?)?signed(?: by)?|\bauthor|\bdictated by|\bwritten by|\bprovider|\bsurgeon|\bby|/s/)\s*[:/]?\s*(?<name>(?:Dr\.? )?[A-Z][\w'’-]*\.?(?: [A-Z][\w'’-]*\.?){0,3}(?:,? ?(?:MD|DO|RN|NP|PA-C|PA|PharmD|LCSW|MSW|PT|OT|CNM|DPM|PhD|DPT|BSN)\b\.?)*)",
        RegexOptions.CultureInvariant);
}

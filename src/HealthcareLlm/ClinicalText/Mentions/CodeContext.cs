using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Mentions;

/// <summary>What kind of code a place asks for.</summary>
internal enum CodeKind
{
    None,
    Diagnosis,
    Service,
    Drug,

    /// <summary>'Code' alone.</summary>
    Any,
}

/// <summary>Labels that announce codes: before them on the line, on the line above, or at the head of the column.</summary>
internal sealed class CodeContext
{
    /// <summary>Lines of a table that are looked at above a cell for its heading.</summary>
    private const int HeadingReach = 14;

    private readonly SectionedText _text;
    private readonly Dictionary<TextSpan, CodeKind> _headings = [];
    private readonly List<(Page Page, int Line)> _lines = [];
    private readonly List<int> _starts = [];

    internal CodeContext(SectionedText text)
    {
        _text = text;
        foreach (var page in text.Source.Pages)
        {
            for (int i = 0; i < page.Lines.Length; i++)
            {
                _lines.Add((page, i));
                _starts.Add(page.Lines[i].Span.Start);
            }
        }
    }

    /// <summary>The kind of code that the nearest label before an offset asks for: on its line, else at the head of its column or on the line above.</summary>
    internal CodeKind At(int offset)
    {
        var inline = Last(Find.Before(_text.Text, offset, 200).ToString());
        return inline != CodeKind.None ? inline : Above(offset);
    }

    private static CodeKind Last(string before)
    {
        var kind = CodeKind.None;
        int end = 0;
        foreach (Match match in Label().Matches(before))
        {
            kind = KindOf(match.Value);
            end = match.Index + match.Length;
        }

        // A label loses its force after another label, or far away.
        return kind != CodeKind.None && before.Length - end <= 120 && !OtherLabel().IsMatch(before[end..]) ? kind : CodeKind.None;
    }

    private static CodeKind KindOf(string label)
    {
        if (label.Contains("NDC", StringComparison.OrdinalIgnoreCase)) return CodeKind.Drug;
        if (label.StartsWith("code", StringComparison.OrdinalIgnoreCase)) return CodeKind.Any;
        return label.Contains("ICD", StringComparison.OrdinalIgnoreCase) || label.Contains("diag", StringComparison.OrdinalIgnoreCase) || label.Contains("dx", StringComparison.OrdinalIgnoreCase)
            ? CodeKind.Diagnosis : CodeKind.Service;
    }

    private CodeKind Above(int offset)
    {
        int index = _starts.BinarySearch(offset);
        if (index < 0) index = ~index - 1;
        if (index < 0) return CodeKind.None;
        var (page, line) = _lines[index];
        foreach (var cell in page.Lines[line].Cells)
        {
            if (offset >= cell.Span.Start && offset < cell.Span.End) return Heading(page, line, cell);
        }

        return CodeKind.None;
    }

    private CodeKind Heading(Page page, int line, Cell cell)
    {
        if (_headings.TryGetValue(cell.Span, out var known)) return known;
        var kind = CodeKind.None;
        for (int i = line - 1; i >= 0 && i >= line - HeadingReach && kind == CodeKind.None; i--)
        {
            foreach (var above in page.Lines[i].Cells)
            {
                if (above.Span.Length > 60 || above.Box.X > cell.Box.X + cell.Box.Width || cell.Box.X > above.Box.X + above.Box.Width) continue;
                var match = Label().Match(above.Span.In(_text.Text));
                if (match.Success && (i == line - 1 || page.Lines[i].Cells.Length > 1)) kind = KindOf(match.Value);
            }
        }

        _headings[cell.Span] = kind;
        return kind;
    }

    private static readonly Lazy<SievedPattern> LabelPattern = Pattern.Sieved(@"\bNDC\b|\bICD(?:-?(?:10|9))?(?:-?CM)?\b|\bdx\b|\bdiagnos[ie]s(?: codes?)?\b|\bCPT\b|\bHCPCS\b|\b[JGQ]-?codes?\b|\b(?:procedure|service|billing|drug|test) codes?\b|\bcodes?\b(?! ?(?:status|blue|stroke|red|team|word))", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static SievedPattern Label() => LabelPattern.Value;

    private static readonly Lazy<SievedPattern> OtherLabelPattern = Pattern.Sieved(@"\b(?:zip|phone|tel|fax|address|box|room|suite|MRN|member|NPI|account|acct|claim|date|DOB|units?|qty|group|policy)\b|\$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static SievedPattern OtherLabel() => OtherLabelPattern.Value;
}

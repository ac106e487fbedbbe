using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Sections;

/// <summary>Tells whether a line goes on with the sentence of the line above it: wrapped prose against lists, forms and tables.</summary>
internal sealed class LineJoiner
{
    private const double WidthOfProse = 0.6;
    private const int NarrowLine = 45;

    private readonly string _text;
    private readonly Page _page;
    private readonly Dictionary<int, double> _rightOfBlock = [];
    private readonly double _right;

    internal LineJoiner(string text, Page page)
    {
        (_text, _page) = (text, page);
        foreach (var line in page.Lines)
        {
            _rightOfBlock[line.Block] = Math.Max(_rightOfBlock.GetValueOrDefault(line.Block), line.Box.Right);
            _right = Math.Max(_right, line.Box.Right);
        }
    }

    internal bool Joins(Line above, Line below)
    {
        var (text, page) = (_text, _page);
        if (above.Block != below.Block || IsTableRow(text, above) || IsTableRow(text, below)) return false;
        int content = LinePrefix.Skip(text, below.Span.Start, below.Span.End, out bool bullet, out bool markup);
        if (bullet || markup || content >= below.Span.End || StartsWithBox(text, content) || StartsWithLabel(text, below)) return false;
        char last = text[above.Span.End - 1];
        char first = text[content];
        if (last is '.' or '!' or '?' or ':') return last == '.' && char.IsLower(first);
        if (char.IsLower(first) || last is ',' or '/' or '-' or '(' || EndsOpen(text, above)) return true;
        double right = _rightOfBlock[above.Block];
        if (above.Span.Length < NarrowLine || right < _right * WidthOfProse) return false;
        // Prose breaks where the next word would not have fitted.
        var word = page.Words[below.Cells[0].FirstWord].LayoutBox;
        return above.Box.Right + word.Width + (word.Height * 0.3) > right;
    }

    /// <summary>At least three short cells.</summary>
    internal static bool IsTableRow(string text, Line line)
    {
        if (line.Cells.Length < 3) return false;
        int longest = 0;
        foreach (var cell in line.Cells) longest = Math.Max(longest, cell.Span.Length);
        return longest <= 40 && text[line.Span.End - 1] is not ',';
    }

    private static bool StartsWithBox(string text, int content) => Ingestion.CheckBoxes.LengthAt(text.AsSpan(content, Math.Min(4, text.Length - content))) > 0;

    private static bool StartsWithLabel(string text, Line line)
    {
        if (!char.IsUpper(text[line.Span.Start])) return false;
        int colon = text.IndexOf(':', line.Span.Start, Math.Min(40, line.Span.Length));
        return colon > 0 && text.AsSpan(line.Span.Start, colon - line.Span.Start).Count(' ') <= 4
            && (colon + 1 == line.Span.End || text[colon + 1] is ' ' or '\t') && !text.AsSpan(line.Span.Start, colon - line.Span.Start).Contains('.');
    }

    private static bool EndsOpen(string text, Line line)
    {
        int space = text.LastIndexOf(' ', line.Span.End - 1, line.Span.Length);
        return text.AsSpan(space + 1, line.Span.End - space - 1) is "and" or "or" or "of" or "the" or "with" or "to" or "in" or "for" or "no" or "a" or "an" or "by" or "without" or "on" or "at" or "was" or "is";
    }
}

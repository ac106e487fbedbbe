using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Mentions;

/// <summary>Tables of results whose columns are dates: a heading line with at least two dates in cells of their own, and rows below it.</summary>
internal sealed class ResultTables
{
    /// <summary>Rows of one table below its heading.</summary>
    private const int MostRows = 40;

    private readonly Dictionary<int, (Line Row, List<(Cell Cell, TextSpan Date)> Heading)> _rows = [];
    private readonly string _text;

    internal ResultTables(SectionedText text)
    {
        _text = text.Text;
        foreach (var page in text.Source.Pages) Read(page);
    }

    /// <summary>The values in the row of a test's name, each with the date at the head of its column; empty where it stands in no such table.</summary>
    internal List<(TextSpan Value, TextSpan Time)> Columns(TextSpan name)
    {
        var found = new List<(TextSpan, TextSpan)>();
        if (!_rows.TryGetValue(name.Start, out var row)) return found;
        foreach (var cell in row.Row.Cells.Skip(1))
        {
            if (cell.Span.Start <= name.Start || !char.IsDigit(_text[cell.Span.Start]) && _text[cell.Span.Start] is not ('<' or '>')) continue;
            foreach (var (heading, date) in row.Heading)
            {
                if (cell.Box.X > heading.Box.Right || heading.Box.X > cell.Box.Right) continue;
                found.Add((ValueOf(cell.Span), date));
                break;
            }
        }

        return found.Count > 1 ? found : [];
    }

    private TextSpan ValueOf(TextSpan cell)
    {
        int end = cell.Start;
        while (end < cell.End && !char.IsWhiteSpace(_text[end])) end++;
        return new(cell.Start, end);
    }

    private void Read(Page page)
    {
        List<(Cell, TextSpan)>? heading = null;
        int rows = 0;
        foreach (var line in page.Lines)
        {
            if (line.Cells.Length >= 2)
            {
                var dates = new List<(Cell, TextSpan)>();
                foreach (var cell in line.Cells)
                {
                    if (cell.Span.Length > 24) continue;
                    var match = DatePatterns.Numeric().Match(cell.Span.In(_text));
                    if (match.Success) dates.Add((cell, new(cell.Span.Start + match.Index, cell.Span.Start + match.Index + match.Length)));
                    else if (ShortDate(cell.Span)) dates.Add((cell, cell.Span));
                }

                if (dates.Count >= 2)
                {
                    heading = dates;
                    rows = 0;
                    continue;
                }

                if (heading is not null && rows++ < MostRows) _rows[line.Cells[0].Span.Start] = (line, heading);
            }
            else if (line.Span.Length > 80)
            {
                heading = null;
            }
        }
    }

    /// <summary>'3/4' alone in a cell, as headings of columns write days.</summary>
    private bool ShortDate(TextSpan cell)
    {
        string[] parts = cell.In(_text).Split('/');
        return parts.Length == 2 && parts[0].Length is 1 or 2 && parts[1].Length is 1 or 2
            && int.TryParse(parts[0], out int month) && int.TryParse(parts[1], out int day) && month is >= 1 and <= 12 && day is >= 1 and <= 31;
    }
}

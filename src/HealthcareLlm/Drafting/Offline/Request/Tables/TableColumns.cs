using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request.Tables;

/// <summary>Makes columns of the lines of a heading, from its lowest line up: what stands over one column adds to it, what stands over several adds to each.</summary>
internal static class TableColumns
{
    private sealed class Draft(List<string> words, TextSpan span, double left, double right, double top)
    {
        internal List<string> Words { get; } = words;

        internal TextSpan Span { get; } = span;

        internal double Left { get; set; } = left;

        internal double Right { get; set; } = right;

        internal double Top { get; } = top;

        internal double Middle => (Left + Right) / 2;
    }

    internal static List<TableColumn> Of(TableView view, HeadingBlock block)
    {
        var cells = new List<(TextSpan Span, double Left, double Right, double Top, double Bottom)>();
        for (int i = block.First; i <= block.Last; i++)
        {
            var line = view.Lines[i];
            for (int c = 0; c < line.CellCount; c++)
            {
                int start = line.CellStarts[c], end = line.CellStarts[c + 1];
                if (line.Tokens[start].Kind != FormTokenKind.CheckBox) cells.Add((line.CellSpan(c), line.Tokens[start].Left, line.Tokens[end - 1].Right, line.Line.Box.Y, line.Line.Box.Bottom));
            }
        }

        var drafts = new List<Draft>();
        foreach (var cell in cells.OrderByDescending(c => c.Top)) Put(view, drafts, cell.Span, cell.Left, cell.Right, cell.Top, cell.Bottom);
        drafts.Sort((a, b) => a.Left.CompareTo(b.Left));
        return Settled(drafts.ConvertAll(d => new TableColumn(string.Join(' ', d.Words), d.Span, ColumnRoles.Of(string.Join(' ', d.Words)), d.Left, d.Right)));
    }

    private static void Put(TableView view, List<Draft> drafts, TextSpan span, double left, double right, double top, double bottom)
    {
        string words = view.Mended(span) is { Length: > 0 } mended ? mended + (span.In(view.Text).Contains('#', StringComparison.Ordinal) ? " #" : string.Empty) : span.In(view.Text);
        var under = drafts.FindAll(d => d.Top >= bottom - (0.4 * view.LineHeight));
        var over = under.FindAll(d => Math.Min(d.Right, right) - Math.Max(d.Left, left) > 0.5 * Math.Min(d.Right - d.Left, right - left));
        if (over.Count == 0)
        {
            // A heading over the gap between two columns is that of both.
            double middle = (left + right) / 2;
            var before = under.FindAll(d => d.Middle < middle).MaxBy(d => d.Middle);
            var after = under.FindAll(d => d.Middle > middle).MinBy(d => d.Middle);
            bool between = before is not null && after is not null && Math.Abs(before.Top - after.Top) < 0.6 * view.LineHeight && after.Left - before.Right < Math.Max(right - left, view.LineHeight * 4) * 1.6
                && left > before.Left && right < after.Right && !drafts.Exists(d => d != before && d != after && d.Middle > before.Left && d.Middle < after.Right);
            if (between) over = [before!, after!];
        }

        if (over.Count == 0)
        {
            drafts.Add(new([words], span, left, right, top));
            return;
        }

        foreach (var draft in over)
        {
            draft.Words.Insert(0, words);
            if (over.Count > 1) continue;
            draft.Left = Math.Min(draft.Left, left);
            draft.Right = Math.Max(draft.Right, right);
        }
    }

    /// <summary>The roles once all columns are known: 'Units' beside 'Number' tells what is counted; 'Service' beside 'Description' says nothing of its own.</summary>
    private static List<TableColumn> Settled(List<TableColumn> columns)
    {
        var amounts = Enumerable.Range(0, columns.Count).Where(c => columns[c].Role == ColumnRole.Quantity).ToList();
        if (amounts.Count >= 2)
        {
            int unit = amounts.FindLast(c => HeadingWords.Of(columns[c].Heading).TrueForAll(w => w is "unit" or "units"));
            if (unit > 0) columns[unit] = columns[unit] with { Role = ColumnRole.Unit };
        }

        return columns;
    }

    /// <summary>What an unknown heading asks for, told by what stands under it where all of it is of one kind.</summary>
    internal static List<TableColumn> ByValues(List<TableColumn> columns, List<TableRow> rows, string text)
    {
        bool Has(ColumnRole role) => columns.Exists(c => c.Role == role);
        return columns.Select((column, c) =>
        {
            if (column.Role is not (ColumnRole.None or ColumnRole.Description)) return column;
            var words = rows.Where(r => !r.Cells[c].IsEmpty).Select(r => r.Words(text, c)).ToList();
            if (words.Count == 0) return column;
            bool All(Func<string, bool> test) => words.TrueForAll(w => test(w));
            // 'Item' over 1, 2, 3 counts the lines.
            if (column.Role == ColumnRole.Description) return All(w => w.Length <= 3 && w.Trim('.', ')').All(char.IsAsciiDigit)) ? column with { Role = ColumnRole.Line } : column;
            var role = All(w => Day().IsMatch(w)) ? ColumnRole.Dates
                : !Has(ColumnRole.Code) && All(w => CodeReadings.Services(w).Any(s => s.Code.Start == 0 && s.Code.End == w.Length && !s.Code.Repaired)) ? ColumnRole.Code
                : !Has(ColumnRole.Ndc) && All(w => CodeReadings.DrugCodes(w).Any(n => n.Start == 0 && n.End == w.Length)) ? ColumnRole.Ndc
                : !Has(ColumnRole.DiagnosisCode) && All(w => w.Contains('.', StringComparison.Ordinal) && CodeReadings.Diagnoses(w, announced: true).Any(d => d.Start == 0 && d.End == w.Length)) ? ColumnRole.DiagnosisCode
                : ColumnRole.None;
            return column with { Role = role };
        }).ToList();
    }

    private static readonly Lazy<Regex> DayPattern = Pattern.Of(@"^\W*[0-9]{1,4}[/\-.][0-9]{1,2}[/\-.][0-9]{2,4}(?:\s*(?:-|\u2013|to|through)\s*[0-9]{1,4}[/\-.][0-9]{1,2}[/\-.][0-9]{2,4})?\W*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Day() => DayPattern.Value;

    /// <summary>Columns as wide as what stands under them: what lies under one heading alone widens it, as far as no other heading reaches.</summary>
    internal static List<TableColumn> Widened(TableView view, int heading, List<TableColumn> columns)
    {
        var wide = columns.ToList();
        for (int i = heading + 1; i < Math.Min(view.Lines.Count, heading + 13); i++)
        {
            var line = view.Lines[i];
            if (view.Ends(i, columns)) break;
            if (line.CellCount < 2) continue;
            for (int c = 0; c < line.CellCount; c++)
            {
                double left = line.Tokens[line.CellStarts[c]].Left, right = line.Tokens[line.CellStarts[c + 1] - 1].Right;
                int only = -1;
                for (int k = 0; k < columns.Count; k++)
                {
                    if (Math.Min(columns[k].Right, right) - Math.Max(columns[k].Left, left) <= 0) continue;
                    only = only == -1 ? k : -2;
                }

                if (only < 0) continue;
                double least = only > 0 ? columns[only - 1].Right : double.MinValue, most = only + 1 < columns.Count ? columns[only + 1].Left : double.MaxValue;
                wide[only] = wide[only] with { Left = Math.Min(wide[only].Left, Math.Max(left, least)), Right = Math.Max(wide[only].Right, Math.Min(right, most)) };
            }
        }

        return wide;
    }
}

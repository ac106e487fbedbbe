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
                if (line.Tokens[start].Kind == FormTokenKind.CheckBox) continue;
                // '27. Side R/L/B 28. Units': each number begins a heading of its own.
                for (int next; start < end; start = next)
                {
                    next = start + 1;
                    while (next < end && !(next + 2 < end && line.Tokens[next].Key is [>= '1' and <= '9'] or [>= '1' and <= '9', _] && line.Tokens[next].Key.All(char.IsAsciiDigit) && line.Tokens[next + 1].Is('.'))) next++;
                    cells.Add((line.SpanOf(start, next), line.Tokens[start].Left, line.Tokens[next - 1].Right, line.Line.Box.Y, line.Line.Box.Bottom));
                }
            }
        }

        var drafts = new List<Draft>();
        foreach (var cell in cells.OrderByDescending(c => c.Top)) Put(view, drafts, cell.Span, cell.Left, cell.Right, cell.Top, cell.Bottom);
        drafts.Sort((a, b) => a.Left.CompareTo(b.Left));
        return Settled(drafts.ConvertAll(d => new TableColumn(string.Join(' ', d.Words), d.Span, RoleOf(d.Words), d.Left, d.Right)));
    }

    /// <summary>What a heading asks for by all its words; a lowest line that names the thing alone, as 'Drug' under the title 'Scheduled and as needed', says it best.</summary>
    private static ColumnRole RoleOf(List<string> words) =>
        words.Count > 1 && HeadingWords.Of(words[^1]) is ["drug" or "drugs" or "medication" or "medications" or "medicine" or "medicines"] ? ColumnRole.Description : ColumnRoles.Of(string.Join(' ', words));

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
            amounts.Remove(unit);
        }

        // Of several amounts the one that says that it is the whole is asked for; one 'per' something is not.
        if (amounts.Count >= 2)
        {
            var whole = amounts.FindAll(c => HeadingWords.Of(columns[c].Heading).Exists(w => w is "total" or "requested" or "asked" or "wanted" or "needed"));
            if (whole.Count != 1) whole = amounts.FindAll(c => !HeadingWords.Of(columns[c].Heading).Contains("per") && !columns[c].Heading.Contains('/', StringComparison.Ordinal));
            if (whole.Count == 1) foreach (int c in amounts.Where(c => c != whole[0])) columns[c] = columns[c] with { Role = ColumnRole.Ignored };
        }

        return columns;
    }

    /// <summary>What a heading asks for once its rows are known: an unknown or wide one is told by what stands under it where that is of one kind.</summary>
    internal static List<TableColumn> ByValues(List<TableColumn> columns, List<TableRow> rows, string text)
    {
        var settled = columns.ToList();
        List<string> Words(int c) => rows.Where(r => !r.Cells[c].IsEmpty).Select(r => r.Words(text, c)).ToList();
        bool Has(ColumnRole role) => settled.Exists(c => c.Role == role);
        for (int c = 0; c < settled.Count; c++)
        {
            if (settled[c].Role is not (ColumnRole.None or ColumnRole.Description) || Words(c) is not { Count: > 0 } words) continue;
            bool All(Func<string, bool> test) => words.TrueForAll(w => test(w));
            // 'Item' over 1, 2, 3 counts the lines.
            if (settled[c].Role == ColumnRole.Description)
            {
                if (All(w => w.Length <= 3 && w.Trim('.', ')').All(char.IsAsciiDigit))) settled[c] = settled[c] with { Role = ColumnRole.Line };
                continue;
            }

            var role = !Has(ColumnRole.Code) && All(w => CodeReadings.Services(w).Any(s => s.Code.Start == 0 && s.Code.End == w.Length && !s.Code.Repaired)) ? ColumnRole.Code
                : !Has(ColumnRole.Ndc) && All(w => CodeReadings.DrugCodes(w).Any(n => n.Start == 0 && n.End == w.Length)) ? ColumnRole.Ndc
                : !Has(ColumnRole.DiagnosisCode) && All(w => w.Contains('.', StringComparison.Ordinal) && CodeReadings.Diagnoses(w, announced: true).Any(d => d.Start == 0 && d.End == w.Length)) && words.Exists(w => char.IsAsciiLetter(w[0])) ? ColumnRole.DiagnosisCode
                : ColumnRole.None;
            settled[c] = settled[c] with { Role = role };
        }

        bool coded = Has(ColumnRole.Code) || Has(ColumnRole.Ndc);
        for (int c = 0; c < settled.Count; c++)
        {
            var column = settled[c];
            if (Words(c) is not { Count: > 0 } words) continue;
            var kind = CellKinds.OfMost(words);
            // 'Article ordered' over words is no place for a mark.
            if (column.Role == ColumnRole.Mark && kind == CellKind.Words) settled[c] = column = column with { Role = ColumnRole.None };
            bool single = column.Role is ColumnRole.None or ColumnRole.Description || (column.Role == ColumnRole.Ignored && HeadingWords.Of(column.Heading).Contains("total"));
            var role = (kind, column.Role) switch
            {
                (CellKind.Days, ColumnRole.None or ColumnRole.Description or ColumnRole.Start or ColumnRole.End) => ColumnRole.Dates,
                (CellKind.Day, ColumnRole.None or ColumnRole.Description) => ColumnRoles.DayOf(column.Heading),
                (CellKind.Often, ColumnRole.Quantity or ColumnRole.Duration or ColumnRole.Dates) => ColumnRole.Frequency,
                (CellKind.Often, ColumnRole.None) when coded && !Has(ColumnRole.Frequency) => ColumnRole.Frequency,
                (CellKind.Side, ColumnRole.None) when coded && !Has(ColumnRole.Side) => ColumnRole.Side,
                (CellKind.Modifiers, ColumnRole.None) when coded && !Has(ColumnRole.Modifiers) => ColumnRole.Modifiers,
                (CellKind.Counted, _) when coded && single && !Has(ColumnRole.Quantity) => ColumnRole.Quantity,
                (CellKind.Number, ColumnRole.Ignored) when coded && single && !Has(ColumnRole.Quantity) => ColumnRole.Quantity,
                (CellKind.Words, ColumnRole.None) when Has(ColumnRole.Quantity) && !Has(ColumnRole.Unit) && words.TrueForAll(CellKinds.IsUnit) => ColumnRole.Unit,
                (CellKind.Long, ColumnRole.None) when coded && !Has(ColumnRole.Duration) => ColumnRole.Duration,
                _ => column.Role,
            };
            settled[c] = column with { Role = role };
        }

        // What a coded row says in words is what it is about.
        if (coded && !Has(ColumnRole.Description))
        {
            int widest = Enumerable.Range(0, settled.Count).Where(c => settled[c].Role == ColumnRole.None && CellKinds.OfMost(Words(c)) == CellKind.Words).OrderByDescending(c => Words(c).Average(w => w.Length)).FirstOrDefault(-1);
            if (widest >= 0) settled[widest] = settled[widest] with { Role = ColumnRole.Description };
        }

        // Days and how it went beside a column of words: 'Means | From | To | Result' tells what was had under a heading of its own.
        if (!coded && !Has(ColumnRole.Description) && !Has(ColumnRole.DiagnosisCode) && !Has(ColumnRole.Diagnosis) && (Has(ColumnRole.Outcome) || Has(ColumnRole.Result)) && (Has(ColumnRole.Start) || Has(ColumnRole.End) || Has(ColumnRole.Dates)))
        {
            int first = Enumerable.Range(0, settled.Count).FirstOrDefault(c => settled[c].Role == ColumnRole.None && Words(c) is { Count: > 1 } words && words.Count * 2 > rows.Count && CellKinds.OfMost(words) == CellKind.Words, -1);
            if (first >= 0) settled[first] = settled[first] with { Role = ColumnRole.Description };
        }

        return Settled(settled);
    }

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

        return Ruled(view, heading, columns) ?? wide;
    }

    /// <summary>Columns between the uprights of a ruled table; null where uprights do not part every heading from the next.</summary>
    private static List<TableColumn>? Ruled(TableView view, int heading, List<TableColumn> columns)
    {
        double bottom = view.Lines[heading].Line.Box.Bottom, under = bottom + (view.LineHeight * 1.2);
        var uprights = view.Rules.Where(r => !r.IsHorizontal && r.Y1 <= bottom && r.Y2 >= under).Select(r => r.XAt(under)).Order().ToList();
        if (uprights.Count < columns.Count - 1) return null;
        var ruled = new List<TableColumn>(columns.Count);
        for (int c = 0; c < columns.Count; c++)
        {
            double middle = (columns[c].Left + columns[c].Right) / 2;
            double before = c == 0 ? double.MinValue : (columns[c - 1].Left + columns[c - 1].Right) / 2, after = c + 1 == columns.Count ? double.MaxValue : (columns[c + 1].Left + columns[c + 1].Right) / 2;
            int left = uprights.FindLastIndex(x => x < middle && x > before), right = uprights.FindIndex(x => x > middle && x < after);
            if ((left < 0 && c > 0) || (right < 0 && c + 1 < columns.Count)) return null;
            ruled.Add(columns[c] with { Left = left < 0 ? columns[c].Left : uprights[left], Right = right < 0 ? columns[c].Right : uprights[right] });
        }

        return ruled;
    }
}

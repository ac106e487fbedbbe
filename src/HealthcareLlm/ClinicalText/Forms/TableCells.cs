using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Forms;

/// <summary>Assigns the words of a row to columns by their horizontal place.</summary>
internal static class TableCells
{
    // A box of a comb holds one character; recognition may take two boxes for one word.
    private const int CombPiece = 2;

    // Characters between two runs of words that follow on each other in the text.
    private const int MostApart = 12;

    // Fewer pieces than this are short values and no comb.
    private const int CombPieces = 5;

    /// <summary>What stands under each column; null where nothing but fill does.</summary>
    /// <param name="line">The line.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="lineHeight">Usual height of a line.</param>
    /// <param name="apart">Takes what stands in a column beside its first words without following on them in the text: a row that was taken apart.</param>
    internal static TextSpan?[] Assign(FormLine line, List<FormColumn> columns, double lineHeight, List<TextSpan>[]? apart = null)
    {
        var spans = new TextSpan?[columns.Count];
        var cells = new List<(int Start, int End, List<int> Over)>();
        for (int c = 0; c < line.CellCount; c++)
        {
            int start = line.CellStarts[c], end = line.CellStarts[c + 1];
            while (start < end && line.Tokens[start].IsBlankFill) start++;
            while (end > start && line.Tokens[end - 1].Is('_')) end--;
            if (start < end) cells.Add((start, end, Overlapped(columns, line.Tokens[start].Left, line.Tokens[end - 1].Right)));
        }

        // Typed text keeps to no columns: as many cells as headings stand in their order where by their place some heading would have none.
        if (!line.Page.HasPicture && cells.Count == columns.Count && !cells.Select((cell, c) => cell.Over.Contains(c)).All(static own => own))
        {
            for (int c = 0; c < cells.Count; c++) spans[c] = line.SpanOf(cells[c].Start, cells[c].End);
            return spans;
        }

        bool comb = cells.Count(c => line.Tokens[c.End - 1].Span.End - line.Tokens[c.Start].Span.Start <= CombPiece) >= CombPieces;
        for (int i = 0; i < cells.Count; i++)
        {
            var (start, end, over) = cells[i];
            if (IsMarginNoise(line, start, end, columns, lineHeight)) continue;
            // What stands left of the table beside a row that fills its first column is of another part of the page.
            if (over.Count == 0 && line.Tokens[end - 1].Right < columns[0].Left - (IsScrap(line, start, end) ? 0 : lineHeight * 2) && cells.Exists(c => c.Over.Contains(0))) continue;
            // The boxes of a comb begin where their label begins and may reach far beyond its words.
            if (comb && line.Tokens[end - 1].Span.End - line.Tokens[start].Span.Start <= CombPiece)
            {
                int under = columns.FindLastIndex(c => c.Left - (lineHeight * 0.6) <= line.Tokens[start].Left);
                Put(spans, Math.Max(0, under), line.SpanOf(start, end), apart);
                continue;
            }

            // Several columns under one run of words, none of which another cell claims better: divide at the columns' left edges.
            var free = over.FindAll(o => !cells.Where((other, j) => j != i && other.Over.Count == 1 && other.Over[0] == o).Any());
            if (free.Count <= 1)
            {
                int column = free.Count == 1 ? free[0] : over.Count > 0 ? Widest(columns, over, line.Tokens[start].Left, line.Tokens[end - 1].Right) : Nearest(columns, line.Tokens[start].Left, line.Tokens[end - 1].Right, lineHeight);
                Put(spans, column, line.SpanOf(start, end), apart);
                continue;
            }

            // Never within a word or number: half a date is another date.
            for (int t = start, next; t < end; t = next)
            {
                next = t + 1;
                while (next < end && line.Tokens[next].Span.Start == line.Tokens[next - 1].Span.End) next++;
                double middle = (line.Tokens[t].Left + line.Tokens[next - 1].Right) / 2;
                int column = free[0];
                foreach (int f in free)
                {
                    if (middle >= columns[f].Left - (lineHeight * 0.6)) column = f;
                }

                Put(spans, column, line.SpanOf(t, next), apart);
            }
        }

        return spans;
    }

    /// <summary>A scrap left of the table, such as text that stands on its side: some small letters or marks, no digit.</summary>
    private static bool IsMarginNoise(FormLine line, int start, int end, List<FormColumn> columns, double lineHeight)
    {
        if (line.Tokens[end - 1].Right > columns[0].Left - lineHeight || end - start > 3) return false;
        int length = 0;
        for (int t = start; t < end; t++)
        {
            length += line.Tokens[t].Key.Length;
            if (line.Tokens[t].Key.AsSpan().ContainsAnyInRange('0', '9')) return false;
        }

        return length <= 3;
    }

    /// <summary>A short word without digits, such as one that stands on its side in the margin.</summary>
    private static bool IsScrap(FormLine line, int start, int end) => end - start == 1 && line.Tokens[start].Key is { Length: <= 8 } key && !key.Any(char.IsAsciiDigit);

    private static void Put(TextSpan?[] spans, int column, TextSpan span, List<TextSpan>[]? apart)
    {
        if (spans[column] is not { } had) spans[column] = span;
        else if (apart is null || (span.Start >= had.Start && span.Start - had.End <= MostApart)) spans[column] = had.Union(span);
        else apart[column].Add(span);
    }

    private static List<int> Overlapped(List<FormColumn> columns, double left, double right)
    {
        var over = new List<int>();
        for (int c = 0; c < columns.Count; c++)
        {
            if (Math.Min(columns[c].Right, right) - Math.Max(columns[c].Left, left) > 0) over.Add(c);
        }

        return over;
    }

    private static int Widest(List<FormColumn> columns, List<int> over, double left, double right) =>
        over.MaxBy(c => Math.Min(columns[c].Right, right) - Math.Max(columns[c].Left, left));

    private static int Nearest(List<FormColumn> columns, double left, double right, double lineHeight)
    {
        int best = 0;
        double bestDistance = double.MaxValue;
        for (int c = 0; c < columns.Count; c++)
        {
            double distance = left > columns[c].Right ? left - columns[c].Right : columns[c].Left - right;
            // What stands to the right of a heading, before the next one, is its own: descriptions are longer than their heading.
            if (left < columns[c].Left) distance += lineHeight;
            if (distance < bestDistance) (best, bestDistance) = (c, distance);
        }

        return best;
    }
}

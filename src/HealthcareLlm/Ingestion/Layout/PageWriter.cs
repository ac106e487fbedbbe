using System.Collections.Immutable;
using System.Text;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Ingestion.Layout;

/// <summary>Writes the rows of one page into the document's text and makes its words, cells and lines.</summary>
internal sealed class PageWriter(StringBuilder text)
{
    // A gap wider than this share of the row's height separates cells; a space of justified print stays below.
    private const double CellGap = 1.15;

    // The same behind a comma before a word, which go together: 'Roe,  Jane' as a typewriter spaces it.
    private const double CommaGap = 1.6;

    // A vertical distance between base lines above this multiple of the page's usual one starts a new block.
    private const double BlockGap = 1.45;

    private readonly ImmutableArray<Word>.Builder _words = ImmutableArray.CreateBuilder<Word>();
    private readonly ImmutableArray<Line>.Builder _lines = ImmutableArray.CreateBuilder<Line>();

    private ImmutableArray<BoundingBox> _uprights = [];

    internal Page Write(RawPage page)
    {
        int start = text.Length;
        var drawn = RuledOrder.Drawn(page);
        var lacking = RuledOrder.Lacking(page, drawn);
        ImmutableArray<RulingLine> lines = [.. drawn, .. lacking];
        _uprights = [.. page.Rules.Where(static r => !r.IsHorizontal).Select(static r => r.Box), .. lacking.Where(static l => !l.IsHorizontal).Select(static l => new BoundingBox(l.X1, l.Y1, 0, l.Y2 - l.Y1))];
        var rows = RuledOrder.Of(page, lines);
        double usual = UsualDistance(rows);
        int block = 0;
        for (int i = 0; i < rows.Count; i++)
        {
            if (i > 0)
            {
                bool apart = StartsBlock(rows[i - 1], rows[i], usual);
                if (apart) block++;
                text.Append(apart ? "\n\n" : "\n");
            }

            WriteRow(rows[i], block);
        }

        return new Page
        {
            Number = page.Number,
            Width = page.Width,
            Height = page.Height,
            DpiX = page.DpiX,
            DpiY = page.DpiY,
            Reading = page.Reading,
            OcrConfidence = page.OcrConfidence,
            Span = new(start, text.Length),
            Words = _words.ToImmutable(),
            Lines = _lines.ToImmutable(),
            Rules = lines,
        };
    }

    private static double UsualDistance(List<Row> rows)
    {
        var distances = rows.Zip(rows.Skip(1), static (a, b) => b.CenterY - a.CenterY).Where(static d => d > 0).Order().ToList();
        return distances.Count == 0 ? double.MaxValue : distances[distances.Count / 3];
    }

    private static bool StartsBlock(Row above, Row below, double usual)
    {
        double distance = below.CenterY - above.CenterY;
        return below.StartsBlock || distance < 0 || distance > Math.Max(usual * BlockGap, Math.Max(above.Height, below.Height) * 1.9);
    }

    private void WriteRow(Row row, int block)
    {
        int lineStart = text.Length;
        var cells = ImmutableArray.CreateBuilder<Cell>();
        int cellStart = lineStart, firstWord = _words.Count;
        BoundingBox cellBox = default;
        for (int i = 0; i < row.Words.Count; i++)
        {
            var word = row.Words[i];
            if (i > 0)
            {
                if (row.CellStarts?.Contains(i) ?? SeparatesCells(row, row.Words[i - 1], word))
                {
                    cells.Add(new(new(cellStart, text.Length), cellBox, firstWord, _words.Count - firstWord));
                    text.Append("  ");
                    (cellStart, firstWord, cellBox) = (text.Length, _words.Count, default);
                }
                else
                {
                    text.Append(' ');
                }
            }

            int start = text.Length;
            text.Append(word.Text);
            cellBox = _words.Count == firstWord ? word.LayoutBox : cellBox.Union(word.LayoutBox);
            _words.Add(new(word.Text, new(start, text.Length), word.Box, word.LayoutBox, word.Confidence, word.Source, word.Marks) { Style = word.Style });
        }

        cells.Add(new(new(cellStart, text.Length), cellBox, firstWord, _words.Count - firstWord));
        _lines.Add(new(new(lineStart, text.Length), row.Box, block, cells.ToImmutable()));
    }

    private bool SeparatesCells(Row row, RawWord before, RawWord after)
    {
        BoundingBox left = before.LayoutBox, right = after.LayoutBox;
        double gap = right.X - left.Right;
        bool goesOn = before.Text.Length > 1 && before.Text[^1] == ',' && char.IsLetter(after.Text[0]);
        if (gap > Math.Max(4, row.Height * (goesOn ? CommaGap : CellGap))) return true;
        foreach (var upright in _uprights)
        {
            if (upright.CenterX >= left.Right - 2 && upright.CenterX <= right.X + 2 && upright.VerticalOverlap(row.Box) > row.Height * 0.6) return true;
        }

        return false;
    }
}

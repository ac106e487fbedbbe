using System.Collections.Immutable;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Ingestion.Layout;

/// <summary>Lines, cells and words of plain text, which stays as it is. A character is a cell of 10 × 20 units; a tab runs to the next multiple of 8.</summary>
internal static class TextLayout
{
    private const double CharacterWidth = 10, LineHeight = 20, InkHeight = 14;

    internal static Page Read(string text, TextSpan span, int number)
    {
        var words = ImmutableArray.CreateBuilder<Word>();
        var lines = ImmutableArray.CreateBuilder<Line>();
        int row = 0, block = 0, start = span.Start;
        bool blank = false;
        while (start <= span.End)
        {
            // A line ends with LF, CR LF or, in old Macintosh files, CR alone.
            int length = text.AsSpan(start, span.End - start).IndexOfAny('\n', '\r');
            int end = length < 0 ? span.End : start + length;
            int count = words.Count;
            ReadLine(text, start, end, row, words);
            if (words.Count == count)
            {
                blank = true;
            }
            else
            {
                if (blank && lines.Count > 0) block++;
                blank = false;
                lines.Add(LineOf(words, count, block));
            }

            row++;
            start = end + (end + 1 < span.End && text[end] == '\r' && text[end + 1] == '\n' ? 2 : 1);
        }

        return new Page
        {
            Number = number,
            Width = 0,
            Height = 0,
            DpiX = 0,
            DpiY = 0,
            Reading = PageReading.Text,
            OcrConfidence = null,
            Span = span,
            Words = words.ToImmutable(),
            Lines = lines.ToImmutable(),
        };
    }

    private static void ReadLine(string text, int start, int end, int row, ImmutableArray<Word>.Builder words)
    {
        int column = 0, i = start;
        while (i < end)
        {
            char c = text[i];
            if (char.IsWhiteSpace(c))
            {
                column = c == '\t' ? (column / 8 * 8) + 8 : column + 1;
                i++;
                continue;
            }

            int wordStart = i;
            i = EndOfWord(text, i, end);
            string word = text[wordStart..i];
            var box = new BoundingBox(column * CharacterWidth, row * LineHeight, word.Length * CharacterWidth, InkHeight);
            words.Add(new(word, new(wordStart, i), box, box, 1, WordSource.Text, CheckBoxes.MarksOf(word)));
            column += word.Length;
        }
    }

    private static int EndOfWord(string text, int start, int end)
    {
        int box = CheckBoxes.LengthAt(text.AsSpan(start, end - start));
        if (box > 0) return start + box;
        int i = start;
        while (i < end && !char.IsWhiteSpace(text[i]) && (i == start || CheckBoxes.LengthAt(text.AsSpan(i, end - i)) == 0)) i++;
        return i;
    }

    private static Line LineOf(ImmutableArray<Word>.Builder words, int first, int block)
    {
        var cells = ImmutableArray.CreateBuilder<Cell>();
        int cellFirst = first;
        for (int i = first + 1; i <= words.Count; i++)
        {
            // Two spaces or a tab separate cells; so does nothing else in plain text.
            if (i < words.Count && words[i].Box.X - words[i - 1].Box.Right < CharacterWidth * 2) continue;
            cells.Add(CellOf(words, cellFirst, i));
            cellFirst = i;
        }

        var span = new TextSpan(words[first].Span.Start, words[^1].Span.End);
        return new(span, cells[0].Box.Union(cells[^1].Box), block, cells.ToImmutable());
    }

    private static Cell CellOf(ImmutableArray<Word>.Builder words, int first, int end)
    {
        var box = words[first].LayoutBox;
        for (int i = first + 1; i < end; i++) box = box.Union(words[i].LayoutBox);
        return new(new(words[first].Span.Start, words[end - 1].Span.End), box, first, end - first);
    }
}

using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Forms;

/// <summary>Divides the lines of a page into tokens.</summary>
internal static class FormTokenizer
{
    internal static List<FormLine> Tokenize(SourceDocument source, Page page)
    {
        var lines = new List<FormLine>(page.Lines.Length);
        for (int i = 0; i < page.Lines.Length; i++)
        {
            var line = page.Lines[i];
            var tokens = new List<FormToken>();
            var starts = new List<int>();
            foreach (var cell in line.Cells)
            {
                starts.Add(tokens.Count);
                for (int w = cell.FirstWord; w < cell.FirstWord + cell.WordCount; w++) AddWord(source.Text, page.Words[w], w, tokens, starts);
            }

            if (tokens.Count == 0) continue;
            // A bar at the edge of the table leaves an empty cell behind.
            var kept = starts.Distinct().Where(s => s < tokens.Count).Order().ToList();
            for (int c = 0; c < kept.Count; c++)
            {
                int end = c + 1 < kept.Count ? kept[c + 1] : tokens.Count;
                for (int t = kept[c]; t < end; t++) tokens[t] = tokens[t] with { Cell = c };
            }

            kept.Add(tokens.Count);
            lines.Add(new(page, line, i, [.. tokens], [.. kept]));
        }

        return lines;
    }

    private static void AddWord(string text, Word word, int index, List<FormToken> tokens, List<int> starts)
    {
        if (word.IsCheckBox)
        {
            tokens.Add(new(string.Empty, word.Span, index, 0, word.LayoutBox.X, word.LayoutBox.Right, FormTokenKind.CheckBox));
            return;
        }

        int i = word.Span.Start;
        double unit = word.LayoutBox.Width / Math.Max(1, word.Span.Length);
        while (i < word.Span.End)
        {
            int start = i;
            bool letters = char.IsLetterOrDigit(text[i]);
            if (letters)
            {
                while (i < word.Span.End && (char.IsLetterOrDigit(text[i]) || (text[i] is '\'' or '’' && i + 1 < word.Span.End && char.IsLetter(text[i + 1])))) i++;
            }
            else
            {
                i++;
            }

            if (!letters && text[start] is '|' or '│' or '¦')
            {
                starts.Add(tokens.Count);
                continue;
            }

            double left = word.LayoutBox.X + ((start - word.Span.Start) * unit);
            string key = letters ? Key(text.AsSpan(start, i - start)) : text[start].ToString();
            tokens.Add(new(key, new(start, i), index, 0, left, left + ((i - start) * unit), letters ? FormTokenKind.Word : FormTokenKind.Mark));
        }
    }

    private static string Key(ReadOnlySpan<char> word)
    {
        // "patient's" and "patients'" are "patient" for a lexicon of labels.
        if (word.Length > 2 && word[^1] is 's' or 'S' && word[^2] is '\'' or '’') word = word[..^2];
        Span<char> key = word.Length <= 64 ? stackalloc char[word.Length] : new char[word.Length];
        int length = 0;
        foreach (char c in word)
        {
            if (c is not ('\'' or '’')) key[length++] = char.ToLowerInvariant(c);
        }

        return key[..length].ToString();
    }
}

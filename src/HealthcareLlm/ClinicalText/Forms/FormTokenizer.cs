using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Forms;

/// <summary>Divides the lines of a page into tokens.</summary>
internal static class FormTokenizer
{
    // Recognition makes lone full stops of specks; where every character is what was typed, one that stands apart leads the eye to a value.
    private const int ShortestLeader = 3;

    internal static List<FormLine> Tokenize(SourceDocument source, Page page, HashSet<int>? spent = null)
    {
        bool typed = page.Reading is PageReading.Text or PageReading.TextLayer;
        var lines = new List<FormLine>(page.Lines.Length);
        for (int i = 0; i < page.Lines.Length; i++)
        {
            var line = page.Lines[i];
            var tokens = new List<FormToken>();
            var starts = new List<int>();
            foreach (var cell in line.Cells)
            {
                starts.Add(tokens.Count);
                for (int w = cell.FirstWord; w < cell.FirstWord + cell.WordCount; w++)
                {
                    if (spent is null || !spent.Contains(w)) AddWord(source.Text, page.Words[w], w, typed, tokens, starts);
                }
            }

            if (tokens.Count == 0) continue;
            // Strokes that end a line lead nowhere: they are a rule behind a heading.
            if (tokens.Count > 1 && tokens[^1].IsLeader && source.Text[tokens[^1].Span.Start] is '-' or '=' or '~')
            {
                tokens.RemoveAt(tokens.Count - 1);
                starts.RemoveAll(s => s >= tokens.Count);
            }

            // A leader that fills a cell, or begins one, ends the label before it.
            starts.RemoveAll(s => s > 0 && s < tokens.Count && tokens[s].Is(':') && tokens[s].IsLeader);
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

    /// <summary>Where a run of full stops, hyphens or the like ends that leads from a label to its value: 'Patient ........ Jane Roe', 'Plan -> Northlake', 'Born . 1/2/1960'; null where none begins.</summary>
    private static int? LeaderAt(string text, Word word, int at, bool typed)
    {
        int end = at;
        while (end < word.Span.End && text[end] is '.' or '·' or '…' or '•') end++;
        int dots = end - at;
        if (dots > 0)
        {
            bool apart = at == word.Span.Start && end == word.Span.End;
            return dots >= ShortestLeader || text[at] == '…' || (apart && typed && text[at] is '.') ? end : null;
        }

        while (end < word.Span.End && text[end] is '-' or '=' or '~') end++;
        int strokes = end - at;
        if (end < word.Span.End && text[end] == '>' && strokes > 0) return end + 1;
        return strokes >= ShortestLeader && text[at] != '~' && at == word.Span.Start && end == word.Span.End ? end : null;
    }

    private static void AddWord(string text, Word word, int index, bool typed, List<FormToken> tokens, List<int> starts)
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
            if (tokens.Count > 0 && tokens[^1].Kind != FormTokenKind.CheckBox && LeaderAt(text, word, i, typed) is { } leaderEnd)
            {
                double from = word.LayoutBox.X + ((i - word.Span.Start) * unit);
                i = leaderEnd;
                // '. . . .' is one leader in pieces.
                if (tokens[^1].IsLeader) tokens[^1] = tokens[^1] with { Span = new(tokens[^1].Span.Start, i) };
                else tokens.Add(new(":", new(start, i), index, 0, from, from + ((i - start) * unit), FormTokenKind.Mark) { IsLeader = true });
                continue;
            }

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

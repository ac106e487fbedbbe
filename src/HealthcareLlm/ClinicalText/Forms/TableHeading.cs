namespace HealthcareLlm.ClinicalText.Forms;

/// <summary>Tells whether a line is the heading of a table or grid: two labels or more, hardly anything else, no colon.</summary>
internal static class TableHeading
{
    private const double KnownShare = 0.6;

    internal static List<FormColumn>? Of(FormPage page, int index)
    {
        var line = page.Lines[index];
        if (page.Topics.IsHeading(index) || line.Tokens.Length > 60) return null;
        if (line.CellCount == 1 && line.Tokens.Length < 4) return null;
        var columns = new List<FormColumn>();
        int noise = -1;
        for (int cell = 0; cell < line.CellCount; cell++)
        {
            if (AddColumns(page, line, cell, columns)) continue;
            if (noise >= 0 || !IsBeside(page, line, cell)) return null;
            noise = cell;
        }

        if (noise >= 0 && (columns.Count < 2 || columns.Exists(c => c.Match.Target == "item.quantity" && char.IsAsciiDigit(page.Text[c.Span.Start])))) return null;
        // 'spouse', 'parent' are choices of a question rather than headings.
        int known = columns.Count(c => c.Match.Target.Length > 0 && c.Match is not { PartyOnly: true, Topic: FormTopic.Other });
        return known >= 2 && known >= columns.Count * KnownShare && (line.CellCount > 1 || known >= 3) ? columns : null;
    }

    /// <summary>Whether a cell at the edge of a line may be what stands beside a table: a stamp, or text on its side; no box, code or date.</summary>
    private static bool IsBeside(FormPage page, FormLine line, int cell)
    {
        if (line.CellCount < 3 || !(cell == 0 || cell == line.CellCount - 1)) return false;
        int start = line.CellStarts[cell], end = line.CellStarts[cell + 1];
        if (end - start > 7) return false;
        for (int t = start; t < end; t++)
        {
            if (line.Tokens[t].Kind == FormTokenKind.CheckBox) return false;
        }

        string key = line.Tokens[start].Key;
        bool code = key.Length >= 5 && key.Count(char.IsAsciiDigit) >= 4;
        return !code && ValueShape.Fit("item.start", line.SpanOf(start, end).In(page.Text)) == 0;
    }

    private static bool AddColumns(FormPage page, FormLine line, int cell, List<FormColumn> columns)
    {
        int start = line.CellStarts[cell], end = line.CellStarts[cell + 1];
        for (int t = start; t < end; t++)
        {
            if (line.Tokens[t].Kind == FormTokenKind.CheckBox || line.Tokens[t].Is(':') || line.Tokens[t].Is('_')) return false;
        }

        int at = LabelLexicon.SkipNumbering(line.Tokens, start, end, page.Reading.Read);
        // Specks before a heading: '‘Units', '.Code'.
        while (at < end - 1 && line.Tokens[at].Kind == FormTokenKind.Mark && !line.Tokens[at].Is('(') && !line.Tokens[at].Is('#')) at++;
        var found = new List<FormColumn>();
        while (at < end)
        {
            if (found.Count == 0 && Concepts.ConceptLabel.OfColumn(page, line.Tokens, at, end) is { } read && (LabelLexicon.MatchLabel(line.Tokens, at, end, page.Reading.Read) is not { } phrase || phrase.End < end))
            {
                columns.Add(Column(line, start, end, read));
                return true;
            }

            if (LabelLexicon.MatchLabel(line.Tokens, at, end, page.Reading.Read) is not { } match) break;
            // 'Sex | F | Fax': a letter alone is a value.
            if (line.Tokens[at].Key.Length == 1 && match.End == at + 1) return false;
            found.Add(Column(line, at, match.End, match));
            at = match.End;
            // 'Legal name (last, first, middle)' is one heading.
            if (at < end && line.Tokens[at].Is('('))
            {
                while (at < end && !line.Tokens[at].Is(')')) at++;
            }

            while (at < end && line.Tokens[at].Kind == FormTokenKind.Mark) at++;
        }

        if (at >= end || (found.Count == 1 && IsRemark(line, at, end)))
        {
            columns.AddRange(found);
            return true;
        }

        // A cell with digits is a value, and the line no heading.
        for (int t = start; t < end; t++)
        {
            if (line.Tokens[t].Kind == FormTokenKind.Word && line.Tokens[t].Key.AsSpan().ContainsAnyInRange('0', '9')) return false;
        }

        // 'Last Abernathy-Kowal', 'Name Jane Roe': a label with its value behind it.
        if (found.Count == 1 && found[0].Match.Target is "name" or "lastName" or "firstName" or "middleName" or "subscriber.name" && IsOwnName(page, line, at, end)) return false;
        columns.Add(Column(line, start, end, found.Count == 1 && end - at <= 4 ? found[0].Match : new(string.Empty, FormTopic.None, end, false, false, string.Empty)));
        return true;
    }

    /// <summary>Whether words with capitals follow of which no lexicon of labels knows any.</summary>
    private static bool IsOwnName(FormPage page, FormLine line, int at, int end)
    {
        var words = line.Tokens[at..end].Where(static t => t.Kind == FormTokenKind.Word).ToList();
        return words.Count > 0 && words.TrueForAll(t => char.IsUpper(page.Text[t.Span.Start]) && !LabelLexicon.Vocabulary.Contains(page.Reading.Read(t.Key)) && (t.Key.Length > 1 || words.Count > 1) && Concepts.ConceptLexicon.ClassesOf(t.Key).Count == 0);
    }

    private static bool IsRemark(FormLine line, int at, int end) => at > 0 && (line.Tokens[at - 1].Is('(') || line.Tokens[at - 1].Is('/') || line.Tokens[at - 1].Is(',')) && end - at < 12;

    private static FormColumn Column(FormLine line, int start, int end, LabelMatch match) =>
        new(line.SpanOf(start, end), line.Tokens[start].Left, line.Tokens[end - 1].Right, match);
}

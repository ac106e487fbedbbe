using HealthcareLlm.ClinicalText.Forms.Concepts;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Forms;

/// <summary>Pages whose labels are printed at the right of the lines that hold the values: '70-4418B ____ group'.</summary>
internal static class RightLabels
{
    // Lines that must bear it out, and how many times more of them than of the usual order.
    private const int MinimumLines = 3;
    private const int Prevailing = 2;

    /// <summary>Marks the page, and adds the labels that begin with a small letter, where lines that end in a label hold before it what it asks for.</summary>
    internal static void Find(FormPage page)
    {
        var found = new List<LabelHit>();
        int right = 0, left = 0;
        for (int i = 0; i < page.Lines.Count; i++)
        {
            var line = page.Lines[i];
            if (line.CellCount < 2 || page.Topics.IsHeading(i)) continue;
            for (int cell = 0; cell < line.CellCount; cell++)
            {
                if (WholeLabel(page, i, cell) is not { } hit) continue;
                if (cell > 0) found.Add(hit);
                bool before = cell > 0 && IsStrict(page, i, cell - 1, hit), after = cell + 1 < line.CellCount && IsStrict(page, i, cell + 1, hit);
                if (before && !after) right++;
                else if (after && !before) left++;
            }
        }

        if (right < MinimumLines || right < left * Prevailing) return;
        page.LabelsRight = true;
        foreach (var hit in found)
        {
            var hits = page.Hits[hit.Line];
            var line = page.Lines[hit.Line];
            hits.RemoveAll(h => line.Tokens[h.First].Cell == line.Tokens[hit.First].Cell);
            hits.Add(hit);
            hits.Sort((a, b) => a.First.CompareTo(b.First));
        }
    }

    /// <summary>What stands before a label in its line, after the label before it; with the line above where that has no label.</summary>
    internal static (TextSpan First, TextSpan More) ValueOf(FormPage page, int index, int h)
    {
        var line = page.Lines[index];
        int before = page.Hits[index].FindLastIndex(Math.Max(0, h - 1), Math.Max(0, h), o => o is { HasColon: false, IsWholeCell: true });
        var span = ValueFinder.Trimmed(line, before >= 0 ? page.Hits[index][before].After : 0, page.Hits[index][h].First);
        if (span.IsEmpty || before >= 0 || index == 0) return (span, default);
        var above = page.Lines[index - 1];
        bool continues = page.Hits[index - 1].Count == 0 && !page.Topics.IsHeading(index - 1) && above.Line.Block == line.Line.Block && above.Tokens[^1].Right < line.Tokens[page.Hits[index][h].First].Left
            && line.Line.Box.Y - above.Line.Box.Bottom < page.LineHeight * 0.5 && above.Tokens[0].Left <= line.Tokens[0].Left + page.LineHeight && page.Text[above.Tokens[^1].Span.End - 1] != '.';
        return continues ? (ValueFinder.Trimmed(above, 0, above.Tokens.Length), span) : (span, default);
    }

    private static LabelHit? WholeLabel(FormPage page, int index, int cell)
    {
        var line = page.Lines[index];
        int start = line.CellStarts[cell], end = line.CellStarts[cell + 1];
        if (page.Hits[index].Find(h => h.First == start && h.IsWholeCell && !h.HasColon) is { Match.Target: not "" } known) return known;
        for (int t = start; t < end; t++)
        {
            if (line.Tokens[t].Kind == FormTokenKind.CheckBox || line.Tokens[t].Is(':') || line.Tokens[t].Key.AsSpan().ContainsAnyInRange('0', '9')) return null;
        }

        if (LabelLexicon.MatchLabel(line.Tokens, start, end, page.Reading.Read) is { } match && Enumerable.Range(match.End, end - match.End).All(t => line.Tokens[t].Kind == FormTokenKind.Mark)) return new(index, start, end, match, false, true);
        return ConceptLabel.OfColumn(page, line.Tokens, start, end) is { } read ? new(index, start, end, read, false, true) : null;
    }

    private static bool IsStrict(FormPage page, int index, int cell, LabelHit hit) =>
        ValueShape.IsStrict(hit.Match.Target) && !page.Hits[index].Exists(h => page.Lines[index].Tokens[h.First].Cell == cell && h.Match.Target.Length > 0) && ValueShape.Fit(hit.Match.Target, page.Lines[index].CellSpan(cell).In(page.Text)) == 2;
}

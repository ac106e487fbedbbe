namespace HealthcareLlm.ClinicalText.Forms;

/// <summary>Which heading governs a place of a page: the nearest above it, in its own column where headings stand side by side.</summary>
internal sealed class TopicMap
{
    private readonly List<(int Line, List<(double Left, FormTopic Topic)> Columns)> _headings = [];

    /// <summary>Adds the headings of a line, from left to right; the first of several reaches to the page's left edge.</summary>
    internal void Add(int line, List<(double Left, FormTopic Topic)> columns)
    {
        int at = _headings.FindIndex(h => h.Line > line);
        if (at < 0) at = _headings.Count;
        // A lone heading that begins in a column other than the first governs that column; the others keep theirs.
        if (columns.Count == 1 && at > 0 && _headings[at - 1].Columns is { Count: > 1 } before)
        {
            int column = before.FindLastIndex(c => columns[0].Left >= c.Left);
            if (column > 0)
            {
                var topic = columns[0].Topic;
                columns = [.. before];
                columns[column] = (before[column].Left, topic);
            }
        }

        _headings.Insert(at, (line, columns));
    }

    /// <summary>Lines that are headings, with their columns.</summary>
    internal IEnumerable<(int Line, List<(double Left, FormTopic Topic)> Columns)> Headings => _headings;

    internal bool IsHeading(int line) => _headings.Exists(h => h.Line == line);

    /// <summary>The topic of a place; <see cref="FormTopic.None"/> before the first heading.</summary>
    internal FormTopic At(int line, double x)
    {
        for (int i = _headings.Count - 1; i >= 0; i--)
        {
            var (at, columns) = _headings[i];
            if (at > line) continue;
            for (int c = columns.Count - 1; c > 0; c--)
            {
                if (x >= columns[c].Left) return columns[c].Topic;
            }

            return columns[0].Topic;
        }

        return FormTopic.None;
    }
}

namespace HealthcareLlm.ClinicalText.Forms;

/// <summary>Which heading governs a place of a page: the nearest above it, in its own column where headings stand side by side.</summary>
internal sealed class TopicMap
{
    private readonly List<(int Line, List<(double Left, FormTopic Topic)> Columns)> _headings = [];

    /// <summary>Adds the headings of a line, from left to right; the first of several reaches to the page's left edge.</summary>
    internal void Add(int line, List<(double Left, FormTopic Topic)> columns)
    {
        int at = LastUpTo(line) + 1;
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

    internal bool IsHeading(int line) => LastUpTo(line) is >= 0 and var at && _headings[at].Line == line;

    /// <summary>The last line at or above a line that is a heading; 0 where there is none.</summary>
    internal int HeadingAtOrAbove(int line) => LastUpTo(line) is >= 0 and var at ? Math.Max(0, _headings[at].Line) : 0;

    /// <summary>The topic of a place; <see cref="FormTopic.None"/> before the first heading.</summary>
    internal FormTopic At(int line, double x)
    {
        if (LastUpTo(line) is not (>= 0 and var at)) return FormTopic.None;
        var columns = _headings[at].Columns;
        for (int c = columns.Count - 1; c > 0; c--)
        {
            if (x >= columns[c].Left) return columns[c].Topic;
        }

        return columns[0].Topic;
    }

    /// <summary>Index of the last heading at or above a line; -1 where there is none.</summary>
    private int LastUpTo(int line)
    {
        int low = 0, high = _headings.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_headings[middle].Line <= line) low = middle + 1;
            else high = middle;
        }

        return low - 1;
    }
}

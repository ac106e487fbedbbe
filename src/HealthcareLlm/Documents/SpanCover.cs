namespace HealthcareLlm.Documents;

/// <summary>Tells for many places whether one of many spans holds them, without a look at all.</summary>
internal sealed class SpanCover
{
    private readonly TextSpan[] _spans;
    private readonly int[] _latestEnd;

    /// <summary>Covers by spans in any order, which may overlap.</summary>
    internal SpanCover(IEnumerable<TextSpan> spans)
    {
        _spans = [.. spans.Order()];
        _latestEnd = new int[_spans.Length];
        for (int i = 0; i < _spans.Length; i++) _latestEnd[i] = Math.Max(_spans[i].End, i > 0 ? _latestEnd[i - 1] : 0);
    }

    /// <summary>Whether one of the spans contains the given one.</summary>
    internal bool Covers(TextSpan span) => LatestEnd(span.Start + 1) >= span.End;

    /// <summary>Whether one of the spans has a character in common with the given one.</summary>
    internal bool Overlaps(TextSpan span) => LatestEnd(span.End) > span.Start;

    // Of the spans that begin before an offset the one that reaches farthest decides.
    private int LatestEnd(int offset)
    {
        int low = 0, high = _spans.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_spans[middle].Start < offset) low = middle + 1;
            else high = middle;
        }

        return low > 0 ? _latestEnd[low - 1] : -1;
    }
}

using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Summary.Notes;

namespace HealthcareLlm.Drafting.Offline.Summary.Chart;

/// <summary>The lines of a note.</summary>
internal static class ChartLines
{
    /// <summary>The line that holds an offset; an empty span there where none does.</summary>
    internal static TextSpan At(Note note, int offset)
    {
        var lines = note.Document.Source.PageAt(offset).Lines;
        int low = 0, high = lines.Length - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (lines[middle].Span.Start <= offset) low = middle;
            else high = middle - 1;
        }

        return high >= 0 && lines[low].Span.Start <= offset && offset < lines[low].Span.End ? lines[low].Span : new(offset, offset);
    }

    /// <summary>The lines of a note in order.</summary>
    internal static IEnumerable<TextSpan> Of(Note note) => LinesOf(note).Select(l => l.Span);

    /// <summary>The lines of a note in order, with their cells.</summary>
    internal static IEnumerable<Line> LinesOf(Note note)
    {
        foreach (var page in note.Document.Source.Pages)
        {
            if (!page.Span.Overlaps(note.Span)) continue;
            foreach (var line in page.Lines)
            {
                if (note.Span.Contains(line.Span)) yield return line;
            }
        }
    }
}

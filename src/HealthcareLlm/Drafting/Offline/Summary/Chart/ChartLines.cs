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
    internal static IEnumerable<Line> LinesOf(Note note) => LinesOf(note, note.Span).Where(l => note.Span.Contains(l.Span));

    /// <summary>The lines of a note that overlap a part of its document, in order.</summary>
    internal static IEnumerable<Line> Over(Note note, TextSpan part) => LinesOf(note, part).Where(l => note.Span.Contains(l.Span) && part.Overlaps(l.Span));

    // The lines of a document from the one before a span to the last that begins in it: a note has as many parts as it has titles, and none looks at the lines of the others.
    private static IEnumerable<Line> LinesOf(Note note, TextSpan near)
    {
        var pages = note.Document.Source.Pages;
        for (int p = Math.Max(0, Sorted.FirstFrom(pages, near.Start, static p => p.Span.Start) - 1); p < pages.Length && pages[p].Span.Start <= near.End; p++)
        {
            var lines = pages[p].Lines;
            for (int i = Math.Max(0, Sorted.FirstFrom(lines, near.Start, static l => l.Span.Start) - 1); i < lines.Length && lines[i].Span.Start <= near.End; i++) yield return lines[i];
        }
    }
}

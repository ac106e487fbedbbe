using System.Collections.Immutable;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Grounding;

/// <summary>Makes citations of spans: page, quote, one box a line.</summary>
public static class CitationMaker
{
    /// <summary>The citations of a span: one for each page it touches, without surrounding white space.</summary>
    public static ImmutableArray<Citation> Make(SourceDocument document, TextSpan span, Alignment alignment)
    {
        var citations = ImmutableArray.CreateBuilder<Citation>();
        foreach (var page in document.Pages)
        {
            if (!page.Span.Overlaps(span)) continue;
            var part = Trim(document.Text, new(Math.Max(span.Start, page.Span.Start), Math.Min(span.End, page.Span.End)));
            if (part.IsEmpty) continue;
            citations.Add(new(document.Id, page.Number, part, part.In(document.Text), page.HasPicture ? Boxes(page, part) : [], alignment));
        }

        return citations.ToImmutable();
    }

    /// <summary>The words of a page that a span touches.</summary>
    public static IEnumerable<Word> WordsIn(Page page, TextSpan span)
    {
        var words = page.Words;
        int low = 0, high = words.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (words[middle].Span.End <= span.Start) low = middle + 1;
            else high = middle;
        }

        for (int i = low; i < words.Length && words[i].Span.Start < span.End; i++) yield return words[i];
    }

    private static TextSpan Trim(string text, TextSpan span)
    {
        int start = span.Start, end = span.End;
        while (start < end && char.IsWhiteSpace(text[start])) start++;
        while (end > start && char.IsWhiteSpace(text[end - 1])) end--;
        return new(start, end);
    }

    private static ImmutableArray<BoundingBox> Boxes(Page page, TextSpan span)
    {
        var boxes = ImmutableArray.CreateBuilder<BoundingBox>();
        foreach (var line in page.Lines)
        {
            if (!line.Span.Overlaps(span)) continue;
            BoundingBox? box = null;
            foreach (var word in WordsIn(page, new(Math.Max(span.Start, line.Span.Start), Math.Min(span.End, line.Span.End))))
            {
                box = box is { } b ? b.Union(word.Box) : word.Box;
            }

            if (box is { } found) boxes.Add(new(Math.Round(found.X, 2), Math.Round(found.Y, 2), Math.Round(found.Width, 2), Math.Round(found.Height, 2)));
        }

        return boxes.ToImmutable();
    }
}

using System.Collections.Immutable;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Policies;

/// <summary>Cuts a policy document into passages: paragraphs, numbered items, tables. Page heads and feet that repeat are left out.</summary>
public static class PassageCutter
{
    /// <summary>Passages longer than this many characters are cut at a line's end, so that a citation stays readable.</summary>
    private const int LongestPassage = 1500;

    /// <summary>The passages of a document, in its order.</summary>
    public static ImmutableArray<PolicyPassage> Cut(SourceDocument document)
    {
        bool marked = document.Pages.Any(p => p.Lines.Any(l => ClauseNumbers.IsMarkedTitle(TextOf(document, l))));
        var numbers = new ClauseNumbers(marked);
        var furniture = Furniture(document);
        var passages = ImmutableArray.CreateBuilder<PolicyPassage>();
        foreach (var page in document.Pages)
        {
            var open = new List<Line>();
            var kind = LineHead.None;
            void Close()
            {
                if (open.Count > 0) passages.Add(Make(document, page, open, passages.Count, numbers));
                open.Clear();
            }

            int last = -1;
            foreach (var line in page.Lines)
            {
                string text = TextOf(document, line);
                if (text.Length == 0 || furniture.Contains(Fold(text))) continue;
                bool gap = last >= 0 && IsGap(document.Text, last, line.Span.Start);
                last = line.Span.End;
                // The passage so far keeps its own clause: it is closed before the numbers move on.
                if (StartsAnew(text, IsBold(page, line), gap, kind, marked, open)) Close();
                var head = numbers.Read(text, IsBold(page, line));
                if (head == LineHead.Title)
                {
                    Close();
                    kind = LineHead.Title;
                    continue;
                }

                if (open.Count == 0)
                {
                    kind = head;
                    if (head is LineHead.None or LineHead.Row && gap && !IsIndented(document, line)) numbers.Paragraph();
                }

                open.Add(line);
            }

            Close();
        }

        return passages.ToImmutable();
    }

    private static bool StartsAnew(string text, bool bold, bool gap, LineHead kind, bool marked, List<Line> open)
    {
        if (open.Count == 0) return false;
        var head = new ClauseNumbers(marked).Read(text, bold);
        if (head == LineHead.Row || kind == LineHead.Row) return head != kind;
        return gap || head != LineHead.None || open[^1].Span.End - open[0].Span.Start > LongestPassage;
    }

    private static PolicyPassage Make(SourceDocument document, Page page, List<Line> lines, int number, ClauseNumbers numbers)
    {
        var span = lines[0].Span.Union(lines[^1].Span);
        int start = span.Start, end = span.End;
        while (start < end && char.IsWhiteSpace(document.Text[start])) start++;
        while (end > start && char.IsWhiteSpace(document.Text[end - 1])) end--;
        span = new(start, end);
        return new(document.Id, number, page.Number, span, span.In(document.Text), numbers.Section, numbers.Clause, Boxes(page, span));
    }

    /// <summary>One box a line around the words of a span; none where the page has no picture.</summary>
    internal static ImmutableArray<BoundingBox> Boxes(Page page, TextSpan span)
    {
        if (!page.HasPicture) return [];
        var boxes = ImmutableArray.CreateBuilder<BoundingBox>();
        foreach (var line in page.Lines.Where(l => l.Span.Overlaps(span)))
        {
            BoundingBox? box = null;
            foreach (var word in page.Words.Where(w => w.Span.Overlaps(line.Span) && w.Span.Overlaps(span))) box = box is { } b ? b.Union(word.Box) : word.Box;
            if (box is { } found) boxes.Add(new(Math.Round(found.X, 2), Math.Round(found.Y, 2), Math.Round(found.Width, 2), Math.Round(found.Height, 2)));
        }

        return boxes.ToImmutable();
    }

    /// <summary>First and last lines that stand on more than one page, but for their digits.</summary>
    private static HashSet<string> Furniture(SourceDocument document)
    {
        var edges = document.Pages.SelectMany(p => p.Lines.Take(2).Concat(p.Lines.TakeLast(2)).Select(l => Fold(TextOf(document, l))).Distinct());
        return [.. edges.GroupBy(static e => e, StringComparer.Ordinal).Where(static g => g.Count() > 1 && g.Key.Length > 0).Select(static g => g.Key)];
    }

    private static string Fold(string text) => string.Concat(text.Select(static c => char.IsDigit(c) ? '0' : char.ToLowerInvariant(c)));

    private static string TextOf(SourceDocument document, Line line) => line.Span.In(document.Text).Trim();

    private static bool IsGap(string text, int from, int to)
    {
        int ends = 0;
        for (int i = from; i < to; i++)
        {
            if (text[i] == '\n') ends++;
        }

        return ends > 1;
    }

    private static bool IsIndented(SourceDocument document, Line line)
    {
        int start = line.Span.Start;
        while (start > 0 && document.Text[start - 1] is ' ' or '\t') start--;
        return line.Span.Start - start >= 2;
    }

    private static bool IsBold(Page page, Line line)
    {
        bool any = false;
        foreach (var word in page.Words)
        {
            if (word.Span.Start >= line.Span.End) break;
            if (!word.Span.Overlaps(line.Span)) continue;
            if ((word.Marks & WordMarks.Bold) == 0) return false;
            any = true;
        }

        return any;
    }
}

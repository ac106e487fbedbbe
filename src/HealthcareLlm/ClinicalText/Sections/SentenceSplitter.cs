using System.Collections.Immutable;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Sections;

/// <summary>
/// Divides sections into sentences, list items, table rows and telegraphic phrases. Wrapped lines of prose are joined; a title is no sentence;
/// none runs over the end of a section or page.
/// </summary>
internal static class SentenceSplitter
{
    internal static ImmutableArray<Sentence> Split(SourceDocument source, ImmutableArray<Section> sections)
    {
        var sentences = ImmutableArray.CreateBuilder<Sentence>();
        int section = 0;
        foreach (var page in source.Pages)
        {
            var paragraph = default(TextSpan);
            var joiner = new LineJoiner(source.Text, page);
            for (int l = 0; l < page.Lines.Length; l++)
            {
                var line = page.Lines[l];
                int from = line.Span.Start;
                // A section may start inside the line.
                while (from < line.Span.End)
                {
                    while (section + 1 < sections.Length && sections[section + 1].Span.Start <= from) section++;
                    int end = section + 1 < sections.Length ? Math.Min(line.Span.End, sections[section + 1].Span.Start) : line.Span.End;
                    var part = new TextSpan(AfterTitle(source.Text, sections[section], from, end), end);
                    bool joins = !paragraph.IsEmpty && from == line.Span.Start && part.Start == from && paragraph.Start >= sections[section].Span.Start
                        && joiner.Joins(page.Lines[l - 1], line);
                    if (joins)
                    {
                        paragraph = new(paragraph.Start, part.End);
                    }
                    else
                    {
                        FlushAt(paragraph);
                        paragraph = part;
                    }

                    from = end;
                    if (from < line.Span.End) Flush(ref paragraph);
                }
            }

            Flush(ref paragraph);
        }

        return sentences.ToImmutable();

        void Flush(ref TextSpan paragraph)
        {
            FlushAt(paragraph);
            paragraph = default;
        }

        void FlushAt(TextSpan paragraph)
        {
            if (paragraph.IsEmpty) return;
            int index = SectionAt(sections, paragraph.Start);
            foreach (var span in SentenceBreaker.Break(source.Text, paragraph)) sentences.Add(new(span, index));
        }
    }

    private static int SectionAt(ImmutableArray<Section> sections, int offset)
    {
        int low = 0, high = sections.Length - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (sections[middle].Span.Start <= offset) low = middle;
            else high = middle - 1;
        }

        return low;
    }

    private static int AfterTitle(string text, Section section, int from, int end)
    {
        if (section.TitleSpan.IsEmpty || section.TitleSpan.End <= from || section.TitleSpan.Start < from && section.TitleSpan.End > end) return from;
        if (section.TitleSpan.Start >= end) return from;
        int i = section.TitleSpan.End;
        while (i < end && (char.IsWhiteSpace(text[i]) || text[i] is ':' or '*' or '_' or ',' || (text[i] is '-' or '–' or '—' && i > section.TitleSpan.End && (i + 1 >= end || text[i + 1] == ' ')))) i++;
        return i;
    }
}

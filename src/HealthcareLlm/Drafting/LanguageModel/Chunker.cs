using System.Collections.Immutable;
using System.Globalization;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.LanguageModel;

/// <summary>
/// Divides the documents of a case into parts that fit one call each: whole pages where they fit, else sections, else lines, else words. Every character of every page that may be used is in
/// exactly one block; pages about another patient are in none.
/// </summary>
internal static class Chunker
{
    internal static ImmutableArray<ImmutableArray<SourceBlock>> Divide(CaseDocuments documents, int maximumTokens, Func<string, int> countTokens)
    {
        var parts = ImmutableArray.CreateBuilder<ImmutableArray<SourceBlock>>();
        var part = ImmutableArray.CreateBuilder<SourceBlock>();
        int used = 0;
        foreach (var block in Blocks(documents, maximumTokens, countTokens))
        {
            int tokens = countTokens(block.Shown);
            if (part.Count > 0 && used + tokens > maximumTokens)
            {
                parts.Add(part.ToImmutable());
                part.Clear();
                used = 0;
            }

            part.Add(block);
            used += tokens;
        }

        if (part.Count > 0) parts.Add(part.ToImmutable());
        return parts.ToImmutable();
    }

    private static IEnumerable<SourceBlock> Blocks(CaseDocuments documents, int maximumTokens, Func<string, int> countTokens)
    {
        for (int d = 0; d < documents.Documents.Length; d++)
        {
            var document = documents.Documents[d];
            foreach (var page in document.Source.Pages)
            {
                if (page.Span.IsEmpty || documents.Patient.IsSetAside(document.Source.Id, page.Number)) continue;
                string name = string.Create(CultureInfo.InvariantCulture, $"D{d + 1}P{page.Number}");
                var spans = Split(document, page.Span, maximumTokens, countTokens).ToList();
                for (int i = 0; i < spans.Count; i++)
                {
                    if (string.IsNullOrWhiteSpace(spans[i].In(document.Text))) continue;
                    yield return SourceBlock.Of(spans.Count == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}.{i + 1}"), document.Source, page.Number, spans[i]);
                }
            }
        }
    }

    private static IEnumerable<TextSpan> Split(AnnotatedDocument document, TextSpan span, int maximum, Func<string, int> count)
    {
        string text = document.Text;
        if (count(span.In(text)) <= maximum) return [span];
        var sections = document.Sections.Select(s => s.Span.Start).Where(s => s > span.Start && s < span.End);
        var pieces = Cut(span, sections);
        return Join(pieces.SelectMany(p => Fits(p) ? [p] : Cut(p, Ends(text, p, '\n')).SelectMany(l => Fits(l) ? [l] : Halves(text, l, maximum, count))), text, maximum, count);

        bool Fits(TextSpan piece) => count(piece.In(text)) <= maximum;
    }

    private static IEnumerable<TextSpan> Cut(TextSpan span, IEnumerable<int> places)
    {
        int start = span.Start;
        foreach (int place in places.Distinct().Order())
        {
            if (place > start) yield return new(start, place);
            start = place;
        }

        if (start < span.End) yield return new(start, span.End);
    }

    private static IEnumerable<int> Ends(string text, TextSpan span, char end)
    {
        for (int i = span.Start; i < span.End; i++)
        {
            if (text[i] == end) yield return i + 1;
        }
    }

    /// <summary>A line that fits no call is cut at the space nearest to its middle, or in the middle of a word that alone is too long, never within a pair of surrogate units.</summary>
    private static IEnumerable<TextSpan> Halves(string text, TextSpan span, int maximum, Func<string, int> count)
    {
        if (span.Length < 2 || count(span.In(text)) <= maximum) return [span];
        int middle = span.Start + (span.Length / 2);
        int space = text.LastIndexOf(' ', middle, middle - span.Start);
        int at = space > span.Start ? space + 1 : char.IsLowSurrogate(text[middle]) && middle - 1 > span.Start ? middle - 1 : middle;
        return Halves(text, new(span.Start, at), maximum, count).Concat(Halves(text, new(at, span.End), maximum, count));
    }

    /// <summary>Neighbours that fit one call together are joined again: a section's title stays with its text.</summary>
    private static IEnumerable<TextSpan> Join(IEnumerable<TextSpan> pieces, string text, int maximum, Func<string, int> count)
    {
        TextSpan? open = null;
        foreach (var piece in pieces)
        {
            if (open is { } before && count(new TextSpan(before.Start, piece.End).In(text)) > maximum)
            {
                yield return before;
                open = piece;
            }
            else
            {
                open = open is { } started ? new(started.Start, piece.End) : piece;
            }
        }

        if (open is { } last) yield return last;
    }
}

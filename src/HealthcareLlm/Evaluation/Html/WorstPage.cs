using System.Collections.Immutable;
using HealthcareLlm.Evaluation.Citing;

namespace HealthcareLlm.Evaluation.Html;

/// <summary>The picture of a page as a viewer shows it; null where there is none.</summary>
/// <param name="MediaType"><c>image/jpeg</c> or <c>image/png</c>.</param>
/// <param name="Bytes">The encoded picture.</param>
public sealed record ReportPicture(string MediaType, ReadOnlyMemory<byte> Bytes);

/// <summary>Renders a page of a golden case's document: path, page from 1, greatest width in pixels. Null where the document has no picture, or none can be made.</summary>
public delegate Task<ReportPicture?> ShowPage(string path, int page, int width, CancellationToken cancellation);

/// <summary>Where a fault stands, for a person to look.</summary>
/// <param name="File">File name of the document.</param>
/// <param name="Path">Its path.</param>
/// <param name="Page">Page, from 1.</param>
/// <param name="Size">Width and height of the page in the pixels of the boxes; 0 where it has no picture.</param>
/// <param name="Cited">Boxes that the result cites.</param>
/// <param name="Gold">Boxes of the gold.</param>
/// <param name="Remark">Why this page is shown.</param>
/// <param name="Excerpt">Text before, the cited text, and text after; null where no text was kept.</param>
internal sealed record WorstPage(
    string File, string Path, int Page, (double Width, double Height) Size, ImmutableArray<ImmutableArray<double>> Cited, ImmutableArray<ImmutableArray<double>> Gold, string Remark, (string Before, string Marked, string After)? Excerpt)
{
    // Characters of text on either side of what is cited.
    private const int Around = 120;

    /// <summary>Finds where a fault of a packet stands: the page that the result cites; else the gold's; else the page whose citations stand about the expected text.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="golden">Its golden case.</param>
    /// <param name="result">Bytes of the result file.</param>
    /// <param name="texts">The documents' texts.</param>
    /// <returns>Null where no place can be told.</returns>
    internal static WorstPage? Find(WorstFault fault, GoldenCase golden, ReadOnlyMemory<byte> result, DocumentTexts texts)
    {
        ResultView view;
        try
        {
            view = ResultView.Read(result);
        }
        catch (InvalidDataException)
        {
            return null;
        }

        var kept = texts.Of(view.Documents);
        if (golden.Record is null) return OfSummary(fault, golden, view, kept);
        if (CaseScorer.Score(fault.Evalset, golden, result, texts, places: true).Leaves.FirstOrDefault(l => l.Path == fault.Where) is not { Places: { } places }) return null;
        if (places.Cited.FirstOrDefault(c => c.File is not null) is { } cited) return AtCitation(cited, places, golden, view, kept, "what the result cites");
        if (places.Gold.FirstOrDefault() is { } at)
        {
            return Make(golden, view, at.File, at.Page, [], [.. places.Gold.Where(p => p.File == at.File && p.Page == at.Page && p.Box.Length == 4).Select(p => p.Box)], "the place that the gold names", Expected(fault.Expected, at.File, kept));
        }

        return Nearest(fault.Expected, golden, view, kept);
    }

    private static WorstPage? OfSummary(WorstFault fault, GoldenCase golden, ResultView view, ImmutableDictionary<string, string?> kept)
    {
        var statement = fault.Given.Length == 0 ? null : view.Statements.FirstOrDefault(s => s.Text == fault.Given || s.Section + ": " + s.Text == fault.Given);
        if (statement?.Citations.FirstOrDefault(c => c.File is not null) is { } cited) return AtCitation(cited, new(statement.Citations, []), golden, view, kept, "what the statement cites");
        var fact = golden.Facts.FirstOrDefault(f => fault.Kind.Contains(" " + f.Id + " ", StringComparison.Ordinal));
        foreach (var document in fact is null ? [] : view.Documents)
        {
            if (kept.GetValueOrDefault(document.File) is not { } text) continue;
            foreach (string line in text.Split('\n').Where(l => fact!.AnyOf.Any(all => all.All(p => GoldPatterns.Matches(p, l)))))
            {
                int start = text.IndexOf(line, StringComparison.Ordinal);
                return Make(golden, view, document.File, 1, [], [], "the notes say it here", Excerpted(text, start, start + line.Length));
            }
        }

        return null;
    }

    private static WorstPage? AtCitation(ReadCitation cited, LeafPlaces places, GoldenCase golden, ResultView view, ImmutableDictionary<string, string?> kept, string remark)
    {
        var excerpt = kept.GetValueOrDefault(cited.File!) is { } text && cited is { Start: { } start, End: { } end } && start >= 0 && end <= text.Length && start < end ? Excerpted(text, start, end) : (string.Empty, cited.Quote, string.Empty);
        return Make(
            golden, view, cited.File!, cited.Page, [.. places.Cited.Where(c => c.File == cited.File && c.Page == cited.Page).SelectMany(c => c.Boxes).Select(b => b.Sides)],
            [.. places.Gold.Where(p => p.File == cited.File && p.Page == cited.Page && p.Box.Length == 4).Select(p => p.Box)], remark, excerpt);
    }

    /// <summary>Where the gold tells no place: the expected value's first writing in the text, on the page of the citations just before and after it.</summary>
    private static WorstPage? Nearest(string expected, GoldenCase golden, ResultView view, ImmutableDictionary<string, string?> kept)
    {
        var citations = view.Record is { } record ? record.Leaves().SelectMany(l => l.Citations).Where(c => c.Start is not null).ToList() : [];
        foreach (var document in view.Documents)
        {
            if (expected.Length < 3 || kept.GetValueOrDefault(document.File) is not { } text || text.IndexOf(expected, StringComparison.OrdinalIgnoreCase) is not (>= 0 and var start)) continue;
            var own = citations.Where(c => c.File == document.File).ToList();
            int? before = own.Where(c => c.Start <= start).MaxBy(c => c.Start)?.Page ?? (document.Pages == 1 ? 1 : null), after = own.Where(c => c.Start > start).MinBy(c => c.Start)?.Page ?? before;
            if (document.Pages <= 1) (before, after) = (1, 1);
            return before is { } page && before == after
                ? Make(golden, view, document.File, page, [], [], "the expected text was read here; the gold tells no place", Excerpted(text, start, start + expected.Length))
                : Make(golden, view, document.File, 0, [], [], "the expected text was read here; the gold tells no place", Excerpted(text, start, start + expected.Length));
        }

        return null;
    }

    private static (string, string, string)? Expected(string expected, string file, ImmutableDictionary<string, string?> kept) =>
        expected.Length > 2 && kept.GetValueOrDefault(file) is { } text && text.IndexOf(expected, StringComparison.OrdinalIgnoreCase) is >= 0 and var start ? Excerpted(text, start, start + expected.Length) : null;

    private static (string, string, string) Excerpted(string text, int start, int end) => (text[Math.Max(0, start - Around)..start], text[start..end], text[end..Math.Min(text.Length, end + Around)]);

    private static WorstPage? Make(GoldenCase golden, ResultView view, string file, int page, ImmutableArray<ImmutableArray<double>> cited, ImmutableArray<ImmutableArray<double>> gold, string remark, (string, string, string)? excerpt)
    {
        int at = golden.Documents.Select(d => d.File).ToList().IndexOf(file);
        if (at < 0) return null;
        var sizes = view.Documents.FirstOrDefault(d => d.File == file)?.Sizes ?? [];
        return new(file, golden.Paths[at], page, page >= 1 && page <= sizes.Length ? (sizes[page - 1].Width, sizes[page - 1].Height) : default, cited, gold, remark, excerpt);
    }
}

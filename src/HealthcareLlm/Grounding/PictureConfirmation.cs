using System.Collections.Immutable;
using HealthcareLlm.Documents;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Grounding;

/// <summary>What looking at the pictures gave.</summary>
/// <param name="Readings">What the picture shows at each cited span that was looked at.</param>
/// <param name="Contradicted">Pages on which at least one cited span shows something else.</param>
public sealed record PictureFindings(
    ImmutableDictionary<(DocumentId DocumentId, TextSpan Span), PictureAgreement> Readings,
    ImmutableArray<ContradictedPage> Contradicted)
{
    /// <summary>The verdict for the citations of one value or statement, given what verification of the text found.</summary>
    public Verdict Weigh(Verdict verdict, ImmutableArray<Citation> citations)
    {
        if (verdict != Verdict.Supported) return verdict;
        bool unclear = false;
        foreach (var citation in citations)
        {
            var agreement = Readings.GetValueOrDefault((citation.DocumentId, citation.Span), PictureAgreement.Confirmed);
            if (agreement == PictureAgreement.Contradicted) return Verdict.PictureContradicts;
            unclear |= agreement == PictureAgreement.Unclear;
        }

        return unclear ? Verdict.PictureUnclear : Verdict.Supported;
    }
}

/// <summary>
/// Confirms cited spans at the picture: a text layer can show NO and say YES. Only words that were not themselves read from pixels are looked at;
/// each cited page is rendered once.
/// </summary>
public static class PictureConfirmation
{
    /// <summary>Looks at every citation once.</summary>
    public static async Task<PictureFindings> LookAsync(IEnumerable<Citation> citations, IngestedCase ingested, CancellationToken cancellation)
    {
        var readings = ImmutableDictionary.CreateBuilder<(DocumentId, TextSpan), PictureAgreement>();
        var contradicted = ImmutableArray.CreateBuilder<ContradictedPage>();
        var pages = citations.GroupBy(c => (c.DocumentId, c.Page)).OrderBy(g => g.Key.DocumentId).ThenBy(g => g.Key.Page);
        foreach (var cited in pages)
        {
            if (ingested.Find(cited.Key.DocumentId) is not { Reader: { } reader } document) continue;
            var page = document.Document.Pages[cited.Key.Page - 1];
            var spans = cited.Select(c => c.Span).Distinct().Select(s => Wanted(page, s)).Where(w => w.Regions.Length > 0).ToList();
            if (spans.Count == 0) continue;
            var seen = await reader.ReadRegionsAsync(document.File, page.Number, [.. spans.SelectMany(s => s.Regions)], cancellation).ConfigureAwait(false);
            if (seen.Count == 0) continue;
            int at = 0;
            foreach (var span in spans)
            {
                var agreement = PictureComparison.Compare(span.Text, seen.Skip(at).Take(span.Regions.Length));
                at += span.Regions.Length;
                readings[(cited.Key.DocumentId, span.Span)] = agreement;
                var found = new ContradictedPage(cited.Key.DocumentId, page.Number);
                if (agreement == PictureAgreement.Contradicted && !contradicted.Contains(found)) contradicted.Add(found);
            }
        }

        return new(readings.ToImmutable(), contradicted.ToImmutable());
    }

    private static (TextSpan Span, string Text, ImmutableArray<BoundingBox> Regions) Wanted(Page page, TextSpan span)
    {
        if (!page.HasPicture) return (span, string.Empty, []);
        var regions = ImmutableArray.CreateBuilder<BoundingBox>();
        var words = new List<string>();
        foreach (var line in page.Lines.Where(l => l.Span.Overlaps(span)))
        {
            BoundingBox? box = null;
            foreach (var word in CitationMaker.WordsIn(page, new(Math.Max(span.Start, line.Span.Start), Math.Min(span.End, line.Span.End))))
            {
                if (word.IsCheckBox || word.Source is WordSource.Ocr or WordSource.Text) continue;
                box = box is { } b ? b.Union(word.Box) : word.Box;
                words.Add(word.Text);
            }

            if (box is { } region) regions.Add(region);
        }

        return (span, string.Join(' ', words), regions.ToImmutable());
    }
}

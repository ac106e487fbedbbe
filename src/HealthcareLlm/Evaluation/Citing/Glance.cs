namespace HealthcareLlm.Evaluation.Citing;

/// <summary>
/// Whether a citation is a place that a person can check at a glance: a line or a few lines, and not a page or a document, in which every value stands somewhere.
/// The bounds are set by what citations are (one box a line) and by 17,295 of this program's own on the development parts: none has more than 3 lines, covers more than 3.8 % of
/// its page, or has more than 190 characters beyond the value's own; 99 in 100 have at most 2 lines and 1.4 %.
/// </summary>
internal static class Glance
{
    /// <summary>Characters, white space apart, that a quote may have beyond what it is cited for: two or three lines of print.</summary>
    internal const int MostBeyond = 200;

    /// <summary>Lines of a quote or boxes of a citation, for what is no longer than a line.</summary>
    internal const int MostLines = 3;

    /// <summary>Characters of a value that may take one line more.</summary>
    private const int LineLength = 60;

    /// <summary>Share of a page that the boxes may cover: three lines of print over the whole of its width are 0.045 to 0.06 of it.</summary>
    internal const double MostOfPage = 0.06;

    /// <summary>Square inches that the boxes may always cover, however small the page is: a card's line is a tenth of the card.</summary>
    internal const double MostInches = 6;

    /// <summary>Whether it is one.</summary>
    /// <param name="citation">The citation.</param>
    /// <param name="value">What it is cited for: a value, or a statement's text.</param>
    /// <param name="page">The page that it names; null where the result does not list it.</param>
    internal static bool Is(ReadCitation citation, string value, ReadPage? page)
    {
        int lines = MostLines + (value.Length / LineLength);
        if (citation.Boxes.Length > lines || Lines(citation.Quote) > lines || Length(citation) > Letters(value) + MostBeyond) return false;
        return IsSmall(citation, page) is not false;
    }

    /// <summary>Whether its boxes together cover little of the page; null where it has none, or the page's size is not known.</summary>
    internal static bool? IsSmall(ReadCitation citation, ReadPage? page)
    {
        if (citation.Boxes.IsEmpty || page is not { Width: > 0, Height: > 0 } known) return null;
        double area = citation.Boxes.Sum(b => b.Width * b.Height);
        return area <= Math.Max(MostOfPage * known.Width * known.Height, MostInches * known.DpiX * known.DpiY);
    }

    private static int Lines(string quote)
    {
        int lines = 1;
        // Pages are joined by a form feed: what spans two is on no page.
        foreach (char c in quote.AsSpan().Trim()) lines += c == '\n' ? 1 : c == '\f' ? MostLines : 0;
        return lines;
    }

    /// <summary>Of a quote that is shorter than its offsets say, these tell what is cited.</summary>
    private static int Length(ReadCitation citation) =>
        citation is { Start: { } start, End: { } end } && (long)end - start > citation.Quote.Length ? (int)Math.Min(int.MaxValue, (long)end - start) : Letters(citation.Quote);

    private static int Letters(string text)
    {
        int letters = 0;
        foreach (char c in text)
        {
            if (!char.IsWhiteSpace(c)) letters++;
        }

        return letters;
    }
}
